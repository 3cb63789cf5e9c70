/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-schema.h"

#include "assay-date-time.h"

#include <string.h>

#define MAX_SHOWN 60
#define MAX_PROBLEMS 50

static const char *const kind_names[] = {
  [ASSAY_SIM_FIELD_TEXT] = "text or null",
  [ASSAY_SIM_FIELD_DATE_TIME] = "a date-time such as 2026-01-31T09:30:00.000Z or null",
  [ASSAY_SIM_FIELD_CHOICE] = "text or null",
  [ASSAY_SIM_FIELD_INTEGER] = "a whole number of 0 or more or null",
  [ASSAY_SIM_FIELD_BOOLEAN] = "true, false or null",
  [ASSAY_SIM_FIELD_ANY] = "any value",
  [ASSAY_SIM_FIELD_FREE_OBJECT] = "an object or null",
  [ASSAY_SIM_FIELD_OBJECT] = "an object or null",
  [ASSAY_SIM_FIELD_OBJECTS] = "an array of objects or null",
  [ASSAY_SIM_FIELD_TEXTS] = "an array of texts or null",
};

static void
add_problem (GPtrArray *problems, AssayJson *value, const char *expected)
{
  g_autofree char *found = assay_sim_schema_describe (value);

  if (problems->len < MAX_PROBLEMS)
    g_ptr_array_add (problems, g_strdup_printf ("%s: expected %s, found %s",
                                                assay_json_get_path (value), expected, found));
}

static void
check_choice (const AssaySimField *field, AssayJson *value, GPtrArray *problems)
{
  const char *text = assay_json_get_string (value);

  if (text == NULL || !g_strv_contains (field->choices, text))
    {
      g_autofree char *list = g_strjoinv (", ", (char **) field->choices);
      g_autofree char *expected = g_strdup_printf ("one of %s or null", list);

      add_problem (problems, value, expected);
    }
}

static void
check_objects (const AssaySimField *field,
               AssayJson *value,
               GPtrArray *problems,
               GPtrArray *unknown)
{
  for (guint i = 0; i < assay_json_get_length (value); i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (value, i);

      if (assay_json_get_kind (element) != ASSAY_JSON_OBJECT)
        add_problem (problems, element, "an object");
      else
        assay_sim_schema_check (field->members, element, problems, unknown);
    }
}

static void
check_texts (AssayJson *value, GPtrArray *problems)
{
  for (guint i = 0; i < assay_json_get_length (value); i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (value, i);

      if (assay_json_get_kind (element) != ASSAY_JSON_STRING)
        add_problem (problems, element, "text");
    }
}

static gboolean
is_whole_number (AssayJson *value)
{
  const char *digits = assay_json_get_number (value);

  return digits != NULL && strspn (digits, "0123456789") == strlen (digits);
}

/* The JSON kind that a field needs before anything finer can be said about it. */
static AssayJsonKind
expected_kind (AssaySimFieldKind kind)
{
  switch (kind)
    {
    case ASSAY_SIM_FIELD_INTEGER:
      return ASSAY_JSON_NUMBER;
    case ASSAY_SIM_FIELD_BOOLEAN:
      return ASSAY_JSON_BOOLEAN;
    case ASSAY_SIM_FIELD_FREE_OBJECT:
    case ASSAY_SIM_FIELD_OBJECT:
      return ASSAY_JSON_OBJECT;
    case ASSAY_SIM_FIELD_OBJECTS:
    case ASSAY_SIM_FIELD_TEXTS:
      return ASSAY_JSON_ARRAY;
    case ASSAY_SIM_FIELD_TEXT:
    case ASSAY_SIM_FIELD_DATE_TIME:
    case ASSAY_SIM_FIELD_CHOICE:
    case ASSAY_SIM_FIELD_ANY:
    default:
      return ASSAY_JSON_STRING;
    }
}

