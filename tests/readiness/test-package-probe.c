/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "assay-local-server.h"
#include "assay-package-call-private.h"
#include "assay-package-probe.h"
#include "assay-package-report-private.h"
#include "assay-readiness-error.h"
#include "assay-signature.h"
#include "assay-support.h"

#define KEY "key-of-the-packages"
#define SECRET "whsec_test_secret"
#define LIST \
  "{\"data\":[{\"id\":\"a\",\"name\":\"Logic\",\"description\":\"Numbers and words\"}]," \
  "\"next\":null}"
#define OTHER_LIST "{\"data\":[{\"id\":\"b\",\"name\":\"N\",\"description\":\"D\"}]}"
#define NOW G_GINT64_CONSTANT (1796083200000000) /* 2026-12-01 */

/* An endpoint of a partner, and a probe that may call it. */
typedef struct
{
  AssayLinkGuard *guard;
  AssayPackageProbe *probe;
  SoupServer *server;
  char *url;
  const char *colon_only; /* the value of Authorization that alone is accepted, or %NULL */
  const char *job_only;   /* what a body must hold to be accepted, or %NULL */
  gboolean checking;      /* signatures */
  gboolean changing;      /* answers */
  gboolean hanging;
  gboolean mute; /* about who may read */
  const char *type;
  guint n_calls;
  guint n_seen; /* by the signal */
  SoupServerMessage *paused;
} Fixture;

static AssayLint *
create_lint (void)
{
  g_autoptr (GBytes) table = g_resources_lookup_data (RESOURCE_PATH "/tables/lints.json",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GBytes) facts = g_resources_lookup_data (RESOURCE_PATH "/tables/mapping.json",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayMapping) mapping = assay_mapping_new_from_bytes (facts, &error);
  AssayLint *lint;

  g_assert_no_error (error);
  lint = assay_lint_new (table, mapping, &error);
  g_assert_no_error (error);

  return lint;
}

static gboolean
is_accepted (Fixture *fixture, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = g_bytes_new (body->data, (gsize) body->length);
  g_autofree char *text = g_strndup (body->data != NULL ? body->data : "", (gsize) body->length);
  const char *signature = soup_message_headers_get_one (headers, ASSAY_SIGNATURE_HEADER);

  if (fixture->checking &&
      (signature == NULL || !assay_signature_verify (SECRET, bytes, signature)))
    return FALSE;
  if (fixture->colon_only != NULL &&
      g_strcmp0 (soup_message_headers_get_one (headers, "Authorization"), fixture->colon_only) != 0)
    return FALSE;

  return fixture->job_only == NULL || strstr (text, fixture->job_only) != NULL;
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
  const char *list = LIST;

  fixture->n_calls++;
  if (fixture->hanging)
    {
      g_set_object (&fixture->paused, message);
      soup_server_message_pause (message);
      return;
    }
  if (!fixture->mute)
    soup_message_headers_append (headers, "Access-Control-Allow-Origin", "*");
  if (g_str_equal (soup_server_message_get_method (message), "OPTIONS"))
    {
      soup_server_message_set_status (message, 204, NULL);
      return;
    }
  if (!is_accepted (fixture, message))
    {
      soup_server_message_set_status (message, 401, NULL);
      return;
    }

  if (fixture->changing && fixture->n_calls > 1)
    list = OTHER_LIST;
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_type (headers, fixture->type, NULL);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY, list,
                            strlen (list));
}

static void
called_cb (AssayPackageProbe *probe, AssayPackageCall *call, Fixture *fixture)
{
  fixture->n_seen++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayLint) lint = create_lint ();
  g_autoptr (AssayFakeClock) clock = assay_fake_clock_new (NOW);

  fixture->checking = TRUE;
  fixture->type = "application/json";
  fixture->guard = assay_link_guard_new ();
  g_assert_true (assay_link_guard_allow (fixture->guard, "127.0.0.0/8", NULL));
  fixture->probe = assay_package_probe_new (fixture->guard, lint);
  assay_package_probe_set_key (fixture->probe, KEY);
  assay_package_probe_set_secret (fixture->probe, SECRET);
  assay_package_probe_set_clock (fixture->probe, ASSAY_CLOCK (clock));
  assay_package_probe_set_limits (fixture->probe, ASSAY_WAIT_MS, 100000);
  g_signal_connect (fixture->probe, "called", G_CALLBACK (called_cb), fixture);

  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, handle_cb, fixture, NULL);
  fixture->url = assay_local_server_listen (fixture->server);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->probe);
  g_assert_finalize_object (fixture->guard);
  if (fixture->paused != NULL)
    soup_server_message_unpause (fixture->paused);
  g_clear_object (&fixture->paused);
  soup_server_disconnect (fixture->server);
  g_object_unref (fixture->server);
  g_free (fixture->url);
}

