# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""The life of an installed Assay: install, work, update, remove. Run by test-flatpak.py."""

import contextlib
import functools
import http.server
import json
import os
import re
import subprocess
import sys
import threading
import unittest
import urllib.request
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(SOURCE / 'tests/ui'), str(SOURCE / 'tests/build-aux')]
import tap  # noqa: E402
from driver import Assay, wait_for  # noqa: E402

WORLD = Path(os.environ['ASSAY_FLATPAK_WORLD'])
HOME = Path(os.environ['HOME'])
ID = 'io.github.assaydesk.Assay'
DATA = HOME / '.var/app' / ID
MANIFEST = SOURCE / f'flatpak/{ID}.json'
SITE = WORLD / 'site'
ORDER = {
    'candidate': {'id': 'c28xIQ0L8-buHWaN4YycogCk8V'},
    'job': {'id': 'c28xIQCCQ2Zvkmqk5biEuO8fw7'},
    'packages': ['c28xIQOUbKZP942TymEJCkN8u2'],
}
PORTALS = '[preferred]\ndefault=gtk\norg.freedesktop.impl.portal.Secret=gnome-keyring\n'
LEFTOVER = re.compile(r'^include|^lib/pkgconfig|^lib/systemd|\.(a|la)$|/doc/|/gtk-doc/')
# A path of the machine it was built on, or of a system outside the sandbox.
FOREIGN_PATH = re.compile(rb'(?:/run/build|/home|/root|/usr/share|/usr/local|/etc|/var/tmp)/[\w./-]+')
# A session in which no service can be started: neither a keyring nor a portal.
BARE_BUS = '''<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>'''


def run(*command, status=0, text='', **options):
    """Runs a command to its end and returns what it wrote; its exit code has to be the one given."""
    done = subprocess.run([str(part) for part in command], check=False, input=text,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=600, **options)
    if done.returncode != status:
        raise AssertionError(f'{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}')
    return done


def flatpak(*arguments, **options):
    # Installing looks for a system bus, to ask whether children may use the application.
    environment = dict(os.environ, DBUS_SYSTEM_BUS_ADDRESS=os.environ['DBUS_SESSION_BUS_ADDRESS'])
    return run('flatpak', '--user', *arguments, env=environment, **options)


def inside(*command, options=(), status=0, **more):
    """Runs a command in the sandbox of the installed application."""
    return run('flatpak', 'run', *options, f'--command={command[0]}', ID, *command[1:], status=status, **more)


