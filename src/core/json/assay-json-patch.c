/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json.h"

#include "assay-json-scan-private.h"
#include "assay-json-writer.h"

static void write_merged (AssayJsonWriter *writer, AssayJson *target, AssayJson *patch);

static gboolean
is_kind (AssayJson *value, AssayJsonKind kind)
{
  return value != NULL && assay_json_get_kind (value) == kind;
}

static void
write_kept_members (AssayJsonWriter *writer, AssayJson *target, AssayJson *patch)
{
  g_auto (GStrv) names = assay_json_dup_members (target);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (AssayJson) value = assay_json_dup_member (target, names[i]);
      g_autoptr (AssayJson) change = assay_json_dup_member (patch, names[i]);

      if (is_kind (change, ASSAY_JSON_NULL))
        continue;
      assay_json_writer_member (writer, names[i]);
      if (change != NULL)
        write_merged (writer, value, change);
      else
        assay_json_writer_value (writer, value);
    }
}

static void
write_merged (AssayJsonWriter *writer, AssayJson *target, AssayJson *patch)
{
  g_auto (GStrv) names = NULL;

  if (!is_kind (patch, ASSAY_JSON_OBJECT))
    {
      assay_json_writer_value (writer, patch);
      return;
    }
  assay_json_writer_begin_object (writer);
  if (is_kind (target, ASSAY_JSON_OBJECT))
    write_kept_members (writer, target, patch);
  names = assay_json_dup_members (patch);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (AssayJson) change = assay_json_dup_member (patch, names[i]);

      if (is_kind (change, ASSAY_JSON_NULL) ||
          (target != NULL && assay_json_has_member (target, names[i])))
        continue;
      assay_json_writer_member (writer, names[i]);
      write_merged (writer, NULL, change);
    }
  assay_json_writer_end_object (writer);
}

/**
 * assay_json_merge_patch:
 * @target: (nullable): what is there
 * @patch: the change
 *
 * Applies a JSON merge patch (RFC 7396): members left out stay, null removes, objects are merged,
 * everything else is replaced whole. Members keep their place, new ones follow in the order of
 * @patch. Values that are not objects keep their exact text.
 *
 * Returns: (transfer full): the root of a new document
 */
AssayJson *
assay_json_merge_patch (AssayJson *target, AssayJson *patch)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) merged = NULL;
  g_autoptr (GError) error = NULL;
  AssayJson *result;

  write_merged (writer, target, patch);
  merged = assay_json_writer_finish (writer);
  /* Two documents within the limit may exceed it together. */
  result = assay_json_parse_limited (merged, ASSAY_JSON_MAX_DEPTH, G_MAXUINT, &error);
  g_assert_no_error (error);
  return result;
}

/**
 * assay_json_covers:
 * @self: a merge patch
 * @other: another one, to be applied before it or not at all
 *
 * Tells whether a merge patch leaves nothing of another: it sets every member path that the other
 * sets. Setting a member to anything but an object sets all paths below it.
 *
 * Returns: whether applying @other before @self makes no difference
 */
gboolean
assay_json_covers (AssayJson *self, AssayJson *other)
{
  g_auto (GStrv) names = NULL;

  if (!is_kind (self, ASSAY_JSON_OBJECT) || !is_kind (other, ASSAY_JSON_OBJECT))
    return TRUE;

  names = assay_json_dup_members (other);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (AssayJson) own = assay_json_dup_member (self, names[i]);
      g_autoptr (AssayJson) value = assay_json_dup_member (other, names[i]);

      if (own == NULL || !assay_json_covers (own, value))
        return FALSE;
    }

  return TRUE;
}

static gboolean
objects_equal (AssayJson *self, AssayJson *other)
{
  g_auto (GStrv) names = assay_json_dup_members (self);
  g_auto (GStrv) other_names = assay_json_dup_members (other);

  if (g_strv_length (names) != g_strv_length (other_names))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (AssayJson) value = assay_json_dup_member (self, names[i]);
      g_autoptr (AssayJson) other_value = assay_json_dup_member (other, names[i]);

      if (other_value == NULL || !assay_json_equal (value, other_value))
        return FALSE;
    }
  return TRUE;
}

static gboolean
arrays_equal (AssayJson *self, AssayJson *other)
{
  guint length = assay_json_get_length (self);

  if (length != assay_json_get_length (other))
    return FALSE;
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) value = assay_json_dup_element (self, i);
      g_autoptr (AssayJson) other_value = assay_json_dup_element (other, i);

      if (!assay_json_equal (value, other_value))
        return FALSE;
    }
  return TRUE;
}

/**
 * assay_json_equal:
 * @self: a value
 * @other: another one
 *
 * Compares values, not texts: white space and the order of members do not matter. Numbers are
 * equal when they are written alike.
 *
 * Returns: whether both say the same
 */
gboolean
assay_json_equal (AssayJson *self, AssayJson *other)
{
  g_autofree char *text = NULL;
  g_autofree char *other_text = NULL;

  if (assay_json_get_kind (self) != assay_json_get_kind (other))
    return FALSE;
  switch (assay_json_get_kind (self))
    {
    case ASSAY_JSON_OBJECT:
      return objects_equal (self, other);
    case ASSAY_JSON_ARRAY:
      return arrays_equal (self, other);
    case ASSAY_JSON_BOOLEAN:
      return assay_json_get_boolean (self) == assay_json_get_boolean (other);
    case ASSAY_JSON_NUMBER:
    case ASSAY_JSON_STRING:
      text = assay_json_dup_text (self);
      other_text = assay_json_dup_text (other);
      return g_str_equal (text, other_text);
    case ASSAY_JSON_NULL:
    default:
      return TRUE;
    }
}

/**
 * assay_json_complete:
 * @older: an object
 * @newer: an object
 *
 * Lays one object over another, member by member. Unlike a merge patch nothing is removed: what
 * @newer leaves out or has as null stays as in @older.
 *
 * Returns: (transfer full): the union
 */
AssayJson *
assay_json_complete (AssayJson *older, AssayJson *newer)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) old_names = assay_json_dup_members (older);
  g_auto (GStrv) new_names = assay_json_dup_members (newer);

  assay_json_writer_begin_object (writer);
  for (guint i = 0; old_names[i] != NULL; i++)
    {
      g_autoptr (AssayJson) old_value = assay_json_dup_member (older, old_names[i]);
      g_autoptr (AssayJson) new_value = assay_json_dup_member (newer, old_names[i]);
      g_autoptr (AssayJson) both = NULL;

      if (new_value == NULL || assay_json_get_kind (new_value) == ASSAY_JSON_NULL)
        both = g_steal_pointer (&old_value);
      else if (assay_json_get_kind (old_value) == ASSAY_JSON_OBJECT &&
               assay_json_get_kind (new_value) == ASSAY_JSON_OBJECT)
        both = assay_json_complete (old_value, new_value);
      else
        both = g_steal_pointer (&new_value);

      assay_json_writer_member_value (writer, old_names[i], both);
    }

  for (guint i = 0; new_names[i] != NULL; i++)
    {
      g_autoptr (AssayJson) new_value = assay_json_dup_member (newer, new_names[i]);

      if (!assay_json_has_member (older, new_names[i]))
        assay_json_writer_member_value (writer, new_names[i], new_value);
    }
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);

  return assay_json_parse (bytes, NULL);
}
