# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors

import fcntl
import json
import os
import shutil
import sqlite3
import subprocess
import sys

from desk import ACCOUNT, ASSAYCTL, DeskCase, call, environment, signed

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'build-aux'))
import tap

DATABASES = os.path.join(os.path.dirname(__file__), '..', 'data', 'db')
OTHER_ACCOUNT = '777551489512493412'
TRACES = ('Zoraida', 'Quillfeather', 'zoraida.q@mail.example', 'cand-771177', 'remote-881188',
          'appl-991199', 'whispers about', 'spotless record', 'inv-address@mail.example',
          'handwritten draft', 'free text value', '+49301234567')
OTHER = ('Benedetta', 'Oakenshield', 'b.oak@mail.example', 'cand-222', 'a quiet note')


def order(number, **more):
    return {'id': number, 'package': {'id': 'p1', 'name': 'Logic'}, 'job': {'id': 'j', 'title': 'Cook'},
            'candidate': {'id': 'cand-771177', 'remote_id': 'remote-881188',
                          'first_name': 'Zoraida', 'last_name': 'Quillfeather',
                          'emails': [{'value': 'zoraida.q@mail.example'}],
                          'phone_numbers': [{'value': '+49301234567'}]},
            'application': {'id': 'appl-991199'}} | more


def other_order(number):
    return order(number, candidate={'id': 'cand-222', 'first_name': 'Benedetta',
                                    'last_name': 'Oakenshield',
                                    'emails': [{'value': 'b.oak@mail.example'}]},
                 application={'id': 'a2'})


def webhook(data, account=ACCOUNT, date='2026-01-31T09:30:00.000Z', **more):
    return json.dumps({'account_id': account, 'event': 'ats_assessments.created',
                       'event_data': data, 'record_id': data['id'], 'event_date': date} |
                      more).encode()


