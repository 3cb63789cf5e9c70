/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-stackone-reply.h"

#include "assay-stackone-error.h"

#define STATUS_NO_CONTENT 204

struct _AssayStackoneReply
{
  /* owned */
  GBytes *body;
  AssayJson *json; /* NULL for an answer without content that can be read */
  char *message;
  GStrv warnings;

  /* plain */
  guint status;
};

G_DEFINE_BOXED_TYPE (AssayStackoneReply,
                     assay_stackone_reply,
                     assay_stackone_reply_ref,
                     assay_stackone_reply_unref)

static void
assay_stackone_reply_clear (AssayStackoneReply *self)
{
  g_bytes_unref (self->body);
  g_clear_pointer (&self->json, assay_json_unref);
  g_free (self->message);
  g_strfreev (self->warnings);
}

static char *
dup_message (AssayJson *object)
{
  return object != NULL ? assay_json_dup_member_text (object, "message") : NULL;
}

static GStrv
dup_warnings (AssayJson *json)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (AssayJson) list = NULL;
  guint length = 0;

  if (json != NULL && assay_json_get_kind (json) == ASSAY_JSON_OBJECT)
    list = assay_json_dup_member (json, "unified_warnings");
  if (list != NULL && assay_json_get_kind (list) == ASSAY_JSON_ARRAY)
    length = assay_json_get_length (list);

  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (list, i);
      char *message = dup_message (element);

      if (message != NULL)
        g_strv_builder_take (builder, message);
    }

  return g_strv_builder_end (builder);
}

/* While StackOne sends a heartbeat it has already answered 200 when the call fails; the status in
 * the body is then the true one. */
static guint
read_true_status (AssayJson *json)
{
  gint64 status = 0;

  if (json == NULL || assay_json_get_kind (json) != ASSAY_JSON_OBJECT ||
      !assay_json_read_int64 (json, "statusCode", &status, NULL))
    return 0;

  return status >= 400 && status <= 599 ? (guint) status : 0;
}

/* A portal or a proxy says 200 too, in HTML, which StackOne never sends. */
static gboolean
is_page (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  gsize begin = 0;

  while (begin < size && g_ascii_isspace (data[begin]))
    begin++;

  return begin < size && data[begin] == '<';
}

/**
 * assay_stackone_reply_new:
 * @status: the HTTP status, 200 to 299
 * @body: the body of the answer
 * @content: whether the call was made for the content; the update of a result is done whatever the
 *   answer holds
 * @error: return location for an error
 *
 * Reads the answer to a call that succeeded by its status. White space in front of the body is
 * skipped, since StackOne may send newlines while it works.
 *
 * Returns: (transfer full): a new reply; %NULL with `INVALID_ANSWER` when the body is not JSON
 *   although the @content is wanted, or with the error of the failure that the body reports; a page
 *   is a failure that is foreign
 */
AssayStackoneReply *
assay_stackone_reply_new (guint status, GBytes *body, gboolean content, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AssayJson) json = NULL;
  AssayStackoneReply *self;
  guint true_status;

  g_return_val_if_fail (body != NULL, NULL);

  if (status != STATUS_NO_CONTENT)
    {
      json = assay_json_parse (body, &local_error);
      if (json == NULL && content && !is_page (body))
        {
          g_set_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_ANSWER,
                       "StackOne answered %u with a body that is not JSON: %s", status,
                       local_error->message);
          return NULL;
        }
    }

  true_status = json == NULL && is_page (body) ? status : read_true_status (json);
  if (true_status != 0)
    {
      AssayStackoneFailure *failure = assay_stackone_failure_new (true_status, -1, body);

      g_propagate_error (error, assay_stackone_error_new_from_failure (failure));
      return NULL;
    }

  self = g_atomic_rc_box_new0 (AssayStackoneReply);
  self->status = status;
  self->body = g_bytes_ref (body);
  self->message = dup_message (json);
  self->warnings = dup_warnings (json);
  self->json = g_steal_pointer (&json);

  return self;
}

/**
 * assay_stackone_reply_ref:
 * @self: a reply
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
AssayStackoneReply *
assay_stackone_reply_ref (AssayStackoneReply *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * assay_stackone_reply_unref:
 * @self: (transfer full): a reply
 *
 * Gives a reference back.
 */
void
assay_stackone_reply_unref (AssayStackoneReply *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) assay_stackone_reply_clear);
}

/**
 * assay_stackone_reply_get_status:
 * @self: a reply
 *
 * Gets the HTTP status.
 *
 * Returns: the status, 200 to 299
 */
guint
assay_stackone_reply_get_status (const AssayStackoneReply *self)
{
  return self->status;
}

/**
 * assay_stackone_reply_get_body:
 * @self: a reply
 *
 * Gets the exact bytes of the body.
 *
 * Returns: (transfer none): the body
 */
GBytes *
assay_stackone_reply_get_body (const AssayStackoneReply *self)
{
  return self->body;
}

/**
 * assay_stackone_reply_get_json:
 * @self: a reply
 *
 * Gets the body as JSON.
 *
 * Returns: (transfer none) (nullable): the body, or %NULL for an answer without content that can be
 *   read
 */
AssayJson *
assay_stackone_reply_get_json (const AssayStackoneReply *self)
{
  return self->json;
}

/**
 * assay_stackone_reply_get_message:
 * @self: a reply
 *
 * Gets `message`, such as “Record updated successfully.”
 *
 * Returns: (transfer none) (nullable): the message
 */
const char *
assay_stackone_reply_get_message (const AssayStackoneReply *self)
{
  return self->message;
}