static AssayPackageReport *
run (Fixture *fixture, const char *url, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  assay_package_probe_run_async (fixture->probe, url, cancellable, assay_await_result_cb, &pending);
  if (cancellable != NULL)
    {
      assay_wait_until (fixture->n_calls > 0);
      g_cancellable_cancel (cancellable);
    }
  result = assay_await_result (&pending);

  return assay_package_probe_run_finish (fixture->probe, result, error);
}

static AssayPackageReport *
run_well (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  AssayPackageReport *report = run (fixture, fixture->url, NULL, &error);

  g_assert_no_error (error);

  return report;
}

static void
assert_findings (AssayPackageReport *report, const char *expected)
{
  GPtrArray *findings = assay_package_report_get_findings (report);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      AssayFinding *finding = findings->pdata[i];
      g_autofree char *message = assay_finding_dup_message (finding, NULL);

      g_string_append_printf (text, "%s %s %s %s\n", assay_finding_get_id (finding),
                              assay_severity_to_string (assay_finding_get_severity (finding)),
                              assay_finding_get_path (finding), message);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

#define PLAIN "E06 warning $ The address is not encrypted\n"

static void
test_good (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayPackageReport) report = run_well (fixture);
  GPtrArray *packages = assay_package_report_get_packages (report);

  /* A signed GET has no body, so that the signature is right, too. */
  assert_findings (report, PLAIN);
  g_assert_false (assay_package_report_has_errors (report));
  g_assert_null (assay_package_report_get_banner (report));
  g_assert_cmpuint (packages->len, ==, 1);
  g_assert_cmpstr (assay_package_get_id (packages->pdata[0]), ==, "a");
  g_assert_cmpuint (assay_package_report_get_calls (report)->len, ==, 7);
  g_assert_cmpuint (assay_package_probe_get_n_calls (fixture->probe), ==, 7);
  g_assert_cmpuint (fixture->n_calls, ==, 7);
  g_assert_cmpuint (fixture->n_seen, ==, 7);
  g_assert_cmpuint (
    assay_package_call_get_status (assay_package_report_find_call (report, "wrong-signature")), ==,
    401);
}

static void
test_lenient (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayPackageReport) report = NULL;

  fixture->checking = FALSE;
  fixture->mute = TRUE;
  fixture->changing = TRUE;
  fixture->type = "text/html";
  report = run_well (fixture);
  assert_findings (report, "E10 warning $ The answer says that it is “text/html”\n" PLAIN
                           "E09 warning $ The same call was answered differently the second time\n"
                           "E01 warning $ A wrong signature is not refused\n"
                           "P09 hint $ Web pages of other servers may not read the answer\n");
}

static void
test_strict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayPackageReport) report = NULL;
  g_autofree char *encoded = g_base64_encode ((const guchar *) KEY ":", strlen (KEY ":"));
  g_autofree char *header = g_strconcat ("Basic ", encoded, NULL);

  fixture->colon_only = header;
  fixture->job_only = "job_id";
  report = run_well (fixture);
  assert_findings (report, PLAIN "E07 warning $ The key is refused without a colon behind it\n"
                                 "E08 warning $ Refused without “job_id”\n"
                                 "E11 hint $ GET is not answered with the list\n");
}

static void
test_no_colon (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayPackageReport) report = NULL;
  g_autofree char *encoded = g_base64_encode ((const guchar *) KEY, strlen (KEY));
  g_autofree char *header = g_strconcat ("Basic ", encoded, NULL);

  fixture->colon_only = header;
  report = run_well (fixture);
  assert_findings (report, "P01 error $ The endpoint answers with 401\n" PLAIN
                           "E07 warning $ The key is refused with a colon behind it\n");
  g_assert_cmpstr (assay_package_report_get_banner (report), ==, ASSAY_PACKAGE_REPORT_BANNER);
}

