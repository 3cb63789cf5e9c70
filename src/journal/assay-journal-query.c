/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-query-private.h"

#include "assay-journal-private.h"

static void
query_free (gpointer data)
{
  AssayJournalQuery *query = data;

  g_free (query->sql);
  g_ptr_array_unref (query->values);
  g_free (query);
}

static void
unref_array (gpointer data)
{
  g_ptr_array_unref (data);
}

/* Work of a query that answers with its elements; what else is asked may begin with it. */
gboolean
assay_journal_query_list (AssayDatabase *database, gpointer data, gpointer *result, GError **error)
{
  AssayJournalQuery *query = data;
  g_autoptr (GPtrArray) elements = g_ptr_array_new_with_free_func (query->sort->element_free);
  g_autoptr (AssayStatement) row = assay_database_prepare (database, query->sql, error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  for (guint i = 0; i < query->values->len; i++)
    assay_statement_bind_text (row, (int) i + 1, g_ptr_array_index (query->values, i));

  while (assay_statement_next (row, &has_row, error))
    {
      gpointer element;

      if (!has_row)
        {
          *result = g_steal_pointer (&elements);
          return TRUE;
        }

      element = query->sort->load (row, error);
      if (element == NULL)
        return FALSE;
      g_ptr_array_add (elements, element);
    }

  return FALSE;
}

/*
 * assay_journal_query_submit:
 * @self: a journal
 * @sql: (transfer full): the query
 * @values: (nullable) (transfer full): the values of its parameters
 * @sort: what becomes of its rows
 * @source_tag: the function that ends the call
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Asks the reader.
 */
void
assay_journal_query_submit (AssayJournal *self,
                            char *sql,
                            GPtrArray *values,
                            const AssayJournalQuerySort *sort,
                            gpointer source_tag,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AssayJournalQuery *query = g_new0 (AssayJournalQuery, 1);

  g_task_set_source_tag (task, source_tag);
  query->sql = sql;
  query->values = values != NULL ? values : g_ptr_array_new ();
  query->sort = sort;
  g_task_set_task_data (task, query, query_free);
  if (sort->settles)
    assay_journal_settle (self);
  if (sort->work != NULL)
    assay_journal_read (self, task, sort->work, sort->result_free);
  else
    assay_journal_read (self, task, assay_journal_query_list, unref_array);
}

GPtrArray *
assay_journal_query_values (const char *value)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  if (value != NULL)
    g_ptr_array_add (values, g_strdup (value));

  return values;
}

gpointer
assay_journal_load_account (AssayStatement *row, GError **error)
{
  g_autoptr (AssayJson)
    json = assay_json_new_from_text (assay_statement_get_text (row, "document"), error);

  return json != NULL ? assay_account_new_from_json (json, error) : NULL;
}

/**
 * assay_journal_list_finish:
 * @self: a journal
 * @result: what the callback got
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Ends any of the calls that list.
 *
 * Returns: (transfer full) (nullable): the elements
 */
GPtrArray *
assay_journal_list_finish (AssayJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_list_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
