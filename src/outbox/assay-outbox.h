/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-clock.h"
#include "assay-journal.h"
#include "assay-retry-policy.h"
#include "assay-stackone-client.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_OUTBOX (assay_outbox_get_type ())

G_DECLARE_FINAL_TYPE (AssayOutbox, assay_outbox, ASSAY, OUTBOX, GObject)

AssayOutbox *assay_outbox_new               (AssayJournal        *journal,
                                             AssayStackoneClient *client,
                                             AssayClock          *clock,
                                             AssayRetryPolicy    *policy)
                                             G_GNUC_WARN_UNUSED_RESULT;
void         assay_outbox_start             (AssayOutbox         *self);
void         assay_outbox_stop              (AssayOutbox         *self);
void         assay_outbox_finish            (AssayOutbox         *self,
                                             guint                patience);
gboolean     assay_outbox_get_sending       (AssayOutbox         *self);
gboolean     assay_outbox_get_paused        (AssayOutbox         *self);
guint        assay_outbox_get_in_flight     (AssayOutbox         *self);
gint64       assay_outbox_get_next_retry_at (AssayOutbox         *self);

G_END_DECLS
