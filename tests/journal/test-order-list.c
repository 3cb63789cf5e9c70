/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-order-list.h"
#include "journal-support.h"

typedef struct
{
  char *folder;
  AssayJournal *journal;
  AssayOrderList *list;
  GString *told; /* “position-removed+added” of each items-changed */
} Fixture;

static void
items_changed_cb (GListModel *model, guint position, guint n_removed, guint n_added, GString *told)
{
  g_string_append_printf (told, "%s%u-%u+%u", told->len > 0 ? " " : "", position, n_removed,
                          n_added);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = assay_temp_dir_new ();
  fixture->journal = journal_support_open (fixture->folder);
  fixture->told = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_run_dispose (G_OBJECT (fixture->list));
  g_clear_object (&fixture->list);
  g_object_run_dispose (G_OBJECT (fixture->journal));
  g_clear_object (&fixture->journal);
  g_string_free (fixture->told, TRUE);
  assay_temp_dir_remove (fixture->folder);
}

static void
show (Fixture *fixture, const char *text)
{
  g_autoptr (AssayOrderQuery) query = assay_order_query_new ();

  assay_order_query_set_text (query, text);
  fixture->list = assay_order_list_new (fixture->journal, query);
  g_assert_true (assay_order_list_get_loading (fixture->list));
  assay_wait_until (!assay_order_list_get_loading (fixture->list));
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_changed_cb), fixture->told);
}

static void
receive (Fixture *fixture, guint number)
{
  g_autofree char *key = g_strdup_printf ("acc-1/%u", number);

  journal_support_receive_as (fixture->journal, key);
}

static void
append (Fixture *fixture, guint number, const char *kind, const char *body)
{
  g_autofree char *key = g_strdup_printf ("acc-1/%u", number);
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  journal_support_submit (fixture->journal, key, id, kind, body, &slot);
  journal_support_finish (fixture->journal, &slot, NULL, &error);
  g_assert_no_error (error);
}

static AssayOrder *
get (Fixture *fixture, guint position)
{
  AssayOrder *order = g_list_model_get_item (G_LIST_MODEL (fixture->list), position);

  g_assert_nonnull (order);
  assay_wait_until (assay_order_get_id (order) != NULL);

  return order;
}

static void
expect_told (Fixture *fixture, const char *told)
{
  assay_wait_until (fixture->told->len >= strlen (told));
  g_assert_cmpstr (fixture->told->str, ==, told);
  g_string_truncate (fixture->told, 0);
}

static void
expect_ids (Fixture *fixture, const char *expected)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AssayOrder) order = get (fixture, i);

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", assay_order_get_id (order));
    }
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_filled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrder) first = NULL, again = NULL;
  guint n_notified = 0;

  receive (fixture, 1);
  receive (fixture, 2);
  show (fixture, NULL);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (fixture->list)) == ASSAY_TYPE_ORDER);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 2);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->list), 2));

  first = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  g_assert_null (assay_order_get_id (first));
  assay_count_notify (first, "document", &n_notified);
  assay_wait_until (n_notified == 1);
  g_assert_cmpstr (assay_order_get_id (first), ==, "2");
  again = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  g_assert_true (again == first);
  expect_ids (fixture, "2 1");
  g_assert_cmpstr (fixture->told->str, ==, "");
}

static void
test_arriving (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrder) held = NULL, same = NULL;

  receive (fixture, 1);
  show (fixture, NULL);
  held = get (fixture, 0);
  receive (fixture, 2);
  expect_told (fixture, "0-0+1");
  receive (fixture, 3);
  expect_told (fixture, "0-0+1");
  same = get (fixture, 2);
  g_assert_true (same == held);
  expect_ids (fixture, "3 2 1");
}

/* Changes inside an order leave the list as it is, and are told by the order. */
static void
test_changing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrder) held = NULL, other = NULL;
  guint n_held = 0, n_other = 0;

  receive (fixture, 1);
  receive (fixture, 2);
  show (fixture, NULL);
  held = get (fixture, 1);
  other = get (fixture, 0);
  assay_count_notify (held, "state", &n_held);
  assay_count_notify (other, "state", &n_other);
  append (fixture, 1, ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ada\"}");
  assay_wait_until (n_held == 1);
  g_assert_cmpstr (assay_order_get_state (held)->claimed_by, ==, "ada");
  g_assert_cmpstr (assay_order_get_id (held), ==, "1");
  g_assert_cmpint (assay_order_get_state (held)->version, ==, 3);
  g_assert_cmpuint (n_other, ==, 0);
  g_assert_cmpstr (fixture->told->str, ==, "");
}

