# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Adds one page, command, event, lint and operation of the simulator to a copy of the tree, as
CONTRIBUTING.md says, and builds it: nothing else has to be touched."""

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import tap

TOP = Path(__file__).resolve().parents[2]
HEAD = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* SPDX-FileCopyrightText: The Assay authors */\n\n'

PAGE_HEADER = HEAD + '''#pragma once

#include "assay-page.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_HELLO_PAGE (assay_hello_page_get_type ())

G_DECLARE_FINAL_TYPE (AssayHelloPage, assay_hello_page, ASSAY, HELLO_PAGE, AssayPage)

G_END_DECLS
'''
PAGE = HEAD + '''#include "config.h"

#include "assay-hello-page.h"

/* A page that shows its template. */
struct _AssayHelloPage
{
  AssayPage parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayHelloPage, assay_hello_page, ASSAY_TYPE_PAGE)

static void
assay_hello_page_class_init (AssayHelloPageClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               RESOURCE_PATH "/ui/assay-hello-page.ui");
}

static void
assay_hello_page_init (AssayHelloPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
'''
TEMPLATE = '''<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- SPDX-FileCopyrightText: The Assay authors -->
<interface domain="assay">
  <requires lib="libadwaita" version="1.7"/>
  <template class="AssayHelloPage" parent="AssayPage">
    <property name="child">
      <object class="AdwStatusPage"/>
    </property>
  </template>
</interface>
'''
COMMAND = HEAD + '''#include "config.h"

#include "assay-ctl.h"

AssayCtlExit
assay_ctl_hello (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (AssayCtlOptions) options = { 0 };

  if (!assay_ctl_parse (call, NULL, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;

  assay_ctl_print_line ("hello %s", argv[1]);

  return ASSAY_CTL_DONE;
}
'''
OPERATION = '''static void
say_hello (AssaySimulator *self, AssaySimCall *call)
{
  assay_sim_answer_error (self, call, SOUP_STATUS_NOT_IMPLEMENTED, NULL, "hello");
}

const AssaySimOperation assay_sim_api_operations[] = {
  { "GET", "/unified/hello", say_hello },
'''


class Adding(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='assay-adding-')
        self.addCleanup(folder.cleanup)
        self.top = Path(folder.name) / 'tree'
        shutil.copytree(TOP, self.top, symlinks=True,
                        ignore=shutil.ignore_patterns('_*', '.git', 'node_modules', '__pycache__'))

    def write(self, path, text):
        (self.top / path).write_text(text, encoding='utf-8')

    def insert(self, path, before, text):
        """Puts a line or two in front of what stands there once."""
        old = (self.top / path).read_text(encoding='utf-8')
        self.assertEqual(old.count(before), 1, f'{path}: {before}')
        self.write(path, old.replace(before, text + before))

    def run_in_tree(self, *command):
        done = subprocess.run(command, cwd=self.top, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout[-6000:] + done.stderr[-2000:])
        return done.stdout

    def add_page(self):
        self.write('src/app/pages/assay-hello-page.h', PAGE_HEADER)
        self.write('src/app/pages/assay-hello-page.c', PAGE)
        self.write('resources/ui/assay-hello-page.ui', TEMPLATE)
        self.insert('src/app/meson.build', "  'pages/assay-mapping-page.c',\n",
                    "  'pages/assay-hello-page.c',\n")
        self.insert('src/app/assay-window-pages.c', '#include "pages/assay-mapping-page.h"\n',
                    '#include "pages/assay-hello-page.h"\n')
        self.insert('src/app/assay-window-pages.c', '  { "mapping",',
                    '  { "hello", N_("Orders"), "assay-orders-symbolic", assay_hello_page_get_type },\n')

    def add_command(self):
        self.write('src/ctl/assay-ctl-hello.c', COMMAND)
        self.insert('src/ctl/meson.build', "  'assay-ctl-journal.c',\n", "  'assay-ctl-hello.c',\n")
        self.insert('src/ctl/assay-ctl.c', '  { NULL, "sign",',
                    '  { NULL, "hello", "NAME", N_("List orders, newest first"), assay_ctl_hello },\n')
        self.insert('src/ctl/assay-ctl.h', 'AssayCtlExit assay_ctl_sign (',
                    'AssayCtlExit assay_ctl_hello (int argc, char **argv, AssayCtlCall *call);\n')

    def add_event(self):
        self.insert('src/core/event/assay-event.h', '#define ASSAY_EVENT_DELIVERY_REJECTED',
                    '#define ASSAY_EVENT_CHECK_GREETED "check.greeted"\n')
        self.insert('src/core/event/assay-event-body.c', '  { ASSAY_EVENT_DELIVERY_REJECTED,',
                    '  { ASSAY_EVENT_CHECK_GREETED, ASSAY_EVENT_FAMILY_NONE, FALSE, "desk", { "id!" } },\n')
        self.insert('tests/core/event/test-event-body.c', '    { ASSAY_EVENT_DELIVERY_REJECTED, ',
                    '    { ASSAY_EVENT_CHECK_GREETED, "{\\"id\\":\\"p1\\"}" },\n')

    def add_lint(self):
        self.insert('resources/tables/lints.json', '    {\n      "id": "S13",',
                    '    {\n      "id": "S99", "severity": "hint",\n      "message": "Nothing to send"\n'
                    '    },\n')
        self.insert('src/core/lint/assay-lint-score.c',
                    '  if (value != NULL && status == ASSAY_ORDER_STATUS_COMPLETED && score->n_set',
                    '  if (score->n_set == 2)\n    assay_lint_add (run, "S99", NULL, "$.score", NULL);\n\n')
        self.insert('tests/core/lint/test-lint.c', '  { "S12",',
                    '  { "S99", 0, NULL, "{\'score\':{\'min\':\'0\',\'max\':\'1\'}}", "$.score", "hint",\n'
                    '    "Nothing to send", 0, FULL },\n')

    def add_operation(self):
        path = 'src/simulator/api/assay-sim-api.c'
        text = (self.top / path).read_text(encoding='utf-8')
        start = 'const AssaySimOperation assay_sim_api_operations[] = {\n'
        self.assertEqual(text.count(start), 1)
        self.write(path, text.replace(start, OPERATION))

    def test_one_of_each(self):
        self.add_page()
        self.add_command()
        self.add_event()
        self.add_lint()
        self.add_operation()
        self.run_in_tree('python3', 'build-aux/table_texts.py')
        self.run_in_tree('meson', 'setup', '_build')
        self.run_in_tree('ninja', '-C', '_build')
        self.run_in_tree('meson', 'test', '-C', '_build', '--no-rebuild', 'core-event-body',
                         'core-lint', 'simulator', 'lint')
        hello = self.run_in_tree('_build/src/ctl/assayctl', 'hello', 'world')
        self.assertEqual(hello, 'hello world\n')


if __name__ == '__main__':
    tap.main()
