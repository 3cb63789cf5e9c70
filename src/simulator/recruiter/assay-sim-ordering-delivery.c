/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-ordering-private.h"

#include <string.h>

#include "assay-sim-recruiter.h"
#include "assay-sim-schema.h"

/*
 * assay_sim_ordering_free:
 * @ordering: (transfer full): an ordering that was answered
 *
 * Frees an ordering.
 */
void
assay_sim_ordering_free (AssaySimOrdering *ordering)
{
  g_object_unref (ordering->simulator);
  assay_sim_call_unref (ordering->call);
  g_clear_pointer (&ordering->account, assay_json_unref);
  g_clear_pointer (&ordering->candidate, assay_json_unref);
  g_clear_pointer (&ordering->job, assay_json_unref);
  g_strfreev (ordering->package_ids);
  g_free (ordering->application_id);
  g_free (ordering->kind);
  g_ptr_array_unref (ordering->lines);
  g_free (ordering);
}

/*
 * assay_sim_ordering_new:
 * @self: the simulator
 * @call: what the recruiter asked for
 * @success: the HTTP status when all goes well
 *
 * Begins an ordering, of which the caller fills in what is ordered.
 *
 * Returns: (transfer full): a new ordering
 */
AssaySimOrdering *
assay_sim_ordering_new (AssaySimulator *self, AssaySimCall *call, guint success)
{
  AssaySimOrdering *ordering = g_new0 (AssaySimOrdering, 1);

  ordering->simulator = g_object_ref (self);
  ordering->call = assay_sim_call_ref (call);
  ordering->success = success;
  ordering->lines = g_ptr_array_new_with_free_func (g_free);

  return ordering;
}

/*
 * assay_sim_ordering_refuse:
 * @ordering: (transfer full): an ordering
 * @status: the HTTP status
 * @message: what is the matter with it
 *
 * Answers that nothing was ordered.
 */
void
assay_sim_ordering_refuse (AssaySimOrdering *ordering, guint status, const char *message)
{
  assay_sim_answer_error (ordering->simulator, ordering->call, status, NULL, "%s", message);
  assay_sim_ordering_free (ordering);
}

static void
answer_orders (AssaySimOrdering *ordering)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "orders");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < ordering->lines->len; i++)
    assay_json_writer_raw (writer, g_ptr_array_index (ordering->lines, i));
  assay_json_writer_end_array (writer);
  assay_json_writer_end_object (writer);
  assay_sim_answer_json (ordering->call, ordering->success, writer);
  assay_sim_ordering_free (ordering);
}

static void
add_line (AssaySimOrdering *ordering,
          AssaySimOrder *order,
          guint status,
          guint attempts,
          const char *answer)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) line = NULL;
  gsize size;
  const char *text;

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", order->id);
  assay_json_writer_member_string (writer, "remote_id", order->remote_id);
  assay_json_writer_member_string (writer, "kind", order->kind);
  assay_json_writer_member (writer, "webhook");
  if (order->webhook == ASSAY_SIM_WEBHOOK_NONE)
    {
      assay_json_writer_null (writer);
    }
  else
    {
      assay_json_writer_begin_object (writer);
      assay_json_writer_member (writer, "status");
      assay_json_writer_int64 (writer, status);
      assay_json_writer_member (writer, "attempts");
      assay_json_writer_int64 (writer, attempts);
      assay_json_writer_member_string (writer, "answer", answer);
      assay_json_writer_end_object (writer);
    }
  assay_json_writer_end_object (writer);
  line = assay_json_writer_finish (writer);
  text = g_bytes_get_data (line, &size);
  g_ptr_array_add (ordering->lines, g_strndup (text, size));
}

static void
webhook_done_cb (AssaySimOrder *order,
                 guint status,
                 guint attempts,
                 const char *answer,
                 gpointer user_data)
{
  AssaySimOrdering *ordering = user_data;

  add_line (ordering, order, status, attempts, answer);
  if (--ordering->n_waiting == 0)
    answer_orders (ordering);
}

