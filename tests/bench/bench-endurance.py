# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""What `assayctl serve` has grown by after very many deliveries and connections.

Usage: bench-endurance.py LOAD; ASSAYCTL is in the environment. ASSAY_BENCH_DELIVERIES and
ASSAY_BENCH_CONNECTIONS say how many, 1 000 000 and 100 000 by default.
"""

import atexit
import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ctl'))
import desk  # noqa: E402

DELIVERIES = int(os.environ.get('ASSAY_BENCH_DELIVERIES', '1000000'))
CONNECTIONS = int(os.environ.get('ASSAY_BENCH_CONNECTIONS', '100000'))
BURST_SECONDS = 5
AT_ONCE = 200
QUIET = {'G_DEBUG': 'fatal-criticals'}
# What senders do before they are gone: nothing, half a head, half a body.
BEGINNINGS = (b'', b'POST /webhooks/stackone HTTP/1.1\r\nHost: a', b'POST /webhooks/stackone HTTP/1.1\r\n'
              b'Host: a\r\nContent-Length: 100\r\n\r\n{')


def report(name, value, unit, **more):
    print('# ' + json.dumps({'bench': 'endurance', 'name': name, 'value': round(value, 3), 'unit': unit} | more),
          flush=True)


def resident(process):
    with open(f'/proc/{process.pid}/status', encoding='utf-8') as file:
        return next(int(line.split()[1]) for line in file if line.startswith('VmRSS:')) / 1024


def descriptors(process):
    """What each is; one that was closed meanwhile is none."""
    found = []
    for each in os.scandir(f'/proc/{process.pid}/fd'):
        with contextlib.suppress(FileNotFoundError):
            found.append(os.readlink(each.path))
    return sorted(found)


def burst(load, url, first):
    """How many deliveries were sent; each of them must have been answered 200 or 503."""
    answer = subprocess.run([load, url, '--seconds', str(BURST_SECONDS), '--secret-env', 'ASSAY_WEBHOOK_SECRETS',
                             '--first', str(first)], env=desk.environment(**QUIET), capture_output=True, text=True,
                            check=True, timeout=120)
    result = json.loads(answer.stdout)
    if result['errors'] or set(result['answered']) - {'200', '503'}:
        raise AssertionError(answer.stdout)
    return result['requests']


def deliver(load, program):
    """The memory after each burst."""
    sent, memory = 0, []
    while sent < DELIVERIES:
        sent += burst(load, program.url, sent + 1)
        memory.append(resident(program.process))
    tenth = max(1, len(memory) // 10)
    report('memory, first tenth of the bursts', statistics.mean(memory[:tenth]), 'MiB', deliveries=sent)
    report('memory, last tenth of the bursts', statistics.mean(memory[-tenth:]), 'MiB', deliveries=sent)
    report('memory, last tenth over the first', statistics.mean(memory[-tenth:]) / statistics.mean(memory[:tenth]),
           'x', deliveries=sent)


def connect(program):
    """Opens and drops connections, many at a time."""
    address = urllib.parse.urlsplit(program.url)
    before, memory = descriptors(program.process), resident(program.process)
    for done in range(0, CONNECTIONS, AT_ONCE):
        sockets = [socket.create_connection((address.hostname, address.port)) for _ in range(AT_ONCE)]
        for number, each in enumerate(sockets):
            each.sendall(BEGINNINGS[(done + number) % len(BEGINNINGS)])
            each.close()
    deadline = time.monotonic() + desk.PATIENCE
    while (left := descriptors(program.process)) != before and time.monotonic() < deadline:
        time.sleep(0.05)
    report('descriptors left by dropped connections', len(left) - len(before), '', connections=CONNECTIONS,
           these=[each for each in left if each not in before])
    report('memory after dropped connections over before', resident(program.process) / memory, 'x',
           connections=CONNECTIONS)


def main(load):
    with tempfile.TemporaryDirectory() as folder:
        program = desk.Program('serve', '--data-dir', folder, '--listen', '127.0.0.1:0', **QUIET)
        atexit.register(program.stop)
        deliver(load, program)
        connect(program)
        atexit.unregister(program.stop)
        status, said = program.stop()
        if status != 0:
            raise AssertionError(f'serve ended with {status}: {said}')
    print('1..1\nok 1 nothing is left behind')


if __name__ == '__main__':
    main(os.path.abspath(sys.argv[1]))
