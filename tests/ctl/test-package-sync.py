# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors

import base64
import json
import os
import sys

from desk import ACCOUNT, DeskCase, KEY, call

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'build-aux'))
import tap

PATH = '/unified/ats/background_checks/packages'
HEADERS = {'x-account-id': ACCOUNT,
           'authorization': 'Basic ' + base64.b64encode(f'{KEY}:'.encode()).decode()}
CATALOGUE = [
    {'id': 'a', 'name': 'Court', 'description': 'All courts', 'tests': [{'id': 't', 'name': 'Local'}]},
    {'id': 'b', 'name': 'Credit', 'assay': {'type': 'background_check'}},
    {'id': 'c', 'name': 'Logic'},
]


class PackageSync(DeskCase):
    def setUp(self):
        super().setUp()
        self.simulator = self.start('simulate', '--listen', '127.0.0.1:0')
        self.seed = self.listed()
        self.save(CATALOGUE)

    def save(self, packages):
        self.run_command('package', 'import', '-', text=json.dumps(packages))

    def listed(self):
        status, page = call('GET', self.simulator.url + PATH, headers=HEADERS)
        self.assertEqual(status, 200, page)
        return {package['id']: package for package in page['data']}

    def created(self):
        return [package for id, package in self.listed().items() if id not in self.seed]

    def sync(self, *arguments, status=0, **variables):
        """What is said of each row in the end, without the packages of the seed."""
        output = self.run_command('package', 'sync', '--account', ACCOUNT, '--json', *arguments,
                                  status=status, ASSAY_STACKONE_URL=self.simulator.url,
                                  **variables).stdout
        rows = {}
        for line in output.splitlines():
            row = json.loads(line)
            if row['id'] not in self.seed:
                rows[row['id']] = row
        return rows

    def outcomes(self, *arguments, **more):
        return [(row['outcome'], row['action'], id)
                for id, row in self.sync(*arguments, **more).items()]

    def fail_at(self, method, count=1, **what):
        status, answer = call('PUT', self.simulator.url + '/_simulator/faults', {
            'rules': [{'match': {'target': 'api', 'method': method}, 'count': count} | what]})
        self.assertEqual(status, 200, answer)

    def test_a_dry_run_changes_nothing(self):
        self.assertEqual(self.outcomes('--dry-run'),
                         [('planned', 'create', 'a'), ('planned', 'create', 'b')])
        self.assertEqual(self.listed(), self.seed)

    def test_create_then_nothing_then_update(self):
        self.assertEqual(self.outcomes(), [('done', 'create', 'a'), ('done', 'create', 'b')])
        first, second = self.created()
        self.assertEqual((first['name'], first['description'], first['tests'][0]['name']),
                         ('Court', 'All courts', 'Local'))
        self.assertEqual(second['name'], 'Credit')
        self.assertEqual(self.run_json('package', 'list')[1]['assay'],
                         {'type': 'background_check', 'stackone': {ACCOUNT: second['id']}})
        self.assertEqual(self.outcomes(), [('done', 'same', 'a'), ('done', 'same', 'b')])
        self.run_command('package', 'import', '-', text='id,name,description,type\nb,Money,,background_check\n')
        rows = self.sync('b')
        self.assertEqual((rows['b']['outcome'], rows['b']['action'], rows['b']['differs']),
                         ('done', 'update', ['name']))
        self.assertEqual((rows['a']['outcome'], rows['a']['action']), ('left', 'same'))
        self.assertEqual([package['name'] for package in self.created()], ['Court', 'Money'])

    def test_only_what_is_named_is_deleted(self):
        self.sync()
        id = self.created()[1]['id']
        self.run_command('package', 'remove', 'b')
        self.assertEqual(self.outcomes(), [('done', 'same', 'a'), ('left', 'delete', id)])
        self.run_command('package', 'sync', '--account', ACCOUNT, '--delete', status=2)
        self.assertEqual(self.outcomes('--delete', id), [('left', 'same', 'a'), ('done', 'delete', id)])
        self.assertEqual([package['name'] for package in self.created()], ['Court'])
        self.assertEqual(len(self.listed()), len(self.seed) + 1)

    def test_an_error_keeps_no_other_row_back(self):
        self.fail_at('POST', status=422, message='not like this')
        rows = self.sync(status=1)
        self.assertEqual(rows['a']['outcome'], 'error')
        self.assertIn('not like this', rows['a']['error'])
        self.assertEqual(rows['b']['outcome'], 'done')
        self.assertEqual(self.outcomes(), [('done', 'create', 'a'), ('done', 'same', 'b')])

    def test_a_lost_answer_makes_no_second_package(self):
        call('POST', self.simulator.url + PATH, {
            'name': 'Court', 'description': 'All courts', 'tests': [{'name': 'Local'}]}, HEADERS)
        self.assertEqual(self.outcomes('a'), [('done', 'same', 'a'), ('left', 'create', 'b')])
        self.assertEqual(self.run_json('package', 'list')[0]['assay'],
                         {'stackone': {ACCOUNT: self.created()[0]['id']}})
        self.assertEqual(len(self.created()), 1)

    def test_a_refused_key_ends_it(self):
        self.fail_at('POST', status=403, count=2)
        rows = self.sync(status=1)
        self.assertEqual((rows['a']['outcome'], rows['b']['outcome']), ('error', 'planned'))
        self.fail_at('GET', status=401)
        self.assertEqual(self.sync(status=1), {})
        self.assertEqual(self.created(), [])

    def test_an_unknown_package(self):
        answer = self.run_command('package', 'sync', '--account', ACCOUNT, 'x', status=1,
                                  ASSAY_STACKONE_URL=self.simulator.url)
        self.assertIn('“x”', answer.stderr)


if __name__ == '__main__':
    tap.main()
