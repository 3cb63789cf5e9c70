# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors

import base64
import datetime
import http.client
import json
import os
import signal
import socket
import sqlite3
import sys
import time
import unittest
import urllib.request

from desk import ACCOUNT, KEY, DeskCase, Program, Sender, call, signed, webhook

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'build-aux'))
import tap


class Caller(Sender):
    """Delivers over one connection."""

    def run(self):
        connection = http.client.HTTPConnection(self.url.removeprefix('http://'), timeout=20)
        try:
            connection.connect()
            kept = connection.sock
            for number in self.numbers:
                body = webhook(number)
                connection.request('POST', '/webhooks/stackone', body, signed(body))
                answer = connection.getresponse()
                answer.read()
                if answer.status == 200 and connection.sock is kept:
                    self.accepted.append(number)
        finally:
            connection.close()


class Serve(DeskCase):
    def test_orders_of_a_recruiter_arrive(self):
        desk = self.serve()
        simulator = self.start('simulate', '--listen', '127.0.0.1:0', '--webhook-url',
                               desk.url + '/webhooks/stackone')
        ids = self.order_two(simulator)
        orders = self.run_json('order', 'list')
        self.assertEqual(sorted(each['id'] for each in orders), sorted(ids))
        for each in orders:
            self.assertEqual(each['candidate']['first_name'], 'Zoë')
            self.assertEqual(each['assay']['account_id'], ACCOUNT)
            self.assertEqual(each['assay']['status'], 'none')
            self.assertTrue(each['assay']['new'])
        shown, = self.run_json('order', 'show', ids[0])
        self.assertEqual(shown, next(each for each in orders if each['id'] == ids[0]))
        by_key, = self.run_json('order', 'show', f'{ACCOUNT}/{ids[0]}')
        self.assertEqual(by_key, shown)

    def test_signals_end_it_well(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            desk = Program('serve', '--data-dir', self.folder, '--listen', '127.0.0.1:0')
            desk.process.send_signal(number)
            self.assertEqual(desk.process.wait(20), 0)
            desk.stop()

    def test_a_port_in_use_is_an_error(self):
        desk = self.serve()
        address = desk.url.removeprefix('http://')
        answer = self.run_command('serve', '--listen', address, status=3)
        self.assertEqual(answer.stdout, '')
        self.assertIn(address, answer.stderr)
        self.assertEqual(call('GET', desk.url + '/healthz'), (200, {'status': 'ok'}))

    def test_a_hang_up_reads_the_settings_again(self):
        desk = self.serve()
        body = webhook(1)
        with open(os.path.join(self.folder, 'settings.ini'), 'w', encoding='utf-8') as settings:
            settings.write("[Assay]\nreceiver-signature-policy='off'\n")
        desk.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + 20
        status = None
        while status != 200 and time.monotonic() < deadline:
            try:
                status, _ = call('POST', desk.url + '/webhooks/stackone', body)
            except OSError:
                pass
        self.assertEqual(status, 200)
        self.assertEqual(desk.stop()[0], 0)

    def test_a_hang_up_leaves_both_families(self):
        try:
            socket.create_server(('::1', 0), family=socket.AF_INET6).close()
        except OSError:
            self.skipTest('this machine has no IPv6 loopback')
        desk = self.start('serve', '--data-dir', self.folder, '--listen', 'localhost:0')
        port = int(desk.url.rsplit(':', 1)[1])
        urls = [f'http://127.0.0.1:{port}/healthz', f'http://[::1]:{port}/healthz']
        self.assertEqual([call('GET', url)[0] for url in urls], [200, 200])
        with open(os.path.join(self.folder, 'settings.ini'), 'w', encoding='utf-8') as settings:
            settings.write("[Assay]\nreceiver-signature-policy='off'\n")
        desk.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + 20
        while (call('POST', desk.url + '/webhooks/stackone', webhook(1))[0] != 200
               and time.monotonic() < deadline):
            pass
        self.assertEqual([call('GET', url)[0] for url in urls], [200, 200])

    def expect_one_writer(self, desk):
        """Of all the journals that the process has opened, one is left; ends it."""
        tasks = f'/proc/{desk.process.pid}/task'

        def writers():
            found = 0
            for task in os.listdir(tasks):
                try:
                    with open(f'{tasks}/{task}/comm', encoding='utf-8') as name:
                        found += name.read().startswith('journal-writer')
                except OSError:
                    pass
            return found

        deadline = time.monotonic() + 20
        while writers() != 1 and time.monotonic() < deadline:
            pass
        found = writers()
        status, said = desk.stop()
        self.assertEqual(found, 1, said)
        self.assertEqual(status, 0, said)

    def test_hang_ups_under_load_cut_nobody_off(self):
        desk = self.serve()
        senders = [sender(desk.url, range(first, first + 200))
                   for first, sender in ((1000, Sender), (2000, Sender), (3000, Caller), (4000, Caller))]
        for sender in senders:
            sender.start()
        hang_ups = 0
        while any(sender.is_alive() for sender in senders):
            seen = sum(len(sender.accepted) for sender in senders)
            desk.process.send_signal(signal.SIGHUP)
            hang_ups += 1
            while (any(sender.is_alive() for sender in senders)
                   and sum(len(sender.accepted) for sender in senders) < seen + 40):
                senders[0].join(0.001)
        self.assertGreater(hang_ups, 10)
        self.assertEqual([len(sender.accepted) for sender in senders], [200] * 4)
        self.expect_one_writer(desk)
        orders = self.run_json('order', 'list', '--limit', '100000')
        self.assertEqual(len(orders), 800)

    def test_a_delivery_that_waits_outlives_a_hang_up(self):
        desk = self.serve()
        first = Sender(desk.url, range(1, 2))
        first.run()
        self.assertEqual(len(first.accepted), 1)
        database = sqlite3.connect(f'{self.folder}/journal.sqlite', isolation_level=None)
        database.execute('BEGIN IMMEDIATE')
        body = webhook(2)
        head = ''.join(f'{name}: {value}\r\n' for name, value in signed(body).items())
        address = desk.url.removeprefix('http://').split(':')
        waiting = self.enterContext(socket.create_connection(address))
        waiting.sendall(f'POST /webhooks/stackone HTTP/1.1\r\nHost: x\r\n{head}'
                        f'Content-Length: {len(body)}\r\n\r\n'.encode() + body)
        for _ in range(2):
            self.assertEqual(call('GET', desk.url + '/healthz')[0], 200)
        with open(os.path.join(self.folder, 'settings.ini'), 'w', encoding='utf-8') as settings:
            settings.write("[Assay]\npackages-cors=false\n")
        desk.process.send_signal(signal.SIGHUP)
        options = urllib.request.Request(desk.url + '/packages', method='OPTIONS')
        deadline = time.monotonic() + 20
        allowed = '*'
        while allowed is not None and time.monotonic() < deadline:
            with urllib.request.urlopen(options, timeout=20) as answer:
                allowed = answer.headers['access-control-allow-origin']
        self.assertIsNone(allowed)
        database.execute('ROLLBACK')
        database.close()
        waiting.settimeout(20)
        self.assertTrue(waiting.recv(1000).startswith(b'HTTP/1.1 200 '))
        self.expect_one_writer(desk)

    def test_a_hang_up_with_an_address_that_cannot_be_had_changes_nothing(self):
        path = os.path.join(self.folder, 'settings.ini')
        taken = self.enterContext(socket.create_server(('127.0.0.1', 0))).getsockname()[1]
        with socket.create_server(('127.0.0.1', 0)) as free:
            port = free.getsockname()[1]

        def listen(address):
            with open(path, 'w', encoding='utf-8') as settings:
                settings.write(f"[Assay]\nreceiver-listen='{address}'\n")

        os.makedirs(self.folder, exist_ok=True)
        listen(f'127.0.0.1:{port}')
        desk = self.start('serve', '--data-dir', self.folder)
        self.assertEqual(desk.url, f'http://127.0.0.1:{port}')
        for address, said in ((f'127.0.0.1:{taken}', 'another program listens there'),
                              ('nonsense', 'the port is missing')):
            listen(address)
            desk.process.send_signal(signal.SIGHUP)
            self.wait_until_said(desk, said)
            deadline = time.monotonic() + 20
            while call('GET', desk.url + '/healthz')[0] != 200 and time.monotonic() < deadline:
                pass
            self.assertEqual(call('GET', desk.url + '/healthz')[0], 200)
        self.assertEqual(desk.stop()[0], 0)

    def test_a_hang_up_with_settings_that_do_not_fit_changes_nothing(self):
        desk = self.serve()
        path = os.path.join(self.folder, 'settings.ini')
        with open(path, 'w', encoding='utf-8') as settings:
            settings.write("[Assay]\nreceiver-max-age='2'\n")
        desk.process.send_signal(signal.SIGHUP)
        self.wait_until_said(desk, f"{path}: “receiver-max-age” cannot be '2'")
        # No pipe: GSettings itself reads what changed and would wait for somebody to write into it.
        os.unlink(path)
        os.mkdir(path)
        desk.process.send_signal(signal.SIGHUP)
        self.wait_until_said(desk, f'{path}: it is no file')
        os.rmdir(path)
        os.makedirs(f'{self.folder}/tables')
        with open(f'{self.folder}/tables/mapping.json', 'w', encoding='utf-8') as table:
            table.write('[]')
        desk.process.send_signal(signal.SIGHUP)
        self.wait_until_said(desk, f'{self.folder}/tables/mapping.json: ')
        body = webhook(1)
        self.assertEqual(call('POST', desk.url + '/webhooks/stackone', body, signed(body))[0], 200)
        self.assertEqual(desk.stop()[0], 0)

    def test_the_simulator_ends_as_documented(self):
        state = os.path.join(self.folder, 'state')
        simulator = self.start('simulate', '--listen', 'localhost:0', '--state-dir', state)
        address = simulator.url.removeprefix('http://')
        self.assertTrue(address.startswith('127.0.0.1:'), address)
        for status, arguments in ((3, ('--listen', address)), (2, ('--listen', 'nowhere')),
                                  (2, ('--state-dir', '')), (3, ('--state-dir', state))):
            with self.subTest(arguments):
                answer = self.run_command('simulate', *arguments, status=status)
                self.assertEqual(answer.stdout, '')
                self.assertIn(arguments[1], answer.stderr)

    def test_the_simulator_limits_requests_as_told(self):
        for limit, statuses in (('2', [200, 200, 429]), ('0', [200] * 3)):
            simulator = self.start('simulate', '--listen', 'localhost:0', '--rate-limit', limit)
            with self.subTest(limit):
                key = base64.b64encode(f'{KEY}:'.encode()).decode()
                answers = [call('GET', simulator.url + '/accounts', None, {'Authorization': f'Basic {key}'})[0]
                           for _ in statuses]
                self.assertEqual(answers, statuses)
        for limit in ('-1', '1000001'):
            answer = self.run_command('simulate', '--rate-limit', limit, status=2)
            self.assertEqual(answer.stderr, f'assayctl: --rate-limit: {limit} is not between 0 and 1000000\n')

    def test_an_open_address_needs_a_secret(self):
        answer = self.run_command('serve', '--listen', '0.0.0.0:0', status=2,
                                  ASSAY_WEBHOOK_SECRETS='')
        self.assertEqual(answer.stdout, '')

    def test_a_wrong_signature_is_refused(self):
        desk = self.serve()
        headers = signed(b'something else')
        self.assertEqual(call('POST', desk.url + '/webhooks/stackone', webhook(1), headers)[0], 401)
        self.assertEqual(self.run_json('order', 'list'), [])

    def deliver(self, desk, body, headers=None):
        return call('POST', desk.url + '/webhooks/stackone', body,
                    signed(body) if headers is None else headers)[0]

    def query(self, sql):
        address = f'file:{self.folder}/journal.sqlite?mode=ro'
        with sqlite3.connect(address, uri=True) as database:
            return database.execute(sql).fetchall()

    def test_what_came_in_is_kept_as_it_came(self):
        desk = self.serve()
        body = (b' {"account_id":"a1","event":"ats_assessments.created","record_id":"o1",\n'
                b'"event_date":"2026-01-31T09:30:00.000Z","raw_event":{"headers":{}},\r\n'
                b'"event_data":{"id":"other","colour":"blue","candidate":{"first_name":"Zo\\u00eb",'
                b'"shoe":12345678901234567890,\n"emails":[{"value":"z@e.example","x":1}]}}}\n')
        self.assertEqual(self.deliver(desk, body), 200)
        lines = self.run_command('order', 'show', 'o1', '--json').stdout.splitlines()
        self.assertEqual(len(lines), 1)
        order = json.loads(lines[0])
        self.assertEqual((order['id'], order['colour']), ('o1', 'blue'))
        self.assertEqual(order['candidate'], {
            'first_name': 'Zoë', 'shoe': 12345678901234567890,
            'emails': [{'value': 'z@e.example', 'x': 1}]})
        stored, = self.query("SELECT body FROM event WHERE kind = 'order.received'")
        self.assertTrue(stored[0].endswith(body.decode() + '}'))
        self.assertEqual(self.query('SELECT request_body, event_seq, body_in_event, repeats'
                                    ' FROM exchange'), [(None, 1, 1, 0)])

    def test_repeats_and_new_versions(self):
        desk = self.serve()
        first = webhook(1)
        now = datetime.datetime.now(datetime.timezone.utc).isoformat().encode()
        later = first.replace(b'{"project_id"', b'{"sent_at": "' + now + b'", "project_id"')
        other = first.replace(b'Logic', b'Typing')
        for body in (first, first, later, other):
            self.assertEqual(self.deliver(desk, body), 200)
        self.assertEqual(self.query("SELECT count(*) FROM event WHERE kind = 'order.received'"),
                         [(2,)])
        self.assertEqual(
            self.query('SELECT repeats, event_seq, coalesce(exchange.verdict, envelope.verdict)'
                       ' FROM exchange LEFT JOIN envelope ON envelope.id = exchange.envelope'
                       ' ORDER BY seq'),
            [(0, 1, 'verified'), (1, 1, 'verified; repeats what is stored'),
             (1, 1, 'verified; repeats what is stored'), (0, 2, 'verified')])
        order, = self.run_json('order', 'list')
        self.assertEqual(order['package']['name'], 'Typing')

    def test_an_empty_body_is_called_so(self):
        desk = self.serve()
        status, answer = call('POST', desk.url + '/webhooks/stackone', b'', signed(b''))
        self.assertEqual((status, answer['message']), (400, 'verified; empty body'))

    def test_the_packages_may_be_asked_for_by_get(self):
        desk = self.serve()
        self.assertEqual(call('GET', desk.url + '/packages'), (200, {'data': [], 'next': None}))

    def test_ids_that_are_no_text_are_refused(self):
        desk = self.serve()
        for name in (b'o\\u0000x', b'o\\ud800x'):
            body = webhook(1).replace(b'3223323715753000001', name)
            self.assertEqual(self.deliver(desk, body), 400)
        empty = webhook(1).replace(b'"record_id": "3223323715753000001"', b'"record_id": ""')
        self.assertEqual(self.deliver(desk, empty), 200)
        order, = self.run_json('order', 'list')
        self.assertEqual(order['id'], '3223323715753000001')

    def test_strangers_leave_little_behind(self):
        desk = self.serve()
        verified = b'{"not UTF-8": "\xeb"}'
        self.assertEqual(self.deliver(desk, verified), 400)
        for _ in range(3):
            self.assertEqual(self.deliver(desk, b'x' * 100000, {'content-type': 'text/plain'}), 401)
        self.assertEqual(self.query('SELECT status, value FROM rejection ORDER BY status'),
                         [(400, 1), (401, 3)])
        self.assertEqual(self.query("SELECT count(*) FROM event"), [(2,)])
        self.assertEqual(self.query('SELECT rejected, length(request_body) <= 65536 FROM exchange'),
                         [(0, 1), (1, 1), (1, 1), (1, 1)])
        self.assertEqual(self.query('SELECT request_body FROM exchange WHERE rejected = 0'),
                         [(verified,)])

    def test_names_do_not_move_the_terminal(self):
        desk = self.serve()
        body = webhook(1).replace(b'"Logic"', b'"a\\n\\u001b[2J\\u2028\\u202eb"')
        self.assertEqual(self.deliver(desk, body), 200)
        lines = self.run_command('order', 'list').stdout.splitlines()
        self.assertEqual(lines, ['3223323715753000001\tnone\t\t'
                                 'a\\u000a\\u001b[2J\\u2028\\u202eb'])

    def test_nothing_is_answered_200_into_a_deleted_journal(self):
        desk = self.serve()
        address = desk.url + '/webhooks/stackone'
        self.assertEqual(call('POST', address, webhook(1), signed(webhook(1)))[0], 200)
        os.rename(f'{self.folder}/journal.sqlite', f'{self.folder}/away')
        for number in (2, 3):
            body = webhook(number)
            self.assertEqual(call('POST', address, body, signed(body))[0], 503)
        _, said = desk.stop()
        self.assertIn('was deleted or replaced', said)


if __name__ == '__main__':
    tap.main()
