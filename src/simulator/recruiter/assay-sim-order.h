/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json.h"

G_BEGIN_DECLS

/**
 * AssaySimWebhookState:
 * @ASSAY_SIM_WEBHOOK_NONE: nobody is to be told
 * @ASSAY_SIM_WEBHOOK_PENDING: the receiver did not accept it yet
 * @ASSAY_SIM_WEBHOOK_DELIVERED: the receiver accepted it
 * @ASSAY_SIM_WEBHOOK_GIVEN_UP: the receiver refused it too often
 *
 * How far the webhook of an order came.
 */
typedef enum
{
  ASSAY_SIM_WEBHOOK_NONE,
  ASSAY_SIM_WEBHOOK_PENDING,
  ASSAY_SIM_WEBHOOK_DELIVERED,
  ASSAY_SIM_WEBHOOK_GIVEN_UP,
} AssaySimWebhookState;

/**
 * AssaySimOrder:
 * @number: its place among all orders, from 1
 * @id: StackOne's id
 * @remote_id: SmartRecruiters' id
 * @account_id: the account it belongs to
 * @kind: `assessment` or `background_check`
 * @candidate_id: the person it is for
 * @application_id: the application it is for
 * @package_name: what the recruiter reads
 * @dto: the order as StackOne describes it
 * @result: (nullable): what the updates so far left, or %NULL before the first
 * @webhook: how far the webhook came
 * @webhook_body: (nullable): the webhook's body, the same bytes each time
 *
 * One ordered package, as the simulator keeps it.
 */
typedef struct
{
  guint number;
  char *id;
  char *remote_id;
  char *account_id;
  char *kind;
  char *candidate_id;
  char *application_id;
  char *package_name;
  AssayJson *dto;
  AssayJson *result;
  AssaySimWebhookState webhook;
  char *webhook_body;

  /*< private >*/
  grefcount references;
} AssaySimOrder;

AssaySimOrder *assay_sim_order_new (void) G_GNUC_WARN_UNUSED_RESULT;
AssaySimOrder *assay_sim_order_new_from_json (AssayJson *json,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
AssaySimOrder *assay_sim_order_ref (AssaySimOrder *self);
void assay_sim_order_unref (AssaySimOrder *self);
GBytes *assay_sim_order_to_json (AssaySimOrder *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssaySimOrder, assay_sim_order_unref)

G_END_DECLS
