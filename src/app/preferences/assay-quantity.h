/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayQuantity:
 * @ASSAY_QUANTITY_COUNT: a number of things
 * @ASSAY_QUANTITY_BYTES: a size in bytes
 * @ASSAY_QUANTITY_MEBIBYTES: a size in MiB
 * @ASSAY_QUANTITY_SECONDS: a time in seconds
 * @ASSAY_QUANTITY_HOURS: a time in hours
 * @ASSAY_QUANTITY_DAYS: a time in days
 *
 * What the number of a setting counts.
 */
typedef enum
{
  ASSAY_QUANTITY_COUNT,
  ASSAY_QUANTITY_BYTES,
  ASSAY_QUANTITY_MEBIBYTES,
  ASSAY_QUANTITY_SECONDS,
  ASSAY_QUANTITY_HOURS,
  ASSAY_QUANTITY_DAYS,
} AssayQuantity;

char *assay_quantity_dup_text (AssayQuantity quantity, guint value) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_quantity_parse (AssayQuantity quantity, const char *text, guint *value);
guint assay_quantity_get_step (AssayQuantity quantity);

G_END_DECLS
