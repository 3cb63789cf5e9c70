#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Nothing is complained of from the first line to the last: what stands on stderr is a fault.

Works the Demo profile by what a screen reader can do alone, so that it goes without a pointer too.

Usage: test-quiet.py ASSAY; wants a session bus of its own, and a display or, with
GDK_BACKEND=wayland, weston.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '../build-aux'))
import tap  # noqa: E402
from driver import Assay, Atspi, Notifications, is_showing, private_environment, wait_for  # noqa: E402

ASSAY = os.path.abspath(sys.argv.pop(1))
WAYLAND = os.environ.get('GDK_BACKEND') == 'wayland'
SOCKET = 'assay-test'
SIMULATOR = 'Recruiter Simulator'


class QuietTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.environment = private_environment(folder.name)
        if WAYLAND:
            self.start_weston(folder.name)
        # A desktop has it; without a seat no window is active, and each order is told.
        notifications = Notifications()
        self.addCleanup(notifications.close)

    def start_weston(self, folder):
        """A compositor without a screen and without a seat."""
        if shutil.which('weston') is None:
            self.skipTest('weston is not installed')
        place = os.path.join(folder, 'runtime')
        os.mkdir(place, mode=0o700)
        self.environment.update(XDG_RUNTIME_DIR=place, WAYLAND_DISPLAY=SOCKET)
        self.environment.pop('DISPLAY', None)
        weston = subprocess.Popen(['weston', '--backend=headless', f'--socket={SOCKET}', '--no-config',
                                   '--width=1366', '--height=768'],
                                  env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(weston.wait)
        self.addCleanup(weston.terminate)
        wait_for('the compositor', lambda: os.path.exists(os.path.join(place, SOCKET)))

    def press(self, pattern, role=Atspi.Role.BUTTON, frame=''):
        self.assay.operate(pattern, role, frame)

    def close(self, pattern, frame=''):
        """Closes what holds a node; the last button that closes is that of a dialog."""
        buttons = [node for node in self.assay.nodes(frame)
                   if node.get_role() == Atspi.Role.BUTTON and node.get_name() == 'Close' and is_showing(node)]
        buttons[-1].get_action_iface().do_action(0)
        wait_for(f'the end of {pattern}', lambda: not self.assay.find(pattern, frame=frame))

    def test_start_use_and_stop(self):
        with tempfile.TemporaryFile(mode='w+') as complaints:
            self.assay = Assay([ASSAY, '--profile', 'demo'], self.environment, stderr=complaints)
            self.addCleanup(self.assay.quit)
            wait_for('the first orders of the demo', lambda: self.assay.find(r'^Today: [3-9] verified'))
            self.use()
            self.assay.activate('quit')
            self.assertEqual(self.assay.process.wait(20), 0)
            complaints.seek(0)
            self.assertEqual(complaints.read(), '')

    def use(self):
        self.assay.do('orders.newest')
        self.press('^Completed$', Atspi.Role.RADIO_BUTTON)
        for name, text in (('Value', '80'), ('Minimum', '0'), ('Maximum', '100')):
            self.assay.type_into(f'^{name}$', text)
        wait_for('the preview', lambda: self.assay.find('^.*: Completed, .*80'))
        self.press('^JSON$')
        wait_for('the JSON', lambda: self.assay.find('^Result as JSON$'))
        self.close('^Result as JSON$')
        self.press('^Send$')
        for name, words in (('Details', '^Mail address$'), ('Timeline', '^Result delivered')):
            self.assay.show_tab(name)
            wait_for(words, lambda: self.assay.find(words))
        self.assay.activate('preferences')
        for name in ('Sending', 'Desktop'):
            self.assay.show_tab(name)
        self.close('^Desktop$')
        self.assay.activate('about')
        wait_for('About', lambda: self.assay.find('^Report an Issue$'))
        self.close('^Report an Issue$')
        self.assay.activate('simulator')
        self.press('Order assessments$', frame=SIMULATOR)
        wait_for('the packages', lambda: self.assay.find('^Search Packages$'))
        self.press('^Cancel$', frame=SIMULATOR)
        wait_for('the end of the packages', lambda: not self.assay.find('^Search Packages$'))
        self.close('^Applicant profile$', SIMULATOR)


if __name__ == '__main__':
    tap.main()
