/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-stored-order-private.h"

#include "assay-event-body.h"

/*
 * assay_stored_order_dup_document:
 * @row: a statement on a row with the columns `document` and `original`
 * @error: return location for an error
 *
 * Finds the order as it came: of one delivery in its event, of several laid over each other.
 *
 * Returns: (transfer full) (nullable): the order, without what the desk knows
 */
AssayJson *
assay_stored_order_dup_document (AssayStatement *row, GError **error)
{
  g_autoptr (AssayJson) document = NULL;
  g_autoptr (AssayEventBody) body = NULL;

  document = assay_json_new_from_text (assay_statement_get_text (row, "document"), error);
  if (document == NULL || !assay_statement_get_int64 (row, "original"))
    return g_steal_pointer (&document);

  body = assay_event_body_read (ASSAY_EVENT_ORDER_RECEIVED, document, error);

  return body != NULL ? assay_event_body_dup_order (body, error) : NULL;
}

/*
 * assay_stored_order_load:
 * @row: a statement on a row with ASSAY_ORDER_COLUMNS
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the order with its desk state
 */
AssayOrder *
assay_stored_order_load (AssayStatement *row, GError **error)
{
  g_autoptr (AssayJson) document = assay_stored_order_dup_document (row, error);
  g_autoptr (AssayOrder) order = NULL;
  AssayOrderKind kind = assay_statement_get_int64 (row, "background_check")
                          ? ASSAY_ORDER_KIND_BACKGROUND_CHECK
                          : ASSAY_ORDER_KIND_ASSESSMENT;
  AssayOrderState state = { ASSAY_ORDER_STATUS_NONE };

  if (document == NULL)
    return NULL;

  order = assay_order_new_from_json (document, error);
  if (order == NULL)
    return NULL;

  assay_order_status_from_string (assay_statement_get_text (row, "status"), &state.status);
  assay_order_sending_from_string (assay_statement_get_text (row, "sending"), &state.sending);
  state.version = assay_statement_get_int64 (row, "version");
  state.claim_version = assay_statement_get_int64 (row, "claim_seq");
  state.result_version = assay_statement_get_int64 (row, "result_seq");
  state.received_at = assay_statement_get_int64 (row, "received_at");
  state.new = assay_statement_get_int64 (row, "new") != 0;
  state.archived = assay_statement_get_int64 (row, "archived") != 0;
  state.entered_by_hand = assay_statement_get_int64 (row, "entered_by_hand") != 0;
  state.claimed_by = assay_statement_get_text (row, "claimed_by");
  state.score_text = assay_statement_get_text (row, "score_text");

  assay_order_identify (order, assay_statement_get_text (row, "account_id"),
                        assay_statement_get_text (row, "order_id"), NULL, kind);
  assay_order_set_state (order, &state);

  return g_steal_pointer (&order);
}
