# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Whoever receives and whoever sends is killed at some moment, again and again: what was answered is
kept once, and what was queued arrives."""

import collections
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from desk import ASSAYCTL, PATIENCE, DeskCase, Program, call, environment, send_until

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'build-aux'))
import tap

ROUNDS = int(os.environ.get('ROUNDS', '10'))
SEED = int(os.environ.get('SEED') or time.time_ns() % 1000000)


class Crash(DeskCase):
    def setUp(self):
        super().setUp()
        print(f'# SEED={SEED}', flush=True)
        self.random = random.Random(SEED)

    def query(self, sql):
        database = sqlite3.connect(f'file:{self.folder}/journal.sqlite?mode=ro', uri=True)
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    def test_nothing_that_was_answered_is_lost_by_a_kill(self):
        accepted = []
        for kill in range(ROUNDS):
            desk = Program('serve', '--data-dir', self.folder, '--listen', '127.0.0.1:0')
            self.addCleanup(desk.stop)
            accepted += send_until(desk, signal.SIGKILL, kill * 10000, self.random.randint(1, 20))
            self.keep_secret(desk.stop()[1])

        self.assertGreaterEqual(len(accepted), ROUNDS)
        self.assertEqual(self.query('PRAGMA integrity_check'), [('ok',)])
        rows = self.query("SELECT order_key FROM event WHERE kind = 'order.received'")
        stored = [row[0].split('/')[1] for row in rows]
        self.assertEqual(len(stored), len(set(stored)))
        self.assertEqual(set(accepted) - set(stored), set())

    def prepare(self):
        """Orders that a simulator knows; nobody sends yet."""
        desk = self.serve(ASSAY_STACKONE_API_KEY='')
        self.simulator = self.start('simulate', '--listen', '127.0.0.1:0', '--rate-limit', '0',
                                    '--webhook-url', desk.url + '/webhooks/stackone')
        self.orders = self.order_two(self.simulator) + self.order_two(self.simulator)
        self.finish(desk)
        self.number = 0
        self.queued = {}

    def next_result(self):
        self.number += 1
        text = json.dumps({'result': {'value': 'completed'}, 'summary': f'Result {self.number}',
                           'result_url': 'https://reports.example.com/1'})
        self.queued[self.number] = text
        return text

    def queue(self, order):
        answer = self.run_command('result', 'send', order, '-', '--json', text=self.next_result(),
                                  ASSAY_STACKONE_API_KEY='', ASSAY_STACKONE_URL=self.simulator.url)
        self.assertEqual(json.loads(answer.stdout.splitlines()[-1])['kind'], 'result.queued')
        self.acknowledged.add(self.number)

    def send(self, order, number, patience):
        """Lets somebody send for so long, in seconds, and kills them then; tells how long it took."""
        command, text = ['serve', '--listen', '127.0.0.1:0'], ''
        if number % 2 == 0:
            command, text = ['result', 'send', order, '-', '--wait', '20'], self.next_result()
        begun = time.monotonic()
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(
                [ASSAYCTL, *command, '--data-dir', self.folder], stdin=subprocess.PIPE, stdout=said,
                stderr=said, env=environment(ASSAY_STACKONE_URL=self.simulator.url))
            try:
                process.communicate(text.encode(), timeout=patience)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
            self.assertIn(process.returncode, (0, -signal.SIGKILL))
        return time.monotonic() - begun

    def events(self, kind):
        """The bodies of the events of a kind, oldest first, each with its order."""
        rows = self.query(f"SELECT order_key, body FROM event WHERE kind = '{kind}' ORDER BY seq")
        return [(key.split('/')[1], json.loads(body)) for key, body in rows]

    def number_of(self, body):
        return int(json.loads(body)['summary'].split()[1])

    def requests(self):
        """The numbers of the results that arrived at each order, in their order."""
        arrived = collections.defaultdict(list)
        _, answer = call('GET', self.simulator.url + '/_simulator/requests')
        for request in answer['requests']:
            if request['method'] == 'PATCH':
                number = self.number_of(request['body'])
                self.assertEqual(request['body'], self.queued[number])
                order = next(each for each in self.orders if each in request['path'])
                arrived[order].append(number)
        return arrived

    def note_delivered(self, settled):
        """Of what is known to be delivered, keeps how often it had arrived by then."""
        numbers = {body['revision']: int(body['body']['summary'].split()[1])
                   for _, body in self.events('result.queued')}
        arrived = collections.Counter(sum(self.requests().values(), []))
        for _, body in self.events('result.delivered'):
            number = numbers[body['revision']]
            self.assertGreater(arrived[number], 0)
            self.assertEqual(settled.setdefault(number, arrived[number]), arrived[number])

    def open_revisions(self):
        """What is neither delivered nor replaced by a later one."""
        revisions = [body['revision'] for _, body in self.events('result.queued')]
        ended = {body['revision'] for kind in ('result.delivered', 'result.superseded')
                 for _, body in self.events(kind)}
        self.assertEqual(self.events('result.refused'), [])
        return set(revisions) - ended

    def send_the_rest(self):
        desk = self.serve(ASSAY_STACKONE_URL=self.simulator.url)
        deadline = time.monotonic() + PATIENCE
        while self.open_revisions() and time.monotonic() < deadline:
            pass
        self.finish(desk)
        self.assertEqual(self.open_revisions(), set())

    def expect_all_arrived(self):
        arrived = self.requests()
        delivered = {body['revision'] for _, body in self.events('result.delivered')}
        later = {body['revision']: body['by'] for _, body in self.events('result.superseded')}
        numbers = collections.defaultdict(list)
        for order, body in self.events('result.queued'):
            revision, number = body['revision'], self.number_of(json.dumps(body['body']))
            numbers[order].append(number)
            self.acknowledged.discard(number)
            while revision in later:
                revision = later[revision]
            self.assertIn(revision, delivered)
            self.assertTrue(number in arrived[order] or body['revision'] in later, number)
        self.assertEqual(self.acknowledged, set())
        for order in self.orders:
            places = [numbers[order].index(number) for number in arrived[order]]
            self.assertEqual(places, sorted(places))

    def test_nothing_that_was_queued_is_lost_by_a_kill(self):
        self.prepare()
        self.acknowledged = set()
        settled = {}
        longest = 1.5 * self.send(self.orders[0], 0, PATIENCE)
        for number in range(ROUNDS):
            order = self.random.choice(self.orders)
            for _ in range(self.random.randint(0, 2)):
                self.queue(order)
            self.send(order, number, self.random.uniform(0, longest))
            self.note_delivered(settled)
        self.send_the_rest()
        self.note_delivered(settled)
        self.expect_all_arrived()
        counts = collections.Counter(sum(self.requests().values(), []))
        doubles = sum(count - 1 for count in counts.values())
        print(f'# {self.number} results, {len(settled)} delivered, {doubles} twice', flush=True)


if __name__ == '__main__':
    tap.main()
