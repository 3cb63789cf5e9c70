/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AssayOrderKind:
 * @ASSAY_ORDER_KIND_ASSESSMENT: an assessment
 * @ASSAY_ORDER_KIND_BACKGROUND_CHECK: a background check
 *
 * What was ordered; it decides which of StackOne's operations takes the result.
 */
typedef enum
{
  ASSAY_ORDER_KIND_ASSESSMENT,
  ASSAY_ORDER_KIND_BACKGROUND_CHECK,
} AssayOrderKind;

/**
 * AssayOrderStatus:
 * @ASSAY_ORDER_STATUS_NONE: no result was delivered yet
 * @ASSAY_ORDER_STATUS_PENDING: Pending
 * @ASSAY_ORDER_STATUS_IN_PROGRESS: In progress
 * @ASSAY_ORDER_STATUS_COMPLETED: Completed
 * @ASSAY_ORDER_STATUS_REJECTED: Rejected
 * @ASSAY_ORDER_STATUS_EXPIRED: Expired
 *
 * The status that the recruiter sees in SmartRecruiters.
 */
typedef enum
{
  ASSAY_ORDER_STATUS_NONE,
  ASSAY_ORDER_STATUS_PENDING,
  ASSAY_ORDER_STATUS_IN_PROGRESS,
  ASSAY_ORDER_STATUS_COMPLETED,
  ASSAY_ORDER_STATUS_REJECTED,
  ASSAY_ORDER_STATUS_EXPIRED,
} AssayOrderStatus;

/**
 * AssayOrderSending:
 * @ASSAY_ORDER_SENDING_IDLE: nothing waits to be sent
 * @ASSAY_ORDER_SENDING_DRAFTED: a draft was begun, and nothing is on its way
 * @ASSAY_ORDER_SENDING_QUEUED: a result waits to be sent
 * @ASSAY_ORDER_SENDING_RETRYING: sending a result failed and will be repeated
 * @ASSAY_ORDER_SENDING_REFUSED: the last result was refused; its draft may be mended already
 *
 * How far the newest result of an order has come.
 */
typedef enum
{
  ASSAY_ORDER_SENDING_IDLE,
  ASSAY_ORDER_SENDING_DRAFTED,
  ASSAY_ORDER_SENDING_QUEUED,
  ASSAY_ORDER_SENDING_RETRYING,
  ASSAY_ORDER_SENDING_REFUSED,
} AssayOrderSending;

/**
 * AssayOrderState:
 * @status: what the recruiter sees
 * @sending: how far the newest result has come
 * @version: number of the order's last event in the journal, 0 before the first
 * @claim_version: the journal's number of the newest claim, to be given back with the next; 0 when
 *   it was never claimed
 * @result_version: the journal's number of what became of the order's results last, to be given
 *   back with the next; 0 when none was queued
 * @received_at: when the order came in, microseconds since 1970 in UTC
 * @new: whether nobody has opened the order yet
 * @archived: whether the order is put away
 * @entered_by_hand: whether a person entered the order instead of a webhook
 * @claimed_by: (nullable): who took the order on
 * @score_text: (nullable): the score of the newest result as the recruiter's badge shows it, for
 *   example `80/100`
 *
 * What the desk knows of an order.
 */
typedef struct
{
  AssayOrderStatus status;
  AssayOrderSending sending;
  gint64 version;
  gint64 claim_version;
  gint64 result_version;
  gint64 received_at;
  gboolean new;
  gboolean archived;
  gboolean entered_by_hand;
  const char *claimed_by;
  const char *score_text;
} AssayOrderState;

#define ASSAY_TYPE_ORDER_KIND (assay_order_kind_get_type ())
#define ASSAY_TYPE_ORDER_STATUS (assay_order_status_get_type ())
#define ASSAY_TYPE_ORDER_SENDING (assay_order_sending_get_type ())

GType assay_order_kind_get_type (void) G_GNUC_CONST;
GType assay_order_status_get_type (void) G_GNUC_CONST;
GType assay_order_sending_get_type (void) G_GNUC_CONST;

gboolean assay_order_status_is_final (AssayOrderStatus status);
const char *assay_order_kind_to_string (AssayOrderKind kind);
gboolean assay_order_kind_from_string (const char *text, AssayOrderKind *kind);
const char *assay_order_status_to_string (AssayOrderStatus status);
gboolean assay_order_status_from_string (const char *text, AssayOrderStatus *status);
const char *assay_order_sending_to_string (AssayOrderSending sending);
gboolean assay_order_sending_from_string (const char *text, AssayOrderSending *sending);

G_END_DECLS
