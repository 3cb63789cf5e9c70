/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json-writer.h"
#include "assay-json.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_JOB (assay_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayJob, assay_job, ASSAY, JOB, GObject)

AssayJob           *assay_job_new             (void) G_GNUC_WARN_UNUSED_RESULT;
AssayJob           *assay_job_new_from_json   (AssayJson       *json,
                                               GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void                assay_job_write_json      (AssayJob        *self,
                                               AssayJsonWriter *writer);

const char         *assay_job_get_id          (AssayJob        *self);
void                assay_job_set_id          (AssayJob        *self,
                                               const char      *id);
const char         *assay_job_get_remote_id   (AssayJob        *self);
void                assay_job_set_remote_id   (AssayJob        *self,
                                               const char      *remote_id);
const char         *assay_job_get_title       (AssayJob        *self);
void                assay_job_set_title       (AssayJob        *self,
                                               const char      *title);
GListModel         *assay_job_get_hiring_team (AssayJob        *self);
AssayJson          *assay_job_get_passthrough (AssayJob        *self);
void                assay_job_set_passthrough (AssayJob        *self,
                                               AssayJson       *passthrough);
const char * const *assay_job_get_unknown     (AssayJob        *self);

G_END_DECLS
