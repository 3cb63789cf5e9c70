/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

#include "assay-json.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_CHANGE (assay_change_get_type ())

G_DECLARE_FINAL_TYPE (AssayChange, assay_change, ASSAY, CHANGE, GObject)

GPtrArray *assay_change_list (AssayJson *before, AssayJson *after) G_GNUC_WARN_UNUSED_RESULT;

const char *assay_change_get_member (AssayChange *self);
const char *assay_change_get_before (AssayChange *self);
const char *assay_change_get_after (AssayChange *self);
gboolean assay_change_equal (AssayChange *self, AssayChange *other);

G_END_DECLS
