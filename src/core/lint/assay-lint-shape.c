/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-lint-private.h"

#include <string.h>

/* Rules R01, R02 and R12: is this a result at all? */

#define ANY_KIND (-1)
#define LONGEST_NAME 64

typedef struct
{
  const char *place;
  const char *name;
  int kind;
} Member;

/* The result of the StackOne ATS OpenAPI. */
static const Member members[] = {
  { "", "result", ASSAY_JSON_OBJECT },
  { "", "score", ASSAY_JSON_OBJECT },
  { "", "summary", ASSAY_JSON_STRING },
  { "", "result_url", ASSAY_JSON_STRING },
  { "", "attachments", ASSAY_JSON_ARRAY },
  { "", "start_date", ASSAY_JSON_STRING },
  { "", "submission_date", ASSAY_JSON_STRING },
  { "", "candidate", ASSAY_JSON_OBJECT },
  { "", "passthrough", ASSAY_JSON_OBJECT },
  { "result", "value", ASSAY_JSON_STRING },
  { "result", "source_value", ANY_KIND },
  { "score", "value", ASSAY_JSON_STRING },
  { "score", "min", ASSAY_JSON_STRING },
  { "score", "max", ASSAY_JSON_STRING },
  { "score", "label", ASSAY_JSON_STRING },
  { "attachments", "url", ASSAY_JSON_STRING },
  { "attachments", "content_type", ASSAY_JSON_OBJECT },
  { "content_type", "value", ASSAY_JSON_STRING },
  { "content_type", "source_value", ANY_KIND },
  { "candidate", "id", ASSAY_JSON_STRING },
  { "candidate", "profile_url", ASSAY_JSON_STRING },
};

static const Member *
find_member (const char *place, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (g_str_equal (members[i].place, place) && g_str_equal (members[i].name, name))
        return &members[i];
    }

  return NULL;
}

/* Levenshtein's distance: how many letters to add, drop or change. */
static guint
measure_distance (const char *text, const char *other)
{
  guint row[LONGEST_NAME + 1];
  gsize length = strlen (other);

  for (guint j = 0; j <= length; j++)
    row[j] = j;

  for (guint i = 1; text[i - 1] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (guint j = 1; j <= length; j++)
        {
          guint change = diagonal + (text[i - 1] != other[j - 1]);

          diagonal = row[j];
          row[j] = MIN (change, MIN (row[j], row[j - 1]) + 1);
        }
    }

  return row[length];
}

static char *
normalise_name (const char *name)
{
  char *text = g_ascii_strdown (name, -1);

  return g_strdelimit (text, "- .", '_');
}

static const char *
guess_member (AssayLintRun *run, const char *place, const char *name)
{
  g_autofree char *alias_place = NULL;
  g_autofree char *text = NULL;
  const char *guess;
  guint nearest = 3;

  alias_place = *place != '\0' ? g_strconcat (place, ".", name, NULL) : g_strdup (name);
  guess = assay_lint_table_find_alias (run->table, alias_place);
  if (guess != NULL || strlen (name) > LONGEST_NAME)
    return guess;

  text = normalise_name (name);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      guint distance;

      if (!g_str_equal (members[i].place, place))
        continue;
      distance = measure_distance (text, members[i].name);
      if (distance < nearest && distance * 2 < strlen (members[i].name))
        {
          nearest = distance;
          guess = members[i].name;
        }
    }

  return guess;
}

/* A status written as a text becomes the value of the status. */
static void
write_renamed (AssayJsonWriter *writer, AssayJson *value, const char *guess)
{
  gboolean wrap = g_str_equal (guess, "result") && assay_json_get_kind (value) == ASSAY_JSON_STRING;

  assay_json_writer_member (writer, guess);
  if (wrap)
    {
      assay_json_writer_begin_object (writer);
      assay_json_writer_member (writer, "value");
    }
  assay_json_writer_value (writer, value);
  if (wrap)
    assay_json_writer_end_object (writer);
}

