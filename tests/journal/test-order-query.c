/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "journal-support.h"

#define ORDER(first, last, email, package, job) \
  "{\"order\":{\"candidate\":{\"first_name\":\"" first "\",\"last_name\":\"" last "\"," \
  "\"emails\":[{\"value\":\"" email "\"}]},\"package\":{\"name\":\"" package "\"}," \
  "\"job\":{\"title\":\"" job "\"}},\"kind\":"

typedef struct
{
  char *folder;
  AssayJournal *journal;
} Fixture;

static void
append (Fixture *fixture, const char *key, const char *kind, const char *body)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  journal_support_submit (fixture->journal, key, id, kind, body, &slot);
  journal_support_finish (fixture->journal, &slot, NULL, &error);
  g_assert_no_error (error);
}

/* Four orders: 1 delivered with 80 points, 2 a claimed background check, 3 new with a result on
 * its way, 4 archived. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = assay_temp_dir_new ();
  fixture->journal = journal_support_open (fixture->folder);

  append (fixture, "acme/1", ASSAY_EVENT_ORDER_RECEIVED,
          ORDER ("Zoë", "Müller", "zoe@example.org", "Coding", "Engineer") "\"assessment\"}");
  append (fixture, "acme/2", ASSAY_EVENT_ORDER_RECEIVED,
          ORDER ("Bob", "Coding", "bob@example.org", "Criminal", "Driver") "\"background_check\"}");
  append (fixture, "globex/3", ASSAY_EVENT_ORDER_RECEIVED,
          ORDER ("Ada", "Byron", "ada@example.org", "Logic", "Poet-Engineer") "\"assessment\"}");
  append (fixture, "globex/4", ASSAY_EVENT_ORDER_RECEIVED,
          ORDER ("Old", "Byron", "old@example.org", "Logic", "Poet") "\"assessment\"}");

  append (fixture, "acme/1", ASSAY_EVENT_RESULT_QUEUED,
          "{\"revision\":\"r1\",\"body\":{\"result\":{\"value\":\"completed\"},"
          "\"score\":{\"value\":\"80\",\"min\":\"0\",\"max\":\"100\"}}}");
  append (fixture, "acme/1", ASSAY_EVENT_RESULT_DELIVERED, "{\"revision\":\"r1\"}");
  append (fixture, "acme/1", ASSAY_EVENT_RESULT_DRAFTED, "{\"body\":{}}");
  append (fixture, "acme/1", ASSAY_EVENT_ORDER_SEEN, "{}");
  append (fixture, "acme/2", ASSAY_EVENT_ORDER_SEEN, "{}");
  append (fixture, "acme/2", ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ada\"}");
  append (fixture, "acme/2", ASSAY_EVENT_ORDER_NOTED, "{\"note\":\"rings twice\"}");
  append (fixture, "globex/3", ASSAY_EVENT_RESULT_QUEUED, "{\"revision\":\"r3\",\"body\":{}}");
  append (fixture, "globex/4", ASSAY_EVENT_ORDER_ARCHIVED, "{}");
  append (fixture, NULL, ASSAY_EVENT_ACCOUNT_SEEN,
          "{\"account\":{\"id\":\"globex\",\"origin_owner_name\":\"Hammer & Söhne\"}}");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  journal_support_close (fixture->journal);
  assay_temp_dir_remove (fixture->folder);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *ids;
  } cases[] = {
    { NULL, "3 2 1" },
    { "", "3 2 1" },
    { "  \t ", "3 2 1" },

    /* Words: beginnings, any case, accents or not, all of them */
    { "zoe", "1" },
    { "MÜLL", "1" },
    { "ller", "" },
    { "coding", "2 1" },
    { "coding bob", "2" },
    { "engineer", "3 1" },
    { "poet-eng", "3" },
    { "\"zoë müller\"", "1" },
    { "\"müller zoë\"", "" },
    { "\"zoë mül", "1" },
    { "zoe@example", "1" },
    { "byron", "3" },

    /* Tokens */
    { "candidate:coding", "2" },
    { "package:coding", "1" },
    { "email:bob", "2" },
    { "job:driver", "2" },
    { "note:twice", "2" },
    { "id:3", "3" },
    { "account:acme", "2 1" },
    { "account:hammer", "3" },
    { "account:\"r & s\"", "3" },
    { "account:nobody", "" },
    { "kind:assessment", "3 1" },
    { "kind:background_check", "2" },
    { "claimed:ada", "2" },
    { "claimed:bob", "" },
    { "status:completed", "1" },
    { "status:none", "3 2" },
    { "status:pending", "3 2" },
    { "status:pending is:new", "3" },
    { "is:new", "3" },
    { "is:claimed", "2" },
    { "is:unclaimed", "3 1" },
    { "is:queued", "3" },
    { "is:drafted", "1" },
    { "is:retrying", "" },
    { "is:refused", "" },
    { "score:80", "1" },
    { "score>79.5", "1" },
    { "score>80", "" },
    { "score>=80", "1" },
    { "score<100", "1" },
    { "score<=79", "" },
    { "score=80", "1" },
    { "account:acme kind:assessment zoe", "1" },
    { "account:acme is:new", "" },

    /* What is no token is searched as text */
    { "status:bogus", "" },
    { "status:", "" },
    { "is:bob", "" },
    { "kind:driver", "" },
    { "has:bob", "" },
    { "score>much", "" },
    { "score", "" },
    { "bogus:bob", "" },
    { "http://example", "" },

    /* Nothing in a word is an operator */
    { "*", "3 2 1" },
    { "- ( ) ^ :", "3 2 1" },
    { "bob OR zoe", "" },
    { "NOT bob", "" },
    { "bob* (", "2" },
    { "candidate:^bob", "2" },
    { "{candidate}:bob", "" },
    { "x' OR 1=1 --", "" },
    { "\xff\xfe bob", "2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ids = journal_support_find (fixture->journal, cases[i].text);

      if (strcmp (ids, cases[i].ids) != 0)
        g_test_message ("search “%s”", cases[i].text);
      g_assert_cmpstr (ids, ==, cases[i].ids);
    }
}

