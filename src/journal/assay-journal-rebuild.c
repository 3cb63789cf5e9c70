/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-private.h"

#include "assay-schema.h"

/* How long others may have to wait: less than the time after which their appends fail. */
#define MAX_TIME_BESIDE_OTHERS (3 * G_TIME_SPAN_SECOND)

/* How many events are applied before the clock is read. */
#define MAX_STEP 4096

typedef struct
{
  /* Owned */
  AssayJournalMapping *mapping;
  AssayPresence *presence;
} RebuildData;

static void
rebuild_data_free (gpointer user_data)
{
  RebuildData *data = user_data;

  assay_journal_mapping_unref (data->mapping);
  assay_presence_unref (data->presence);
  g_free (data);
}

/*
 * assay_journal_rebuild_within:
 * @database: a connection in a transaction, which the caller undoes on failure
 * @projection: what the projections depend on
 * @max_time: how long it may take, in µs; -1 for as long as it takes
 * @error: return location for an error; %ASSAY_JOURNAL_ERROR_BUSY when the time was up
 *
 * Drops the projections and computes them again from all events.
 *
 * Returns: whether they are complete
 */
gboolean
assay_journal_rebuild_within (AssayDatabase *database,
                              const AssayProjection *projection,
                              gint64 max_time,
                              GError **error)
{
  gint64 end = g_get_monotonic_time () + max_time;
  gint64 projected, newest;

  if (max_time < 0)
    return assay_projection_rebuild (projection, database, error);
  if (!assay_schema_reset_projections (database, error))
    return FALSE;

  do
    {
      if (g_get_monotonic_time () >= end)
        {
          g_set_error_literal (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_BUSY,
                               "another program has the journal open and would have to wait for "
                               "long; end it first");
          return FALSE;
        }
      if (!assay_projection_catch_up (projection, database, MAX_STEP, TRUE, error) ||
          !assay_projection_get_progress (database, &projected, &newest, error))
        return FALSE;
    }
  while (projected < newest);

  return TRUE;
}

static gboolean
rebuild_work (AssayDatabase *database, gpointer user_data, gpointer *result, GError **error)
{
  RebuildData *data = user_data;
  gint64 max_time = assay_presence_has_others (data->presence) ? MAX_TIME_BESIDE_OTHERS : -1;
  g_autofree AssayRebuildOutcome *outcome = g_new0 (AssayRebuildOutcome, 1);

  if (!assay_journal_rebuild_within (database, &data->mapping->projection, max_time, error) ||
      !assay_database_query_int64 (database, "SELECT count(*) FROM event", &outcome->n_events,
                                   error) ||
      !assay_database_query_int64 (database, "SELECT count(*) FROM orders", &outcome->n_orders,
                                   error))
    return FALSE;

  *result = g_steal_pointer (&outcome);

  return TRUE;
}

/**
 * assay_journal_rebuild_async:
 * @self: a journal
 * @cancellable: (nullable): a cancellable
 * @callback: called when the projections are complete
 * @user_data: data for @callback
 *
 * Drops everything that is computed and computes it again from the events, in one transaction. As
 * others cannot append meanwhile, it is given up with %ASSAY_JOURNAL_ERROR_BUSY where there are
 * others and it takes long.
 */
void
assay_journal_rebuild_async (AssayJournal *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  RebuildData *data;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_journal_rebuild_async);
  if (self->writer == NULL)
    {
      g_task_return_new_error_literal (task, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_READ_ONLY,
                                       "the journal is not open for writing");
      return;
    }

  data = g_new0 (RebuildData, 1);
  data->mapping = assay_journal_dup_mapping (self);
  data->presence = assay_presence_ref (self->presence);
  g_task_set_task_data (task, data, rebuild_data_free);
  assay_worker_submit (self->writer, g_steal_pointer (&task), rebuild_work, g_free, 0);
}

/**
 * assay_journal_rebuild_finish:
 * @self: a journal
 * @result: what the callback got
 * @outcome: (out) (optional): what it was computed from, and what became of it
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Completes [method@Journal.rebuild_async]. On failure everything is as it was.
 *
 * Returns: whether the projections are complete
 */
gboolean
assay_journal_rebuild_finish (AssayJournal *self,
                              GAsyncResult *result,
                              AssayRebuildOutcome *outcome,
                              GError **error)
{
  g_autofree AssayRebuildOutcome *answer = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_rebuild_async), FALSE);

  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return FALSE;

  if (outcome != NULL)
    *outcome = *answer;

  return TRUE;
}
