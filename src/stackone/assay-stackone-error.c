/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-stackone-error.h"

typedef struct
{
  AssayStackoneFailure *failure; /* owned; NULL when StackOne did not answer */
} AssayStackoneErrorPrivate;

static void
assay_stackone_error_private_init (AssayStackoneErrorPrivate *priv)
{
}

static void
assay_stackone_error_private_copy (const AssayStackoneErrorPrivate *src,
                                   AssayStackoneErrorPrivate *dest)
{
  if (src->failure != NULL)
    dest->failure = assay_stackone_failure_ref (src->failure);
}

static void
assay_stackone_error_private_clear (AssayStackoneErrorPrivate *priv)
{
  if (priv != NULL)
    g_clear_pointer (&priv->failure, assay_stackone_failure_unref);
}

G_DEFINE_EXTENDED_ERROR (AssayStackoneError, assay_stackone_error)

static AssayStackoneError
code_for_status (guint status)
{
  static const struct
  {
    guint status;
    AssayStackoneError code;
  } documented[] = {
    { 400, ASSAY_STACKONE_ERROR_BAD_REQUEST },
    { 401, ASSAY_STACKONE_ERROR_UNAUTHORIZED },
    { 403, ASSAY_STACKONE_ERROR_FORBIDDEN },
    { 404, ASSAY_STACKONE_ERROR_NOT_FOUND },
    { 408, ASSAY_STACKONE_ERROR_REQUEST_TIMEOUT },
    { 409, ASSAY_STACKONE_ERROR_CONFLICT },
    { 412, ASSAY_STACKONE_ERROR_PRECONDITION_FAILED },
    { 422, ASSAY_STACKONE_ERROR_UNPROCESSABLE_ENTITY },
    { 429, ASSAY_STACKONE_ERROR_TOO_MANY_REQUESTS },
    { 500, ASSAY_STACKONE_ERROR_INTERNAL_SERVER_ERROR },
    { 501, ASSAY_STACKONE_ERROR_NOT_IMPLEMENTED },
    { 502, ASSAY_STACKONE_ERROR_BAD_GATEWAY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (documented); i++)
    {
      if (documented[i].status == status)
        return documented[i].code;
    }

  return ASSAY_STACKONE_ERROR_UNEXPECTED_STATUS;
}

/**
 * assay_stackone_error_new_from_failure:
 * @failure: (transfer full): what StackOne answered
 *
 * Makes the error that stands for a refusal.
 *
 * Returns: (transfer full): a new error of the domain %ASSAY_STACKONE_ERROR
 */
GError *
assay_stackone_error_new_from_failure (AssayStackoneFailure *failure)
{
  guint status = assay_stackone_failure_get_status (failure);
  const char *message = assay_stackone_failure_get_message (failure);
  AssayStackoneErrorPrivate *priv;
  GError *error;

  if (assay_stackone_failure_is_foreign (failure))
    error = g_error_new (ASSAY_STACKONE_ERROR, (int) code_for_status (status),
                         "%u was answered, but hardly by StackOne; check its address: %s", status,
                         message);
  else if (message != NULL)
    error = g_error_new (ASSAY_STACKONE_ERROR, (int) code_for_status (status),
                         "StackOne answered %u: %s", status, message);
  else
    error = g_error_new (ASSAY_STACKONE_ERROR, (int) code_for_status (status),
                         "StackOne answered %u", status);

  priv = assay_stackone_error_get_private (error);
  if (priv != NULL)
    priv->failure = failure;

  return error;
}

/**
 * assay_stackone_error_get_failure:
 * @error: (nullable): any error
 *
 * Gets what StackOne answered.
 *
 * Returns: (transfer none) (nullable): the answer; %NULL for an error of another domain and for one
 *   that does not come from an answer
 */
const AssayStackoneFailure *
assay_stackone_error_get_failure (const GError *error)
{
  const AssayStackoneErrorPrivate *priv = NULL;

  if (error != NULL && error->domain == ASSAY_STACKONE_ERROR)
    priv = assay_stackone_error_get_private (error);

  return priv != NULL ? priv->failure : NULL;
}

static AssayStackoneObstacle
obstacle_for_failure (const AssayStackoneFailure *failure)
{
  guint status = assay_stackone_failure_get_status (failure);

  if ((status >= 300 && status < 400) || assay_stackone_failure_is_foreign (failure))
    return ASSAY_STACKONE_OBSTACLE_ELSEWHERE;

  return ASSAY_STACKONE_OBSTACLE_NONE;
}

/**
 * assay_stackone_error_get_obstacle:
 * @error: (nullable): any error
 *
 * Tells what kept a call from StackOne.
 *
 * Returns: the obstacle
 */
AssayStackoneObstacle
assay_stackone_error_get_obstacle (const GError *error)
{
  const AssayStackoneFailure *failure = assay_stackone_error_get_failure (error);

  if (error == NULL || error->domain != ASSAY_STACKONE_ERROR)
    return ASSAY_STACKONE_OBSTACLE_NONE;
  if (failure != NULL)
    return obstacle_for_failure (failure);

  if (error->code == ASSAY_STACKONE_ERROR_CONNECTION ||
      error->code == ASSAY_STACKONE_ERROR_TIMED_OUT)
    return ASSAY_STACKONE_OBSTACLE_CONNECTION;
  if (error->code == ASSAY_STACKONE_ERROR_TLS)
    return ASSAY_STACKONE_OBSTACLE_TLS;
  if (error->code == ASSAY_STACKONE_ERROR_INVALID_ADDRESS)
    return ASSAY_STACKONE_OBSTACLE_ELSEWHERE;

  return ASSAY_STACKONE_OBSTACLE_NONE;
}
