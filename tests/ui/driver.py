# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Starts Assay and works it as a person does: through what a screen reader sees.

Wants a display and a session bus of its own.
"""

import json
import os
import re
import subprocess
import time
import urllib.request

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

WAIT_SECONDS = 20


def wait_for(what, condition):
    """Lets events in until the condition answers something; names what never came."""
    context = GLib.MainContext.default()
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        try:
            answer = condition()
        except GLib.Error:
            # What was on screen a moment ago is gone; the next round sees what is there now.
            answer = None
        if answer:
            return answer
        wake = GLib.timeout_add(50, lambda: GLib.SOURCE_REMOVE)
        context.iteration(True)
        if context.find_source_by_id(wake):
            GLib.source_remove(wake)
    raise AssertionError(f'{what} never came')


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


def is_showing(node):
    return node.get_state_set().contains(Atspi.StateType.SHOWING)


def private_environment(folder):
    return dict(os.environ, HOME=folder, XDG_DATA_HOME=f'{folder}/data',
                XDG_CONFIG_HOME=f'{folder}/config', XDG_CACHE_HOME=f'{folder}/cache',
                G_MESSAGES_DEBUG='assay-app', GTK_A11Y='atspi', LC_ALL='C.UTF-8')


class Assay:
    """One run of the application; `command` starts it."""

    def __init__(self, command, environment, demo=True):
        self.process = subprocess.Popen(command, env=environment, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if demo:
            self.url = self.read_simulator_url()
            wait_for('the receiver', lambda: self.find(r'^http://'))

    def read_simulator_url(self):
        for line in self.process.stdout:
            found = re.search(r'simulator listens at (http\S+)', line)
            if found:
                return found.group(1)
        raise AssertionError('Assay ended before its simulator listened')

    def ask(self, path, body=None):
        request = urllib.request.Request(self.url + path, headers={
            'Content-Type': 'application/json'})
        data = json.dumps(body).encode() if body is not None else None
        with urllib.request.urlopen(request, data, WAIT_SECONDS) as answer:
            return json.load(answer)

    def nodes(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            # Nothing else on this bus draws a window; a sandbox hides the number of the process.
            if application is not None and application.get_name() == 'assay':
                yield from walk(application)

    def find(self, pattern, role=None):
        for node in self.nodes():
            if (re.search(pattern, node.get_name() or '') and is_showing(node)
                    and (role is None or node.get_role() == role)):
                return node
        return None

    def click(self, pattern):
        """Clicks where something stands; rows of a list offer a screen reader no action."""
        node = wait_for(pattern, lambda: self.find(pattern))
        extents = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        subprocess.run(['xdotool', 'mousemove', str(extents.x + extents.width // 2),
                        str(extents.y + extents.height // 2), 'click', '1'], check=True)

    def type_into(self, pattern, text):
        def find_entry():
            for node in self.nodes():
                if (re.search(pattern, node.get_name() or '') and is_showing(node)
                        and node.get_editable_text_iface() is not None):
                    return node
            return None
        entry = wait_for(pattern, find_entry)
        entry.get_editable_text_iface().set_text_contents(text)

    def type_score(self, text):
        self.type_into('^Value$', text)

    def quit(self):
        self.process.terminate()
        self.process.wait(WAIT_SECONDS)
        self.process.stdout.close()