static void
test_leaving (Fixture *fixture, gconstpointer data)
{
  for (guint i = 1; i <= 5; i++)
    receive (fixture, i);
  show (fixture, "is:unclaimed");

  append (fixture, 3, ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ada\"}");
  expect_told (fixture, "2-1+0");
  append (fixture, 5, ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ada\"}");
  expect_told (fixture, "0-1+0");
  append (fixture, 3, ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":null}");
  expect_told (fixture, "1-0+1");
  expect_ids (fixture, "4 3 2 1");
  append (fixture, 1, ASSAY_EVENT_ORDER_ARCHIVED, "{}");
  expect_told (fixture, "3-1+0");
}

/* Several changes of one commit: neighbours together, others apart. */
static void
test_together (Fixture *fixture, gconstpointer data)
{
  static const guint claimed[] = { 2, 3, 6 };
  g_autofree char *path = journal_support_dup_path (fixture->folder);
  GAsyncResult *slots[G_N_ELEMENTS (claimed)] = { NULL };
  sqlite3 *lock;

  for (guint i = 1; i <= 6; i++)
    receive (fixture, i);
  show (fixture, "is:unclaimed");

  /* The first append waits for the file, the others gather behind it into one transaction. */
  lock = journal_support_lock (path);
  for (guint i = 0; i < G_N_ELEMENTS (claimed); i++)
    {
      g_autofree char *key = g_strdup_printf ("acc-1/%u", claimed[i]);
      g_autofree char *id = g_uuid_string_random ();

      journal_support_submit (fixture->journal, key, id, ASSAY_EVENT_ORDER_CLAIMED,
                              "{\"by\":\"ada\"}", &slots[i]);
    }
  journal_support_unlock (lock);
  for (guint i = 0; i < G_N_ELEMENTS (claimed); i++)
    {
      g_autoptr (GError) error = NULL;

      journal_support_finish (fixture->journal, &slots[i], NULL, &error);
      g_assert_no_error (error);
    }

  assay_wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) == 3);
  expect_ids (fixture, "5 4 1");
}

static void
test_other_query (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrderQuery) query = assay_order_query_new ();
  g_autoptr (AssayOrder) held = NULL, same = NULL;
  guint n_notified = 0;

  for (guint i = 1; i <= 3; i++)
    receive (fixture, i);
  append (fixture, 2, ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ada\"}");
  show (fixture, NULL);
  held = get (fixture, 1);
  assay_count_notify (fixture->list, "loading", &n_notified);

  assay_order_query_set_text (query, "is:claimed");
  assay_order_list_set_query (fixture->list, query);
  g_assert_cmpuint (n_notified, ==, 1);
  assay_wait_until (!assay_order_list_get_loading (fixture->list));
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 1);
  same = get (fixture, 0);
  g_assert_true (same == held);

  /* The query that was overtaken must not answer any more. */
  assay_order_list_set_query (fixture->list, NULL);
  assay_order_list_set_query (fixture->list, query);
  assay_wait_until (!assay_order_list_get_loading (fixture->list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 1);
}

/* An account's name decides about orders that do not change with it. */
static void
test_account_named (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  receive (fixture, 1);
  show (fixture, "account:globex");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 0);
  journal_support_submit (fixture->journal, NULL, "a1", ASSAY_EVENT_ACCOUNT_SEEN,
                          "{\"account\":{\"id\":\"acc-1\",\"origin_owner_name\":\"Globex\"}}",
                          &slot);
  journal_support_finish (fixture->journal, &slot, NULL, &error);
  g_assert_no_error (error);
  expect_told (fixture, "0-0+1");
}

static AssayOrderStatus
map_everything (const char *value, gpointer user_data)
{
  return ASSAY_ORDER_STATUS_REJECTED;
}

