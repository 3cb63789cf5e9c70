/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "app-support.h"
#include "assay-local-server.h"
#include "assay-memory-store.h"
#include "assay-secret.h"
#include "assay-signature.h"
#include "assay-support.h"
#include "packages/assay-endpoint-dialog.h"

#define KEY "key-of-the-packages"
#define SECRET "whsec_test_secret"
#define LIST \
  "{\"data\":[{\"id\":\"a\",\"name\":\"Logic\",\"description\":\"Numbers and words\"}]," \
  "\"next\":null}"
#define FAULTY "{\"data\":[{\"id\":7,\"name\":\"Logic\",\"description\":\"Numbers and words\"}]}"
#define KNOWN "Calls present the key of this profile, and are signed as StackOne signs."

/* A server of a partner, and the dialog that tests it. */
typedef struct
{
  char *folder;
  AssayProfile *profile;
  AssaySecretStore *secrets;
  SoupServer *server;
  char *url;
  const char *list;
  gboolean hanging;
  SoupServerMessage *paused;
  guint n_calls;
  GtkWidget *window;
  AdwDialog *dialog;
} Fixture;

static gboolean
is_accepted (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = g_bytes_new (body->data, (gsize) body->length);
  const char *signature = soup_message_headers_get_one (headers, ASSAY_SIGNATURE_HEADER);

  return signature != NULL && assay_signature_verify (SECRET, bytes, signature) &&
         soup_message_headers_get_one (headers, "Authorization") != NULL;
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  fixture->n_calls++;
  if (fixture->hanging)
    {
      g_set_object (&fixture->paused, message);
      soup_server_message_pause (message);
      return;
    }
  soup_message_headers_append (headers, "Access-Control-Allow-Origin", "*");
  if (g_str_equal (soup_server_message_get_method (message), "OPTIONS"))
    {
      soup_server_message_set_status (message, 204, NULL);
      return;
    }
  if (!is_accepted (message))
    {
      soup_server_message_set_status (message, 401, NULL);
      return;
    }

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, fixture->list,
                                    strlen (fixture->list));
}

static void
keep (Fixture *fixture, const char *name, const char *secret)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  assay_secret_store_store_async (fixture->secrets, name, secret, NULL, assay_await_result_cb,
                                  &slot);
  result = assay_await_result (&slot);
  g_assert_true (assay_secret_store_store_finish (fixture->secrets, result, NULL));
}

static const char *
get_credentials (Fixture *fixture)
{
  return adw_action_row_get_subtitle (app_support_get_part (fixture->dialog, "credentials"));
}

static void
open_dialog (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  AssayLint *lint = assay_profile_tables_get_lint (assay_profile_get_tables (fixture->profile),
                                                   &error);

  g_assert_no_error (error);
  fixture->dialog = assay_endpoint_dialog_new (fixture->profile, fixture->secrets, lint);
  g_object_ref_sink (fixture->dialog);
  adw_dialog_present (fixture->dialog, fixture->window);
  assay_wait_until (!g_str_equal (get_credentials (fixture), "The keyring is being read…"));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = assay_temp_dir_new ();
  fixture->profile = assay_profile_open (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->secrets = ASSAY_SECRET_STORE (assay_memory_store_new ());
  fixture->list = LIST;
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, handle_cb, fixture, NULL);
  fixture->url = assay_local_server_listen (fixture->server);
  if (data != NULL)
    {
      keep (fixture, ASSAY_SECRET_PACKAGES_KEY, KEY);
      keep (fixture, ASSAY_SECRET_WEBHOOK_SECRETS, SECRET);
    }

  fixture->window = adw_application_window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  open_dialog (fixture);
}

static void
close_dialog (Fixture *fixture)
{
  adw_dialog_force_close (fixture->dialog);
  assay_wait_until (G_OBJECT (fixture->dialog)->ref_count == 1);
  g_assert_finalize_object (fixture->dialog);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    {
      close_dialog (fixture);
      gtk_window_destroy (GTK_WINDOW (fixture->window));
    }
  if (fixture->paused != NULL)
    soup_server_message_unpause (fixture->paused);
  g_clear_object (&fixture->paused);
  soup_server_disconnect (fixture->server);
  g_object_unref (fixture->server);
  g_free (fixture->url);
  g_object_unref (fixture->secrets);
  g_object_unref (fixture->profile);
  assay_temp_dir_remove (fixture->folder);
}

