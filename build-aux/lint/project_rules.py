# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Rules for the project as a whole. Each takes a Project and yields (path, line, message)."""

import fnmatch
import json
import re
import subprocess
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

import c_rules

IGNORED_FOLDERS = { 'node_modules', '__pycache__', '.flatpak-builder', 'subprojects'}
DATA_FILES = {'build-aux/packages', 'build-aux/lint/untested'}
SPDX_SUFFIXES = {'.c', '.h', '.py', '.ui', '.css', '.js', '.mjs', '.sh', '.svg'}
TEXT_SUFFIXES = SPDX_SUFFIXES | {'.md', '.json', '.xml', '.in', '.build', '.po', '.desktop', '.txt',
                                 ''}
REGISTRY_HOST = re.compile(
    r'\b(?:registry|deb|security|ftp|snapshot|pypi|mirrors?|proxy|packages|archive)'
    r'\.(?:[a-z0-9-]+\.)*(?:debian|npmjs|ubuntu|python|golang|yarnpkg|nodesource|crates)'
    r'\.(?:org|com|io|net)\b')
MACHINE_PATH = re.compile(r'(?<![\w.}~-])/(?:root|work)/')
TRANSLATED = re.compile(r'\b(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2)\s*\(')
XGETTEXT_CHECKS = ('ellipsis-unicode', 'quote-unicode', 'space-ellipsis', 'bullet-unicode')
KEYWORDS = ('_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'g_dcgettext:2', 'g_dngettext:2,3',
            'g_dpgettext2:2c,3')
UI_LIBRARIES = {'Gtk': 'gtk', 'Adw': 'libadwaita', 'GtkSource': 'gtksourceview'}
LIBRARIES = ('core', 'http', 'journal', 'stackone', 'readiness', 'inbox', 'outbox', 'desk',
             'simulator')
MAX_FILE = 600
LINT_ID = re.compile(r'"([A-Z]\d{2})"')
BARE_EVENT = re.compile(r'\bassay_event_new\s*\(')
DESK_BUSINESS = re.compile(r'\b(?:assay_event_(?:new|build)|assay_journal_append_async'
                           r'|assay_journal_open(?:_async)?|assay_outbox_queue_result_async)\s*\(')


class Project:
    def __init__(self, top):
        self.top = Path(top)
        self.files = sorted(self._walk(self.top))

    def _walk(self, folder):
        for entry in folder.iterdir():
            name = entry.name
            if entry.is_symlink() or name == '.git':
                continue
            if entry.is_dir():
                if name not in IGNORED_FOLDERS and not (folder == self.top and name[0] == '_'):
                    yield from self._walk(entry)
            else:
                yield entry.relative_to(self.top).as_posix()

    def text(self, path):
        try:
            return (self.top / path).read_text(encoding='utf-8')
        except (OSError, UnicodeDecodeError):
            return ''

    def matching(self, pattern):
        return [path for path in self.files if re.search(pattern, path)]


def spdx(project):
    for path in project.files:
        if path.startswith(('tests/data/', 'tests/fuzz/')):
            continue
        script = path.startswith('build-aux/') and '.' not in path and path not in DATA_FILES
        if Path(path).suffix not in SPDX_SUFFIXES and not script:
            continue
        head = project.text(path)[:600]
        for line in ('SPDX-License-Identifier: ', 'SPDX-FileCopyrightText: The Assay authors'):
            if line not in head:
                yield path, 1, f'“{line.strip()}” is missing'


def outside_addresses(project):
    for path in project.files:
        if Path(path).suffix not in TEXT_SUFFIXES or path == 'COPYING':
            continue
        for number, line in enumerate(project.text(path).split('\n'), 1):
            if match := REGISTRY_HOST.search(line):
                yield path, number, f'no address of a registry or mirror: {match[0]}'
            if match := MACHINE_PATH.search(line):
                yield path, number, f'no path of one machine: {match[0]}'


def library_readmes(project):
    for library in LIBRARIES:
        sources = project.matching(rf'^src/{library}/.*\.c$')
        if sources and f'src/{library}/README.md' not in project.files:
            yield f'src/{library}', 1, 'the library has no README.md'


def exceptions(project):
    """Patterns of paths that need no test of their own, each with a reason after ' : '."""
    for line in project.text('build-aux/lint/untested').splitlines():
        if line and not line.startswith('#'):
            path, _, reason = line.partition(' : ')
            yield path.strip(), reason.strip()