static void
announce (AssaySimOrdering *ordering, AssaySimOrder *order, AssaySimFault *fault)
{
  AssaySimulator *self = ordering->simulator;

  if (order->webhook == ASSAY_SIM_WEBHOOK_NONE)
    {
      add_line (ordering, order, 0, 0, NULL);
      return;
    }

  ordering->n_waiting++;
  assay_sim_webhooks_send (self->webhooks, order, fault, webhook_done_cb, ordering);
  if (fault != NULL && fault->duplicate)
    assay_sim_webhooks_send (self->webhooks, order, fault, NULL, NULL);
}

/* One package is one order (integration guide). */
static gboolean
order_package (AssaySimOrdering *ordering, const char *package_id, GError **error)
{
  AssaySimulator *self = ordering->simulator;
  g_autofree char *account_id = assay_json_dup_member_text (ordering->account, "id");
  g_autoptr (AssaySimFault) fault = NULL;
  g_autoptr (AssaySimOrder) order = NULL;
  const char *kind;
  AssaySimDraft draft = {
    .account_id = account_id,
    .candidate = ordering->candidate,
    .application_id = ordering->application_id,
    .job = ordering->job,
    .is_inline = ordering->is_inline,
  };

  draft.package = assay_sim_recruiter_find_package (self->state, package_id, &kind);
  draft.kind = kind != NULL ? kind : ordering->kind != NULL ? ordering->kind : "assessment";
  fault = assay_sim_faults_take (self->faults, ASSAY_SIM_TARGET_WEBHOOK, "POST",
                                 self->settings->webhook_url != NULL ? self->settings->webhook_url
                                                                     : "");
  order = assay_sim_recruiter_order (self->state, self->settings, self->url, &draft, fault, error);
  if (order == NULL)
    return FALSE;

  announce (ordering, order, fault);

  return TRUE;
}

static gboolean
check_packages (AssaySimOrdering *ordering)
{
  for (gsize i = 0; ordering->package_ids[i] != NULL; i++)
    {
      const char *kind;
      AssayJson *package = assay_sim_recruiter_find_package (ordering->simulator->state,
                                                             ordering->package_ids[i], &kind);

      if (package == NULL ||
          (ordering->kind != NULL && kind != NULL && strcmp (kind, ordering->kind) != 0))
        {
          g_autofree char *message = g_strdup_printf ("$.packages[%" G_GSIZE_FORMAT "]: expected "
                                                      "the id of an offered %s package, found “%s”",
                                                      i,
                                                      ordering->kind != NULL ? ordering->kind : "",
                                                      ordering->package_ids[i]);

          assay_sim_ordering_refuse (ordering, SOUP_STATUS_UNPROCESSABLE_ENTITY, message);
          return FALSE;
        }
    }

  return TRUE;
}

/*
 * assay_sim_ordering_deliver:
 * @ordering: (transfer full): an ordering that is filled in
 *
 * Orders the packages and announces each order to the partner. The call is answered once every
 * webhook was accepted or given up.
 */
void
assay_sim_ordering_deliver (AssaySimOrdering *ordering)
{
  g_autoptr (GError) error = NULL;

  if (!check_packages (ordering))
    return;

  /* The place held here keeps the answer back until the last order has been announced. */
  ordering->n_waiting = 1;
  for (gsize i = 0; ordering->package_ids[i] != NULL; i++)
    if (!order_package (ordering, ordering->package_ids[i], &error))
      {
        g_warning ("An order could not be kept: %s", error->message);
        break;
      }

  ordering->n_waiting--;
  if (error != NULL && ordering->lines->len == 0 && ordering->n_waiting == 0)
    assay_sim_ordering_refuse (ordering, SOUP_STATUS_INTERNAL_SERVER_ERROR, error->message);
  else if (ordering->n_waiting == 0)
    answer_orders (ordering);
}
