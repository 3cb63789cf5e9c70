# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""build-aux/shell: entering a root, and making one with a stand-in for mmdebstrap."""

import fcntl
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import tap

BUILD_AUX = Path(__file__).resolve().parents[2] / 'build-aux'
TIMEOUT = 30

# Stands in for mmdebstrap: notes that it ran, waits for a go when asked to, makes a folder.
MMDEBSTRAP = '''#!/bin/sh
echo run >>"$STAND_IN/runs"
for last; do case $last in *.new) target=$last ;; esac; done
mkdir -p "$target/usr"
echo "on standard output"
[ ! -p "$STAND_IN/go" ] || read -r word <"$STAND_IN/go"
[ ! -e "$STAND_IN/fail" ]
'''

# Says the name of the signal it gets and leaves with 5. Blocked until it is waited for, a signal cannot
# come too early.
WAITER = '''
import os, signal, sys
number = getattr(signal, "SIG" + sys.argv[1])
signal.pthread_sigmask(signal.SIG_BLOCK, [number])
os.write(1, b"ready\\n")
signal.sigwait([number])
os.write(1, sys.argv[1].encode() + b"\\n")
os._exit(5)
'''

# Tells of each interrupt, of a second one when it has read a line.
INTERRUPTED = '''
import signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
print("ready", flush=True)
signal.sigwait([signal.SIGINT])
print("interrupted", flush=True)
line = sys.stdin.readline()
if signal.SIGINT in signal.sigpending():
    print("interrupted", flush=True)
print("end of", line, flush=True)
'''


