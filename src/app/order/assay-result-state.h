/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-draft.h"
#include "assay-journal-read.h"

G_BEGIN_DECLS

/**
 * AssayResultState:
 * @icon_name: a symbolic icon
 * @style: (nullable): the class of the icon: `error`, `warning`, `success`, or none
 * @title: what state it is
 * @detail: (nullable): since when, why, and what to do
 * @action: (nullable): the action that fits
 * @action_label: (nullable): its words, with a mnemonic
 *
 * In words for people, which state the result of an order is in.
 */
typedef struct
{
  const char *icon_name;
  const char *style;
  char *title;
  char *detail;
  const char *action;
  const char *action_label;
} AssayResultState;

void assay_result_state_free (AssayResultState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayResultState, assay_result_state_free)

AssayResultState *assay_result_state_describe (const AssayOrderResults *results,
                                               AssayDraft *draft,
                                               gint64 now) G_GNUC_WARN_UNUSED_RESULT;
const char *assay_result_state_get_word (AssayOrderSending sending);
char *assay_result_state_dup_reason (guint status, const char *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
