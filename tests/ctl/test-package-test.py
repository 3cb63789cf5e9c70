# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""`assayctl package test` against the package list of a desk and against endpoints that fail."""

import base64
import http.server
import json
import os
import socket
import sys
import threading
import urllib.parse

from desk import DeskCase, signed

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'build-aux'))
import tap

PACKAGES_KEY = 'packages-key-that-nobody-may-see'
GOOD = {'data': [{'id': 'a', 'name': 'Logic', 'description': 'Numbers and words'},
                 {'id': 'b', 'name': 'Court', 'description': 'What courts know'}], 'next': None}
BANNER = ("List displays incomplete data. An error occurred while fetching one or more packages from partner. "
          "Click 'Reload' button to try to fetch packages again")
NO_TLS = ['E06']


class Endpoint(http.server.BaseHTTPRequestHandler):
    """Answers as the server's `answer` says, a function of method, headers and body."""

    def do_GET(self):
        size = int(self.headers.get('content-length', 0))
        body = self.rfile.read(size)
        self.server.seen.append((self.command, self.path, dict(self.headers), body))
        status, headers, answer = self.server.answer(self, body)
        self.send_response(status)
        for name, value in ({'content-length': str(len(answer))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_OPTIONS = do_GET

    def log_message(self, *_):
        pass


def is_signed(request, body):
    return request.headers.get('x-stackone-signature') == signed(body)['x-stackone-signature']


def listing(value, **headers):
    return 200, {'content-type': 'application/json', 'access-control-allow-origin': '*'} | headers, (
        value if isinstance(value, bytes) else json.dumps(value).encode())


class PackageTest(DeskCase):
    def listen(self, answer):
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Endpoint)
        server.answer, server.seen = answer, []
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        server.url = f'http://127.0.0.1:{server.server_port}/packages'
        return server

    def probe(self, url, status=0, allow=True, **more):
        allowance = ('--allow', urllib.parse.urlsplit(url).netloc) if allow else ()
        variables = {'ASSAY_PACKAGES_KEY': PACKAGES_KEY} | more
        report, = self.run_json('package', 'test', url, *allowance, status=status, **variables)
        self.assertNotIn(PACKAGES_KEY, json.dumps(report))
        return report

    def findings(self, report):
        return [each['id'] for each in report['findings']]

    def assert_banner(self, report, finding, message=None):
        self.assertEqual((report['outcome'], report.get('banner'), report['packages']), ('banner', BANNER, []))
        first = report['findings'][0]
        self.assertEqual((first['id'], first['severity']), (finding, 'error'))
        if message:
            self.assertIn(message, first['message'])

    def test_a_desk_that_checks_passes(self):
        self.run_command('package', 'import', '-', text='id,name,description\na,Logic,Numbers and words\n')
        with open(os.path.join(self.folder, 'settings.ini'), 'a', encoding='utf-8') as settings:
            settings.write("[Assay]\npackages-check-signature='enforce'\npackages-check-basic='enforce'\n")
        desk = self.serve(ASSAY_PACKAGES_KEY=PACKAGES_KEY)
        report = self.probe(desk.url + '/packages')
        self.assertEqual([(call['name'], call['status']) for call in report['calls']], [
            ('colon', 200), ('no-colon', 200), ('no-job', 200), ('again', 200), ('wrong-signature', 401),
            ('get', 200), ('options', 204)])
        self.assertEqual(self.findings(report), NO_TLS)
        self.assertEqual((report['outcome'], report.get('banner')), ('dialog', None))
        self.assertEqual(report['packages'],
                         [{'id': 'a', 'name': 'Logic', 'description': 'Numbers and words'}])

    def test_people_see_the_dialog(self):
        server = self.listen(lambda request, body: listing(GOOD))
        said = self.run_command('package', 'test', server.url, '--allow', '127.0.0.0/8',
                                ASSAY_PACKAGES_KEY=PACKAGES_KEY).stdout
        self.assertIn('POST, key with colon: 200 after ', said)
        self.assertIn('E01 warning $: A wrong signature is not refused', said)
        self.assertTrue(said.endswith('The recruiter would choose from:\n  ☐ Logic – Numbers and words\n'
                                      '  ☐ Court – What courts know\n'), said)

    def test_people_read_the_banner(self):
        server = self.listen(lambda request, body: (500, {}, b'no'))
        said = self.run_command('package', 'test', server.url, '--allow', '127.0.0.0/8', status=1).stdout
        self.assertTrue(said.endswith(f'The recruiter would read:\n  ⚠ {BANNER}\n'), said)

    def test_calls_as_stackone_would(self):
        server = self.listen(lambda request, body: listing(GOOD) if is_signed(request, body) else (401, {}, b'{}'))
        report = self.probe(server.url)
        self.assertEqual(self.findings(report), NO_TLS + ['P09'])
        colon, no_colon, no_job, again, forged, get, options = server.seen
        self.assertEqual([each[0] for each in server.seen], ['POST'] * 5 + ['GET', 'OPTIONS'])
        self.assertEqual(json.loads(colon[3]), {'account_id': '456551489512493412', 'provider': 'smartrecruiters',
                                                'job_id': '49201091'})
        self.assertNotIn('job_id', json.loads(no_job[3]))
        self.assertEqual(again[3], colon[3])
        for call, key in ((colon, PACKAGES_KEY + ':'), (no_colon, PACKAGES_KEY), (get, PACKAGES_KEY + ':')):
            self.assertEqual(base64.b64decode(call[2]['Authorization'].removeprefix('Basic ')).decode(), key)
        self.assertNotEqual(forged[2]['x-stackone-signature'], colon[2]['x-stackone-signature'])
        self.assertNotIn('Authorization', options[2])

    def test_without_key_and_secret(self):
        server = self.listen(lambda request, body: listing(GOOD))
        report = self.probe(server.url, ASSAY_PACKAGES_KEY='', ASSAY_WEBHOOK_SECRETS='')
        self.assertEqual((report['key'], report['secret']), (False, False))
        self.assertNotIn('no-colon', [call['name'] for call in report['calls']])
        self.assertEqual(self.findings(report), ['E06', 'E01', 'E12', 'E12'])
        self.assertTrue(all('Authorization' not in each[2] for each in server.seen))

    def test_answers_that_show_the_banner(self):
        for answer, finding, message in (
                ((500, {}, b'no'), 'P01', '500'), ((204, {}, b''), 'P01', '204'),
                (listing(b'<html>'), 'P01', 'not JSON'), (listing({}), 'P01', '“data”'),
                (listing([]), 'P01', '“data”'), (listing({'data': {}}), 'P01', '“data”'),
                (listing({'data': [{'id': 7, 'name': 'N', 'description': 'D'}]}), 'P02', 'number'),
                ((200, {'content-type': 'application/json', 'content-length': '99'}, b'{"data":'), 'P01', 'answer'),
                (listing(b' ' * (16 * 1024 * 1024 + 1)), 'P01', 'larger than 16777216 bytes'),
                ((302, {}, b''), 'E02', 'leads nowhere'),
                ((307, {'location': '/again'}, b''), 'E02', 'more than 5 redirects'),
                ((307, {'location': 'http://10.0.0.1/'}, b''), 'E03', '10.0.0.1')):
            with self.subTest(answer=str(answer)[:80]):
                server = self.listen(lambda request, body, answer=answer: answer)
                self.assert_banner(self.probe(server.url, status=1), finding, message)

    def test_lists_with_faults(self):
        package = GOOD['data'][0]
        server = self.listen(lambda request, body: listing({'data': [package, package], 'next': 'x'}))
        report = self.probe(server.url, status=1)
        self.assertEqual([(each['id'], each['path']) for each in report['findings'][:2]],
                         [('P02', '$.data[1].id'), ('P06', '$.next')])
        self.assertEqual(report['outcome'], 'dialog')

    def test_redirects_are_followed_without_credentials(self):
        other = self.listen(lambda request, body: listing(GOOD))
        server = self.listen(lambda request, body: (307, {'location': other.url}, b''))
        other_host = other.url.removeprefix('http://').removesuffix('/packages')
        report, = self.run_json('package', 'test', server.url, '--allow', other_host, '--allow',
                                f'127.0.0.1:{server.server_port}', ASSAY_PACKAGES_KEY=PACKAGES_KEY)
        self.assertEqual(report['calls'][0]['redirects'], [other.url])
        self.assertIn('E02', self.findings(report))
        for _, _, headers, _ in other.seen:
            self.assertNotIn('Authorization', headers)
            self.assertNotIn('x-stackone-signature', headers)

    def test_private_addresses_need_to_be_allowed(self):
        server = self.listen(lambda request, body: listing(GOOD))
        for url in (server.url, server.url.replace('127.0.0.1', 'localhost'),
                    server.url.replace('127.0.0.1', '[::ffff:127.0.0.1]')):
            with self.subTest(url):
                self.assert_banner(self.probe(url, status=1, allow=False), 'E03', 'Not called')
        self.assertEqual(server.seen, [])

    def test_nobody_answers(self):
        with socket.create_server(('127.0.0.1', 0)) as taken:
            port = taken.getsockname()[1]
        self.assert_banner(self.probe(f'http://127.0.0.1:{port}/', status=1), 'P01', 'does not answer')
        self.assert_banner(self.probe('http://nowhere.invalid/', status=1, allow=False), 'P01', 'has no address')

    def test_faulty_command_lines(self):
        for arguments, said in ((('ftp://example.com/',), 'expected an address'),
                                (('http://u:geheim@example.com/',), 'without a password'),
                                (('http://example.com/', '--allow', 'here'), 'expected HOST:PORT'),
                                ((), 'expected: assayctl package test URL')):
            with self.subTest(arguments):
                answer = self.run_command('package', 'test', *arguments, status=2)
                self.assertIn(said, answer.stderr)
                self.assertNotIn('geheim', answer.stderr)


if __name__ == '__main__':
    tap.main()
