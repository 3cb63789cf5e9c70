/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json.h"

#include <string.h>

#include "assay-error.h"
#include "assay-json-scan-private.h"

/* From how many members on an object is searched by a table: whoever asks for each of them must not
 * go through all of them each time. */
#define MANY_MEMBERS 32

/* What all values of one document share. */
typedef struct
{
  /* owned */
  GBytes *bytes;
  GArray *tokens;

  /* borrowed from bytes, behind a byte order mark */
  const char *text;
} Document;

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
struct _AssayJson
{
  /* owned */
  Document *document;
  char *path;
  char *text;
  GArray *elements;

  /* owned, atomic: from names to values of an object with many members that was asked for one */
  GHashTable *places;

  /* plain */
  guint32 index;
};

static void
document_clear (Document *document)
{
  g_clear_pointer (&document->bytes, g_bytes_unref);
  g_clear_pointer (&document->tokens, g_array_unref);
}

static const AssayJsonToken *
document_get (Document *document, guint32 index)
{
  return &g_array_index (document->tokens, AssayJsonToken, index);
}

static char *
document_decode (Document *document, guint32 index)
{
  const AssayJsonToken *token = document_get (document, index);

  return assay_json_decode (document->text + token->start, token->end - token->start);
}

static const AssayJsonToken *
get_token (AssayJson *self)
{
  return document_get (self->document, self->index);
}

static GArray *
list_elements (Document *document, guint32 array)
{
  guint32 behind = document_get (document, array)->next;
  GArray *elements = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = array + 1; i < behind; i = document_get (document, i)->next)
    g_array_append_val (elements, i);
  return elements;
}

static AssayJson *
value_new (Document *document, guint32 index, char *path)
{
  AssayJson *self = g_atomic_rc_box_new0 (AssayJson);
  const AssayJsonToken *token = document_get (document, index);

  self->document = g_atomic_rc_box_acquire (document);
  self->index = index;
  self->path = path;
  if (token->kind == ASSAY_JSON_STRING)
    self->text = document_decode (document, index);
  else if (token->kind == ASSAY_JSON_NUMBER)
    self->text = g_strndup (document->text + token->start, token->end - token->start);
  else if (token->kind == ASSAY_JSON_ARRAY)
    self->elements = list_elements (document, index);
  return self;
}

static void
value_clear (AssayJson *self)
{
  g_atomic_rc_box_release_full (self->document, (GDestroyNotify) document_clear);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->elements, g_array_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
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

static char *
member_path (const char *parent, const char *name)
{
  return is_plain_name (name) ? g_strconcat (parent, ".", name, NULL)
                              : g_strconcat (parent, "['", name, "']", NULL);
}

static gboolean
name_equals (Document *document, guint32 index, const char *name, gsize length)
{
  const AssayJsonToken *token = document_get (document, index);
  const char *text = document->text + token->start + 1;
  gsize text_length = token->end - token->start - 2;
  g_autofree char *decoded = NULL;

  if (memchr (text, '\\', text_length) == NULL)
    return text_length == length && memcmp (text, name, length) == 0;
  decoded = document_decode (document, index);
  return g_str_equal (decoded, name);
}

static void
make_places (AssayJson *self)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint32 behind = get_token (self)->next;
  guint32 i = self->index + 1;

  while (i < behind)
    {
      g_hash_table_insert (places, document_decode (self->document, i), GUINT_TO_POINTER (i + 1));
      i = document_get (self->document, i + 1)->next;
    }
  if (!g_atomic_pointer_compare_and_exchange (&self->places, NULL, places))
    g_hash_table_unref (places);
}

/* The index of the last value called @name, 0 when there is none: no member lies at the root. */
static guint32
find_member (AssayJson *self, const char *name)
{
  Document *document = self->document;
  const AssayJsonToken *object = get_token (self);
  GHashTable *places = g_atomic_pointer_get (&self->places);
  gsize length = strlen (name);
  guint32 found = 0;
  guint32 i = self->index + 1;
  guint n_members = 0;

  if (places != NULL)
    return GPOINTER_TO_UINT (g_hash_table_lookup (places, name));
  if (object->kind != ASSAY_JSON_OBJECT)
    return 0;

  for (; i < object->next; n_members++)
    {
      guint32 value = i + 1;

      if (name_equals (document, i, name, length))
        found = value;
      i = document_get (document, value)->next;
    }
  if (n_members >= MANY_MEMBERS)
    make_places (self);

  return found;
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
  Document *document;
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

  document = g_atomic_rc_box_new0 (Document);
  document->bytes = g_bytes_ref (bytes);
  document->tokens = g_steal_pointer (&tokens);
  document->text = text;
  root = value_new (document, 0, g_strdup ("$"));
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
  return get_token (self)->kind;
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
  return self->path;
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
  const AssayJsonToken *token = get_token (self);

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
  const AssayJsonToken *token = get_token (self);

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
  if (index >= assay_json_get_length (self))
    return NULL;
  return value_new (self->document, g_array_index (self->elements, guint32, index),
                    g_strdup_printf ("%s[%u]", self->path, index));
}

