/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>

#include "app-support.h"
#include "assay-obstacles.h"
#include "assay-support.h"
#include "assay-window.h"

#define RETRIED "Tried again; it is still in the way"

typedef struct
{
  AssayTempDir *folder;
  GSocketListener *holder; /* of the address the inbox wants */
  AssayOpenProfile *open_profile;
  AssayWindow *window;
  guint started;
} Fixture;

static AdwBanner *
get_banner (Fixture *fixture, AssayObstacle obstacle)
{
  gpointer obstacles = gtk_widget_get_template_child (GTK_WIDGET (fixture->window),
                                                      ASSAY_TYPE_WINDOW, "obstacles");

  return assay_obstacles_get_banner (obstacles, obstacle);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) held = NULL;
  g_autofree char *listen = NULL;

  fixture->folder = assay_temp_dir_new ();
  fixture->holder = g_socket_listener_new ();
  g_socket_listener_add_address (fixture->holder, wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &held, &error);
  g_assert_no_error (error);
  profile = assay_profile_open (fixture->folder, &error);
  g_assert_no_error (error);
  listen = g_strdup_printf ("127.0.0.1:%u",
                            g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (held)));
  g_settings_set_string (assay_profile_get_settings (profile), "receiver-listen", listen);

  fixture->open_profile = assay_open_profile_new (profile);
  g_signal_connect_swapped (fixture->open_profile, "started", G_CALLBACK (assay_count_cb),
                            &fixture->started);
  fixture->window = g_object_new (ASSAY_TYPE_WINDOW, "open-profile", fixture->open_profile, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  assay_wait_until (fixture->started == 1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assay_open_profile_stop (fixture->open_profile);
  assay_wait_until (!assay_open_profile_get_running (fixture->open_profile));
  g_object_unref (fixture->open_profile);
  g_clear_object (&fixture->holder);
  assay_temp_dir_remove (fixture->folder);
}

static void
expect (Fixture *fixture, AssayObstacle obstacle, const char *title, const char *action)
{
  AdwBanner *banner = get_banner (fixture, obstacle);

  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_cmpstr (adw_banner_get_title (banner), ==, title);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (banner)), ==, action);
}

static void
retry (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (get_banner (fixture, ASSAY_OBSTACLE_INBOX)),
                              "obstacles.retry", NULL);
}

/* Neither hides the other, and each goes once it is put right. */
static void
test_two_obstacles (Fixture *fixture, gconstpointer data)
{
  expect (fixture, ASSAY_OBSTACLE_INBOX,
          "Another program listens on the inbox’s address. Stop it, or choose another port.",
          "obstacles.retry");
  expect (fixture, ASSAY_OBSTACLE_SECRETS,
          "No keyring answers. Start one, then retry; until then webhooks are refused and nothing "
          "is sent.",
          "obstacles.retry");
  g_assert_false (adw_banner_get_revealed (get_banner (fixture, ASSAY_OBSTACLE_SETTINGS)));

  g_assert_null (app_support_find_label (GTK_WIDGET (fixture->window), RETRIED));
  retry (fixture);
  assay_wait_until (fixture->started == 2);
  g_assert_nonnull (app_support_find_label (GTK_WIDGET (fixture->window), RETRIED));

  g_socket_listener_close (fixture->holder);
  retry (fixture);
  assay_wait_until (fixture->started == 3);
  g_assert_false (adw_banner_get_revealed (get_banner (fixture, ASSAY_OBSTACLE_INBOX)));
  g_assert_true (adw_banner_get_revealed (get_banner (fixture, ASSAY_OBSTACLE_SECRETS)));
}

int
main (int argc, char *argv[])
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  app_support_init (&argc, &argv);

  g_test_add ("/app/window/two-obstacles", Fixture, NULL, set_up, test_two_obstacles, tear_down);

  return g_test_run ();
}
