# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""What lets libFuzzer try a target."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import tap

RUN = Path(__file__).resolve().parents[1] / 'fuzz' / 'run.py'
# Says how it was called; when it is to break, saves an input where it is told to and fails.
TARGET = '''#!/bin/sh
echo "$@"
for argument; do
  case $argument in -artifact_prefix=*) prefix=${argument#*=} ;; esac
done
[ -z "$BREAKS" ] || { echo x >"${prefix}crash-1"; exit 77; }
'''


class RunTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.program = f'{self.folder}/fuzz-target'
        Path(self.program).write_text(TARGET)
        os.chmod(self.program, 0o700)

    def run_it(self, **variables):
        environment = {'PATH': os.environ['PATH']} | variables
        return subprocess.run([sys.executable, RUN, self.program, f'{self.folder}/found', 'seeds'],
                              text=True, capture_output=True, env=environment, check=False)

    def test_a_target_that_holds(self):
        found = f'{self.folder}/found'
        for variables, seconds in (({}, 60), ({'ASSAY_FUZZ_SECONDS': '5'}, 5)):
            answer = self.run_it(**variables)
            self.assertEqual((answer.returncode, answer.stderr), (0, ''))
            self.assertEqual(answer.stdout, f'{found}/corpus seeds -artifact_prefix={found}/ '
                             f'-max_total_time={seconds} -timeout=20 -print_final_stats=1\n')
        self.assertTrue(Path(found, 'corpus').is_dir())

    def test_the_input_that_breaks_it_is_named(self):
        answer = self.run_it(BREAKS='1')
        saved = f'{self.folder}/found/crash-1'
        self.assertEqual(answer.returncode, 77)
        self.assertEqual(answer.stderr, f'saved: {saved}\nagain: {self.program} {saved}\n')

    def test_a_time_that_is_none(self):
        for seconds in ('0', '-1', 'long'):
            answer = self.run_it(ASSAY_FUZZ_SECONDS=seconds)
            self.assertEqual(answer.returncode, 1)
            self.assertEqual(answer.stderr,
                             f'ASSAY_FUZZ_SECONDS: “{seconds}” is no number of seconds\n')


if __name__ == '__main__':
    tap.main()
