/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "journal-support.h"

/* Returns: (transfer full): the ids of what is found, in order */
static char *
list (AssayJournal *journal, gint64 after, guint limit, gint64 *up_to)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GString) ids = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_list_undescribed_async (journal, after, limit, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  orders = assay_journal_list_undescribed_finish (journal, result, up_to, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < orders->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            assay_order_get_id (g_ptr_array_index (orders, i)));

  return g_strdup (ids->str);
}

static void
receive (AssayJournal *journal, const char *id, const char *webhook)
{
  g_autofree char *key = g_strconcat ("acc-1/", id, NULL);
  g_autofree char *body = g_strdup_printf ("{%s\"received\":%s}",
                                           strstr (webhook, "event_data") != NULL
                                             ? "\"path\":\"event_data\","
                                             : "",
                                           webhook);
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  journal_support_submit (journal, key, id, ASSAY_EVENT_ORDER_RECEIVED, body, &slot);
  journal_support_finish (journal, &slot, NULL, &error);
  g_assert_no_error (error);
}

static void
describe (AssayJournal *journal, const char *id, const char *body)
{
  g_autofree char *key = g_strconcat ("acc-1/", id, NULL);
  g_autofree char *event_id = g_strconcat ("described-", id, NULL);
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  journal_support_submit (journal, key, event_id, ASSAY_EVENT_ORDER_DESCRIBED, body, &slot);
  journal_support_finish (journal, &slot, NULL, &error);
  g_assert_no_error (error);
}

static void
test_which (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autofree char *all = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *rest = NULL;
  gint64 up_to;

  receive (journal, "named", "{\"event_data\":{\"candidate\":{\"first_name\":\"Zoë\"}}}");
  receive (journal, "nested", "{\"event_data\":{\"candidate\":{\"id\":\"c-1\"}}}");
  receive (journal, "nothing", "{\"record_id\":\"r\"}");
  receive (journal, "flat", "{\"event_data\":{\"application_id\":\"a-1\"}}");
  receive (journal, "beside", "{\"candidate_id\":\"c-2\"}");
  receive (journal, "raw", "{\"raw_event\":{\"body\":{\"job_id\":\"j-1\"}}}");
  all = list (journal, -1, 10, &up_to);
  g_assert_cmpstr (all, ==, "nested flat beside raw");
  g_assert_cmpint (up_to, ==, 6);

  first = list (journal, -1, 2, &up_to);
  g_assert_cmpstr (first, ==, "nested flat");
  g_assert_cmpint (up_to, ==, 4);
  second = list (journal, up_to, 2, &up_to);
  g_assert_cmpstr (second, ==, "beside raw");
  g_assert_cmpint (up_to, ==, 6);

  /* Those about which was asked are done, whatever came of it. */
  describe (journal, "flat", "{\"order\":{\"candidate\":{\"first_name\":\"Ada\"}}}");
  describe (journal, "raw", "{}");
  rest = list (journal, 0, 10, &up_to);
  g_assert_cmpstr (rest, ==, "nested beside");
  journal_support_expect_rebuilt (journal);
  journal_support_close (journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/read-undescribed/which", test_which);

  return g_test_run ();
}
