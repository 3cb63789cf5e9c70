/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AssayRetryRecord:
 * @n_attempts: how often the call was made, the failed one included
 * @n_server_faults: how many of those were answered 500
 * @n_answered: how many of them StackOne answered itself
 *
 * What has been tried so far.
 */
typedef struct
{
  guint n_attempts;
  guint n_server_faults;
  guint n_answered;
} AssayRetryRecord;

/**
 * AssayRetryVerdict:
 * @ASSAY_RETRY_LATER: try again after the delay
 * @ASSAY_RETRY_EXHAUSTED: the failure may pass, but it was tried often or long enough
 * @ASSAY_RETRY_FINAL: trying again would bring the same failure
 *
 * What to do after a failed call.
 */
typedef enum
{
  ASSAY_RETRY_LATER,
  ASSAY_RETRY_EXHAUSTED,
  ASSAY_RETRY_FINAL,
} AssayRetryVerdict;

#define ASSAY_TYPE_RETRY_POLICY (assay_retry_policy_get_type ())

G_DECLARE_FINAL_TYPE (AssayRetryPolicy, assay_retry_policy, ASSAY, RETRY_POLICY, GObject)

AssayRetryPolicy *assay_retry_policy_new (void);
void assay_retry_policy_set_jitter (AssayRetryPolicy *self, double jitter);
AssayRetryVerdict assay_retry_policy_decide (AssayRetryPolicy *self,
                                             const GError *error,
                                             const AssayRetryRecord *record,
                                             gint64 *delay);

G_END_DECLS
