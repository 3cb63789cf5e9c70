/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_JOB (assay_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayJob, assay_job, ASSAY, JOB, GObject)

const char *assay_job_get_id (AssayJob *self);
const char *assay_job_get_remote_id (AssayJob *self);
const char *assay_job_get_title (AssayJob *self);
GListModel *assay_job_get_hiring_team (AssayJob *self);
AssayJson *assay_job_get_passthrough (AssayJob *self);
const char *const *assay_job_get_unknown (AssayJob *self);

G_END_DECLS
