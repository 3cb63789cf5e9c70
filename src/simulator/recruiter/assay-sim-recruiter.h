/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-sim-faults.h"
#include "assay-sim-state.h"
#include "assay-simulator-settings.h"

G_BEGIN_DECLS

/**
 * AssaySimDraft:
 * @account_id: the company's account
 * @candidate: (nullable): a person of the state
 * @application_id: (nullable): the person's application
 * @job: a job of the state
 * @package: the package
 * @kind: `assessment` or `background_check`
 * @is_inline: whether the order comes out of an application form: no candidate id, no requester
 *
 * What one order is to be about.
 */
typedef struct
{
  const char *account_id;
  AssayJson *candidate;
  const char *application_id;
  AssayJson *job;
  AssayJson *package;
  const char *kind;
  gboolean is_inline;
} AssaySimDraft;

AssayJson *assay_sim_recruiter_find_account (AssaySimState *state, const char *id);
AssayJson *assay_sim_recruiter_find_job (AssaySimState *state,
                                         AssayJson *wanted,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
AssayJson *assay_sim_recruiter_find_candidate (AssaySimState *state,
                                               AssayJson *wanted,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *assay_sim_recruiter_apply (AssaySimState *state,
                                 AssayJson **candidate,
                                 AssayJson *job,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
AssayJson *assay_sim_recruiter_find_package (AssaySimState *state,
                                             const char *id,
                                             const char **kind);
AssaySimOrder *assay_sim_recruiter_order (AssaySimState *state,
                                          const AssaySimulatorSettings *settings,
                                          const char *base_url,
                                          const AssaySimDraft *draft,
                                          AssaySimFault *fault,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
