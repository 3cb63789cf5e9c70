/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-desk-commands.h"
#include "assay-local-server.h"
#include "assay-package-sync.h"
#include "assay-support.h"
#include "desk-support.h"

#define ACCOUNT "acc-1"

/* StackOne's end keeps packages; one method may be answered otherwise for a while. */
typedef struct
{
  char *folder;
  AssayDesk *desk;
  SoupServer *server;
  AssayStackoneClient *client;
  AssayPackageSync *sync;
  GPtrArray *ids;
  GPtrArray *packages; /* JSON, in the order of the ids */
  GString *calls;      /* “METHOD id” of each call that changes something */
  GString *settled;    /* the positions of the rows that were settled */
  char *body;
  const char *failing;
  const char *retry_after;
  guint status;
  guint n_failing;
  guint n_created;
  gboolean cut;
  gboolean hang;
  SoupServerMessage *hanging;
} Fixture;

static void
answer (SoupServerMessage *message, guint status, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text,
                                    strlen (text));
}

static void
list (Fixture *fixture, SoupServerMessage *message)
{
  g_autoptr (GString) text = g_string_new ("{\"data\":[");

  for (guint i = 0; i < fixture->packages->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "",
                            (const char *) fixture->packages->pdata[i]);
  g_string_append (text, "],\"next\":null}");
  answer (message, 200, text->str);
}

static void
add_listed (Fixture *fixture, const char *id, const char *members)
{
  g_ptr_array_add (fixture->ids, g_strdup (id));
  g_ptr_array_add (fixture->packages, g_strdup_printf ("{\"id\":\"%s\",%s}", id, members));
}

/* The body without its braces stands for the members. */
static void
create (Fixture *fixture, SoupServerMessage *message)
{
  g_autofree char *members = g_strndup (fixture->body + 1, strlen (fixture->body) - 2);
  g_autofree char *id = g_strdup_printf ("new-%u", ++fixture->n_created);
  g_autofree char *text = g_strdup_printf ("{\"data\":{\"id\":\"%s\"}}", id);

  add_listed (fixture, id, members);
  if (fixture->cut)
    g_socket_shutdown (soup_server_message_get_socket (message), TRUE, TRUE, NULL);
  fixture->cut = FALSE;
  answer (message, 201, text);
  if (fixture->hang)
    {
      fixture->hanging = g_object_ref (message);
      soup_server_message_pause (message);
    }
}

static void
remove_listed (Fixture *fixture, SoupServerMessage *message, const char *id)
{
  guint position;

  if (!g_ptr_array_find_with_equal_func (fixture->ids, id, g_str_equal, &position))
    {
      answer (message, 404, "{\"statusCode\":404,\"message\":\"Not Found\"}");
      return;
    }

  g_ptr_array_remove_index (fixture->ids, position);
  g_ptr_array_remove_index (fixture->packages, position);
  answer (message, 200, "{\"statusCode\":200,\"message\":\"Deleted\"}");
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  const char *method = soup_server_message_get_method (message);
  const char *id = strrchr (path, '/') + 1;

  if (!g_str_equal (method, "GET"))
    g_string_append_printf (fixture->calls, "%s%s %s", fixture->calls->len > 0 ? ", " : "", method,
                            id);
  g_free (fixture->body);
  fixture->body = g_strndup (body->data != NULL ? body->data : "", body->length);

  if (fixture->n_failing > 0 && g_strcmp0 (fixture->failing, method) == 0)
    {
      fixture->n_failing--;
      if (fixture->retry_after != NULL)
        soup_message_headers_append (soup_server_message_get_response_headers (message),
                                     "Retry-After", fixture->retry_after);
      answer (message, fixture->status, "{\"message\":\"not like this\"}");
    }
  else if (g_str_equal (method, "GET"))
    list (fixture, message);
  else if (g_str_equal (method, "POST"))
    create (fixture, message);
  else if (g_str_equal (method, "DELETE"))
    remove_listed (fixture, message, id);
  else
    answer (message, 200, "{\"statusCode\":200,\"message\":\"Updated\"}");
}

