/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-sim-faults.h"
#include "assay-sim-state.h"
#include "assay-simulator-settings.h"

G_BEGIN_DECLS

typedef struct _AssaySimWebhooks AssaySimWebhooks;

/**
 * AssaySimWebhookDone:
 * @order: the order that was announced
 * @status: the last HTTP status, or 0 if there was no answer
 * @attempts: how often it was sent
 * @answer: (nullable): what a receiver that refused it said, cut after some thousand bytes
 * @user_data: what assay_sim_webhooks_send() was given
 *
 * Tells that a webhook was accepted or given up.
 */
typedef void (*AssaySimWebhookDone) (AssaySimOrder *order,
                                     guint status,
                                     guint attempts,
                                     const char *answer,
                                     gpointer user_data);

AssaySimWebhooks *assay_sim_webhooks_new (const AssaySimulatorSettings *settings,
                                          AssaySimState *state) G_GNUC_WARN_UNUSED_RESULT;
void assay_sim_webhooks_free (AssaySimWebhooks *self);
void assay_sim_webhooks_send (AssaySimWebhooks *self,
                              AssaySimOrder *order,
                              AssaySimFault *fault,
                              AssaySimWebhookDone callback,
                              gpointer user_data);
void assay_sim_webhooks_resume (AssaySimWebhooks *self);
void assay_sim_webhooks_forget (AssaySimWebhooks *self);

G_END_DECLS
