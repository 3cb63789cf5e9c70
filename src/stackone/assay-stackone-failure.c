/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-stackone-failure.h"

#include <string.h>

/* Enough of a proxy's error page to recognise it by. */
#define EXCERPT_SIZE 200
#define TOO_MANY_REQUESTS 429

struct _AssayStackoneFailure
{
  /* owned */
  char *error_code;
  char *message;
  GStrv errors;
  AssayJson *provider_errors;

  /* plain */
  guint status;
  gint64 retry_after;
  gboolean foreign;
};

G_DEFINE_BOXED_TYPE (AssayStackoneFailure,
                     assay_stackone_failure,
                     assay_stackone_failure_ref,
                     assay_stackone_failure_unref)

static void
assay_stackone_failure_clear (AssayStackoneFailure *self)
{
  g_free (self->error_code);
  g_free (self->message);
  g_strfreev (self->errors);
  g_clear_pointer (&self->provider_errors, assay_json_unref);
}

/* Documented as a list of texts; anything else in it is kept as its JSON source. */
static GStrv
dup_errors (AssayJson *object)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (AssayJson) errors = assay_json_dup_member (object, "errors");
  gboolean is_list = errors != NULL && assay_json_get_kind (errors) == ASSAY_JSON_ARRAY;
  guint length = is_list ? assay_json_get_length (errors) : 0;

  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (errors, i);
      const char *text = assay_json_get_string (element);

      if (text != NULL)
        g_strv_builder_add (builder, text);
      else
        g_strv_builder_take (builder, assay_json_dup_source (element));
    }

  return g_strv_builder_end (builder);
}

static AssayJson *
dup_provider_errors (AssayJson *object)
{
  g_autoptr (AssayJson) errors = assay_json_dup_member (object, "provider_errors");

  if (errors == NULL || assay_json_get_kind (errors) != ASSAY_JSON_ARRAY)
    return NULL;

  return g_steal_pointer (&errors);
}

static char *
dup_excerpt (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  char *excerpt;

  if (size == 0)
    return NULL;

  excerpt = g_utf8_make_valid (data, (gssize) MIN (size, EXCERPT_SIZE));
  g_strstrip (excerpt);

  return excerpt;
}

/**
 * assay_stackone_failure_new:
 * @status: the HTTP status, 100 to 599
 * @retry_after: the seconds after which StackOne asks to try again, or -1 when it does not say
 * @body: the body of the answer
 *
 * Reads the body of a refusal. All of `message`, `errorCode`, `errors` and `provider_errors` are
 * kept and none is needed (StackOne ATS OpenAPI and guides); of a body that is not JSON the first
 * bytes become the message.
 *
 * Returns: (transfer full): a new failure
 */
AssayStackoneFailure *
assay_stackone_failure_new (guint status, gint64 retry_after, GBytes *body)
{
  g_autoptr (AssayJson) json = NULL;
  AssayStackoneFailure *self;

  g_return_val_if_fail (body != NULL, NULL);

  self = g_atomic_rc_box_new0 (AssayStackoneFailure);
  self->status = status;
  self->retry_after = retry_after;

  json = assay_json_parse (body, NULL);
  if (json != NULL && assay_json_get_kind (json) == ASSAY_JSON_OBJECT)
    {
      self->error_code = assay_json_dup_member_text (json, "errorCode");
      self->message = assay_json_dup_member_text (json, "message");
      self->errors = dup_errors (json);
      self->provider_errors = dup_provider_errors (json);
    }
  else
    {
      self->foreign = g_bytes_get_size (body) > 0;
      self->message = dup_excerpt (body);
      self->errors = g_new0 (char *, 1);
    }

  return self;
}

/**
 * assay_stackone_failure_ref:
 * @self: a failure
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
AssayStackoneFailure *
assay_stackone_failure_ref (AssayStackoneFailure *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * assay_stackone_failure_unref:
 * @self: (transfer full): a failure
 *
 * Gives a reference back.
 */
void
assay_stackone_failure_unref (AssayStackoneFailure *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) assay_stackone_failure_clear);
}

/**
 * assay_stackone_failure_get_status:
 * @self: a failure
 *
 * Gets the HTTP status.
 *
 * Returns: the status
 */
guint
assay_stackone_failure_get_status (const AssayStackoneFailure *self)
{
  return self->status;
}

/**
 * assay_stackone_failure_is_foreign:
 * @self: a failure
 *
 * Tells whether the body is nothing that StackOne answers: it refuses with a JSON object (StackOne
 * ATS OpenAPI), a proxy or another site with a page.
 *
 * Returns: whether somebody else seems to have answered
 */
gboolean
assay_stackone_failure_is_foreign (const AssayStackoneFailure *self)
{
  return self->foreign;
}

/**
 * assay_stackone_failure_get_limit:
 * @self: a failure
 *
 * Tells which limit was reached. A provider's has `provider_errors`, StackOne's own has none.
 *
 * Returns: the limit, for the status 429; otherwise %ASSAY_STACKONE_LIMIT_NONE
 */
AssayStackoneLimit
assay_stackone_failure_get_limit (const AssayStackoneFailure *self)
{
  if (self->status != TOO_MANY_REQUESTS)
    return ASSAY_STACKONE_LIMIT_NONE;

  return self->provider_errors != NULL ? ASSAY_STACKONE_LIMIT_ACCOUNT : ASSAY_STACKONE_LIMIT_KEY;
}

/**
 * assay_stackone_failure_get_retry_after:
 * @self: a failure
 *
 * Gets how long StackOne asks to wait.
 *
 * Returns: seconds, or -1 when StackOne does not say
 */
gint64
assay_stackone_failure_get_retry_after (const AssayStackoneFailure *self)
{
  return self->retry_after;
}

/**
 * assay_stackone_failure_get_error_code:
 * @self: a failure
 *
 * Gets `errorCode`, such as `AccountInvalidCredentialsError`.
 *
 * Returns: (transfer none) (nullable): the code
 */
const char *
assay_stackone_failure_get_error_code (const AssayStackoneFailure *self)
{
  return self->error_code;
}

/**
 * assay_stackone_failure_get_message:
 * @self: a failure
 *
 * Gets `message`, or the start of a body that is not JSON.
 *
 * Returns: (transfer none) (nullable): the message
 */
const char *
assay_stackone_failure_get_message (const AssayStackoneFailure *self)
{
  return self->message;
}

/**
 * assay_stackone_failure_get_errors:
 * @self: a failure
 *
 * Gets `errors`, the single complaints about a body.
 *
 * Returns: (transfer none) (array zero-terminated=1): the complaints, possibly none
 */
const char *const *
assay_stackone_failure_get_errors (const AssayStackoneFailure *self)
{
  return (const char *const *) self->errors;
}

/**
 * assay_stackone_failure_get_provider_errors:
 * @self: a failure
 *
 * Gets `provider_errors`, what the provider answered to StackOne.
 *
 * Returns: (transfer none) (nullable): a JSON array
 */
AssayJson *
assay_stackone_failure_get_provider_errors (const AssayStackoneFailure *self)
{
  return self->provider_errors;
}
