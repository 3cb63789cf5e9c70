/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json.h"
#include "assay-local-server.h"
#include "assay-signature.h"
#include "assay-simulator.h"
#include "assay-support.h"

#include <libsoup/soup.h>
#include <string.h>

#define ACCOUNT "456551489512493412"
#define CANDIDATE "{\"first_name\":\"Ada\",\"last_name\":\"Byron\",\"email\":\"ada@mail.example\"}"
#define LARGE (20 * 1024 * 1024)
#define WAIT_SECONDS 20

typedef struct
{
  AssaySimulatorSettings *settings;
  AssaySimulator *simulator;
  char *state_dir;
  char *url;
  SoupSession *session;

  /* The receiver of webhooks. */
  SoupServer *receiver;
  GPtrArray *bodies;
  GPtrArray *signatures;
  guint n_refusals;
} Fixture;

typedef struct
{
  guint status;
  AssayJson *json;
  gboolean done;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->json, assay_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static gboolean
out_of_time_cb (gpointer user_data)
{
  g_test_fail_printf ("the wait took longer than %d seconds", WAIT_SECONDS);
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
wait_until (gboolean *done)
{
  g_autoptr (GSource) source = g_timeout_source_new_seconds (WAIT_SECONDS);

  g_source_set_callback (source, out_of_time_cb, done, NULL);
  g_source_attach (source, NULL);
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
  g_source_destroy (source);
}

static void
started_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  fixture->url = assay_simulator_start_finish (ASSAY_SIMULATOR (object), result, &error);
  g_assert_no_error (error);
}

static void
start (Fixture *fixture)
{
  fixture->simulator = assay_simulator_new (fixture->settings);
  assay_simulator_start_async (fixture->simulator, "127.0.0.1:0", NULL, started_cb, fixture);
  while (fixture->url == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
stop (Fixture *fixture)
{
  assay_simulator_stop (fixture->simulator);
  g_assert_null (assay_simulator_get_url (fixture->simulator));
  g_clear_object (&fixture->simulator);
  g_clear_pointer (&fixture->url, g_free);
}

static void
keep_state (Fixture *fixture)
{
  fixture->state_dir = assay_temp_dir_new ();
  fixture->settings->state_dir = g_strdup (fixture->state_dir);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const guint delays[] = { 10, 10, 10 };

  fixture->settings = assay_simulator_settings_new ();
  fixture->settings->api_key = g_strdup ("key");
  fixture->settings->webhook_secret = g_strdup ("whsec_test_secret");
  assay_simulator_settings_set_retry_delays (fixture->settings, delays, G_N_ELEMENTS (delays));
  fixture->session = soup_session_new ();
  fixture->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  fixture->signatures = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->simulator != NULL)
    stop (fixture);
  g_clear_object (&fixture->receiver);
  g_object_unref (fixture->session);
  g_clear_pointer (&fixture->state_dir, assay_temp_dir_remove);
  assay_simulator_settings_free (fixture->settings);
  g_ptr_array_unref (fixture->bodies);
  g_ptr_array_unref (fixture->signatures);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (object), result);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
    body = soup_session_send_and_read_finish (SOUP_SESSION (object), result, &error);

  g_assert_no_error (error);
  answer->status = soup_message_get_status (message);
  answer->json = assay_json_parse (body, &error);
  g_assert_no_error (error);
  answer->done = TRUE;
}

static void
send (Fixture *fixture, const char *method, const char *path, GBytes *body, Answer *answer)
{
  g_autofree char *url = g_strconcat (fixture->url, path, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) "key:", 4);
  g_autofree char *basic = g_strconcat ("Basic ", encoded, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", basic);
  soup_message_headers_append (soup_message_get_request_headers (message), "x-account-id", ACCOUNT);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL,
                                    answered_cb, answer);
}

static void
call (Fixture *fixture, const char *method, const char *path, const char *text, Answer *answer)
{
  g_autoptr (GBytes) body = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;

  send (fixture, method, path, body, answer);
  wait_until (&answer->done);
}

