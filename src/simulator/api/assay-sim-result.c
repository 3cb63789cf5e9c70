/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-result.h"

#include "assay-sim-schema.h"

#include <string.h>

/* StackOne ATS OpenAPI, and "pending", which the integration guide uses and StackOne lets pass. */
static const char *const result_values[] = { "initiated", "in_progress",    "cancelled",
                                             "completed", "expired",        "failed",
                                             "passed",    "unmapped_value", "pending",
                                             NULL };
static const char *const content_types[] = {
  "text", "pdf", "video", "other", "unmapped_value", NULL
};

static const AssaySimField result_fields[] = { { "value", ASSAY_SIM_FIELD_CHOICE,
                                                 .choices = result_values },
                                               { "source_value", ASSAY_SIM_FIELD_ANY },
                                               { NULL } };
static const AssaySimField score_fields[] = { { "label", ASSAY_SIM_FIELD_TEXT },
                                              { "value", ASSAY_SIM_FIELD_TEXT },
                                              { "min", ASSAY_SIM_FIELD_TEXT },
                                              { "max", ASSAY_SIM_FIELD_TEXT },
                                              { NULL } };
static const AssaySimField content_type_fields[] = { { "value", ASSAY_SIM_FIELD_CHOICE,
                                                       .choices = content_types },
                                                     { "source_value", ASSAY_SIM_FIELD_ANY },
                                                     { NULL } };
static const AssaySimField attachment_fields[] = { { "url", ASSAY_SIM_FIELD_TEXT },
                                                   { "content_type", ASSAY_SIM_FIELD_OBJECT,
                                                     .members = content_type_fields },
                                                   { NULL } };
static const AssaySimField candidate_fields[] = { { "id", ASSAY_SIM_FIELD_TEXT },
                                                  { "profile_url", ASSAY_SIM_FIELD_TEXT },
                                                  { NULL } };
static const AssaySimField body_fields[] = {
  { "result", ASSAY_SIM_FIELD_OBJECT, .members = result_fields },
  { "score", ASSAY_SIM_FIELD_OBJECT, .members = score_fields },
  { "summary", ASSAY_SIM_FIELD_TEXT },
  { "result_url", ASSAY_SIM_FIELD_TEXT },
  { "attachments", ASSAY_SIM_FIELD_OBJECTS, .members = attachment_fields },
  { "start_date", ASSAY_SIM_FIELD_DATE_TIME },
  { "submission_date", ASSAY_SIM_FIELD_DATE_TIME },
  { "candidate", ASSAY_SIM_FIELD_OBJECT, .members = candidate_fields },
  { "passthrough", ASSAY_SIM_FIELD_FREE_OBJECT },
  { NULL }
};

/* SmartRecruiters' numbers are 64-bit integers; StackOne carries them as text. */
static gboolean
parse_score_number (const char *text, gint64 *number)
{
  const char *digits = text[0] == '-' ? text + 1 : text;

  return digits[0] != '\0' && strspn (digits, "0123456789") == strlen (digits) &&
         g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, number, NULL);
}

static void
write_status (AssayJsonWriter *writer, AssayJson *result, GPtrArray *warnings)
{
  g_autoptr (AssayJson) value = NULL;
  const char *text = NULL;

  if (assay_json_get_kind (result) == ASSAY_JSON_OBJECT)
    value = assay_json_dup_member (result, "value");
  if (value != NULL)
    text = assay_json_get_string (value);

  if (text == NULL || strcmp (text, "unmapped_value") == 0)
    {
      g_ptr_array_add (warnings, g_strdup_printf ("%s.value: no status follows from it; the status "
                                                  "stays",
                                                  assay_json_get_path (result)));
      return;
    }

  assay_json_writer_member_value (writer, "result", result);
}

/* Numbers are kept the way SmartRecruiters reads them back: "080" becomes "80". */
static void
write_score (AssayJsonWriter *writer, AssayJson *score)
{
  g_auto (GStrv) names = NULL;

  assay_json_writer_member (writer, "score");
  if (assay_json_get_kind (score) == ASSAY_JSON_NULL)
    {
      assay_json_writer_null (writer);
      return;
    }

  names = assay_json_dup_members (score);
  assay_json_writer_begin_object (writer);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autoptr (AssayJson) member = assay_json_dup_member (score, names[i]);
      const char *text = assay_json_get_string (member);
      gint64 number;

      assay_json_writer_member (writer, names[i]);
      if (strcmp (names[i], "label") != 0 && text != NULL && parse_score_number (text, &number))
        {
          g_autofree char *normal = g_strdup_printf ("%" G_GINT64_FORMAT, number);

          assay_json_writer_string (writer, normal);
        }
      else
        {
          assay_json_writer_value (writer, member);
        }
    }
  assay_json_writer_end_object (writer);
}

static gboolean
is_complete_attachment (AssayJson *attachment)
{
  g_autofree char *url = assay_json_dup_member_text (attachment, "url");
  g_autoptr (AssayJson) content_type = assay_json_dup_member (attachment, "content_type");
  g_autofree char *type = NULL;

  if (content_type != NULL && assay_json_get_kind (content_type) == ASSAY_JSON_OBJECT)
    type = assay_json_dup_member_text (content_type, "value");

  return url != NULL && url[0] != '\0' && type != NULL;
}

