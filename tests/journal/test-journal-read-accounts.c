/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "journal-support.h"

/* Returns: (transfer full): ids and names of the accounts */
static char *
list (AssayJournal *journal)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_list_order_accounts_async (journal, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  accounts = assay_journal_list_finish (journal, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < accounts->len; i++)
    {
      const AssayOrderAccount *account = g_ptr_array_index (accounts, i);

      g_string_append_printf (text, "%s=%s;", account->id, account->name);
    }

  return g_strdup (text->str);
}

static void
append (AssayJournal *journal, const char *key, const char *id, const char *kind, const char *body)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  journal_support_submit (journal, key, id, kind, body, &slot);
  journal_support_finish (journal, &slot, NULL, &error);
  g_assert_no_error (error);
}

static void
receive (AssayJournal *journal, const char *account_id, const char *id)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", account_id, id);
  g_autofree char *body =
    g_strdup_printf ("{\"order\":{\"id\":\"%s\"},\"kind\":\"assessment\",\"account_id\":\"%s\"}",
                     id, account_id);

  append (journal, key, id, ASSAY_EVENT_ORDER_RECEIVED, body);
}

static void
test_which (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autofree char *none = list (journal);
  g_autofree char *two = NULL;
  g_autofree char *listed = NULL;

  g_assert_cmpstr (none, ==, "");

  receive (journal, "acc-2", "o-1");
  receive (journal, "acc-1", "o-2");
  receive (journal, "acc-2", "o-3");
  append (journal, NULL, "a-1", ASSAY_EVENT_ACCOUNT_SEEN,
          "{\"account\":{\"id\":\"acc-2\",\"origin_owner_name\":\"Globex\","
          "\"label\":\"a label\"}}");
  append (journal, NULL, "a-2", ASSAY_EVENT_ACCOUNT_SEEN,
          "{\"account\":{\"id\":\"acc-3\",\"origin_owner_name\":\"Without orders\"}}");
  two = list (journal);
  g_assert_cmpstr (two, ==, "acc-1=acc-1;acc-2=Globex;");

  append (journal, "acc-1/o-2", "archived", ASSAY_EVENT_ORDER_ARCHIVED, "{}");
  listed = list (journal);
  g_assert_cmpstr (listed, ==, "acc-2=Globex;");
  journal_support_close (journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/read-accounts/which", test_which);

  return g_test_run ();
}
