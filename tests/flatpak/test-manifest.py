# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""What Flathub's linter would look at, and that the two manifests differ in nothing but the variant.

usage: test-manifest.py METAINFO
"""

import json
import re
import struct
import sys
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
METAINFO = Path(sys.argv.pop(1))
sys.path.insert(0, str(TOP / 'tests/build-aux'))
import tap  # noqa: E402

ID = 'io.github.assaydesk.Assay'
KEYS = ['id', 'runtime', 'runtime-version', 'sdk', 'command', 'finish-args', 'add-extensions', 'cleanup',
        'modules']
PERMISSIONS = ['--share=network', '--share=ipc', '--socket=fallback-x11', '--socket=wayland', '--device=dri']


def load(application):
    path = TOP / f'flatpak/{application}.json'
    return json.loads(path.read_text('utf-8'), object_pairs_hook=dict)


class ManifestTest(unittest.TestCase):
    def setUp(self):
        self.manifest = load(ID)

    def test_keys_stand_in_order(self):
        self.assertEqual(list(self.manifest), KEYS)
        for module in self.manifest['modules']:
            self.assertEqual(list(module), ['name', 'buildsystem', 'config-opts', 'post-install', 'sources'])

    def test_permissions_are_the_least(self):
        self.assertEqual(self.manifest['finish-args'], PERMISSIONS)

    def test_ids_are_equal_everywhere(self):
        build = (TOP / 'meson.build').read_text('utf-8')
        self.assertEqual(self.manifest['id'], ID)
        self.assertIn(f"'{ID}'", build)
        self.assertEqual(list(self.manifest['add-extensions']), [f'{ID}.Presets'])
        self.assertEqual(self.manifest['command'], 'assay')

    def test_runtime_is_a_stable_release_of_gnome(self):
        self.assertEqual((self.manifest['runtime'], self.manifest['sdk']), ('org.gnome.Platform', 'org.gnome.Sdk'))
        self.assertRegex(self.manifest['runtime-version'], r'^\d+$')

    def test_archives_are_pinned(self):
        pinned = 0
        for module in self.manifest['modules']:
            for source in module['sources']:
                if source['type'] == 'dir':
                    continue
                self.assertEqual(source['type'], 'archive')
                self.assertRegex(source['sha256'], r'^[0-9a-f]{64}$')
                self.assertRegex(source['url'], r'^https://')
                pinned += 1
        self.assertEqual(pinned, 1)

    def test_nothing_for_builders_is_installed(self):
        self.assertLessEqual({'/include', '/lib/pkgconfig', '*.a', '*.la'}, set(self.manifest['cleanup']))

    def test_presets_are_read_where_the_extension_lies(self):
        directory = self.manifest['add-extensions'][f'{ID}.Presets']['directory']
        self.assertIn(f'-Dpresets_dir=/app/{directory}', self.manifest['modules'][-1]['config-opts'])

    def test_development_differs_by_its_variant(self):
        development = json.loads(json.dumps(load(f'{ID}.Devel')).replace(f'{ID}.Devel', ID))
        options = development['modules'][-1]['config-opts']
        self.assertEqual(options.pop(0), '-Dvariant=development')
        self.assertEqual(development.pop('desktop-file-name-suffix'), ' (Development)')
        self.assertEqual(development, self.manifest)


class MetainfoTest(unittest.TestCase):
    def setUp(self):
        self.root = xml.parse(METAINFO).getroot()

    def test_what_the_shop_asks_for_is_there(self):
        for path in ('id', 'metadata_license', 'project_license', 'name', 'summary', 'developer/name',
                     'description', 'launchable', 'url', 'content_rating', 'screenshots/screenshot/image',
                     'screenshots/screenshot/caption', 'releases/release', 'branding/color'):
            self.assertIsNotNone(self.root.find(path), path)
        self.assertEqual(self.root.get('type'), 'desktop-application')
        self.assertEqual(self.root.findtext('metadata_license'), 'CC0-1.0')

    def test_pictures_lie_in_the_project_and_are_large_enough(self):
        for image in self.root.iter('image'):
            match = re.search(r'^https://.*/v[0-9.]+/(data/screenshots/[a-z-]+\.png)$', image.text)
            self.assertIsNotNone(match, image.text)
            header = (TOP / match[1]).read_bytes()[:24]
            self.assertEqual(header[:8], b'\x89PNG\r\n\x1a\n')
            width, height = struct.unpack('>II', header[16:24])
            self.assertTrue(620 <= width <= 2000 and 350 <= height <= 1600, (match[1], width, height))

    def test_releases_fall_in_time(self):
        dates = [release.get('date') for release in self.root.iter('release')]
        self.assertEqual(dates, sorted(dates, reverse=True))
        for date in dates:
            self.assertRegex(date, r'^\d{4}-\d{2}-\d{2}$')


class IconTest(unittest.TestCase):
    def size(self, path):
        root = xml.parse(TOP / path).getroot()
        return tuple(float(number) for number in root.get('viewBox').split())

    def test_sizes(self):
        self.assertEqual(self.size(f'data/icons/hicolor/scalable/apps/{ID}.svg'), (0, 0, 128, 128))
        self.assertEqual(self.size(f'data/icons/{ID}.Devel.svg'), (0, 0, 128, 128))
        self.assertEqual(self.size(f'data/icons/hicolor/symbolic/apps/{ID}-symbolic.svg'), (0, 0, 16, 16))


if __name__ == '__main__':
    tap.main()
