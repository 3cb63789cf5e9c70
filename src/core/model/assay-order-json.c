/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order.h"

#include "assay-error.h"
#include "assay-model-private.h"

static gboolean
refuse_word (AssayJson *json, const char *member, const char *text, GError **error)
{
  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE, "%s.%s: “%s” is not known",
               assay_json_get_path (json), member, text);
  return FALSE;
}

static gboolean
read_words (AssayJson *assay, AssayOrderKind *kind, AssayOrderState *state, GError **error)
{
  g_autofree char *kind_text = NULL;
  g_autofree char *status_text = NULL;
  g_autofree char *sending_text = NULL;

  if (!assay_json_read_string (assay, "kind", &kind_text, error) ||
      !assay_json_read_string (assay, "status", &status_text, error) ||
      !assay_json_read_string (assay, "sending", &sending_text, error))
    return FALSE;
  if (kind_text != NULL && !assay_order_kind_from_string (kind_text, kind))
    return refuse_word (assay, "kind", kind_text, error);
  if (status_text != NULL && !assay_order_status_from_string (status_text, &state->status))
    return refuse_word (assay, "status", status_text, error);
  if (sending_text != NULL && !assay_order_sending_from_string (sending_text, &state->sending))
    return refuse_word (assay, "sending", sending_text, error);
  return TRUE;
}

static gboolean
read_assay (AssayOrder *self, AssayJson *assay, GError **error)
{
  g_autofree char *account_id = NULL;
  g_autofree char *claimed_by = NULL;
  AssayOrderKind kind = ASSAY_ORDER_KIND_ASSESSMENT;
  AssayOrderState state = { ASSAY_ORDER_STATUS_NONE };

  if (!read_words (assay, &kind, &state, error) ||
      !assay_json_read_text (assay, "account_id", &account_id, error) ||
      !assay_json_read_int64 (assay, "version", &state.version, error) ||
      !assay_json_read_date_time (assay, "received_at", &state.received_at, error) ||
      !assay_json_read_boolean (assay, "new", &state.new, error) ||
      !assay_json_read_string (assay, "claimed_by", &claimed_by, error) ||
      !assay_json_read_boolean (assay, "archived", &state.archived, error) ||
      !assay_json_read_boolean (assay, "entered_by_hand", &state.entered_by_hand, error))
    return FALSE;

  state.claimed_by = claimed_by;
  assay_order_identify (self, account_id, assay_order_get_id (self), NULL, kind);
  assay_order_set_state (self, &state);
  return TRUE;
}

/**
 * assay_order_new_from_json:
 * @json: an object
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Reads an order as StackOne documents it, or with flat ids, and the member `assay` of
 * [method@Order.to_json] if there is one. Absent and null members stay unset; unknown ones are kept
 * for display.
 *
 * Returns: (transfer full): the model, or %NULL with @error set
 */
AssayOrder *
assay_order_new_from_json (AssayJson *json, GError **error)
{
  g_autoptr (AssayOrder) self = assay_model_new_from_json (ASSAY_TYPE_ORDER, json, error);
  g_autoptr (AssayJson) assay = NULL;

  if (self == NULL || !assay_json_read_object (json, "assay", &assay, error) ||
      (assay != NULL && !read_assay (self, assay, error)))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * assay_order_check_json:
 * @json: an object
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Checks an order without making it, which takes a fraction of the time.
 *
 * Returns: whether [ctor@Order.new_from_json] reads it; otherwise @error is what that sets
 */
gboolean
assay_order_check_json (AssayJson *json, GError **error)
{
  g_autoptr (AssayOrder) order = NULL;

  if (assay_json_get_kind (json) == ASSAY_JSON_OBJECT &&
      assay_model_can_read (ASSAY_TYPE_ORDER, json))
    return TRUE;

  order = assay_order_new_from_json (json, error);

  return order != NULL;
}

static void
write_true (AssayJsonWriter *writer, const char *member, gboolean value)
{
  if (!value)
    return;
  assay_json_writer_member (writer, member);
  assay_json_writer_boolean (writer, TRUE);
}

static void
write_assay (AssayOrder *self, AssayJsonWriter *writer)
{
  const AssayOrderState *state = assay_order_get_state (self);

  assay_json_writer_member (writer, "assay");
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "account_id", assay_order_get_account_id (self));
  assay_json_writer_member_string (writer, "kind",
                                   assay_order_kind_to_string (assay_order_get_kind (self)));
  assay_json_writer_member_string (writer, "status", assay_order_status_to_string (state->status));
  assay_json_writer_member_string (writer, "sending",
                                   assay_order_sending_to_string (state->sending));
  assay_json_writer_member (writer, "version");
  assay_json_writer_int64 (writer, state->version);
  assay_json_writer_member (writer, "received_at");
  assay_json_writer_date_time (writer, state->received_at);
  assay_json_writer_member (writer, "new");
  assay_json_writer_boolean (writer, state->new);
  assay_json_writer_member_string (writer, "claimed_by", state->claimed_by);
  write_true (writer, "archived", state->archived);
  write_true (writer, "entered_by_hand", state->entered_by_hand);
  assay_json_writer_end_object (writer);
}

/* Which members are written another way: flat ids stand in their parts. */
static gboolean
is_replaced (const char *name)
{
  static const char *const replaced[] = {
    "id",
    "assay",
    "package_id",
    "remote_package_id",
    "application_id",
    "remote_application_id",
    "job_id",
    "remote_job_id",
    "candidate_id",
    "remote_candidate_id",
    NULL,
  };

  return g_strv_contains (replaced, name);
}

/* What came with the order goes before what was understood of it: arrays may hold members that are
 * not known. */
static AssayJson *
dup_whole (AssayOrder *self)
{
  AssayJson *document = assay_order_get_document (self);
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (AssayJson) known = NULL;
  g_autoptr (GBytes) bytes = NULL;

  assay_model_write_json (ASSAY_MODEL (self), writer);
  bytes = assay_json_writer_finish (writer);
  known = assay_json_parse (bytes, NULL);

  return document != NULL ? assay_json_complete (known, document) : g_steal_pointer (&known);
}

/**
 * assay_order_to_json:
 * @self: an order
 * @with_assay: whether to add the member `assay` with what the desk knows
 *
 * Writes the order as StackOne documents it, with all members that came with it. The member `assay`
 * holds `account_id`, `kind`, `status`, `sending`, `version`, `received_at` and `new`, and where
 * they apply `claimed_by`, `archived` and `entered_by_hand`.
 *
 * Returns: (transfer full): an object; where it holds line breaks, they came with the order
 */
GBytes *
assay_order_to_json (AssayOrder *self, gboolean with_assay)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (AssayJson) whole = NULL;
  g_auto (GStrv) names = NULL;

  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  whole = dup_whole (self);
  names = assay_json_dup_members (whole);
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", assay_order_get_id (self));
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!is_replaced (names[i]))
        assay_json_writer_copy_member (writer, whole, names[i]);
    }
  if (with_assay)
    write_assay (self, writer);
  assay_json_writer_end_object (writer);
  return assay_json_writer_finish (writer);
}
