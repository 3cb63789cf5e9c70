# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors

import json
import os
import sys

from desk import ACCOUNT, DeskCase, call

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'build-aux'))
import tap


class Account(DeskCase):
    def setUp(self):
        super().setUp()
        self.simulator = self.start('simulate', '--listen', '127.0.0.1:0')
        self.run_command('package', 'import', '-', text='id,name\na,A\n')

    def refresh(self, *arguments, status=0, **variables):
        variables.setdefault('ASSAY_STACKONE_URL', self.simulator.url)
        return self.run_command('account', 'list', '--refresh', *arguments, status=status, **variables)

    def test_stackone_is_asked(self):
        self.assertEqual(self.run_command('account', 'list').stdout, '')
        account, = [json.loads(line) for line in self.refresh('--json').stdout.splitlines()]
        self.assertEqual((account['id'], account['status'], account['provider']), (ACCOUNT, 'active', 'smartrecruiters'))
        self.assertNotIn('credentials', account)
        self.assertEqual(self.run_json('account', 'list'), [account])
        line = self.run_command('account', 'list').stdout.split('\t')
        self.assertEqual(line[:3], [ACCOUNT, 'active', 'smartrecruiters'])

    def test_what_stackone_refuses_is_said(self):
        status, answer = call('PUT', self.simulator.url + '/_simulator/faults', {
            'rules': [{'match': {'target': 'api', 'method': 'GET'}, 'count': 20, 'status': 403}]})
        self.assertEqual(status, 200, answer)
        self.assertIn('403', self.refresh(status=1).stderr)
        self.assertEqual(self.run_command('account', 'list').stdout, '')

    def test_nobody_answers(self):
        self.refresh(status=3, ASSAY_STACKONE_URL='http://127.0.0.1:1')

    def test_an_address_is_checked(self):
        self.refresh(status=2, ASSAY_STACKONE_URL='nonsense')


if __name__ == '__main__':
    tap.main()
