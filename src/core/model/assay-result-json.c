/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-date-time.h"
#include "assay-result-private.h"

static gboolean
read_score (AssayResult *self, AssayJson *json, GError **error)
{
  g_autoptr (AssayJson) score = NULL;

  return assay_json_read_object (json, "score", &score, error) &&
         (score == NULL || assay_model_read (ASSAY_MODEL (self->score), score, error));
}

static gboolean
read_candidate (AssayResult *self, AssayJson *json, GError **error)
{
  g_autoptr (AssayJson) candidate = NULL;

  if (!assay_json_read_object (json, "candidate", &candidate, error))
    return FALSE;
  return candidate == NULL ||
         (assay_json_read_text (candidate, "id", &self->candidate_id, error) &&
          assay_json_read_string (candidate, "profile_url", &self->candidate_profile_url, error));
}

/* A draft may hold what is no object yet: whoever typed it finds it again, and the checks say what
 * is wrong with it. */
static void
read_passthrough (AssayResult *self, AssayJson *json)
{
  g_autoptr (AssayJson) passthrough = assay_json_dup_member (json, "passthrough");

  if (passthrough == NULL || assay_json_get_kind (passthrough) == ASSAY_JSON_NULL)
    return;
  self->passthrough = assay_json_get_kind (passthrough) == ASSAY_JSON_STRING
                        ? assay_json_dup_text (passthrough)
                        : assay_json_dup_source (passthrough);
}

static void
write_date (AssayJsonWriter *writer, const char *member, const char *text)
{
  g_autofree char *normalised = text != NULL ? assay_normalise_iso8601 (text) : NULL;

  assay_json_writer_member_string (writer, member, normalised);
}

static void
write_candidate (AssayResult *self, AssayJsonWriter *writer)
{
  if (self->candidate_id == NULL && self->candidate_profile_url == NULL)
    return;
  assay_json_writer_member (writer, "candidate");
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", self->candidate_id);
  assay_json_writer_member_string (writer, "profile_url", self->candidate_profile_url);
  assay_json_writer_end_object (writer);
}

/* What was entered goes out as it is; when it is no JSON it goes out as a text, which keeps the
 * body valid and the mistake visible to whoever checks it.
 */
static void
write_passthrough (AssayResult *self, AssayJsonWriter *writer)
{
  g_autoptr (AssayJson) json = NULL;

  if (self->passthrough == NULL)
    return;
  json = assay_json_new_from_text (self->passthrough, NULL);
  if (json != NULL)
    assay_json_writer_member_value (writer, "passthrough", json);
  else
    assay_json_writer_member_string (writer, "passthrough", self->passthrough);
}

/* Reads a new result; nobody listens yet. */
gboolean
assay_result_json_read (AssayModel *model, AssayJson *json, GError **error)
{
  AssayResult *self = ASSAY_RESULT (model);

  read_passthrough (self, json);
  return assay_mapped_read (&self->outcome, json, "result", error) &&
         read_score (self, json, error) &&
         assay_json_read_string (json, "summary", &self->summary, error) &&
         assay_json_read_string (json, "result_url", &self->result_url, error) &&
         assay_model_read_list (json, "attachments", self->attachments, error) &&
         assay_json_read_string (json, "start_date", &self->start_date, error) &&
         assay_json_read_string (json, "submission_date", &self->submission_date, error) &&
         read_candidate (self, json, error);
}

/* Writes the members that are set, in the order of StackOne's documentation. */
void
assay_result_json_write (AssayModel *model, AssayJsonWriter *writer)
{
  AssayResult *self = ASSAY_RESULT (model);

  assay_mapped_write (&self->outcome, writer, "result");
  if (!assay_score_is_empty (self->score))
    assay_model_write_member (writer, "score", self->score);
  assay_json_writer_member_string (writer, "summary", self->summary);
  assay_json_writer_member_string (writer, "result_url", self->result_url);
  assay_model_write_list (writer, "attachments", self->attachments);
  write_date (writer, "start_date", self->start_date);
  write_date (writer, "submission_date", self->submission_date);
  write_candidate (self, writer);
  write_passthrough (self, writer);
}

/* What the properties alone say. */
AssayJson *
assay_result_json_understand (AssayResult *self)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  assay_model_write_json (ASSAY_MODEL (self), writer);
  bytes = assay_json_writer_finish (writer);

  return assay_json_parse (bytes, NULL);
}
