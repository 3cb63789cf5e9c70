/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-ids.h"

#include "assay-json-writer.h"

/* Beside StackOne's name for an id stands that of the provider. */
static const struct
{
  const char *name;
  const char *remote_name;
} ids[] = {
  { "package_id", "remote_package_id" },
  { "application_id", "remote_application_id" },
  { "job_id", "remote_job_id" },
  { "candidate_id", "remote_candidate_id" },
};

static AssayJson *
dup_object (AssayJson *json, const char *name)
{
  AssayJson *member = json != NULL && assay_json_get_kind (json) == ASSAY_JSON_OBJECT
                        ? assay_json_dup_member (json, name)
                        : NULL;

  if (member != NULL && assay_json_get_kind (member) != ASSAY_JSON_OBJECT)
    g_clear_pointer (&member, assay_json_unref);

  return member;
}

static gboolean
copy_id (AssayJsonWriter *writer, const char *name, AssayJson *from, const char *from_name)
{
  g_autofree char *id = from != NULL ? assay_json_dup_member_text (from, from_name) : NULL;

  if (id == NULL || *id == '\0')
    return FALSE;

  assay_json_writer_member_string (writer, name, id);

  return TRUE;
}

/**
 * assay_order_ids_find:
 * @webhook: the body of a delivery that describes no order
 *
 * Finds what the order of a delivery belongs to: StackOne's ids beside the envelope's members, and
 * those of the provider in `raw_event.body`, as in the sample that StackOne has published for
 * SmartRecruiters.
 *
 * Returns: (transfer full): an object with the flat ids of an order that are known
 */
AssayJson *
assay_order_ids_find (AssayJson *webhook)
{
  g_autoptr (AssayJson) raw_event = dup_object (webhook, "raw_event");
  g_autoptr (AssayJson) raw = dup_object (raw_event, "body");
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  gboolean is_object = assay_json_get_kind (webhook) == ASSAY_JSON_OBJECT;

  assay_json_writer_begin_object (writer);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      if (is_object)
        copy_id (writer, ids[i].name, webhook, ids[i].name);
      if (!is_object || !copy_id (writer, ids[i].remote_name, webhook, ids[i].remote_name))
        copy_id (writer, ids[i].remote_name, raw, ids[i].name);
    }
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);

  return assay_json_parse (bytes, NULL);
}