def tests_mirror_sources(project):
    excepted = dict(exceptions(project))
    for path, reason in excepted.items():
        if not fnmatch.filter(project.files, path):
            yield 'build-aux/lint/untested', 1, f'{path} matches nothing'
        elif not reason:
            yield 'build-aux/lint/untested', 1, f'{path} has no reason'
    tests = '\n'.join(project.text(path) for path in project.matching(r'^tests/.*\.[ch]$'))
    for path in project.matching(rf'^src/(?:{"|".join(LIBRARIES)})/(?:[^/]*/)?assay-[^/]*\.c$'):
        room, name = path.removeprefix('src/').rsplit('/', 1)
        stem = name.removesuffix('.c')
        test = f'tests/{room}/{stem.replace("assay-", "test-", 1)}.c'
        words = stem.split('-')
        owners = '|'.join('_'.join(words[:count]) for count in range(2, len(words) + 1))
        called = re.search(rf'\b(?:{owners})_\w+ \(', tests)
        if test not in project.files and not called and not any(
                fnmatch.fnmatch(path, pattern) for pattern in excepted):
            yield path, 1, f'no test calls it and {test} is missing'


def file_length(project):
    for path in project.matching(r'^src/.*\.[ch]$'):
        length = project.text(path).count('\n')
        if length > MAX_FILE:
            yield path, MAX_FILE, f'{length} lines; at most {MAX_FILE}: split it by aspect'


def calls_between_files(project):
    """For each source file the files whose functions it names. Types do not count: whoever makes an
    object need not know what it does."""
    sources = {path: c_rules.Source(path, project.text(path)).code
               for path in project.matching(r'^src/.*\.c$')}
    homes = {match[1]: path for path, code in sources.items()
             for match in c_rules.public_functions(code)}
    return {path: {homes[name] for name in set(re.findall(r'\bassay_\w+', code))
                   if homes.get(name, path) != path}
            for path, code in sources.items()}


def no_circles(project):
    """Files that call each other can only be understood, tested and changed together."""
    calls = calls_between_files(project)
    reach = {}
    for start in calls:
        seen, waiting = set(), list(calls[start])
        while waiting:
            path = waiting.pop()
            if path not in seen:
                seen.add(path)
                waiting += calls[path]
        reach[start] = seen
    for path in sorted(calls):
        circle = sorted(other for other in calls[path] if path in reach[other])
        if circle:
            yield path, 1, f'calls {", ".join(circle)}, from where it is called back'


def events_have_a_home(project):
    for path in project.matching(r'^src/.*\.c$'):
        above_desk = path.startswith(('src/app/', 'src/ctl/'))
        made_there = path.startswith(('src/core/', 'src/journal/'))
        for number, line in enumerate(project.text(path).split('\n'), 1):
            if above_desk and (match := DESK_BUSINESS.search(line)):
                yield path, number, f'ask the desk: {match[0].rstrip("( ")}'
            elif not made_there and (match := BARE_EVENT.search(line)):
                yield path, number, 'events are built by assay_event_build ()'


def lints_are_in_the_table(project):
    """A mistyped id would be silent for good, and so would an entry that no code looks for."""
    table_path = 'resources/tables/lints.json'
    if table_path not in project.files:
        return
    table = json.loads(project.text(table_path))
    listed = {entry['id'] for entry in table['lints']}
    looked_for = set()
    for path in project.matching(r'^src/(?:core/lint|readiness)/assay-[^/]*\.c$'):
        for number, line in enumerate(project.text(path).splitlines(), 1):
            for found in LINT_ID.findall(line):
                looked_for.add(found)
                if found not in listed:
                    yield path, number, f'lint-table: {found} is not in {table_path}'
    for missing in sorted(listed - looked_for):
        yield table_path, 1, f'lint-table: nothing looks for {missing}'


def well_formed_xml(project):
    for path in project.matching(r'\.(?:ui|svg|xml|xml\.in|xml\.in\.in)$'):
        try:
            text = project.text(path)
            root = xml.fromstring(text.encode())
        except xml.ParseError as error:
            yield path, error.position[0], str(error)
            continue
        if path.endswith('.ui'):
            libraries = {element.get('lib') for element in root.findall('requires')}
            used = {library for prefix, library in UI_LIBRARIES.items()
                    if re.search(rf'(?:class|parent)="{prefix}[A-Z]', text)}
            for library in sorted(used - libraries):
                yield path, 1, f'<requires lib="{library}"/> is missing'


