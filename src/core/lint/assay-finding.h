/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json-writer.h"
#include "assay-message.h"

G_BEGIN_DECLS

/**
 * AssaySeverity:
 * @ASSAY_SEVERITY_ERROR: stops sending unless it is overridden with a reason
 * @ASSAY_SEVERITY_WARNING: worth asking once
 * @ASSAY_SEVERITY_HINT: good to know
 *
 * How much a finding matters.
 */
typedef enum
{
  ASSAY_SEVERITY_ERROR,
  ASSAY_SEVERITY_WARNING,
  ASSAY_SEVERITY_HINT,
} AssaySeverity;

const char *assay_severity_to_string (AssaySeverity severity);
gboolean assay_severity_from_string (const char *text, AssaySeverity *severity);

#define ASSAY_TYPE_FINDING (assay_finding_get_type ())

G_DECLARE_FINAL_TYPE (AssayFinding, assay_finding, ASSAY, FINDING, GObject)

AssayFinding *assay_finding_new (const char *id,
                                 AssaySeverity severity,
                                 const char *path,
                                 AssayMessage *message,
                                 AssayMessage *reason,
                                 AssayMessage *fix) G_GNUC_WARN_UNUSED_RESULT;

const char *assay_finding_get_id (AssayFinding *self);
AssaySeverity assay_finding_get_severity (AssayFinding *self);
const char *assay_finding_get_path (AssayFinding *self);
AssayJson *assay_finding_get_patch (AssayFinding *self);
void assay_finding_set_patch (AssayFinding *self, AssayJson *patch);
gboolean assay_finding_get_barring (AssayFinding *self);
void assay_finding_set_barring (AssayFinding *self, gboolean barring);

char *assay_finding_dup_message (AssayFinding *self,
                                 AssayTranslateFunc translate) G_GNUC_WARN_UNUSED_RESULT;
char *assay_finding_dup_reason (AssayFinding *self,
                                AssayTranslateFunc translate) G_GNUC_WARN_UNUSED_RESULT;
char *assay_finding_dup_fix (AssayFinding *self,
                             AssayTranslateFunc translate) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_finding_equal (AssayFinding *self, AssayFinding *other);
void assay_finding_write_json (AssayFinding *self, AssayJsonWriter *writer);

G_END_DECLS
