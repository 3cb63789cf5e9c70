# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Runs a GTK program whose window is shown in a browser, by GTK's Broadway backend.

usage: serve_window.py PROGRAM [ARGUMENT...]

Broadway's own server takes a connection from any web page that finds its port. It is therefore
reached by a socket in a private folder only; what listens for the browser is the front below. It
answers who knows the token in the address, and no page of another origin.
"""

import asyncio
import contextlib
import getpass
import hmac
import http.client
import io
import json
import os
import re
import secrets
import signal
import socket
import sys
import tempfile
import time
from http import HTTPStatus
from pathlib import Path

START_SECONDS = 20
HEAD_SECONDS = 10
POLL_SECONDS = 25
CHUNK = 65536
HERE = Path(__file__).resolve().parent
SESSION_BUS = HERE / 'session-bus/session.conf'
ICON = 'data/icons/hicolor/scalable/apps/io.github.assaydesk.Assay.svg'
PAGE = b'''<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Assay</title>
<link rel="icon" type="image/svg+xml" href="icon.svg">
<link rel="stylesheet" href="window.css">
<script src="broadway.js"></script>
<script src="texts.js"></script>
<script src="window.js"></script>
</head>
<body><noscript>
<p>Assay needs JavaScript to show its window.</p>
<p lang="de">Assay braucht JavaScript, um sein Fenster zu zeigen.</p>
</noscript></body>
</html>
'''


async def ask_broadway(path, name):
    """Reads one file of Broadway's page."""
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(f'GET /{name} HTTP/1.0\r\n\r\n'.encode())
    head, _, body = (await reader.read(-1)).partition(b'\r\n\r\n')
    writer.close()
    if b' 200 ' not in head.split(b'\r\n')[0]:
        raise ConnectionError(f'no {name}')
    return body


