/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-account.h"
#include "assay-appearance.h"
#include "assay-clock.h"
#include "assay-connector-meta.h"
#include "assay-order.h"

G_BEGIN_DECLS

/**
 * AssayLinkOutcome:
 * @ASSAY_LINK_OUTCOME_ANSWERED: the server answered; the status tells how
 * @ASSAY_LINK_OUTCOME_SIGN_IN: the server asked to sign in
 * @ASSAY_LINK_OUTCOME_TLS: the certificate is not trusted
 * @ASSAY_LINK_OUTCOME_UNREACHABLE: no answer came
 *
 * What happened when a link was opened without cookies.
 */
typedef enum
{
  ASSAY_LINK_OUTCOME_ANSWERED,
  ASSAY_LINK_OUTCOME_SIGN_IN,
  ASSAY_LINK_OUTCOME_TLS,
  ASSAY_LINK_OUTCOME_UNREACHABLE,
} AssayLinkOutcome;

#define ASSAY_TYPE_LINT_CONTEXT (assay_lint_context_get_type ())

G_DECLARE_FINAL_TYPE (AssayLintContext, assay_lint_context, ASSAY, LINT_CONTEXT, GObject)

AssayLintContext *assay_lint_context_new (void) G_GNUC_WARN_UNUSED_RESULT;

void assay_lint_context_set_appearance (AssayLintContext *self, AssayAppearance appearance);
void assay_lint_context_set_clock (AssayLintContext *self, AssayClock *clock);
void assay_lint_context_set_order (AssayLintContext *self, AssayOrder *order);
void assay_lint_context_set_order_unknown (AssayLintContext *self, gboolean order_unknown);
void assay_lint_context_set_operation (AssayLintContext *self, AssayOrderKind kind);
void assay_lint_context_set_account (AssayLintContext *self, AssayAccount *account);
void assay_lint_context_set_block_after_final (AssayLintContext *self, gboolean block_after_final);
void assay_lint_context_set_connector_meta (AssayLintContext *self, AssayConnectorMeta *meta);
void assay_lint_context_set_delivered (AssayLintContext *self,
                                       AssayJson *accumulated,
                                       AssayJson *last,
                                       gint64 last_at);
void assay_lint_context_set_labels (AssayLintContext *self, const char *const *labels);
void assay_lint_context_add_link_check (AssayLintContext *self,
                                        const char *url,
                                        AssayLinkOutcome outcome,
                                        guint status,
                                        const char *content_type);

G_END_DECLS
