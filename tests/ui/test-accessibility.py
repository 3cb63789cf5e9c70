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


def join_related(node, kind):
    words = []
    for relation in node.get_relation_set():
        if relation.get_relation_type() == kind:
            words += [relation.get_target(i).get_name() or '' for i in range(relation.get_n_targets())]
    return ' '.join(filter(None, words))


def name_of(node):
    return node.get_name() or join_related(node, Atspi.RelationType.LABELLED_BY)


def description_of(node):
    return node.get_description() or join_related(node, Atspi.RelationType.DESCRIBED_BY)


def is_focusable(node):
    return node.get_state_set().contains(Atspi.StateType.FOCUSABLE)


def walk_shown(node, ancestors=()):
    """What is on screen, each with what it stands in, the nearest last."""
    yield node, ancestors
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None and is_showing(child):
            yield from walk_shown(child, (*ancestors, node))


def needs_name(node, ancestors):
    if node.get_role() in MENU_ITEMS:
        return False
    if any(ancestor.get_role() in DROP_DOWNS for ancestor in ancestors):
        return node.get_role() == Role.TOGGLE_BUTTON
    return node.get_role() not in CONTAINERS or not any(
        is_focusable(inner) for inner, above in walk_shown(node) if above)


def is_compared(node, ancestors):
    if node.get_role() in (CONTAINERS | MENU_ITEMS | {Role.LABEL}) or name_of(node) in ROWS_OWN:
        return False
    # A row with a switch, and the switch in it.
    if any(ancestor.get_role() == node.get_role() for ancestor in ancestors
           if name_of(ancestor) == name_of(node)):
        return False
    if any(ancestor.get_role() in DROP_DOWNS for ancestor in ancestors):
        return node.get_role() == Role.TOGGLE_BUTTON
    if node.get_role() == Role.LIST_ITEM and any(ancestor.get_role() == Role.LIST_ITEM
                                                 for ancestor in ancestors):
        return False
    return not any(ancestor.get_role() == Role.LIST and name_of(ancestor) in FACTS
                   for ancestor in ancestors)


def say(node):
    return ', '.join(filter(None, (node.get_role_name(), name_of(node), description_of(node))))


def find_faults(window):
    faults = []
    heard = collections.Counter()
    seen = set()
    for node, ancestors in walk_shown(window):
        # A stack of libadwaita counts its later pages among what is in the first.
        if not is_focusable(node) or node in seen:
            continue
        seen.add(node)
        within = [name_of(ancestor) for ancestor in ancestors if name_of(ancestor)]
        if not name_of(node) and needs_name(node, ancestors):
            faults.append(f'no name: {say(node)} in {within[-2:]}')
        if is_compared(node, ancestors):
            place = max((i for i, ancestor in enumerate(ancestors) if ancestor.get_role() in WINDOWS), default=0)
            heard[place, say(node)] += 1
        action = node.get_action_iface()
        if node.get_role() in OPERABLE and (action is None or action.get_n_actions() == 0):
            faults.append(f'no action: {say(node)} in {within[-2:]}')
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
        rows = [name_of(findings.get_child_at_index(i)) for i in range(findings.get_child_count())]
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
