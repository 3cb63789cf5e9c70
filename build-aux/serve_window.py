# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Runs a GTK program whose window is shown in a browser, by GTK's Broadway backend.

usage: serve_window.py PROGRAM [ARGUMENT...]
"""

import contextlib
import getpass
import http.client
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

START_SECONDS = 20
SESSION_BUS = Path(__file__).resolve().parent / 'session-bus/session.conf'


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def answers(port):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=1)
    with contextlib.suppress(OSError), contextlib.closing(connection):
        connection.request('GET', '/')
        return connection.getresponse().status == http.HTTPStatus.OK
    return False


def start_server(environment):
    """Starts the server on a port that is free; returns it with the port."""
    port = free_port()
    server = subprocess.Popen(['gtk4-broadwayd', '--address', '127.0.0.1', '--port', str(port), ':1'],
                              env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    ended = os.pidfd_open(server.pid)
    deadline = time.monotonic() + START_SECONDS
    while not answers(port):
        # Returns early when the server ends.
        if select.select([ended], [], [], 0.05)[0] or time.monotonic() > deadline:
            server.kill()
            server.wait()
            os.close(ended)
            sys.exit(f'build-aux/run: the window server did not start on port {port}')
    os.close(ended)
    return server, port


def announce(port):
    print(f'Assay is at http://127.0.0.1:{port}/')
    print(f'From another machine: ssh -L {port}:127.0.0.1:{port} '
          f'{getpass.getuser()}@{socket.gethostname()}', flush=True)


def main(command):
    environment = dict(os.environ, GDK_BACKEND='broadway', BROADWAY_DISPLAY=':1')
    if 'DBUS_SESSION_BUS_ADDRESS' not in environment:
        command = ['dbus-run-session', f'--config-file={SESSION_BUS}', '--', *command]
    with tempfile.TemporaryDirectory(prefix='assay-window-') as folder:
        environment['XDG_RUNTIME_DIR'] = folder
        server, port = start_server(environment)
        program = subprocess.Popen(command, env=environment, start_new_session=True)

        def stop(number, _frame):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, number)

        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, stop)
        announce(port)
        try:
            code = program.wait()
        finally:
            server.terminate()
            server.wait()
    return 128 - code if code < 0 else code


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