static void
test_no_secrets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayPackageReport) report = NULL;

  assay_package_probe_set_key (fixture->probe, NULL);
  assay_package_probe_set_secret (fixture->probe, "");
  report = run_well (fixture);
  assert_findings (report, "P01 error $ The endpoint answers with 401\n" PLAIN
                           "E12 hint $ Called without a key\n"
                           "E12 hint $ Called without a signature\n");
  g_assert_false (assay_package_report_get_has_key (report));
  g_assert_false (assay_package_report_get_has_secret (report));
  g_assert_null (assay_package_report_find_call (report, "no-colon"));
  g_assert_cmpuint (assay_package_probe_get_n_calls (fixture->probe), ==, 6);
  g_assert_cmpuint (assay_package_report_get_calls (report)->len, ==, 6);
}

static void
test_slow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayPackageReport) report = NULL;
  AssayPackageCall *call;

  fixture->hanging = TRUE;
  assay_package_probe_set_limits (fixture->probe, 50, 100);
  report = run_well (fixture);
  assert_findings (
    report, "P01 error $ The endpoint does not answer: no complete answer within 50 ms\n" PLAIN);
  g_assert_cmpuint (assay_package_report_get_calls (report)->len, ==, 1);
  call = assay_package_report_find_call (report, "colon");
  g_assert_error (assay_package_call_get_error (call), ASSAY_READINESS_ERROR,
                  ASSAY_READINESS_ERROR_TIMED_OUT);
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayPackageReport) report = NULL;

  assay_package_probe_set_limits (fixture->probe, ASSAY_WAIT_MS, strlen (LIST) - 1);
  report = run_well (fixture);
  g_assert_error (assay_package_call_get_error (assay_package_report_find_call (report, "colon")),
                  ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_TOO_LARGE);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fixture->hanging = TRUE;
  g_assert_null (run (fixture, fixture->url, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->n_seen, ==, 0);
}

static void
test_no_address (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run (fixture, "example.com", NULL, &error));
  g_assert_error (error, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_INVALID_ADDRESS);
}

/* The endpoint behind a certificate that it signed itself. */
static void
encrypt (Fixture *fixture, const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (file, &error);
  GSList *uris;

  g_assert_no_error (error);
  soup_server_disconnect (fixture->server);
  soup_server_set_tls_certificate (fixture->server, certificate);
  soup_server_listen_local (fixture->server, 0,
                            SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  g_free (fixture->url);
  fixture->url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

/* A server whose certificate nobody takes. It is no SoupServer, which must not be let go of before
 * its end of the handshake has failed, too. */
typedef struct
{
  GSocketService *service;
  GTlsCertificate *certificate;
  GIOStream *connection;
  gboolean done;
} Refused;

static void
handshake_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Refused *refused = user_data;
  g_autoptr (GError) error = NULL;

  g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error);
  refused->done = TRUE;
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             Refused *refused)
{
  refused->connection = g_tls_server_connection_new (G_IO_STREAM (connection), refused->certificate,
                                                     NULL);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (refused->connection), G_PRIORITY_DEFAULT,
                                    NULL, handshake_cb, refused);

  return TRUE;
}

static AssayPackageReport *
run_refused (Fixture *fixture, const char *host, gboolean known)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "data", "tls", "self-signed.pem",
                                                 NULL);
  g_autoptr (GTlsDatabase) database = known ? g_tls_file_database_new (file, NULL) : NULL;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (AssayPackageReport) report = NULL;
  g_autoptr (GError) error = NULL;
  Refused refused = { g_socket_service_new (), g_tls_certificate_new_from_file (file, NULL), NULL,
                      FALSE };

  g_assert_nonnull (refused.certificate);
  g_socket_listener_add_address (G_SOCKET_LISTENER (refused.service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  g_signal_connect (refused.service, "incoming", G_CALLBACK (incoming_cb), &refused);
  g_free (fixture->url);
  fixture->url =
    g_strdup_printf ("https://%s:%u/", host,
                     g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective)));

  assay_package_probe_set_tls_database (fixture->probe, database);
  report = run_well (fixture);
  assay_wait_until (refused.done);
  g_socket_service_stop (refused.service);
  g_object_unref (refused.service);
  g_object_unref (refused.connection);
  g_object_unref (refused.certificate);

  return g_steal_pointer (&report);
}