static char *
dup_at (AssayJson *json, const char *array, guint index, const char *member)
{
  g_autoptr (AssayJson) list = assay_json_dup_member (json, array);
  g_autoptr (AssayJson) element = assay_json_dup_element (list, index);
  g_autoptr (AssayJson) value = assay_json_dup_member (element, member);

  return assay_json_dup_text (value);
}

static char *
dup_member (AssayJson *json, const char *member)
{
  g_autoptr (AssayJson) value = assay_json_dup_member (json, member);

  return assay_json_dup_text (value);
}

/* Orders the first assessment package and gives the order's id. */
static char *
order (Fixture *fixture)
{
  g_auto (Answer) packages = { 0 };
  g_auto (Answer) answer = { 0 };
  g_autofree char *package = NULL;
  g_autofree char *body = NULL;

  call (fixture, "GET", "/unified/ats/assessments/packages", NULL, &packages);
  g_assert_cmpuint (packages.status, ==, 200);
  package = dup_at (packages.json, "data", 0, "id");
  body = g_strdup_printf ("{\"candidate\":" CANDIDATE ",\"packages\":[\"%s\"]}", package);
  call (fixture, "POST", "/_simulator/orders", body, &answer);
  g_assert_cmpuint (answer.status, ==, 201);

  return dup_at (answer.json, "orders", 0, "id");
}

static char *
result_path (const char *order_id)
{
  return g_strdup_printf ("/unified/ats/assessments/orders/%s/result", order_id);
}

static void
receive_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  g_ptr_array_add (fixture->bodies,
                   soup_message_body_flatten (soup_server_message_get_request_body (message)));
  g_ptr_array_add (fixture->signatures,
                   g_strdup (soup_message_headers_get_one (headers, ASSAY_SIGNATURE_HEADER)));
  soup_server_message_set_status (message, fixture->bodies->len > fixture->n_refusals ? 200 : 500,
                                  NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "the disk is full",
                                    strlen ("the disk is full"));
}

static void
start_receiver (Fixture *fixture, guint n_refusals)
{
  fixture->n_refusals = n_refusals;
  fixture->receiver = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->receiver, NULL, receive_cb, fixture, NULL);
  fixture->settings->webhook_url = assay_local_server_listen (fixture->receiver);
}

static void
test_webhook_is_redelivered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *event = NULL;
  g_autofree char *record_id = NULL;
  g_autoptr (AssayJson) webhook = NULL;

  start_receiver (fixture, 2);
  start (fixture);
  id = order (fixture);

  g_assert_cmpuint (fixture->bodies->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (g_bytes_equal (fixture->bodies->pdata[i], fixture->bodies->pdata[0]));
      g_assert_true (assay_signature_verify ("whsec_test_secret", fixture->bodies->pdata[i],
                                             fixture->signatures->pdata[i]));
    }
  webhook = assay_json_parse (fixture->bodies->pdata[0], NULL);
  event = dup_member (webhook, "event");
  record_id = dup_member (webhook, "record_id");
  g_assert_cmpstr (event, ==, "ats_assessments.created");
  g_assert_cmpstr (record_id, ==, id);
}

static void
test_webhook_is_given_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *source = NULL;
  g_autofree char *package = NULL;
  g_auto (Answer) packages = { 0 };
  g_auto (Answer) answer = { 0 };

  start_receiver (fixture, G_MAXUINT);
  start (fixture);
  call (fixture, "GET", "/_simulator/packages", NULL, &packages);
  package = dup_at (packages.json, "packages", 0, "id");
  text = g_strdup_printf ("{\"candidate\":" CANDIDATE ",\"packages\":[\"%s\"]}", package);
  call (fixture, "POST", "/_simulator/orders", text, &answer);
  g_assert_cmpuint (fixture->bodies->len, ==, 4);

  /* What the receiver says is what helps its maker. */
  source = assay_json_dup_source (answer.json);
  g_assert_nonnull (strstr (source, "\"webhook\":{\"status\":500,\"attempts\":4,"
                                    "\"answer\":\"the disk is full\"}"));
}

