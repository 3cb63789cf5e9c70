/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ASSAY_HTTP_ERROR:
 *
 * The domain of the errors of listening.
 */
#define ASSAY_HTTP_ERROR (assay_http_error_quark ())

/**
 * AssayHttpError:
 * @ASSAY_HTTP_ERROR_ADDRESS: the address to listen on is not HOST:PORT, or belongs to another
 *   machine
 * @ASSAY_HTTP_ERROR_IN_USE: another program listens on that address
 * @ASSAY_HTTP_ERROR_NOT_ALLOWED: the system does not let this user listen on that address
 * @ASSAY_HTTP_ERROR_UNPROTECTED: the address can be reached by other machines, but deliveries would
 *   not be checked
 * @ASSAY_HTTP_ERROR_CERTIFICATE: the certificate or its key cannot be used
 * @ASSAY_HTTP_ERROR_FAILED: listening failed for another reason
 *
 * Why a server cannot listen.
 */
typedef enum
{
  ASSAY_HTTP_ERROR_ADDRESS,
  ASSAY_HTTP_ERROR_IN_USE,
  ASSAY_HTTP_ERROR_NOT_ALLOWED,
  ASSAY_HTTP_ERROR_UNPROTECTED,
  ASSAY_HTTP_ERROR_CERTIFICATE,
  ASSAY_HTTP_ERROR_FAILED,
} AssayHttpError;

GQuark assay_http_error_quark (void);

G_END_DECLS
