# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""build-aux/serve_window.py with the real window server and programs that do little."""

import os
import re
import signal
import socket
import subprocess
import sys
import unittest
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

    def port(self, process):
        for line in process.stdout:
            if match := re.match(r'Assay is at http://127\.0\.0\.1:(\d+)/$', line):
                port = int(match[1])
                self.assertRegex(process.stdout.readline(),
                                 rf'^From another machine: ssh -L {port}:127\.0\.0\.1:{port} \S+@\S+$')
                return port
        return self.fail('no address was printed')

    def assert_gone(self, port):
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(('127.0.0.1', port), timeout=TIMEOUT)

    def test_page_is_served_until_the_program_ends(self):
        process = self.start('sh', '-c', 'read -r line; exit 5')
        port = self.port(process)
        with urllib.request.urlopen(f'http://127.0.0.1:{port}/', timeout=TIMEOUT) as page:
            self.assertEqual(page.status, 200)
        process.stdin.write('go\n')
        process.stdin.flush()
        self.assertEqual(process.wait(TIMEOUT), 5)
        self.assert_gone(port)

    def test_signals_reach_the_program(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = self.start('sh', '-c', 'exec cat')
            port = self.port(process)
            process.send_signal(number)
            self.assertEqual(process.wait(TIMEOUT), 128 + number)
            self.assert_gone(port)

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