static void
type (Fixture *fixture, const char *url)
{
  gtk_editable_set_text (app_support_get_part (fixture->dialog, "url"), url);
}

static void
allow (Fixture *fixture)
{
  adw_switch_row_set_active (app_support_get_part (fixture->dialog, "allow"), TRUE);
}

static gboolean
is_running (Fixture *fixture)
{
  return gtk_stack_get_visible_child (app_support_get_part (fixture->dialog, "buttons")) ==
         app_support_get_part (fixture->dialog, "cancel_button");
}

/* As somebody who presses Return in the field */
static void
run (Fixture *fixture)
{
  g_signal_emit_by_name (app_support_get_part (fixture->dialog, "url"), "entry-activated");
  g_assert_true (is_running (fixture));
  assay_wait_until (!is_running (fixture));
}

static gpointer
get_report_part (Fixture *fixture, const char *name)
{
  return app_support_get_part (app_support_get_part (fixture->dialog, "report"), name);
}

static void
assert_outcome (Fixture *fixture, const char *title, const char *text)
{
  g_assert_true (gtk_widget_get_visible (app_support_get_part (fixture->dialog, "report")));
  g_assert_cmpstr (gtk_label_get_label (get_report_part (fixture, "headline")), ==, title);
  g_assert_cmpstr (gtk_label_get_label (get_report_part (fixture, "outcome")), ==, text);
}

static void
append_rows (GtkWidget *widget, GString *text)
{
  if (ADW_IS_ACTION_ROW (widget))
    g_string_append_printf (text, "%s\n%s\n",
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)),
                            adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_rows (child, text);
}

static void
assert_findings (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_rows (get_report_part (fixture, "findings"), text);
  g_assert_cmpstr (text->str, ==, expected);
}

static GtkListBoxRow *
get_call (Fixture *fixture, int index)
{
  return gtk_list_box_get_row_at_index (get_report_part (fixture, "calls"), index);
}

#define PLAIN \
  "The address is not encrypted\nWhoever is between StackOne and the server can read the key.\n" \
  "To do: Use https\n"

static void
test_good (Fixture *fixture, gconstpointer data)
{
  GSettings *settings = assay_profile_get_settings (fixture->profile);
  g_autofree char *kept = NULL;

  g_assert_cmpstr (get_credentials (fixture), ==, KNOWN);
  type (fixture, fixture->url);
  allow (fixture);
  run (fixture);
  assert_outcome (fixture, "Recruiters Would Get the List", "The recruiter would choose from:");
  g_assert_nonnull (app_support_find_label (get_report_part (fixture, "packages"), "Logic"));
  g_assert_false (gtk_widget_get_visible (get_report_part (fixture, "banner")));
  g_assert_false (gtk_widget_get_visible (get_report_part (fixture, "more")));
  assert_findings (fixture, PLAIN);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (get_call (fixture, 0))), ==,
                   "POST, key with colon");
  g_assert_nonnull (get_call (fixture, 6));
  g_assert_null (get_call (fixture, 7));
  g_assert_cmpstr (gtk_progress_bar_get_text (app_support_get_part (fixture->dialog, "progress")),
                   ==, "7 of 7 calls");

  kept = g_settings_get_string (settings, "packages-endpoint-url");
  g_assert_cmpstr (kept, ==, fixture->url);
  close_dialog (fixture);
  open_dialog (fixture);
  g_assert_cmpstr (gtk_editable_get_text (app_support_get_part (fixture->dialog, "url")), ==,
                   fixture->url);
  g_assert_false (adw_switch_row_get_active (app_support_get_part (fixture->dialog, "allow")));
}

