/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

#include "assay-order-state.h"

G_BEGIN_DECLS

/**
 * AssayWebhookTopic:
 * @ASSAY_WEBHOOK_TOPIC_UNKNOWN: an event that the table does not name
 * @ASSAY_WEBHOOK_TOPIC_ORDER: an order
 * @ASSAY_WEBHOOK_TOPIC_ACCOUNT: a linked account
 * @ASSAY_WEBHOOK_TOPIC_OTHER: another record of StackOne's that Assay does not need
 *
 * What a webhook is about.
 */
typedef enum
{
  ASSAY_WEBHOOK_TOPIC_UNKNOWN,
  ASSAY_WEBHOOK_TOPIC_ORDER,
  ASSAY_WEBHOOK_TOPIC_ACCOUNT,
  ASSAY_WEBHOOK_TOPIC_OTHER,
} AssayWebhookTopic;

/**
 * AssayWebhookAction:
 * @ASSAY_WEBHOOK_ACTION_CREATED: it is new
 * @ASSAY_WEBHOOK_ACTION_UPDATED: it changed
 * @ASSAY_WEBHOOK_ACTION_DELETED: it is gone
 * @ASSAY_WEBHOOK_ACTION_ERROR: it no longer works
 * @ASSAY_WEBHOOK_ACTION_EXPIRED: its credentials have run out
 * @ASSAY_WEBHOOK_ACTION_FAILED: it did not come about
 *
 * What happened to it; meaningless for an unknown event.
 */
typedef enum
{
  ASSAY_WEBHOOK_ACTION_CREATED,
  ASSAY_WEBHOOK_ACTION_UPDATED,
  ASSAY_WEBHOOK_ACTION_DELETED,
  ASSAY_WEBHOOK_ACTION_ERROR,
  ASSAY_WEBHOOK_ACTION_EXPIRED,
  ASSAY_WEBHOOK_ACTION_FAILED,
} AssayWebhookAction;

#define ASSAY_TYPE_EVENT_NAMES (assay_event_names_get_type ())

G_DECLARE_FINAL_TYPE (AssayEventNames, assay_event_names, ASSAY, EVENT_NAMES, GObject)

AssayEventNames *assay_event_names_new_from_bytes (GBytes *bytes,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
AssayEventNames *assay_event_names_new_with_order_paths (AssayEventNames *names,
                                                         const char *const *order_paths)
  G_GNUC_WARN_UNUSED_RESULT;
AssayWebhookTopic assay_event_names_lookup (AssayEventNames *self,
                                            const char *event,
                                            AssayWebhookAction *action,
                                            AssayOrderKind *kind);
const char *const *assay_event_names_get_order_paths (AssayEventNames *self);

G_END_DECLS