/* Rebuilding with another mapping changes orders without any event. */
static void
test_rebuilt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrder) held = NULL;

  receive (fixture, 1);
  append (fixture, 1, ASSAY_EVENT_RESULT_QUEUED,
          "{\"revision\":\"r1\",\"body\":{\"result\":{\"value\":\"completed\"}}}");
  append (fixture, 1, ASSAY_EVENT_RESULT_DELIVERED, "{\"revision\":\"r1\"}");
  show (fixture, "status:completed");
  held = get (fixture, 0);
  g_assert_cmpint (assay_order_get_state (held)->status, ==, ASSAY_ORDER_STATUS_COMPLETED);

  assay_journal_set_status_func (fixture->journal, map_everything, NULL, NULL);
  journal_support_rebuild (fixture->journal);
  expect_told (fixture, "0-1+0");
  assay_wait_until (assay_order_get_state (held)->status == ASSAY_ORDER_STATUS_REJECTED);
}

/* More orders than the first pages hold. */
#define N_MANY 1500

/* Orders 1 to 1499 at once. */
static void
receive_many (Fixture *fixture)
{
  GAsyncResult *slots[N_MANY] = { NULL };

  for (guint i = 1; i < N_MANY; i++)
    {
      g_autofree char *key = g_strdup_printf ("acc-1/%u", i);

      journal_support_submit (fixture->journal, key, key, ASSAY_EVENT_ORDER_RECEIVED, RECEIVED_BODY,
                              &slots[i]);
    }
  for (guint i = 1; i < N_MANY; i++)
    {
      g_autoptr (GError) error = NULL;

      journal_support_finish (fixture->journal, &slots[i], NULL, &error);
      g_assert_no_error (error);
    }
}

static guint
get_n_items (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
}

/* Also more changes than are followed one by one. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrder) oldest = NULL, newest = NULL;

  receive (fixture, 0);
  show (fixture, NULL);
  receive_many (fixture);
  assay_wait_until (get_n_items (fixture) == N_MANY);

  assay_order_list_set_query (fixture->list, NULL);
  assay_wait_until (!assay_order_list_get_loading (fixture->list));
  g_assert_cmpuint (get_n_items (fixture), ==, N_MANY);
  newest = get (fixture, 0);
  oldest = get (fixture, N_MANY - 1);
  g_assert_cmpstr (assay_order_get_id (newest), ==, "1499");
  g_assert_cmpstr (assay_order_get_id (oldest), ==, "0");
}

/* A list of all of them that has its length, but not yet the rows between the ends. */
static void
show_ends (Fixture *fixture, guint n_items)
{
  receive (fixture, 0);
  receive_many (fixture);
  fixture->list = assay_order_list_new (fixture->journal, NULL);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_changed_cb), fixture->told);
  assay_wait_until (get_n_items (fixture) > 0);
  g_assert_cmpuint (get_n_items (fixture), ==, n_items);
  g_assert_false (assay_order_list_get_loading (fixture->list));
}

/* Each item has the id of the order that belongs there. */
static void
expect_numbers (Fixture *fixture, guint newest, guint n_items)
{
  assay_wait_until (get_n_items (fixture) == n_items);
  for (guint i = 0; i < n_items; i += 50)
    {
      g_autoptr (AssayOrder) order = get (fixture, i);
      g_autofree char *id = g_strdup_printf ("%u", newest - i);

      g_assert_cmpstr (assay_order_get_id (order), ==, id);
    }
}

/* What is shown where the row is not known yet is the order of the row in the end. */
static void
test_ends (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrder) early = NULL, again = NULL, last = NULL, late = NULL;

  show_ends (fixture, N_MANY);
  early = g_list_model_get_item (G_LIST_MODEL (fixture->list), 700);
  again = g_list_model_get_item (G_LIST_MODEL (fixture->list), 700);
  g_assert_true (early == again);
  last = get (fixture, N_MANY - 1);
  g_assert_cmpstr (assay_order_get_id (last), ==, "0");
  assay_wait_until (assay_order_get_id (early) != NULL);
  g_assert_cmpstr (assay_order_get_id (early), ==, "799");
  late = get (fixture, 700);
  g_assert_true (early == late);
  expect_numbers (fixture, N_MANY - 1, N_MANY);
  g_assert_cmpstr (fixture->told->str, ==, "0-0+1500");

  append (fixture, 799, ASSAY_EVENT_ORDER_ARCHIVED, "{}");
  assay_wait_until (get_n_items (fixture) == N_MANY - 1);
  g_assert_cmpstr (fixture->told->str, ==, "0-0+1500 700-1+0");
}