/**
 * assay_json_dup_member:
 * @self: a value
 * @name: name of the member
 *
 * Returns: (transfer full) (nullable): the member, also when it is `null`; %NULL when it is absent
 *   or @self is no object
 */
AssayJson *
assay_json_dup_member (AssayJson *self, const char *name)
{
  guint32 found = find_member (self, name);

  return found > 0 ? value_new (self->document, found, member_path (self->path, name)) : NULL;
}

/**
 * assay_json_has_member:
 * @self: a value
 * @name: name of the member
 *
 * Returns: whether @self is an object with that member, be it `null`
 */
gboolean
assay_json_has_member (AssayJson *self, const char *name)
{
  return find_member (self, name) > 0;
}

/**
 * assay_json_dup_members:
 * @self: a value
 *
 * Returns: (transfer full): the names of an object's members in the order written, each once;
 *   empty for any other kind
 */
GStrv
assay_json_dup_members (AssayJson *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const AssayJsonToken *object = get_token (self);
  guint32 i = self->index + 1;

  while (object->kind == ASSAY_JSON_OBJECT && i < object->next)
    {
      char *name = document_decode (self->document, i);

      if (!g_hash_table_contains (seen, name))
        g_strv_builder_add (names, name);
      g_hash_table_add (seen, name);
      i = document_get (self->document, i + 1)->next;
    }
  return g_strv_builder_end (names);
}

static gboolean
is_one_of (Document *document, guint32 index, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (name_equals (document, index, names[i], strlen (names[i])))
        return TRUE;
    }

  return FALSE;
}

/**
 * assay_json_dup_unknown_members:
 * @self: an object
 * @known: (array zero-terminated=1): names that a model reads itself
 *
 * Lists what a model does not know, for display.
 *
 * Returns: (transfer full): one entry for each other member, `name: value` with the value as JSON
 */
GStrv
assay_json_dup_unknown_members (AssayJson *self, const char *const *known)
{
  Document *document = self->document;
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const AssayJsonToken *object = get_token (self);
  guint32 i = self->index + 1;

  while (object->kind == ASSAY_JSON_OBJECT && i < object->next)
    {
      const AssayJsonToken *value = document_get (document, i + 1);

      if (!is_one_of (document, i, known))
        {
          char *name = document_decode (document, i);
          char *entry = g_strdup_printf ("%s: %.*s", name, (int) (value->end - value->start),
                                         document->text + value->start);
          gpointer place;

          if (g_hash_table_lookup_extended (places, name, NULL, &place))
            {
              g_free (g_ptr_array_index (unknown, GPOINTER_TO_UINT (place)));
              g_ptr_array_index (unknown, GPOINTER_TO_UINT (place)) = entry;
              g_free (name);
            }
          else
            {
              g_hash_table_insert (places, name, GUINT_TO_POINTER (unknown->len));
              g_ptr_array_add (unknown, entry);
            }
        }
      i = value->next;
    }

  return (GStrv) g_ptr_array_free (g_steal_pointer (&unknown), FALSE);
}

/**
 * assay_json_dup_repeated_member:
 * @self: a value
 *
 * Returns: (transfer full) (nullable): the name of a member that an object has more than once
 */
char *
assay_json_dup_repeated_member (AssayJson *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const AssayJsonToken *object = get_token (self);
  guint32 i = self->index + 1;

  while (object->kind == ASSAY_JSON_OBJECT && i < object->next)
    {
      g_autofree char *name = document_decode (self->document, i);

      if (g_hash_table_contains (seen, name))
        return g_steal_pointer (&name);
      g_hash_table_add (seen, g_steal_pointer (&name));
      i = document_get (self->document, i + 1)->next;
    }

  return NULL;
}
