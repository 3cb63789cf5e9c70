# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""What somebody in front of the window notices: stalls while scrolling, and switching.

Usage: bench-window.py SEED LOAD BENCH_WINDOW; ASSAYCTL is in the environment. ASSAY_BENCH_SEEDS names
a folder that keeps the journal, ASSAY_BENCH_ORDERS another number of orders than 1000000.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ctl'))
import desk  # noqa: E402

ORDERS = os.environ.get('ASSAY_BENCH_ORDERS', '1000000').split(',')[-1]
RATE = '500'
ROUNDS = 3
LONG_ENOUGH = '120'
SECRET_ENV = 'ASSAY_WEBHOOK_SECRETS'
QUIET = {'G_DEBUG': 'fatal-criticals'}


def report(name, value, unit, **more):
    print('# ' + json.dumps({'bench': 'window', 'name': name, 'value': round(value, 3), 'unit': unit} | more),
          flush=True)


def run(program, *arguments):
    answer = subprocess.run([program, *arguments], check=True, capture_output=True, text=True,
                            env=desk.environment(**QUIET))
    return [json.loads(line) for line in answer.stdout.splitlines()]


def prepare(seed, folder, target):
    """A journal to write to; the one that is kept stays as it is."""
    kept = os.path.join(folder, ORDERS)
    if not os.path.isdir(kept):
        subprocess.run([seed, kept + '.unfinished', ORDERS, '--json'], check=True,
                       stdout=subprocess.DEVNULL)
        os.rename(kept + '.unfinished', kept)
    shutil.copytree(kept, target)


def bench_scrolling(load, window, journal):
    program = desk.Program('serve', '--data-dir', journal, '--listen', '127.0.0.1:0', **QUIET)
    rounds = {'bare': [], 'orders': []}
    # An order that comes a second time is merged, which takes much longer than a new one.
    first = 1
    try:
        for _ in range(ROUNDS):
            for kind, arguments in (('bare', ()), ('orders', (journal,))):
                with subprocess.Popen([load, program.url, '--rate', RATE, '--seconds', LONG_ENOUGH,
                                       '--first', str(first), '--secret-env', SECRET_ENV],
                                      env=desk.environment(**QUIET), stdout=subprocess.DEVNULL) as deliveries:
                    rounds[kind] += run(window, 'scroll', *arguments)
                    deliveries.terminate()
                first += 2 * int(RATE) * int(LONG_ENOUGH)
    finally:
        program.stop()
    for kind, figures in rounds.items():
        for name, unit in (('stalls', ''), ('longest', 'ms'), ('frames', '')):
            report(f'{kind}: {name} while scrolling at {RATE}/s',
                   statistics.median(figure[name] for figure in figures), unit, rounds=ROUNDS)


def bench_switching(window, journal):
    rounds = {}
    for _ in range(ROUNDS):
        for arguments in ((), (journal,)):
            for figure in run(window, 'switch', *arguments):
                rounds.setdefault(figure['switch'], []).append(figure)
    for kind, figures in rounds.items():
        for name in ('p50', 'p99'):
            report(f'{kind}: {name} of a switch', statistics.median(figure[name] for figure in figures), 'ms',
                   rounds=ROUNDS)
    for kind in ('order', 'page'):
        ratios = [one['p99'] / other['p99'] for one, other in zip(rounds[kind], rounds['bare'])]
        report(f'{kind}: p99 of a switch over a bare stack', statistics.median(ratios), 'x', rounds=ROUNDS)


def main(seed, load, window):
    with tempfile.TemporaryDirectory() as temporary:
        folder = os.environ.get('ASSAY_BENCH_SEEDS') or temporary
        os.makedirs(folder, exist_ok=True)
        journal = os.path.join(temporary, 'journal')
        prepare(seed, folder, journal)
        bench_switching(window, journal)
        bench_scrolling(load, window, journal)
    print('1..1\nok 1 every switch and every frame came')


if __name__ == '__main__':
    main(*map(os.path.abspath, sys.argv[1:]))
