/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>
#include <libsoup/soup.h>
#include <string.h>

#include "accounts/assay-connect-dialog.h"
#include "app-support.h"
#include "assay-local-server.h"
#include "assay-memory-store.h"
#include "assay-support.h"

#define LINK "https://connect.example/?t=1"
#define LINKED \
  "{\"id\":\"acc-1\",\"status\":\"active\",\"origin_owner_id\":\"globex-gmbh\"," \
  "\"origin_owner_name\":\"Globex\"}"

typedef struct
{
  char *folder;
  SoupServer *server;
  AssaySecretStore *secrets;
  AssayDesk *desk;
  GtkWidget *window;
  AdwDialog *dialog;
  const char *accounts;
  gboolean has_token;
  guint status;
  guint n_sessions;
} Fixture;

static void
answer (SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;

  if (g_str_equal (path, "/accounts"))
    {
      answer (message, 200, fixture->accounts);
      return;
    }

  g_assert_cmpstr (path, ==, "/connect_sessions");
  fixture->n_sessions++;
  if (fixture->status != 201)
    answer (message, fixture->status, "{\"message\":\"no\"}");
  else if (fixture->has_token)
    answer (message, 201,
            "{\"id\":1,\"auth_link_url\":\"" LINK "\",\"external_trigger_token\":\"djEuZX\"}");
  else
    answer (message, 201, "{\"id\":1,\"auth_link_url\":\"" LINK "\"}");
}

static void
store_key (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  assay_secret_store_store_async (fixture->secrets, ASSAY_SECRET_STACKONE_API_KEY, "v1.eu1.key",
                                  NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_assert_true (assay_secret_store_store_finish (fixture->secrets, result, NULL));
}

static void
open_desk (Fixture *fixture, const char *url)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open (fixture->folder, &error);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  g_assert_no_error (error);
  g_settings_set_string (assay_profile_get_settings (profile), "api-base-url", url);
  fixture->desk = assay_desk_new (profile, fixture->secrets);
  assay_desk_open_async (fixture->desk, ASSAY_JOURNAL_READ_WRITE, NULL, assay_await_result_cb,
                         &slot);
  result = assay_await_result (&slot);
  assay_desk_open_finish (fixture->desk, result, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = NULL;

  fixture->folder = assay_temp_dir_new ();
  fixture->accounts = "[]";
  fixture->status = 201;
  fixture->has_token = TRUE;
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, handle_cb, fixture, NULL);
  url = assay_local_server_listen (fixture->server);
  fixture->secrets = ASSAY_SECRET_STORE (assay_memory_store_new ());
  store_key (fixture);
  open_desk (fixture, url);

  fixture->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 640, 600);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->dialog = g_object_ref_sink (assay_connect_dialog_new (fixture->desk));
  adw_dialog_present (fixture->dialog, fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  adw_dialog_force_close (fixture->dialog);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assay_wait_until (G_OBJECT (fixture->dialog)->ref_count == 1);
  g_assert_finalize_object (fixture->dialog);
  assay_desk_stop (fixture->desk);
  assay_wait_until (G_OBJECT (fixture->desk)->ref_count == 1);
  g_assert_finalize_object (fixture->desk);
  g_object_unref (fixture->secrets);
  g_object_unref (fixture->server);
  assay_temp_dir_remove (fixture->folder);
}

static const char *
get_subtitle (Fixture *fixture, const char *row)
{
  return adw_action_row_get_subtitle (app_support_get_part (fixture->dialog, row));
}

static void
connect (Fixture *fixture)
{
  gtk_editable_set_text (app_support_get_part (fixture->dialog, "name"), "Globex GmbH");
  g_assert_cmpstr (gtk_editable_get_text (app_support_get_part (fixture->dialog, "id")), ==,
                   "globex-gmbh");
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "dialog.connect", NULL);
}

static gboolean
shows (Fixture *fixture, const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (app_support_get_part (fixture->dialog,
                                                                            "stack")),
                    page) == 0;
}

static void
test_linked (Fixture *fixture, gconstpointer data)
{
  AdwPreferencesRow *outcome = app_support_get_part (fixture->dialog, "outcome");

  connect (fixture);
  assay_wait_until (shows (fixture, "session"));
  g_assert_cmpstr (get_subtitle (fixture, "link"), ==, LINK);
  g_assert_cmpstr (get_subtitle (fixture, "token"), ==, "••••••••••••");
  g_assert_cmpstr (get_subtitle (fixture, "expiry"), ==, "in 30:00");
  gtk_toggle_button_set_active (app_support_get_part (fixture->dialog, "reveal_token"), TRUE);
  g_assert_cmpstr (get_subtitle (fixture, "token"), ==, "djEuZX");
  g_assert_cmpstr (adw_preferences_row_get_title (outcome), ==, "Waiting for the customer…");

  fixture->accounts = "[" LINKED "]";
  assay_wait_until (g_strcmp0 (adw_preferences_row_get_title (outcome), "The account is linked") ==
                    0);
  g_assert_cmpstr (get_subtitle (fixture, "outcome"), ==, "Account acc-1 is active.");
  g_assert_cmpuint (fixture->n_sessions, ==, 1);
}

static void
test_no_token (Fixture *fixture, gconstpointer data)
{
  fixture->has_token = FALSE;
  connect (fixture);
  assay_wait_until (shows (fixture, "session"));
  g_assert_true (g_str_has_prefix (get_subtitle (fixture, "token"), "None came. "));
  g_assert_false (gtk_widget_get_visible (app_support_get_part (fixture->dialog, "copy_token")));

  fixture->has_token = TRUE;
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "dialog.renew", NULL);
  assay_wait_until (fixture->n_sessions == 2 &&
                    gtk_widget_get_visible (app_support_get_part (fixture->dialog, "copy_token")));
  g_assert_cmpstr (get_subtitle (fixture, "token"), ==, "••••••••••••");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  AdwBanner *failure = app_support_get_part (fixture->dialog, "failure");

  fixture->status = 403;
  connect (fixture);
  assay_wait_until (adw_banner_get_revealed (failure));
  g_assert_true (shows (fixture, "customer"));
  fixture->status = 201;
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "dialog.connect", NULL);
  assay_wait_until (shows (fixture, "session"));
  g_assert_false (adw_banner_get_revealed (failure));
}

/* Without a customer there is nothing to ask for. */
static void
test_empty (Fixture *fixture, gconstpointer data)
{
  gtk_editable_set_text (app_support_get_part (fixture->dialog, "name"), "  ");
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "dialog.connect", NULL);
  gtk_editable_set_text (app_support_get_part (fixture->dialog, "name"), "Globex");
  gtk_editable_set_text (app_support_get_part (fixture->dialog, "id"), "");
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "dialog.connect", NULL);
  assay_run_for (50);
  g_assert_cmpuint (fixture->n_sessions, ==, 0);
}

int
main (int argc, char **argv)
{
  app_support_init (&argc, &argv);

#define ADD(name, function) \
  g_test_add ("/app/connect-dialog/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("linked", test_linked);
  ADD ("no-token", test_no_token);
  ADD ("refused", test_refused);
  ADD ("empty", test_empty);
#undef ADD

  return g_test_run ();
}
