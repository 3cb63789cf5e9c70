# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors

import json
import os
import sqlite3
import subprocess
import sys

from desk import ACCOUNT, ASSAYCTL, DeskCase, call, environment, signed

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'build-aux'))
import tap

ORDER = {'id': '3223323715753018140', 'package': {'id': 'p1', 'name': 'Logic'},
         'candidate': {'first_name': 'Zoë', 'last_name': 'Müller'}}
KEY = f'{ACCOUNT}/{ORDER["id"]}'
RESULT = {'result': {'value': 'completed'}, 'score': {'label': 'Strong', 'value': '1', 'min': '0',
                                                      'max': '2'}}


class Journal(DeskCase):
    def setUp(self):
        super().setUp()
        self.path = f'{self.folder}/journal.sqlite'

    def receive(self):
        self.run_command('order', 'import', '-', '--account', ACCOUNT, '--kind', 'assessment',
                         text=json.dumps(ORDER))
        self.run_command('order', 'import', '-', '--account', ACCOUNT, '--kind', 'assessment',
                         text=json.dumps(ORDER | {'id': '2'}))

    def fill(self):
        self.receive()
        self.run_command('result', 'send', ORDER['id'], '-', '--override', 'a test',
                         text=json.dumps(RESULT))

    def alter(self, sql):
        database = sqlite3.connect(self.path)
        database.executescript(sql)
        database.close()

    def read(self):
        with open(self.path, 'rb') as file:
            return file.read()

    def verify(self, *expected, status=1):
        self.assertEqual(self.run_json('journal', 'verify', status=status),
                         [dict(zip(('part', 'place', 'message'), each)) for each in expected])

    def test_a_sound_journal_is_sound(self):
        self.fill()
        before = self.read()
        self.assertEqual(self.run_json('journal', 'verify'), [{'events': 3, 'orders': 2}])
        self.assertEqual(self.run_command('journal', 'verify').stdout, 'Events: 3, orders: 2\n')
        self.assertEqual(self.read(), before)

    def test_it_is_verified_while_a_desk_runs(self):
        self.receive()
        self.serve()
        self.run_command('order', 'import', '-', '--account', ACCOUNT, '--kind', 'assessment',
                         text=json.dumps(ORDER | {'id': '3'}))
        counts, = self.run_json('journal', 'verify')
        self.assertEqual(counts['orders'], 3)

    def test_what_is_computed_must_be_what_the_events_say(self):
        self.fill()
        self.alter(f"UPDATE orders SET status = 'rejected', notes = 'x' WHERE key = '{KEY}'")
        self.verify(('table', f'orders {KEY}', 'it differs from what the events say in: status notes'),
                    ('search', 'order_search 1',
                     'the words of this order, and perhaps of more, differ from what the events say'))

    def test_rows_that_are_missing_or_too_many_are_named(self):
        self.fill()
        self.alter("DELETE FROM result; DELETE FROM order_event WHERE seq = 2;"
                   "INSERT INTO account VALUES ('a9', '', 0, '{}'); UPDATE projected SET indexed = 7")
        database = sqlite3.connect(self.path)
        self.addCleanup(database.close)
        findings = self.run_json('journal', 'verify', status=1)
        self.assertEqual([(each['part'], each['place'].split()[0], each['message'])
                          for each in findings], [
            ('table', 'result', 'the row is missing that the events make'),
            ('table', 'account', 'no event makes this row'),
            ('table', 'order_event', 'the row is missing that the events make'),
            ('table', 'projected', 'it differs from what the events say in: indexed')])
        self.assertEqual(findings[1]['place'], 'account a9')
        self.assertEqual(findings[2]['place'], 'order_event 2 2')

    def test_an_event_that_cannot_be_read_is_named(self):
        self.fill()
        self.alter("UPDATE event SET body = '{\"revision\":\"r\"}' WHERE kind = 'result.queued'")
        findings = self.run_json('journal', 'verify', status=1)
        self.assertEqual(findings[0], {
            'part': 'event', 'place': '3',
            'message': 'it cannot be read as result.queued: $.body: missing in result.queued'})

    def test_an_index_of_the_search_that_was_lost_is_noticed(self):
        self.fill()
        self.alter("INSERT INTO order_search (order_search, rowid, candidate, email, package, job,"
                   " ids, notes) SELECT 'delete', id, candidate, email, package, job, ids, notes"
                   " FROM orders WHERE id = 2")
        self.verify(('search', 'order_search 2', 'the words of this order, and perhaps of more,'
                     ' differ from what the events say'))

    def test_what_is_missing_altogether_is_named(self):
        self.fill()
        self.alter('DROP TABLE label; DROP INDEX result_open')
        self.verify(('table', 'result_open', 'the index is missing'),
                    ('table', 'label', 'the table is missing'))

    def test_an_exchange_needs_its_event(self):
        self.fill()
        self.alter("INSERT INTO exchange (id, direction, method, url, status, started_at, duration,"
                   " redacted, rejected, event_seq, body_in_event)"
                   " VALUES ('x', 0, 'POST', '/', 200, 0, 0, 0, 0, 99, 0),"
                   " ('y', 0, 'POST', '/', 200, 0, 0, 0, 0, 3, 1)")
        self.verify(('exchange', '1', 'the event that it brought is not there'),
                    ('exchange', '2', 'its body is not in the event that it brought'))

    def test_a_damaged_file_is_damaged(self):
        self.fill()
        self.alter('PRAGMA wal_checkpoint(TRUNCATE)')
        database = sqlite3.connect(self.path)
        page, = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'result'").fetchone()
        database.close()
        with open(self.path, 'r+b') as file:
            file.seek((page - 1) * 4096)
            file.write(b'\xff' * 4096)
        answer = self.run_command('journal', 'verify', '--json', status=4)
        self.assertIn('journal', answer.stderr)

    def test_what_is_computed_is_computed_anew(self):
        self.fill()
        before = self.run_json('order', 'list')
        self.alter("UPDATE orders SET status = 'rejected', notes = 'x'; DELETE FROM order_event;"
                   "DROP TABLE label; DROP INDEX result_open")
        self.assertEqual(self.run_json('journal', 'rebuild'), [{'events': 3, 'orders': 2}])
        self.assertEqual(self.run_json('journal', 'verify'), [{'events': 3, 'orders': 2}])
        self.assertEqual(self.run_json('order', 'list'), before)

    def test_it_is_rebuilt_beside_a_desk(self):
        self.receive()
        desk = self.serve()
        before = self.run_json('order', 'list')
        self.assertEqual(self.run_command('journal', 'rebuild').stdout, 'Events: 2, orders: 2\n')
        self.assertEqual(self.run_json('order', 'list'), before)
        body = json.dumps({'account_id': ACCOUNT, 'event': 'ats_assessments.created',
                           'event_data': ORDER | {'id': '3'}, 'record_id': '3',
                           'event_date': '2026-01-31T09:30:00.000Z'}).encode()
        status, _ = call('POST', f'{desk.url}/webhooks/stackone', body, signed(body))
        self.assertEqual(status, 200)
        desk.stop()
        counts, = self.run_json('journal', 'verify')
        self.assertEqual(counts['orders'], 3)

    def test_who_writes_for_long_is_waited_for_in_vain(self):
        self.fill()
        database = sqlite3.connect(self.path, isolation_level=None)
        self.addCleanup(database.close)
        database.execute('BEGIN IMMEDIATE')
        self.assertEqual(self.run_command('journal', 'rebuild', status=3).stdout, '')
        database.execute('ROLLBACK')
        self.run_command('journal', 'verify')

    def test_every_event_is_exported(self):
        self.fill()
        target = os.path.join(os.path.dirname(self.folder), 'events')
        self.run_command('journal', 'export', target)
        self.assertEqual(os.stat(target).st_mode & 0o777, 0o600)
        self.assertEqual(sorted(os.listdir(os.path.dirname(target))), ['desk', 'events'])
        with open(target, encoding='utf-8') as file:
            lines = file.read()
        events = [json.loads(line) for line in lines.splitlines()]
        self.assertEqual([(each['seq'], each['kind'], each['order_key']) for each in events], [
            (1, 'order.received', KEY), (2, 'order.received', f'{ACCOUNT}/2'),
            (3, 'result.queued', KEY)])
        self.assertEqual(events[2]['body']['body'], RESULT)
        self.assertEqual(events[0]['body']['received'],
                         ORDER | {'candidate': {'first_name': '***', 'last_name': '***'}})
        self.assertEqual(self.run_command('journal', 'export', '-').stdout, lines)
        whole = self.run_command('journal', 'export', '-', '--unredacted').stdout
        self.assertEqual(json.loads(whole.splitlines()[0])['body']['received'], ORDER)

    def test_an_export_replaces_nothing(self):
        self.fill()
        target = os.path.join(os.path.dirname(self.folder), 'events')
        with open(target, 'w') as file:
            file.write('mine')
        self.assertIn(target, self.run_command('journal', 'export', target, status=4).stderr)
        with open(target) as file:
            self.assertEqual(file.read(), 'mine')
        self.assertEqual(sorted(os.listdir(os.path.dirname(target))), ['desk', 'events'])
        absent = os.path.join(self.folder, 'absent', 'events')
        self.assertIn(absent, self.run_command('journal', 'export', absent, status=4).stderr)

    def test_an_export_that_nobody_gets_is_no_success(self):
        self.fill()
        with open('/dev/full', 'wb') as full:
            answer = subprocess.run([ASSAYCTL, 'journal', 'export', '-', '--data-dir', self.folder],
                                    stdout=full, stderr=subprocess.PIPE, text=True, timeout=60,
                                    env=environment(), check=False)
        self.assertEqual(answer.returncode, 3, answer.stderr)
        self.assertIn('cannot write the answer', answer.stderr)

    def test_old_exchanges_are_purged_beside_a_desk(self):
        desk = self.serve()
        body = json.dumps({'account_id': ACCOUNT, 'event': 'ats_assessments.created',
                           'event_data': ORDER, 'record_id': ORDER['id'],
                           'event_date': '2026-01-31T09:30:00.000Z'}).encode()
        status, _ = call('POST', f'{desk.url}/webhooks/stackone', body, signed(body))
        self.assertEqual(status, 200)
        before = self.run_json('order', 'list')
        purge = ('journal', 'purge', '--older-than')
        self.assertEqual(self.run_json(*purge, '1'), [{'exchanges': 0}])
        self.assertEqual(self.run_command(*purge, '0').stdout, 'Exchanges removed: 1\n')
        self.assertEqual(self.run_json('order', 'list'), before)
        desk.stop()
        self.run_command('journal', 'verify')
        self.run_command('journal', 'purge', status=2)
        self.run_command(*purge, '-1', status=2)

    def test_no_journal_is_made(self):
        for command in (('purge', '--older-than', '1'), ('verify',), ('rebuild',), ('export', '-')):
            self.run_command('journal', *command, status=4)
        self.assertFalse(os.path.exists(self.folder))


if __name__ == '__main__':
    tap.main()
