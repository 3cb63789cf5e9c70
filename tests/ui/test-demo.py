#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""The Demo profile, worked through what a screen reader sees.

Usage: test-demo.py ASSAY; wants a display and a session bus of its own.
"""

import os
import sys
import tempfile
import unittest

from driver import Assay, private_environment, wait_for

ASSAY = os.path.abspath(sys.argv.pop(1))
ORDER = {
    'candidate': {'id': 'c28xIQ0PYxyh3bqNs7z8ueBXzc'},
    'job': {'id': 'c28xIQCCQ2Zvkmqk5biEuO8fw7'},
    'packages': ['c28xIQOUbKZP942TymEJCkN8u2'],
}


def start_demo(folder):
    return Assay([ASSAY, '--profile', 'demo'], private_environment(folder))


class DemoTest(unittest.TestCase):
    def test_order_stays(self):
        with tempfile.TemporaryDirectory() as folder:
            assay = start_demo(folder)
            self.addCleanup(assay.quit)
            answer = assay.ask('/_simulator/orders', ORDER)
            self.assertEqual([order['webhook']['status'] for order in answer['orders']], [200])
            wait_for('the row', lambda: assay.find(r'^Amara Nwosu$'))
            assay.quit()

            again = start_demo(folder)
            self.addCleanup(again.quit)
            wait_for('the row after a restart', lambda: again.find(r'^Amara Nwosu$'))

    def test_card_follows_the_score(self):
        with tempfile.TemporaryDirectory() as folder:
            assay = start_demo(folder)
            self.addCleanup(assay.quit)
            assay.ask('/_simulator/orders', ORDER)
            assay.click(r'^Amara Nwosu$')
            assay.type_score('80')
            wait_for('the card', lambda: assay.find(r'^80\b'))


if __name__ == '__main__':
    unittest.main()
