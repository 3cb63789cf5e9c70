# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Lets libFuzzer try one target for a while; says where the input lies that breaks it.

usage: run.py PROGRAM FOUND SEEDS...

FOUND is a folder for what libFuzzer learns, which the next run begins with. ASSAY_FUZZ_SECONDS is
how long a target is tried, 60 if it is not set."""

import os
import subprocess
import sys
from pathlib import Path

SECONDS = 60
# A target that takes longer for one input hangs.
INPUT_SECONDS = 20


def seconds_from(environment):
    text = environment.get('ASSAY_FUZZ_SECONDS') or str(SECONDS)
    if not text.isdecimal() or int(text) == 0:
        raise SystemExit(f'ASSAY_FUZZ_SECONDS: “{text}” is no number of seconds')
    return int(text)


def command_for(program, found, seeds, seconds):
    return [program, str(found / 'corpus'), *seeds, f'-artifact_prefix={found}/',
            f'-max_total_time={seconds}', f'-timeout={INPUT_SECONDS}', '-print_final_stats=1']


def breaking(found):
    """The inputs that libFuzzer has saved, slow ones that pass left out."""
    return {path for path in found.iterdir()
            if path.name.split('-')[0] in ('crash', 'leak', 'oom', 'timeout')}


def main(program, found, *seeds):
    found = Path(found)
    (found / 'corpus').mkdir(parents=True, exist_ok=True)
    before = breaking(found)
    command = command_for(program, found, seeds, seconds_from(os.environ))
    code = subprocess.run(command, check=False).returncode
    for path in sorted(breaking(found) - before):
        print(f'saved: {path}\nagain: {program} {path}', file=sys.stderr)
    return code


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