/* Renames or removes a member; inside a list a merge patch cannot do that. */
static void
patch_unknown (AssayFinding *finding,
               AssayJson *object,
               const char *place,
               const char *name,
               const char *guess)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (AssayJson) value = assay_json_dup_member (object, name);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AssayJson) patch = NULL;
  gboolean nested = *place != '\0';

  if (finding == NULL || g_str_equal (place, "attachments") || g_str_equal (place, "content_type"))
    return;
  if (guess != NULL && assay_json_has_member (object, guess))
    return;

  assay_json_writer_begin_object (writer);
  if (nested)
    {
      assay_json_writer_member (writer, place);
      assay_json_writer_begin_object (writer);
    }
  assay_json_writer_member (writer, name);
  assay_json_writer_null (writer);
  if (guess != NULL)
    write_renamed (writer, value, guess);
  if (nested)
    assay_json_writer_end_object (writer);
  assay_json_writer_end_object (writer);

  bytes = assay_json_writer_finish (writer);
  patch = assay_json_parse (bytes, NULL);
  assay_finding_set_patch (finding, patch);
}

static void
add_unknown (AssayLintRun *run, AssayJson *object, const char *place, const char *name)
{
  g_autoptr (AssayJson) value = assay_json_dup_member (object, name);
  g_autofree char *key = assay_lint_excerpt (name);
  const char *guess = guess_member (run, place, name);
  AssayLintPlace places[] = { { "key", key }, { "guess", guess }, { NULL, NULL } };

  const char *kind = guess != NULL ? NULL : "no-guess";

  /* Other APIs want to be told again what is updated. */
  if (*place == '\0' && g_str_equal (name, "id"))
    {
      guess = NULL;
      kind = "id";
    }
  if (guess == NULL)
    places[1].name = NULL;
  patch_unknown (assay_lint_add (run, "R02", kind, assay_json_get_path (value), places), object,
                 place, name, guess);
}

/* Numbers in a score have a rule of their own. */
static gboolean
is_score_number (const Member *member, AssayJsonKind kind)
{
  return kind == ASSAY_JSON_NUMBER && g_str_equal (member->place, "score") &&
         !g_str_equal (member->name, "label");
}

static void
check_kind (AssayLintRun *run, AssayJson *value, int expected)
{
  AssayJsonKind kind = assay_json_get_kind (value);
  AssayLintPlace places[] = {
    { "expected", assay_json_kind_to_string ((AssayJsonKind) expected) },
    { "found", assay_json_kind_to_string (kind) },
    { NULL, NULL },
  };

  if ((int) kind != expected && kind != ASSAY_JSON_NULL)
    assay_lint_add (run, "R12", NULL, assay_json_get_path (value), places);
}

/* Returns how many members are known. */
static guint
check_members (AssayLintRun *run, AssayJson *object, const char *place)
{
  g_auto (GStrv) names = assay_json_dup_members (object);
  guint known = 0;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (AssayJson) value = assay_json_dup_member (object, names[i]);
      const Member *member = find_member (place, names[i]);

      if (member == NULL)
        {
          add_unknown (run, object, place, names[i]);
          continue;
        }

      known++;
      if (member->kind != ANY_KIND && !is_score_number (member, assay_json_get_kind (value)))
        check_kind (run, value, member->kind);
    }

  return known;
}

static void
check_nested (AssayLintRun *run, AssayJson *object, const char *place)
{
  g_autoptr (AssayJson) nested = assay_lint_find (object, place, ASSAY_JSON_OBJECT);

  if (nested != NULL)
    check_members (run, nested, place);
}

static void
check_attachment_shapes (AssayLintRun *run)
{
  g_autoptr (AssayJson) list = assay_lint_find (run->body, "attachments", ASSAY_JSON_ARRAY);
  guint length = list != NULL ? assay_json_get_length (list) : 0;

  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) item = assay_json_dup_element (list, i);

      if (assay_json_get_kind (item) == ASSAY_JSON_OBJECT)
        {
          check_members (run, item, "attachments");
          check_nested (run, item, "content_type");
        }
      else
        {
          check_kind (run, item, ASSAY_JSON_OBJECT);
        }
    }
}

void
assay_lint_check_shape (AssayLintRun *run)
{
  if (check_members (run, run->body, "") == 0)
    assay_lint_add (run, "R01", NULL, "$", NULL);

  check_nested (run, run->body, "result");
  check_nested (run, run->body, "score");
  check_nested (run, run->body, "candidate");
  check_attachment_shapes (run);
}
