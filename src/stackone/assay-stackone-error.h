/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

#include "assay-stackone-failure.h"

G_BEGIN_DECLS

#define ASSAY_STACKONE_ERROR (assay_stackone_error_quark ())

/**
 * AssayStackoneError:
 * @ASSAY_STACKONE_ERROR_BAD_REQUEST: 400, the body or a parameter was refused
 * @ASSAY_STACKONE_ERROR_UNAUTHORIZED: 401, the key is wrong or the customer must link again
 * @ASSAY_STACKONE_ERROR_FORBIDDEN: 403, the key or the account lacks a permission
 * @ASSAY_STACKONE_ERROR_NOT_FOUND: 404, the id is not known
 * @ASSAY_STACKONE_ERROR_REQUEST_TIMEOUT: 408, StackOne or the provider took too long
 * @ASSAY_STACKONE_ERROR_CONFLICT: 409, it conflicts with the current state
 * @ASSAY_STACKONE_ERROR_PRECONDITION_FAILED: 412, the account's integration is disabled
 * @ASSAY_STACKONE_ERROR_UNPROCESSABLE_ENTITY: 422, the data were refused or the call is not offered
 * @ASSAY_STACKONE_ERROR_TOO_MANY_REQUESTS: 429, the rate limit was reached
 * @ASSAY_STACKONE_ERROR_INTERNAL_SERVER_ERROR: 500, a fault at StackOne
 * @ASSAY_STACKONE_ERROR_NOT_IMPLEMENTED: 501, not offered for this provider
 * @ASSAY_STACKONE_ERROR_BAD_GATEWAY: 502, the provider failed
 * @ASSAY_STACKONE_ERROR_UNEXPECTED_STATUS: a status that is not documented for the call
 * @ASSAY_STACKONE_ERROR_INVALID_ANSWER: a success whose body is not what is documented
 * @ASSAY_STACKONE_ERROR_TOO_LARGE: the answer is larger than accepted
 * @ASSAY_STACKONE_ERROR_CONNECTION: no connection, or it broke before the answer was complete
 * @ASSAY_STACKONE_ERROR_TLS: the certificate or the TLS handshake was not acceptable
 * @ASSAY_STACKONE_ERROR_TIMED_OUT: no answer within the time given
 * @ASSAY_STACKONE_ERROR_NO_API_KEY: there is no API key to call with
 * @ASSAY_STACKONE_ERROR_INVALID_REQUEST: the call cannot be made with these arguments
 * @ASSAY_STACKONE_ERROR_INVALID_ADDRESS: the base address is none that can be called
 * @ASSAY_STACKONE_ERROR_SECRETS_UNAVAILABLE: no keyring service answers
 * @ASSAY_STACKONE_ERROR_SECRETS_LOCKED: the keyring is locked and was not unlocked
 * @ASSAY_STACKONE_ERROR_SECRETS_READ_ONLY: the secret cannot be changed where it is kept
 * @ASSAY_STACKONE_ERROR_SECRETS_INVALID: a secret is stored but cannot be used
 *
 * What can go wrong when talking to StackOne or when looking up what is needed for it. The codes up
 * to %ASSAY_STACKONE_ERROR_BAD_GATEWAY are the answers documented in the StackOne ATS OpenAPI. An
 * error that comes from an answer carries an [struct@StackoneFailure].
 */
typedef enum
{
  ASSAY_STACKONE_ERROR_BAD_REQUEST,
  ASSAY_STACKONE_ERROR_UNAUTHORIZED,
  ASSAY_STACKONE_ERROR_FORBIDDEN,
  ASSAY_STACKONE_ERROR_NOT_FOUND,
  ASSAY_STACKONE_ERROR_REQUEST_TIMEOUT,
  ASSAY_STACKONE_ERROR_CONFLICT,
  ASSAY_STACKONE_ERROR_PRECONDITION_FAILED,
  ASSAY_STACKONE_ERROR_UNPROCESSABLE_ENTITY,
  ASSAY_STACKONE_ERROR_TOO_MANY_REQUESTS,
  ASSAY_STACKONE_ERROR_INTERNAL_SERVER_ERROR,
  ASSAY_STACKONE_ERROR_NOT_IMPLEMENTED,
  ASSAY_STACKONE_ERROR_BAD_GATEWAY,
  ASSAY_STACKONE_ERROR_UNEXPECTED_STATUS,
  ASSAY_STACKONE_ERROR_INVALID_ANSWER,
  ASSAY_STACKONE_ERROR_TOO_LARGE,
  ASSAY_STACKONE_ERROR_CONNECTION,
  ASSAY_STACKONE_ERROR_TLS,
  ASSAY_STACKONE_ERROR_TIMED_OUT,
  ASSAY_STACKONE_ERROR_NO_API_KEY,
  ASSAY_STACKONE_ERROR_INVALID_REQUEST,
  ASSAY_STACKONE_ERROR_INVALID_ADDRESS,
  ASSAY_STACKONE_ERROR_SECRETS_UNAVAILABLE,
  ASSAY_STACKONE_ERROR_SECRETS_LOCKED,
  ASSAY_STACKONE_ERROR_SECRETS_READ_ONLY,
  ASSAY_STACKONE_ERROR_SECRETS_INVALID,
} AssayStackoneError;

/**
 * AssayStackoneObstacle:
 * @ASSAY_STACKONE_OBSTACLE_NONE: there was none: StackOne itself answered, or was not to be asked
 * @ASSAY_STACKONE_OBSTACLE_CONNECTION: no connection, or it broke, or was too slow
 * @ASSAY_STACKONE_OBSTACLE_TLS: nobody vouches for who is there, or no secure connection came about
 * @ASSAY_STACKONE_OBSTACLE_ELSEWHERE: somebody else answered: a portal, a proxy, a redirect; or the
 *   address is wrong
 *
 * What kept a call from StackOne, so that its failure says nothing about the call.
 */
typedef enum
{
  ASSAY_STACKONE_OBSTACLE_NONE,
  ASSAY_STACKONE_OBSTACLE_CONNECTION,
  ASSAY_STACKONE_OBSTACLE_TLS,
  ASSAY_STACKONE_OBSTACLE_ELSEWHERE,
} AssayStackoneObstacle;

GQuark assay_stackone_error_quark (void);
GError *assay_stackone_error_new_from_failure (AssayStackoneFailure *failure);
const AssayStackoneFailure *assay_stackone_error_get_failure (const GError *error);
AssayStackoneObstacle assay_stackone_error_get_obstacle (const GError *error);

G_END_DECLS
