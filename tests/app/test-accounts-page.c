/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "accounts/assay-account-row.h"
#include "app-support.h"
#include "assay-event-body.h"
#include "assay-local-server.h"
#include "assay-support.h"
#include "desk-support.h"
#include "pages/assay-accounts-page.h"

#define ACTIVE \
  "{\"id\":\"acc-1\",\"provider\":\"smartrecruiters\",\"provider_name\":\"SmartRecruiters\"," \
  "\"status\":\"active\",\"origin_owner_name\":\"Globex <b>\",\"label\":\"EU\"," \
  "\"type\":\"test\",\"credentials\":{},\"newer\":[1]}"
#define RELINK \
  "No results arrive. Ask the customer to link again; “Connect a Customer” makes a new link."
#define ENDED "It takes no results any more. If orders still come, ask the customer to link again."

typedef struct
{
  char *folder;
  SoupServer *server;
  AssayDesk *desk;
  GtkWidget *window;
  GtkWidget *page;
  const char *body;
  guint status;
  guint n_asked;
  gboolean silent;
} Fixture;

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpstr (path, ==, "/accounts");
  fixture->n_asked++;
  if (fixture->silent)
    {
      soup_server_message_pause (message);
      return;
    }

  soup_server_message_set_status (message, fixture->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, fixture->body,
                                    strlen (fixture->body));
}

static gboolean
is_in_state (Fixture *fixture, const char *state)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (app_support_get_part (fixture->page,
                                                                            "stack")),
                    state) == 0;
}

static void
store_key (Fixture *fixture, const char *key)
{
  AssaySecretStore *secrets = assay_desk_get_secrets (fixture->desk);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  assay_secret_store_store_async (secrets, ASSAY_SECRET_STACKONE_API_KEY, key, NULL,
                                  assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_assert_true (assay_secret_store_store_finish (secrets, result, NULL));
}

/* What a webhook or StackOne's answer leaves in the journal. */
static void
see (Fixture *fixture, const char *text)
{
  g_autoptr (AssayJson) account = assay_json_from_text (text);
  AssayEventBody body = { .position = -1, .account = account };
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  g_ptr_array_add (events, assay_event_build (ASSAY_EVENT_ACCOUNT_SEEN, NULL, g_get_real_time (),
                                              NULL, "tester", &body));
  assay_journal_append_async (assay_desk_get_journal (fixture->desk), events, NULL, -1, NULL,
                              assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_assert_true (assay_journal_append_finish (assay_desk_get_journal (fixture->desk), result, NULL,
                                              NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const char *const *accounts = data;
  g_autofree char *url = NULL;

  fixture->folder = assay_temp_dir_new ();
  fixture->status = 200;
  fixture->body = "[" ACTIVE "]";
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, handle_cb, fixture, NULL);
  url = assay_local_server_listen (fixture->server);
  fixture->desk = desk_support_open (fixture->folder);
  g_settings_set_string (assay_profile_get_settings (assay_desk_get_profile (fixture->desk)),
                         "api-base-url", url);
  for (gsize i = 0; accounts != NULL && accounts[i] != NULL; i++)
    see (fixture, accounts[i]);

  fixture->page = g_object_new (ASSAY_TYPE_ACCOUNTS_PAGE, NULL);
  fixture->window = adw_application_window_new (NULL);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (fixture->window), fixture->page);
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_true (is_in_state (fixture, "loading"));
  assay_page_open (ASSAY_PAGE (fixture->page), fixture->desk);
  assay_wait_until (!is_in_state (fixture, "loading"));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_ref (fixture->page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assay_wait_until (G_OBJECT (fixture->page)->ref_count == 1);
  g_assert_finalize_object (fixture->page);
  assay_desk_stop (fixture->desk);
  assay_wait_until (G_OBJECT (fixture->desk)->ref_count == 1);
  g_assert_finalize_object (fixture->desk);
  g_object_unref (fixture->server);
  assay_temp_dir_remove (fixture->folder);
}

static gpointer
get_row (Fixture *fixture, int index)
{
  return gtk_list_box_get_row_at_index (app_support_get_part (fixture->page, "list"), index);
}

/* The rows as “name: state”, a line each */
static char *
dup_rows (Fixture *fixture)
{
  GString *text = g_string_new (NULL);
  gpointer row;

  for (int i = 0; (row = get_row (fixture, i)) != NULL; i++)
    {
      g_auto (GStrv) lines = g_strsplit (adw_action_row_get_subtitle (row), "\n", 2);
      g_auto (GStrv) parts = g_strsplit (lines[0], " · ", 2);

      g_string_append_printf (text, "%s: %s\n", adw_preferences_row_get_title (row), parts[0]);
    }

  return g_string_free_and_steal (text);
}

static gboolean
rows_are (Fixture *fixture, const char *expected)
{
  g_autofree char *rows = dup_rows (fixture);

  return g_str_equal (rows, expected);
}

static void
expect_row (Fixture *fixture, int index, const char *icon, const char *subtitle)
{
  gpointer row = get_row (fixture, index);

  g_assert_cmpstr (gtk_image_get_icon_name (app_support_get_part (row, "icon")), ==, icon);
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, subtitle);
}

static void
refresh (Fixture *fixture)
{
  guint n_asked = fixture->n_asked;

  g_assert_true (gtk_widget_activate_action (fixture->page, "accounts.refresh", NULL));
  g_assert_true (gtk_widget_get_visible (app_support_get_part (fixture->page, "busy")));
  if (fixture->silent)
    assay_wait_until (fixture->n_asked > n_asked);
  else
    assay_wait_until (!gtk_widget_get_visible (app_support_get_part (fixture->page, "busy")));
}

static void
expect_failure (Fixture *fixture, const char *text, const char *action)
{
  AdwBanner *failure = app_support_get_part (fixture->page, "failure");

  g_assert_true (adw_banner_get_revealed (failure));
  g_assert_cmpstr (adw_banner_get_title (failure), ==, text);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (failure)), ==, action);
}