async def pump(reader, writer):
    with contextlib.suppress(OSError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
    writer.close()


class Copies:
    """What the program copied last; Broadway itself has no way from its clipboard to the browser's."""

    def __init__(self, path):
        self.path = path
        self.number = 0
        self.text = ''
        self.news = asyncio.Condition()

    async def listen(self):
        return await asyncio.start_unix_server(self.take, self.path)

    async def take(self, reader, writer):
        text = (await reader.read(-1)).decode(errors='replace')
        writer.close()
        async with self.news:
            self.number += 1
            self.text = text
            self.news.notify_all()

    async def tell(self, known):
        """Waits some time for something newer than what is known; without that, tells how far it is."""
        if known is not None:
            with contextlib.suppress(asyncio.TimeoutError):
                async with self.news:
                    await asyncio.wait_for(self.news.wait_for(lambda: self.number != known), POLL_SECONDS)
        news = known is not None and self.number != known
        return json.dumps({'number': self.number, 'text': self.text if news else None}).encode()


class Front:
    """What listens for the browser."""

    def __init__(self, broadway, script, copies):
        self.broadway = broadway
        self.copies = copies
        self.token = secrets.token_urlsafe(16)
        self.port = None
        self.files = {
            '': ('text/html; charset=utf-8', PAGE),
            'broadway.js': ('text/javascript', script),
            'icon.svg': ('image/svg+xml', (HERE.parent / ICON).read_bytes()),
            'texts.js': ('text/javascript; charset=utf-8',
                         (HERE / 'serve_window_texts.js').read_bytes()),
            'window.css': ('text/css', (HERE / 'serve_window.css').read_bytes()),
            'window.js': ('text/javascript', (HERE / 'serve_window.js').read_bytes()),
        }

    async def listen(self):
        server = await asyncio.start_server(self.serve, '127.0.0.1', 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    def judge(self, method, target, headers):
        """Returns what is asked for and why it is refused."""
        hosts, origins = headers.get_all('host', []), headers.get_all('origin', [])
        token, slash, name = target.partition('?')[0].lstrip('/').partition('/')
        known = [f'{host}:{self.port}' for host in ('127.0.0.1', 'localhost')]
        if len(hosts) != 1 or hosts[0] not in known:
            return name, HTTPStatus.FORBIDDEN
        # A browser names the origin of whoever opens a WebSocket, but of no page it goes to.
        if origins != [f'http://{hosts[0]}'] and (origins or name == 'socket'):
            return name, HTTPStatus.FORBIDDEN
        if not slash or not hmac.compare_digest(token.encode(), self.token.encode()):
            return name, HTTPStatus.NOT_FOUND
        if method not in ('GET', 'HEAD'):
            return name, HTTPStatus.METHOD_NOT_ALLOWED
        return name, HTTPStatus.OK if name in (*self.files, 'copied', 'socket') else HTTPStatus.NOT_FOUND

    async def read(self, name, target):
        if name != 'copied':
            return self.files[name]
        known = re.search(r'[?]after=([0-9]{1,9})$', target)
        return 'application/json', await self.copies.tell(int(known[1]) if known else None)

    async def answer(self, writer, method, target, name, status):
        kind, body = await self.read(name, target) if status == HTTPStatus.OK else ('text/plain', b'')
        body = body or f'{status.value} {status.phrase}\n'.encode()
        head = [
            f'HTTP/1.1 {status.value} {status.phrase}', f'Content-Type: {kind}',
            f'Content-Length: {len(body)}', 'Connection: close', 'Cache-Control: no-store',
            'Referrer-Policy: no-referrer', 'X-Content-Type-Options: nosniff',
            # Broadway's script makes pictures of blobs and sets styles.
            "Content-Security-Policy: default-src 'none'; script-src 'self'; img-src 'self' blob:; "
            f"style-src 'self' 'unsafe-inline'; connect-src 'self' ws://127.0.0.1:{self.port} "
            f"ws://localhost:{self.port}; frame-ancestors 'none'; base-uri 'none'",
        ]
        writer.write('\r\n'.join([*head, '', '']).encode())
        if method != 'HEAD':
            writer.write(body)

    async def serve(self, reader, writer):
        with contextlib.suppress(OSError, ValueError, EOFError, asyncio.LimitOverrunError,
                                 http.client.HTTPException):
            head = await asyncio.wait_for(reader.readuntil(b'\r\n\r\n'), HEAD_SECONDS)
            line, _, rest = head.partition(b'\r\n')
            method, target, _version = line.decode('ascii').split(' ')
            name, status = self.judge(method, target, http.client.parse_headers(io.BytesIO(rest)))
            if status == HTTPStatus.OK and name == 'socket':
                await self.join(reader, writer, rest)
            else:
                await self.answer(writer, method, target, name, status)
                await writer.drain()
        writer.close()

    async def join(self, reader, writer, headers):
        """Hands the connection to Broadway's server, which answers as a WebSocket."""
        inner_reader, inner_writer = await asyncio.open_unix_connection(self.broadway)
        inner_writer.write(b'GET /socket HTTP/1.1\r\n' + headers)
        await asyncio.gather(pump(reader, inner_writer), pump(inner_reader, writer))


async def start_broadway(folder, environment):
    """Starts Broadway's server; returns it with its socket and its script."""
    path = f'{folder}/http'
    server = await asyncio.create_subprocess_exec(
        'gtk4-broadwayd', '--unixsocket', path, ':1', env=environment, start_new_session=True,
        stdout=asyncio.subprocess.DEVNULL)
    deadline = time.monotonic() + START_SECONDS
    while server.returncode is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            return server, path, await ask_broadway(path, 'broadway.js')
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(server.wait(), 0.05)
    await end(server)
    return sys.exit('build-aux/run: the window server did not start')


async def start_bus(environment):
    """Starts a session bus; returns it with its address. What it says of itself, such as limits that
    it may not raise, is nobody's concern."""
    bus = await asyncio.create_subprocess_exec(
        'dbus-daemon', f'--config-file={SESSION_BUS}', '--nofork', '--print-address=1',
        env=environment, start_new_session=True, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL)
    return bus, (await bus.stdout.readline()).decode().strip()


async def end(server):
    with contextlib.suppress(ProcessLookupError):
        server.terminate()
    await server.wait()


def announce(front):
    print(f'Assay is at http://127.0.0.1:{front.port}/{front.token}/')
    print(f'From another machine: ssh -L {front.port}:127.0.0.1:{front.port} '
          f'{getpass.getuser()}@{socket.gethostname()}', flush=True)


async def start(command, environment):
    """Starts the program, which then gets the signals that come to us."""
    program = await asyncio.create_subprocess_exec(*command, env=environment,
                                                   start_new_session=True)

    def stop(number):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop, number)
    return program


async def serve(command):
    # Broadway's server ends when any renderer but its own draws.
    environment = dict(os.environ, GDK_BACKEND='broadway', GSK_RENDERER='broadway',
                       BROADWAY_DISPLAY=':1')
    bus = None
    with tempfile.TemporaryDirectory(prefix='assay-window-') as folder:
        environment['XDG_RUNTIME_DIR'] = folder
        environment['ASSAY_BROWSER_CLIPBOARD'] = f'{folder}/copied'
        broadway, path, script = await start_broadway(folder, environment)
        try:
            if 'DBUS_SESSION_BUS_ADDRESS' not in environment:
                bus, environment['DBUS_SESSION_BUS_ADDRESS'] = await start_bus(environment)
            copies = Copies(f'{folder}/copied')
            copied = await copies.listen()
            front = Front(path, script, copies)
            listener = await front.listen()
            program = await start(command, environment)
            announce(front)
            code = await program.wait()
            listener.close()
            copied.close()
        finally:
            for server in filter(None, (bus, broadway)):
                await end(server)
    return 128 - code if code < 0 else code


if __name__ == '__main__':
    sys.exit(asyncio.run(serve(sys.argv[1:])))
