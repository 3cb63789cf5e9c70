# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors

import http.server
import json
import os
import sys
import threading

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

    def connect(self, answer, *arguments, status=0, code=201):
        """What is printed, and what StackOne was asked, when StackOne answers that."""
        asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                asked.append((self.path, json.loads(self.rfile.read(int(self.headers['content-length'])))))
                body = json.dumps(answer).encode()
                self.send_response(code)
                self.send_header('content-type', 'application/json')
                self.send_header('content-length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = self.enterContext(http.server.HTTPServer(('127.0.0.1', 0), Handler))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.shutdown)
        output = self.run_command('account', 'connect', *arguments, status=status,
                                  ASSAY_STACKONE_URL=f'http://127.0.0.1:{server.server_port}')
        return output, asked

    def test_a_customer_is_let_link(self):
        answer = {'id': 17, 'auth_link_url': 'https://connect.example/?t=1', 'token': 'hidden',
                  'external_trigger_token': 'djEuZX'}
        who = '--id', 'cust-1', '--name', 'Globex'
        output, asked = self.connect(answer, *who)
        self.assertEqual((output.stdout, output.stderr), ('https://connect.example/?t=1\n', ''))
        self.assertEqual(asked, [('/connect_sessions', {
            'origin_owner_id': 'cust-1', 'origin_owner_name': 'Globex', 'provider': 'smartrecruiters',
            'categories': ['ats'], 'expires_in': 1800})])
        self.assertEqual(self.connect(answer, *who, '--show-token')[0].stdout,
                         'https://connect.example/?t=1\ndjEuZX\n')
        self.assertEqual(json.loads(self.connect(answer, *who, '--json')[0].stdout), {
            'id': '17', 'auth_link_url': 'https://connect.example/?t=1', 'has_external_trigger_token': True})
        del answer['external_trigger_token']
        output, _ = self.connect(answer, *who, '--minutes', '5')
        self.assertIn('no External Trigger Token came', output.stderr)

    def test_the_simulator_links_an_account(self):
        link, token = self.run_command(
            'account', 'connect', '--id', 'cust-1', '--name', 'Globex', '--show-token',
            ASSAY_STACKONE_URL=self.simulator.url).stdout.splitlines()
        self.assertTrue(link.startswith(self.simulator.url + '/connect?token='), link)
        self.assertRegex(token, '^[0-9a-f-]{36}$')
        owner = {'origin_owner_id': 'cust-1', 'origin_owner_name': 'Globex'}
        status, account = call('POST', self.simulator.url + '/_simulator/accounts', owner | {'status': 'error'})
        self.assertEqual((status, account['status'], account['type']), (201, 'error', 'test'))
        listed = [json.loads(line) for line in self.refresh('--json').stdout.splitlines()]
        self.assertEqual({(a['id'], a['status'], a['origin_owner_name']) for a in listed} - {
            (account['id'], 'error', 'Globex')}, {(ACCOUNT, 'active', 'Northwind Logistics')})
        for wrong in ({}, {'origin_owner_id': 'x'}, owner | {'origin_owner_name': ''}, owner | {'provider': 5}):
            self.assertEqual(call('POST', self.simulator.url + '/_simulator/accounts', wrong)[0], 400)

    def test_connecting_is_refused(self):
        who = '--id', 'cust-1', '--name', 'Globex'
        self.connect({'message': 'Forbidden'}, *who, status=1, code=403)
        self.assertEqual(self.connect({}, *who, status=1)[1][0][0], '/connect_sessions')
        for wrong in (('--id', 'x'), ('--name', 'x'), (*who, '--minutes', '0'), (*who, '--minutes', 'x')):
            self.assertEqual(self.connect({}, *wrong, status=2)[1], [])

    def test_nobody_answers(self):
        self.refresh(status=3, ASSAY_STACKONE_URL='http://127.0.0.1:1')

    def test_an_address_is_checked(self):
        self.refresh(status=2, ASSAY_STACKONE_URL='nonsense')


if __name__ == '__main__':
    tap.main()
