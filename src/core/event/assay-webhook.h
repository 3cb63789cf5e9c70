/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

#include "assay-event-names.h"
#include "assay-json.h"
#include "assay-order.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_WEBHOOK (assay_webhook_get_type ())

G_DECLARE_FINAL_TYPE (AssayWebhook, assay_webhook, ASSAY, WEBHOOK, GObject)

AssayWebhook *assay_webhook_new_from_json (AssayJson *json,
                                           AssayEventNames *names,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *assay_webhook_get_project_id (AssayWebhook *self);
const char *assay_webhook_get_account_id (AssayWebhook *self);
const char *assay_webhook_get_event (AssayWebhook *self);
AssayWebhookTopic assay_webhook_get_topic (AssayWebhook *self);
AssayWebhookAction assay_webhook_get_action (AssayWebhook *self);
AssayOrderKind assay_webhook_get_kind (AssayWebhook *self);
const char *assay_webhook_get_record_id (AssayWebhook *self);
const char *assay_webhook_get_sent_at (AssayWebhook *self);
AssayOrder *assay_webhook_dup_order (AssayWebhook *self) G_GNUC_WARN_UNUSED_RESULT;
char *assay_webhook_dup_order_key (AssayWebhook *self) G_GNUC_WARN_UNUSED_RESULT;
const char *assay_webhook_get_problem (AssayWebhook *self);
const char *assay_webhook_get_order_path (AssayWebhook *self);
char *assay_webhook_dup_dedupe_id (AssayWebhook *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
