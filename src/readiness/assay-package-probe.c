/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-package-probe.h"

#include <string.h>

#include "assay-guarded-fetch.h"
#include "assay-json-writer.h"
#include "assay-package-call-private.h"
#include "assay-package-report-private.h"
#include "assay-secret.h"
#include "assay-signature.h"

#define TIMEOUT 12000
#define MAX_SIZE (16 * 1024 * 1024)

/* From the sample of the integration guide. */
#define ACCOUNT_ID "456551489512493412"
#define JOB_ID "49201091"

/**
 * AssayPackageProbe:
 *
 * Tests the package list endpoint of a partner: calls it as StackOne does when a recruiter opens
 * the order dialog, in each way that its documents leave open, and as it never would.
 */
struct _AssayPackageProbe
{
  GObject parent_instance;

  /* owned */
  AssayLinkGuard *guard;
  AssayLint *lint;
  AssayClock *clock;
  GTlsDatabase *database;
  char *key;
  char *secret;

  guint timeout; /* in milliseconds */
  gsize max_size;
};

G_DEFINE_FINAL_TYPE (AssayPackageProbe, assay_package_probe, G_TYPE_OBJECT)

enum
{
  SIGNAL_CALLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One call of a test. */
typedef struct
{
  const char *name;
  const char *method;
  gboolean colon; /* behind the key */
  gboolean job;
  gboolean forged; /* with a signature that is wrong */
} Step;

/* In this order, for what the recruiter would see follows from the first one. */
static const Step steps[] = {
  { "colon", "POST", TRUE, TRUE, FALSE },          { "no-colon", "POST", FALSE, TRUE, FALSE },
  { "no-job", "POST", TRUE, FALSE, FALSE },        { "again", "POST", TRUE, TRUE, FALSE },
  { "wrong-signature", "POST", TRUE, TRUE, TRUE }, { "get", "GET", TRUE, TRUE, FALSE },
  { "options", "OPTIONS", TRUE, TRUE, FALSE },
};

/* One test on its way. */
typedef struct
{
  AssayPackageReport *report; /* owned */
  GUri *uri;                  /* owned */
  guint step;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_object (&run->report);
  g_clear_pointer (&run->uri, g_uri_unref);
  g_free (run);
}

static GBytes *
make_body (const Step *step)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "account_id", ACCOUNT_ID);
  assay_json_writer_member_string (writer, "provider", "smartrecruiters");
  if (step->job)
    assay_json_writer_member_string (writer, "job_id", JOB_ID);
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}

static char *
dup_authorization (AssayPackageProbe *self, const Step *step)
{
  char *pair, *encoded, *value;

  if (self->key == NULL)
    return NULL;

  pair = g_strconcat (self->key, step->colon ? ":" : "", NULL);
  encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  value = g_strconcat ("Basic ", encoded, NULL);
  assay_secret_free (pair);
  assay_secret_free (encoded);

  return value;
}

static char *
dup_signature (AssayPackageProbe *self, const Step *step, GBytes *body)
{
  g_autofree char *other = NULL;

  if (step->forged)
    {
      other = g_uuid_string_random ();
      return assay_signature_sign (other, body);
    }

  return self->secret != NULL ? assay_signature_sign (self->secret, body) : NULL;
}

static AssayGuardedRequest *
make_request (AssayPackageProbe *self, const Step *step, GUri *uri)
{
  AssayGuardedRequest *request = g_new0 (AssayGuardedRequest, 1);

  request->guard = g_object_ref (self->guard);
  g_set_object (&request->database, self->database);
  request->uri = g_uri_ref (uri);
  request->timeout = self->timeout;
  request->max_size = self->max_size;
  request->body = g_str_equal (step->method, "POST") ? make_body (step) : g_bytes_new (NULL, 0);
  /* Browsers ask without credentials whether they may ask. */
  if (!g_str_equal (step->method, "OPTIONS"))
    {
      request->authorization = dup_authorization (self, step);
      request->signature = dup_signature (self, step, request->body);
    }

  return request;
}

/* Without a key there is nothing to put a colon behind. */
static gboolean
is_made (AssayPackageProbe *self, const Step *step)
{
  return self->key != NULL || step->colon;
}

static void make_call (GTask *task);

/* Where the first call got no answer, the others would only take as long again. */
static gboolean
is_over (const Run *run)
{
  const AssayPackageCall *first = g_ptr_array_index (run->report->calls, 0);

  return run->step >= G_N_ELEMENTS (steps) || first->error != NULL;
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AssayPackageCall *call = ASSAY_PACKAGE_CALL (source);
  AssayPackageProbe *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  assay_guarded_fetch_finish (call, result, &call->error);
  if (g_task_return_error_if_cancelled (task))
    return;

  g_ptr_array_add (run->report->calls, g_object_ref (call));
  g_signal_emit (self, signals[SIGNAL_CALLED], 0, call);

  run->step++;
  while (run->step < G_N_ELEMENTS (steps) && !is_made (self, &steps[run->step]))
    run->step++;
  if (!is_over (run))
    {
      make_call (task);
      return;
    }

  assay_package_grade (run->report, self->lint, assay_clock_now (self->clock));
  g_task_return_pointer (task, g_steal_pointer (&run->report), g_object_unref);
}

static void
make_call (GTask *task)
{
  AssayPackageProbe *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  const Step *step = &steps[run->step];
  g_autoptr (AssayPackageCall) call = assay_package_call_new (step->name, step->method);

  assay_guarded_fetch_async (call, make_request (self, step, run->uri),
                             g_task_get_cancellable (task), called_cb, g_object_ref (task));
}

