# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""`assayctl serve` with a certificate."""

import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import unittest
import urllib.parse

from desk import ACCOUNT, PATIENCE, DeskCase, call, signed

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'build-aux'))
import tap


class Tls(DeskCase):
    def setUp(self):
        super().setUp()
        os.mkdir(self.folder)
        self.certificate = os.path.join(self.folder, 'certificate.pem')
        self.key = os.path.join(self.folder, 'key.pem')
        self.make_certificate('first')

    def make_certificate(self, name):
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1',
                        '-nodes', '-days', '2', '-subj', f'/CN={name}', '-addext', 'subjectAltName=IP:127.0.0.1',
                        '-out', self.certificate, '-keyout', self.key], check=True, capture_output=True)

    def serve_tls(self):
        return self.start('serve', '--data-dir', self.folder, '--listen', '127.0.0.1:0', '--tls-certificate',
                          self.certificate, '--tls-key', self.key)

    def connect(self, url):
        """A connection that trusts the certificate as it is in the file now."""
        address = urllib.parse.urlsplit(url)
        connection = http.client.HTTPSConnection(address.hostname, address.port, timeout=PATIENCE,
                                                 context=ssl.create_default_context(cafile=self.certificate))
        self.addCleanup(connection.close)
        return connection

    def name_of(self, url):
        connection = self.connect(url)
        connection.connect()
        subject = dict(pair for part in connection.sock.getpeercert()['subject'] for pair in part)
        return subject['commonName']

    def deliver(self, connection, number, padding=0):
        body = (f'{{"account_id":"{ACCOUNT}","event":"assessment.created","record_id":"{number}",'
                f'"event_data":{{"note":"{"x" * padding}"}}}}').encode()
        connection.request('POST', '/webhooks/stackone', body, {'content-type': 'application/json'} | signed(body))
        answer = connection.getresponse()
        answer.read()
        return answer.status

    def test_orders_arrive(self):
        desk = self.serve_tls()
        self.assertTrue(desk.url.startswith('https://127.0.0.1:'), desk.url)
        connection = self.connect(desk.url)
        self.assertEqual([self.deliver(connection, 1), self.deliver(connection, 2, 1 << 20),
                          self.deliver(self.connect(desk.url), 3)], [200] * 3)
        self.assertEqual(sorted(each['id'] for each in self.run_json('order', 'list')), ['1', '2', '3'])
        self.assertEqual(desk.stop()[0], 0)

    def test_others_get_nothing_and_hold_up_nobody(self):
        desk = self.serve_tls()
        address = urllib.parse.urlsplit(desk.url)
        self.assertEqual(call('GET', f'http://{address.netloc}/healthz')[0], 0)
        silent = [socket.create_connection((address.hostname, address.port)) for _ in range(20)]
        for each in silent:
            self.addCleanup(each.close)
        self.assertEqual(self.deliver(self.connect(desk.url), 1), 200)
        self.assertEqual(desk.stop()[0], 0)

    def test_who_does_not_greet_holds_up_himself(self):
        desk = self.serve_tls()
        address = urllib.parse.urlsplit(desk.url)
        self.assertEqual(self.deliver(self.connect(desk.url), 1), 200)
        # 127.0.0.3 begins a hundred handshakes and ends none.
        for number in range(100):
            stalled = socket.create_connection((address.hostname, address.port), source_address=('127.0.0.3', 0))
            self.addCleanup(stalled.close)
            stalled.sendall(b'\x16\x03\x01\x02\x00\x01' if number % 2 else b'')
        began = time.monotonic()
        self.assertEqual([self.deliver(self.connect(desk.url), number) for number in range(2, 12)], [200] * 10)
        # Those who greet get five seconds each, of which nobody else may notice anything.
        self.assertLess(time.monotonic() - began, 5)
        self.assertEqual(desk.stop()[0], 0)

    def test_a_hang_up_reads_the_certificate_again(self):
        desk = self.serve_tls()
        self.assertEqual(self.name_of(desk.url), 'first')

        with open(self.certificate, 'r+', encoding='utf-8') as file:
            whole = file.read()
            file.seek(0)
            file.truncate()
        desk.process.send_signal(signal.SIGHUP)
        self.wait_until_said(desk, 'cannot be used: No PEM-encoded certificate found')
        with open(self.certificate, 'w', encoding='utf-8') as file:
            file.write(whole)
        self.assertEqual(self.name_of(desk.url), 'first')

        kept = self.connect(desk.url)
        self.assertEqual(self.deliver(kept, 1), 200)
        connected = kept.sock
        self.make_certificate('second')
        desk.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + PATIENCE
        name = None
        while name != 'second' and time.monotonic() < deadline:
            try:
                name = self.name_of(desk.url)
            except OSError:
                pass
        self.assertEqual(name, 'second')
        self.assertEqual(self.deliver(self.connect(desk.url), 2), 200)
        self.assertEqual(self.deliver(kept, 3), 200)
        self.assertIs(kept.sock, connected)
        self.assertEqual(desk.stop()[0], 0)

    def test_files_that_cannot_be_used(self):
        arguments = ('serve', '--listen', '127.0.0.1:0')
        for status, files, said in (
                (2, ('--tls-certificate', self.certificate), 'need each other'),
                (2, ('--tls-key', self.key), 'need each other'),
                (4, ('--tls-certificate', self.key, '--tls-key', self.key), 'No PEM-encoded certificate found'),
                (4, ('--tls-certificate', self.certificate, '--tls-key', f'{self.folder}/none'), 'No such file')):
            with self.subTest(files):
                answer = self.run_command(*arguments, *files, status=status)
                self.assertEqual(answer.stdout, '')
                self.assertIn(said, answer.stderr)


if __name__ == '__main__':
    tap.main()
