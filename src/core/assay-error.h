/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayCoreError:
 * @ASSAY_CORE_ERROR_INVALID_UTF8: the bytes are not UTF-8
 * @ASSAY_CORE_ERROR_INVALID_JSON: the text is not JSON in the sense of RFC 8259
 * @ASSAY_CORE_ERROR_TOO_DEEP: arrays and objects are nested deeper than is accepted
 * @ASSAY_CORE_ERROR_WRONG_TYPE: a member has another JSON type than its model demands
 * @ASSAY_CORE_ERROR_MISSING_MEMBER: a member that cannot be done without is absent or null
 * @ASSAY_CORE_ERROR_INVALID_VALUE: a member has the right type and an impossible value
 * @ASSAY_CORE_ERROR_TOO_LARGE: the document has more bytes or values than is accepted
 *
 * Errors of the core. Messages name the place as a JSON path, for example
 * `$.candidate.emails[0].value: expected text, found number`.
 */
typedef enum
{
  ASSAY_CORE_ERROR_INVALID_UTF8,
  ASSAY_CORE_ERROR_INVALID_JSON,
  ASSAY_CORE_ERROR_TOO_DEEP,
  ASSAY_CORE_ERROR_WRONG_TYPE,
  ASSAY_CORE_ERROR_MISSING_MEMBER,
  ASSAY_CORE_ERROR_INVALID_VALUE,
  ASSAY_CORE_ERROR_TOO_LARGE,
} AssayCoreError;

#define ASSAY_CORE_ERROR (assay_core_error_quark ())

GQuark assay_core_error_quark (void);

G_END_DECLS
