/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json-retain.h"

/* Values that are here, of one place in three documents. */
typedef struct
{
  AssayJson *origin;
  AssayJson *understood;
  AssayJson *present;
} Place;

/* As it came, but for white space. */
static void
write_compact (AssayJsonWriter *writer, AssayJson *value)
{
  AssayJsonKind kind = assay_json_get_kind (value);
  g_auto (GStrv) members = NULL;

  if (kind == ASSAY_JSON_ARRAY)
    {
      assay_json_writer_begin_array (writer);
      for (guint i = 0; i < assay_json_get_length (value); i++)
        {
          g_autoptr (AssayJson) element = assay_json_dup_element (value, i);

          write_compact (writer, element);
        }
      assay_json_writer_end_array (writer);
      return;
    }
  if (kind != ASSAY_JSON_OBJECT)
    {
      assay_json_writer_value (writer, value);
      return;
    }

  members = assay_json_dup_members (value);
  assay_json_writer_begin_object (writer);
  for (guint i = 0; members[i] != NULL; i++)
    {
      g_autoptr (AssayJson) member = assay_json_dup_member (value, members[i]);

      assay_json_writer_member (writer, members[i]);
      write_compact (writer, member);
    }
  assay_json_writer_end_object (writer);
}

static gboolean
are_all (const Place *place, AssayJsonKind kind)
{
  return assay_json_get_kind (place->origin) == kind &&
         assay_json_get_kind (place->understood) == kind &&
         assay_json_get_kind (place->present) == kind;
}

/* Elements keep their places as long as none comes or goes. */
static void
retain_elements (AssayJsonWriter *writer, const Place *place)
{
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < assay_json_get_length (place->present); i++)
    {
      g_autoptr (AssayJson) origin = assay_json_dup_element (place->origin, i);
      g_autoptr (AssayJson) understood = assay_json_dup_element (place->understood, i);
      g_autoptr (AssayJson) present = assay_json_dup_element (place->present, i);

      assay_json_retain (writer, origin, understood, present);
    }
  assay_json_writer_end_array (writer);
}

static void
retain_member (AssayJsonWriter *writer, const Place *place, const char *name)
{
  g_autoptr (AssayJson) origin = assay_json_dup_member (place->origin, name);
  g_autoptr (AssayJson) understood = assay_json_dup_member (place->understood, name);
  g_autoptr (AssayJson) present = assay_json_dup_member (place->present, name);

  /* What was understood and is there no more was taken out. */
  if (present == NULL && understood != NULL)
    return;

  assay_json_writer_member (writer, name);
  if (present == NULL)
    write_compact (writer, origin);
  else if (understood == NULL)
    assay_json_writer_value (writer, present);
  else
    assay_json_retain (writer, origin, understood, present);
}

static void
retain_members (AssayJsonWriter *writer, const Place *place)
{
  g_auto (GStrv) before = assay_json_dup_members (place->origin);
  g_auto (GStrv) now = assay_json_dup_members (place->present);

  assay_json_writer_begin_object (writer);
  for (guint i = 0; before[i] != NULL; i++)
    retain_member (writer, place, before[i]);
  for (guint i = 0; now[i] != NULL; i++)
    {
      if (!assay_json_has_member (place->origin, now[i]))
        assay_json_writer_copy_member (writer, place->present, now[i]);
    }
  assay_json_writer_end_object (writer);
}

/**
 * assay_json_retain:
 * @writer: where a value is expected
 * @origin: what was read
 * @understood: what a model wrote just after reading it
 * @present: what the model writes now
 *
 * Writes what a model has become with everything that it did not understand. What has not changed
 * since it was read is as in @origin: every digit, null, unknown member and its place.
 */
void
assay_json_retain (AssayJsonWriter *writer,
                   AssayJson *origin,
                   AssayJson *understood,
                   AssayJson *present)
{
  const Place place = { origin, understood, present };

  if (assay_json_equal (understood, present))
    write_compact (writer, origin);
  else if (are_all (&place, ASSAY_JSON_OBJECT))
    retain_members (writer, &place);
  else if (are_all (&place, ASSAY_JSON_ARRAY) &&
           assay_json_get_length (origin) == assay_json_get_length (present) &&
           assay_json_get_length (understood) == assay_json_get_length (present))
    retain_elements (writer, &place);
  else
    assay_json_writer_value (writer, present);
}
