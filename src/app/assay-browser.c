/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-browser.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

/* Broadway has no window manager: a window stays where it was made, under those made later, and the
 * page shows nothing beside the windows. So each window fills the page, and the active one is
 * transient for another, which is the only thing that puts it on top. */
static void
raise_window (GtkApplication *application, GtkWindow *window)
{
  GtkWindow *below = NULL;

  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    {
      if (l->data == window)
        continue;
      /* Otherwise two would be above each other. */
      gtk_window_set_transient_for (l->data, NULL);
      if (below == NULL)
        below = l->data;
    }

  gtk_window_set_transient_for (window, below);
}

static void
active_cb (GtkWindow *window)
{
  GtkApplication *application = gtk_window_get_application (window);

  if (application != NULL && gtk_window_is_active (window))
    raise_window (application, window);
}

/**
 * assay_browser_is_display:
 * @display: (nullable): a display
 *
 * Tells whether the windows of a display are shown in a browser.
 *
 * GTK offers this display only where it was built with it, so it is known by the name of its type.
 *
 * Returns: whether a browser shows them
 */
gboolean
assay_browser_is_display (GdkDisplay *display)
{
  return display != NULL && g_str_equal (G_OBJECT_TYPE_NAME (display), "GdkBroadwayDisplay");
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *text = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection)
    connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);

  /* Nobody waits for the other end, which takes all there is at once. */
  if (connection == NULL ||
      !g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                                  strlen (text), NULL, NULL, &error))
    g_debug ("what was copied does not reach the browser: %s", error->message);
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *path = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);

  if (text != NULL)
    g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address), NULL, connected_cb,
                                   text);
}

/* Broadway's clipboard is known to nobody else. Who serves the page says where the browser's is. */
static void
copied_cb (GdkClipboard *clipboard)
{
  const char *path = g_getenv ("ASSAY_BROWSER_CLIPBOARD");

  if (path != NULL && gdk_clipboard_is_local (clipboard) &&
      gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), G_TYPE_STRING))
    gdk_clipboard_read_text_async (clipboard, NULL, text_read_cb, g_strdup (path));
}

/**
 * assay_browser_follow_clipboard:
 * @display: a display that a browser shows
 *
 * Brings what is copied to the browser's clipboard, by the socket that `ASSAY_BROWSER_CLIPBOARD`
 * names.
 */
void
assay_browser_follow_clipboard (GdkDisplay *display)
{
  g_return_if_fail (GDK_IS_DISPLAY (display));

  g_signal_connect (gdk_display_get_clipboard (display), "changed", G_CALLBACK (copied_cb), NULL);
}

/**
 * assay_browser_prepare:
 * @settings: settings of a display that a browser shows
 *
 * Leaves out of title bars what makes no sense in a page: windows cannot be hidden, moved or made
 * smaller there.
 */
void
assay_browser_prepare (GtkSettings *settings)
{
  g_return_if_fail (GTK_IS_SETTINGS (settings));

  g_object_set (settings, "gtk-decoration-layout", ":close", "gtk-titlebar-double-click", "none",
                "gtk-titlebar-middle-click", "none", "gtk-titlebar-right-click", "none", NULL);
}

/**
 * assay_browser_take_window:
 * @application: the application
 * @window: a window that has not been shown yet
 *
 * Has a window fill the page, and be on top of the others while it is active.
 */
void
assay_browser_take_window (GtkApplication *application, GtkWindow *window)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));
  g_return_if_fail (GTK_IS_WINDOW (window));

  raise_window (application, window);
  gtk_window_maximize (window);
  g_signal_connect (window, "notify::is-active", G_CALLBACK (active_cb), NULL);
}
