# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Each rule of the linter, on a text that breaks it and on one that does not."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / 'build-aux' / 'lint'))

import c_rules
import project_rules
import tap

SPDX = ('SPDX-License-Identifier: GPL-3.0-or-later\n'
        'SPDX-FileCopyrightText: The Assay authors\n')


def rules(path, text):
    return [(line, rule) for line, rule, _ in c_rules.check(path, text)]


class CTest(unittest.TestCase):
    def test_clean_file(self):
        text = ('/* Why. */\n#include "config.h"\n\n#include "assay-score.h"\n\n#include <math.h>\n\n'
                'static void\nhelp (void)\n{\n}\n\nvoid\nassay_score_clear (AssayScore *self)\n{\n}\n')
        self.assertEqual(rules('src/core/assay-score.c', text), [])

    def test_long_line(self):
        self.assertEqual(rules('src/core/assay-a.c', 'x' * 100 + '\n' + 'x' * 101),
                         [(2, 'line-length')])

    def test_line_comment(self):
        self.assertEqual(rules('src/core/assay-a.c', 'int a; // no\n'), [(1, 'line-comments')])

    def test_address_in_a_string_is_no_comment(self):
        self.assertEqual(rules('src/core/assay-a.c', 'char *a = "http://127.0.0.1";\n'), [])

    def test_banner(self):
        self.assertEqual(rules('src/core/assay-a.c', '\n/* ===== Part ===== */\n'), [(2, 'banners')])
        self.assertEqual(rules('src/core/assay-a.c', '/**\n * assay_a:\n */\n'), [])

    def test_left_for_later(self):
        self.assertEqual(rules('src/core/assay-a.c', '/* TODO: more */\n'), [(1, 'left-for-later')])

    def test_banned_calls(self):
        text = 'strcpy (a, b);\ng_strlcpy (a, b, 1);\ngoto out;\n"atoi (x)";\n'
        self.assertEqual(rules('src/core/assay-a.c', text), [(1, 'banned-calls'), (3, 'banned-calls')])

    def test_assert_on_outside_data(self):
        self.assertEqual(rules('src/inbox/assay-inbox.c', 'g_assert (body != NULL);\n'),
                         [(1, 'asserts-on-outside-data')])
        self.assertEqual(rules('src/core/assay-score.c', 'g_assert (self != NULL);\n'), [])

    def test_function_prefix(self):
        text = 'void\nassay_other_go (void)\n{\n}\n'
        self.assertEqual(rules('src/core/assay-score.c', text), [(2, 'function-prefix')])
        self.assertEqual(rules('src/core/assay-other-json.c', text), [])

    def test_function_of_a_type_in_the_header(self):
        text = 'void\nassay_status_icon_go (void)\n{\n}\n'
        found = c_rules.check('src/core/assay-look.c', text, 'typedef enum\n{\n} AssayStatusIcon;\n')
        self.assertEqual(list(found), [])
        self.assertEqual(c_rules.header_names('src/core/assay-look-json.c'),
                         ['src/core/assay-look.h', 'src/core/assay-look-json.h'])

    def test_own_header_first(self):
        text = '#include "config.h"\n#include <math.h>\n#include "assay-a.h"\n'
        self.assertEqual(rules('src/core/assay-a.c', text), [(1, 'own-header-first')])

    def test_pragma_once(self):
        self.assertEqual(rules('src/core/assay-a.h', 'int a;\n'), [(1, 'pragma-once')])


class ProjectTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = Path(folder.name)

    def project(self, **files):
        for path, text in files.items():
            self.write(path, text)
        return project_rules.Project(self.top)

    def write(self, path, text):
        target = self.top / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding='utf-8')

    def found(self, rule):
        return [(path, line) for path, line, _ in rule(project_rules.Project(self.top))]

    def test_spdx(self):
        self.write('src/core/assay-a.c', f'/* {SPDX} */')
        self.write('src/core/assay-b.c', 'int b;\n')
        self.write('build-aux/tool', '#!/bin/sh\n')
        self.write('_build/c.c', '')
        self.assertEqual(self.found(project_rules.spdx),
                         [('build-aux/tool', 1)] * 2 + [('src/core/assay-b.c', 1)] * 2)

    def test_registry_host(self):
        self.write('a.md', 'see https://github.com/assaydesk\n')
        self.write('b.json', '{"resolved":\n"https://' + '.'.join(('registry', 'npmjs', 'org')) + '"}')
        self.assertEqual(self.found(project_rules.outside_addresses), [('b.json', 2)])

    def test_machine_path(self):
        self.write('a.md', 'cd ' + '/'.join(('', 'root', 'x')) + '\nhttp://host/root/x\n')
        self.assertEqual(self.found(project_rules.outside_addresses), [('a.md', 1)])

    def test_library_readme(self):
        self.write('src/core/assay-a.c', '')
        self.assertEqual(self.found(project_rules.library_readmes), [('src/core', 1)])
        self.write('src/core/README.md', '')
        self.assertEqual(self.found(project_rules.library_readmes), [])

    def test_tests_mirror_sources(self):
        for stem in ('called', 'named', 'excepted', 'forgotten'):
            self.write(f'src/core/assay-{stem}.c', '')
        self.write('tests/core/test-named.c', 'assay_called_go ();\nassay_called_go ();\n')
        self.write('tests/core/test-other.c', 'assay_called_go ();\n  assay_called_stop (a);\n')
        self.write('build-aux/lint/untested', 'src/core/assay-excepted.c : only a table\n')
        self.assertEqual(self.found(project_rules.tests_mirror_sources),
                         [('src/core/assay-forgotten.c', 1)])

    def test_exception_needs_reason_and_file(self):
        self.write('src/core/assay-a.c', '')
        self.write('build-aux/lint/untested', 'src/core/assay-a.c\nsrc/core/assay-gone.c : why\n')
        self.assertEqual(self.found(project_rules.tests_mirror_sources),
                         [('build-aux/lint/untested', 1)] * 2)

    def test_file_length(self):
        self.write('src/core/assay-a.c', 'a\n' * 600)
        self.write('src/core/assay-b.c', 'b\n' * 601)
        self.write('tests/core/test-b.c', 'b\n' * 601)
        self.assertEqual(self.found(project_rules.file_length), [('src/core/assay-b.c', 600)])

    def test_no_circles(self):
        function = 'void\n{} (void)\n{{\n  {} ();\n}}\n'
        self.write('src/core/assay-a.c', function.format('assay_a_go', 'assay_b_go'))
        self.write('src/core/assay-b.c', function.format('assay_b_go', 'assay_c_go'))
        self.write('src/core/assay-c.c', function.format('assay_c_go', 'assay_c_get_type'))
        self.assertEqual(self.found(project_rules.no_circles), [])
        self.write('src/core/assay-c.c', function.format('assay_c_go', 'assay_a_go'))
        self.assertEqual(self.found(project_rules.no_circles),
                         [(f'src/core/assay-{letter}.c', 1) for letter in 'abc'])

    def test_events_have_a_home(self):
        self.write('src/core/assay-event.c', 'return assay_event_new (id);\n')
        self.write('src/outbox/assay-outbox.c', 'assay_event_build (kind);\nassay_event_new (id);\n')
        self.write('src/app/assay-a.c', 'assay_event_build (kind);\n'
                   'assay_journal_append_finish (journal);\nassay_journal_open_async (folder);\n')
        self.assertEqual(self.found(project_rules.events_have_a_home),
                         [('src/app/assay-a.c', 1), ('src/app/assay-a.c', 3),
                          ('src/outbox/assay-outbox.c', 2)])

    def test_lints_are_in_the_table(self):
        self.write('src/core/lint/assay-lint-shape.c', 'add ("R01");\nadd ("R99");\n')
        self.assertEqual(self.found(project_rules.lints_are_in_the_table), [])
        self.write('resources/tables/lints.json', '{"lints":[{"id":"R01"},{"id":"S01"}]}')
        self.assertEqual(self.found(project_rules.lints_are_in_the_table),
                         [('src/core/lint/assay-lint-shape.c', 2), ('resources/tables/lints.json', 1)])

    def test_templates_are_built(self):
        for name in ('assay-a', 'assay-b', 'assay-c'):
            self.write(f'resources/ui/{name}.ui', '')
        self.write('src/app/pages/assay-a.c', '')
        self.write('resources/app.gresource.xml.in', '<file>ui/assay-b.ui</file>')
        self.assertEqual(self.found(project_rules.templates_are_built),
                         [('resources/ui/assay-c.ui', 1)])

    def test_xml(self):
        self.write('resources/ui/a.ui', '<interface><requires lib="gtk"/><object class="GtkBox"/>'
                   '<object class="AdwBin"/></interface>')
        self.write('resources/ui/c.ui', '<interface><requires lib="gtk"/>'
                   '<object class="GtkBox"/></interface>')
        self.write('data/b.svg', '<svg>\n<g></svg>')
        self.assertEqual(self.found(project_rules.well_formed_xml),
                         [('data/b.svg', 2), ('resources/ui/a.ui', 1)])

    def test_potfiles(self):
        self.write('src/app/assay-a.c', 'label = _("A");\n')
        self.write('src/app/assay-b.c', 'label = g_strdup ("B");\n')
        self.write('resources/ui/c.ui', '<property translatable="yes">C</property>')
        self.write('po/POTFILES.in', 'src/app/assay-b.c\n')
        self.assertEqual(self.found(project_rules.potfiles), [('po/POTFILES.in', 1)] * 3)
        project_rules.write_potfiles(project_rules.Project(self.top))
        self.assertEqual(self.found(project_rules.potfiles), [])

    def test_source_strings(self):
        self.write('src/app/assay-a.c', 'a = _("Wait...");\nb = _("Wait…");\n')
        self.assertEqual(self.found(project_rules.source_strings), [('src/app/assay-a.c', 1)])

    def test_translations(self):
        self.write('src/app/assay-a.c', 'a = _("Order");\n')
        self.write('po/LINGUAS', 'de\n')
        head = ('msgid ""\nmsgstr ""\n"Project-Id-Version: assay\\n"\n"Language: de\\n"\n'
                '"PO-Revision-Date: 2026-11-23 12:00+0000\\n"\n"Last-Translator: A <a@example.org>\\n"\n'
                '"Language-Team: German <a@example.org>\\n"\n"MIME-Version: 1.0\\n"\n'
                '"Content-Type: text/plain; charset=UTF-8\\n"\n'
                '"Content-Transfer-Encoding: 8bit\\n"\n\n')
        self.write('po/de.po', head)
        self.assertEqual(self.found(project_rules.translations), [('po/de.po', 1)])
        self.write('po/de.po', head + 'msgid "Order"\nmsgstr "Auftrag"\n')
        self.assertEqual(self.found(project_rules.translations), [])


if __name__ == '__main__':
    tap.main()