static void
test_reset_ends_the_wait (Fixture *fixture, gconstpointer data)
{
  static const guint delays[] = { G_MAXINT };
  g_auto (Answer) packages = { 0 };
  g_auto (Answer) ordered = { 0 };
  g_auto (Answer) reset = { 0 };
  g_autofree char *package = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = NULL;

  assay_simulator_settings_set_retry_delays (fixture->settings, delays, G_N_ELEMENTS (delays));
  start_receiver (fixture, G_MAXUINT);
  start (fixture);
  call (fixture, "GET", "/_simulator/packages", NULL, &packages);
  package = dup_at (packages.json, "packages", 0, "id");
  text = g_strdup_printf ("{\"candidate\":" CANDIDATE ",\"packages\":[\"%s\"]}", package);
  body = g_bytes_new (text, strlen (text));
  send (fixture, "POST", "/_simulator/orders", body, &ordered);
  while (fixture->bodies->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (ordered.done);

  call (fixture, "POST", "/_simulator/reset", "{}", &reset);
  wait_until (&ordered.done);
  g_assert_cmpuint (ordered.status, ==, 201);
}

static void
test_packages_of_one_kind (Fixture *fixture, gconstpointer data)
{
  static const char *const offered[][2] = {
    { "/_simulator/packages", "Python Developer Screening" },
    { "/_simulator/packages?kind=assessment", "Python Developer Screening" },
    { "/_simulator/packages?kind=background_check", "Identity and Employment" },
  };
  g_auto (Answer) refused = { 0 };

  start (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (offered); i++)
    {
      g_auto (Answer) answer = { 0 };
      g_autofree char *name = NULL;

      call (fixture, "GET", offered[i][0], NULL, &answer);
      g_assert_cmpuint (answer.status, ==, 200);
      name = dup_at (answer.json, "packages", 0, "name");
      g_assert_cmpstr (name, ==, offered[i][1]);
    }

  call (fixture, "GET", "/_simulator/packages?kind=other", NULL, &refused);
  g_assert_cmpuint (refused.status, ==, 400);
}

static void
test_numeric_id (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) faults = { 0 };
  g_auto (Answer) answer = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (AssayJson) webhook = NULL;
  g_autoptr (AssayJson) record_id = NULL;

  start_receiver (fixture, 0);
  start (fixture);
  call (fixture, "PUT", "/_simulator/faults",
        "{\"rules\":[{\"match\":{\"target\":\"webhook\"},\"numeric_id\":true}]}", &faults);
  g_assert_cmpuint (faults.status, ==, 200);
  id = order (fixture);
  g_assert_cmpuint (strlen (id), ==, 24);

  webhook = assay_json_parse (fixture->bodies->pdata[0], NULL);
  record_id = assay_json_dup_member (webhook, "record_id");
  g_assert_cmpint (assay_json_get_kind (record_id), ==, ASSAY_JSON_NUMBER);
  g_assert_cmpstr (assay_json_get_number (record_id), ==, id);

  path = result_path (id);
  call (fixture, "PATCH", path, "{\"summary\":\"x\"}", &answer);
  g_assert_cmpuint (answer.status, ==, 200);
}

static void
test_state_survives (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };
  g_auto (Answer) again = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *id = NULL;

  keep_state (fixture);
  start (fixture);
  id = order (fixture);
  path = result_path (id);
  call (fixture, "PATCH", path, "{\"score\":{\"value\":\"80\",\"min\":\"0\",\"max\":\"100\"}}",
        &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  stop (fixture);

  /* Only with the bounds of the first update does the second make a whole score. */
  start (fixture);
  call (fixture, "PATCH", path, "{\"score\":{\"value\":\"90\"}}", &again);
  g_assert_cmpuint (again.status, ==, 200);
}

