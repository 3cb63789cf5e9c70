/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json.h"

#include <string.h>

#include "assay-error.h"
#include "assay-json-private.h"

/**
 * AssayJson:
 *
 * An immutable JSON value that keeps the text it was read from.
 *
 * Numbers are never converted: [method@Json.get_number] gives their digits as written, so that ids
 * of any length survive. A number and a string of the same characters stay different kinds. Of
 * members that occur twice the last one counts, as in JavaScript. Values may be shared between
 * threads.
 */
static void
document_clear (AssayJsonDocument *document)
{
  g_clear_pointer (&document->bytes, g_bytes_unref);
  g_clear_pointer (&document->tokens, g_array_unref);
}

static GArray *
list_elements (AssayJsonDocument *document, guint32 array)
{
  guint32 behind = assay_json_document_get (document, array)->next;
  GArray *elements = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = array + 1; i < behind; i = assay_json_document_get (document, i)->next)
    g_array_append_val (elements, i);
  return elements;
}

/* The text that a string or a number stands for, NULL for any other kind. */
char *
assay_json_dup_text_of (AssayJsonDocument *document, guint32 index)
{
  const AssayJsonToken *token = assay_json_document_get (document, index);

  if (token->kind == ASSAY_JSON_STRING)
    return assay_json_document_decode (document, index);
  if (token->kind == ASSAY_JSON_NUMBER)
    return g_strndup (document->text + token->start, token->end - token->start);
  return NULL;
}

static AssayJson *
value_new (AssayJsonDocument *document, guint32 index)
{
  AssayJson *self = g_atomic_rc_box_new0 (AssayJson);

  self->document = g_atomic_rc_box_acquire (document);
  self->index = index;
  self->text = assay_json_dup_text_of (document, index);
  if (assay_json_document_get (document, index)->kind == ASSAY_JSON_ARRAY)
    self->elements = list_elements (document, index);
  return self;
}

AssayJson *
assay_json_value_new (AssayJson *parent, guint32 index)
{
  AssayJson *self = value_new (parent->document, index);

  self->parent = assay_json_ref (parent);
  return self;
}

static void
value_clear (AssayJson *self)
{
  g_clear_pointer (&self->parent, assay_json_unref);
  g_atomic_rc_box_release_full (self->document, (GDestroyNotify) document_clear);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->elements, g_array_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
}

/* Written out because G_DEFINE_BOXED_TYPE converts to a union in a way that -Wpedantic refuses. */
GType
assay_json_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    {
      g_once_init_leave (&type, g_boxed_type_register_static (g_intern_static_string ("AssayJson"),
                                                              (GBoxedCopyFunc) assay_json_ref,
                                                              (GBoxedFreeFunc) assay_json_unref));
    }
  return type;
}

/* As assay_json_parse(), with limits of the caller's own. */
AssayJson *
assay_json_parse_limited (GBytes *bytes, guint max_depth, guint max_tokens, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  const char *bad;
  g_autoptr (GArray) tokens = NULL;
  AssayJsonDocument *document;
  AssayJson *root;

  if (length > G_MAXINT32)
    {
      g_set_error_literal (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_TOO_LARGE,
                           "$: more than 2 GiB");
      return NULL;
    }
  if (!g_utf8_validate_len (length > 0 ? text : "", length, &bad))
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_UTF8,
                   "$: invalid UTF-8 or a NUL at byte %" G_GSIZE_FORMAT, (gsize) (bad - text));
      return NULL;
    }
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  tokens = assay_json_scan (text, length, max_depth, max_tokens, error);
  if (tokens == NULL)
    return NULL;

  document = g_atomic_rc_box_new0 (AssayJsonDocument);
  document->bytes = g_bytes_ref (bytes);
  document->tokens = g_steal_pointer (&tokens);
  document->text = text;
  document->has_escapes = memchr (text, '\\', length) != NULL;
  root = value_new (document, 0);
  g_atomic_rc_box_release_full (document, (GDestroyNotify) document_clear);
  return root;
}

/**
 * assay_json_parse:
 * @bytes: one JSON document in UTF-8
 * @error: return location for a [error@CoreError]
 *
 * Reads a document strictly (RFC 8259).
 *
 * White space around the value is fine (StackOne sends newlines ahead of a body when it was asked
 * for a heartbeat), and so is a byte order mark. Nesting is limited to 64 levels, the document to
 * 2 GiB and two million values and names. `\u0000` and half a surrogate pair are read as U+FFFD and
 * stay as they are in the source.
 *
 * Returns: (transfer full): the root value, or %NULL with @error set
 */
AssayJson *
assay_json_parse (GBytes *bytes, GError **error)
{
  return assay_json_parse_limited (bytes, ASSAY_JSON_MAX_DEPTH, ASSAY_JSON_MAX_TOKENS, error);
}

/**
 * assay_json_parse_received:
 * @bytes: one JSON document in UTF-8
 * @error: return location for a [error@CoreError]
 *
 * Reads a document that is to be kept inside another one, as what comes in is inside its event:
 * one level and a thousand values are left, so that [func@Assay.Json.parse] reads that one, too.
 *
 * Returns: (transfer full): the root value, or %NULL with @error set
 */
