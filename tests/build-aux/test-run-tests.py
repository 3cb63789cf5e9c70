# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""The counting behind build-aux/test."""

import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / 'build-aux'))

import run_tests
import tap


def counts(passed=0, failed=0, skipped=0):
    return {'passed': passed, 'failed': failed, 'skipped': skipped}


class CountTest(unittest.TestCase):
    def test_subtests_are_counted(self):
        text = 'TAP version 14\n1..4\nok 1 /a\nnot ok 2 /b\nok 3 /c # SKIP no display\nok 4 /d\n'
        self.assertEqual(run_tests.count_tap(text), counts(2, 1, 1))

    def test_todo_is_no_failure(self):
        self.assertEqual(run_tests.count_tap('not ok 1 /a # TODO later\n'), counts(1))

    def test_comments_and_output_do_not_count(self):
        self.assertEqual(run_tests.count_tap('# ok 1\nokay then\n    ok 2 nested\n'), counts())

    def test_program_without_tap_counts_once(self):
        self.assertEqual(run_tests.count_test({'result': 'OK', 'stdout': ''}), counts(1))

    def test_crash_after_passing_subtests_fails(self):
        entry = {'result': 'ERROR', 'stdout': '1..2\nok 1 /a\n'}
        self.assertEqual(run_tests.count_test(entry), counts(1, 1))

    def test_timeout_without_output_fails(self):
        self.assertEqual(run_tests.count_test({'result': 'TIMEOUT', 'stdout': None}), counts(0, 1))

    def test_skipped_program_counts_once(self):
        entry = {'result': 'SKIP', 'stdout': '1..0 # SKIP no keyring\n'}
        self.assertEqual(run_tests.count_test(entry), counts(0, 0, 1))

    def test_log_is_summed(self):
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder, 'testlog.json')
            log.write_text('\n'.join(json.dumps(entry) for entry in (
                {'result': 'OK', 'stdout': 'ok 1\nok 2\n'},
                {'result': 'FAIL', 'stdout': 'not ok 1\n'})))
            self.assertEqual(run_tests.count_log(log), counts(2, 1))

    def test_missing_log_counts_nothing(self):
        self.assertEqual(run_tests.count_log(Path('/nonexistent')), counts())


class ArgumentsTest(unittest.TestCase):
    def parse_error(self, arguments):
        with contextlib.redirect_stderr(io.StringIO()) as output, \
                self.assertRaises(SystemExit) as raised:
            run_tests.parse_arguments(arguments)
        self.assertEqual(raised.exception.code, 2)
        return output.getvalue()

    def test_unknown_option_is_a_usage_error(self):
        self.assertIn('--fast', self.parse_error(['--fast']))

    def test_suite_and_all_exclude_each_other(self):
        self.assertIn('not allowed with', self.parse_error(['--all', '--suite', 'unit']))

    def test_suite_names_lose_the_project(self):
        tests = [{'suite': ['assay:unit', 'assay:display']}, {'suite': ['unit']}]
        self.assertEqual(run_tests.suites_of(tests), {'unit', 'display'})


if __name__ == '__main__':
    tap.main()
