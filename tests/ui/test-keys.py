#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""The Demo profile without a mouse.

Usage: test-keys.py ASSAY; wants a display and a session bus of its own.
"""

import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '../build-aux'))
import tap  # noqa: E402
from driver import Assay, Atspi, private_environment, wait_for  # noqa: E402

ASSAY = os.path.abspath(sys.argv.pop(1))
ORDER = {
    'candidate': {'id': 'c28xIQ0L8-buHWaN4YycogCk8V'},
    'job': {'id': 'c28xIQCCQ2Zvkmqk5biEuO8fw7'},
    'packages': ['c28xIQOUbKZP942TymEJCkN8u2'],
}


class KeysTest(unittest.TestCase):
    def setUp(self):
        self.pressed = 0
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.assay = Assay([ASSAY, '--profile', 'demo'], private_environment(folder.name))
        self.addCleanup(self.assay.quit)
        wait_for('the first orders of the demo', lambda: self.assay.find(r'^Today: [3-9] verified'))

    def press(self, *keys):
        self.pressed += len(keys)
        self.assay.press(*keys)

    def focus_when(self, condition):
        """What the keyboard works on, once that is what is awaited."""
        def find():
            node = self.assay.focus()
            return node if node is not None and condition(node) else None
        return wait_for('the focus', find)

    def test_new_order_is_sent(self):
        self.focus_when(lambda node: node.get_role() == Atspi.Role.LIST_ITEM)
        answer = self.assay.ask('/_simulator/orders', ORDER)
        wait_for('the row', lambda: self.assay.find(r'^Priya Raman$'))
        self.press('n')
        self.focus_when(lambda node: node.get_role() == Atspi.Role.RADIO_BUTTON and node.get_name() == 'Pending')
        self.press('Right', 'space')
        wait_for('the card', lambda: self.assay.find(r'^Cognitive Ability: In Progress'))
        self.press('ctrl+Return')
        wait_for('the result', lambda: self.assay.find_word(answer['orders'][0]['id']) == 'In Progress')
        self.assertEqual(self.pressed, 4)

    def test_search_and_back(self):
        self.press('ctrl+f')
        self.focus_when(lambda node: node.get_role() == Atspi.Role.ENTRY)
        self.press('z', 'Escape')
        self.focus_when(lambda node: node.get_role() == Atspi.Role.LIST_ITEM)
        self.press('ctrl+f')
        self.focus_when(lambda node: node.get_role() == Atspi.Role.ENTRY)
        self.press('Down')
        self.focus_when(lambda node: node.get_role() == Atspi.Role.LIST_ITEM)

    def test_sidebar(self):
        node = self.focus_when(lambda node: node.get_role() == Atspi.Role.LIST_ITEM)
        while not node.get_name().startswith('Orders'):
            before = node.get_name()
            self.press('shift+Tab')
            node = self.focus_when(lambda node: node.get_name() != before)
        self.press('Down')
        self.focus_when(lambda node: node.get_name() == 'Packages')
        wait_for('the page', lambda: self.assay.find(r'^Catalogue$') or self.assay.find(r'^No Packages Yet$'))
        self.press('Down')
        self.focus_when(lambda node: node.get_name() == 'Accounts')
        wait_for('the page', lambda: self.assay.find(r'^No Accounts Yet$') or self.assay.find(r'^Linked Accounts$'))
        self.press('Down')
        self.focus_when(lambda node: node.get_name() == 'Mapping')
        wait_for('the page', lambda: self.assay.find(r'^Try a Result$'))
        self.press('Up', 'Up', 'Up')
        self.focus_when(lambda node: node.get_name().startswith('Orders'))
        self.press('Tab', 'Tab')
        self.focus_when(lambda node: node.get_name() == 'Add an Order')

        self.press('shift+Tab', 'shift+Tab', 'Down', 'Down', 'Down', 'ctrl+f')
        self.focus_when(lambda node: node.get_name() == 'Search orders')

    def focus_named(self, role, name):
        return self.focus_when(lambda node: node.get_role() == role and node.get_name() == name)

    def test_preferences(self):
        self.assay.activate('preferences')
        self.focus_named(Atspi.Role.TOGGLE_BUTTON, 'Search')
        self.press('Tab', 'Tab')
        self.focus_named(Atspi.Role.TOGGLE_BUTTON, 'Webhooks with a wrong signature: Refuse')
        self.press('space')
        self.focus_named(Atspi.Role.LIST_ITEM, 'Refuse')
        self.press('Down', 'Return')
        self.focus_named(Atspi.Role.TOGGLE_BUTTON, 'Webhooks with a wrong signature: Accept and Warn')

        self.press('Tab')
        age = self.focus_named(Atspi.Role.SPIN_BUTTON, 'Mark webhooks older than').get_value_iface()
        self.press('ctrl+a', '9', 'space', 'm', 'i', 'n', 'Return')
        wait_for('nine minutes', lambda: age.get_current_value() == 540)
        self.press('Up')
        wait_for('a second more', lambda: age.get_current_value() == 541)


if __name__ == '__main__':
    tap.main()
