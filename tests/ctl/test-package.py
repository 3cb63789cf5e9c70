# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors

import os
import sys

from desk import DeskCase, call

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'build-aux'))
import tap

TABLE = 'id;name;description;type;tags;price\n0012;Logic;Numbers and words;;;9,90\nbg;=Court;;background_check;eu, b2b;1\n'


class Package(DeskCase):
    def add(self, text, status=0):
        return self.run_command('package', 'import', '-', status=status, text=text)

    def ids(self):
        return [package['id'] for package in self.run_json('package', 'list')]

    def test_a_table_is_served(self):
        answer = self.add(TABLE)
        self.assertIn('price', answer.stderr)
        self.assertEqual(self.run_json('package', 'list'), [
            {'id': '0012', 'name': 'Logic', 'description': 'Numbers and words'},
            {'id': 'bg', 'name': '=Court', 'assay': {'type': 'background_check', 'tags': ['eu', 'b2b']}}])
        desk = self.serve()
        self.assertEqual(call('GET', desk.url + '/packages'), (200, {'next': None, 'data': [
            {'id': '0012', 'name': 'Logic', 'description': 'Numbers and words'},
            {'id': 'bg', 'name': '=Court'}]}))

    def test_a_job_is_offered_what_has_its_tag(self):
        self.add(TABLE)
        with open(os.path.join(self.folder, 'settings.ini'), 'w', encoding='utf-8') as settings:
            settings.write("[Assay]\npackages-tags-by-job={'j1': 'b2b'}\n")
        desk = self.serve()
        for job, ids in (('j1', ['bg']), ('j2', ['0012', 'bg'])):
            status, answer = call('POST', desk.url + '/packages', {'account_id': 'a', 'job_id': job})
            self.assertEqual((status, [package['id'] for package in answer['data']]), (200, ids))

    def test_a_known_package_keeps_place_and_tests(self):
        self.add('[{"id": "a", "name": "A", "tests": [{"id": "t", "name": "Court"}]}, {"id": "b", "name": "B"}]')
        self.add('id,name\nc,C\na,Anew\n')
        first, *others = self.run_json('package', 'list')
        self.assertEqual(first, {'id': 'a', 'name': 'Anew', 'tests': [{'id': 't', 'name': 'Court'}]})
        self.assertEqual([package['id'] for package in others], ['b', 'c'])

    def test_all_of_a_file_or_nothing(self):
        self.add('id,name\na,A\n')
        answer = self.add('id,name\nb,B\n4.56551E+17,C\n', status=1)
        self.assertIn('line 3, column id: “4.56551E+17” has lost its last digits', answer.stderr)
        self.assertEqual(self.ids(), ['a'])

    def test_what_is_exported_can_be_imported(self):
        self.add(TABLE)
        before = self.run_json('package', 'list')
        table = self.run_command('package', 'export', '-').stdout
        self.assertIn("'=Court", table)
        self.run_command('package', 'remove', 'bg')
        self.assertEqual(self.ids(), ['0012'])
        self.add(table)
        self.assertEqual(self.run_json('package', 'list')[1], before[1])

    def test_a_package_that_is_not_there_cannot_be_removed(self):
        self.add('id,name\na,A\n')
        answer = self.run_command('package', 'remove', 'b', status=1)
        self.assertIn('“b”', answer.stderr)
        self.assertEqual(self.ids(), ['a'])


if __name__ == '__main__':
    tap.main()