static void
settled_cb (AssayPackageSync *sync, guint position, Fixture *fixture)
{
  g_string_append_printf (fixture->settled, "%u ", position);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = NULL;

  fixture->folder = assay_temp_dir_new ();
  fixture->desk = desk_support_open (fixture->folder);
  fixture->ids = g_ptr_array_new_with_free_func (g_free);
  fixture->packages = g_ptr_array_new_with_free_func (g_free);
  fixture->calls = g_string_new (NULL);
  fixture->settled = g_string_new (NULL);
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, handle_cb, fixture, NULL);
  url = assay_local_server_listen (fixture->server);
  fixture->client = assay_stackone_client_new (url);
  assay_stackone_client_set_api_key (fixture->client, "v1.eu1.testkey");
  fixture->sync = assay_package_sync_new (fixture->desk, fixture->client, ACCOUNT, "tester");
  g_signal_connect (fixture->sync, "row-settled", G_CALLBACK (settled_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->sync);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->hanging);
  soup_server_disconnect (fixture->server);
  g_object_unref (fixture->server);
  assay_desk_stop (fixture->desk);
  g_assert_finalize_object (fixture->desk);
  g_ptr_array_unref (fixture->ids);
  g_ptr_array_unref (fixture->packages);
  g_string_free (fixture->calls, TRUE);
  g_string_free (fixture->settled, TRUE);
  g_free (fixture->body);
  assay_temp_dir_remove (fixture->folder);
}

static void
save (Fixture *fixture, const char *id, const char *members)
{
  g_autofree char *text = g_strdup_printf ("{\"id\":\"%s\",%s}", id, members);
  g_autoptr (AssayJson) json = assay_json_new_from_text (text, NULL);
  g_autoptr (GPtrArray) packages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_ptr_array_add (packages, assay_package_new_from_json (json, &error));
  g_assert_no_error (error);
  assay_desk_save_packages_async (fixture->desk, packages, "tester", NULL, assay_await_result_cb,
                                  &slot);
  result = assay_await_result (&slot);
  assay_desk_command_finish (fixture->desk, result, &error);
  g_assert_no_error (error);
}

static void
save_check (Fixture *fixture, const char *id, const char *name)
{
  g_autofree char *members =
    g_strdup_printf ("\"name\":\"%s\",\"assay\":{\"type\":\"background_check\"}", name);

  save (fixture, id, members);
}

