/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json-private.h"

#include <string.h>

/* From how many members on an object is searched by a table: whoever asks for each of them must not
 * go through all of them each time. */
#define MANY_MEMBERS 32

/* What is written with escapes is longer than what it stands for. */
static gboolean
escaped_name_equals (AssayJsonDocument *document, guint32 index, const char *name, gsize length)
{
  const AssayJsonToken *token = assay_json_document_get (document, index);
  const char *text = document->text + token->start + 1;
  gsize text_length = token->end - token->start - 2;
  g_autofree char *decoded = NULL;

  if (text_length == length && memcmp (text, name, length) == 0)
    return memchr (name, '\\', length) == NULL;
  if (*text != *name && *text != '\\')
    return FALSE;
  if (text_length <= length || memchr (text, '\\', text_length) == NULL)
    return FALSE;
  decoded = assay_json_document_decode (document, index);
  return g_str_equal (decoded, name);
}

static inline gboolean
name_equals (AssayJsonDocument *document, guint32 index, const char *name, gsize length)
{
  const AssayJsonToken *token = assay_json_document_get (document, index);

  if (document->has_escapes)
    return escaped_name_equals (document, index, name, length);
  return token->end - token->start - 2 == length &&
         memcmp (document->text + token->start + 1, name, length) == 0;
}

static void
make_places (AssayJson *self)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint32 behind = assay_json_get_token (self)->next;
  guint32 i = self->index + 1;

  while (i < behind)
    {
      g_hash_table_insert (places, assay_json_document_decode (self->document, i),
                           GUINT_TO_POINTER (i + 1));
      i = assay_json_document_get (self->document, i + 1)->next;
    }
  if (!g_atomic_pointer_compare_and_exchange (&self->places, NULL, places))
    g_hash_table_unref (places);
}

/* The index of the last value called @name, 0 when there is none: no member lies at the root. */
guint32
assay_json_find_member (AssayJson *self, const char *name)
{
  AssayJsonDocument *document = self->document;
  const AssayJsonToken *object = assay_json_get_token (self);
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
      i = assay_json_document_get (document, value)->next;
    }
  if (n_members >= MANY_MEMBERS)
    make_places (self);

  return found;
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
  guint32 found = assay_json_find_member (self, name);

  return found > 0 ? assay_json_value_new (self, found) : NULL;
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
  return assay_json_find_member (self, name) > 0;
}

/**
 * assay_json_dup_member_text:
 * @self: a value
 * @name: name of the member
 *
 * Gives what an id or a score may be: text, whether it was written as a string or as a number.
 *
 * Returns: (transfer full) (nullable): the text, %NULL when the member is absent or another kind
 */
char *
assay_json_dup_member_text (AssayJson *self, const char *name)
{
  guint32 found = assay_json_find_member (self, name);

  return found > 0 ? assay_json_dup_text_of (self->document, found) : NULL;
}

/**
 * assay_json_get_member_source:
 * @self: a value
 * @name: name of the member
 * @length: (out): how many bytes it has
 *
 * Gives the exact text of a member, white space inside included, without a copy of it.
 *
 * Returns: (transfer none) (nullable): the text, which no NUL ends; %NULL when the member is absent
 */
const char *
assay_json_get_member_source (AssayJson *self, const char *name, gsize *length)
{
  guint32 found = assay_json_find_member (self, name);
  const AssayJsonToken *token = assay_json_document_get (self->document, found);

  *length = found > 0 ? token->end - token->start : 0;
  return found > 0 ? self->document->text + token->start : NULL;
}

/**
 * assay_json_get_member_kind:
 * @self: a value
 * @name: name of the member
 *
 * Returns: the JSON type of the member, %ASSAY_JSON_NULL also when it is absent
 */
AssayJsonKind
assay_json_get_member_kind (AssayJson *self, const char *name)
{
  guint32 found = assay_json_find_member (self, name);

  return found > 0 ? assay_json_document_get (self->document, found)->kind : ASSAY_JSON_NULL;
}

/* Calls for the names of an object's members one after the other; @index is 0 for the first. */
static char *
dup_next_name (AssayJson *self, guint32 *index)
{
  const AssayJsonToken *object = assay_json_get_token (self);
  char *name;

  if (*index == 0)
    *index = self->index + 1;
  if (object->kind != ASSAY_JSON_OBJECT || *index >= object->next)
    return NULL;

  name = assay_json_document_decode (self->document, *index);
  *index = assay_json_document_get (self->document, *index + 1)->next;
  return name;
}

/* Names that were met, each once. A table pays only for many of them. */
typedef struct
{
  GPtrArray *names; /* owned, with the names */
  GHashTable *seen; /* owned, borrows the names */
} Names;

static void
names_init (Names *self)
{
  self->names = g_ptr_array_new_null_terminated (MANY_MEMBERS, g_free, TRUE);
}

static void
names_clear (Names *self)
{
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Names, names_clear)