/* The integration guide: an attachment needs both its address and its type. */
static void
write_attachments (AssayJsonWriter *writer, AssayJson *attachments, GPtrArray *warnings)
{
  assay_json_writer_member (writer, "attachments");
  if (assay_json_get_kind (attachments) == ASSAY_JSON_NULL)
    {
      assay_json_writer_null (writer);
      return;
    }

  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < assay_json_get_length (attachments); i++)
    {
      g_autoptr (AssayJson) attachment = assay_json_dup_element (attachments, i);

      if (is_complete_attachment (attachment))
        assay_json_writer_value (writer, attachment);
      else
        g_ptr_array_add (warnings, g_strdup_printf ("%s: not attached, it needs url and "
                                                    "content_type.value",
                                                    assay_json_get_path (attachment)));
    }
  assay_json_writer_end_array (writer);
}

/* What StackOne hands on to SmartRecruiters: the documented members, and a status only where
 * one follows from the value. */
static AssayJson *
make_patch (AssayJson *body, GPtrArray *warnings)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  assay_json_writer_begin_object (writer);
  for (const AssaySimField *field = body_fields; field->name != NULL; field++)
    {
      g_autoptr (AssayJson) member = assay_json_dup_member (body, field->name);

      if (member == NULL)
        continue;

      if (strcmp (field->name, "result") == 0)
        {
          write_status (writer, member, warnings);
        }
      else if (strcmp (field->name, "score") == 0)
        {
          write_score (writer, member);
        }
      else if (strcmp (field->name, "attachments") == 0)
        {
          write_attachments (writer, member, warnings);
        }
      else
        {
          assay_json_writer_member_value (writer, field->name, member);
        }
    }
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);

  return assay_json_parse (bytes, NULL);
}

static void
check_score_bounds (gint64 value, gint64 min, gint64 max, GPtrArray *problems)
{
  if (min >= max)
    g_ptr_array_add (
      problems,
      g_strdup_printf ("$.score.min: expected a number below the maximum %" G_GINT64_FORMAT
                       ", found %" G_GINT64_FORMAT,
                       max, min));
  else if (value < min || value > max)
    g_ptr_array_add (problems,
                     g_strdup_printf ("$.score.value: expected a number from %" G_GINT64_FORMAT
                                      " to %" G_GINT64_FORMAT ", found %" G_GINT64_FORMAT,
                                      min, max, value));
}

/* SmartRecruiters takes raw, min and max together or not at all, each a 64-bit integer. */
static void
check_score (AssayJson *record, GPtrArray *problems)
{
  static const char *const names[] = { "value", "min", "max" };
  g_autoptr (AssayJson) score = assay_json_dup_member (record, "score");
  gint64 numbers[G_N_ELEMENTS (names)] = { 0 };
  guint n_present = 0;

  if (score == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    n_present += assay_json_has_member (score, names[i]) ? 1 : 0;
  if (n_present == 0)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = assay_json_dup_member_text (score, names[i]);

      if (text == NULL)
        g_ptr_array_add (problems, g_strdup_printf ("$.score.%s: expected a whole number as text, "
                                                    "because value, min and max go together, "
                                                    "found nothing",
                                                    names[i]));
      else if (!parse_score_number (text, &numbers[i]))
        g_ptr_array_add (problems, g_strdup_printf ("$.score.%s: expected a whole number of 64 "
                                                    "bits as text, found text \"%s\"",
                                                    names[i], text));
    }

  if (problems->len == 0)
    check_score_bounds (numbers[0], numbers[1], numbers[2], problems);
}

/**
 * assay_sim_result_update:
 * @record: (nullable): what earlier updates left
 * @body: the body of the update
 *
 * Applies one result update the way StackOne and SmartRecruiters behind it do: StackOne checks the
 * types of the documented members (StackOne ATS OpenAPI), SmartRecruiters merges what is left into
 * its record (JSON merge patch: a member that is absent stays, null removes it, an array is
 * replaced) and refuses a score that is no integer or not whole (SmartRecruiters Assessment API).
 *
 * Returns: (transfer full): the outcome
 */
AssaySimResult *
assay_sim_result_update (AssayJson *record, AssayJson *body)
{
  AssaySimResult *self = g_new0 (AssaySimResult, 1);
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AssayJson) patch = NULL;

  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);

  if (assay_json_get_kind (body) != ASSAY_JSON_OBJECT)
    {
      g_autofree char *found = assay_sim_schema_describe (body);

      g_ptr_array_add (self->problems, g_strdup_printf ("$: expected an object, found %s", found));
      return self;
    }

  assay_sim_schema_check (body_fields, body, self->problems, unknown);
  if (self->problems->len > 0)
    return self;

  for (guint i = 0; i < unknown->len; i++)
    g_ptr_array_add (self->warnings, g_strdup_printf ("%s: not a documented member, ignored",
                                                      (char *) g_ptr_array_index (unknown, i)));

  patch = make_patch (body, self->warnings);
  self->record = assay_json_merge_patch (record, patch);
  check_score (self->record, self->problems);
  if (self->problems->len > 0)
    {
      self->refused_by_provider = TRUE;
      g_clear_pointer (&self->record, assay_json_unref);
    }

  return self;
}

/**
 * assay_sim_result_free:
 * @self: (transfer full): an outcome
 *
 * Frees @self.
 */
void
assay_sim_result_free (AssaySimResult *self)
{
  g_clear_pointer (&self->record, assay_json_unref);
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}
