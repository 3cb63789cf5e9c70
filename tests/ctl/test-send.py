# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors

import json
import os
import socket
import subprocess
import sys
import threading

from desk import ACCOUNT, ASSAYCTL, DeskCase, call, environment, signed

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'build-aux'))
import tap

RESULT = {'result': {'value': 'completed'}, 'summary': 'Good with words',
          'score': {'label': 'Percentage', 'value': '80', 'min': '0', 'max': '100'},
          'result_url': 'https://reports.example.com/1',
          'attachments': [{'url': 'https://reports.example.com/1.pdf',
                           'content_type': {'value': 'pdf'}}]}


def free_port():
    with socket.socket() as listener:
        listener.bind(('127.0.0.1', 0))
        return listener.getsockname()[1]


class Send(DeskCase):
    def setUp(self):
        super().setUp()
        self.desk = self.serve(ASSAY_STACKONE_API_KEY='')
        self.simulator = self.start('simulate', '--listen', '127.0.0.1:0', '--webhook-url',
                                    self.desk.url + '/webhooks/stackone')
        self.order, self.other = self.order_two(self.simulator)

    def send(self, *options, order=None, result=None, status=0, **variables):
        return self.run_command('result', 'send', order or self.order, '-', '--json', *options,
                                text=json.dumps(RESULT if result is None else result),
                                status=status,
                                **{'ASSAY_STACKONE_URL': self.simulator.url} | variables)

    def last(self, answer):
        return json.loads(answer.stdout.splitlines()[-1])

    def requests(self):
        _, answer = call('GET', self.simulator.url + '/_simulator/requests')
        return [each for each in answer['requests'] if each['method'] == 'PATCH']

    def status_of(self, order):
        shown, = self.run_json('order', 'show', order)
        return shown['assay']['status'], shown['assay']['sending']

    def test_the_recruiter_sees_what_was_previewed(self):
        event = self.last(self.send('--wait', '20'))
        self.assertEqual(event['kind'], 'result.delivered')
        self.assertEqual(event['status'], 200)
        self.assertEqual(event['answer']['statusCode'], 200)
        self.assertEqual(self.status_of(self.order), ('completed', 'idle'))
        request, = self.requests()
        self.assertEqual(request['body'], json.dumps(RESULT))

        for appearance in ('guide', 'card', 'classic'):
            _, card = call('GET', f'{self.simulator.url}/_simulator/cards/{self.order}'
                                  f'?appearance={appearance}')
            output = self.run_command('result', 'preview', '-', '--json', '--package',
                                      card['package'], '--appearance', appearance,
                                      text=json.dumps(RESULT)).stdout
            preview = json.loads(output)
            del preview['invisible'], preview['findings']
            self.assertEqual(preview | {'order_id': self.order}, card)

    def test_queued_results_wait_for_a_sender(self):
        self.assertEqual(self.last(self.send())['kind'], 'result.queued')
        self.assertEqual(self.status_of(self.order), ('none', 'queued'))
        self.assertEqual(self.last(self.send('--wait', '20', order=self.other))['kind'],
                         'result.delivered')
        self.assertEqual(len(self.requests()), 2)
        self.assertEqual(self.status_of(self.order), ('completed', 'idle'))

    def test_whoever_holds_the_outbox_sends(self):
        self.finish(self.desk)
        self.serve(ASSAY_STACKONE_URL=self.simulator.url)
        event = self.last(self.send('--wait', '20', ASSAY_STACKONE_API_KEY=''))
        self.assertEqual(event['kind'], 'result.delivered')
        self.assertEqual(len(self.requests()), 1)

    def test_two_senders_send_once(self):
        answers = []
        threads = [threading.Thread(
            target=lambda order: answers.append(self.send('--wait', '20', order=order)),
            args=(order,)) for order in (self.order, self.other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([self.last(each)['kind'] for each in answers], ['result.delivered'] * 2)
        self.assertEqual(len(self.requests()), 2)

    def test_findings(self):
        answer = self.send(result={}, status=1)
        self.assertEqual(self.last(answer)['id'], 'R01')
        warned = self.send('--wait', '20', result={'summary': 'Almost done'})
        findings = [json.loads(line) for line in warned.stdout.splitlines()[:-1]]
        self.assertIn('R03', [each['id'] for each in findings])
        self.assertEqual(self.last(warned)['kind'], 'result.delivered')

    def test_a_suspended_account_is_no_way_to_send(self):
        body = json.dumps({'account_id': ACCOUNT, 'event': 'account.expired',
                           'event_date': '2026-01-31T09:30:00.000Z',
                           'record_id': ACCOUNT}).encode()
        self.assertEqual(call('POST', self.desk.url + '/webhooks/stackone', body,
                              signed(body))[0], 200)
        findings = [json.loads(line) for line in self.send(status=1).stdout.splitlines()]
        self.assertIn(('K04', 'error'), [(each['id'], each['severity']) for each in findings])
        self.assertEqual(self.status_of(self.order), ('none', 'idle'))

    def test_a_wait_is_a_number_of_seconds(self):
        for wait in ('nan', 'inf', '-1'):
            answer = self.send(f'--wait={wait}', status=2)
            self.assertIn('--wait', answer.stderr)

    def test_an_error_is_overridden_with_a_reason(self):
        result = {'result': {'value': 'completed'},
                  'score': {'value': '200', 'min': '0', 'max': '100'}}
        self.send(result=result, status=1)
        self.assertEqual(self.requests(), [])
        self.send('--override', '', result=result, status=2)
        event = self.last(self.send('--override', 'a test', result=result))
        self.assertEqual((event['kind'], event['override']), ('result.queued', 'a test'))

    def test_a_wrong_key_is_a_refusal(self):
        answer = self.send('--wait', '20', status=1, ASSAY_STACKONE_API_KEY='v1.wrong')
        event = self.last(answer)
        self.assertEqual((event['kind'], event['status']), ('result.refused', 401))
        self.assertNotIn('v1.wrong', answer.stdout + answer.stderr)
        self.assertEqual(self.status_of(self.order), ('none', 'refused'))

    def test_an_unreachable_server_leaves_it_queued(self):
        url = f'http://127.0.0.1:{free_port()}'
        answer = self.send('--wait', '4', status=3, ASSAY_STACKONE_URL=url)
        self.assertRegex(answer.stderr, r'^assayctl: still queued: .*127\.0\.0\.1')
        event = self.last(answer)
        self.assertIn(event['kind'], ('result.queued', 'result.attempted'))
        self.assertIn(self.status_of(self.order)[1], ('queued', 'retrying'))

    def test_a_wrong_address_queues_nothing(self):
        for url in ('', 'htps://api.stackone.com'):
            with self.subTest(url):
                answer = self.send(status=2, ASSAY_STACKONE_URL=url)
                self.assertIn('ASSAY_STACKONE_URL', answer.stderr)
                self.run_command('serve', '--listen', '127.0.0.1:0', status=2,
                                 ASSAY_STACKONE_URL=url)
        self.assertEqual(self.status_of(self.order), ('none', 'idle'))

    def test_nobody_sends_without_a_key(self):
        event = self.last(self.send('--wait', '0.2', status=3, ASSAY_STACKONE_API_KEY=''))
        self.assertEqual(event['kind'], 'result.queued')

    def test_an_order_never_received(self):
        answer = self.send(order='99', status=1)
        self.assertEqual(answer.stdout, '')
        self.assertIn('99', answer.stderr)
        place = ('--account', ACCOUNT, '--kind', 'assessment')
        event = self.last(self.send(*place, order='99'))
        self.assertEqual((event['kind'], event['order_key']), ('result.queued', f'{ACCOUNT}/99'))
        refused = self.last(self.send(*place, '--wait', '20', order='99', status=1))
        self.assertEqual((refused['kind'], refused['status']), ('result.refused', 404))

    def test_a_reader_that_goes_away_loses_nothing(self):
        reader, writer = os.pipe()
        os.close(reader)
        code = self.run_to(writer)
        os.close(writer)
        self.assertEqual(code, 3)
        self.assertEqual(self.status_of(self.order)[1], 'queued')

    def run_to(self, output):
        return subprocess.run([ASSAYCTL, 'result', 'send', self.order, '-', '--data-dir',
                               self.folder], input=json.dumps(RESULT).encode(), stdout=output,
                              env=environment(), timeout=60, check=False).returncode


if __name__ == '__main__':
    tap.main()