static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  GtkLabel *asked = app_support_get_part (fixture->page, "asked");
  const char *text;

  g_assert_true (is_in_state (fixture, "empty"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (asked)));
  store_key (fixture, "key");
  fixture->body = "[]";
  refresh (fixture);
  g_assert_true (is_in_state (fixture, "empty"));
  g_assert_true (g_str_has_prefix (gtk_label_get_label (asked), "Asked StackOne today "));

  fixture->body = "[" ACTIVE "]";
  refresh (fixture);
  assay_wait_until (rows_are (fixture, "Globex <b>: Active\n"));
  expect_row (fixture, 0, "object-select-symbolic", "Active · SmartRecruiters · EU · For Tests");
  text = adw_preferences_group_get_description (app_support_get_part (fixture->page, "group"));
  g_assert_true (g_str_has_prefix (text, "Asked StackOne today "));
  g_assert_false (gtk_widget_get_visible (app_support_get_part (fixture->page, "search_row")));
  g_assert_cmpuint (fixture->n_asked, ==, 2);
}

static void
test_failures (Fixture *fixture, gconstpointer data)
{
  refresh (fixture);
  g_assert_cmpuint (fixture->n_asked, ==, 0);
  expect_failure (fixture, "StackOne’s key is not known. Enter it in the preferences.",
                  "app.preferences");

  store_key (fixture, "key");
  fixture->status = 401;
  fixture->body = "{\"message\":\"Unauthorized\"}";
  refresh (fixture);
  expect_failure (fixture,
                  "StackOne does not know this key. Copy it again from the StackOne dashboard.",
                  "app.preferences");

  fixture->status = 403;
  refresh (fixture);
  expect_failure (fixture,
                  "This key may not ask for that. Give it the scope in the StackOne dashboard.",
                  "accounts.refresh");

  fixture->status = 200;
  fixture->body = "[{}]";
  refresh (fixture);
  expect_failure (
    fixture, "Something else than StackOne seems to answer. Check the address and the network.",
    "accounts.refresh");

  fixture->body = "[]";
  refresh (fixture);
  g_assert_false (adw_banner_get_revealed (app_support_get_part (fixture->page, "failure")));
}

/* Who leaves does not wait, and is told of no failure. */
static void
test_leaving (Fixture *fixture, gconstpointer data)
{
  store_key (fixture, "key");
  fixture->silent = TRUE;
  refresh (fixture);
  gtk_widget_set_visible (fixture->page, FALSE);
  assay_wait_until (!gtk_widget_get_visible (app_support_get_part (fixture->page, "busy")));
  g_assert_false (adw_banner_get_revealed (app_support_get_part (fixture->page, "failure")));
  gtk_widget_set_visible (fixture->page, TRUE);
}

/* The window closes while StackOne is being asked, and the page goes with it. */
static void
test_closing (Fixture *fixture, gconstpointer data)
{
  store_key (fixture, "key");
  fixture->silent = TRUE;
  refresh (fixture);
  see (fixture, ACTIVE);
  g_assert_true (gtk_widget_get_visible (app_support_get_part (fixture->page, "busy")));
}

static const char *const several[] = {
  ACTIVE,
  "{\"id\":\"acc-2\",\"provider\":\"smartrecruiters\",\"status\":\"error\","
  "\"origin_owner_name\":\"Initech\",\"status_reasons\":[{\"code\":401,"
  "\"description\":\"Credentials expired\",\"newer\":{}},{\"description\":\"Try again\"}]}",
  "{\"id\":\"acc-3\",\"status\":\"archived\",\"origin_owner_name\":\"Acme\"}",
  "{\"id\":\"acc-4\",\"status\":\"inactive\",\"label\":\"Hooli\"}",
  "{\"id\":\"acc-5\",\"status\":\"<i>odd</i>\"}",
  "{\"id\":\"acc-6\",\"origin_owner_name\":\"Bare\"}",
  "{\"id\":\"acc-7\",\"status\":\"suspended\",\"origin_owner_name\":\"Soylent\"}",
  "{\"id\":\"acc-8\",\"status\":\"expired\",\"origin_owner_name\":\"Umbrella\"}",
  "{\"id\":\"acc-9\",\"status\":\"deleted\",\"origin_owner_name\":\"Vandelay\"}",
  NULL,
};

