/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-inbox-private.h"

#include "assay-secret.h"
#include "assay-signing-secrets.h"

/* How often it is told that a secret is in use. */
#define USE_INTERVAL G_TIME_SPAN_MINUTE

/* Several headers of that name are one with commas. */
const char *
assay_inbox_get_signatures (AssayHttpRequest *request)
{
  SoupMessageHeaders *headers = assay_http_request_get_headers (request);

  return headers != NULL ? soup_message_headers_get_list (headers, ASSAY_SIGNATURE_HEADER) : NULL;
}

static const char *
explain (AssaySignatureVerdict verdict)
{
  switch (verdict)
    {
    case ASSAY_SIGNATURE_VALID:
      return "the signature is valid";
    case ASSAY_SIGNATURE_NO_SECRET:
      return "no signing secret is known here, so the signature cannot be checked";
    case ASSAY_SIGNATURE_MISSING:
      return "the header " ASSAY_SIGNATURE_HEADER " is missing";
    case ASSAY_SIGNATURE_MALFORMED:
      return "the header " ASSAY_SIGNATURE_HEADER " holds no signature";
    case ASSAY_SIGNATURE_HEX:
      return "the signature is right but written in hexadecimal instead of base64url";
    case ASSAY_SIGNATURE_STANDARD_BASE64:
      return "the signature is right but written in standard base64 instead of base64url";
    case ASSAY_SIGNATURE_PREFIXED:
      return "the signature is right but has a prefix; it must be the bare base64url";
    case ASSAY_SIGNATURE_QUOTED_SECRET:
      return "the signature is right but the signing secret is stored here with quotes around it";
    case ASSAY_SIGNATURE_PREFIXED_SECRET:
      return "the signature is right but the signing secret is stored here with “v1,” in front";
    case ASSAY_SIGNATURE_OTHER_SECRET:
    case ASSAY_SIGNATURE_WRONG:
    default:
      return "the signature matches no live secret: another secret, or the body was altered";
    }
}

/* @which: the place of the secret among the live ones */
static void
note_use (AssayInbox *self, guint which)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *fingerprint = NULL;

  if (self->used_at[which] != 0 && now - self->used_at[which] < USE_INTERVAL)
    return;

  self->used_at[which] = now;
  fingerprint = assay_signing_secret_dup_fingerprint (self->secrets[which]);
  g_signal_emit_by_name (self, "secret-used", fingerprint);
}

/* Whether the address of a request brings a live secret. All are compared, so that the time does
 * not tell which one it was. */
gboolean
assay_inbox_has_url_token (AssayInbox *self, AssayHttpRequest *request)
{
  const char *query = assay_http_request_get_query (request);
  g_autoptr (GHashTable) parameters = NULL;
  const char *token = NULL;
  gboolean found = FALSE;

  if (query != NULL)
    parameters = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL);
  if (parameters != NULL)
    token = g_hash_table_lookup (parameters, "token");
  for (guint i = 0; token != NULL && self->secrets[i] != NULL; i++)
    {
      if (!assay_secret_equal (self->secrets[i], token))
        continue;
      found = TRUE;
      note_use (self, i);
    }

  return found;
}

/* Judges the signature of a request. @reason: (out): what there is to say about it. */
AssaySignatureVerdict
assay_inbox_judge (AssayInbox *self, AssayHttpRequest *request, char **reason)
{
  guint which = 0;
  AssaySignatureVerdict verdict =
    assay_signature_diagnose ((const char *const *) self->secrets,
                              assay_other_secrets_get_secrets (self->others),
                              assay_http_request_get_body (request),
                              assay_inbox_get_signatures (request), &which);

  if (verdict == ASSAY_SIGNATURE_VALID)
    note_use (self, which);
  if (verdict == ASSAY_SIGNATURE_OTHER_SECRET)
    {
      g_autofree char *owner = assay_other_secrets_describe (self->others, which);

      *reason = g_strdup_printf ("the signature was made with %s instead of the signing secret",
                                 owner);
    }
  else
    {
      *reason = g_strdup (explain (verdict));
    }

  return verdict;
}

AssayExchange *
assay_inbox_new_exchange (AssayHttpRequest *request)
{
  g_autofree char *url = assay_http_request_dup_url (request);
  g_autofree char *headers = assay_http_request_dup_headers (request);
  AssayExchange *exchange = assay_exchange_new (NULL, ASSAY_DIRECTION_IN,
                                                assay_http_request_get_method (request), url,
                                                assay_http_request_get_started_at (request));

  assay_exchange_set_request_headers (exchange, headers);
  assay_exchange_set_request_body (exchange, assay_http_request_get_body (request));

  return exchange;
}