def translatable_files(project):
    """What POTFILES.in has to list, in its order; preferences show the texts of the schema."""
    found = set()
    for path in project.files:
        text = project.text(path) if path.startswith(('src/', 'resources/', 'data/')) else ''
        if path.startswith('src/') and path.endswith('.c') and TRANSLATED.search(text):
            found.add(path)
        elif path == 'resources/tables/table-texts.h':
            found.add(path)
        elif path.endswith('.ui') and 'translatable="yes"' in text:
            found.add(path)
        elif path.endswith(('.desktop.in.in', '.metainfo.xml.in.in', '.gschema.xml')):
            found.add(path)
    return sorted(found)


def templates_are_built(project):
    """A template is found by the source of its name; any other has to be named."""
    named = project.text('resources/app.gresource.xml.in')
    for path in project.matching(r'^resources/ui/.*\.ui$'):
        source = path.rsplit('/', 1)[1].removesuffix('.ui') + '.c'
        if path.removeprefix('resources/') not in named and not project.matching(
                rf'^src/app/(?:.*/)?{re.escape(source)}$'):
            yield path, 1, f'no {source} is there, and resources/app.gresource.xml.in does not name it'


def potfiles(project):
    listed = [line for line in project.text('po/POTFILES.in').splitlines()
              if line and not line.startswith('#')]
    wanted = translatable_files(project)
    if listed == wanted:
        return
    for path in sorted(set(wanted) - set(listed)):
        yield 'po/POTFILES.in', 1, f'{path} is missing'
    for path in sorted(set(listed) - set(wanted)):
        yield 'po/POTFILES.in', 1, f'{path} has nothing to translate'
    if listed != sorted(listed) or len(listed) != len(set(listed)):
        yield 'po/POTFILES.in', 1, 'the lines are not sorted, or repeat'


def write_potfiles(project):
    head = ('# SPDX-License-Identifier: GPL-3.0-or-later\n'
            '# Written by: python3 build-aux/lint/lint.py --write-potfiles\n')
    (project.top / 'po/POTFILES.in').write_text(
        head + ''.join(f'{path}\n' for path in translatable_files(project)), encoding='utf-8')


def extract(project, target, checks=()):
    """Runs xgettext over POTFILES.in as meson's glib preset does."""
    files = translatable_files(project)
    command = ['xgettext', f'--output={target}', '--from-code=UTF-8', '--add-comments',
               '--package-name=assay', *(f'--keyword={word}' for word in KEYWORDS),
               '--flag=g_strdup_printf:1:c-format', '--flag=g_dngettext:2:pass-c-format',
               *(f'--check={check}' for check in checks), *files]
    return subprocess.run(command, cwd=project.top, capture_output=True, text=True, check=False)


def source_strings(project):
    with tempfile.TemporaryDirectory() as folder:
        answer = extract(project, f'{folder}/assay.pot', XGETTEXT_CHECKS)
    for line in answer.stderr.splitlines():
        if match := re.match(r'(\S+?):(\d+): (.*)', line):
            yield match[1], int(match[2]), match[3]


def translations(project):
    with tempfile.TemporaryDirectory() as folder:
        template, merged = f'{folder}/assay.pot', f'{folder}/merged.po'
        extract(project, template)
        for language in project.text('po/LINGUAS').split():
            path = f'po/{language}.po'
            merge = subprocess.run(['msgmerge', '--quiet', f'--output-file={merged}',
                                    str(project.top / path), template],
                                   capture_output=True, text=True, check=False)
            if merge.returncode != 0:
                yield path, 1, merge.stderr.strip()
                continue
            answer = subprocess.run(
                ['msgfmt', '--check', '--check-accelerators=_', '--statistics',
                 '--output-file=/dev/null', merged],
                capture_output=True, text=True, check=False)
            if answer.returncode != 0 or re.search(r'fuzzy|untranslated', answer.stderr):
                yield path, 1, answer.stderr.strip().replace(f'{folder}/', '')


RULES = (spdx, outside_addresses, library_readmes, tests_mirror_sources, file_length, no_circles,
         events_have_a_home, lints_are_in_the_table, templates_are_built, well_formed_xml, potfiles,
         source_strings, translations)
