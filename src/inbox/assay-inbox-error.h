/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ASSAY_INBOX_ERROR:
 *
 * The domain of the errors of the inbox.
 */
#define ASSAY_INBOX_ERROR (assay_inbox_error_quark ())

/**
 * AssayInboxError:
 * @ASSAY_INBOX_ERROR_ADDRESS: the address to listen on is not HOST:PORT, or belongs to another machine
 * @ASSAY_INBOX_ERROR_IN_USE: another program listens on that address
 * @ASSAY_INBOX_ERROR_NOT_ALLOWED: the system does not let this user listen on that address
 * @ASSAY_INBOX_ERROR_UNPROTECTED: the address can be reached by other machines, but deliveries would
 *   not be checked
 * @ASSAY_INBOX_ERROR_FAILED: listening failed for another reason
 *
 * Why an inbox cannot receive.
 */
typedef enum
{
  ASSAY_INBOX_ERROR_ADDRESS,
  ASSAY_INBOX_ERROR_IN_USE,
  ASSAY_INBOX_ERROR_NOT_ALLOWED,
  ASSAY_INBOX_ERROR_UNPROTECTED,
  ASSAY_INBOX_ERROR_FAILED,
} AssayInboxError;

GQuark assay_inbox_error_quark (void);

G_END_DECLS