static void
test_untrusted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayPackageReport) report = run_refused (fixture, "127.0.0.1", FALSE);
  AssayPackageCall *call = assay_package_report_find_call (report, "colon");

  assert_findings (report, "E04 error $ Nobody known vouches for the certificate\n");
  g_assert_error (assay_package_call_get_error (call), ASSAY_READINESS_ERROR,
                  ASSAY_READINESS_ERROR_TLS);
  g_assert_nonnull (assay_package_call_get_certificate (call));
  g_assert_cmpuint (assay_package_call_get_tls_errors (call), ==, G_TLS_CERTIFICATE_UNKNOWN_CA);
}

static void
test_trusted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "data", "tls", "self-signed.pem",
                                                 NULL);
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (file, NULL);
  g_autoptr (AssayPackageReport) report = NULL;
  g_autoptr (GDateTime) end = NULL;
  g_autoptr (AssayFakeClock) clock = NULL;
  g_autoptr (AssayPackageReport) later = NULL;
  AssayPackageCall *call;

  encrypt (fixture, file);
  assay_package_probe_set_tls_database (fixture->probe, database);
  report = run_well (fixture);
  assert_findings (report, "");
  call = assay_package_report_find_call (report, "colon");
  g_assert_cmpstr (assay_package_call_get_tls_protocol (call), ==, "TLS 1.3");

  end = g_tls_certificate_get_not_valid_after (assay_package_call_get_certificate (call));
  clock = assay_fake_clock_new (g_date_time_to_unix_usec (end) - 29 * G_TIME_SPAN_DAY);
  assay_package_probe_set_clock (fixture->probe, ASSAY_CLOCK (clock));
  later = run_well (fixture);
  assert_findings (later, "E05 warning $ The certificate expires on 2126-10-31\n");
}

/* The certificate has to be for the host of the address, whatever is connected to. */
static void
test_other_host (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayPackageReport) report = run_refused (fixture, "127.0.0.2", TRUE);

  assert_findings (report, "E04 error $ The certificate belongs to another host\n");
}

/* How long an answer takes needs no waiting to be graded. */
static void
test_time (void)
{
  static const struct
  {
    gint64 duration;
    const char *finding;
  } rows[] = {
    { 3 * G_TIME_SPAN_SECOND, "" },
    { 3 * G_TIME_SPAN_SECOND + 1, "P07 warning $ Took 3.0 s while a recruiter waits\n" },
    { 10 * G_TIME_SPAN_SECOND, "P07 warning $ Took 10.0 s while a recruiter waits\n" },
    { 11 * G_TIME_SPAN_SECOND, "P07 error $ Took 11.0 s while a recruiter waits\n" },
  };
  g_autoptr (AssayLint) lint = create_lint ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (AssayPackageReport) report = assay_package_report_new ("https://host.test/");
      AssayPackageCall *call = assay_package_call_new ("colon", "POST");

      call->status = 200;
      call->duration = rows[i].duration;
      call->content_type = g_strdup ("application/json; charset=utf-8");
      g_bytes_unref (call->body);
      call->body = g_bytes_new_static (LIST, strlen (LIST));
      report->has_key = report->has_secret = TRUE;
      g_ptr_array_add (report->calls, call);
      assay_package_grade (report, lint, NOW);
      assert_findings (report, rows[i].finding);
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
  add ("/readiness/package-probe/good", test_good);
  add ("/readiness/package-probe/lenient", test_lenient);
  add ("/readiness/package-probe/strict", test_strict);
  add ("/readiness/package-probe/no-colon", test_no_colon);
  add ("/readiness/package-probe/no-secrets", test_no_secrets);
  add ("/readiness/package-probe/slow", test_slow);
  add ("/readiness/package-probe/too-large", test_too_large);
  add ("/readiness/package-probe/cancelled", test_cancelled);
  add ("/readiness/package-probe/no-address", test_no_address);
  add ("/readiness/package-probe/untrusted", test_untrusted);
  add ("/readiness/package-probe/trusted", test_trusted);
  add ("/readiness/package-probe/other-host", test_other_host);
  g_test_add_func ("/readiness/package-probe/time", test_time);

  return g_test_run ();
}
