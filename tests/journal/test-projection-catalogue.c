/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-account.h"
#include "assay-package.h"
#include "journal-support.h"

/* Returns: the packages as “id=name”, with blanks between. */
static char *
list_packages (AssayJournal *journal)
{
  g_autoptr (GPtrArray) packages = NULL;
  GAsyncResult *slot = NULL;
  GString *text = g_string_new (NULL);

  assay_journal_list_packages_async (journal, NULL, assay_await_result_cb, &slot);
  packages = journal_support_finish_list (journal, &slot);
  for (guint i = 0; i < packages->len; i++)
    g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "",
                            assay_package_get_id (g_ptr_array_index (packages, i)),
                            assay_package_get_name (g_ptr_array_index (packages, i)));

  return g_string_free_and_steal (text);
}

static void
expect_packages (AssayJournal *journal, const char *expected)
{
  g_autofree char *actual = list_packages (journal);

  g_assert_cmpstr (actual, ==, expected);
}

static void
expect_version (AssayJournal *journal, gint64 expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_get_catalogue_version_async (journal, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_assert_cmpint (assay_journal_get_catalogue_version_finish (journal, result, &error), ==,
                   expected);
  g_assert_no_error (error);
}

static void
expect_refused (AssayJournal *journal, const char *kind, const char *body)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (journal_support_append (journal, "bad", kind, body, -1, NULL, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_INVALID);
}

static void
test_packages (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);

  expect_packages (journal, "");
  journal_support_append_ok (journal, "p1", ASSAY_EVENT_PACKAGE_SAVED,
                             "{\"package\":{\"id\":\"b\",\"name\":\"B\"}}");
  journal_support_append_ok (journal, "p2", ASSAY_EVENT_PACKAGE_SAVED,
                             "{\"package\":{\"id\":\"a\",\"name\":\"A\"}}");
  journal_support_append_ok (journal, "p3", ASSAY_EVENT_PACKAGE_SAVED,
                             "{\"package\":{\"id\":\"c\",\"name\":\"C\"}}");
  expect_packages (journal, "b=B a=A c=C");

  journal_support_append_ok (journal, "p4", ASSAY_EVENT_PACKAGE_SAVED,
                             "{\"package\":{\"id\":\"b\",\"name\":\"Better\"}}");
  expect_packages (journal, "b=Better a=A c=C");
  journal_support_append_ok (journal, "p5", ASSAY_EVENT_PACKAGE_SAVED,
                             "{\"package\":{\"id\":\"b\",\"name\":\"Better\"},\"position\":7}");
  expect_packages (journal, "a=A c=C b=Better");
  journal_support_append_ok (journal, "p6", ASSAY_EVENT_PACKAGE_REMOVED, "{\"id\":\"c\"}");
  journal_support_append_ok (journal, "p7", ASSAY_EVENT_PACKAGE_REMOVED, "{\"id\":\"nobody\"}");
  expect_packages (journal, "a=A b=Better");
  expect_version (journal, 7);

  expect_refused (journal, ASSAY_EVENT_PACKAGE_SAVED, "{\"package\":{\"name\":\"no id\"}}");
  expect_refused (journal, ASSAY_EVENT_PACKAGE_SAVED, "{\"package\":[]}");
  expect_refused (journal, ASSAY_EVENT_PACKAGE_REMOVED, "{}");

  journal_support_rebuild (journal);
  expect_packages (journal, "a=A b=Better");
  journal_support_close (journal);
}

static void
move (AssayJournal *journal, const char *id, const char *package, const char *before)
{
  g_autofree char *body = before != NULL
                            ? g_strdup_printf ("{\"id\":\"%s\",\"before\":\"%s\"}", package, before)
                            : g_strdup_printf ("{\"id\":\"%s\"}", package);

  journal_support_append_ok (journal, id, ASSAY_EVENT_PACKAGE_MOVED, body);
}

static void
test_moves (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%u", i);
      g_autofree char *body = g_strdup_printf ("{\"package\":{\"id\":\"%c\",\"name\":\"%c\"}}",
                                               'a' + i, 'A' + i);

      journal_support_append_ok (journal, id, ASSAY_EVENT_PACKAGE_SAVED, body);
    }
  move (journal, "m1", "d", "a");
  expect_packages (journal, "d=D a=A b=B c=C");
  move (journal, "m2", "d", "c");
  expect_packages (journal, "a=A b=B d=D c=C");
  move (journal, "m3", "a", NULL);
  expect_packages (journal, "b=B d=D c=C a=A");
  move (journal, "m4", "d", "d");
  expect_packages (journal, "b=B d=D c=C a=A");
  move (journal, "m5", "b", "nobody");
  expect_packages (journal, "d=D c=C a=A b=B");
  move (journal, "m6", "nobody", "d");
  expect_packages (journal, "d=D c=C a=A b=B");
  expect_version (journal, 10);
  expect_refused (journal, ASSAY_EVENT_PACKAGE_MOVED, "{}");

  journal_support_expect_rebuilt (journal);
  expect_packages (journal, "d=D c=C a=A b=B");
  journal_support_close (journal);
}

/* What a webhook leaves out must not be lost again. */
static void
test_accounts (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GPtrArray) accounts = NULL;
  g_autofree char *found = NULL;
  AssayAccount *account;
  GAsyncResult *slot = NULL;

  journal_support_receive (journal);
  journal_support_append_ok (journal, "a1", ASSAY_EVENT_ACCOUNT_SEEN,
                             "{\"account\":{\"id\":\"acc-1\",\"provider\":\"smartrecruiters\","
                             "\"origin_owner_name\":\"Globex GmbH\",\"status\":\"active\"}}");
  journal_support_append_ok (journal, "a2", ASSAY_EVENT_ACCOUNT_SEEN,
                             "{\"account\":{\"id\":\"acc-1\",\"status\":\"error\","
                             "\"provider\":null},\"webhook\":{}}");
  journal_support_append_ok (journal, "a3", ASSAY_EVENT_ACCOUNT_SEEN,
                             "{\"account\":{\"id\":\"acc-0\"}}");

  assay_journal_list_accounts_async (journal, NULL, assay_await_result_cb, &slot);
  accounts = journal_support_finish_list (journal, &slot);
  g_assert_cmpuint (accounts->len, ==, 2);
  g_assert_cmpstr (assay_account_get_id (g_ptr_array_index (accounts, 0)), ==, "acc-0");
  account = g_ptr_array_index (accounts, 1);
  g_assert_cmpstr (assay_account_get_id (account), ==, "acc-1");
  g_assert_cmpstr (assay_account_get_provider (account), ==, "smartrecruiters");
  g_assert_cmpstr (assay_account_get_status (account), ==, "error");
  g_assert_cmpstr (assay_account_get_origin_owner_name (account), ==, "Globex GmbH");

  found = journal_support_find (journal, "account:globex");
  g_assert_cmpstr (found, ==, "3223323715753018140");
  expect_refused (journal, ASSAY_EVENT_ACCOUNT_SEEN, "{\"account\":{}}");
  journal_support_close (journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/projection-catalogue/packages", test_packages);
  g_test_add_func ("/journal/projection-catalogue/moves", test_moves);
  g_test_add_func ("/journal/projection-catalogue/accounts", test_accounts);

  return g_test_run ();
}