static void
plan (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  assay_package_sync_plan_async (fixture->sync, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_assert_true (assay_package_sync_plan_finish (fixture->sync, result, &error));
  g_assert_no_error (error);
}

static void
run (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  g_string_truncate (fixture->calls, 0);
  g_string_truncate (fixture->settled, 0);
  assay_package_sync_run_async (fixture->sync, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_package_sync_run_finish (fixture->sync, result, error);
}

static void
run_well (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  run (fixture, &error);
  g_assert_no_error (error);
}

/* Each row as its id, the first letter of its action, what differs, and its state. */
static void
expect (Fixture *fixture, const char *expected)
{
  GPtrArray *rows = assay_package_sync_get_rows (fixture->sync);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      AssayPackageSyncRow *row = rows->pdata[i];

      g_string_append_printf (text, "%s%s=%c", i > 0 ? " " : "",
                              assay_package_sync_row_get_id (row), "SCUD"[row->action]);
      if (row->differs != 0)
        g_string_append_printf (text, "%u", row->differs);
      g_string_append (text, row->error != NULL ? "!" : row->done ? "." : row->chosen ? "?" : "-");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static char *
dup_remembered (Fixture *fixture, const char *id)
{
  g_autoptr (GPtrArray) packages = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_list_packages_async (assay_desk_get_journal (fixture->desk), NULL,
                                     assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  packages = assay_journal_list_finish (assay_desk_get_journal (fixture->desk), result, NULL);
  for (guint i = 0; i < packages->len; i++)
    {
      if (g_strcmp0 (assay_package_get_id (packages->pdata[i]), id) == 0)
        return assay_package_dup_stackone_id (packages->pdata[i], ACCOUNT);
    }

  return NULL;
}

static void
expect_remembered (Fixture *fixture, const char *id, const char *expected)
{
  g_autofree char *remembered = dup_remembered (fixture, id);

  g_assert_cmpstr (remembered, ==, expected);
}

static void
test_plan (Fixture *fixture, gconstpointer data)
{
  save (fixture, "known",
        "\"name\":\"New\",\"description\":\"D\",\"assay\":{"
        "\"type\":\"background_check\",\"stackone\":{\"acc-1\":\"s-1\"}}");
  save (fixture, "equal-id", "\"name\":\"E\",\"tests\":[{\"id\":\"t\",\"name\":\"T\"}]");
  save_check (fixture, "remote", "R");
  save_check (fixture, "alike", "Alike");
  save_check (fixture, "new", "N");
  save (fixture, "other-kind", "\"name\":\"Logic\"");
  add_listed (fixture, "s-1", "\"name\":\"Old\"");
  add_listed (fixture, "equal-id", "\"name\":\"E\",\"tests\":[{\"id\":\"t\",\"name\":\"U\"}]");
  add_listed (fixture, "s-3", "\"remote_id\":\"remote\",\"name\":\"R\"");
  add_listed (fixture, "s-4", "\"name\":\"Alike\",\"description\":\"\"");
  add_listed (fixture, "s-5", "\"name\":\"Only there\"");

  plan (fixture);
  expect (fixture, "known=U3? equal-id=U4? remote=S? alike=S? new=C? s-5=D-");

  run_well (fixture);
  expect (fixture, "known=U3. equal-id=U4. remote=S. alike=S. new=C. s-5=D-");
  g_assert_cmpstr (fixture->calls->str, ==, "PATCH s-1, PATCH equal-id, POST packages");
  g_assert_cmpstr (fixture->settled->str, ==, "0 1 2 3 4 ");
  expect_remembered (fixture, "known", "s-1");
  expect_remembered (fixture, "equal-id", "equal-id");
  expect_remembered (fixture, "remote", "s-3");
  expect_remembered (fixture, "alike", "s-4");
  expect_remembered (fixture, "new", "new-1");
  expect_remembered (fixture, "other-kind", NULL);
}

static void
test_update_says_what_differs (Fixture *fixture, gconstpointer data)
{
  save_check (fixture, "a", "A");
  add_listed (fixture, "a", "\"name\":\"A\",\"description\":\"Old\"");
  plan (fixture);
  expect (fixture, "a=U2?");
  run_well (fixture);
  g_assert_cmpstr (fixture->body, ==, "{\"description\":\"\"}");
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  AssayPackageSyncRow *row;

  add_listed (fixture, "x", "\"name\":\"X\"");
  add_listed (fixture, "y", "\"name\":\"Y\"");
  plan (fixture);
  expect (fixture, "x=D- y=D-");
  row = assay_package_sync_get_rows (fixture->sync)->pdata[1];
  row->chosen = TRUE;
  run_well (fixture);
  expect (fixture, "x=D- y=D.");
  g_assert_cmpstr (fixture->calls->str, ==, "DELETE y");

  /* What went in the meantime is what was wanted. */
  row = assay_package_sync_get_rows (fixture->sync)->pdata[0];
  row->chosen = TRUE;
  g_ptr_array_set_size (fixture->ids, 0);
  g_ptr_array_set_size (fixture->packages, 0);
  run_well (fixture);
  expect (fixture, "x=D. y=D.");
  g_assert_cmpstr (fixture->calls->str, ==, "DELETE x");
  plan (fixture);
  expect (fixture, "");
}

/* An id that StackOne does not know any more holds nothing back. */
static void
test_a_stale_id (Fixture *fixture, gconstpointer data)
{
  save (fixture, "a",
        "\"name\":\"A\",\"assay\":{"
        "\"type\":\"background_check\",\"stackone\":{\"acc-1\":\"gone\"}}");
  plan (fixture);
  expect (fixture, "a=C?");
  run_well (fixture);
  expect (fixture, "a=C.");
  expect_remembered (fixture, "a", "new-1");
}

static void
plan_two (Fixture *fixture, guint status, guint n_failing)
{
  save_check (fixture, "a", "A");
  save_check (fixture, "b", "B");
  plan (fixture);
  expect (fixture, "a=C? b=C?");
  fixture->failing = "POST";
  fixture->status = status;
  fixture->n_failing = n_failing;
}

static void
test_an_error_keeps_nothing_back (Fixture *fixture, gconstpointer data)
{
  plan_two (fixture, 422, 1);
  run_well (fixture);
  expect (fixture, "a=C! b=C.");
  expect_remembered (fixture, "a", NULL);
  expect_remembered (fixture, "b", "new-1");

  run_well (fixture);
  expect (fixture, "a=C. b=C.");
  g_assert_cmpstr (fixture->settled->str, ==, "0 ");
  expect_remembered (fixture, "a", "new-2");
}

static void
test_a_refused_key_ends_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  plan_two (fixture, 401, 2);
  run (fixture, &error);
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_UNAUTHORIZED);
  expect (fixture, "a=C! b=C?");
  g_assert_cmpstr (fixture->calls->str, ==, "POST packages");
}

static void
test_the_limit_is_waited_for (Fixture *fixture, gconstpointer data)
{
  plan_two (fixture, 429, 1);
  fixture->retry_after = "1";
  run_well (fixture);
  expect (fixture, "a=C. b=C.");
  g_assert_cmpstr (fixture->calls->str, ==, "POST packages, POST packages, POST packages");
  g_assert_cmpuint (fixture->packages->len, ==, 2);
}

static void
test_a_lost_answer (Fixture *fixture, gconstpointer data)
{
  plan_two (fixture, 0, 0);
  fixture->cut = TRUE;
  run_well (fixture);
  expect (fixture, "a=C! b=C.");
  g_assert_cmpuint (fixture->packages->len, ==, 2);

  run_well (fixture);
  expect (fixture, "a=C. b=C.");
  g_assert_cmpstr (fixture->calls->str, ==, "");
  g_assert_cmpuint (fixture->packages->len, ==, 2);
  expect_remembered (fixture, "a", "new-1");
  expect_remembered (fixture, "b", "new-2");
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  plan_two (fixture, 0, 0);
  fixture->hang = TRUE;
  assay_package_sync_run_async (fixture->sync, cancellable, assay_await_result_cb, &slot);
  assay_wait_until (fixture->hanging != NULL);
  g_cancellable_cancel (cancellable);
  result = assay_await_result (&slot);
  g_assert_false (assay_package_sync_run_finish (fixture->sync, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  expect (fixture, "a=C! b=C?");
  expect_remembered (fixture, "a", NULL);

  fixture->hang = FALSE;
  run_well (fixture);
  expect (fixture, "a=C. b=C.");
  g_assert_cmpstr (fixture->calls->str, ==, "POST packages");
  expect_remembered (fixture, "a", "new-1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/desk/package-sync/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("plan", test_plan);
  ADD ("update-says-what-differs", test_update_says_what_differs);
  ADD ("delete", test_delete);
  ADD ("a-stale-id", test_a_stale_id);
  ADD ("an-error-keeps-nothing-back", test_an_error_keeps_nothing_back);
  ADD ("a-refused-key-ends-all", test_a_refused_key_ends_all);
  ADD ("the-limit-is-waited-for", test_the_limit_is_waited_for);
  ADD ("a-lost-answer", test_a_lost_answer);
  ADD ("cancel", test_cancel);
#undef ADD

  return g_test_run ();
}
