# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""How the list of orders answers when there are few and when there are many, and how that grows.

Usage: bench-orders.py SEED BENCH_ORDERS. ASSAY_BENCH_SEEDS names a folder that keeps the journals
for the next run, ASSAY_BENCH_ORDERS other numbers of orders than 10000,1000000.
"""

import json
import os
import subprocess
import sys
import tempfile

SIZES = '10000,1000000'


def prepare(seed, folder, number):
    """The journal of that many orders, made when it is not there yet."""
    journal = os.path.join(folder, str(number))
    if not os.path.isdir(journal):
        # What an interrupted run leaves must not pass for a journal.
        with tempfile.TemporaryDirectory(dir=folder) as unfinished:
            made = os.path.join(unfinished, 'journal')
            run([seed, made, str(number), '--json'])
            os.rename(made, journal)
    return journal


def run(command):
    """Shows the figures of a program and returns them by name."""
    figures = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            text = line.removeprefix('# ').strip()
            print('# ' + text, flush=True)
            if text.startswith('{'):
                figure = json.loads(text)
                figures[figure['name']] = figure['value']
    if process.returncode != 0:
        raise AssertionError(f'{command[0]} ended with {process.returncode}')
    return figures


def report_growth(few, many, sizes):
    for name in few:
        if few[name] > 0:
            print('# ' + json.dumps({'bench': 'orders', 'name': f'{name}: growth',
                                     'value': round(many[name] / few[name], 2), 'unit': 'x',
                                     'orders': sizes[1], 'against': sizes[0]}), flush=True)


def main(seed, bench):
    sizes = [int(size) for size in os.environ.get('ASSAY_BENCH_ORDERS', SIZES).split(',')]
    with tempfile.TemporaryDirectory() as temporary:
        folder = os.environ.get('ASSAY_BENCH_SEEDS') or temporary
        os.makedirs(folder, exist_ok=True)
        results = [run([bench, prepare(seed, folder, size), str(size)]) for size in sizes]
    if len(results) == 2:
        report_growth(*results, sizes)
    print('1..1\nok 1 every question finds what there is')


if __name__ == '__main__':
    main(*map(os.path.abspath, sys.argv[1:]))