class Erase(DeskCase):
    def setUp(self):
        super().setUp()
        self.path = f'{self.folder}/journal.sqlite'

    def deliver(self, desk, body):
        status, _ = call('POST', f'{desk.url}/webhooks/stackone', body, signed(body))
        self.assertEqual(status, 200)

    def alter(self, sql, values=()):
        database = sqlite3.connect(self.path)
        with database:
            database.execute(sql, values)
        database.close()

    def add(self, kind, key, body):
        self.alter('INSERT INTO event (id, at, order_key, kind, actor, body)'
                   ' SELECT max(seq), max(seq), ?, ?, ?, ? FROM event',
                   (key, kind, 'desk', json.dumps(body, separators=(',', ':'), ensure_ascii=False)))

    def fill(self):
        desk = self.serve()
        self.deliver(desk, webhook(order('101')))
        self.deliver(desk, webhook(order('101'), sent_at='2026-02-02T00:00:00.000Z'))
        self.deliver(desk, webhook(other_order('201')))
        self.deliver(desk, webhook(order('101', status='open'), date='2026-02-01T09:30:00.123456Z'))
        self.deliver(desk, webhook(order('102')))
        call('POST', f'{desk.url}/webhooks/stackone', webhook(order('103')), {})
        desk.stop()
        for number, note, label in (('101', 'whispers about', 'Strong'),
                                    ('201', 'a quiet note', 'Strong')):
            key = f'{ACCOUNT}/{number}'
            self.add('order.noted', key, {'note': note})
            self.add('result.queued', key, {'revision': number, 'body': {
                'result': {'value': 'completed'}, 'summary': f'spotless record of {number}'
                if number == '101' else 'fine', 'score': {'label': label, 'value': '1', 'min': '0',
                                                         'max': '2'}}})
            self.add('result.attempted', key, {'revision': number, 'attempt': 1, 'status': 500,
                                               'error': 'whispers about' if number == '101'
                                               else 'x'})
            self.add('result.delivered', key, {'revision': number, 'status': 200,
                                               'answer': {'said': note}})
        key = f'{ACCOUNT}/101'
        self.add('result.queued', key, {'revision': 'r2', 'body': {
            'result': {'value': 'free text value'}}})
        self.add('result.refused', key, {'revision': 'r2', 'message': 'no Zoraida', 'errors':
                                         ['whispers about'], 'provider_errors': {'a': 'Zoraida'}})
        self.add('candidate.invited', key, {'email': 'inv-address@mail.example'})
        self.add('order.claimed', key, {'by': 'ann'})
        self.add('result.drafted', f'{ACCOUNT}/102', {'body': {'summary': 'handwritten draft'}})
        for key, text in ((f'{ACCOUNT}/101', 'whispers about'), (None, 'about cand-771177'),
                          (None, 'about nobody')):
            self.alter('INSERT INTO exchange (id, direction, method, url, request_body,'
                       ' response_body, status, started_at, duration, order_key, redacted,'
                       ' rejected) SELECT max(seq), 1, ?, ?, ?, ?, 200, 0, 0, ?, 0, 0 FROM'
                       ' exchange', ('GET', f'/{text}', text.encode(), text.encode(), key))
        self.run_command('journal', 'rebuild')

    def erase(self, name, **more):
        return self.run_command('journal', 'erase-candidate', name, **more)

    def start_command(self, *arguments):
        command = subprocess.Popen([ASSAYCTL, *arguments, '--data-dir', self.folder],
                                   env=environment(), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        self.addCleanup(command.kill)
        return command

    def find(self, words):
        """The words that stand in any file of the folder."""
        found = set()
        for folder, _, names in os.walk(self.folder):
            for name in names:
                with open(os.path.join(folder, name), 'rb') as file:
                    content = file.read().lower()
                found |= {(word, name) for word in words if word.lower().encode() in content}
        return sorted(found)

    def expect_erased(self):
        self.assertEqual(self.find(TRACES), [])
        self.assertEqual(len({word for word, _ in self.find(OTHER)}), len(OTHER))
        self.assertFalse(os.path.exists(f'{self.folder}/erase.pending'))
        self.run_command('journal', 'verify')

    def test_nothing_is_left_of_a_candidate(self):
        self.fill()
        before = {each['id']: each for each in self.run_json('order', 'list')}
        self.assertEqual(len({word for word, _ in self.find(TRACES)}), len(TRACES))
        self.run_command('journal', 'verify')
        self.assertEqual(self.run_json('journal', 'erase-candidate', 'cand-771177'), [{
            'account_id': ACCOUNT, 'candidate_id': 'cand-771177',
            'orders': [f'{ACCOUNT}/101', f'{ACCOUNT}/102'], 'events': 11, 'exchanges': 7,
            'backups': 0}])
        self.expect_erased()

        after = {each['id']: each for each in self.run_json('order', 'list')}
        self.assertEqual(after['201'], before['201'])
        self.assertEqual({name for name in after['101'] if name != 'assay'}, {'id'})
        self.assertEqual(after['101']['assay'], before['101']['assay'])
        self.assertEqual(self.run_json('order', 'list', '--search', 'zoraida'), [])
        self.run_command('journal', 'rebuild')
        self.assertEqual({each['id']: each for each in self.run_json('order', 'list')}, after)
        self.erase('cand-771177', status=1)
        self.erase('101', status=1)
        self.expect_erased()

    def test_a_redelivery_does_not_bring_the_person_back(self):
        self.fill()
        desk = self.serve()
        text = self.erase(f'{ACCOUNT}/102').stdout
        self.assertIn('cand-771177', text)
        self.assertIn(f'  {ACCOUNT}/102\n  {ACCOUNT}/101\n', text)
        self.deliver(desk, webhook(order('101')))
        desk.stop()
        self.expect_erased()
        self.assertEqual(len(self.run_json('order', 'list')), 3)

    def test_who_reads_holds_it_up(self):
        self.fill()
        reader = sqlite3.connect(self.path, isolation_level=None)
        self.addCleanup(reader.close)
        reader.execute('BEGIN')
        reader.execute('SELECT count(*) FROM event').fetchone()
        answer = self.erase('remote-881188', status=3)
        self.assertIn(f'(process {os.getpid()})', answer.stderr)
        self.assertNotEqual(self.find(TRACES), [])
        reader.execute('COMMIT')
        self.assertIn('nobody of that id', self.erase('remote-881188').stdout)
        reader.close()
        self.expect_erased()
        self.erase('remote-881188', status=1)

    def test_who_moves_the_log_is_waited_for(self):
        self.fill()
        desk = self.serve()
        # The lock of checkpoints in the form of SQLite's log.
        with open(f'{self.path}-shm', 'r+b') as log:
            fcntl.lockf(log, fcntl.LOCK_EX, 1, 121)
            command = self.start_command('journal', 'erase-candidate', 'cand-771177')
            with self.assertRaises(subprocess.TimeoutExpired):
                command.wait(2)
        self.assertEqual(command.wait(60), 0)
        desk.stop()
        self.expect_erased()

    def test_who_erases_is_waited_for(self):
        self.fill()
        note = f'{self.folder}/erase.pending'
        with open(note, 'w', encoding='utf-8') as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            command = self.start_command('journal', 'erase-candidate', 'cand-771177')
            with self.assertRaises(subprocess.TimeoutExpired):
                command.wait(1)
            os.unlink(note)
        self.assertEqual(command.wait(60), 0)
        self.expect_erased()

    def test_nobody_is_taken_for_another(self):
        self.fill()
        desk = self.serve()
        self.deliver(desk, webhook(order('101'), account=OTHER_ACCOUNT))
        desk.stop()
        for name in ('cand-771177', '101'):
            self.assertIn(f'{OTHER_ACCOUNT}/101', self.erase(name, status=1).stderr)
        self.erase('cand-7711', status=1)
        answer, = self.run_json('journal', 'erase-candidate', f'{OTHER_ACCOUNT}/cand-771177')
        self.assertEqual(answer['orders'], [f'{OTHER_ACCOUNT}/101'])
        self.run_command('journal', 'verify')
        self.erase('cand-771177')
        self.expect_erased()

    def test_a_result_is_not_changed_on_its_way(self):
        self.fill()
        self.add('result.queued', f'{ACCOUNT}/102', {'revision': 'w', 'body': {'summary': 'x'}})
        self.run_command('journal', 'backup', f'{self.path}.v4.backup')
        self.erase('cand-771177', status=3)
        self.erase('cand-3', status=1)
        self.assertIn('spotless record', [word for word, name in self.find(TRACES)
                                          if name.endswith('.backup')])
        self.add('result.delivered', f'{ACCOUNT}/102', {'revision': 'w', 'status': 200})
        self.erase('cand-771177')
        self.expect_erased()

    def test_backups_of_earlier_forms_are_erased_too(self):
        os.mkdir(self.folder)
        shutil.copyfile(os.path.join(DATABASES, 'v3.sqlite'), self.path)
        shutil.copyfile(os.path.join(DATABASES, 'v1.sqlite'), f'{self.path}.v1.backup')
        traces = ('Grete', 'Hermann', 'grete@example.org', 'app-9')
        self.run_command('journal', 'verify')
        self.assertLessEqual({'journal.sqlite', 'journal.sqlite.v3.backup'},
                             {name for _, name in self.find(traces)})
        database = sqlite3.connect(self.path)
        waiting = database.execute("SELECT key, revision FROM result JOIN orders ON orders.id ="
                                   " result.order_id WHERE state IN ('queued', 'attempted')").fetchall()
        database.close()
        for key, revision in waiting:
            self.add('result.refused', key, {'revision': revision, 'exhausted': True})
        answer, = self.run_json('journal', 'erase-candidate', 'c9')
        self.assertEqual((answer['orders'], answer['backups']), (['acc-1/ord-3'], 2))
        self.assertEqual(self.find(traces), [])
        self.run_command('journal', 'verify')
        self.erase('acc-2/ord-2')
        for version in (1, 3):
            database = sqlite3.connect(f'{self.path}.v{version}.backup')
            self.assertEqual(database.execute(
                'SELECT key, candidate FROM orders WHERE id < 10 ORDER BY key LIMIT 1').fetchone(),
                ('acc-1/3223323715753018140', 'Zoë Müller'))
            self.assertEqual(database.execute(
                "SELECT candidate, email, ids, notes FROM orders WHERE key = 'acc-2/ord-2'")
                .fetchall(), [('', '', 'ord-2', '')])
            self.assertEqual(database.execute(
                "SELECT count(*) FROM event WHERE order_key = 'acc-2/ord-2' AND body LIKE '%Zo%'")
                .fetchone(), (0,))
            database.execute(
                "INSERT INTO order_search (order_search, rank) VALUES ('integrity-check', 1)")
            database.close()

    def test_who_has_only_a_name_is_found_by_it(self):
        desk = self.serve()
        person = order('7', application={}, candidate={'id': '9', 'first_name': 'Zoraida',
                                                       'last_name': 'Quillfeather'})
        self.deliver(desk, webhook(person))
        for last_name in ('Quillfeather', 'Oakenshield'):
            refused = person | {'candidate': person['candidate'] | {'last_name': last_name}}
            status, _ = call('POST', f'{desk.url}/webhooks/stackone', webhook(refused), {})
            self.assertEqual(status, 401)
        answer, = self.run_json('journal', 'erase-candidate', '9')
        self.assertEqual(answer['exchanges'], 2)
        self.assertEqual({word for word, _ in self.find(TRACES)}, {'Zoraida'})

    def test_other_backups_are_erased_too(self):
        self.fill()
        self.run_command('journal', 'backup', f'{self.path}.v4.backup')
        with open(f'{self.path}.v1.backup.part', 'w') as file:
            file.write('Zoraida')
        answer, = self.run_json('journal', 'erase-candidate', 'cand-771177')
        self.assertEqual(answer['backups'], 1)
        self.expect_erased()


if __name__ == '__main__':
    tap.main()
