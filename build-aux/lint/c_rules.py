# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Rules for one C file. Each takes a Source and yields (line, message)."""

import re

MAX_LINE = 100

# Call, and what to use instead.
BANNED = {
    'strcpy': 'g_strlcpy or g_strdup', 'strcat': 'g_strconcat or GString',
    'sprintf': 'g_snprintf or g_strdup_printf', 'vsprintf': 'g_vsnprintf', 'gets': 'GDataInputStream',
    'strtok': 'g_strsplit', 'atoi': 'g_ascii_string_to_signed', 'atol': 'g_ascii_string_to_signed',
    'atof': 'g_ascii_strtod', 'malloc': 'g_malloc', 'calloc': 'g_new0', 'realloc': 'g_realloc',
    'system': 'GSubprocess', 'popen': 'GSubprocess', 'abort': 'a GError', 'g_error': 'a GError',
    'usleep': 'a wait on an event', 'g_usleep': 'a wait on an event',
}
# Rooms and files whose data comes from the network, the disk or the user.
OUTSIDE_DATA = re.compile(r'src/(?:http|inbox)/|-(?:json|webhook)\.c$')
# Collections of helpers, which are named after what they help with.
HELPERS = re.compile(r'^assay-(?:date-time|model|projection-\w+)$')
TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
BANNER = re.compile(r'[*=#_~-]{5,}')
INCLUDE = re.compile(r'^#\s*include\s+[<"]([^>"]+)[>"]', re.MULTILINE)
TYPE = re.compile(r'(?:\}|typedef (?:struct|enum) \w+) (Assay\w+);')
DEFINITION = re.compile(r'^(\w+) \((?:[^;{}]*)\)\n\{', re.MULTILINE)


def snake_case(name):
    return re.sub(r'(?<!^)(?=[A-Z])', '_', name).lower()


class Source:
    """A C file, also without its comments and strings."""

    def __init__(self, path, text, headers=''):
        self.path = path
        self.text = text
        self.headers = headers
        self.comments = []
        self.line_comments = []
        self.code = TOKEN.sub(self._blank, text)
        self.lines = text.split('\n')

    def _blank(self, match):
        token = match[0]
        if token.startswith('//'):
            self.line_comments.append(match.start())
        elif token.startswith('/*'):
            self.comments.append((match.start(), token))
        else:
            return token[0] + ' ' * (len(token) - 2) + token[-1]
        return re.sub(r'[^\n]', ' ', token)

    def line(self, offset):
        return self.text.count('\n', 0, offset) + 1

    @property
    def stem(self):
        return self.path.rsplit('/', 1)[-1].rsplit('.', 1)[0]

    @property
    def is_product(self):
        return self.path.startswith('src/')


def public_functions(code):
    """What a file without comments and strings offers to others: the match of each definition."""
    for match in DEFINITION.finditer(code):
        before = code[:match.start()].rstrip('\n').rsplit('\n', 1)[-1]
        if before.strip() and not before.startswith('static') and not match[1].isupper():
            yield match


def line_length(source):
    for number, line in enumerate(source.lines, 1):
        if len(line) > MAX_LINE:
            yield number, f'{len(line)} characters; at most {MAX_LINE}'


def line_comments(source):
    for offset in source.line_comments:
        yield source.line(offset), 'use /* */ for comments'


def banners(source):
    for offset, token in source.comments:
        body = token[3:] if token.startswith('/**') else token[2:]
        if BANNER.search(body.removesuffix('*/')):
            yield source.line(offset), 'a comment says why; no banners'


def left_for_later(source):
    for offset, token in source.comments:
        if re.search(r'\b(?:TODO|FIXME|XXX|HACK)\b', token):
            yield source.line(offset), 'mend it, or write it into an issue'


def banned_calls(source):
    for match in re.finditer(r'\b(\w+) ?\(', source.code):
        instead = BANNED.get(match[1])
        if instead:
            yield source.line(match.start()), f'{match[1]} is banned; use {instead}'
    for match in re.finditer(r'\bgoto\b', source.code):
        yield source.line(match.start()), 'goto is banned; use g_autoptr and early returns'


def asserts_on_outside_data(source):
    if not OUTSIDE_DATA.search(source.path) or not source.is_product:
        return
    for match in re.finditer(r'\bg_assert(?:_\w+)? ?\(', source.code):
        if match[0].startswith('g_assert_not_reached'):
            continue
        yield source.line(match.start()), 'data from outside gets a GError, not an assert'


def function_prefix(source):
    """Public functions carry the name of their file, of what it is an aspect of, or of a type there."""
    if not source.is_product or not source.path.endswith('.c') or source.stem == 'main':
        return
    if HELPERS.match(source.stem):
        return
    words = source.stem.split('-')
    prefixes = {'_'.join(words[:count]) + '_' for count in range(2, len(words) + 1)}
    prefixes |= {snake_case(name) + '_' for name in TYPE.findall(source.headers)}
    for match in public_functions(source.code):
        if not any((match[1] + '_').startswith(prefix) for prefix in prefixes):
            yield source.line(match.start()), f'{match[1]} does not start with the name of its file'


def own_header_first(source):
    """Proves that each header stands on its own, as the compiler sees it first somewhere."""
    if not source.is_product or not source.path.endswith('.c') or source.stem == 'main':
        return
    names = [name for name in INCLUDE.findall(source.text) if name != 'config.h']
    own = {f'{source.stem}.h', f'{source.stem}-private.h'}
    if names and own & set(names) and names[0] not in own:
        yield 1, f'{source.stem}.h has to be the first include after config.h'


def pragma_once(source):
    if source.path.startswith('src/pch/'):  # a main file to the compiler, which warns of it there
        return
    if source.path.endswith('.h') and '#pragma once' not in source.text:
        yield 1, '#pragma once is missing'


RULES = (line_length, line_comments, banners, left_for_later, banned_calls, asserts_on_outside_data,
         function_prefix, own_header_first, pragma_once)


def header_names(path):
    """The headers that may declare the types of a source file: its own, and its owner's."""
    folder, _, name = path.rpartition('/')
    words = name.removesuffix('.c').split('-')
    return [f'{folder}/{"-".join(words[:count])}.h' for count in range(2, len(words) + 1)]


def check(path, text, headers=''):
    source = Source(path, text, headers)
    for rule in RULES:
        for line, message in rule(source):
            yield line, rule.__name__.replace('_', '-'), message
