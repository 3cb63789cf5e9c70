# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Runs a module's unittest cases and reports them as TAP."""

import sys
import unittest


class TapResult(unittest.TestResult):
    """Prints one line per test, with its reasons below it."""

    def _line(self, word, test, directive=''):
        print(f'{word} {self.testsRun} {test.id()}{directive}', flush=True)

    def _failure(self, test, error):
        self._line('not ok', test)
        for line in self._exc_info_to_string(error, test).splitlines():
            print(f'# {line}', flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._line('ok', test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._failure(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self._failure(test, err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._line('ok', test, f' # SKIP {reason}')


def main():
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules['__main__'])
    print('TAP version 14')
    print(f'1..{suite.countTestCases()}', flush=True)
    result = TapResult()
    suite.run(result)
    sys.exit(0 if result.wasSuccessful() else 1)
