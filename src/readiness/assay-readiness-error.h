/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ASSAY_READINESS_ERROR (assay_readiness_error_quark ())

/**
 * AssayReadinessError:
 * @ASSAY_READINESS_ERROR_INVALID_ADDRESS: this is no http or https address that can be called
 * @ASSAY_READINESS_ERROR_INVALID_ALLOWANCE: this names neither a host with a port nor a network
 * @ASSAY_READINESS_ERROR_UNRESOLVED: the host has no address
 * @ASSAY_READINESS_ERROR_REFUSED: the address lies in a network that must not be called
 * @ASSAY_READINESS_ERROR_REDIRECTS: there were too many redirects, or one led nowhere
 * @ASSAY_READINESS_ERROR_CONNECTION: no connection, or it broke before the answer was complete
 * @ASSAY_READINESS_ERROR_TLS: no secure connection came about
 * @ASSAY_READINESS_ERROR_TIMED_OUT: no complete answer within the time given
 * @ASSAY_READINESS_ERROR_TOO_LARGE: the answer is larger than accepted
 *
 * What can go wrong when an address of a partner is called.
 */
typedef enum
{
  ASSAY_READINESS_ERROR_INVALID_ADDRESS,
  ASSAY_READINESS_ERROR_INVALID_ALLOWANCE,
  ASSAY_READINESS_ERROR_UNRESOLVED,
  ASSAY_READINESS_ERROR_REFUSED,
  ASSAY_READINESS_ERROR_REDIRECTS,
  ASSAY_READINESS_ERROR_CONNECTION,
  ASSAY_READINESS_ERROR_TLS,
  ASSAY_READINESS_ERROR_TIMED_OUT,
  ASSAY_READINESS_ERROR_TOO_LARGE,
} AssayReadinessError;

GQuark assay_readiness_error_quark (void);

G_END_DECLS
