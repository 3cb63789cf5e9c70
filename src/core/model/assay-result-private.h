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

  /* owned; both %NULL for a result that was not read */
  AssayJson *origin;     /* what it was read from */
  AssayJson *understood; /* what it would have written then */
};

gboolean assay_result_json_read (AssayModel *model, AssayJson *json, GError **error);
void assay_result_json_write (AssayModel *model, AssayJsonWriter *writer);
AssayJson *assay_result_json_understand (AssayResult *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
