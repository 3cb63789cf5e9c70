# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""build-aux/serve_window.py with the real window server and programs that do little."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import unittest
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import tap

SERVE = Path(__file__).resolve().parents[2] / 'build-aux' / 'serve_window.py'
TIMEOUT = 30
WINDOW = '''
import gi
gi.require_version("Gtk", "4.0")
from gi.repository import Gtk
Gtk.init_check()
window = Gtk.Window()
window.present()
print("shown " + window.get_display().get_name(), flush=True)
input()
'''


COPY = '''
import os
import socket
input()
with socket.socket(socket.AF_UNIX) as copied:
    copied.connect(os.environ["ASSAY_BROWSER_CLIPBOARD"])
    copied.sendall("Zoë – 80 %".encode())
try:
    input()
except EOFError:
    pass
'''


class ServeTest(unittest.TestCase):
    def start(self, *command):
        environment = dict(os.environ, PYTHONWARNINGS='ignore')
        for name in ('DISPLAY', 'WAYLAND_DISPLAY', 'GDK_BACKEND', 'G_DEBUG'):
            environment.pop(name, None)
        process = subprocess.Popen([sys.executable, str(SERVE), *command], env=environment,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stdin.close)
        return process

    def address(self, process):
        for line in process.stdout:
            if match := re.match(r'Assay is at (http://127\.0\.0\.1:(\d+)/[\w-]{22}/)$', line):
                self.assertRegex(process.stdout.readline(),
                                 rf'^From another machine: ssh -L {match[2]}:127\.0\.0\.1:{match[2]} '
                                 r'\S+@\S+$')
                return match[1], int(match[2])
        return self.fail('no address was printed')

    def status(self, address, **headers):
        request = urllib.request.Request(address, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def handshake(self, address, host, origin):
        """Asks for the WebSocket and returns the first line of the answer."""
        parts = urllib.parse.urlsplit(address)
        lines = [f'GET {parts.path}socket HTTP/1.1', f'Host: {host}', 'Upgrade: websocket',
                 'Connection: Upgrade', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
                 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Protocol: broadway',
                 *([f'Origin: {origin}'] if origin else [])]
        with socket.create_connection(('127.0.0.1', parts.port), timeout=TIMEOUT) as connection:
            connection.sendall('\r\n'.join([*lines, '', '']).encode())
            with connection.makefile(encoding='latin-1', newline='\r\n') as answer:
                return answer.readline().rstrip()

    def assert_gone(self, port):
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(('127.0.0.1', port), timeout=TIMEOUT)

    def test_page_is_served_until_the_program_ends(self):
        process = self.start('sh', '-c', 'read -r line; exit 5')
        address, port = self.address(process)
        with urllib.request.urlopen(address, timeout=TIMEOUT) as page:
            self.assertEqual(page.status, 200)
            text = page.read().decode()
        self.assertIn('<title>Assay</title>', text)
        for name in re.findall(r'(?:src|href)="([^"]+)"', text):
            self.assertEqual((name, self.status(address + name)), (name, 200))
        process.stdin.write('go\n')
        process.stdin.flush()
        self.assertEqual(process.wait(TIMEOUT), 5)
        self.assert_gone(port)

    def test_signals_reach_the_program(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = self.start('sh', '-c', 'exec cat')
            _address, port = self.address(process)
            process.send_signal(number)
            self.assertEqual(process.wait(TIMEOUT), 128 + number)
            self.assert_gone(port)

    def test_strangers_are_refused(self):
        process = self.start('cat')
        address, port = self.address(process)
        top, own = f'http://127.0.0.1:{port}', f'127.0.0.1:{port}'
        self.assertEqual(self.status(f'{top}/'), 404)
        self.assertEqual(self.status(f'{top}/{"A" * 22}/'), 404)
        self.assertEqual(self.status(f'{address}other'), 404)
        self.assertEqual(self.status(address, Host=f'rebound.example:{port}'), 403)
        self.assertEqual(self.status(address, Origin='http://other.example'), 403)
        self.assertEqual(self.status(address, Origin='null'), 403)
        self.assertEqual(self.status(address, Origin=top), 200)
        for host, origin in ((own, 'http://other.example'), (own, f'http://localhost:{port}'),
                             (own, None), (f'rebound.example:{port}', top)):
            self.assertEqual(self.handshake(address, host, origin), 'HTTP/1.1 403 Forbidden')
        self.assertEqual(self.handshake(top + '/x/', own, top), 'HTTP/1.1 404 Not Found')
        self.assertRegex(self.handshake(address, own, top), r'^HTTP/1\.1 101 ')
        process.stdin.close()
        self.assertEqual(process.wait(TIMEOUT), 0)

    def read_copied(self, address, known=''):
        with urllib.request.urlopen(f'{address}copied{known}', timeout=TIMEOUT) as answer:
            return json.load(answer)

    def test_copied_text_is_told(self):
        process = self.start(sys.executable, '-c', COPY)
        address, _port = self.address(process)
        self.assertEqual(self.read_copied(address), {'number': 0, 'text': None})
        process.stdin.write('go\n')
        process.stdin.flush()
        self.assertEqual(self.read_copied(address, '?after=0'), {'number': 1, 'text': 'Zoë – 80 %'})
        self.assertEqual(self.read_copied(address, '?after=7'), {'number': 1, 'text': 'Zoë – 80 %'})
        self.assertEqual(self.read_copied(address, '?after=x'), {'number': 1, 'text': None})
        process.stdin.close()
        self.assertEqual(process.wait(TIMEOUT), 0)

    def test_gtk_shows_its_window_there(self):
        process = self.start(sys.executable, '-c', WINDOW)
        for line in process.stdout:
            if line.startswith('shown'):
                break
        self.assertEqual(line, 'shown Broadway\n')
        process.stdin.write('\n')
        process.stdin.flush()
        self.assertEqual(process.wait(TIMEOUT), 0)


if __name__ == '__main__':
    tap.main()
