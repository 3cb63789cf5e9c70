/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-export.h"

#include <string.h>

#include "assay-journal-private.h"
#include "assay-json-writer.h"
#include "assay-redact.h"
#include "assay-stored-id-private.h"

typedef struct
{
  /* Owned */
  GOutputStream *output;

  AssayJournalExportFlags flags;
} ExportData;

static void
export_data_free (gpointer user_data)
{
  ExportData *data = user_data;

  g_object_unref (data->output);
  g_free (data);
}

/* What is no JSON could hold anything anywhere, and would make the line no JSON. */
static void
write_body (AssayJsonWriter *writer, GBytes *stored, AssayJournalExportFlags flags)
{
  g_autoptr (GBytes) body = assay_redact_body (stored);
  g_autoptr (GBytes) shown = flags & ASSAY_JOURNAL_EXPORT_UNREDACTED
                               ? g_bytes_ref (body)
                               : assay_redact_candidate (body);
  g_autoptr (AssayJson) json = assay_json_parse (shown, NULL);

  if (json != NULL)
    assay_json_writer_value (writer, json);
  else
    assay_json_writer_string (writer, "***");
}

static GBytes *
dup_line (AssayStatement *row, AssayJournalExportFlags flags)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) body = assay_statement_dup_bytes (row, "body");
  g_autoptr (GBytes) object = NULL;
  const char *order_key = assay_statement_get_text (row, "order_key");
  g_autofree char *id = assay_stored_id_dup (row, "id");
  g_autofree char *line = NULL;
  gsize size;

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "seq");
  assay_json_writer_int64 (writer, assay_statement_get_int64 (row, "seq"));
  assay_json_writer_member_string (writer, "id", id);
  assay_json_writer_member (writer, "at");
  assay_json_writer_date_time (writer, assay_statement_get_int64 (row, "at"));
  if (order_key != NULL)
    assay_json_writer_member_string (writer, "order_key", order_key);
  assay_json_writer_member_string (writer, "kind", assay_statement_get_text (row, "kind"));
  assay_json_writer_member_string (writer, "actor", assay_statement_get_text (row, "actor"));
  assay_json_writer_member (writer, "body");
  write_body (writer, body, flags);
  assay_json_writer_end_object (writer);

  /* A line break in JSON can only stand between values. */
  object = assay_json_writer_finish (writer);
  size = g_bytes_get_size (object);
  line = g_malloc (size + 2);
  memcpy (line, g_bytes_get_data (object, NULL), size);
  line[size] = '\0';
  g_strdelimit (line, "\r\n", ' ');
  line[size] = '\n';

  return g_bytes_new_take (g_steal_pointer (&line), size + 1);
}

/* One statement sees one state of the file, whatever is appended meanwhile. */
static gboolean
write_events (AssayDatabase *database, ExportData *data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GOutputStream) output = g_buffered_output_stream_new_sized (data->output, 64 * 1024);
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database,
                                  "SELECT seq, id, at, order_key, kind, actor, body FROM event"
                                  " ORDER BY seq",
                                  error);
  gboolean has_row;

  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (output), FALSE);
  if (row == NULL)
    return FALSE;

  while (assay_statement_next (row, &has_row, error))
    {
      g_autoptr (GBytes) line = has_row ? dup_line (row, data->flags) : NULL;

      if (!has_row)
        return g_output_stream_flush (output, cancellable, error);
      if (!g_output_stream_write_all (output, g_bytes_get_data (line, NULL),
                                      g_bytes_get_size (line), NULL, cancellable, error))
        return FALSE;
    }

  return FALSE;
}

static void
export_thread (GTask *task, gpointer source, gpointer user_data, GCancellable *cancellable)
{
  AssayJournal *self = source;
  g_autofree char *path = g_build_filename (self->folder, ASSAY_JOURNAL_FILE_NAME, NULL);
  g_autoptr (AssayDatabase) database = NULL;
  GError *error = NULL;

  database = assay_database_open (path, ASSAY_DATABASE_READ_ONLY, &error);
  if (database != NULL && write_events (database, user_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * assay_journal_export_async:
 * @self: an open journal
 * @output: where the events go; stays open
 * @flags: what they hold
 * @cancellable: (nullable): a cancellable
 * @callback: called when all events are written
 * @user_data: data for @callback
 *
 * Writes every event as one line of JSON, the earliest first, while the journal is in use. Secrets
 * are masked as [func@redact_body] does, who candidates are as [func@redact_candidate] does.
 */
void
assay_journal_export_async (AssayJournal *self,
                            GOutputStream *output,
                            AssayJournalExportFlags flags,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  ExportData *data;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));
  g_return_if_fail (G_IS_OUTPUT_STREAM (output));

  data = g_new0 (ExportData, 1);
  data->output = g_object_ref (output);
  data->flags = flags;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_journal_export_async);
  g_task_set_task_data (task, data, export_data_free);
  g_task_run_in_thread (task, export_thread);
}

/**
 * assay_journal_export_finish:
 * @self: a journal
 * @result: what the callback got
 * @error: return location for an error of ASSAY_JOURNAL_ERROR, or of the stream
 *
 * Completes [method@Journal.export_async].
 *
 * Returns: whether all events are written
 */
gboolean
assay_journal_export_finish (AssayJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_export_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
