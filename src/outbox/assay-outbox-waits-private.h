/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-clock.h"
#include "assay-journal-read.h"

G_BEGIN_DECLS

typedef struct _AssayOutboxWaits AssayOutboxWaits;

AssayOutboxWaits *assay_outbox_waits_new (AssayClock *clock) G_GNUC_WARN_UNUSED_RESULT;
void assay_outbox_waits_free (AssayOutboxWaits *self);
void assay_outbox_waits_postpone (AssayOutboxWaits *self,
                                  const char *revision,
                                  gint64 delay,
                                  gboolean unheard);
void assay_outbox_waits_hold_account (AssayOutboxWaits *self, const char *order_key, gint64 delay);
gint64 assay_outbox_waits_get_left (AssayOutboxWaits *self, const AssayResultRevision *result);
void assay_outbox_waits_keep (AssayOutboxWaits *self, GPtrArray *queue);
void assay_outbox_waits_hurry (AssayOutboxWaits *self);
void assay_outbox_waits_clear (AssayOutboxWaits *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayOutboxWaits, assay_outbox_waits_free)

G_END_DECLS