static void
check_field (const AssaySimField *field, AssayJson *value, GPtrArray *problems, GPtrArray *unknown)
{
  gint64 time;

  if (field->kind == ASSAY_SIM_FIELD_ANY || assay_json_get_kind (value) == ASSAY_JSON_NULL)
    return;

  if (field->kind == ASSAY_SIM_FIELD_CHOICE)
    check_choice (field, value, problems);
  else if (assay_json_get_kind (value) != expected_kind (field->kind))
    add_problem (problems, value, kind_names[field->kind]);
  else if (field->kind == ASSAY_SIM_FIELD_OBJECT)
    assay_sim_schema_check (field->members, value, problems, unknown);
  else if (field->kind == ASSAY_SIM_FIELD_OBJECTS)
    check_objects (field, value, problems, unknown);
  else if (field->kind == ASSAY_SIM_FIELD_TEXTS)
    check_texts (value, problems);
  else if ((field->kind == ASSAY_SIM_FIELD_DATE_TIME &&
            !assay_parse_iso8601 (assay_json_get_string (value), &time, NULL)) ||
           (field->kind == ASSAY_SIM_FIELD_INTEGER && !is_whole_number (value)))
    add_problem (problems, value, kind_names[field->kind]);
}

/**
 * assay_sim_schema_check:
 * @fields: (array zero-terminated=1): the members that are known
 * @value: an object
 * @problems: (element-type utf8): gains a line for each wrong value, with path, expectation and
 *   value
 * @unknown: (element-type utf8): gains the path of each member that is not known
 *
 * Checks a request body. Every member may be absent or null, as in StackOne's OpenAPI.
 */
void
assay_sim_schema_check (const AssaySimField *fields,
                        AssayJson *value,
                        GPtrArray *problems,
                        GPtrArray *unknown)
{
  g_auto (GStrv) names = assay_json_dup_members (value);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autoptr (AssayJson) member = assay_json_dup_member (value, names[i]);
      const AssaySimField *field = fields;

      while (field->name != NULL && strcmp (field->name, names[i]) != 0)
        field++;

      if (field->name != NULL)
        check_field (field, member, problems, unknown);
      else if (unknown->len < MAX_PROBLEMS)
        g_ptr_array_add (unknown, g_strdup (assay_json_get_path (member)));
    }
}

/**
 * assay_sim_schema_check_strictly:
 * @fields: (array zero-terminated=1): the members that are known
 * @value: any value
 * @problems: (element-type utf8): gains a line for each mistake
 *
 * Checks that @value is an object with known members alone.
 */
void
assay_sim_schema_check_strictly (const AssaySimField *fields, AssayJson *value, GPtrArray *problems)
{
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);

  if (assay_json_get_kind (value) != ASSAY_JSON_OBJECT)
    {
      add_problem (problems, value, "an object");
      return;
    }

  assay_sim_schema_check (fields, value, problems, unknown);
  for (guint i = 0; i < unknown->len; i++)
    g_ptr_array_add (problems, g_strdup_printf ("%s: expected a known member, found this one",
                                                (char *) g_ptr_array_index (unknown, i)));
}

/**
 * assay_sim_schema_describe:
 * @value: a value
 *
 * Describes a value for an error message: its kind, and its beginning as it was written.
 *
 * Returns: (transfer full): such as `number 80`
 */
char *
assay_sim_schema_describe (AssayJson *value)
{
  g_autofree char *source = NULL;

  switch (assay_json_get_kind (value))
    {
    case ASSAY_JSON_NULL:
      return g_strdup ("null");
    case ASSAY_JSON_ARRAY:
      return g_strdup ("an array");
    case ASSAY_JSON_OBJECT:
      return g_strdup ("an object");
    case ASSAY_JSON_BOOLEAN:
      return g_strdup (assay_json_get_boolean (value) ? "true" : "false");
    case ASSAY_JSON_NUMBER:
    case ASSAY_JSON_STRING:
    default:
      break;
    }

  source = assay_json_dup_source (value);
  if (g_utf8_strlen (source, -1) > MAX_SHOWN)
    {
      g_autofree char *start = g_utf8_substring (source, 0, MAX_SHOWN);

      g_free (source);
      source = g_strconcat (start, "…", NULL);
    }

  return g_strdup_printf ("%s %s",
                          assay_json_get_kind (value) == ASSAY_JSON_NUMBER ? "number" : "text",
                          source);
}

/**
 * assay_sim_json_write_members:
 * @writer: a writer inside an object
 * @object: an object
 * @names: (array zero-terminated=1): members
 *
 * Writes those members of @object that it has, in the order of @names.
 */
void
assay_sim_json_write_members (AssayJsonWriter *writer, AssayJson *object, const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    assay_json_writer_copy_member (writer, object, names[i]);
}