/* Orders that come and go before all rows are known. */
static void
test_ends_changing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrder) before = NULL, after = NULL;
  GAsyncResult *archived = NULL, *received = NULL;
  g_autoptr (GError) error = NULL;

  show_ends (fixture, N_MANY);
  journal_support_submit (fixture->journal, "acc-1/900", "gone", ASSAY_EVENT_ORDER_ARCHIVED, "{}",
                          &archived);
  journal_support_submit (fixture->journal, "acc-1/1500", "come", ASSAY_EVENT_ORDER_RECEIVED,
                          RECEIVED_BODY, &received);
  journal_support_finish (fixture->journal, &archived, NULL, &error);
  g_assert_no_error (error);
  journal_support_finish (fixture->journal, &received, NULL, &error);
  g_assert_no_error (error);

  assay_wait_until (strlen (fixture->told->str) > strlen ("0-0+1500 x-x+x"));
  assay_wait_until (get_n_items (fixture) == N_MANY);
  before = get (fixture, 599);
  after = get (fixture, 600);
  g_assert_cmpstr (assay_order_get_id (before), ==, "901");
  g_assert_cmpstr (assay_order_get_id (after), ==, "899");
}

/* Other orders are asked for before all rows are known, then all again. */
static void
test_ends_left (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrderQuery) other = assay_order_query_new ();
  g_autoptr (AssayOrder) blank = NULL;

  show_ends (fixture, N_MANY);
  blank = g_list_model_get_item (G_LIST_MODEL (fixture->list), 700);
  assay_order_query_set_text (other, "is:new");
  assay_order_list_set_query (fixture->list, other);
  assay_wait_until (!assay_order_list_get_loading (fixture->list));
  expect_numbers (fixture, N_MANY - 1, N_MANY);

  assay_order_list_set_query (fixture->list, NULL);
  assay_order_list_set_query (fixture->list, other);
  assay_order_list_set_query (fixture->list, NULL);
  assay_wait_until (!assay_order_list_get_loading (fixture->list));
  expect_numbers (fixture, N_MANY - 1, N_MANY);
}

/* A number of orders that is wrong. */
static void
test_ends_miscounted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = journal_support_dup_path (fixture->folder);

  journal_support_execute (path, "UPDATE projected SET listed = listed + 3");
  show_ends (fixture, N_MANY + 3);
  expect_numbers (fixture, N_MANY - 1, N_MANY);
  g_assert_cmpstr (fixture->told->str, ==, "0-0+1503 1455-3+0");

  journal_support_execute (path, "UPDATE projected SET listed = 9223372036854775807");
  assay_order_list_set_query (fixture->list, NULL);
  assay_wait_until (!assay_order_list_get_loading (fixture->list));
  expect_numbers (fixture, N_MANY - 1, N_MANY);
  journal_support_execute (path, "UPDATE projected SET listed = -1");
  assay_order_list_set_query (fixture->list, NULL);
  assay_wait_until (!assay_order_list_get_loading (fixture->list));
  expect_numbers (fixture, N_MANY - 1, N_MANY);
}

static void
add (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add ("/journal/order-list/filled", test_filled);
  add ("/journal/order-list/arriving", test_arriving);
  add ("/journal/order-list/changing", test_changing);
  add ("/journal/order-list/leaving", test_leaving);
  add ("/journal/order-list/together", test_together);
  add ("/journal/order-list/other-query", test_other_query);
  add ("/journal/order-list/account-named", test_account_named);
  add ("/journal/order-list/rebuilt", test_rebuilt);
  add ("/journal/order-list/many", test_many);
  add ("/journal/order-list/ends", test_ends);
  add ("/journal/order-list/ends-changing", test_ends_changing);
  add ("/journal/order-list/ends-left", test_ends_left);
  add ("/journal/order-list/ends-miscounted", test_ends_miscounted);

  return g_test_run ();
}
