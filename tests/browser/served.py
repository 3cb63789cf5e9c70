# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""A browser, and Assay in it."""

import json
import os
import re
import select
import subprocess
import sys
from pathlib import Path

TESTS = os.path.abspath(f'{os.path.dirname(__file__)}/..')
sys.path[:0] = [f'{TESTS}/build-aux', f'{TESTS}/ui']
from driver import WAIT_SECONDS, Assay  # noqa: E402

SERVE = [sys.executable, f'{TESTS}/../build-aux/serve_window.py']


def served_environment(environment):
    """Without any display but the one that is made."""
    return {name: value for name, value in environment.items()
            if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'GDK_BACKEND')}


class Lines:
    """What a process prints, each line awaited for some time only."""

    def __init__(self, process):
        # Without a buffer, so that what waits in the pipe is all there is.
        self.stream = os.fdopen(os.dup(process.stdout.fileno()), 'rb', buffering=0)

    def next(self):
        if not select.select([self.stream], [], [], WAIT_SECONDS)[0]:
            raise AssertionError('no line came')
        return self.stream.readline().decode().rstrip('\n')

    def find(self, pattern):
        while line := self.next():
            if found := re.search(pattern, line):
                return found
        raise AssertionError(f'{pattern} never came')

    def close(self):
        self.stream.close()


class Browser:
    """Tabs of one browser; an action of page.mjs is a method."""

    def __init__(self):
        self.process = subprocess.Popen(['node', f'{TESTS}/browser/page.mjs'], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __getattr__(self, name):
        def act(*values):
            self.process.stdin.write(json.dumps([name, *values]) + '\n')
            self.process.stdin.flush()
            return json.loads(self.process.stdout.readline())
        return act

    def close(self):
        self.process.stdin.close()
        self.process.wait(WAIT_SECONDS)
        self.process.stdout.close()


class Served(Assay):
    """Assay in a tab of a browser. GTK tells no screen reader of a window there, so what was done
    is read from the simulator."""

    def __init__(self, program, environment, browser, size):
        settings = Path(environment['XDG_CONFIG_HOME'], 'gtk-4.0/settings.ini')
        settings.parent.mkdir(parents=True)
        # Otherwise something always moves.
        settings.write_text('[Settings]\ngtk-cursor-blink=false\n', encoding='utf-8')
        super().__init__([*SERVE, program, '--profile', 'demo'], served_environment(environment),
                         demo=False)
        lines = ''
        while not ('simulator listens at' in lines and 'Assay is at' in lines):
            line = self.process.stdout.readline()
            if not line:
                raise AssertionError('Assay ended before it was served')
            lines += line
        self.url = re.search(r'simulator listens at (http\S+)', lines)[1]
        self.address = re.search(r'Assay is at (\S+)', lines)[1]
        self.browser = browser
        self.tab = browser.open(self.process.pid, self.address, *size, True)

    def cards_of(self, first_name):
        """What the recruiter sees of a person: package, word and score of each order."""
        people = self.ask('/_simulator/candidates')['candidates']
        person = next(person for person in people if person['first_name'] == first_name)
        cards = self.ask(f'/_simulator/cards?candidate={person["id"]}')['cards']
        return [(card['package'], card['status']['word'], (card['score'] or {}).get('text'))
                for card in cards]
