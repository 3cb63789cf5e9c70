# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
"""A window of three buttons above each other: one that counts its clicks on standard output, one
that opens a popover, one that opens a dialog, whose text it prints as it changes. usage: window.py [--maximized]"""

import sys

import gi

gi.require_version('Gtk', '4.0')
from gi.repository import GLib, Gtk  # noqa: E402

Gtk.init_check()
loop = GLib.MainLoop()
clicks = 0


def say(text):
    print(text, flush=True)


def count(_button):
    global clicks
    clicks += 1
    say(f'click {clicks}')


def open_dialog(_button):
    entry = Gtk.Entry()
    entry.connect('changed', lambda _entry: say(f'text {entry.get_text()}'))
    dialog = Gtk.Window(transient_for=window, modal=True, child=entry)
    keys = Gtk.ShortcutController()
    keys.add_shortcut(Gtk.Shortcut(trigger=Gtk.ShortcutTrigger.parse_string('Escape'),
                                   action=Gtk.NamedAction.new('window.close')))
    dialog.add_controller(keys)
    dialog.connect('map', lambda _dialog: say('dialog open'))
    dialog.connect('unmap', lambda _dialog: say('dialog closed'))
    dialog.present()


window = Gtk.Window(default_width=320, default_height=600)
popover = Gtk.Popover(child=Gtk.Label(label='Popover'))
popover.connect('map', lambda _popover: say('popover open'))
popover.connect('closed', lambda _popover: say('popover closed'))
box = Gtk.Box(orientation=Gtk.Orientation.VERTICAL, homogeneous=True)
for button, handler in ((Gtk.Button(label='Count'), count),
                        (Gtk.MenuButton(label='Popover', popover=popover), None),
                        (Gtk.Button(label='Dialog'), open_dialog)):
    button.set_vexpand(True)
    if handler:
        button.connect('clicked', handler)
    box.append(button)
window.set_titlebar(Gtk.Box())
window.set_child(box)
if '--maximized' in sys.argv:
    window.maximize()
window.connect('map', lambda _window: say('shown'))
window.connect('close-request', lambda _window: loop.quit())
window.present()
loop.run()
