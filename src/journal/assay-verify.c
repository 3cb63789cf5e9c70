/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-verify-private.h"

#include <string.h>

#include "assay-event-body.h"
#include "assay-stored-id-private.h"

/* Where everything is wrong, nobody reads more. */
#define MAX_FINDINGS 1000

static void
finding_free (gpointer data)
{
  AssayJournalFinding *finding = data;

  g_free (finding->part);
  g_free (finding->place);
  g_free (finding->message);
  g_free (finding);
}

/*
 * assay_verify_findings_new:
 *
 * Returns: (transfer full) (element-type AssayJournalFinding): an empty list
 */
GPtrArray *
assay_verify_findings_new (void)
{
  return g_ptr_array_new_with_free_func (finding_free);
}

/*
 * assay_verify_is_full:
 * @report: a report
 *
 * Returns: whether further findings are left out
 */
gboolean
assay_verify_is_full (AssayJournalReport *report)
{
  return report->findings->len > MAX_FINDINGS;
}

/*
 * assay_verify_add:
 * @report: a report
 * @part: what was looked at
 * @place: where in it
 * @format: what is wrong there
 * @...: values for @format
 *
 * Adds a finding; behind the last one that says that there are more.
 */
void
assay_verify_add (AssayJournalReport *report,
                  const char *part,
                  const char *place,
                  const char *format,
                  ...)
{
  AssayJournalFinding *finding;
  va_list arguments;

  if (assay_verify_is_full (report))
    return;

  finding = g_new0 (AssayJournalFinding, 1);
  finding->part = g_strdup (part);
  finding->place = g_strdup (place);
  va_start (arguments, format);
  finding->message = report->findings->len < MAX_FINDINGS
                       ? g_strdup_vprintf (format, arguments)
                       : g_strdup ("from here on nothing more is listed");
  va_end (arguments);
  g_ptr_array_add (report->findings, finding);
}

/* SQLite names its own tables and rows, never what is in them. */
static gboolean
check_pages (AssayDatabase *database, AssayJournalReport *report, GError **error)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database, "PRAGMA journal.integrity_check", error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  while (assay_statement_next (row, &has_row, error))
    {
      const char *text = has_row ? assay_statement_get_text (row, "integrity_check") : NULL;

      if (!has_row)
        return TRUE;
      if (text == NULL || g_str_equal (text, "ok"))
        continue;

      /* The index of the full text can be made anew from what it is about. */
      if (strstr (text, "inverted index") != NULL)
        {
          assay_verify_add (report, "search", "order_search", "%s", text);
          continue;
        }
      assay_verify_add (report, "file", "journal.sqlite", "%s", text);
      report->damaged = TRUE;
    }

  return FALSE;
}

static gboolean
check_references (AssayDatabase *database, AssayJournalReport *report, GError **error)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database, "PRAGMA journal.foreign_key_check", error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  while (assay_statement_next (row, &has_row, error))
    {
      g_autofree char *place = NULL;

      if (!has_row)
        return TRUE;

      place = g_strdup_printf ("%s %" G_GINT64_FORMAT, assay_statement_get_text (row, "table"),
                               assay_statement_get_int64 (row, "rowid"));
      assay_verify_add (report, "table", place, "it refers to a row of %s that is not there",
                        assay_statement_get_text (row, "parent"));
    }

  return FALSE;
}

/*
 * assay_verify_file:
 * @database: what %ASSAY_DATABASE_SCRATCH opened, in a transaction
 * @report: where findings go
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Reads every page of the file.
 *
 * Returns: whether it could be read
 */
gboolean
assay_verify_file (AssayDatabase *database, AssayJournalReport *report, GError **error)
{
  return check_pages (database, report, error) &&
         (report->damaged || check_references (database, report, error));
}

