# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Writes the texts of the data tables as C, which xgettext can read.

usage: table_texts.py [--check]

With --check nothing is written; the exit code is 1 when the written texts are not current.
"""

import argparse
import json
import re
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
OUTPUT = TOP / 'resources/tables/table-texts.h'
TEXTS = {
    'lints': {'lints': ('message', 'why', 'fix')},
    'mapping': {'values': ('source',), 'statuses': ('source',), 'invisible': ('reason',),
                'notes': ('text',), 'sentences': ('text',)},
}
# What core puts into sentences of these tables: see is_term() in assay-lint-run.c.
TERMS = {
    'Kind of a value in JSON.': ('null', 'true or false', 'number', 'text', 'array', 'object'),
    'Part of a result.': ('score', 'summary', 'result address', 'attachments',
                          'value of the score', 'label of the score', 'minimum of the score',
                          'maximum of the score'),
}
# A source that stands in no table, since the fact comes from StackOne at run time.
CONSTANT = 'src/core/card/assay-mapping.h', 'ASSAY_MAPPING_SOURCE_CONNECTOR_META'
HEAD = '''\
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* The texts of the data tables, for translators; never compiled.
 * Written by: python3 build-aux/table_texts.py */
'''


def literal(text):
    escaped = text.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n')
    return f'"{escaped}"'


def name_of(entry):
    return next(entry[key] for key in ('id', 'about', 'value', 'status') if key in entry)


def holders(entry):
    """Yields who may have a text: the entry, then what it says of each appearance."""
    yield name_of(entry), entry
    for key, inner in entry.items():
        if isinstance(inner, dict):
            yield f'{name_of(entry)} ({key})', inner


def all_texts(read):
    for table, lists in TEXTS.items():
        content = json.loads(read(table))
        for part, members in lists.items():
            for name, holder in (found for entry in content[part] for found in holders(entry)):
                for member in members:
                    yield f'{table} {name}, {member}', holder.get(member), holder.get(f'{member}_plural')
    for place, words in TERMS.items():
        yield from ((f'{place} It stands in a sentence', word, None) for word in words)
    yield 'mapping, source of what StackOne tells', read_constant(*CONSTANT), None


def texts(read):
    """Yields where a text stands, its singular and its plural or None, each text once."""
    seen = set()
    for place, *found in all_texts(read):
        if found[0] and tuple(found) not in seen:
            seen.add(tuple(found))
            yield place, *found


def write(read):
    lines = [HEAD]
    for place, singular, plural in texts(read):
        hint = ' Words in braces stay as they are.' if '{' in singular else ''
        lines.append(f'\n/* Translators: {place}.{hint} */\n')
        if plural:
            lines.append(f'ngettext ({literal(singular)},\n          {literal(plural)}, 1)\n')
        else:
            lines.append(f'N_({literal(singular)})\n')
    return ''.join(lines)


def read_constant(path, name):
    source = (TOP / path).read_text(encoding='utf-8')
    return re.search(rf'#define {name} "(.*)"', source)[1]


def read_table(name):
    return (TOP / f'resources/tables/{name}.json').read_text(encoding='utf-8')


def main():
    parser = argparse.ArgumentParser(description='Writes the texts of the data tables as C.')
    parser.add_argument('--check', action='store_true', help='only tell whether they are current')
    options = parser.parse_args()
    wanted = write(read_table)
    if not options.check:
        OUTPUT.write_text(wanted, encoding='utf-8')
    elif not OUTPUT.exists() or OUTPUT.read_text(encoding='utf-8') != wanted:
        print(f'{OUTPUT.relative_to(TOP)} is not current: run python3 build-aux/table_texts.py')
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
