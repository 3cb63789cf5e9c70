# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Deliveries a second and what each costs, beside a bare server and a bare durable insert.

Usage: bench-inbox.py LOAD BARE_SERVER; ASSAYCTL is in the environment. ASSAY_BENCH_SECONDS is how
long the sustained part takes, 60 by default; with less than 60 the other parts are shorter too.
"""

import atexit
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ctl'))
import desk  # noqa: E402

SUSTAINED = float(os.environ.get('ASSAY_BENCH_SECONDS', '60'))
BURST = min(5, SUSTAINED / 12)
STEADY = 2 * BURST
STEADY_RATE = 500
ROUNDS = 5
SEARCHABLE_AFTER = 2
SECRET_ENV = 'ASSAY_WEBHOOK_SECRETS'
TICKS = os.sysconf('SC_CLK_TCK')
# Only tests want freed memory to be overwritten.
QUIET = {'G_DEBUG': 'fatal-criticals'}


def report(name, value, unit, **more):
    print('# ' + json.dumps({'bench': 'inbox', 'name': name, 'value': round(value, 3), 'unit': unit} | more),
          flush=True)


class Server:
    """A server with a folder of its own, and what the kernel knows of it."""

    def __init__(self, kind, folder, bare):
        self.kind = kind
        self.folder = folder
        os.mkdir(folder)
        if kind == 'assay':
            self.program = desk.Program('serve', '--data-dir', folder, '--listen', '127.0.0.1:0', **QUIET)
        else:
            self.program = desk.Program(kind, folder, program=bare, **QUIET)
        # A bench that fails leaves nobody behind.
        atexit.register(self.program.stop)
        self.url = self.program.url
        self.proc = f'/proc/{self.program.process.pid}'
        self.first = 1

    def cpu(self):
        """Seconds of processor time until now."""
        with open(f'{self.proc}/stat', encoding='utf-8') as file:
            fields = file.read().rpartition(')')[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def numbers(self, name):
        with open(f'{self.proc}/{name}', encoding='utf-8') as file:
            return {line.split(':')[0]: int(line.split()[1]) for line in file
                    if line.split(':')[1].split() and line.split()[1].isdigit()}

    def settle(self):
        """A server that still works takes from the next one's round."""
        deadline = time.monotonic() + 120
        before = -1
        while before != self.cpu():
            before = self.cpu()
            if time.monotonic() > deadline:
                raise AssertionError(f'{self.kind} does not come to rest')
            time.sleep(0.5)

    def stop(self):
        atexit.unregister(self.program.stop)
        status, said = self.program.stop()
        if status != 0:
            raise AssertionError(f'{self.kind} ended with {status}: {said}')


def load(program, server, seconds, rate=None):
    """One round; an answer that does not come, or is not 200 where nothing is congested, is no figure."""
    command = [program, server.url, '--seconds', str(seconds), '--secret-env', SECRET_ENV,
               '--first', str(server.first)]
    if rate is not None:
        command += ['--rate', str(rate)]
    answer = subprocess.run(command, env=desk.environment(**QUIET), capture_output=True, text=True,
                            check=False, timeout=seconds * 3 + 60)
    if answer.returncode != 0:
        raise AssertionError(f'load ended with {answer.returncode}: {answer.stderr}')
    result = json.loads(answer.stdout)
    result['from'] = server.first
    server.first += result['requests']
    # A congested desk says 503 and keeps nothing; every other answer here is a mistake.
    if result['errors'] or set(result['answered']) - {'200', '503'} or not result['answered'].get('200'):
        raise AssertionError(f'{server.kind}: {answer.stdout}')
    result['delivered'] = result['answered']['200']
    result['rate'] = result['delivered'] / result['seconds']
    return result


def list_orders(server, *arguments):
    answer = subprocess.run([desk.ASSAYCTL, 'order', 'list', '--data-dir', server.folder, *arguments],
                            env=desk.environment(**QUIET), capture_output=True, text=True, check=False,
                            timeout=300)
    if answer.returncode != 0:
        raise AssertionError(f'order list ended with {answer.returncode}: {answer.stderr}')
    return [line.split('\t')[0] for line in answer.stdout.splitlines()]


def check_kept(server, delivered):
    """What was answered 200 is there, and nothing twice."""
    orders = list_orders(server, '--limit', str(delivered * 2 + 1000))
    if len(orders) != delivered or len(set(orders)) != delivered:
        raise AssertionError(f'{delivered} deliveries were answered 200, but {len(orders)} orders are '
                             f'there, {len(set(orders))} of them different')


def check_searchable(server, result):
    if result['delivered'] != result['requests']:
        return
    last = f"ord-{result['from'] + result['requests'] - 1:09}"
    found = list_orders(server, '--search', f'"{last}"', '--limit', '5')
    if found != [last]:
        raise AssertionError(f'{last} was answered 200, but the search finds {found}')