static void
assay_package_probe_finalize (GObject *object)
{
  AssayPackageProbe *self = ASSAY_PACKAGE_PROBE (object);

  g_clear_object (&self->guard);
  g_clear_object (&self->lint);
  g_clear_object (&self->clock);
  g_clear_object (&self->database);
  assay_secret_free (self->key);
  assay_secret_free (self->secret);

  G_OBJECT_CLASS (assay_package_probe_parent_class)->finalize (object);
}

static void
assay_package_probe_class_init (AssayPackageProbeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_package_probe_finalize;

  /**
   * AssayPackageProbe::called:
   * @self: the probe
   * @call: what was sent and answered
   *
   * Emitted after each call.
   */
  signals[SIGNAL_CALLED] = g_signal_new ("called", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, ASSAY_TYPE_PACKAGE_CALL);
}

static void
assay_package_probe_init (AssayPackageProbe *self)
{
  self->clock = g_object_ref (assay_clock_get_system ());
  self->timeout = TIMEOUT;
  self->max_size = MAX_SIZE;
}

/**
 * assay_package_probe_new:
 * @guard: which addresses may be called
 * @lint: the rules and their texts
 *
 * Creates a probe that presents no key and signs nothing.
 *
 * Returns: (transfer full): a new probe
 */
AssayPackageProbe *
assay_package_probe_new (AssayLinkGuard *guard, AssayLint *lint)
{
  AssayPackageProbe *self;

  g_return_val_if_fail (ASSAY_IS_LINK_GUARD (guard), NULL);
  g_return_val_if_fail (ASSAY_IS_LINT (lint), NULL);

  self = g_object_new (ASSAY_TYPE_PACKAGE_PROBE, NULL);
  self->guard = g_object_ref (guard);
  self->lint = g_object_ref (lint);

  return self;
}

/**
 * assay_package_probe_set_key:
 * @self: a probe
 * @key: (nullable): the key that StackOne presents; %NULL or empty for none
 *
 * Sets the key.
 */
void
assay_package_probe_set_key (AssayPackageProbe *self, const char *key)
{
  g_return_if_fail (ASSAY_IS_PACKAGE_PROBE (self));

  assay_secret_free (self->key);
  self->key = key != NULL && *key != '\0' ? g_strdup (key) : NULL;
}

/**
 * assay_package_probe_set_secret:
 * @self: a probe
 * @secret: (nullable): the secret with which StackOne signs; %NULL or empty for none
 *
 * Sets the signing secret.
 */
void
assay_package_probe_set_secret (AssayPackageProbe *self, const char *secret)
{
  g_return_if_fail (ASSAY_IS_PACKAGE_PROBE (self));

  assay_secret_free (self->secret);
  self->secret = secret != NULL && *secret != '\0' ? g_strdup (secret) : NULL;
}

/**
 * assay_package_probe_set_clock:
 * @self: a probe
 * @clock: what tells how long a certificate is still valid
 *
 * Sets the clock.
 */
void
assay_package_probe_set_clock (AssayPackageProbe *self, AssayClock *clock)
{
  g_return_if_fail (ASSAY_IS_PACKAGE_PROBE (self));
  g_return_if_fail (ASSAY_IS_CLOCK (clock));

  g_set_object (&self->clock, clock);
}

/**
 * assay_package_probe_set_tls_database:
 * @self: a probe
 * @database: (nullable): whom to trust; %NULL for the system's
 *
 * Sets who may vouch for a server.
 */
void
assay_package_probe_set_tls_database (AssayPackageProbe *self, GTlsDatabase *database)
{
  g_return_if_fail (ASSAY_IS_PACKAGE_PROBE (self));

  g_set_object (&self->database, database);
}

/**
 * assay_package_probe_set_limits:
 * @self: a probe
 * @timeout: until when each answer has to be complete, in milliseconds
 * @max_size: how many bytes of each are read
 *
 * Sets the limits of each call.
 */
void
assay_package_probe_set_limits (AssayPackageProbe *self, guint timeout, gsize max_size)
{
  g_return_if_fail (ASSAY_IS_PACKAGE_PROBE (self));

  self->timeout = timeout;
  self->max_size = max_size;
}

/**
 * assay_package_probe_get_n_calls:
 * @self: a probe
 *
 * Tells how many calls a test makes of an endpoint that answers.
 *
 * Returns: the number of calls
 */
guint
assay_package_probe_get_n_calls (AssayPackageProbe *self)
{
  guint n_calls = 0;

  g_return_val_if_fail (ASSAY_IS_PACKAGE_PROBE (self), 0);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    n_calls += is_made (self, &steps[i]);

  return n_calls;
}

/**
 * assay_package_probe_run_async:
 * @self: a probe
 * @url: the address of the endpoint
 * @cancellable: (nullable): cancels the test
 * @callback: (scope async): called when the report is there
 * @user_data: data for @callback
 *
 * Makes the calls one after the other and grades them.
 */
void
assay_package_probe_run_async (AssayPackageProbe *self,
                               const char *url,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);
  g_autofree char *text = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, assay_package_probe_run_async);
  g_task_set_task_data (task, run, run_free);

  run->uri = assay_link_guard_parse (url, &error);
  if (run->uri == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  text = g_uri_to_string (run->uri);
  run->report = assay_package_report_new (text);
  run->report->has_key = self->key != NULL;
  run->report->has_secret = self->secret != NULL;
  make_call (task);
}

/**
 * assay_package_probe_run_finish:
 * @self: a probe
 * @result: what the callback was given
 * @error: return location for %ASSAY_READINESS_ERROR_INVALID_ADDRESS or %G_IO_ERROR_CANCELLED
 *
 * Ends [method@PackageProbe.run_async].
 *
 * Returns: (transfer full): the report, also where nobody answered
 */
AssayPackageReport *
assay_package_probe_run_finish (AssayPackageProbe *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_package_probe_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
