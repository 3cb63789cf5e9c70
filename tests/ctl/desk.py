# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""The real programs for tests: a simulator, a serving desk, and single commands beside them."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import select
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

ASSAYCTL = os.environ['ASSAYCTL']
KEY = 'v1.test.key-that-nobody-may-see'
SECRET = 'whsec_that_nobody_may_see'
ACCOUNT = '456551489512493412'
PATIENCE = 20
SENDERS = 4


def environment(**more):
    variables = {name: value for name, value in os.environ.items()
                 if not name.startswith('ASSAY_')}
    return variables | {'ASSAY_STACKONE_API_KEY': KEY, 'ASSAY_WEBHOOK_SECRETS': SECRET} | more


def call(method, url, body=None, headers=None):
    """The status and the JSON of an answer; status 0 when the peer went away."""
    data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
    headers = {'content-type': 'application/json'} | (headers or {})
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b'null')
    except (OSError, http.client.HTTPException):
        return 0, None


def signed(body):
    digest = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
    return {'x-stackone-signature': base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}


class Program:
    """A program that prints a ready line and runs until it is stopped."""

    def __init__(self, *arguments, program=ASSAYCTL, **variables):
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen([program, *arguments], env=environment(**variables),
                                        stdout=subprocess.PIPE, stderr=self.errors)
        readable, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        self.line = self.process.stdout.readline().decode() if readable else ''
        if not self.line:
            self.process.kill()
            raise AssertionError(f'{arguments[0]} did not start: {self.stop()}')
        self.url = json.loads(self.line)['url']

    def stop(self):
        """Ends it if it still runs; gives its exit code and everything it said."""
        if self.process.poll() is None:
            self.process.terminate()
        rest, _ = self.process.communicate(timeout=PATIENCE)
        self.errors.seek(0)
        return self.process.returncode, self.line + rest.decode() + self.errors.read().decode()


def webhook(number):
    return json.dumps({
        'project_id': 'p1', 'account_id': ACCOUNT, 'event': 'ats_assessments.created',
        'event_date': '2026-01-31T09:30:00.000Z', 'record_id': f'32233237157530{number:05d}',
        'event_data': {'id': f'32233237157530{number:05d}', 'package': {'name': 'Logic'}},
    }).encode()


class Sender(threading.Thread):
    """Delivers webhooks one after another until the peer is gone; keeps what was answered 200."""

    def __init__(self, url, numbers, enough=1):
        super().__init__()
        self.url, self.numbers, self.enough, self.accepted = url, numbers, enough, []
        self.has_enough = threading.Event()

    def run(self):
        for number in self.numbers:
            body = webhook(number)
            status, _ = call('POST', self.url + '/webhooks/stackone', body, signed(body))
            if status != 200:
                break
            self.accepted.append(f'32233237157530{number:05d}')
            if len(self.accepted) == self.enough:
                self.has_enough.set()
        self.has_enough.set()


def send_until(desk, number, first, enough=1):
    """Sends signal `number` to a busy desk once each sender has had `enough` answers; returns what it
    had answered 200."""
    senders = [Sender(desk.url, range(first + i * 1000, first + i * 1000 + 1000), enough)
               for i in range(SENDERS)]
    for sender in senders:
        sender.start()
    late = [sender for sender in senders if not sender.has_enough.wait(PATIENCE)]
    desk.process.send_signal(number)
    accepted = []
    for sender in senders:
        sender.join(PATIENCE)
        accepted += sender.accepted
    if late:
        raise AssertionError(f'{len(late)} of {SENDERS} were not answered')
    return accepted


class DeskCase(unittest.TestCase):
    """A folder for a desk; nothing that any program says may hold a secret."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='assay-desk-')
        self.addCleanup(folder.cleanup)
        self.folder = os.path.join(folder.name, 'desk')

    def start(self, *arguments, **variables):
        program = Program(*arguments, **variables)
        self.addCleanup(self.finish, program)
        command_line = open(f'/proc/{program.process.pid}/cmdline', 'rb').read()
        self.keep_secret(command_line.decode())
        return program

    def finish(self, program):
        _, said = program.stop()
        self.keep_secret(said)

    def keep_secret(self, text):
        self.assertNotIn(KEY, text)
        self.assertNotIn(SECRET, text)

    def serve(self, **variables):
        return self.start('serve', '--data-dir', self.folder, '--listen', '127.0.0.1:0',
                          **variables)

    def wait_until_said(self, desk, text):
        deadline = time.monotonic() + PATIENCE
        said = ''
        while text not in said and time.monotonic() < deadline:
            said = os.pread(desk.errors.fileno(), 65536, 0).decode()
        self.assertIn(text, said)

    def run_command(self, *arguments, status=0, text='', **variables):
        answer = subprocess.run([ASSAYCTL, *arguments, '--data-dir', self.folder], text=True,
                                input=text, capture_output=True, env=environment(**variables),
                                timeout=60, check=False)
        self.keep_secret(answer.stdout + answer.stderr)
        self.assertEqual(answer.returncode, status, answer.stdout + answer.stderr)
        return answer

    def run_json(self, *arguments, **more):
        output = self.run_command(*arguments, '--json', **more).stdout
        return [json.loads(line) for line in output.splitlines()]

    def order_two(self, simulator):
        """Lets the recruiter order two packages and gives the two ids."""
        _, packages = call('GET', f'{simulator.url}/unified/ats/assessments/packages', headers={
            'x-account-id': ACCOUNT,
            'authorization': 'Basic ' + base64.b64encode(f'{KEY}:'.encode()).decode()})
        status, answer = call('POST', f'{simulator.url}/_simulator/orders', {
            'candidate': {'first_name': 'Zoë', 'last_name': 'Müller', 'email': 'z@mail.example'},
            'job': {'title': 'Backend Engineer'}, 'kind': 'assessment', 'mode': 'ad_hoc',
            'packages': [each['id'] for each in packages['data'][:2]]})
        self.assertEqual(status, 201, answer)
        return [each['id'] for each in answer['orders']]
