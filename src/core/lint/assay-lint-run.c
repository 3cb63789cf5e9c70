/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-lint-private.h"

#define LONGEST_EXCERPT 120

/* What the groups of rules share: adding findings, and reading a body that may be anything. */

/* These hold kinds of JSON and parts of a result, which table_texts.py hands to translators; what
 * others typed stays as it is. */
static gboolean
is_term (const char *place)
{
  static const char *const terms[] = { "expected", "found", "part", NULL };

  return g_strv_contains (terms, place);
}

static AssayMessage *
message_new (const char *singular, const char *plural, gulong n, const AssayLintPlace *places)
{
  AssayMessage *message;

  if (singular == NULL)
    return NULL;

  message = assay_message_new (singular, plural, n);
  for (; places != NULL && places->name != NULL; places++)
    {
      if (is_term (places->name))
        assay_message_set_term (message, places->name, places->text);
      else if (places->at != 0)
        assay_message_set_moment (message, places->name, places->text, places->at);
      else
        assay_message_set (message, places->name, places->text);
    }

  return message;
}

static AssayFinding *
add_finding (AssayLintRun *run,
             const char *id,
             const char *variant,
             const char *path,
             gulong n,
             const AssayLintPlace *places)
{
  const AssayLintEntry *entry = assay_lint_table_find (run->table, id, variant);
  g_autoptr (AssayMessage) message = NULL;
  g_autoptr (AssayMessage) reason = NULL;
  g_autoptr (AssayMessage) fix = NULL;
  AssayFinding *finding;

  if (entry == NULL)
    return NULL;

  message = message_new (entry->message, entry->plural, n, places);
  reason = message_new (entry->reason, NULL, 1, places);
  fix = message_new (entry->fix, NULL, 1, places);
  finding = assay_finding_new (id, entry->severity, path, message, reason, fix);
  g_ptr_array_add (run->findings, finding);

  return finding;
}

/* Adds the finding of the lint @id; @variant picks one of several rows with that id. */
AssayFinding *
assay_lint_add (AssayLintRun *run,
                const char *id,
                const char *variant,
                const char *path,
                const AssayLintPlace *places)
{
  return add_finding (run, id, variant, path, 1, places);
}

AssayFinding *
assay_lint_add_plural (AssayLintRun *run, const char *id, const char *path, gulong n)
{
  return add_finding (run, id, NULL, path, n, NULL);
}

/* Gets a member of one kind, %NULL when it is absent or something else. */
AssayJson *
assay_lint_find (AssayJson *object, const char *member, AssayJsonKind kind)
{
  g_autoptr (AssayJson) value = NULL;

  if (object == NULL || assay_json_get_kind (object) != ASSAY_JSON_OBJECT)
    return NULL;

  value = assay_json_dup_member (object, member);

  return value != NULL && assay_json_get_kind (value) == kind ? g_steal_pointer (&value) : NULL;
}

/* Gets a text that is not empty. */
char *
assay_lint_find_text (AssayJson *object, const char *member)
{
  g_autoptr (AssayJson) value = assay_lint_find (object, member, ASSAY_JSON_STRING);
  const char *text = value != NULL ? assay_json_get_string (value) : NULL;

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/* Gets `result.value`. */
char *
assay_lint_find_status (AssayJson *result)
{
  g_autoptr (AssayJson) status = assay_lint_find (result, "result", ASSAY_JSON_OBJECT);

  return assay_lint_find_text (status, "value");
}

/* Shortens a text of any length to what a message can carry. */
char *
assay_lint_excerpt (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= LONGEST_EXCERPT)
    return g_strdup (text);

  start = g_utf8_substring (text, 0, LONGEST_EXCERPT);

  return g_strconcat (start, "…", NULL);
}

/* Hands the finding a merge patch that sets `member`, inside `object` unless that is %NULL. */
void
assay_lint_patch_text (AssayFinding *finding,
                       const char *object,
                       const char *member,
                       const char *text)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AssayJson) patch = NULL;

  if (finding == NULL)
    return;

  assay_json_writer_begin_object (writer);
  if (object != NULL)
    {
      assay_json_writer_member (writer, object);
      assay_json_writer_begin_object (writer);
    }
  assay_json_writer_member_string (writer, member, text);
  if (object != NULL)
    assay_json_writer_end_object (writer);
  assay_json_writer_end_object (writer);

  bytes = assay_json_writer_finish (writer);
  patch = assay_json_parse (bytes, NULL);
  assay_finding_set_patch (finding, patch);
}
