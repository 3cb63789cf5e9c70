# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Packages of background checks as the simulator lets them be written."""

import base64
import os
import sys

from desk import ACCOUNT, DeskCase, KEY, call

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'build-aux'))
import tap

PATH = '/unified/ats/background_checks/packages'
HEADERS = {'x-account-id': ACCOUNT,
           'authorization': 'Basic ' + base64.b64encode(f'{KEY}:'.encode()).decode()}


class SimulatedPackages(DeskCase):
    def setUp(self):
        super().setUp()
        self.state = self.folder + '-state'
        self.run_simulator()

    def run_simulator(self):
        self.simulator = self.start('simulate', '--listen', '127.0.0.1:0', '--state-dir', self.state)

    def ask(self, method, path='', body=None):
        return call(method, self.simulator.url + PATH + path, body, HEADERS)

    def create(self, **body):
        status, answer = self.ask('POST', '', body)
        self.assertEqual(status, 201, answer)
        self.assertEqual((answer['statusCode'], answer['message']),
                         (201, 'Record created successfully.'))
        self.assertEqual(sorted(answer['data']), ['id', 'remote_id'])
        return answer['data']

    def test_what_is_created_is_listed_and_kept(self):
        ids = self.create(name='Court', description='All courts', tests=[{'name': 'Local'}])
        self.simulator.stop()
        self.run_simulator()
        _, page = self.ask('GET')
        created = [each for each in page['data'] if each['id'] == ids['id']]
        self.assertEqual(len(created), 1)
        test = created[0]['tests'][0]
        self.assertEqual(created, [ids | {
            'name': 'Court', 'description': 'All courts',
            'tests': [{'id': test['id'], 'remote_id': test['remote_id'], 'name': 'Local'}]}])

    def test_an_update_changes_what_it_names(self):
        ids = self.create(name='Court', description='All courts', tests=[{'name': 'a'}, {'name': 'b'}])
        _, before = self.ask('GET', '/' + ids['id'])
        second = before['data']['tests'][1]
        status, answer = self.ask('PATCH', '/' + ids['remote_id'], {
            'name': 'Courts', 'tests': [{'id': second['id'], 'description': 'second'}]})
        self.assertEqual((status, answer['statusCode'], answer['message']),
                         (200, 200, 'Record updated successfully.'))
        _, after = self.ask('GET', '/' + ids['id'])
        self.assertEqual(after['data'], ids | {
            'name': 'Courts', 'description': 'All courts',
            'tests': [second | {'description': 'second'}]})

    def test_what_is_deleted_is_gone(self):
        ids = self.create(name='Court')
        status, answer = self.ask('DELETE', '/' + ids['id'])
        self.assertEqual((status, answer['statusCode'], answer['message']),
                         (200, 204, 'Record deleted successfully.'))
        for method, body in (('GET', None), ('PATCH', {'name': 'x'}), ('DELETE', None)):
            status, answer = self.ask(method, '/' + ids['id'], body)
            self.assertEqual((status, answer['message']),
                             (404, f'No package has the id “{ids["id"]}”'))

    def test_a_wrong_body_changes_nothing(self):
        ids = self.create(name='Court')
        for method, path in (('POST', ''), ('PATCH', '/' + ids['id'])):
            status, answer = self.ask(method, path, {'name': 7})
            self.assertEqual((status, answer['errorCode'], answer['errors']), (
                400, 'ValidationError', ['$.name: expected text or null, found number 7']))
            status, answer = self.ask(method, path, [])
            self.assertEqual((status, answer['errorCode']), (400, 'ValidationError'))
        self.assertEqual(self.ask('GET', '/' + ids['id'])[1]['data']['name'], 'Court')

    def test_assessments_are_not_written(self):
        for method, path, allowed in (('POST', '', 'GET'), ('PATCH', '/x', 'GET')):
            status, answer = call(method, f'{self.simulator.url}/unified/ats/assessments/packages{path}',
                                  {'name': 'x'}, HEADERS)
            self.assertEqual(status, 405, answer)
            self.assertIn(f'takes {allowed}, not {method}', answer['message'])


if __name__ == '__main__':
    tap.main()
