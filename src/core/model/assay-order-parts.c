/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-parts.h"

#include "assay-application.h"
#include "assay-candidate.h"
#include "assay-job.h"
#include "assay-model-private.h"

/* Of a record only what an order has too is taken. Returns: (transfer full) (nullable) */
static AssayJson *
read_part (GType type, AssayJson *record)
{
  g_autoptr (AssayModel) model = NULL;
  g_autoptr (AssayJsonWriter) writer = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (record == NULL || assay_json_get_kind (record) != ASSAY_JSON_OBJECT)
    return NULL;

  model = assay_model_new_from_json (type, record, NULL);
  if (model == NULL)
    return NULL;

  writer = assay_json_writer_new ();
  assay_model_write_json (model, writer);
  bytes = assay_json_writer_finish (writer);

  return assay_json_parse (bytes, NULL);
}

/* An application repeats who applies, and names the records of the person and of the job. */
static AssayJson *
read_within (GType type, AssayJson *application, const char *member, const char *ids)
{
  g_autoptr (AssayJson) record = NULL;
  g_autoptr (AssayJson) part = NULL;
  g_autoptr (AssayJson) known_ids = NULL;
  g_autoptr (AssayJsonWriter) writer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *id = NULL;
  g_autofree char *remote_id = NULL;
  g_autofree char *id_name = g_strconcat (ids, "_id", NULL);
  g_autofree char *remote_id_name = g_strconcat ("remote_", ids, "_id", NULL);

  if (application == NULL || assay_json_get_kind (application) != ASSAY_JSON_OBJECT)
    return NULL;

  record = assay_json_dup_member (application, member);
  part = read_part (type, record);
  id = assay_json_dup_member_text (application, id_name);
  remote_id = assay_json_dup_member_text (application, remote_id_name);
  if (id == NULL && remote_id == NULL)
    return g_steal_pointer (&part);

  writer = assay_json_writer_new ();
  assay_json_writer_begin_object (writer);
  if (id != NULL)
    assay_json_writer_member_string (writer, "id", id);
  if (remote_id != NULL)
    assay_json_writer_member_string (writer, "remote_id", remote_id);
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);
  known_ids = assay_json_parse (bytes, NULL);

  return part != NULL ? assay_json_complete (known_ids, part) : g_steal_pointer (&known_ids);
}

/* Takes both. */
static AssayJson *
lay_over (AssayJson *below, AssayJson *above)
{
  AssayJson *both;

  if (below == NULL || above == NULL)
    return below != NULL ? below : above;

  both = assay_json_complete (below, above);
  assay_json_unref (below);
  assay_json_unref (above);

  return both;
}

static void
write_part (AssayJsonWriter *writer, const char *name, AssayJson *part)
{
  if (part != NULL)
    assay_json_writer_member_value (writer, name, part);
}

/**
 * assay_order_parts_build:
 * @application: (nullable): an application
 * @candidate: (nullable): its candidate
 * @job: (nullable): its job
 *
 * Makes parts of an order of records that were read (StackOne ATS OpenAPI: applications, candidates
 * and jobs by id). Records have more members than an order needs, much of it personal; that is left
 * out, and so is a record that cannot be understood.
 *
 * Returns: (transfer full): an order of those parts
 */
AssayJson *
assay_order_parts_build (AssayJson *application, AssayJson *candidate, AssayJson *job)
{
  g_autoptr (AssayJson) application_part = read_part (ASSAY_TYPE_APPLICATION, application);
  g_autoptr (AssayJson) candidate_part = lay_over (read_within (ASSAY_TYPE_CANDIDATE, application,
                                                                "candidate", "candidate"),
                                                   read_part (ASSAY_TYPE_CANDIDATE, candidate));
  g_autoptr (AssayJson)
    job_part = lay_over (read_within (ASSAY_TYPE_JOB, application, "job", "job"),
                         read_part (ASSAY_TYPE_JOB, job));
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  assay_json_writer_begin_object (writer);
  write_part (writer, "application", application_part);
  write_part (writer, "job", job_part);
  write_part (writer, "candidate", candidate_part);
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);

  return assay_json_parse (bytes, NULL);
}
