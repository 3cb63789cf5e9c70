/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-order.h"

#include "assay-error.h"
#include "assay-sim-schema.h"

#include <string.h>

static const char *const webhook_states[] = {
  [ASSAY_SIM_WEBHOOK_NONE] = "none",
  [ASSAY_SIM_WEBHOOK_PENDING] = "pending",
  [ASSAY_SIM_WEBHOOK_DELIVERED] = "delivered",
  [ASSAY_SIM_WEBHOOK_GIVEN_UP] = "given_up",
};

static gboolean
read_required (AssayJson *json, const char *name, char **text, GError **error)
{
  if (!assay_json_read_text (json, name, text, error))
    return FALSE;

  if (*text == NULL)
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER,
                   "%s.%s: expected text, found nothing", assay_json_get_path (json), name);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_webhook (AssaySimOrder *self, AssayJson *json, GError **error)
{
  g_autofree char *state = NULL;

  if (!read_required (json, "webhook", &state, error) ||
      !assay_json_read_string (json, "webhook_body", &self->webhook_body, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (webhook_states); i++)
    if (strcmp (webhook_states[i], state) == 0)
      self->webhook = (AssaySimWebhookState) i;

  return TRUE;
}

/**
 * assay_sim_order_new:
 *
 * Creates an order without content.
 *
 * Returns: (transfer full): a new order
 */
AssaySimOrder *
assay_sim_order_new (void)
{
  AssaySimOrder *self = g_new0 (AssaySimOrder, 1);

  g_ref_count_init (&self->references);

  return self;
}

/**
 * assay_sim_order_new_from_json:
 * @json: what assay_sim_order_to_json() wrote
 * @error: return location for an error of %ASSAY_CORE_ERROR
 *
 * Reads an order back.
 *
 * Returns: (transfer full) (nullable): the order, or %NULL with @error set
 */
AssaySimOrder *
assay_sim_order_new_from_json (AssayJson *json, GError **error)
{
  g_autoptr (AssaySimOrder) self = assay_sim_order_new ();
  gint64 number = 0;

  if (!assay_json_read_int64 (json, "number", &number, error) ||
      !read_required (json, "id", &self->id, error) ||
      !read_required (json, "remote_id", &self->remote_id, error) ||
      !read_required (json, "account_id", &self->account_id, error) ||
      !read_required (json, "kind", &self->kind, error) ||
      !assay_json_read_text (json, "candidate_id", &self->candidate_id, error) ||
      !assay_json_read_text (json, "application_id", &self->application_id, error) ||
      !assay_json_read_text (json, "package_name", &self->package_name, error) ||
      !assay_json_read_object (json, "order", &self->dto, error) ||
      !assay_json_read_object (json, "result", &self->result, error) ||
      !read_webhook (self, json, error))
    return NULL;

  if (self->dto == NULL || number <= 0 || number > G_MAXINT)
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
                   "%s: expected an order with a number", assay_json_get_path (json));
      return NULL;
    }
  self->number = (guint) number;

  return g_steal_pointer (&self);
}

/**
 * assay_sim_order_ref:
 * @self: an order
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
AssaySimOrder *
assay_sim_order_ref (AssaySimOrder *self)
{
  g_ref_count_inc (&self->references);

  return self;
}

/**
 * assay_sim_order_unref:
 * @self: (transfer full): an order
 *
 * Drops a reference and frees @self with the last one.
 */
void
assay_sim_order_unref (AssaySimOrder *self)
{
  if (!g_ref_count_dec (&self->references))
    return;

  g_free (self->id);
  g_free (self->remote_id);
  g_free (self->account_id);
  g_free (self->kind);
  g_free (self->candidate_id);
  g_free (self->application_id);
  g_free (self->package_name);
  g_clear_pointer (&self->dto, assay_json_unref);
  g_clear_pointer (&self->result, assay_json_unref);
  g_free (self->webhook_body);
  g_free (self);
}

/**
 * assay_sim_order_to_json:
 * @self: an order
 *
 * Writes the order for the state folder.
 *
 * Returns: (transfer full): a JSON object
 */
GBytes *
assay_sim_order_to_json (AssaySimOrder *self)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "number");
  assay_json_writer_int64 (writer, self->number);
  assay_json_writer_member_string (writer, "id", self->id);
  assay_json_writer_member_string (writer, "remote_id", self->remote_id);
  assay_json_writer_member_string (writer, "account_id", self->account_id);
  assay_json_writer_member_string (writer, "kind", self->kind);
  assay_json_writer_member_string (writer, "candidate_id", self->candidate_id);
  assay_json_writer_member_string (writer, "application_id", self->application_id);
  assay_json_writer_member_string (writer, "package_name", self->package_name);
  assay_json_writer_member_value (writer, "order", self->dto);
  assay_json_writer_member_value (writer, "result", self->result);
  assay_json_writer_member_string (writer, "webhook", webhook_states[self->webhook]);
  assay_json_writer_member_string (writer, "webhook_body", self->webhook_body);
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}