static gboolean
read_event (const char *kind, const char *order_key, GBytes *bytes, GError **error)
{
  const AssayEventKind *row = assay_event_kind_lookup (kind);
  g_autoptr (AssayJson) json = assay_json_parse (bytes, error);
  g_autoptr (AssayEventBody) body = NULL;
  g_autoptr (AssayJson) order = NULL;

  if (json != NULL)
    body = assay_event_body_read (kind, json, error);
  if (body == NULL)
    return FALSE;

  if (row != NULL && row->about_order && order_key == NULL)
    {
      g_set_error_literal (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_INVALID,
                           "it does not say which order it is about");
      return FALSE;
    }

  if (!g_str_equal (kind, ASSAY_EVENT_ORDER_RECEIVED))
    return TRUE;

  order = assay_event_body_dup_order (body, error);

  return order != NULL;
}

static void
check_event (AssayStatement *row, AssayJournalReport *report)
{
  const char *order_key = assay_statement_get_text (row, "order_key");
  g_autofree char *place = g_strdup_printf ("%" G_GINT64_FORMAT,
                                            assay_statement_get_int64 (row, "seq"));
  g_autofree char *kind = g_strdup (assay_statement_get_text (row, "kind"));
  g_autofree char *id = assay_stored_id_dup (row, "id");
  g_autoptr (GBytes) body = assay_statement_dup_bytes (row, "body");
  g_autoptr (GError) problem = NULL;

  if (assay_statement_get_int64 (row, "seq") < 1 || *id == '\0')
    assay_verify_add (report, "event", place, "it has no number or no id");
  if (!read_event (kind, order_key, body, &problem))
    assay_verify_add (report, "event", place, "it cannot be read as %s: %s", kind,
                      problem->message);
}

/*
 * assay_verify_events:
 * @database: what %ASSAY_DATABASE_SCRATCH opened, in a transaction
 * @report: where findings go
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Reads every event as its kind demands. Kinds of later versions are events, too.
 *
 * Returns: whether they could be read
 */
gboolean
assay_verify_events (AssayDatabase *database,
                     AssayJournalReport *report,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database,
                                  "SELECT seq, id, order_key, kind, body FROM journal.event"
                                  " ORDER BY seq",
                                  error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  while (assay_statement_next (row, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      check_event (row, report);
    }

  return FALSE;
}

/*
 * assay_verify_exchanges:
 * @database: what %ASSAY_DATABASE_SCRATCH opened, in a transaction
 * @report: where findings go
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Looks whether the events are there that exchanges brought, and the bodies that such hold.
 *
 * Returns: whether they could be read
 */
gboolean
assay_verify_exchanges (AssayDatabase *database, AssayJournalReport *report, GError **error)
{
  g_autoptr (AssayStatement) row =
    assay_database_prepare (database,
                            "SELECT exchange.seq AS seq, event.seq IS NULL AS is_alone,"
                            " exchange.envelope IS NOT NULL AND envelope.id IS NULL AS is_bare"
                            " FROM journal.exchange AS exchange"
                            " LEFT JOIN journal.envelope AS envelope"
                            "   ON envelope.id = exchange.envelope"
                            " LEFT JOIN journal.event AS event ON event.seq = event_seq"
                            " WHERE (event_seq IS NOT NULL AND event.seq IS NULL) OR"
                            " (body_in_event = 1 AND (event.seq IS NULL"
                            "   OR instr (event.body, '\"received\":') = 0))"
                            " OR (exchange.envelope IS NOT NULL AND envelope.id IS NULL)"
                            " ORDER BY exchange.seq",
                            error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  while (assay_statement_next (row, &has_row, error))
    {
      g_autofree char *place = NULL;

      if (!has_row)
        return TRUE;

      place = g_strdup_printf ("%" G_GINT64_FORMAT, assay_statement_get_int64 (row, "seq"));
      if (assay_statement_get_int64 (row, "is_bare"))
        assay_verify_add (report, "exchange", place, "what it came with is not there");
      else if (assay_statement_get_int64 (row, "is_alone"))
        assay_verify_add (report, "exchange", place, "the event that it brought is not there");
      else
        assay_verify_add (report, "exchange", place,
                          "its body is not in the event that it brought");
    }

  return FALSE;
}
