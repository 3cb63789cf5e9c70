/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-inbox-private.h"

#include <string.h>

#include "assay-journal-read.h"
#include "assay-log.h"
#include "assay-package-list.h"

/* One call of the package list (StackOne integration guide, package list endpoint). */
typedef struct
{
  AssayInbox *inbox;         /* (owned) */
  AssayHttpRequest *request; /* (owned) */
  AssayExchange *exchange;   /* (owned) */
} Call;

static void
call_free (Call *self)
{
  g_clear_object (&self->inbox);
  g_clear_object (&self->request);
  g_clear_object (&self->exchange);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

/* Whether the key is sent with the colon of Basic authentication is not documented. */
static gboolean
has_key (AssayInbox *inbox, AssayHttpRequest *request)
{
  const char *const *keys = (const char *const *) inbox->keys;
  const char *header = assay_http_request_get_header (request, "Authorization");
  g_autofree guchar *decoded = NULL;
  g_autofree char *text = NULL;
  gsize size;

  if (header == NULL || g_ascii_strncasecmp (header, "Basic ", strlen ("Basic ")) != 0)
    return FALSE;

  decoded = g_base64_decode (header + strlen ("Basic "), &size);
  text = g_strndup ((const char *) decoded, size);
  if (g_str_has_suffix (text, ":"))
    text[strlen (text) - 1] = '\0';

  for (guint i = 0; keys[i] != NULL; i++)
    {
      if (assay_secret_equal (keys[i], text))
        return TRUE;
    }

  return FALSE;
}

static void
record (Call *self, guint status, const char *verdict)
{
  assay_exchange_set_status (self->exchange, status);
  assay_exchange_set_verdict (self->exchange, verdict);
  assay_exchange_set_duration (self->exchange,
                               g_get_real_time () - assay_exchange_get_started_at (self->exchange));

  /* The catalogue is no event, so its call is answered even when it cannot be recorded. */
  assay_journal_record_exchange_async (self->inbox->journal, self->exchange, NULL, NULL, NULL);
}

/* Returns: (transfer full) (nullable): the tag that packages for the job in the call must have */
static char *
dup_tag (Call *self)
{
  g_autoptr (AssayJson) body = NULL;
  g_autofree char *job_id = NULL;
  char *tag = NULL;

  if (self->inbox->tags_by_job == NULL || g_variant_n_children (self->inbox->tags_by_job) == 0)
    return NULL;

  body = assay_json_parse (assay_http_request_get_body (self->request), NULL);
  job_id = body != NULL && assay_json_get_kind (body) == ASSAY_JSON_OBJECT
             ? assay_json_dup_member_text (body, "job_id")
             : NULL;
  if (job_id != NULL)
    g_variant_lookup (self->inbox->tags_by_job, job_id, "s", &tag);

  return tag;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
    packages = assay_journal_list_finish (ASSAY_JOURNAL (source), result, &error);
  g_autoptr (GPtrArray) selected = NULL;
  g_autofree char *tag = NULL;
  g_autoptr (GBytes) json = NULL;

  if (packages == NULL)
    {
      assay_log_rarely (g_warning, "the catalogue could not be read: %s", error->message);
      assay_http_request_set_answer_header (self->request, "Retry-After", "30");
      assay_http_request_answer_message (self->request, 503, "the catalogue cannot be read");
      return;
    }

  tag = dup_tag (self);
  selected = assay_package_list_select (packages, tag);
  json = assay_package_list_write (selected);
  assay_exchange_set_response_body (self->exchange, json);
  assay_http_request_answer (self->request, 200, json);
  record (self, 200, assay_exchange_get_verdict (self->exchange));
}

/* Gives the reason why the call is not to be trusted, and whether it is to be refused for that. */
static char *
check (AssayInbox *inbox, AssayHttpRequest *request, gboolean *refused)
{
  const AssayInboxSettings *settings = &inbox->settings;
  g_autofree char *reason = NULL;

  *refused = FALSE;
  if (settings->packages_signature != ASSAY_CHECK_OFF)
    {
      if (assay_inbox_judge (inbox, request, &reason) == ASSAY_SIGNATURE_VALID)
        g_clear_pointer (&reason, g_free);
      else
        *refused = settings->packages_signature == ASSAY_CHECK_ENFORCE;
    }
  if (!*refused && settings->packages_basic != ASSAY_CHECK_OFF && !has_key (inbox, request))
    {
      g_set_str (&reason, "the key in Authorization is missing or unknown");
      *refused = settings->packages_basic == ASSAY_CHECK_ENFORCE;
    }

  return g_steal_pointer (&reason);
}

/* Where nothing is checked, nothing is proved. */
static gboolean
is_checked (AssayInbox *inbox)
{
  const AssayInboxSettings *settings = &inbox->settings;

  return settings->packages_signature != ASSAY_CHECK_OFF ||
         settings->packages_basic != ASSAY_CHECK_OFF;
}

static void
allow_origins (AssayHttpRequest *request)
{
  assay_http_request_set_answer_header (request, "Access-Control-Allow-Origin", "*");
  assay_http_request_set_answer_header (request, "Access-Control-Allow-Methods", "POST, OPTIONS");
  assay_http_request_set_answer_header (request, "Access-Control-Allow-Headers",
                                        "Authorization, Content-Type, x-stackone-signature");
}

void
assay_inbox_list_packages (AssayHttpRequest *request, gpointer data)
{
  AssayInbox *inbox = data;
  g_autoptr (Call) self = NULL;
  gboolean refused;
  g_autofree char *reason = NULL;

  if (inbox->settings.packages_cors)
    allow_origins (request);
  if (g_strcmp0 (assay_http_request_get_method (request), "OPTIONS") == 0)
    {
      assay_http_request_answer (request, 204, NULL);
      return;
    }

  if (g_strcmp0 (assay_http_request_get_method (request), "GET") == 0)
    g_info ("the package list was asked for by GET, although StackOne documents POST");

  self = g_new0 (Call, 1);
  self->inbox = g_object_ref (inbox);
  self->request = g_object_ref (request);
  self->exchange = assay_inbox_new_exchange (request);

  reason = check (inbox, request, &refused);
  if (refused)
    {
      record (self, 401, reason);
      assay_http_request_answer_message (request, 401, reason);
      return;
    }

  assay_exchange_set_verified (self->exchange, reason == NULL && is_checked (inbox));
  assay_exchange_set_verdict (self->exchange, reason != NULL ? reason : "verified");
  assay_journal_list_packages_async (inbox->journal, NULL, listed_cb, g_steal_pointer (&self));
}