static void
test_states (Fixture *fixture, gconstpointer data)
{
  g_autofree char *rows = dup_rows (fixture);

  g_assert_cmpstr (rows, ==,
                   "Hooli: Inactive\nInitech: Error\nSoylent: Suspended\nUmbrella: Expired\n"
                   "acc-5: <i>odd</i>\nBare: State unknown\nGlobex <b>: Active\nAcme: Archived\n"
                   "Vandelay: Deleted\n");
  expect_row (fixture, 0, "dialog-warning-symbolic",
              "Inactive\nNo results arrive. Enable the integration in the StackOne dashboard.");
  expect_row (fixture, 1, "dialog-error-symbolic",
              "Error · smartrecruiters\n401: Credentials expired\nTry again\n" RELINK);
  expect_row (
    fixture, 2, "dialog-warning-symbolic",
    "Suspended\nNo results arrive. Find out in the StackOne dashboard who suspended it, and why.");
  expect_row (fixture, 3, "dialog-warning-symbolic", "Expired\n" RELINK);
  expect_row (fixture, 4, "dialog-warning-symbolic",
              "<i>odd</i>\nResults may not arrive. Look it up in the StackOne dashboard.");
  expect_row (fixture, 5, "dialog-question-symbolic", "State unknown\nRefresh to learn how it is.");
  expect_row (fixture, 7, "user-trash-symbolic", "Archived\n" ENDED);
  expect_row (fixture, 8, "user-trash-symbolic", "Deleted\n" ENDED);
  g_assert_false (adw_preferences_row_get_use_markup (get_row (fixture, 4)));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (app_support_get_part (get_row (fixture, 1),
                                                                      "copy")),
                   ==, "Copy ID acc-2");
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = app_support_get_part (fixture->page, "search_entry");

  g_assert_true (gtk_widget_get_visible (app_support_get_part (fixture->page, "search_row")));
  gtk_editable_set_text (entry, "CREDENTIALS");
  assay_wait_until (rows_are (fixture, "Initech: Error\n"));
  gtk_editable_set_text (entry, "acc-4");
  assay_wait_until (rows_are (fixture, "Hooli: Inactive\n"));
  gtk_editable_set_text (entry, "suspended");
  assay_wait_until (rows_are (fixture, "Soylent: Suspended\n"));
  gtk_editable_set_text (entry, "nothing");
  assay_wait_until (is_in_state (fixture, "no-results"));
  gtk_editable_set_text (entry, "");
  assay_wait_until (is_in_state (fixture, "accounts"));
}

/* What a webhook tells is shown while the page is on screen; rows stay where nothing is new. */
static void
test_follows (Fixture *fixture, gconstpointer data)
{
  gpointer row = get_row (fixture, 0);

  assay_page_start_search (ASSAY_PAGE (fixture->page));
  g_assert_true (gtk_widget_get_visible (app_support_get_part (fixture->page, "search_row")));
  see (fixture, ACTIVE);
  assay_run_for (1500);
  g_assert_true (get_row (fixture, 0) == row);
  see (fixture, "{\"id\":\"acc-1\",\"status\":\"error\",\"status_reasons\":[{\"code\":\"x\"}]}");
  assay_wait_until (rows_are (fixture, "Globex <b>: Error\n"));
  expect_row (fixture, 0, "dialog-error-symbolic",
              "Error · SmartRecruiters · EU · For Tests\nx\n" RELINK);
}

static const char *const one[] = { ACTIVE, NULL };

static void
test_failed (void)
{
  g_autoptr (AssayPage) page = g_object_ref_sink (g_object_new (ASSAY_TYPE_ACCOUNTS_PAGE, NULL));
  GtkStack *stack = app_support_get_part (page, "stack");

  assay_page_fail (page, "no <journal>");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "failed");
  g_assert_cmpstr (adw_status_page_get_description (app_support_get_part (page, "failed")), ==,
                   "no &lt;journal&gt;");
  assay_page_fail (page, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "loading");
}

int
main (int argc, char **argv)
{
  app_support_init (&argc, &argv);

#define ADD(name, data, function) \
  g_test_add ("/app/accounts-page/" name, Fixture, data, set_up, function, tear_down)
  ADD ("refresh", NULL, test_refresh);
  ADD ("failures", NULL, test_failures);
  ADD ("leaving", NULL, test_leaving);
  ADD ("closing", NULL, test_closing);
  ADD ("states", several, test_states);
  ADD ("search", several, test_search);
  ADD ("follows", one, test_follows);
#undef ADD
  g_test_add_func ("/app/accounts-page/failed", test_failed);

  return g_test_run ();
}
