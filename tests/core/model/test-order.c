/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-error.h"
#include "assay-order.h"
#include "assay-support.h"
#include "model-check.h"

static void
test_keys (void)
{
  static const struct
  {
    const char *account_id;
    const char *id;
    const char *key;
  } cases[] = {
    { "456551489512493412", "3223323715753018140", "456551489512493412/3223323715753018140" },
    { "a/b", "ord/1 é", "a%2Fb/ord%2F1%20%C3%A9" },
    { "", "%2F", "/%252F" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayOrder) order = assay_order_new ();
      g_autofree char *built = assay_order_build_key (cases[i].account_id, cases[i].id);
      g_autofree char *key = NULL;
      g_autofree char *account_id = NULL;
      g_autofree char *id = NULL;

      assay_order_identify (order, cases[i].account_id, cases[i].id, NULL,
                            ASSAY_ORDER_KIND_ASSESSMENT);
      key = assay_order_dup_key (order);
      g_assert_cmpstr (built, ==, cases[i].key);
      g_assert_cmpstr (key, ==, cases[i].key);
      g_assert_true (assay_order_parse_key (key, &account_id, &id));
      g_assert_cmpstr (account_id, ==, cases[i].account_id);
      g_assert_cmpstr (id, ==, cases[i].id);
    }
}

static void
test_no_keys (void)
{
  static const char *const keys[] = { "", "a", "a/b/c", "a/%2", "%zz/b", "a/%00" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      char *account_id = (char *) keys[i];
      char *id = (char *) keys[i];

      g_assert_false (assay_order_parse_key (keys[i], &account_id, &id));
      g_assert_null (account_id);
      g_assert_null (id);
    }
}

static void
test_identify (void)
{
  g_autoptr (AssayOrder) order = model_read (ASSAY_TYPE_ORDER, "{\"id\":1,\"remote_id\":2}");
  g_autoptr (AssayOrder) without = assay_order_new ();

  assay_order_identify (order, "acc", "o", "r", ASSAY_ORDER_KIND_BACKGROUND_CHECK);
  g_assert_cmpstr (assay_order_get_account_id (order), ==, "acc");
  g_assert_cmpstr (assay_order_get_id (order), ==, "o");
  g_assert_cmpstr (assay_order_get_remote_id (order), ==, "2");
  g_assert_cmpint (assay_order_get_kind (order), ==, ASSAY_ORDER_KIND_BACKGROUND_CHECK);
  assay_order_identify (without, NULL, NULL, "r", ASSAY_ORDER_KIND_ASSESSMENT);
  g_assert_cmpstr (assay_order_get_remote_id (without), ==, "r");
}

static void
test_update (void)
{
  g_autoptr (AssayOrder)
    newer = model_read (ASSAY_TYPE_ORDER,
                        "{\"id\":1,\"package_id\":2,\"candidate\":{\"last_name\":\"Müller\"},"
                        "\"requester\":{},\"job\":{},\"application\":{},"
                        "\"results_update_url\":\"u\",\"passthrough\":{},\"stage\":\"s\"}");
  g_autoptr (AssayOrder) same = model_read (ASSAY_TYPE_ORDER, "{}");
  static const char *const unknown[] = { "stage: \"s\"", NULL };
  AssayOrderState state = { ASSAY_ORDER_STATUS_PENDING };
  AssayOrder *order = model_read (ASSAY_TYPE_ORDER, "{}");
  guint n_documents = 0, n_states = 0;

  assay_count_notify (order, "document", &n_documents);
  assay_count_notify (order, "state", &n_states);
  assay_order_update (order, order);
  assay_order_update (order, same);
  g_assert_cmpuint (n_documents, ==, 0);
  g_assert_cmpuint (n_states, ==, 0);

  assay_order_set_state (newer, &state);
  assay_order_update (order, newer);
  assay_order_update (order, newer);
  g_assert_cmpuint (n_documents, ==, 1);
  g_assert_cmpuint (n_states, ==, 1);
  g_assert_cmpstr (assay_order_get_id (order), ==, "1");
  g_assert_cmpstr (assay_package_get_id (assay_order_get_package (order)), ==, "2");
  g_assert_cmpstr (assay_candidate_get_last_name (assay_order_get_candidate (order)), ==, "Müller");
  g_assert_nonnull (assay_order_get_requester (order));
  g_assert_nonnull (assay_order_get_job (order));
  g_assert_nonnull (assay_order_get_application (order));
  g_assert_nonnull (assay_order_get_passthrough (order));
  g_assert_cmpstr (assay_order_get_results_update_url (order), ==, "u");
  assay_assert_strv (assay_order_get_unknown (order), unknown);
  g_assert_cmpint (assay_order_get_state (order)->status, ==, ASSAY_ORDER_STATUS_PENDING);
  g_assert_finalize_object (order);
}

