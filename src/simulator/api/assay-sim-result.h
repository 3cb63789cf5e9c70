/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json.h"

G_BEGIN_DECLS

/**
 * AssaySimResult:
 * @record: (nullable): what is known of the order's result after the update, or %NULL if refused
 * @problems: (element-type utf8): why the update is refused; empty if it is not
 * @refused_by_provider: whether it is SmartRecruiters that refuses, not StackOne
 * @warnings: (element-type utf8): what was accepted without having an effect
 *
 * What a result update does to an order.
 */
typedef struct
{
  AssayJson *record;
  GPtrArray *problems;
  gboolean refused_by_provider;
  GPtrArray *warnings;
} AssaySimResult;

AssaySimResult *assay_sim_result_update (AssayJson *record,
                                         AssayJson *body) G_GNUC_WARN_UNUSED_RESULT;
void assay_sim_result_free (AssaySimResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssaySimResult, assay_sim_result_free)

G_END_DECLS
