#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Windows served to a browser.

Usage: test-browser.py ASSAY; wants a session bus of its own.
"""

import itertools
import os
import signal
import subprocess
import sys
import tempfile
import unittest

from served import SERVE, TESTS, Browser, Lines, Served, served_environment

import tap
from driver import WAIT_SECONDS, private_environment, wait_for

ASSAY = os.path.abspath(sys.argv.pop(1))
SIZES = {'laptop': (1366, 768), 'desktop': (1920, 1080), 'phone': (390, 844)}
CLICKS = 200
ROUNDS = 20
# Where a window stands that does not fill the page: its shadow begins at the edge.
SHADOW = 61, 55
WINDOW = 320, 600

# Where to click: nothing but the picture tells.
COPY = 202, 730
LAPTOP = {
    # The menu and its second item; the person, the button of the card, the package, twice Continue.
    'order': [(207, 22), (182, 128), (126, 197), (1176, 403), (1119, 354), (1089, 621), (1089, 621)],
    # The end of the simulator, the first row, *Completed*.
    'open': [(1343, 22), (500, 139), (516, 221)],
    'score': [(500, 337), (500, 392), (500, 447)],
    'send': (1320, 744),
}
DESKTOP = {
    'order': [(207, 22), (182, 128), (126, 197), (1730, 403), (1396, 510), (1366, 777), (1366, 777)],
    'open': [(1897, 22), (400, 169), (962, 221)],
    'score': [(1050, 337), (1050, 392), (1050, 447)],
    'send': (1874, 1056),
}
PHONE = {
    # Before the menu, from the orders to the sidebar.
    'order': [(23, 22), (327, 22), (238, 128), (126, 197), (195, 561), (200, 576), (329, 801),
              (329, 801)],
    # The end of the simulator, the orders, the first row, the statuses, *Completed*.
    'open': [(367, 22), (120, 70), (200, 190), (300, 553), (272, 334)],
    # Findings come and go above the score, whose fields stay where they are.
    'wheel': (195, 500, 5),
    'score': [(195, 297), (195, 352), (195, 407)],
    'send': (344, 820),
}
# At the size of a phone: the menu of either window, and the item that shows the other one.
MENU, TO_SIMULATOR, TO_ASSAY = (327, 22), (238, 128), (239, 264)


class BrowserTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.browser = Browser()
        self.addCleanup(self.browser.close)

    def start(self, size):
        assay = Served(ASSAY, private_environment(self.folder.name), self.browser, SIZES[size])
        self.addCleanup(assay.quit)
        wait_for('the first orders of the demo',
                 lambda: len(assay.ask('/_simulator/cards')['cards']) == 3)
        return assay

    def start_window(self, size, *options):
        """Returns the output of a window of three buttons, its tab and where the buttons are."""
        process = subprocess.Popen(
            [*SERVE, sys.executable, f'{TESTS}/browser/window.py', *options], text=True,
            env=served_environment(os.environ), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait, WAIT_SECONDS)
        self.addCleanup(process.terminate)
        output = Lines(process)
        self.addCleanup(output.close)
        tab = self.browser.open(process.pid, output.find(r'Assay is at (\S+)')[1], *SIZES[size],
                                bool(options))
        output.find('^shown$')
        (left, top), (width, height) = ((0, 0), SIZES[size]) if options else (SHADOW, WINDOW)
        places = [(tab, left + width // 2, top + height * part // 6) for part in (1, 3, 5)]
        return output, tab, places

    def check_clicks(self, size, *options):
        output, tab, (count, popover, dialog) = self.start_window(size, *options)
        for number in range(1, CLICKS + 1):
            self.browser.click(*count)
            self.assertEqual(output.next(), f'click {number}')
        for number in range(CLICKS + 1, CLICKS + 1 + 2 * ROUNDS, 2):
            for place, what in ((popover, 'popover'), (dialog, 'dialog')):
                self.browser.click(*place)
                self.assertEqual(output.next(), f'{what} open')
                self.browser.settle(tab, 2)
                self.browser.press(tab, 'Escape')
                self.assertEqual(output.next(), f'{what} closed')
                self.browser.settle(tab, 1)
                self.browser.click(*count)
                self.assertEqual(output.next(), f'click {number + (place is dialog)}')

    def test_no_click_is_lost_at_laptop(self):
        self.check_clicks('laptop', '--maximized')

    def test_no_click_is_lost_at_desktop(self):
        self.check_clicks('desktop', '--maximized')

    def test_no_click_is_lost_at_phone(self):
        self.check_clicks('phone', '--maximized')

    def test_no_click_is_lost_where_page_is_larger(self):
        self.check_clicks('laptop')

    def fill_in(self, tab, places):
        """Fills in the score, whose fields are chosen by the mouse as far as there are places."""
        for place, text in itertools.zip_longest(places, ('80', '0', '100')):
            if place:
                self.browser.move(tab, *place)
            else:
                self.browser.press(tab, 'Tab')
            self.browser.type(tab, text)

    def check_order(self, size, places):
        """From the recruiter's order to the recruiter's card, by mouse and keyboard alone."""
        assay = self.start(size)
        for place in places['order']:
            self.browser.move(assay.tab, *place)
        self.assertEqual(assay.cards_of('Zoë'), [('Cognitive Ability', 'Pending', None)])
        for place in places['open']:
            self.browser.move(assay.tab, *place)
        if 'wheel' in places:
            self.browser.wheel(assay.tab, *places['wheel'])
        self.fill_in(assay.tab, places['score'])
        self.browser.move(assay.tab, *places['send'])
        wait_for('the result', lambda: assay.cards_of('Zoë') == [
            ('Cognitive Ability', 'Completed', '80/100')])
        self.assertEqual(self.browser.errors(), [])

    def test_order_at_laptop(self):
        self.check_order('laptop', LAPTOP)

    def test_order_at_desktop(self):
        self.check_order('desktop', DESKTOP)

    def test_order_at_phone(self):
        self.check_order('phone', PHONE)

    def test_each_window_leads_to_the_other(self):
        assay = self.start('phone')
        main = self.browser.top(assay.tab)
        self.browser.move(assay.tab, *PHONE['order'][0])
        seen = []
        for item in (TO_SIMULATOR, TO_ASSAY, TO_SIMULATOR):
            self.browser.move(assay.tab, *MENU)
            self.browser.move(assay.tab, *item)
            seen.append(self.browser.top(assay.tab))
        simulator = seen[0]
        self.assertNotEqual(simulator, main)
        self.assertEqual(seen, [simulator, main, simulator])
        self.assertEqual(len(self.browser.windows(assay.tab)), 2)

    def test_text_is_pasted(self):
        output, tab, (_count, _popover, dialog) = self.start_window('laptop', '--maximized')
        self.browser.click(*dialog)
        output.find('^dialog open$')
        self.browser.settle(tab, 2)
        self.browser.paste(tab, 'Zoë – 80\t%\n')
        output.find('^text Zoë – 80 %$')
        self.browser.type(tab, '!')
        self.assertEqual(output.next(), 'text Zoë – 80 %!')

    def test_text_is_copied(self):
        assay = self.start('laptop')
        self.assertRegex(self.browser.copy(assay.tab, *COPY), r'^http://127\.0\.0\.1:[0-9]+$')

    def test_window_follows_the_page(self):
        assay = self.start('laptop')
        for width, height in (*SIZES.values(), (360, 640)):
            self.browser.resize(assay.tab, width, height)
            wait_for(f'a width of {width}',
                     lambda: self.browser.windows(assay.tab) == [[0, 0, width, height]])
        self.assertEqual(self.browser.title(assay.tab), 'Assay')
        self.assertEqual(self.browser.errors(), [])

    def test_another_tab_takes_over(self):
        assay = self.start('laptop')
        second = self.browser.open(assay.process.pid, assay.address, *SIZES['laptop'], True)
        self.assertEqual(self.browser.notice(assay.tab),
                         ['Assay is shown in another tab now.', 'Show It Here'])
        assay.quit()
        self.assertEqual(self.browser.notice(second), [
            'Assay has ended. Start it again and open the address it prints.', 'Try Again'])

    def test_page_speaks_as_the_browser(self):
        assay = self.start('laptop')
        german, other = (self.browser.open(assay.process.pid, assay.address, *SIZES['laptop'],
                                           True, locale) for locale in ('de-DE', 'fr-FR'))
        self.assertEqual([self.browser.language(tab) for tab in (assay.tab, german, other)],
                         ['en', 'de', 'en'])
        self.assertEqual(self.browser.notice(german), [
            'Assay wird jetzt in einem anderen Tab angezeigt.', 'Hier anzeigen'])
        self.assertEqual(self.browser.title(german), 'Assay')
        first, *others = self.browser.texts(german)
        self.assertEqual(others, [first] * len(others))
        assay.quit()
        self.assertEqual(self.browser.notice(other), [
            'Assay has ended. Start it again and open the address it prints.', 'Try Again'])

    def test_nothing_is_complained_of(self):
        """With a bus of its own, as build-aux/run starts it, from the first line to the last."""
        environment = served_environment(private_environment(self.folder.name))
        for name in ('DBUS_SESSION_BUS_ADDRESS', 'G_DEBUG', 'GTK_A11Y'):
            environment.pop(name, None)
        with tempfile.TemporaryFile(mode='w+') as complaints:
            process = subprocess.Popen([*SERVE, ASSAY, '--profile', 'demo'], text=True,
                                       env=environment, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=complaints)
            self.addCleanup(process.stdout.close)
            output = Lines(process)
            self.addCleanup(output.close)
            tab = self.browser.open(process.pid, output.find(r'Assay is at (\S+)')[1],
                                    *SIZES['laptop'], True)
            for place in LAPTOP['order'][:2]:
                self.browser.move(tab, *place)
            process.terminate()
            self.assertEqual(process.wait(WAIT_SECONDS), 128 + signal.SIGTERM)
            complaints.seek(0)
            self.assertEqual(complaints.read(), '')

    def test_other_pages_are_refused(self):
        assay = self.start('laptop')
        self.assertEqual(self.browser.intrude(assay.address.replace('http', 'ws') + 'socket'),
                         'refused')


if __name__ == '__main__':
    tap.main()
