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
import time
import unittest
import urllib.error
import urllib.request

ASSAYCTL = os.environ['ASSAYCTL']
KEY = 'v1.test.key-that-nobody-may-see'
SECRET = 'whsec_that_nobody_may_see'
ACCOUNT = '456551489512493412'
PATIENCE = 20


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
