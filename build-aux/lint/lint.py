# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""The project's own linter: house rules that a machine can see.

Prints PATH:LINE: RULE: MESSAGE for each finding; the exit code is 1 when there is one.
"""

import argparse
import sys
from pathlib import Path

import c_rules
import project_rules


def findings(project):
    for path in project.matching(r'^(?:src|tests)/.*\.[ch]$'):
        headers = ''.join(project.text(name) for name in c_rules.header_names(path))
        for line, rule, message in c_rules.check(path, project.text(path), headers):
            yield path, line, rule, message
    for rule in project_rules.RULES:
        for path, line, message in rule(project):
            yield path, line, rule.__name__.replace('_', '-'), message


def main():
    parser = argparse.ArgumentParser(description='Checks the house rules.')
    parser.add_argument('--top', default=Path(__file__).resolve().parents[2], type=Path)
    parser.add_argument('--write-potfiles', action='store_true', help='write po/POTFILES.in anew')
    options = parser.parse_args()
    project = project_rules.Project(options.top)
    if options.write_potfiles:
        project_rules.write_potfiles(project)
        return 0
    found = sorted(findings(project))
    for path, line, rule, message in found:
        print(f'{path}:{line}: {rule}: {message}')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