/* The second report takes the place of the first. */
static void
test_bad (Fixture *fixture, gconstpointer data)
{
  type (fixture, fixture->url);
  allow (fixture);
  run (fixture);
  fixture->list = FAULTY;
  run (fixture);
  assert_outcome (fixture, "Recruiters Would Get No List", "The recruiter would read:");
  g_assert_true (gtk_widget_get_visible (get_report_part (fixture, "banner")));
  g_assert_cmpstr (gtk_label_get_label (get_report_part (fixture, "banner_text")), ==,
                   ASSAY_PACKAGE_REPORT_BANNER);
  g_assert_false (gtk_widget_get_visible (get_report_part (fixture, "packages")));
  assert_findings (fixture, "Package 1: the id is a number\n"
                            "StackOne expects text, and long numbers lose digits on the way.\n"
                            "To do: Put the id in quotes\nFound at $.data[0].id\n" PLAIN);
}

static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  type (fixture, fixture->url);
  allow (fixture);
  soup_server_disconnect (fixture->server);
  run (fixture);
  assert_outcome (fixture, "Recruiters Would Get No List",
                  "The server cannot be reached. Check that it runs and that nothing is in "
                  "between.");
  g_assert_true (gtk_widget_get_visible (get_report_part (fixture, "banner")));
  g_assert_nonnull (get_call (fixture, 0));
  g_assert_null (get_call (fixture, 1));
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  type (fixture, fixture->url);
  run (fixture);
  assert_outcome (fixture, "Recruiters Would Get No List",
                  "The address is not public, so StackOne cannot reach it. Nothing was called. To "
                  "test it from here, allow this address.");
  g_assert_cmpuint (fixture->n_calls, ==, 0);
}

static void
test_invalid (Fixture *fixture, gconstpointer data)
{
  GtkLabel *failure = app_support_get_part (fixture->dialog, "failure");
  GtkWidget *url = app_support_get_part (fixture->dialog, "url");

  g_assert_cmpstr (get_credentials (fixture), ==,
                   "Calls go without key and signature: neither is known. Enter them in the "
                   "preferences to test as StackOne calls.");
  g_assert_false (gtk_widget_get_sensitive (app_support_get_part (fixture->dialog, "test_button")));
  type (fixture, "example.com");
  g_assert_true (gtk_widget_get_sensitive (app_support_get_part (fixture->dialog, "test_button")));
  g_signal_emit_by_name (url, "entry-activated");
  g_assert_false (is_running (fixture));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (failure)));
  g_assert_cmpstr (gtk_label_get_label (failure), ==,
                   "This is no address that can be called. Enter one such as "
                   "https://example.com/packages, without a password in it.");
  g_assert_true (gtk_widget_has_css_class (url, "error"));
  type (fixture, "example.org");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (failure)));
  g_assert_false (gtk_widget_has_css_class (url, "error"));
}

static void
start_hanging (Fixture *fixture)
{
  fixture->hanging = TRUE;
  type (fixture, fixture->url);
  allow (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "dialog.test", NULL);
  assay_wait_until (fixture->n_calls > 0);
  g_assert_true (is_running (fixture));
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  start_hanging (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "dialog.cancel", NULL);
  assay_wait_until (!is_running (fixture));
  g_assert_false (gtk_widget_get_visible (app_support_get_part (fixture->dialog, "report")));
  g_assert_false (gtk_widget_get_visible (app_support_get_part (fixture->dialog, "failure")));
}

/* That it is finalized then is asserted for every test. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  start_hanging (fixture);
}

/* Nobody closes the dialog then; it goes before the server would have been waited for. */
static void
test_window_gone (Fixture *fixture, gconstpointer data)
{
  start_hanging (fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  assay_wait_until_ms (G_OBJECT (fixture->dialog)->ref_count == 1, 10000);
  g_assert_finalize_object (fixture->dialog);
}

int
main (int argc, char **argv)
{
  app_support_init (&argc, &argv);

#define ADD(name, secrets, function) \
  g_test_add ("/app/endpoint-dialog/" name, Fixture, secrets, set_up, function, tear_down)
  ADD ("good", KEY, test_good);
  ADD ("bad", KEY, test_bad);
  ADD ("unreachable", KEY, test_unreachable);
  ADD ("private", KEY, test_private);
  ADD ("invalid", NULL, test_invalid);
  ADD ("cancelled", NULL, test_cancelled);
  ADD ("closed", NULL, test_closed);
  ADD ("window-gone", NULL, test_window_gone);
#undef ADD

  return g_test_run ();
}
