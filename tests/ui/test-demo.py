#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""The Demo profile, worked through what a screen reader sees.

Usage: test-demo.py ASSAY; wants a display and a session bus of its own.
"""

import os
import re
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '../build-aux'))
import tap  # noqa: E402
from driver import Assay, Notifications, private_environment, wait_for  # noqa: E402

ASSAY = os.path.abspath(sys.argv.pop(1))
ORDER = {
    'candidate': {'id': 'c28xIQ0L8-buHWaN4YycogCk8V'},
    'job': {'id': 'c28xIQCCQ2Zvkmqk5biEuO8fw7'},
    'packages': ['c28xIQOUbKZP942TymEJCkN8u2'],
}


def start_demo(folder):
    return Assay([ASSAY, '--profile', 'demo'], private_environment(folder))


class DemoTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def start(self):
        assay = start_demo(self.folder.name)
        self.addCleanup(assay.quit)
        wait_for('the first orders of the demo', lambda: assay.find(r'^Today: [3-9] verified'))
        return assay

    def order(self, assay):
        answer = assay.ask('/_simulator/orders', ORDER)
        self.assertEqual([order['webhook']['status'] for order in answer['orders']], [200])
        return answer['orders'][0]['id']

    def test_order_stays_and_can_still_be_sent(self):
        assay = self.start()
        order_id = self.order(assay)
        wait_for('the row', lambda: assay.find(r'^Priya Raman$'))
        assay.quit()

        again = self.start()
        again.open_order('Priya Raman')
        again.send_result()
        self.assertEqual(again.find_card(order_id), ('Completed', '80/100'))

    def test_card_follows_the_score(self):
        assay = self.start()
        self.order(assay)
        assay.open_order('Priya Raman')
        assay.type_score('80')
        wait_for('the card', lambda: assay.find(r'^80\b'))

    def test_result_is_seen_by_the_recruiter(self):
        assay = self.start()
        order_id = self.order(assay)
        assay.open_order('Priya Raman')
        sentence = assay.send_result()
        self.assertEqual(assay.find_card(order_id), ('Completed', '80/100'))
        assay.activate('simulator')
        assay.click(r'^Priya Raman$', frame='Recruiter Simulator')
        wait_for('the card of the recruiter',
                 lambda: assay.find(f'^{re.escape(sentence)}$', frame='Recruiter Simulator'))

    def test_notification_says_so(self):
        notifications = Notifications()
        self.addCleanup(notifications.close)
        assay = self.start()
        assay.look_away()
        self.order(assay)
        number = wait_for('the notification', lambda: notifications.find('Priya Raman', 'Cognitive Ability · Backend Engineer'))
        self.assertEqual(notifications.standing[number][2], ['', 'Open', 'Claim'])
        assay.open_order('Priya Raman')
        wait_for('the end of the notification', lambda: number not in notifications.standing)

        assay.look_away()
        self.order(assay)
        number = wait_for('the next', lambda: notifications.find('Priya Raman', 'Cognitive Ability · Backend Engineer'))
        notifications.press(number, 'Claim')
        assay.show_tab('Timeline')
        wait_for('the claim', lambda: assay.find(r'^Order claimed'))

    def test_notification_says_why_a_result_was_refused(self):
        notifications = Notifications()
        self.addCleanup(notifications.close)
        assay = self.start()
        self.order(assay)
        assay.open_order('Priya Raman')
        assay.ask('/_simulator/faults', {'rules': [{'match': {'method': 'PATCH'}, 'status': 422}]}, 'PUT')
        assay.operate(r'^In Progress$')
        wait_for('the card', lambda: assay.find(r'^Cognitive Ability: In Progress'))
        assay.look_away()
        assay.operate(r'^Send$')
        wait_for('the notification', lambda: notifications.find(
            'Result Refused', 'StackOne does not take these data. Correct them, then send again.'))


if __name__ == '__main__':
    tap.main()
