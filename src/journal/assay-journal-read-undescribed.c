/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-read.h"

#include "assay-event.h"
#include "assay-journal-private.h"
#include "assay-stored-order-private.h"

/* Numbers of events before the newest order, in which orders are looked for that nobody has asked
 * about yet. What is older was looked at when it was new. */
#define NEWEST 20000

typedef struct
{
  gint64 after;
  guint limit;
} Request;

typedef struct
{
  GPtrArray *orders; /* owned, of AssayOrder */
  gint64 up_to;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_ptr_array_unref (answer->orders);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gboolean
is_named (const char *id, const char *remote_id)
{
  return (id != NULL && *id != '\0') || (remote_id != NULL && *remote_id != '\0');
}

/* Only what has a name can be read. */
static gboolean
can_be_read (AssayOrder *order)
{
  AssayApplication *application = assay_order_get_application (order);
  AssayCandidate *candidate = assay_order_get_candidate (order);
  AssayJob *job = assay_order_get_job (order);

  return (application != NULL && is_named (assay_application_get_id (application),
                                           assay_application_get_remote_id (application))) ||
         (candidate != NULL && is_named (assay_candidate_get_id (candidate),
                                         assay_candidate_get_remote_id (candidate))) ||
         (job != NULL && is_named (assay_job_get_id (job), assay_job_get_remote_id (job)));
}

static gboolean
load (AssayStatement *row, Answer *answer, const Request *request, GError **error)
{
  gboolean has_row;

  while (assay_statement_next (row, &has_row, error))
    {
      g_autoptr (AssayOrder) order = NULL;

      if (!has_row)
        return TRUE;

      order = assay_stored_order_load (row, error);
      if (order == NULL)
        return FALSE;

      if (can_be_read (order))
        g_ptr_array_add (answer->orders, g_steal_pointer (&order));
      if (answer->orders->len == request->limit)
        {
          answer->up_to = assay_statement_get_int64 (row, "id");
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
list_work (AssayDatabase *database, gpointer data, gpointer *result, GError **error)
{
  const Request *request = data;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);
  g_autoptr (AssayStatement) row = NULL;
  gint64 after = request->after;

  answer->orders = g_ptr_array_new_with_free_func (g_object_unref);
  if (!assay_database_query_int64 (database, "SELECT coalesce(max(id), 0) FROM orders",
                                   &answer->up_to, error))
    return FALSE;

  if (after < 0)
    after = MAX (answer->up_to - NEWEST, 0);
  row = assay_database_prepare (
    database,
    "SELECT " ASSAY_ORDER_COLUMNS " FROM " ASSAY_ORDER_TABLES
    " WHERE o.id > ?1 AND o.candidate = '' AND o.entered_by_hand = 0"
    "   AND NOT EXISTS (SELECT 1 FROM order_event AS oe JOIN event AS d ON d.seq = oe.seq"
    "     WHERE oe.order_id = o.id AND d.kind = '" ASSAY_EVENT_ORDER_DESCRIBED "')"
    " ORDER BY o.id",
    error);
  if (row == NULL)
    return FALSE;

  assay_statement_bind_int64 (row, 1, after);
  if (!load (row, answer, request, error))
    return FALSE;

  *result = g_steal_pointer (&answer);

  return TRUE;
}

/**
 * assay_journal_list_undescribed_async:
 * @self: a journal
 * @after: the number of the event from which to look on, which a call before answered; -1 for the
 *   first time, which looks at the newest orders alone
 * @limit: how many at most, at least 1
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Lists #AssayOrder, oldest first, that came without the name of a candidate but with ids by which
 * it can be read, and of which no `order.described` tells that this was tried. Orders that are not
 * in the projections yet are found later.
 */
void
assay_journal_list_undescribed_async (AssayJournal *self,
                                      gint64 after,
                                      guint limit,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  const Request request = { after, limit };
  GTask *task;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));
  g_return_if_fail (limit > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_journal_list_undescribed_async);
  g_task_set_task_data (task, g_memdup2 (&request, sizeof request), g_free);
  assay_journal_read (self, task, list_work, answer_free);
}

/**
 * assay_journal_list_undescribed_finish:
 * @self: a journal
 * @result: what the callback got
 * @up_to: (out): from where to look on
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Returns: (transfer full) (nullable): the orders
 */
GPtrArray *
assay_journal_list_undescribed_finish (AssayJournal *self,
                                       GAsyncResult *result,
                                       gint64 *up_to,
                                       GError **error)
{
  g_autoptr (Answer) answer = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_list_undescribed_async),
                        NULL);

  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return NULL;

  *up_to = answer->up_to;

  return g_ptr_array_ref (answer->orders);
}
