# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Time from the start of the process to the first frame, and memory, beside a bare window.

Usage: bench-startup.py ASSAY BARE_WINDOW; wants a display and a session bus of its own.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 11


def start(command, environment):
    """One start: milliseconds to the first frame, and the most memory it took, in MiB."""
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    for line in process.stdout:
        if b'"first-frame"' in line:
            break
    else:
        raise AssertionError(f'{command[0]} showed no frame')
    taken = (time.monotonic() - began) * 1000
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode != 0:
        raise AssertionError(f'{command[0]} ended with {process.returncode}')
    return taken, usage.ru_maxrss / 1024


def report(name, value, unit, **more):
    print('# ' + json.dumps({'bench': 'startup', 'name': name, 'value': round(value, 2), 'unit': unit} | more),
          flush=True)


def main(assay, bare):
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, HOME=folder, XDG_DATA_HOME=f'{folder}/data',
                           XDG_CONFIG_HOME=f'{folder}/config', XDG_CACHE_HOME=f'{folder}/cache',
                           XDG_STATE_HOME=f'{folder}/state')
        programs = {'bare window': [bare], 'assay': [assay, '--profile', 'demo', '--exit-after-startup']}
        figures = {name: [] for name in programs}
        # One round more than counts: the first fills the caches of both.
        for number in range(ROUNDS + 1):
            for name, command in programs.items():
                figure = start(command, environment)
                if number > 0:
                    figures[name].append(figure)
    medians = {}
    for name, measured in figures.items():
        medians[name] = [statistics.median(column) for column in zip(*measured)]
        report(f'{name}: first frame', medians[name][0], 'ms', rounds=ROUNDS)
        report(f'{name}: memory', medians[name][1], 'MiB', rounds=ROUNDS)
    report('first frame, as a multiple of a bare window', medians['assay'][0] / medians['bare window'][0], 'x')
    report('memory over a bare window', medians['assay'][1] - medians['bare window'][1], 'MiB')
    print('1..1\nok 1 both show a frame')


if __name__ == '__main__':
    main(*map(os.path.abspath, sys.argv[1:]))
