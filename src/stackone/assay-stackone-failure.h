/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

#include "assay-json.h"

G_BEGIN_DECLS

/**
 * AssayStackoneLimit:
 * @ASSAY_STACKONE_LIMIT_NONE: no limit was reached
 * @ASSAY_STACKONE_LIMIT_KEY: StackOne's own, which concerns everything the key is used for
 * @ASSAY_STACKONE_LIMIT_ACCOUNT: the provider's, which concerns one account
 *
 * Which limit of requests was reached.
 */
typedef enum
{
  ASSAY_STACKONE_LIMIT_NONE,
  ASSAY_STACKONE_LIMIT_KEY,
  ASSAY_STACKONE_LIMIT_ACCOUNT,
} AssayStackoneLimit;

#define ASSAY_TYPE_STACKONE_FAILURE (assay_stackone_failure_get_type ())

/**
 * AssayStackoneFailure:
 *
 * What StackOne answered when it refused a call. Immutable.
 */
typedef struct _AssayStackoneFailure AssayStackoneFailure;

GType assay_stackone_failure_get_type (void);
AssayStackoneFailure *assay_stackone_failure_new (guint status, gint64 retry_after, GBytes *body);
AssayStackoneFailure *assay_stackone_failure_ref (AssayStackoneFailure *self);
void assay_stackone_failure_unref (AssayStackoneFailure *self);
guint assay_stackone_failure_get_status (const AssayStackoneFailure *self);
gboolean assay_stackone_failure_is_foreign (const AssayStackoneFailure *self);
AssayStackoneLimit assay_stackone_failure_get_limit (const AssayStackoneFailure *self);
gint64 assay_stackone_failure_get_retry_after (const AssayStackoneFailure *self);
const char *assay_stackone_failure_get_error_code (const AssayStackoneFailure *self);
const char *assay_stackone_failure_get_message (const AssayStackoneFailure *self);
const char *const *assay_stackone_failure_get_errors (const AssayStackoneFailure *self);
AssayJson *assay_stackone_failure_get_provider_errors (const AssayStackoneFailure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayStackoneFailure, assay_stackone_failure_unref)

G_END_DECLS