static char *
find (Fixture *fixture, AssayOrderQuery *query)
{
  g_autoptr (GPtrArray) orders = NULL;
  GAsyncResult *slot = NULL;
  GString *ids = g_string_new (NULL);

  assay_journal_list_orders_async (fixture->journal, query, 2, NULL, assay_await_result_cb, &slot);
  orders = journal_support_finish_list (fixture->journal, &slot);
  for (guint i = 0; i < orders->len; i++)
    g_string_append (ids, assay_order_get_id (g_ptr_array_index (orders, i)));

  return g_string_free_and_steal (ids);
}

static void
expect (Fixture *fixture, AssayOrderQuery *query, const char *expected)
{
  g_autofree char *ids = find (fixture, query);

  g_assert_cmpstr (ids, ==, expected);
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrderQuery) query = assay_order_query_new ();

  expect (fixture, NULL, "32");
  expect (fixture, query, "32");
  assay_order_query_set_kind (query, ASSAY_ORDER_KIND_ASSESSMENT);
  expect (fixture, query, "31");
  assay_order_query_set_status (query, ASSAY_ORDER_STATUS_COMPLETED);
  expect (fixture, query, "1");
  assay_order_query_set_status (query, ASSAY_ORDER_STATUS_PENDING);
  expect (fixture, query, "3");
  assay_order_query_clear_status (query);
  assay_order_query_set_account_id (query, "globex");
  expect (fixture, query, "3");
  assay_order_query_set_archived (query, TRUE);
  expect (fixture, query, "4");
  assay_order_query_set_archived (query, FALSE);
  assay_order_query_set_account_id (query, "acme");
  assay_order_query_set_new_only (query, TRUE);
  expect (fixture, query, "");
  assay_order_query_set_account_id (query, NULL);
  expect (fixture, query, "3");
  assay_order_query_set_text (query, "ada");
  expect (fixture, query, "3");
  assay_order_query_set_text (query, "bob");
  expect (fixture, query, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/journal/order-query/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/journal/order-query/filters", Fixture, NULL, set_up, test_filters, tear_down);

  return g_test_run ();
}
