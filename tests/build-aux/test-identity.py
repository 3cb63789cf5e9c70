# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""The application id, the version and the words about it are the same wherever they stand.

usage: test-identity.py APPLICATION_ID VERSION DESKTOP METAINFO SERVICE
"""

import configparser
import re
import sys
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

import tap

ID, VERSION, DESKTOP, METAINFO, SERVICE = sys.argv[1:]
TOP = Path(__file__).resolve().parents[2]


def read_keys(path):
    parser = configparser.ConfigParser(interpolation=None, delimiters='=')
    parser.optionxform = str
    parser.read(path, encoding='utf-8')
    return parser


class IdentityTest(unittest.TestCase):
    def setUp(self):
        self.desktop = read_keys(DESKTOP)['Desktop Entry']
        self.metainfo = xml.parse(METAINFO).getroot()

    def text(self, path):
        return self.metainfo.findtext(path)

    def test_metainfo_names_the_application(self):
        self.assertEqual(self.text('id'), ID)
        self.assertEqual(self.text('launchable'), f'{ID}.desktop')
        self.assertEqual(self.text('provides/dbus'), ID)
        self.assertEqual(Path(METAINFO).name, f'{ID}.metainfo.xml')

    def test_desktop_file(self):
        self.assertEqual(Path(DESKTOP).name, f'{ID}.desktop')
        self.assertEqual(self.desktop['Icon'], ID)
        self.assertEqual(self.desktop['DBusActivatable'], 'true')
        categories = self.desktop['Categories'].strip(';').split(';')
        self.assertFalse({'GTK', 'GNOME'} & set(categories), categories)

    def test_german_is_merged(self):
        self.assertIn('Comment[de]', self.desktop)
        language = '{http://www.w3.org/XML/1998/namespace}lang'
        self.assertIn('de', [entry.get(language) for entry in self.metainfo.findall('summary')])

    def test_service_starts_the_application(self):
        service = read_keys(SERVICE)['D-BUS Service']
        self.assertEqual(service['Name'], ID)
        self.assertTrue(service['Exec'].endswith('/assay --gapplication-service'), service['Exec'])

    def test_schema_and_icons_exist(self):
        schema = xml.parse(TOP / f'data/{ID}.gschema.xml').getroot().find('schema')
        self.assertEqual(schema.get('id'), ID)
        self.assertEqual(schema.get('path'), f'/{ID.replace(".", "/")}/')
        icons = TOP / 'data/icons/hicolor'
        self.assertTrue((icons / f'scalable/apps/{ID}.svg').is_file())
        self.assertTrue((icons / f'symbolic/apps/{ID}-symbolic.svg').is_file())

    def test_every_setting_has_an_effect(self):
        keys = [key.get('name') for key in xml.parse(TOP / f'data/{ID}.gschema.xml').iter('key')]
        sources = ''.join(path.read_text('utf-8') for path in (TOP / 'src').rglob('*.c')
                          if path.name != 'assay-preferences-dialog.c')
        self.assertEqual([key for key in keys if f'"{key}"' not in sources], [])

    def test_words_fit_the_shop_window(self):
        self.assertLessEqual(len(self.text('name')), 15)
        summary = self.text('summary')
        self.assertTrue(10 <= len(summary) <= 35, summary)
        self.assertFalse(summary.endswith('.'), summary)
        self.assertNotIn(self.text('name'), summary)
        colours = {color.text for color in self.metainfo.findall('branding/color')}
        self.assertEqual(len(colours), 2)

    def test_news_and_releases_agree(self):
        release = self.metainfo.find('releases/release')
        self.assertEqual(release.get('version'), VERSION)
        news = re.search(r'^## (\S+) \((\S+)\)$', (TOP / 'NEWS.md').read_text('utf-8'), re.MULTILINE)
        self.assertEqual(news.groups(), (VERSION, release.get('date')))


if __name__ == '__main__':
    sys.argv[1:] = []
    tap.main()
