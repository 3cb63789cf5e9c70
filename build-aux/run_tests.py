# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Configures, builds and runs the test suites inside the build environment."""

import argparse
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SESSION = ['dbus-run-session', f'--config-file={TOP}/build-aux/session-bus/session.conf', '--']
# What meson calls benchmarks: programs that measure, each alone.
BENCH = 'bench'
# Long ones, left to --all.
SLOW_SUITES = {'slow', 'browser', 'crash', BENCH, 'flatpak', 'gallery'}
# Run apart from the others: one builds everything anew, one measures, one needs a busy machine to
# be its own.
LONE_SUITES = {'flatpak', 'crash', BENCH}
# Suites that have builds of their own.
ASAN_NAME, FUZZ_NAME = 'asan', 'fuzz'
ASAN_SUITES = {'unit', 'display', 'integration', 'fuzz-replay'}
PASSED, FAILED, SKIPPED = 'passed', 'failed', 'skipped'
TAP_LINE = re.compile(r'^(not )?ok\b(?:.*#\s*(skip|todo)\b)?', re.IGNORECASE)


class Build:
    """One build folder and how it is configured."""

    def __init__(self, folder, options, multiplier, *, targets=('all', 'meson-test-prereq'),
                 compiler=None):
        self.path = TOP / folder
        self.options = options
        self.multiplier = multiplier
        self.targets = targets
        self.compiler = compiler

    def configured(self):
        try:
            info = json.loads((self.path / 'meson-info/intro-buildoptions.json').read_text())
        except (OSError, ValueError):
            return False
        values = {option['name']: option['value'] for option in info}
        return all(as_option(values.get(name)) == value for name, value in self.options.items())

    def prepare(self):
        if not self.configured():
            command = ['meson', 'setup', str(self.path), str(TOP)]
            if (self.path / 'meson-private/coredata.dat').exists():
                command.append('--reconfigure')
            command += [f'-D{name}={value}' for name, value in self.options.items()]
            run(['env', f'CC={self.compiler}', *command] if self.compiler else command)
        run(['ninja', '-C', str(self.path), *self.targets])

    def suites(self):
        listing = subprocess.run(['meson', 'introspect', str(self.path), '--tests'],
                                 check=True, stdout=subprocess.PIPE)
        return suites_of(json.loads(listing.stdout)) | {BENCH}

    def test(self, suites):
        """Runs the suites in a display and a session of their own; returns the counts."""
        log = self.path / 'meson-logs/testlog.json'
        log.unlink(missing_ok=True)
        command = ['meson', 'test', '-C', str(self.path), '--no-rebuild', '--print-errorlogs',
                   '--num-processes', str(os.cpu_count() or 2),
                   '--timeout-multiplier', str(self.multiplier)]
        if suites == {BENCH}:
            command.append('--benchmark')
        else:
            for suite in sorted(suites):
                command += ['--suite', suite]
        with tempfile.TemporaryDirectory(prefix='assay-test-') as folder:
            environment = private_environment(folder)
            with display() as environment['DISPLAY']:
                code = supervise([*SESSION, *command], environment)
        counts = count_log(log)
        if code != 0 and counts[FAILED] == 0:
            counts[FAILED] = 1
        return counts


PLAIN = Build('_build', {'werror': 'true', 'buildtype': 'debugoptimized', 'b_sanitize': 'none',
                         'warning_level': '2'}, 2)
ASAN = Build('_build-asan', {'werror': 'true', 'buildtype': 'debugoptimized', 'b_lundef': 'false',
                             'warning_level': '2', 'b_sanitize': 'address,undefined',
                             # Proves that each file includes what it uses.
                             'b_pch': 'false'}, 5)
FUZZ = Build('_build-fuzz', {'werror': 'true', 'buildtype': 'debugoptimized', 'b_lundef': 'false',
                             'warning_level': '2', 'b_sanitize': 'address,undefined',
                             'fuzzing': 'true'}, 1, targets=('fuzz',), compiler='clang')


def as_option(value):
    if isinstance(value, bool):
        return str(value).lower()
    return ','.join(value) if isinstance(value, list) else value


def run(command):
    subprocess.run(command, check=True, cwd=TOP)


@contextlib.contextmanager
def display():
    """A screen nobody sees; the server chooses a number that is free."""
    number, number_end = os.pipe()
    server = subprocess.Popen(['Xvfb', '-displayfd', str(number_end), '-screen', '0', '1600x1200x24',
                               '-nolisten', 'tcp', '-noreset'],
                              pass_fds=[number_end], start_new_session=True,
                              stderr=subprocess.DEVNULL)
    os.close(number_end)
    try:
        with open(number, encoding='ascii') as answer:
            yield f':{answer.readline().strip()}'
    finally:
        server.terminate()
        server.wait()