/* Each member alone is a change, and the same again is none. */
static void
test_states (void)
{
  const AssayOrderState states[] = {
    { .status = ASSAY_ORDER_STATUS_EXPIRED },
    { .sending = ASSAY_ORDER_SENDING_REFUSED },
    { .version = 7 },
    { .claim_version = 7 },
    { .result_version = 7 },
    { .received_at = 8 },
    { .new = TRUE },
    { .archived = TRUE },
    { .entered_by_hand = TRUE },
    { .claimed_by = "Zoë" },
    { .score_text = "80/100" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      AssayOrder *order = assay_order_new ();
      AssayOrderState again = states[i];
      g_autofree char *claimed_by = g_strdup (again.claimed_by);
      g_autofree char *score_text = g_strdup (again.score_text);
      const AssayOrderState *state = assay_order_get_state (order);
      guint count = 0;

      again.claimed_by = claimed_by;
      again.score_text = score_text;
      assay_count_notify (order, "state", &count);
      assay_order_set_state (order, &states[i]);
      g_assert_cmpuint (count, ==, 1);
      assay_order_set_state (order, &again);
      assay_order_set_state (order, state);
      g_assert_cmpuint (count, ==, 1);
      g_assert_cmpint (state->status, ==, states[i].status);
      g_assert_cmpint (state->sending, ==, states[i].sending);
      g_assert_cmpint (state->version, ==, states[i].version);
      g_assert_cmpint (state->claim_version, ==, states[i].claim_version);
      g_assert_cmpint (state->result_version, ==, states[i].result_version);
      g_assert_cmpint (state->received_at, ==, states[i].received_at);
      g_assert_cmpint (state->new, ==, states[i].new);
      g_assert_cmpint (state->archived, ==, states[i].archived);
      g_assert_cmpint (state->entered_by_hand, ==, states[i].entered_by_hand);
      g_assert_cmpstr (state->claimed_by, ==, states[i].claimed_by);
      g_assert_cmpstr (state->score_text, ==, states[i].score_text);
      g_assert_finalize_object (order);
    }
}

static void
test_finalize (void)
{
  AssayOrder *order = model_read (ASSAY_TYPE_ORDER,
                                  "{\"package\":{\"tests\":[{}]},\"application\":{},\"job\":"
                                  "{\"hiring_team\":[{}]},\"candidate\":{\"emails\":[\"a\"]},"
                                  "\"requester\":{},\"passthrough\":{},\"other\":1}");
  AssayCandidate *candidate = g_object_ref (assay_order_get_candidate (order));

  g_assert_finalize_object (order);
  g_assert_finalize_object (candidate);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/order/keys", test_keys);
  g_test_add_func ("/core/order/no-keys", test_no_keys);
  g_test_add_func ("/core/order/identify", test_identify);
  g_test_add_func ("/core/order/update", test_update);
  g_test_add_func ("/core/order/states", test_states);
  g_test_add_func ("/core/order/finalize", test_finalize);
  return g_test_run ();
}
