/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-field-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* What holds others comes after them. */
static const struct
{
  const char *member;
  const char *title;
} fields[] = {
  { "$.result.source_value", N_("Source Value") },
  { "$.result", N_("Status") },
  { "$.score.min", N_("Minimum") },
  { "$.score.max", N_("Maximum") },
  { "$.score.label", N_("Label") },
  { "$.score", N_("Score") },
  { "$.summary", N_("Summary") },
  { "$.attachments", N_("Attachments") },
  { "$.result_url", N_("Result Address") },
  { "$.start_date", N_("Started") },
  { "$.submission_date", N_("Submitted") },
  { "$.candidate.profile_url", N_("Candidate Profile Address") },
  { "$.candidate", N_("Candidate ID") },
  { "$.passthrough", N_("Passthrough JSON") },
};

/**
 * assay_field_text_is_within:
 * @path: a JSON path, such as `$.score.min`
 * @member: the path of a member
 *
 * Returns: whether @path is @member itself or something in it: `$.result_url` is not in `$.result`
 */
gboolean
assay_field_text_is_within (const char *path, const char *member)
{
  gsize length = strlen (member);

  return strncmp (path, member, length) == 0 && strchr (".[", path[length]) != NULL;
}

/**
 * assay_field_text_get:
 * @path: the JSON path of a member of a result
 *
 * Returns: (nullable): the translated title of the form's field for it; %NULL where it has none
 */
const char *
assay_field_text_get (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (assay_field_text_is_within (path, fields[i].member))
        return _(fields[i].title);
    }

  return NULL;
}
