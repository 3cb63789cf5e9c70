/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-cards.h"

#include "assay-card.h"

/* SmartRecruiters gives a fresh order the Pending icon, before any result (integration guide). */
static GBytes *
card_to_json (AssaySimulator *self, AssaySimOrder *order, AssayAppearance appearance)
{
  g_autoptr (AssayCard) view = NULL;

  view = assay_card_new_from_result_json (self->mapping, appearance, order->package_name,
                                          order->result, ASSAY_ORDER_STATUS_PENDING,
                                          ASSAY_CARD_DEFAULT);

  return assay_card_to_json (view, order->id);
}

static gboolean
read_appearance (AssaySimulator *self, AssaySimCall *call, AssayAppearance *appearance)
{
  const char *text = assay_sim_call_get_parameter (call, "appearance");

  *appearance = ASSAY_APPEARANCE_GUIDE;
  if (text == NULL || assay_appearance_from_string (text, appearance))
    return TRUE;

  assay_sim_answer_error (self, call, SOUP_STATUS_BAD_REQUEST, "ValidationError",
                          "appearance: expected guide, card or classic, found “%s”", text);

  return FALSE;
}

static gboolean
is_wanted (AssaySimCall *call, AssaySimOrder *order)
{
  const char *candidate = assay_sim_call_get_parameter (call, "candidate");
  const char *application = assay_sim_call_get_parameter (call, "application");

  return (candidate == NULL || g_strcmp0 (candidate, order->candidate_id) == 0) &&
         (application == NULL || g_strcmp0 (application, order->application_id) == 0);
}

/**
 * assay_sim_cards_get:
 * @self: the simulator
 * @call: `GET /_simulator/cards/{id}`
 *
 * Gets what the recruiter sees of one order.
 */
void
assay_sim_cards_get (AssaySimulator *self, AssaySimCall *call)
{
  AssaySimOrder *order = assay_sim_state_find_order (self->state, call->id);
  g_autoptr (GBytes) body = NULL;
  AssayAppearance appearance;

  if (!read_appearance (self, call, &appearance))
    return;
  if (order == NULL)
    {
      assay_sim_answer_error (self, call, SOUP_STATUS_NOT_FOUND, NULL, "No order has the id “%s”",
                              call->id);
      return;
    }

  body = card_to_json (self, order, appearance);
  assay_sim_call_answer (call, assay_sim_reply_new (SOUP_STATUS_OK, body));
}

/**
 * assay_sim_cards_list:
 * @self: the simulator
 * @call: `GET /_simulator/cards`, limited by `candidate` and `application`
 *
 * Gets what the recruiter sees of every order, oldest first.
 */
void
assay_sim_cards_list (AssaySimulator *self, AssaySimCall *call)
{
  GPtrArray *orders = assay_sim_state_get_orders (self->state);
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  AssayAppearance appearance;

  if (!read_appearance (self, call, &appearance))
    return;

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "cards");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < orders->len; i++)
    {
      AssaySimOrder *order = g_ptr_array_index (orders, i);
      g_autoptr (GBytes) card = is_wanted (call, order) ? card_to_json (self, order, appearance)
                                                        : NULL;

      if (card != NULL)
        assay_json_writer_raw_bytes (writer, card);
    }
  assay_json_writer_end_array (writer);
  assay_json_writer_end_object (writer);
  assay_sim_answer_json (call, SOUP_STATUS_OK, writer);
}
