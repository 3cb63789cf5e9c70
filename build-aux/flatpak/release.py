# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""Builds the Flatpak and everything that a web server needs to offer it."""

import argparse
import base64
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
MANIFEST = TOP / 'flatpak/io.github.assaydesk.Assay.json'
BRANCH = 'stable'
FLATHUB = 'https://dl.flathub.org/repo/flathub.flatpakrepo'
TITLE = 'Assay'
COMMENT = 'Order desk for assessments'
HOMEPAGE = 'https://github.com/assaydesk/assay'


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(
        prog='build-aux/flatpak-release',
        description='Makes a signed repository, a .flatpakrepo, a .flatpakref and a bundle in OUTPUT, '
        'to be copied to a web server as it is. A later run adds the next version to it. The SDK that '
        'the manifest names has to be installed, or --install-deps-from names a remote that has it.')
    parser.add_argument('output', metavar='OUTPUT', type=Path)
    parser.add_argument('--url', required=True, help='where OUTPUT will be served, without a slash at the end')
    parser.add_argument('--gpg-key', required=True, metavar='KEY', help='id of the key that signs')
    parser.add_argument('--gpg-homedir', type=Path, metavar='FOLDER', help='where gpg keeps it')
    parser.add_argument('--manifest', type=Path, default=MANIFEST, help=argparse.SUPPRESS)
    parser.add_argument('--runtime-repo', default=FLATHUB, metavar='URL',
                        help='where the runtime comes from [%(default)s]; empty for a bundle that is '
                        'installed where no network is and the runtime is there already')
    parser.add_argument('--install-deps-from', metavar='REMOTE')
    parser.add_argument('--extra-sources', type=Path, metavar='FOLDER',
                        help='the archives that the manifest pins, where they cannot be downloaded')
    parser.add_argument('--state-dir', type=Path, metavar='FOLDER', help='kept between runs')
    return parser.parse_args(arguments)


def run(*command):
    subprocess.run([str(part) for part in command], check=True, stdout=sys.stderr)


class Signer:
    """The key, as the tools want it named."""

    def __init__(self, key, homedir):
        self.key = key
        self.homedir = homedir

    def options(self):
        return [f'--gpg-sign={self.key}'] + ([f'--gpg-homedir={self.homedir}'] if self.homedir else [])

    def public_key(self):
        command = ['gpg', '--batch', *(['--homedir', str(self.homedir)] if self.homedir else []),
                   '--export', self.key]
        exported = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
        if not exported:
            raise SystemExit(f'flatpak-release: gpg has no key {self.key}')
        return exported


def describe_commit():
    """What is released; it has to be in the history."""
    if not (TOP / '.git').exists():
        return 'from an archive'
    git = ['git', '-C', str(TOP)]
    changed = subprocess.run([*git, 'status', '--porcelain'], check=True, stdout=subprocess.PIPE).stdout
    if changed:
        raise SystemExit('flatpak-release: there are changes that are not committed')
    commit = subprocess.run([*git, 'rev-parse', 'HEAD'], check=True, stdout=subprocess.PIPE, text=True)
    return commit.stdout.strip()


def version():
    return re.search(r"^  version: '([^']+)'", (TOP / 'meson.build').read_text('utf-8'), re.MULTILINE)[1]


def keyfile(path, group, values):
    lines = [f'[{group}]', *(f'{name}={value}' for name, value in values.items() if value)]
    path.write_text('\n'.join(lines) + '\n', encoding='utf-8')


def build(options, signer, scratch):
    command = ['flatpak-builder', '--force-clean', '--disable-rofiles-fuse',
               f'--repo={options.output / "repo"}', f'--default-branch={BRANCH}',
               f'--subject=Assay {version()}', f'--body={describe_commit()}', *signer.options(),
               f'--state-dir={options.state_dir or scratch / "state"}']
    if options.extra_sources:
        command.append(f'--extra-sources={options.extra_sources}')
    command.append('--user')
    if options.install_deps_from:
        command.append(f'--install-deps-from={options.install_deps_from}')
    run(*command, scratch / 'build', options.manifest)


def publish(options, signer, scratch):
    application = json.loads(options.manifest.read_text('utf-8'))['id']
    repository = options.output / 'repo'
    address = f'{options.url}/repo/'
    key = signer.public_key()
    keyring = scratch / 'key.gpg'
    keyring.write_bytes(key)
    encoded = base64.b64encode(key).decode('ascii')

    run('flatpak', 'build-update-repo', f'--title={TITLE}', f'--comment={COMMENT}',
        f'--homepage={HOMEPAGE}', f'--default-branch={BRANCH}', f'--gpg-import={keyring}',
        '--generate-static-deltas', '--prune', *signer.options(), repository)
    keyfile(options.output / 'assay.flatpakrepo', 'Flatpak Repo', {
        'Version': '1', 'Title': TITLE, 'Comment': COMMENT, 'Url': address, 'Homepage': HOMEPAGE,
        'DefaultBranch': BRANCH, 'GPGKey': encoded})
    keyfile(options.output / f'{application}.flatpakref', 'Flatpak Ref', {
        'Version': '1', 'Title': TITLE, 'Comment': COMMENT, 'Name': application, 'Branch': BRANCH,
        'Url': address, 'Homepage': HOMEPAGE, 'SuggestRemoteName': 'assay', 'IsRuntime': 'false',
        'RuntimeRepo': options.runtime_repo, 'GPGKey': encoded})
    run('flatpak', 'build-bundle', f'--repo-url={address}', f'--gpg-keys={keyring}', *signer.options(),
        *([f'--runtime-repo={options.runtime_repo}'] if options.runtime_repo else []),
        repository, options.output / f'{application}.flatpak', application, BRANCH)


def main(arguments):
    options = parse_arguments(arguments)
    signer = Signer(options.gpg_key, options.gpg_homedir)
    signer.public_key()
    options.output.mkdir(parents=True, exist_ok=True)
    # The builder links files between its folders, so all of them lie on one file system.
    with tempfile.TemporaryDirectory(dir=options.output.resolve().parent, prefix='assay-release-') as scratch:
        build(options, signer, Path(scratch))
        publish(options, signer, Path(scratch))
    print(options.output)


if __name__ == '__main__':
    try:
        main(sys.argv[1:])
    except subprocess.CalledProcessError as error:
        sys.exit(f'flatpak-release: {error.cmd[0]} ended with {error.returncode}')
