/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayWholeNumber:
 * @ASSAY_WHOLE_NUMBER_VALID: a whole number of 64 bits
 * @ASSAY_WHOLE_NUMBER_MALFORMED: not written as a plain whole number
 * @ASSAY_WHOLE_NUMBER_TOO_LARGE: a whole number that does not fit into 64 bits
 *
 * What became of reading one part of a score. SmartRecruiters takes 64-bit integers only
 * (SmartRecruiters Assessment API).
 */
typedef enum
{
  ASSAY_WHOLE_NUMBER_VALID,
  ASSAY_WHOLE_NUMBER_MALFORMED,
  ASSAY_WHOLE_NUMBER_TOO_LARGE,
} AssayWholeNumber;

AssayWholeNumber assay_whole_number_parse (const char *text, gint64 *number);

G_END_DECLS
