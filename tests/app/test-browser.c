/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <gio/gunixsocketaddress.h>

#include "assay-browser.h"
#include "assay-support.h"

static GtkApplication *
new_application (void)
{
  GtkApplication *application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

  return application;
}

/* The tests' display is that of a desktop; a browser's is tried by the suite browser. */
static void
test_desktop (void)
{
  g_assert_false (assay_browser_is_display (gdk_display_get_default ()));
  g_assert_false (assay_browser_is_display (NULL));
}

static void
test_title_bar (void)
{
  g_autofree char *layout = NULL;
  g_autofree char *twice = NULL;
  g_autofree char *middle = NULL;
  g_autofree char *right = NULL;

  assay_browser_prepare (gtk_settings_get_default ());
  g_object_get (gtk_settings_get_default (), "gtk-decoration-layout", &layout,
                "gtk-titlebar-double-click", &twice, "gtk-titlebar-middle-click", &middle,
                "gtk-titlebar-right-click", &right, NULL);
  g_assert_cmpstr (layout, ==, ":close");
  g_assert_cmpstr (twice, ==, "none");
  g_assert_cmpstr (middle, ==, "none");
  g_assert_cmpstr (right, ==, "none");
}

/* What comes in at the other end. */
typedef struct
{
  GSocketConnection *connection;
  char *text;
} Copied;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes)
    bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);
  Copied *copied = user_data;

  g_assert_nonnull (bytes);
  copied->text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Copied *copied = user_data;

  copied->connection = g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL,
                                                        NULL);
  g_assert_nonnull (copied->connection);
  g_input_stream_read_bytes_async (g_io_stream_get_input_stream (G_IO_STREAM (copied->connection)),
                                   64, G_PRIORITY_DEFAULT, NULL, read_cb, copied);
}

/* What is copied goes to whoever serves the page. */
static void
test_copied (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = g_build_filename (folder, "copied", NULL);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GError) error = NULL;
  Copied copied = { NULL };

  g_socket_listener_add_address (listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT,
                                 NULL, NULL, &error);
  g_assert_no_error (error);
  g_socket_listener_accept_async (listener, NULL, accepted_cb, &copied);
  g_setenv ("ASSAY_BROWSER_CLIPBOARD", path, TRUE);
  assay_browser_follow_clipboard (display);
  gdk_clipboard_set_text (gdk_display_get_clipboard (display), "Zoë – 80 %");
  assay_wait_until (copied.text != NULL);
  g_assert_cmpstr (copied.text, ==, "Zoë – 80 %");
  g_object_unref (copied.connection);
  g_free (copied.text);
}

/* Each new window lies on the one before and on no other. */
static void
test_windows (void)
{
  g_autoptr (GtkApplication) application = new_application ();
  GtkWindow *first = GTK_WINDOW (gtk_application_window_new (application));
  GtkWindow *second = NULL;
  GtkWindow *third = NULL;

  assay_browser_take_window (application, first);
  g_assert_true (gtk_window_is_maximized (first));
  g_assert_null (gtk_window_get_transient_for (first));

  second = GTK_WINDOW (gtk_application_window_new (application));
  assay_browser_take_window (application, second);
  g_assert_true (gtk_window_is_maximized (second));
  g_assert_true (gtk_window_get_transient_for (second) == first);

  third = GTK_WINDOW (gtk_application_window_new (application));
  assay_browser_take_window (application, third);
  g_assert_null (gtk_window_get_transient_for (first));
  g_assert_null (gtk_window_get_transient_for (second));
  g_assert_true (gtk_window_get_transient_for (third) == second);

  gtk_window_destroy (third);
  gtk_window_destroy (second);
  gtk_window_destroy (first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();

  g_test_add_func ("/app/browser/copied", test_copied);
  g_test_add_func ("/app/browser/desktop", test_desktop);
  g_test_add_func ("/app/browser/title-bar", test_title_bar);
  g_test_add_func ("/app/browser/windows", test_windows);

  return g_test_run ();
}
