# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors

import json
import os
import sqlite3
import sys
import urllib.parse

from desk import ACCOUNT, DeskCase

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'build-aux'))
import tap

ORDER = {'id': '3223323715753018140', 'package': {'id': 'p1', 'name': 'Logic'},
         'candidate': {'first_name': 'Zoë', 'last_name': 'Müller'}}
PLACE = ('--account', ACCOUNT, '--kind', 'background_check')


class Order(DeskCase):
    def add(self, order, *options, status=0):
        return self.run_command('order', 'import', '-', '--json', *options, status=status,
                                text=json.dumps(order))

    def alter(self, sql):
        self.add(ORDER, *PLACE)
        with sqlite3.connect(f'{self.folder}/journal.sqlite') as database:
            database.execute(sql)

    def test_an_order_is_entered_by_hand(self):
        added = json.loads(self.add(ORDER, *PLACE).stdout)
        self.assertEqual(added['id'], ORDER['id'])
        self.assertEqual(added['assay']['kind'], 'background_check')
        self.assertEqual(added['assay']['account_id'], ACCOUNT)
        self.assertTrue(added['assay']['entered_by_hand'])
        self.assertEqual(self.run_json('order', 'show', ORDER['id']), [added])

    def test_what_is_shown_can_be_imported(self):
        self.add(ORDER, *PLACE)
        shown, = self.run_json('order', 'show', ORDER['id'])
        self.add(shown)
        self.assertEqual(self.run_json('order', 'list'), [shown])

    def test_a_webhook_is_imported_twice_without_harm(self):
        body = {'account_id': ACCOUNT, 'event': 'ats_assessments.created', 'event_data': ORDER,
                'record_id': ORDER['id'], 'event_date': '2026-01-31T09:30:00.000Z'}
        self.add(body)
        self.add(body)
        with sqlite3.connect(f'{self.folder}/journal.sqlite') as database:
            kinds = database.execute('SELECT kind FROM event').fetchall()
        self.assertEqual(kinds, [('order.received',)])

    def test_the_settings_say_where_a_webhook_has_its_order(self):
        os.mkdir(self.folder)
        with open(os.path.join(self.folder, 'settings.ini'), 'w', encoding='utf-8') as settings:
            settings.write("[Assay]\nreceiver-order-paths=['wrapped.order']\n")
        added = json.loads(self.add({'account_id': ACCOUNT, 'event': 'ats_assessments.created',
                                     'wrapped': {'order': ORDER}}).stdout)
        self.assertEqual(added['package'], ORDER['package'])

    def write_table(self, name, change):
        ours = os.path.join(os.path.dirname(__file__), '..', '..', 'resources', 'tables', name)
        with open(ours) as file:
            table = json.load(file)
        change(table)
        os.makedirs(f'{self.folder}/tables', exist_ok=True)
        with open(f'{self.folder}/tables/{name}', 'w') as file:
            json.dump(table, file)

    def test_the_profile_has_its_own_event_names(self):
        body = {'account_id': ACCOUNT, 'event': 'acme_tests.created', 'event_data': ORDER,
                'record_id': ORDER['id'], 'event_date': '2026-01-31T09:30:00.000Z'}
        self.add(body, status=1)
        self.write_table('event-names.json', lambda table: table['stems'].append(
            {'stem': 'acme_tests', 'topic': 'order', 'kind': 'background_check', 'source': 'Acme'}))
        added = json.loads(self.add(body).stdout)
        self.assertEqual((added['id'], added['assay']['kind']), (ORDER['id'], 'background_check'))

    def test_the_profile_has_its_own_checks(self):
        findings = self.run_command('result', 'lint', '-', '--json', text='{}', status=1).stdout
        self.assertEqual(json.loads(findings)['id'], 'R01')
        self.write_table('lints.json', lambda table: table.update(
            lints=[each for each in table['lints'] if each['id'] != 'R01']))
        self.assertEqual(self.run_command('result', 'lint', '-', text='{}').stdout, '')

    def test_connector_meta_is_heeded(self):
        """What StackOne told last, or nothing where that is no answer or a pipe."""
        passed = json.dumps({'result': {'value': 'passed'}})
        path = f'{self.folder}/connectors/smartrecruiters.json'
        values = {'type': 'hashmap', 'matcher': [{'source_value': 'COMPLETED', 'value': 'completed'}]}
        fields = [{'name': 'result', 'type': [{'name': 'value', 'value_map': values}]},
                  {'name': 'summary', 'required': True}]
        os.makedirs(os.path.dirname(path))
        with open(path, 'w', encoding='utf-8') as file:
            json.dump({'provider_name': 'SmartRecruiters', 'models': {
                'assessments/results': {'update': {'input': {'default_fields': fields}}}}}, file)
        found = self.run_json('result', 'lint', '-', text=passed)
        self.assertEqual([(each['id'], each['path']) for each in found],
                         [('R06', '$.result.value'), ('R13', '$.summary'), ('R15', '$.result.value'),
                          ('S12', '$.result.value')])

        os.unlink(path)
        os.mkfifo(path)
        found = self.run_json('result', 'lint', '-', text=passed)
        self.assertEqual([each['id'] for each in found], ['R06', 'S12'])

    def test_a_damaged_table_is_named(self):
        self.write_table('lints.json', lambda table: table.update(lints=7))
        answer = self.run_command('result', 'lint', '-', text='{}', status=4)
        self.assertIn(f'{self.folder}/tables/lints.json: $.lints', answer.stderr)
        self.write_table('event-names.json', lambda table: table.update(stems=7))
        answer = self.add(ORDER, *PLACE, status=4)
        self.assertIn(f'{self.folder}/tables/event-names.json: $.stems', answer.stderr)
        self.write_table('event-names.json', lambda table: None)
        self.write_table('mapping.json', lambda table: table.update(values=7))
        answer = self.add(ORDER, *PLACE, status=4)
        self.assertIn(f'{self.folder}/tables/mapping.json: $.values', answer.stderr)

    def test_a_faulty_order_names_the_place(self):
        answer = self.add(ORDER | {'candidate': 7}, *PLACE, status=1)
        self.assertIn('$.candidate', answer.stderr)
        answer = self.add(ORDER, '--account', ACCOUNT, status=1)
        self.assertIn('$.assay.kind: missing', answer.stderr)
        self.assertFalse(os.path.exists(self.folder))

    def test_what_others_wrote_does_not_move_the_terminal(self):
        os.mkdir(self.folder)
        with open(os.path.join(self.folder, 'settings.ini'), 'wb') as settings:
            settings.write(b'\x1b[2J\r\n\xff noise')
        answer = self.run_command('order', 'import', '-', *PLACE, text=json.dumps(ORDER), status=4)
        self.assertEqual(answer.stderr.count('\n'), 1)
        self.assertNotIn('\x1b', answer.stderr)
        self.assertIn('settings.ini', answer.stderr)
        os.remove(os.path.join(self.folder, 'settings.ini'))
        found = self.run_command('result', 'lint', '-', text='{"a\\u001b[2J\\u202e": 1}', status=1)
        self.assertIn('\\u001b[2J\\u202e', found.stdout)
        self.assertNotIn('\x1b', found.stdout)

    def test_nothing_to_import_is_said(self):
        answer = self.add([], status=2)
        self.assertIn('holds no order', answer.stderr)
        answer = self.add(ORDER, '--account', ACCOUNT, '--kind', 'zzz', status=2)
        self.assertIn('assessment or background_check', answer.stderr)
        self.assertFalse(os.path.exists(self.folder))

    def test_an_id_of_two_accounts_must_be_told_apart(self):
        self.add(ORDER, *PLACE)
        self.add(ORDER, '--account', 'other', '--kind', 'assessment')
        self.run_command('order', 'show', ORDER['id'], status=1)
        shown, = self.run_json('order', 'show', 'other/' + ORDER['id'])
        self.assertEqual(shown['assay']['kind'], 'assessment')

    def test_ids_of_every_sort_are_found(self):
        for order_id in ('a/b/c', 'with blank', 'é', '🦊', 'a%2Fb', '100%', '../x'):
            with self.subTest(order_id):
                self.add({'id': order_id}, *PLACE)
                for name in (f'{ACCOUNT}/{order_id}', order_id,
                             f'{ACCOUNT}/{urllib.parse.quote(order_id, safe="")}'):
                    shown, = self.run_json('order', 'show', name)
                    self.assertEqual(shown['id'], order_id)
        self.add({'id': 'a/b'}, *PLACE)
        shown, = self.run_json('order', 'show', f'{ACCOUNT}/a%2Fb')
        self.assertEqual(shown['id'], 'a%2Fb')

    def test_an_unknown_order_is_no_order(self):
        self.add(ORDER, *PLACE)
        answer = self.run_command('order', 'show', '322332371575301814', status=1)
        self.assertEqual(answer.stdout, '')
        self.assertIn('322332371575301814', answer.stderr)

    def test_a_backup_is_whole(self):
        desk = self.serve()
        self.add(ORDER, *PLACE)
        backup = os.path.join(os.path.dirname(self.folder), 'copy', 'journal.sqlite')
        os.mkdir(os.path.dirname(backup))
        self.run_command('journal', 'backup', backup)
        self.assertEqual(os.stat(backup).st_mode & 0o777, 0o600)
        self.assertEqual(os.listdir(os.path.dirname(backup)), ['journal.sqlite'])
        before = self.run_json('order', 'list')
        self.assertIn(backup, self.run_command('journal', 'backup', backup, status=4).stderr)
        desk.stop()
        self.folder = os.path.dirname(backup)
        self.assertEqual(self.run_json('order', 'list'), before)

    def test_a_backup_needs_no_table_and_makes_no_journal(self):
        backup = os.path.join(os.path.dirname(self.folder), 'backup.sqlite')
        self.run_command('journal', 'backup', backup, status=4)
        self.assertEqual(os.listdir(os.path.dirname(self.folder)), [])
        self.add(ORDER, *PLACE)
        for name in ('lints.json', 'event-names.json', 'mapping.json'):
            self.write_table(name, lambda table: table.clear())
        self.run_command('journal', 'backup', backup)
        with sqlite3.connect(backup) as database:
            orders = database.execute('SELECT key FROM orders').fetchall()
        self.assertEqual(orders, [(f'{ACCOUNT}/{ORDER["id"]}',)])

    def test_a_table_that_is_a_pipe_is_named(self):
        os.makedirs(f'{self.folder}/tables')
        os.mkfifo(f'{self.folder}/tables/lints.json')
        answer = self.run_command('result', 'lint', '-', text='{}', status=4)
        self.assertIn(f'{self.folder}/tables/lints.json: it is no file', answer.stderr)

    def test_a_newer_database_is_left_alone(self):
        self.alter('PRAGMA user_version = 99')
        for command in (('list',), ('show', ORDER['id'])):
            self.assertEqual(self.run_command('order', *command, status=4).stdout, '')
        self.add(ORDER, *PLACE, status=4)

    def test_a_damaged_database_is_left_alone(self):
        os.mkdir(self.folder)
        path = f'{self.folder}/journal.sqlite'
        with open(path, 'wb') as file:
            file.write(b'this is no database' * 1000)
        for command in (('list',), ('show', ORDER['id'])):
            self.assertEqual(self.run_command('order', *command, status=4).stdout, '')
        self.add(ORDER, *PLACE, status=4)
        self.assertEqual(os.path.getsize(path), 19000)


if __name__ == '__main__':
    tap.main()