AssayJson *
assay_json_parse_received (GBytes *bytes, GError **error)
{
  return assay_json_parse_limited (bytes, ASSAY_JSON_MAX_DEPTH - 1, ASSAY_JSON_MAX_TOKENS - 1000,
                                   error);
}

/**
 * assay_json_new_from_text:
 * @text: one JSON document
 * @error: return location for a [error@CoreError]
 *
 * Reads a document as [func@Assay.Json.parse] does.
 *
 * Returns: (transfer full): the root value, or %NULL with @error set
 */
AssayJson *
assay_json_new_from_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return assay_json_parse (bytes, error);
}

/**
 * assay_json_ref:
 * @self: a value
 *
 * Adds a reference.
 *
 * Returns: (transfer full): @self
 */
AssayJson *
assay_json_ref (AssayJson *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * assay_json_unref:
 * @self: (transfer full): a value
 *
 * Drops a reference.
 */
void
assay_json_unref (AssayJson *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) value_clear);
}

/**
 * assay_json_get_kind:
 * @self: a value
 *
 * Returns: its JSON type
 */
AssayJsonKind
assay_json_get_kind (AssayJson *self)
{
  return assay_json_get_token (self)->kind;
}

static gboolean
is_plain_name (const char *name)
{
  if (!g_ascii_isalpha (*name) && *name != '_')
    return FALSE;
  for (; *name != '\0'; name++)
    {
      if (!g_ascii_isalnum (*name) && *name != '_' && *name != '-')
        return FALSE;
    }
  return TRUE;
}

/* Where the member @name of @self lies, whether or not there is one. */
char *
assay_json_dup_member_path (AssayJson *self, const char *name)
{
  const char *path = assay_json_get_path (self);

  return is_plain_name (name) ? g_strconcat (path, ".", name, NULL)
                              : g_strconcat (path, "['", name, "']", NULL);
}

static char *
dup_path (AssayJson *self)
{
  g_autofree char *name = NULL;

  if (self->parent == NULL)
    return g_strdup ("$");
  if (assay_json_get_kind (self->parent) == ASSAY_JSON_ARRAY)
    return g_strdup_printf ("%s[%u]", assay_json_get_path (self->parent), self->position);

  name = assay_json_document_decode (self->document, self->index - 1);
  return assay_json_dup_member_path (self->parent, name);
}

/**
 * assay_json_get_path:
 * @self: a value
 *
 * Returns: where it lies in its document, for example `$.attachments[0].url`
 */
const char *
assay_json_get_path (AssayJson *self)
{
  if (g_atomic_pointer_get (&self->path) == NULL)
    {
      char *path = dup_path (self);

      if (!g_atomic_pointer_compare_and_exchange (&self->path, NULL, path))
        g_free (path);
    }
  return g_atomic_pointer_get (&self->path);
}

/**
 * assay_json_dup_source:
 * @self: a value
 *
 * Returns: (transfer full): the exact text of the value, white space inside included
 */
char *
assay_json_dup_source (AssayJson *self)
{
  const AssayJsonToken *token = assay_json_get_token (self);

  return g_strndup (self->document->text + token->start, token->end - token->start);
}

/**
 * assay_json_get_string:
 * @self: a value
 *
 * Returns: (nullable): the decoded text of a string, %NULL for any other kind
 */
const char *
assay_json_get_string (AssayJson *self)
{
  return assay_json_get_kind (self) == ASSAY_JSON_STRING ? self->text : NULL;
}

/**
 * assay_json_get_number:
 * @self: a value
 *
 * Returns: (nullable): a number as written, %NULL for any other kind
 */
const char *
assay_json_get_number (AssayJson *self)
{
  return assay_json_get_kind (self) == ASSAY_JSON_NUMBER ? self->text : NULL;
}

/**
 * assay_json_dup_text:
 * @self: a value
 *
 * Gives what ids and scores are: text, whether it was written as a string or as a number.
 *
 * Returns: (transfer full) (nullable): the text, %NULL for kinds that are neither
 */
char *
assay_json_dup_text (AssayJson *self)
{
  return g_strdup (self->text);
}

/**
 * assay_json_get_boolean:
 * @self: a value
 *
 * Returns: %TRUE for `true`, %FALSE for everything else
 */
gboolean
assay_json_get_boolean (AssayJson *self)
{
  const AssayJsonToken *token = assay_json_get_token (self);

  return token->kind == ASSAY_JSON_BOOLEAN && self->document->text[token->start] == 't';
}

/**
 * assay_json_get_length:
 * @self: a value
 *
 * Returns: the number of elements of an array, 0 for any other kind
 */
guint
assay_json_get_length (AssayJson *self)
{
  return self->elements != NULL ? self->elements->len : 0;
}

/**
 * assay_json_dup_element:
 * @self: a value
 * @index: place in the array, from 0
 *
 * Returns: (transfer full) (nullable): the element, %NULL behind the end or when @self is no array
 */
AssayJson *
assay_json_dup_element (AssayJson *self, guint index)
{
  AssayJson *element;

  if (index >= assay_json_get_length (self))
    return NULL;
  element = assay_json_value_new (self, g_array_index (self->elements, guint32, index));
  element->position = index;
  return element;
}
