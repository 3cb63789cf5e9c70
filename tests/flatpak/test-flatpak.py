# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Builds the Flatpak, installs it from where users would, and uses it as an ordinary user.

ASSAY_FLATPAK_STANDIN names the repository that stands in for Flathub. Root becomes somebody else
first, because a sandbox means little to root.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]
UID = 61234
SESSION = ['xvfb-run', '-a', '-s', '-screen 0 1366x768x24', 'dbus-run-session', '--', 'python3', '-B']


def copy_sources(target):
    """What git would commit now, for the builder to take as its source."""
    names = subprocess.run(['git', '-c', f'safe.directory={TOP}', '-C', TOP, 'ls-files', '-z', '--cached',
                            '--others', '--exclude-standard'], check=True, stdout=subprocess.PIPE).stdout
    for name in names.decode().split('\0'):
        source = TOP / name
        if name and source.is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)


def become_nobody(folder, command, environment):
    """The command as a user of its own, with a home in the folder."""
    passwd = folder / 'passwd'
    home = folder / 'home'
    passwd.write_text(Path('/etc/passwd').read_text() + f'assay-test:x:{UID}:{UID}::{home}:/bin/sh\n')
    subprocess.run(['chown', '-R', f'{UID}:{UID}', folder], check=True)
    return ['unshare', '--mount', '--propagation', 'private', 'sh', '-euc',
            f'mount --bind {passwd} /etc/passwd; mount --bind "$0" {folder}/standin; exec "$@"',
            environment['ASSAY_FLATPAK_STANDIN'], 'setpriv', f'--reuid={UID}', f'--regid={UID}',
            '--clear-groups', '--inh-caps=-all', '--bounding-set=-all', *command]


def main():
    standin = os.environ.get('ASSAY_FLATPAK_STANDIN')
    if not standin:
        print('1..0 # SKIP run by build-aux/test --suite flatpak, which makes the runtime')
        return 0
    folder = Path(tempfile.mkdtemp(prefix='assay-flatpak-', dir='/var/tmp'))
    try:
        for name in ('home', 'run', 'source', 'standin', 'system', 'user'):
            (folder / name).mkdir(mode=0o700)
        copy_sources(folder / 'source')
        subprocess.run([TOP / 'build-aux/flatpak/fetch-sources',
                        TOP / 'flatpak/io.github.assaydesk.Assay.json', folder / 'archives'],
                       check=True, stdout=sys.stderr)
        environment = {
            'PATH': '/usr/bin:/usr/sbin', 'LANG': 'C.UTF-8', 'HOME': str(folder / 'home'),
            'XDG_RUNTIME_DIR': str(folder / 'run'), 'FLATPAK_USER_DIR': str(folder / 'user'),
            'FLATPAK_SYSTEM_DIR': str(folder / 'system'), 'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo',
            'ASSAY_FLATPAK_STANDIN': standin, 'ASSAY_FLATPAK_WORLD': str(folder),
        }
        command = [*SESSION, str(folder / 'source/tests/flatpak/sandbox.py')]
        if os.geteuid() == 0:
            command = become_nobody(folder, command, environment)
            environment['ASSAY_FLATPAK_STANDIN'] = str(folder / 'standin')
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    sys.exit(main())