static gboolean
names_contain (Names *self, const char *name)
{
  if (self->seen != NULL)
    return g_hash_table_contains (self->seen, name);

  for (guint i = 0; i < self->names->len; i++)
    {
      if (g_str_equal (g_ptr_array_index (self->names, i), name))
        return TRUE;
    }
  return FALSE;
}

/* Takes @name. */
static void
names_add (Names *self, char *name)
{
  g_ptr_array_add (self->names, name);
  if (self->seen != NULL)
    {
      g_hash_table_add (self->seen, name);
    }
  else if (self->names->len == MANY_MEMBERS)
    {
      self->seen = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < MANY_MEMBERS; i++)
        g_hash_table_add (self->seen, g_ptr_array_index (self->names, i));
    }
}

/*
 * assay_json_has_plain_names:
 * @self: a value
 *
 * Tells whether the names of an object stand for themselves and none occurs twice, as far as that
 * can be found out without a copy of any.
 *
 * Returns: %FALSE also when only copies would tell
 */
gboolean
assay_json_has_plain_names (AssayJson *self)
{
  AssayJsonDocument *document = self->document;
  const AssayJsonToken *object = assay_json_get_token (self);
  guint32 met[MANY_MEMBERS];
  guint n_met = 0;
  guint32 i = self->index + 1;

  if (document->has_escapes)
    return FALSE;

  while (object->kind == ASSAY_JSON_OBJECT && i < object->next)
    {
      const AssayJsonToken *name = assay_json_document_get (document, i);

      if (n_met == MANY_MEMBERS)
        return FALSE;
      for (guint j = 0; j < n_met; j++)
        {
          if (name_equals (document, met[j], document->text + name->start + 1,
                           name->end - name->start - 2))
            return FALSE;
        }
      met[n_met++] = i;
      i = assay_json_document_get (document, i + 1)->next;
    }
  return TRUE;
}

/*
 * assay_json_next_member:
 * @self: an object with plain names
 * @at: (inout): where the member before was, 0 for the first
 * @member: (out): the member
 *
 * Goes through the members of an object without a copy of anything.
 *
 * Returns: whether there was one more
 */
gboolean
assay_json_next_member (AssayJson *self, guint32 *at, AssayJsonMember *member)
{
  const AssayJsonToken *tokens = assay_json_document_get (self->document, 0);
  const char *text = self->document->text;
  guint32 name = *at > 0 ? tokens[*at].next : self->index + 1;
  guint32 value = name + 1;

  if (name >= tokens[self->index].next)
    return FALSE;

  member->name = text + tokens[name].start + 1;
  member->name_length = tokens[name].end - tokens[name].start - 2;
  member->source = text + tokens[value].start;
  member->length = tokens[value].end - tokens[value].start;
  *at = value;
  return TRUE;
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
  gboolean is_plain = assay_json_has_plain_names (self);
  g_auto (Names) names = { NULL };
  guint32 index = 0;
  char *name;

  names_init (&names);
  while ((name = dup_next_name (self, &index)) != NULL)
    {
      if (!is_plain && names_contain (&names, name))
        g_free (name);
      else
        names_add (&names, name);
    }
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names.names), FALSE);
}

static gboolean
is_one_of (AssayJsonDocument *document, guint32 index, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (name_equals (document, index, names[i], strlen (names[i])))
        return TRUE;
    }

  return FALSE;
}

/* The last one of a name counts, at the place of the first. */
static void
add_unknown (AssayJsonDocument *document, guint32 index, GPtrArray *unknown, GHashTable *places)
{
  const AssayJsonToken *value = assay_json_document_get (document, index + 1);
  g_autofree char *name = assay_json_document_decode (document, index);
  char *entry = g_strdup_printf ("%s: %.*s", name, (int) (value->end - value->start),
                                 document->text + value->start);
  gpointer place;

  if (g_hash_table_lookup_extended (places, name, NULL, &place))
    {
      g_free (g_ptr_array_index (unknown, GPOINTER_TO_UINT (place)));
      g_ptr_array_index (unknown, GPOINTER_TO_UINT (place)) = entry;
      return;
    }

  g_hash_table_insert (places, g_steal_pointer (&name), GUINT_TO_POINTER (unknown->len));
  g_ptr_array_add (unknown, entry);
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
  AssayJsonDocument *document = self->document;
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  g_autoptr (GHashTable) places = NULL;
  const AssayJsonToken *object = assay_json_get_token (self);
  guint32 i = self->index + 1;

  while (object->kind == ASSAY_JSON_OBJECT && i < object->next)
    {
      const AssayJsonToken *value = assay_json_document_get (document, i + 1);

      if (!is_one_of (document, i, known))
        {
          if (places == NULL)
            places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
          add_unknown (document, i, unknown, places);
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
  g_auto (Names) names = { NULL };
  guint32 index = 0;
  char *name;

  if (assay_json_has_plain_names (self))
    return NULL;

  names_init (&names);
  while ((name = dup_next_name (self, &index)) != NULL)
    {
      if (names_contain (&names, name))
        return name;
      names_add (&names, name);
    }

  return NULL;
}
