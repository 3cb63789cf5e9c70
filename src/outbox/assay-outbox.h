/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-clock.h"
#include "assay-journal.h"
#include "assay-retry-policy.h"
#include "assay-stackone-client.h"

G_BEGIN_DECLS

/**
 * AssayOutboxPause:
 * @ASSAY_OUTBOX_PAUSE_NONE: results are sent
 * @ASSAY_OUTBOX_PAUSE_NETWORK: there is no network
 * @ASSAY_OUTBOX_PAUSE_TLS: no secure connection comes about; nobody vouches for who is there
 * @ASSAY_OUTBOX_PAUSE_ELSEWHERE: somebody else answers than StackOne: a portal or a proxy, or the
 *   address is wrong
 *
 * Why results wait that StackOne has not refused.
 */
typedef enum
{
  ASSAY_OUTBOX_PAUSE_NONE,
  ASSAY_OUTBOX_PAUSE_NETWORK,
  ASSAY_OUTBOX_PAUSE_TLS,
  ASSAY_OUTBOX_PAUSE_ELSEWHERE,
} AssayOutboxPause;

#define ASSAY_TYPE_OUTBOX_PAUSE (assay_outbox_pause_get_type ())

GType assay_outbox_pause_get_type (void) G_GNUC_CONST;

#define ASSAY_TYPE_OUTBOX (assay_outbox_get_type ())

G_DECLARE_FINAL_TYPE (AssayOutbox, assay_outbox, ASSAY, OUTBOX, GObject)

AssayOutbox *assay_outbox_new (AssayJournal *journal,
                               AssayStackoneClient *client,
                               AssayClock *clock,
                               AssayRetryPolicy *policy) G_GNUC_WARN_UNUSED_RESULT;
void assay_outbox_start (AssayOutbox *self);
void assay_outbox_stop (AssayOutbox *self);
void assay_outbox_finish_async (AssayOutbox *self,
                                guint patience,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean assay_outbox_finish_finish (AssayOutbox *self, GAsyncResult *result, GError **error);
gboolean assay_outbox_get_sending (AssayOutbox *self);
AssayOutboxPause assay_outbox_get_pause (AssayOutbox *self);
guint assay_outbox_get_in_flight (AssayOutbox *self);
gint64 assay_outbox_get_next_retry_at (AssayOutbox *self);

G_END_DECLS
