/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_JOB_TAGS_GROUP (assay_job_tags_group_get_type ())

G_DECLARE_FINAL_TYPE (AssayJobTagsGroup,
                      assay_job_tags_group,
                      ASSAY,
                      JOB_TAGS_GROUP,
                      AdwPreferencesGroup)

void assay_job_tags_group_bind (AssayJobTagsGroup *self, GSettings *settings);
void assay_job_tags_group_set (AssayJobTagsGroup *self, const char *job_id, const char *tag);

G_END_DECLS
