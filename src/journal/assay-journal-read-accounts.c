/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-read.h"

#include "assay-journal-private.h"
#include "assay-journal-query-private.h"

#define ACCOUNTS_OF_ORDERS \
  "SELECT a.id AS id, coalesce(account.label, '') AS label" \
  "  FROM order_account AS a LEFT JOIN account ON account.id = a.id" \
  "  WHERE EXISTS (SELECT 1 FROM orders AS o WHERE o.archived = 0 AND o.account = a.number)" \
  "  ORDER BY a.id"

/* What an account is found by are words in lines, of which the first says most. */
static gpointer
load_account (AssayStatement *row, GError **error)
{
  AssayOrderAccount *account = g_new0 (AssayOrderAccount, 1);
  g_auto (GStrv) lines = g_strsplit (assay_statement_get_text (row, "label"), "\n", 2);

  account->id = g_strdup (assay_statement_get_text (row, "id"));
  account->name = g_strdup (lines[0] != NULL && *lines[0] != '\0' ? lines[0] : account->id);

  return account;
}

static void
account_free (gpointer data)
{
  AssayOrderAccount *account = data;

  g_free (account->id);
  g_free (account->name);
  g_free (account);
}

static const AssayJournalQuerySort order_account_list = { load_account, account_free };

/**
 * assay_journal_list_order_accounts_async:
 * @self: a journal
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Lists the [struct@OrderAccount] of all orders that are not archived.
 */
void
assay_journal_list_order_accounts_async (AssayJournal *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  assay_journal_query_submit (self, g_strdup (ACCOUNTS_OF_ORDERS), NULL, &order_account_list,
                              assay_journal_list_finish, cancellable, callback, user_data);
}
