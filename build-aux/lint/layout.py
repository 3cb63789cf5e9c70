#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Says which C files have another layout than .clang-format gives them; mends them with --write.

Other versions of clang-format lay out differently: without version 19 nothing is said (exit 77).
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
VERSION = 19
# clang-format knows one rule for all calls; marks of translation go without the blank.
MARK = re.compile(r'(?<!\w)(_|N_|C_|NC_) \(')


def find_formatter():
    for name in (f'clang-format-{VERSION}', 'clang-format'):
        path = shutil.which(name)
        if path and f'version {VERSION}.' in subprocess.run(
                [path, '--version'], capture_output=True, text=True, check=True).stdout:
            return path
    return None


def lay_out(formatter, folder):
    """The files of src/ and tests/ as they have to be, in @folder."""
    shutil.copy(TOP / '.clang-format', folder)
    paths = [path.relative_to(TOP) for room in ('src', 'tests')
             for path in sorted((TOP / room).rglob('*.[ch]'))]
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TOP / path, folder / path)
    subprocess.run([formatter, '-i', *paths], cwd=folder, check=True)
    return {path: MARK.sub(r'\1(', (folder / path).read_text(encoding='utf-8')) for path in paths}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--write', action='store_true')
    arguments = parser.parse_args()

    formatter = find_formatter()
    if formatter is None:
        print(f'clang-format {VERSION} is not here')
        return 77

    status = 0
    with tempfile.TemporaryDirectory(prefix='assay-layout-') as folder:
        for path, text in lay_out(formatter, Path(folder)).items():
            if (TOP / path).read_text(encoding='utf-8') == text:
                continue
            if arguments.write:
                (TOP / path).write_text(text, encoding='utf-8')
            else:
                print(f'{path}:1: layout: run build-aux/shell python3 build-aux/lint/layout.py --write')
                status = 1
    return status


if __name__ == '__main__':
    sys.exit(main())
