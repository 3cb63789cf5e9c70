# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Simple GETs a second of the simulator, without its rate limit, beside a bare server.

Usage: bench-simulator.py WRK BARE_SERVER; ASSAYCTL is in the environment.
"""

import atexit
import base64
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ctl'))
import desk  # noqa: E402

ROUNDS = 5
SECONDS = 3
QUIET = {'G_DEBUG': 'fatal-criticals'}
PATHS = ('/accounts', '/unified/ats/assessments/packages')


def report(name, value, unit, **more):
    print('# ' + json.dumps({'bench': 'simulator', 'name': name, 'value': round(value, 3), 'unit': unit} | more),
          flush=True)


def measure(wrk, url, *headers):
    """Answers a second; any that is not 2xx is no figure."""
    command = [wrk, '-t1', '-c32', f'-d{SECONDS}s']
    for header in headers:
        command += ['-H', header]
    said = subprocess.run([*command, url], capture_output=True, text=True, check=True, timeout=60).stdout
    if 'Non-2xx' in said or 'Socket errors' in said:
        raise AssertionError(said)
    return float(re.search(r'Requests/sec:\s*([\d.]+)', said)[1])


def main(wrk, bare):
    with tempfile.TemporaryDirectory() as folder:
        simulator = desk.Program('simulate', '--listen', '127.0.0.1:0', '--rate-limit', '0', **QUIET)
        atexit.register(simulator.stop)
        server = desk.Program('none', folder, program=bare, **QUIET)
        atexit.register(server.stop)
        key = base64.b64encode(f'{desk.KEY}:'.encode()).decode()
        ratios = {path: [] for path in PATHS}
        for _ in range(ROUNDS):
            for path in PATHS:
                floor = measure(wrk, server.url + '/')
                rate = measure(wrk, simulator.url + path, f'Authorization: Basic {key}',
                               f'x-account-id: {desk.ACCOUNT}')
                ratios[path].append(rate / floor)
        for path, each in ratios.items():
            report(f'{path} over a bare server', statistics.median(each), 'x', rounds=ROUNDS,
                   least=round(min(each), 3), most=round(max(each), 3))
    print('1..1\nok 1 every answer is 2xx')


if __name__ == '__main__':
    main(*map(os.path.abspath, sys.argv[1:]))