class Server(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


class World:
    """The repository, as one would put it on the web, and the server it lies on."""

    def __init__(self):
        SITE.mkdir()
        handler = functools.partial(Server, directory=str(SITE))
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f'http://127.0.0.1:{self.server.server_port}'
        self.gpg = WORLD / 'gpg'
        self.gpg.mkdir(mode=0o700)
        self.key = self.make_key('Assay test')
        flatpak('remote-add', '--no-gpg-verify', 'standin', os.environ['ASSAY_FLATPAK_STANDIN'])
        run('ostree', f'--repo={os.environ["FLATPAK_SYSTEM_DIR"]}/repo', 'init', '--mode=bare-user-only')
        references = flatpak('remote-ls', '--all', '--columns=ref', 'standin').stdout.split()
        self.version = references[0].rsplit('/', 1)[1]
        flatpak('install', '-y', '--noninteractive', 'standin', f'org.gnome.Platform//{self.version}',
                f'org.gnome.Sdk//{self.version}')
        self.choose_runtime()
        self.start_services()

    def make_key(self, name):
        run('gpg', '--batch', '--homedir', self.gpg, '--passphrase', '', '--quick-generate-key', name,
            'ed25519', 'sign', 'never')
        listed = run('gpg', '--batch', '--homedir', self.gpg, '--list-keys', '--with-colons', name).stdout
        return re.search(r'^fpr:+([0-9A-F]+):', listed, re.MULTILINE)[1]

    def choose_runtime(self):
        """The one change to the manifest: the version that the stand-in has."""
        text = MANIFEST.read_text('utf-8')
        wanted = json.loads(text)['runtime-version']
        MANIFEST.write_text(text.replace(f'"runtime-version": "{wanted}"',
                                         f'"runtime-version": "{self.version}"'), encoding='utf-8')

    def start_services(self):
        settings = HOME / '.config/xdg-desktop-portal'
        settings.mkdir(parents=True)
        (settings / 'portals.conf').write_text(PORTALS, encoding='utf-8')
        subprocess.run(['gnome-keyring-daemon', '--unlock', '--components=secrets', '--daemonize'],
                       input='pass', text=True, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    def release(self):
        run(sys.executable, '-B', SOURCE / 'build-aux/flatpak/release.py', f'--url={self.url}',
            f'--gpg-key={self.key}', f'--gpg-homedir={self.gpg}', '--runtime-repo=',
            f'--extra-sources={WORLD / "archives"}', f'--state-dir={WORLD / "state"}', SITE, cwd=SOURCE)


def set_version(version):
    path = SOURCE / 'meson.build'
    text = path.read_text('utf-8')
    path.write_text(re.sub(r"^  version: '[^']+'", f"  version: '{version}'", text, flags=re.MULTILINE),
                    encoding='utf-8')


def end_everything():
    """Ends what runs in the sandbox; it may have ended by itself."""
    subprocess.run(['flatpak', 'kill', ID], check=False, stderr=subprocess.DEVNULL)


@contextlib.contextmanager
def window(*arguments, demo=True, options=()):
    command = ['flatpak', 'run', '--env=G_MESSAGES_DEBUG=assay-app', '--env=GTK_A11Y=atspi', *options, ID,
               *arguments]
    assay = Assay(command, dict(os.environ), demo=demo)
    try:
        yield assay
    finally:
        end_everything()
        assay.quit()


@contextlib.contextmanager
def simulator(key):
    process = subprocess.Popen(
        ['flatpak', 'run', f'--env=ASSAY_STACKONE_API_KEY={key}', '--command=assayctl', ID, 'simulate',
         '--listen', '127.0.0.1:0'], stdout=subprocess.PIPE, text=True)
    try:
        yield json.loads(process.stdout.readline())['url']
    finally:
        end_everything()
        process.wait(20)
        process.stdout.close()


class SandboxTest(unittest.TestCase):
    """One life, in the order of the names."""

    @classmethod
    def setUpClass(cls):
        cls.world = World()
        set_version('0.1.0')
        cls.world.release()

    def test_1_installs_from_the_signed_repository(self):
        url = self.world.url
        flatpak('remote-add', '--from', 'assay', f'{url}/assay.flatpakrepo')
        self.assertEqual(flatpak('remotes', '--columns=name,url').stdout.split()[:2],
                         ['assay', f'{url}/repo/'])
        flatpak('install', '-y', '--noninteractive', 'assay', ID)
        self.assertEqual(inside('assayctl', '--version').stdout, 'assayctl 0.1.0\n')
        info = flatpak('info', '--show-permissions', ID).stdout
        self.assertEqual(info.strip().splitlines(),
                         ['[Context]', 'shared=network;ipc;', 'sockets=x11;wayland;fallback-x11;',
                          'devices=dri;'])

    def test_2_refuses_what_another_key_signed(self):
        other = self.world.make_key('Somebody else')
        key = WORLD / 'other.gpg'
        key.write_bytes(subprocess.run(['gpg', '--homedir', self.world.gpg, '--export', other], check=True,
                                       stdout=subprocess.PIPE).stdout)
        flatpak('remote-add', f'--gpg-import={key}', 'forged', f'{self.world.url}/repo/', status=1)
        flatpak('remote-delete', '--force', 'forged')

    def test_3_the_sandbox_holds(self):
        secret = HOME / 'secret.txt'
        secret.write_text('for nobody else', encoding='utf-8')
        refused = inside('cat', secret, status=1)
        self.assertIn('No such file or directory', refused.stderr)
        self.assertIn('CapEff:\t0000000000000000\n', inside('cat', '/proc/self/status').stdout)

    def send(self, *options, url, status):
        """Sends to an order that the simulator does not know: a refusal shows that the key was taken."""
        return inside('assayctl', 'result', 'send', 'an-order', '-', '--account', 'an-account',
                      '--kind', 'assessment', '--wait', '5', '--profile', 'sandbox', '--json',
                      options=(f'--env=ASSAY_STACKONE_URL={url}', *options), status=status,
                      text='{"result":{"value":"completed"}}')

    def test_3_only_what_is_needed_is_installed(self):
        files = Path(os.environ['FLATPAK_USER_DIR']) / f'app/{ID}/current/active/files'
        names = sorted(str(path.relative_to(files)) for path in files.rglob('*'))
        self.assertEqual([name for name in names if LEFTOVER.search(name)], [])
        self.assertLessEqual({f'share/licenses/{ID}/assay/COPYING', f'share/licenses/{ID}/libportal/COPYING',
                              'bin/assay', 'bin/assayctl'}, set(names))
        for name in ('bin/assay', 'bin/assayctl'):
            foreign = FOREIGN_PATH.findall((files / name).read_bytes())
            self.assertEqual(foreign, [], name)

    def test_4_secrets_survive_by_the_portal(self):
        with simulator('a-key') as url:
            with window(demo=False) as assay:
                assay.click(r'^Connect to StackOne$')
                assay.type_into(r'^StackOne API key', 'a-key')
                assay.type_into(r'^Address of StackOne$', url)
                assay.click(r'^Connect$')
                wait_for('the window of the profile', lambda: assay.find(r'^Orders'))
        keyrings = list((DATA / 'data/keyrings').iterdir())
        self.assertEqual([path.suffix for path in keyrings], ['.keyring'])
        self.assertNotIn(b'a-key', keyrings[0].read_bytes())
        with simulator('a-key') as url:
            refused = self.send(url=url, status=1)
        self.assertEqual(json.loads(refused.stdout.splitlines()[-1])['status'], 404)

    def test_5_demo(self):
        with window('--profile', 'demo') as assay:
            answer = assay.ask('/_simulator/orders', ORDER)
            self.assertEqual([order['webhook']['status'] for order in answer['orders']], [200])
            assay.open_order('Priya Raman')
            assay.send_result()
            self.assertEqual(assay.find_card(answer['orders'][0]['id']), ('Completed', '80/100'))
        self.assertTrue((DATA / 'data/assay/demo/journal.sqlite').is_file())
        self.assertLessEqual({path.name for path in HOME.iterdir()},
                             {'secret.txt', '.cache', '.config', '.local', '.var'})
        with window('--profile', 'demo') as assay:
            wait_for('the row after a restart', lambda: assay.find(r'^Priya Raman$'))

    def test_6_without_a_keyring(self):
        configuration = WORLD / 'bare-bus.conf'
        configuration.write_text(BARE_BUS, encoding='utf-8')
        done = run('dbus-run-session', f'--config-file={configuration}', '--', 'flatpak', 'run',
                   '--command=assayctl', ID, 'serve', '--profile', 'sandbox', '--listen', '0.0.0.0:0', status=2)
        self.assertIn('no keyring service', done.stderr)
        self.assertIn('cannot listen on 0.0.0.0:0', done.stderr)

    def test_6_without_the_network(self):
        with simulator('key') as url:
            refused = self.send('--unshare=network', '--env=ASSAY_STACKONE_API_KEY=key', url=url, status=3)
        self.assertIn('assayctl: still queued: ', refused.stderr)

    def test_7_updates_and_keeps_the_journal(self):
        set_version('0.1.1')
        self.world.release()
        flatpak('update', '-y', '--noninteractive', ID)
        self.assertEqual(inside('assayctl', '--version').stdout, 'assayctl 0.1.1\n')
        listed = inside('assayctl', 'order', 'list', '--json', '--profile', 'demo').stdout
        self.assertIn('Raman', listed)

    def test_8_presets_of_an_administrator(self):
        architecture = run('flatpak', '--default-arch').stdout.strip()
        presets = Path(os.environ['FLATPAK_USER_DIR']) / f'extension/{ID}.Presets/{architecture}/1'
        presets.mkdir(parents=True)
        (presets / 'defaults').write_text("[Assay]\nprofile-name='Preset'\n", encoding='utf-8')
        self.assertIn('Preset', inside('cat', '/app/extensions/presets/defaults').stdout)

    def test_9_removal_leaves_nothing_and_the_other_ways_install(self):
        flatpak('uninstall', '-y', '--noninteractive', '--delete-data', ID)
        self.assertFalse(DATA.exists())
        flatpak('remote-delete', '--force', 'assay')

        flatpak('install', '-y', '--noninteractive', '--from', f'{self.world.url}/{ID}.flatpakref')
        self.assertEqual(inside('assayctl', '--version').stdout, 'assayctl 0.1.1\n')
        flatpak('uninstall', '-y', '--noninteractive', '--delete-data', ID)

        flatpak('install', '-y', '--noninteractive', '--bundle', SITE / f'{ID}.flatpak')
        self.assertEqual(inside('assayctl', '--version').stdout, 'assayctl 0.1.1\n')


if __name__ == '__main__':
    tap.main()