def enter(*command, **options):
    """Starts a command by enter-root with the running system as its root."""
    return subprocess.Popen(
        ['perl', str(BUILD_AUX / 'enter-root'), '--dev-bind', '/', '/', '--', *command],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def namespaces_work():
    if shutil.which('bwrap') is None:
        return False
    return subprocess.run(['bwrap', '--dev-bind', '/', '/', 'true'], check=False,
                          stderr=subprocess.DEVNULL).returncode == 0


@unittest.skipUnless(namespaces_work(), 'this machine gives no namespaces to bwrap')
class EnterTest(unittest.TestCase):
    def check(self, process, code, output, errors=''):
        self.assertEqual(process.communicate(timeout=TIMEOUT), (output, errors))
        self.assertEqual(process.returncode, code)

    def test_exit_codes_pass(self):
        for code in (0, 1, 7, 255):
            self.check(enter('sh', '-c', f'echo out; exit {code}'), code, 'out\n')

    def test_errors_stay_on_standard_error(self):
        self.check(enter('sh', '-c', 'echo only >&2'), 0, '', 'only\n')

    def test_unknown_command(self):
        self.check(enter('no-such-command'), 127, '',
                   'build-aux/shell: no-such-command: No such file or directory\n')

    def test_command_that_cannot_run(self):
        self.check(enter('/'), 126, '', 'build-aux/shell: /: Permission denied\n')

    def test_arguments_stay_whole(self):
        self.check(enter('printf', '%s|', 'a b', '', '--', '$HOME', '*'), 0, 'a b||--|$HOME|*|')

    def test_signals_reach_the_command(self):
        for name in ('TERM', 'INT', 'HUP'):
            process = enter('python3', '-c', WAITER, name)
            self.assertEqual(process.stdout.readline(), 'ready\n')
            process.send_signal(getattr(signal, f'SIG{name}'))
            self.check(process, 5, f'{name}\n')

    def test_death_by_a_signal_is_told(self):
        self.check(enter('sh', '-c', 'kill -TERM $$'), 143, '')

    def test_command_dies_with_us(self):
        process = enter('sh', '-c', 'echo $$; read -r line', stdin=subprocess.PIPE)
        child = os.pidfd_open(int(process.stdout.readline()))
        process.kill()
        # A pidfd becomes readable when its process ends.
        self.assertEqual(select.select([child], [], [], TIMEOUT)[0], [child])
        os.close(child)
        process.communicate(timeout=TIMEOUT)

    def test_terminal_interrupts_once(self):
        child, terminal = pty.fork()
        if child == 0:
            os.execvp('perl', ['perl', str(BUILD_AUX / 'enter-root'), '--dev-bind', '/', '/', '--',
                               'python3', '-c', INTERRUPTED])
        seen = b''
        while b'ready' not in seen:
            seen += os.read(terminal, 1000)
        os.write(terminal, b'\x03')
        while b'interrupted' not in seen:
            seen += os.read(terminal, 1000)
        os.write(terminal, b'line\n')
        try:
            while chunk := os.read(terminal, 1000):
                seen += chunk
        except OSError:
            pass  # how a terminal says that nobody is left
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
        self.assertEqual(seen.count(b'interrupted'), 1)
        self.assertIn(b'end of line', seen)


@unittest.skipUnless(os.getuid() == 0, 'the stand-in makes roots as root does')
class MakeTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='assay-make-root-')
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.root = self.folder / 'cache/assay/root-trixie-test'
        (self.folder / 'bin').mkdir()
        for name, text in (('mmdebstrap', MMDEBSTRAP), ('bwrap', '#!/bin/sh\n')):
            program = self.folder / 'bin' / name
            program.write_text(text)
            program.chmod(0o755)
        self.environment = dict(os.environ, PATH=f'{self.folder}/bin:{os.environ["PATH"]}',
                                STAND_IN=str(self.folder), ASSAY_ROOT_MIB='1')

    def start(self, **changes):
        self.root.parent.mkdir(parents=True, exist_ok=True)
        return subprocess.Popen(
            ['flock', f'{self.root}.lock', 'sh', '-c', '[ -d "$1" ] || "$0" "$1"',
             str(BUILD_AUX / 'make-root'), str(self.root)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=dict(self.environment, **changes))

    def finish(self, process):
        output, errors = process.communicate(timeout=TIMEOUT)
        self.assertEqual(output, '')
        return process.returncode, errors

    def runs(self):
        return len((self.folder / 'runs').read_text().splitlines())

    def test_root_appears_whole(self):
        code, errors = self.finish(self.start())
        self.assertEqual(code, 0, errors)
        self.assertTrue((self.root / 'usr').is_dir())
        self.assertFalse(Path(f'{self.root}.new').exists())

    def test_two_at_once_make_one(self):
        os.mkfifo(self.folder / 'go')
        processes = [self.start(), self.start()]
        with open(self.folder / 'go', 'w') as go:
            go.write('go\n')
        for process in processes:
            self.assertEqual(self.finish(process)[0], 0)
        self.assertEqual(self.runs(), 1)

    def test_leftovers_of_a_killed_run_are_cleared(self):
        leftover = Path(f'{self.root}.new/usr/half')
        leftover.parent.mkdir(parents=True)
        leftover.write_text('half')
        self.assertEqual(self.finish(self.start())[0], 0)
        self.assertFalse((self.root / 'usr/half').exists())

    def test_termination_leaves_nothing(self):
        os.mkfifo(self.folder / 'go')
        process = subprocess.Popen([str(BUILD_AUX / 'make-root'), str(self.root)],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env=self.environment)
        with open(self.folder / 'go', 'w'):
            process.terminate()
            self.assertEqual(process.wait(TIMEOUT), 143)
        self.assertEqual(list(self.root.parent.iterdir()), [])

    def test_failure_is_told_and_leaves_no_root(self):
        (self.folder / 'fail').touch()
        code, errors = self.finish(self.start())
        self.assertEqual(code, 1)
        self.assertIn('making the root failed; the lines above say why', errors)
        self.assertFalse(self.root.exists())
        self.assertFalse(Path(f'{self.root}.new').exists())

    def test_full_disk_is_told_before_the_work(self):
        code, errors = self.finish(self.start(ASSAY_ROOT_MIB='999999999'))
        self.assertEqual(code, 1)
        self.assertIn(f'not enough space in {self.root.parent}: ', errors)
        self.assertIn('999999999 MiB are needed', errors)
        self.assertFalse((self.folder / 'runs').exists())

    def test_old_roots_go_unless_in_use(self):
        for name in ('old', 'used'):
            place = self.root.parent / f'root-trixie-{name}'
            place.mkdir(parents=True)
            lock = Path(f'{place}.lock')
            lock.touch()
            os.utime(lock, (0, 0))
        with open(self.root.parent / 'root-trixie-used.lock') as used:
            fcntl.flock(used, fcntl.LOCK_SH)
            self.assertEqual(self.finish(self.start())[0], 0)
        names = sorted(entry.name for entry in self.root.parent.iterdir() if entry.is_dir())
        self.assertEqual(names, ['root-trixie-test', 'root-trixie-used'])


class UsageTest(unittest.TestCase):
    def test_no_command_is_a_usage_error(self):
        answer = subprocess.run([str(BUILD_AUX / 'shell')], capture_output=True, text=True,
                                check=False)
        self.assertEqual((answer.returncode, answer.stdout), (2, ''))
        self.assertEqual(answer.stderr, 'usage: build-aux/shell COMMAND [ARGUMENT...]\n')

    def test_floor_is_read_from_the_build_file(self):
        script = (BUILD_AUX / 'shell').read_text()
        start = script.index('floor () {')
        function = script[start:script.index('\n}\n', start) + 3]
        answer = subprocess.run(['bash', '-c', f'top={BUILD_AUX.parent}\n{function}floor'],
                                capture_output=True, text=True, check=True)
        self.assertIn('gtk4 >= 4.18\n', answer.stdout)
        self.assertIn('libadwaita-1 >= 1.7\n', answer.stdout)

    def test_nested_shell_runs_in_place(self):
        answer = subprocess.run([str(BUILD_AUX / 'shell'), 'sh', '-c', 'echo "$PATH"; exit 3'],
                                capture_output=True, text=True, check=False,
                                env=dict(os.environ, ASSAY_SHELL=str(BUILD_AUX.parent)))
        self.assertEqual((answer.returncode, answer.stdout), (3, os.environ['PATH'] + '\n'))


if __name__ == '__main__':
    tap.main()
