# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Several processes share one folder and are ended in the middle of their work; whatever one of
them acknowledged must be there afterwards."""

import json
import os
import signal
import sqlite3
import sys
import threading
import unittest

from desk import ACCOUNT, DeskCase, Program, call, signed

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'build-aux'))
import tap

BESIDE = os.environ['DESK_BESIDE']
ROUNDS = int(os.environ.get('ROUNDS', '10'))
PATIENCE = 20
KILL, TERM = signal.SIGKILL, signal.SIGTERM
ENDS = [(KILL, KILL), (TERM, KILL), (KILL, TERM), (TERM, TERM)]


def webhook(name):
    return json.dumps({
        'account_id': ACCOUNT, 'event': 'ats_assessments.created', 'record_id': name,
        'event_date': '2026-01-31T09:30:00.000Z',
        'event_data': {'id': name, 'package': {'name': 'Logic'}},
    }).encode()


class Load(threading.Thread):
    """Delivers webhooks one after another until the peer is gone; keeps what was answered 200."""

    def __init__(self, url, prefix):
        super().__init__(daemon=True)
        self.url, self.prefix = url, prefix
        self.accepted = []
        self.ten = threading.Event()
        self.start()

    def run(self):
        status = 200
        while status == 200:
            name = f'{self.prefix}-{len(self.accepted)}'
            body = webhook(name)
            status, _ = call('POST', self.url + '/webhooks/stackone', body, signed(body))
            if status == 200:
                self.accepted.append(name)
            if len(self.accepted) == 10:
                self.ten.set()
        self.ten.set()


class Processes(DeskCase):
    def setUp(self):
        super().setUp()
        self.acknowledged, self.queued, self.claimed = set(), set(), set()

    def begin(self, kind):
        if kind == 'serve':
            program = Program('serve', '--data-dir', self.folder, '--listen', '127.0.0.1:0')
        else:
            program = Program(self.folder, program=BESIDE)
        self.addCleanup(program.stop)
        return program

    def expect_no_deleted_file(self, programs):
        for program in programs:
            folder = f'/proc/{program.process.pid}/fd'
            for name in os.listdir(folder):
                try:
                    target = os.readlink(f'{folder}/{name}')
                except FileNotFoundError:
                    continue
                self.assertFalse(target.startswith(self.folder) and '(deleted)' in target, target)

    def use_beside(self, name):
        """What people do at the same time: each command opens the journal and closes it."""
        order = {'id': name, 'package': {'id': 'p1', 'name': 'Logic'}}
        self.run_command('order', 'import', '-', '--account', ACCOUNT, '--kind', 'assessment',
                         text=json.dumps(order))
        self.acknowledged.add(name)
        self.run_command('result', 'send', f'{ACCOUNT}/{name}', '-',
                         text='{"result":{"value":"completed"}}', ASSAY_STACKONE_API_KEY='')
        self.queued.add(f'{ACCOUNT}/{name}')
        self.run_command('order', 'list', '--limit', '1')

    def expect_all(self):
        database = sqlite3.connect(f'file:{self.folder}/journal.sqlite?mode=ro', uri=True)
        self.addCleanup(database.close)
        self.assertEqual(database.execute('PRAGMA integrity_check').fetchall(), [('ok',)])
        rows = database.execute("SELECT order_key FROM event WHERE kind = 'order.received'")
        stored = [row[0].split('/')[1] for row in rows]
        self.assertEqual(len(stored), len(set(stored)))
        self.assertEqual(self.acknowledged - set(stored), set())
        for kind, keys in (('result.queued', self.queued), ('order.claimed', self.claimed)):
            rows = database.execute('SELECT order_key FROM event WHERE kind = ?', [kind])
            self.assertEqual(keys - {row[0] for row in rows}, set())
        database.close()

    def play(self, kinds, number):
        programs = [self.begin(kind) for kind in kinds]
        loads = [Load(program.url, f'{number}-{at}') for at, program in enumerate(programs)]
        for load in loads:
            self.assertTrue(load.ten.wait(PATIENCE))
        self.use_beside(f'{number}-a')
        ends = ENDS[number % len(ENDS)] + (KILL,)
        for at, (program, load, end) in enumerate(zip(programs, loads, ends)):
            self.expect_no_deleted_file(programs[at:])
            program.process.send_signal(end)
            load.join(PATIENCE)
            program.process.wait(PATIENCE)
            self.acknowledged.update(load.accepted)
            code, said = program.stop()
            self.assertEqual(code, 0 if end == TERM else -KILL, said)
            self.keep_secret(said)
            if kinds[at] == 'desk':
                self.claimed.update(line for line in said.splitlines()[1:] if '/' in line)
            self.use_beside(f'{number}-b{at}')
        self.expect_all()

    def run_rounds(self, *kinds):
        for number in range(ROUNDS):
            self.play(kinds, number)

    def test_two_processes_lose_nothing(self):
        self.run_rounds('serve', 'serve')

    def test_three_processes_lose_nothing(self):
        self.run_rounds('serve', 'desk', 'serve')
        self.assertNotEqual(self.claimed, set())


if __name__ == '__main__':
    tap.main()