static void
test_card (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) pending = { 0 };
  g_auto (Answer) update = { 0 };
  g_auto (Answer) completed = { 0 };
  g_auto (Answer) unknown = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *card = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (AssayJson) status_before = NULL;
  g_autoptr (AssayJson) status_after = NULL;
  g_autoptr (AssayJson) score = NULL;

  start (fixture);
  id = order (fixture);
  path = result_path (id);
  card = g_strconcat ("/_simulator/cards/", id, NULL);
  call (fixture, "GET", card, NULL, &pending);
  status_before = assay_json_dup_member (pending.json, "status");
  before = assay_json_dup_source (status_before);
  g_assert_cmpstr (before, ==, "{\"word\":\"Pending\",\"icon\":\"dots\",\"colour\":\"grey\"}");

  call (fixture, "PATCH", path,
        "{\"result\":{\"value\":\"completed\"},\"score\":{\"label\":\"Percentage\","
        "\"value\":\"80\",\"min\":\"0\",\"max\":\"100\"}}",
        &update);
  g_assert_cmpuint (update.status, ==, 200);
  call (fixture, "GET", card, NULL, &completed);
  status_after = assay_json_dup_member (completed.json, "status");
  score = assay_json_dup_member (completed.json, "score");
  g_free (before);
  before = assay_json_dup_source (status_after);
  after = assay_json_dup_source (score);
  g_assert_cmpstr (before, ==, "{\"word\":\"Completed\",\"icon\":\"check\",\"colour\":\"green\"}");
  g_assert_cmpstr (after, ==, "{\"text\":\"80/100\",\"label\":\"Percentage\"}");

  call (fixture, "GET", "/_simulator/cards/nothing", NULL, &unknown);
  g_assert_cmpuint (unknown.status, ==, 404);
}

static void
assert_refused (AssaySimulator *simulator, const char *listen, AssaySimulatorError code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  g_autofree char *url = NULL;

  assay_simulator_start_async (simulator, listen, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  url = assay_simulator_start_finish (simulator, result, &error);
  g_assert_null (url);
  g_assert_error (error, ASSAY_SIMULATOR_ERROR, (int) code);
}

static void
test_damaged_state (Fixture *fixture, gconstpointer data)
{
  const char *damage = "{\"accounts\":[";
  g_autofree char *file = NULL;
  g_autofree char *content = NULL;

  keep_state (fixture);
  file = g_build_filename (fixture->settings->state_dir, "state.json", NULL);
  g_assert_true (g_file_set_contents (file, damage, -1, NULL));
  fixture->simulator = assay_simulator_new (fixture->settings);
  assert_refused (fixture->simulator, "127.0.0.1:0", ASSAY_SIMULATOR_ERROR_STATE);
  g_assert_true (g_file_get_contents (file, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, damage);
}

static void
test_one_for_a_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssaySimulator) second = NULL;

  keep_state (fixture);
  start (fixture);
  second = assay_simulator_new (fixture->settings);
  assert_refused (second, "127.0.0.1:0", ASSAY_SIMULATOR_ERROR_BUSY);

  stop (fixture);
  start (fixture);
}

static void
test_unusable_settings (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = assay_simulator_new (fixture->settings);
  assert_refused (fixture->simulator, "nowhere", ASSAY_SIMULATOR_ERROR_SETTINGS);
  g_clear_object (&fixture->simulator);

  fixture->settings->state_dir = g_strdup ("");
  fixture->simulator = assay_simulator_new (fixture->settings);
  assert_refused (fixture->simulator, "127.0.0.1:0", ASSAY_SIMULATOR_ERROR_SETTINGS);
}