def supervise(command, environment):
    """Runs a command in a group of its own, which ends with us."""
    process = subprocess.Popen(command, cwd=TOP, env=environment, start_new_session=True)

    def stop(number, _frame):
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        sys.exit(128 + number)

    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, stop)
    return process.wait()


def private_environment(folder):
    """The user's session, settings and data are out of reach of the tests."""
    environment = dict(os.environ)
    for name in ('DBUS_SESSION_BUS_ADDRESS', 'WAYLAND_DISPLAY', 'DISPLAY', 'XAUTHORITY',
                 'GTK_THEME', 'LANGUAGE'):
        environment.pop(name, None)
    for name in ('RUNTIME_DIR', 'CONFIG_HOME', 'DATA_HOME', 'STATE_HOME'):
        place = Path(folder) / name.lower()
        place.mkdir(mode=0o700)
        environment[f'XDG_{name}'] = str(place)
    environment.update({
        'GDK_BACKEND': 'x11',
        'GSK_RENDERER': 'cairo',
        'LSAN_OPTIONS': f'suppressions={TOP}/tests/support/lsan.supp:print_suppressions=0',
    })
    return environment


def suites_of(tests):
    return {suite.split(':')[-1] for test in tests for suite in test['suite']}


def count_tap(text):
    """Counts the lines of one TAP stream; a failing line marked TODO is no failure."""
    counts = {PASSED: 0, FAILED: 0, SKIPPED: 0}
    for line in text.splitlines():
        match = TAP_LINE.match(line)
        if match is None:
            continue
        directive = (match[2] or '').lower()
        if directive == 'skip':
            counts[SKIPPED] += 1
        elif match[1] and directive != 'todo':
            counts[FAILED] += 1
        else:
            counts[PASSED] += 1
    return counts


def count_test(entry):
    """Counts one entry of meson's log: the subtests of a TAP program, otherwise one."""
    result = entry['result']
    counts = count_tap(entry.get('stdout') or '')
    if result == 'SKIP':
        return {PASSED: 0, FAILED: 0, SKIPPED: max(1, counts[SKIPPED])}
    if result in ('OK', 'EXPECTEDFAIL'):
        return counts if sum(counts.values()) > 0 else {PASSED: 1, FAILED: 0, SKIPPED: 0}
    # A crash or a time-out after the last line of a program fails it too.
    counts[FAILED] = max(1, counts[FAILED])
    return counts


def count_log(path):
    total = {PASSED: 0, FAILED: 0, SKIPPED: 0}
    if path.exists():
        for line in path.read_text(encoding='utf-8').splitlines():
            for name, number in count_test(json.loads(line)).items():
                total[name] += number
    return total


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(
        prog='build-aux/test', description='Builds Assay and runs its tests.',
        epilog='Without an option the quick suites run: all but ' + ' and '.join(sorted(SLOW_SUITES))
        + '. fuzz too runs with --all only.')
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument('--suite', metavar='NAME',
                        help='run one suite; “asan” is unit, display, integration and fuzz-replay '
                        'under AddressSanitizer and UndefinedBehaviorSanitizer; “fuzz” tries each '
                        'fuzz target for ASSAY_FUZZ_SECONDS (60)')
    choice.add_argument('--all', action='store_true', help='run everything')
    return parser, parser.parse_args(arguments)


def plan(parser, options):
    """Pairs of a prepared build and the suites to run in it."""
    if options.suite == ASAN_NAME:
        ASAN.prepare()
        return [(ASAN, ASAN_SUITES & ASAN.suites())]
    if options.suite == FUZZ_NAME:
        FUZZ.prepare()
        return [(FUZZ, {FUZZ_NAME})]
    PLAIN.prepare()
    known = PLAIN.suites()
    if options.suite:
        if options.suite not in known:
            names = sorted(known | {ASAN_NAME, FUZZ_NAME})
            parser.error(f'no suite “{options.suite}”; there are {", ".join(names)}')
        return [(PLAIN, {options.suite})]
    if options.all:
        ASAN.prepare()
        FUZZ.prepare()
        return [(PLAIN, known - LONE_SUITES), (ASAN, ASAN_SUITES & known), (FUZZ, {FUZZ_NAME}),
                *((PLAIN, {suite}) for suite in sorted(LONE_SUITES & known))]
    return [(PLAIN, known - SLOW_SUITES)]


def main(arguments):
    parser, options = parse_arguments(arguments)
    total = {PASSED: 0, FAILED: 0, SKIPPED: 0}
    try:
        for build, suites in plan(parser, options):
            for name, number in build.test(suites).items():
                total[name] += number
    except subprocess.CalledProcessError as error:
        print(f'{" ".join(error.cmd)}: exit code {error.returncode}', file=sys.stderr)
        total[FAILED] += 1
    print(', '.join(f'{number} {name}' for name, number in total.items()), flush=True)
    return 1 if total[FAILED] else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
