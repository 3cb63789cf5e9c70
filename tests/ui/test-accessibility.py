#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""What a screen reader is told on each page, in each dialog and in each menu.

On each of them:

- Whatever the keyboard can reach has a name: its own, or that of what labels it. A container that
  hands the focus on to what it contains (scroll pane, list, panel) needs none, nor does the picture
  of the choice inside a drop-down, nor can an item of a menu be given one.
- No two of them within one window or dialog have role, name and description in common: six buttons
  “Copy” are not told apart by the rows they stand in, for who walks with the Tab key hears the
  button first. An expander and its first row are one; rows that tell facts may tell the same fact
  twice; and a text to select is no control.
- Buttons, check boxes and switches can be operated.

Usage: test-accessibility.py ASSAY; wants a display and a session bus of its own.
"""

import collections
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '../build-aux'))
import tap  # noqa: E402
from driver import Assay, Atspi, is_showing, private_environment, wait_for  # noqa: E402

ASSAY = os.path.abspath(sys.argv.pop(1))
ORDER = {
    'candidate': {'id': 'c28xIQ0L8-buHWaN4YycogCk8V'},
    'job': {'id': 'c28xIQCCQ2Zvkmqk5biEuO8fw7'},
    'packages': ['c28xIQOUbKZP942TymEJCkN8u2'],
}

Role = Atspi.Role
CONTAINERS = {Role.SCROLL_PANE, Role.LIST, Role.PANEL}
DROP_DOWNS = {Role.COMBO_BOX}
WINDOWS = {Role.FRAME, Role.DIALOG, Role.WINDOW, Role.MENU, Role.POPUP_MENU}
OPERABLE = {Role.BUTTON, Role.TOGGLE_BUTTON, Role.CHECK_BOX, Role.SWITCH, Role.RADIO_BUTTON}
# GTK 4.18 keeps the words of a menu made from a model to itself.
MENU_ITEMS = {Role.MENU_ITEM, Role.RADIO_MENU_ITEM, Role.CHECK_MENU_ITEM}
FACTS = {'Timeline', 'Invisible to the Recruiter'}
# The pages, each with the first of its groups.
PREFERENCES = {'Receiving': 'Webhooks', 'Sending': 'Orders', 'Desktop': 'Notifications'}
# libadwaita names it; the row it belongs to is read before it.
ROWS_OWN = {'Show Password'}


class Spoken:
    """A node as it was when it was looked at: each question to the application takes its time."""

    def __init__(self, node, parent=None):
        self.node = node
        self.parent = parent
        self.role = node.get_role()
        self.name = node.get_name() or ''
        self.focusable = node.get_state_set().contains(Atspi.StateType.FOCUSABLE)
        self.description = ''
        if self.focusable:
            self.name = self.name or self.join_related(Atspi.RelationType.LABELLED_BY)
            self.description = (node.get_description()
                                or self.join_related(Atspi.RelationType.DESCRIBED_BY))
        children = (node.get_child_at_index(i) for i in range(node.get_child_count()))
        self.children = [Spoken(child, self) for child in children
                         if child is not None and is_showing(child)]

    def join_related(self, kind):
        words = []
        for relation in self.node.get_relation_set():
            if relation.get_relation_type() == kind:
                words += [relation.get_target(i).get_name() or ''
                          for i in range(relation.get_n_targets())]
        return ' '.join(filter(None, words))

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self):
        """What it stands in, the nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def stands_in(self, roles):
        return any(above.role in roles for above in self.above())

    def needs_name(self):
        if self.role in MENU_ITEMS:
            return False
        if self.stands_in(DROP_DOWNS):
            return self.role == Role.TOGGLE_BUTTON
        return self.role not in CONTAINERS or not any(
            inner.focusable for child in self.children for inner in child.walk())

    def is_compared(self):
        if self.role in (CONTAINERS | MENU_ITEMS | {Role.LABEL}) or self.name in ROWS_OWN:
            return False
        if self.stands_in(DROP_DOWNS):
            return self.role == Role.TOGGLE_BUTTON
        if self.role == Role.LIST_ITEM and self.stands_in({Role.LIST_ITEM}):
            return False
        # A row with a switch and the switch in it have role and name in common.
        return not any((above.role, above.name) == (self.role, self.name)
                       or above.role == Role.LIST and above.name in FACTS for above in self.above())

    def is_operable(self):
        action = self.node.get_action_iface()
        return action is not None and action.get_n_actions() > 0

    def find_window(self):
        return next((above for above in self.above() if above.role in WINDOWS), None)

    def __str__(self):
        return ', '.join(filter(None, (self.node.get_role_name(), self.name, self.description)))


def find_faults(window):
    faults = []
    heard = collections.Counter()
    seen = set()
    for spoken in Spoken(window).walk():
        # A stack of libadwaita counts its later pages among what is in the first.
        if not spoken.focusable or spoken.node in seen:
            continue
        seen.add(spoken.node)
        place = next((above.name for above in spoken.above() if above.name), '')
        if not spoken.name and spoken.needs_name():
            faults.append(f'no name: {spoken} in {place}')
        if spoken.role in OPERABLE and not spoken.is_operable():
            faults.append(f'no action: {spoken} in {place}')
        if spoken.is_compared():
            heard[spoken.find_window(), str(spoken)] += 1
    return faults + [f'{n} alike: {words}' for (_, words), n in heard.items() if n > 1]


class AccessibilityTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def start(self):
        self.assay = Assay([ASSAY, '--profile', 'demo'], private_environment(self.folder.name))
        self.addCleanup(self.assay.quit)
        wait_for('the first orders of the demo', lambda: self.assay.find(r'^Today: [3-9] verified'))
        self.assay.ask('/_simulator/orders', ORDER)
        wait_for('the row', lambda: self.assay.find(r'^Priya Raman$'))

    def shown(self, pattern, role=None, frame=''):
        return wait_for(pattern, lambda: self.assay.find(pattern, role, frame))

    def windows(self):
        return [node for node in self.assay.nodes() if node.get_role() in (Role.FRAME, Role.WINDOW)
                and is_showing(node)]

    def check(self, place):
        """Waits until there is nothing to find: what was just shown may still lack its words."""
        found = []

        def nothing():
            found[:] = [fault for window in self.windows() for fault in find_faults(window)]
            return not found
        try:
            wait_for('a page without faults', nothing, seconds=3)
        except AssertionError:
            self.assertEqual(found, [], place)

    def close(self, pattern, role=None):
        self.assay.press('Escape')
        wait_for(f'the end of {pattern}', lambda: not self.assay.find(pattern, role))

    def test_start(self):
        self.assay = Assay([ASSAY], private_environment(self.folder.name), demo=False)
        self.addCleanup(self.assay.quit)
        self.shown('^Explore with the Simulator$')
        self.check('start')
        self.assay.operate('^Connect to StackOne$', Role.BUTTON)
        self.shown('^StackOne API key$')
        self.check('connect')

    def test_orders(self):
        self.start()
        self.shown('^Priya Raman, Cognitive Ability · Backend Engineer, Pending, new$', Role.LIST_ITEM)
        self.check('orders')
        for name in ('Sort Orders', 'Main Menu', 'Demo'):
            self.assay.operate(f'^{name}$', Role.TOGGLE_BUTTON)
            self.shown('', Role.MENU)
            self.check(name)
            self.close('', Role.MENU)
        self.assay.operate('^Add an Order$', Role.BUTTON)
        self.shown('^Order ID', Role.TEXT)
        self.check('Add an Order')

    def test_order(self):
        self.start()
        self.assay.open_order('Priya Raman')
        self.assay.operate('^Add Attachment$')
        self.shown('^Attachment 1$', Role.TEXT)
        self.assay.operate('^Add Attachment$')
        self.shown('^Attachment 2$', Role.TEXT)
        findings = self.shown('^Findings$', Role.LIST)
        wait_for('the findings', lambda: findings.get_child_count() >= 4)
        self.check('Result')
        rows = [row.name for row in Spoken(findings).children]
        self.assertEqual([row for row in rows
                          if not row.startswith(('Error: ', 'Warning: ', 'Hint: '))], [])
        self.assay.operate('^JSON$', Role.BUTTON)
        self.shown('^Result as JSON$')
        self.check('JSON')
        self.close('^Result as JSON$')
        self.assay.show_tab('Details')
        self.shown('^Mail address$')
        self.check('Details')
        self.assay.show_tab('Timeline')
        self.shown('^Order received$', Role.LIST_ITEM)
        self.check('Timeline')

    def test_mapping(self):
        self.start()
        self.assay.click('^Mapping$')
        self.shown('^Result Values$', Role.LIST)
        self.check('Mapping')
        self.assay.click('^Completed$')
        self.shown('^SmartRecruiters status of “completed”$', Role.COMBO_BOX)
        self.check('an open value')

    def test_accounts(self):
        self.start()
        self.assay.click('^Accounts$')
        wait_for('the page', lambda: self.assay.find('^No Accounts Yet$') or self.assay.find('^Linked Accounts$'))
        self.check('Accounts')

    def test_dialogs(self):
        self.start()
        self.assay.activate('preferences')
        for name, group in PREFERENCES.items():
            self.assay.show_tab(name)
            self.shown(f'^{group}$', Role.LIST)
            self.check(name)
        self.close('^Desktop$', Role.PAGE_TAB)
        self.assay.activate('about')
        self.shown('^Report an Issue$')
        self.check('About')
        self.close('^Report an Issue$')
        self.assay.press('ctrl+question')
        self.shown('^Search Shortcuts$')
        self.check('Keyboard Shortcuts')

    def test_simulator(self):
        self.start()
        self.assay.activate('simulator')
        frame = 'Recruiter Simulator'
        self.assay.click('^Priya Raman$', frame=frame)
        self.shown('^Applicant profile$', frame=frame)
        self.check('Recruiter Simulator')
        self.assay.operate('^Main Menu$', Role.TOGGLE_BUTTON, frame)
        self.check('the menu of the simulator')
        self.assay.press('Escape')
        self.assay.operate('Order assessments$', Role.BUTTON, frame)
        self.shown('^Search Packages$')
        self.assay.operate('^Cognitive Ability$', Role.CHECK_BOX, frame)
        self.check('Order Assessments')
        self.assay.operate('^Continue$', Role.BUTTON, frame)
        self.shown('^Ordered Packages$')
        self.check('the confirmation')


if __name__ == '__main__':
    tap.main()