/* What a page of another site can make a browser send; the last two are our own. */
static void
test_strange_pages (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *header;
    const char *value;
    const char *type;
    guint status;
  } cases[] = {
    { "POST", "/_simulator/reset", "Origin", "https://evil.example", "application/json", 403 },
    { "POST", "/_simulator/reset", "Origin", "null", "application/json", 403 },
    { "GET", "/_simulator/candidates", "Host", "evil.example", NULL, 403 },
    { "GET", "/_simulator/cards", "Host", "localhost.evil.example:80", NULL, 403 },
    { "POST", "/_simulator/reset", NULL, NULL, "text/plain", 415 },
    { "POST", "/_simulator/reset", NULL, NULL, NULL, 415 },
    { "PUT", "/_simulator/faults", NULL, NULL, "application/jsonp", 415 },
    { "GET", "/_simulator/cards", "Host", "localhost:1", NULL, 200 },
    { "GET", "/_simulator/cards", "Origin", "http://[::1]:8080", NULL, 200 },
  };

  start (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = g_strconcat (fixture->url, cases[i].path, NULL);
      g_autoptr (SoupMessage) message = soup_message_new (cases[i].method, url);
      g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
      g_auto (Answer) answer = { 0 };

      g_test_message ("case %zu", i);
      if (cases[i].header != NULL)
        soup_message_headers_replace (soup_message_get_request_headers (message), cases[i].header,
                                      cases[i].value);
      if (!g_str_equal (cases[i].method, "GET"))
        soup_message_set_request_body_from_bytes (message, cases[i].type, body);
      soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL,
                                        answered_cb, &answer);
      wait_until (&answer.done);
      g_assert_cmpuint (answer.status, ==, cases[i].status);
      g_assert_null (soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                   "Access-Control-Allow-Origin"));
    }
}

static void
test_broken_json (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *code = NULL;

  start (fixture);
  id = order (fixture);
  path = result_path (id);
  call (fixture, "PATCH", path, "{\"summary\":", &answer);
  g_assert_cmpuint (answer.status, ==, 400);
  code = dup_member (answer.json, "errorCode");
  g_assert_cmpstr (code, ==, "ValidationError");
}

static void
test_body_too_large (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *text = g_malloc (LARGE);
  g_autoptr (GBytes) body = NULL;

  memset (text, ' ', LARGE);
  body = g_bytes_new_take (g_steal_pointer (&text), LARGE);
  start (fixture);
  send (fixture, "PATCH", "/unified/ats/assessments/orders/x/result", body, &answer);
  wait_until (&answer.done);
  g_assert_cmpuint (answer.status, ==, 413);
}

static void
test_rate_limit (Fixture *fixture, gconstpointer data)
{
  Answer answers[3] = { 0 };

  fixture->settings->rate_limit = 2;
  start (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    call (fixture, "GET", "/accounts", NULL, &answers[i]);
  g_assert_cmpuint (answers[1].status, ==, 200);
  g_assert_cmpuint (answers[2].status, ==, 429);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    answer_clear (&answers[i]);
}

static void
test_concurrent_requests (Fixture *fixture, gconstpointer data)
{
  Answer answers[100] = { 0 };

  start (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    send (fixture, "GET", "/unified/ats/background_checks/packages", NULL, &answers[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      wait_until (&answers[i].done);
      g_assert_cmpuint (answers[i].status, ==, 200);
      answer_clear (&answers[i]);
    }
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add ("/simulator/webhook/is-redelivered", test_webhook_is_redelivered);
  add ("/simulator/webhook/is-given-up", test_webhook_is_given_up);
  add ("/simulator/webhook/reset-ends-the-wait", test_reset_ends_the_wait);
  add ("/simulator/webhook/packages-of-one-kind", test_packages_of_one_kind);
  add ("/simulator/webhook/numeric-id", test_numeric_id);
  add ("/simulator/state/survives", test_state_survives);
  add ("/simulator/card", test_card);
  add ("/simulator/state/damaged", test_damaged_state);
  add ("/simulator/state/one-for-a-folder", test_one_for_a_folder);
  add ("/simulator/settings", test_unusable_settings);
  add ("/simulator/strange-pages", test_strange_pages);
  add ("/simulator/request/broken-json", test_broken_json);
  add ("/simulator/request/body-too-large", test_body_too_large);
  add ("/simulator/request/rate-limit", test_rate_limit);
  add ("/simulator/request/concurrent", test_concurrent_requests);

  return g_test_run ();
}
