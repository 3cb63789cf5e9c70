/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

#include "assay-message.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_REMARK (assay_remark_get_type ())

G_DECLARE_FINAL_TYPE (AssayRemark, assay_remark, ASSAY, REMARK, GObject)

AssayRemark *assay_remark_new (const char *path,
                               const char *value,
                               AssayMessage *message,
                               const char *source) G_GNUC_WARN_UNUSED_RESULT;

const char *assay_remark_get_path (AssayRemark *self);
const char *assay_remark_get_value (AssayRemark *self);
char *assay_remark_dup_message (AssayRemark *self,
                                AssayTranslateFunc translate) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_remark_equal (AssayRemark *self, AssayRemark *other);

G_END_DECLS
