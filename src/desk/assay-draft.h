/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-desk.h"
#include "assay-journal-read.h"

G_BEGIN_DECLS

/**
 * AssayDraftState:
 * @ASSAY_DRAFT_STATE_NONE: nothing was typed that is not sent
 * @ASSAY_DRAFT_STATE_CHANGED: what was typed is not stored yet
 * @ASSAY_DRAFT_STATE_STORED: what was typed is stored
 * @ASSAY_DRAFT_STATE_FAILED: what was typed could not be stored; that is tried again
 * @ASSAY_DRAFT_STATE_DIVERGED: another process stored a draft while somebody typed here; one of
 *   them has to decide
 *
 * How safe it is what somebody typed.
 */
typedef enum
{
  ASSAY_DRAFT_STATE_NONE,
  ASSAY_DRAFT_STATE_CHANGED,
  ASSAY_DRAFT_STATE_STORED,
  ASSAY_DRAFT_STATE_FAILED,
  ASSAY_DRAFT_STATE_DIVERGED,
} AssayDraftState;

#define ASSAY_TYPE_DRAFT_STATE (assay_draft_state_get_type ())

GType assay_draft_state_get_type (void) G_GNUC_CONST;

#define ASSAY_TYPE_DRAFT (assay_draft_get_type ())

G_DECLARE_FINAL_TYPE (AssayDraft, assay_draft, ASSAY, DRAFT, GObject)

AssayDraft *assay_draft_new (AssayDesk *desk,
                             const char *order_key,
                             const char *actor,
                             GBytes *empty) G_GNUC_WARN_UNUSED_RESULT;

const char *assay_draft_get_order_key (AssayDraft *self);
AssayDraftState assay_draft_get_state (AssayDraft *self);
gint64 assay_draft_get_saved_at (AssayDraft *self);
const GError *assay_draft_get_error (AssayDraft *self);
GBytes *assay_draft_get_theirs (AssayDraft *self);

void assay_draft_type (AssayDraft *self, GBytes *body);
void assay_draft_show (AssayDraft *self, GBytes *body);
void assay_draft_save (AssayDraft *self);
gboolean assay_draft_is_sending (AssayDraft *self);
void assay_draft_begin_sending (AssayDraft *self, GBytes *body);
void assay_draft_end_sending (AssayDraft *self, gboolean queued);
void assay_draft_reopen (AssayDraft *self);
void assay_draft_follow (AssayDraft *self, const AssayResultRevision *stored);
void assay_draft_decide (AssayDraft *self);

G_END_DECLS