def burst(program, server):
    """Adds to a round what it cost."""
    server.settle()
    cpu, written = server.cpu(), server.numbers('io')
    result = load(program, server, BURST)
    server.settle()
    after = server.numbers('io')
    result['sender'] = result['cpu']
    result['cpu'] = (server.cpu() - cpu) * 1e6 / result['delivered']
    result['wchar'] = (after['wchar'] - written['wchar']) / result['delivered']
    result['write_bytes'] = (after['write_bytes'] - written['write_bytes']) / result['delivered']
    result['memory'] = server.numbers('status')['VmHWM'] / 1024
    return result


def measure_bursts(program, bare, folder, servers):
    """Five rounds, in which each server has its turn; one more, before them, fills the caches and does not count."""
    rounds = {kind: [] for kind in ('none', 'insert', 'assay')}
    for number in range(ROUNDS + 1):
        fresh = Server('assay', f'{folder}/burst-{number}', bare)
        for server in (servers['none'], fresh, servers['insert']):
            result = burst(program, server)
            if number > 0:
                rounds[server.kind].append(result)
            if server is fresh:
                check_kept(server, result['delivered'])
        fresh.stop()
    return rounds


def report_bursts(rounds):
    names = {'none': 'bare server', 'insert': 'bare insert', 'assay': 'assay'}
    units = {'rate': ('burst', '/s'), 'cpu': ('burst, CPU per delivery', 'us'),
             'wchar': ('burst, written per delivery', 'B'),
             'write_bytes': ('burst, to the disk per delivery', 'B'), 'memory': ('burst, most memory', 'MiB')}
    for kind, results in rounds.items():
        for member, (name, unit) in units.items():
            if kind != 'none' or member in ('rate', 'cpu', 'memory'):
                report(f'{names[kind]}: {name}', statistics.median(each[member] for each in results), unit,
                       rounds=ROUNDS)
    # The sender shares the processors with the server: what it takes must be little.
    report('load: CPU per request', statistics.median(each['sender'] for each in rounds['none']), 'us',
           rounds=ROUNDS)
    for kind in ('none', 'insert'):
        for member, what in (('rate', 'burst'), ('cpu', 'CPU per delivery')):
            ratios = [ours[member] / theirs[member] for ours, theirs in zip(rounds['assay'], rounds[kind])]
            report(f'{what} over a {names[kind]}', statistics.median(ratios), 'x', rounds=ROUNDS,
                   least=round(min(ratios), 3), most=round(max(ratios), 3))


def measure_latency(program, server):
    server.settle()
    result = load(program, server, STEADY, STEADY_RATE)
    for member in ('p50', 'p99', 'max'):
        report(f'{server.kind}: {member} to the 200 at {STEADY_RATE}/s', result[member], 'ms', rounds=1)
    return result


def measure_sustained(program, bare, folder, servers):
    servers['none'].settle()
    theirs = load(program, servers['none'], SUSTAINED)
    server = Server('assay', f'{folder}/sustained', bare)
    server.settle()
    cpu = server.cpu()
    result = load(program, server, SUSTAINED)
    time.sleep(SEARCHABLE_AFTER)
    check_searchable(server, result)
    check_kept(server, result['delivered'])
    server.settle()
    more = {'rounds': 1, 'seconds': SUSTAINED}
    report('assay: sustained', result['rate'], '/s', **more)
    report('bare server: sustained', theirs['rate'], '/s', **more)
    report('sustained over a bare server', result['rate'] / theirs['rate'], 'x', **more)
    report('assay: last tenth over the first', result['tenths'][-1] / max(result['tenths'][0], 1), 'x', **more)
    report('assay: sustained, CPU per delivery', (server.cpu() - cpu) * 1e6 / result['delivered'], 'us', **more)
    report('assay: sustained, most memory', server.numbers('status')['VmHWM'] / 1024, 'MiB', **more)
    report('assay: sustained, refused as congested', result['requests'] - result['delivered'], '', **more)
    server.stop()


def main(program, bare):
    with tempfile.TemporaryDirectory(prefix='assay-bench-') as folder:
        servers = {kind: Server(kind, f'{folder}/{kind}', bare) for kind in ('none', 'insert')}
        report_bursts(measure_bursts(program, bare, folder, servers))
        steady = Server('assay', f'{folder}/steady', bare)
        for server in (servers['none'], servers['insert'], steady):
            result = measure_latency(program, server)
        check_kept(steady, result['delivered'])
        steady.stop()
        measure_sustained(program, bare, folder, servers)
        for server in servers.values():
            server.stop()
    print('1..1\nok 1 every delivery that was answered 200 is there once')


if __name__ == '__main__':
    main(*map(os.path.abspath, sys.argv[1:]))
