# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Starts Assay and works it as a person does: through what a screen reader sees.

Wants a display and a session bus of its own.
"""

import contextlib
import json
import os
import re
import subprocess
import time
import urllib.request

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

WAIT_SECONDS = 20


def wait_for(what, condition, seconds=WAIT_SECONDS):
    """Lets events in until the condition answers something; names what never came."""
    context = GLib.MainContext.default()
    end = time.monotonic() + seconds
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


NOTIFICATIONS = Gio.DBusNodeInfo.new_for_xml('''<node>
  <interface name="org.freedesktop.Notifications">
    <method name="GetCapabilities"><arg type="as" direction="out"/></method>
    <method name="GetServerInformation">
      <arg type="s" direction="out"/><arg type="s" direction="out"/>
      <arg type="s" direction="out"/><arg type="s" direction="out"/>
    </method>
    <method name="Notify">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
      <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
    </method>
    <method name="CloseNotification"><arg type="u" direction="in"/></method>
    <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  </interface>
</node>''').interfaces[0]


class Notifications:
    """The desktop's notifications: those that stand, by their number, each with title, text and buttons."""

    PATH = '/org/freedesktop/Notifications'

    def __init__(self):
        self.standing = {}
        self.last = 0
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.object = self.bus.register_object_with_closures2(self.PATH, NOTIFICATIONS, self.called, None, None)
        self.name = Gio.bus_own_name_on_connection(self.bus, NOTIFICATIONS.name,
                                                   Gio.BusNameOwnerFlags.NONE, None, None)

    def called(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        answer = None
        if method == 'GetCapabilities':
            answer = GLib.Variant('(as)', (['actions', 'body'],))
        elif method == 'GetServerInformation':
            answer = GLib.Variant('(ssss)', ('test', 'Assay', '1', '1.2'))
        elif method == 'Notify':
            _, replaced, _, title, text, buttons, _, _ = parameters.unpack()
            self.last = replaced or self.last + 1
            self.standing[self.last] = (title, text, buttons[1::2], buttons[::2])
            answer = GLib.Variant('(u)', (self.last,))
        elif method == 'CloseNotification':
            self.standing.pop(parameters.unpack()[0], None)
        invocation.return_value(answer)

    def find(self, title, text):
        for number, notification in self.standing.items():
            if notification[:2] == (title, text):
                return number
        return None

    def press(self, number, button):
        """As a desktop does it: a notification that was answered goes away."""
        _, _, names, actions = self.standing.pop(number)
        parameters = GLib.Variant('(us)', (number, actions[names.index(button)]))
        self.bus.emit_signal(None, self.PATH, NOTIFICATIONS.name, 'ActionInvoked', parameters)

    def close(self):
        Gio.bus_unown_name(self.name)
        self.bus.unregister_object(self.object)


class Assay:
    """One run of the application; `command` starts it."""

    def __init__(self, command, environment, demo=True, stderr=subprocess.DEVNULL):
        self.process = subprocess.Popen(command, env=environment, text=True,
                                        stdout=subprocess.PIPE, stderr=stderr)
        if demo:
            self.url = self.read_simulator_url()
            wait_for('the receiver', lambda: self.find(r'^http://'))

    def read_simulator_url(self):
        for line in self.process.stdout:
            found = re.search(r'simulator listens at (http\S+)', line)
            if found:
                return found.group(1)
        raise AssertionError('Assay ended before its simulator listened')

    def ask(self, path, body=None, method=None):
        request = urllib.request.Request(self.url + path, method=method, headers={
            'Content-Type': 'application/json'})
        data = json.dumps(body).encode() if body is not None else None
        with urllib.request.urlopen(request, data, WAIT_SECONDS) as answer:
            return json.load(answer)

    def nodes(self, frame=''):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            # Nothing else on this bus draws a window; a sandbox hides the number of the process.
            if application is not None and application.get_name() == 'assay':
                # What is cached goes stale when a row of a list is used again for another order.
                application.set_cache_mask(Atspi.Cache.NONE)
                for i in range(application.get_child_count()):
                    window = application.get_child_at_index(i)
                    if window is not None and frame in (window.get_name() or ''):
                        yield from walk(window)

    def find(self, pattern, role=None, frame=''):
        for node in self.nodes(frame):
            if (re.search(pattern, node.get_name() or '') and is_showing(node)
                    and (role is None or node.get_role() == role)):
                return node
        return None

    def operate(self, pattern, role=None, frame=''):
        """Does what the node offers first, without a pointer."""
        node = wait_for(pattern, lambda: self.find(pattern, role, frame))
        node.get_action_iface().do_action(0)

    def do(self, name):
        """Does an action that a widget has for those within it."""
        def find():
            for node in self.nodes():
                action = node.get_action_iface()
                for i in range(action.get_n_actions() if action is not None else 0):
                    if action.get_action_name(i) == name:
                        return action, i
            return None
        action, i = wait_for(name, find)
        action.do_action(i)

    def click(self, pattern, frame=''):
        """Clicks where something stands; rows of a list offer a screen reader no action."""
        node = wait_for(pattern, lambda: self.find(pattern, frame=frame))
        extents = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        subprocess.run(['xdotool', 'mousemove', str(extents.x + extents.width // 2),
                        str(extents.y + extents.height // 2), 'click', '1'], check=True)

    def open_order(self, name):
        """Clicks the row of an order; one that arrives meanwhile can push it away."""
        for _ in range(WAIT_SECONDS):
            self.click(f'^{name}$')
            with contextlib.suppress(AssertionError):
                wait_for('an order', lambda: self.find(r'^Send$'), seconds=2)
                if self.find(f'^{name}$'):
                    return
                self.find(r'^Back$').get_action_iface().do_action(0)
        raise AssertionError(f'the order of {name} never opened')

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

    def show_tab(self, name):
        tab = wait_for(name, lambda: self.find(f'^{name}$', Atspi.Role.PAGE_TAB))
        tab.get_action_iface().do_action(0)

    def send_result(self):
        """Fills in the result of the order that is open, sends it and waits until it is delivered.

        Returns the sentence with which the preview describes itself."""
        self.click(r'^Completed$')
        for name, text in (('Value', '80'), ('Minimum', '0'), ('Maximum', '100')):
            self.type_into(f'^{name}$', text)
        preview = wait_for('the preview', lambda: self.find(r'^Cognitive Ability: Completed, .*80'))
        sentence = preview.get_name()
        self.click(r'^Send$')
        self.show_tab('Timeline')
        wait_for('the delivery', lambda: self.find(r'^Result delivered'))
        return sentence

    def ask_card(self, order_id):
        """What the recruiter sees of an order, as the simulator tells it."""
        cards = self.ask('/_simulator/cards')['cards']
        return next(card for card in cards if card['order_id'] == order_id)

    def find_word(self, order_id):
        return self.ask_card(order_id)['status']['word']

    def find_card(self, order_id):
        card = self.ask_card(order_id)
        return card['status']['word'], card['score']['text']

    def press(self, *keys):
        """Presses keys, one after the other."""
        subprocess.run(['xdotool', 'key', *keys], check=True)

    def focus(self):
        """What the keyboard works on."""
        for node in self.nodes():
            if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                return node
        return None

    def activate(self, action):
        """Does what the menu would do; its items have no name for a screen reader."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        bus.call_sync('io.github.assaydesk.Assay', '/io/github/assaydesk/Assay', 'org.gtk.Actions', 'Activate',
                      GLib.Variant('(sava{sv})', (action, [], {})), None, Gio.DBusCallFlags.NONE, -1)

    def look_away(self):
        """The user looks at something else: neither pointer nor keyboard are in the window."""
        root = subprocess.run(['xdotool', 'search', '--maxdepth', '0', ''], check=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True).stdout.split()[0]
        subprocess.run(['xdotool', 'mousemove', '1360', '760', 'windowfocus', root], check=True)
        wait_for('a window that is not active',
                 lambda: not any(node.get_state_set().contains(Atspi.StateType.ACTIVE)
                                 for node in self.nodes() if node.get_role() == Atspi.Role.FRAME))

    def quit(self):
        self.process.terminate()
        self.process.wait(WAIT_SECONDS)
        self.process.stdout.close()
