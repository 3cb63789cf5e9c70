/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-model-private.h"
#include "assay-result.h"

G_BEGIN_DECLS

struct _AssayResult
{
  GObject parent_instance;

  /* owned */
  AssayScore *score;
  char *summary;
  char *result_url;
  GListStore *attachments;
  char *start_date;
  char *submission_date;
  char *candidate_id;
  char *candidate_profile_url;
  char *passthrough;
  AssayMapped outcome;
  GPtrArray *watched;
};

gboolean assay_result_json_read (AssayModel *model, AssayJson *json, GError **error);
void assay_result_json_write (AssayModel *model, AssayJsonWriter *writer);

G_END_DECLS
