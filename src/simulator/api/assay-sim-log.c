/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-log.h"

#include "assay-json-writer.h"

#include <string.h>

#define MAX_ENTRIES 1000
#define MAX_BYTES (16 * 1024 * 1024)

/**
 * AssaySimLog: (skip)
 *
 * The requests that came in, newest last. It forgets the oldest when it holds a thousand or
 * sixteen megabytes, so that no client can fill the memory with it.
 */
struct _AssaySimLog
{
  GQueue entries;
  gsize size;
};

struct _AssaySimLogEntry
{
  GBytes *json;
  guint status;
};

static void
clear_entry (gpointer data)
{
  AssaySimLogEntry *entry = data;

  g_bytes_unref (entry->json);
}

static void
forget_oldest (AssaySimLog *self)
{
  AssaySimLogEntry *entry = g_queue_pop_head (&self->entries);

  self->size -= g_bytes_get_size (entry->json);
  assay_sim_log_entry_unref (entry);
}

/* A header that came twice is one line with both values, as HTTP has it. */
static void
write_headers (AssayJsonWriter *writer, SoupMessageHeaders *headers)
{
  SoupMessageHeadersIter iter;
  const char *name, *value;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  assay_json_writer_begin_object (writer);
  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      g_autofree char *lower = g_ascii_strdown (name, -1);
      g_autofree char *text = NULL;

      if (strcmp (lower, "authorization") == 0)
        text = g_strdup ("***");
      else
        text = g_utf8_make_valid (soup_message_headers_get_list (headers, name), -1);

      if (!g_hash_table_contains (seen, lower))
        assay_json_writer_member_string (writer, lower, text);
      g_hash_table_add (seen, g_steal_pointer (&lower));
    }
  assay_json_writer_end_object (writer);
}

static GBytes *
describe_request (gint64 at, AssayHttpRequest *request)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  const char *query = assay_http_request_get_query (request);
  gsize size;
  const char *data = g_bytes_get_data (assay_http_request_get_body (request), &size);
  g_autofree char *path = g_utf8_make_valid (assay_http_request_get_path (request), -1);
  g_autofree char *valid_query = query != NULL ? g_utf8_make_valid (query, -1) : NULL;
  g_autofree char *text = g_utf8_make_valid (data != NULL ? data : "", (gssize) size);

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "at");
  assay_json_writer_date_time (writer, at);
  assay_json_writer_member_string (writer, "method", assay_http_request_get_method (request));
  assay_json_writer_member_string (writer, "path", path);
  assay_json_writer_member_string (writer, "query", valid_query);
  assay_json_writer_member (writer, "headers");
  write_headers (writer, assay_http_request_get_headers (request));
  assay_json_writer_member_string (writer, "body", text);
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}

/**
 * assay_sim_log_new:
 *
 * Creates an empty log.
 *
 * Returns: (transfer full): a new log
 */
AssaySimLog *
assay_sim_log_new (void)
{
  AssaySimLog *self = g_new0 (AssaySimLog, 1);

  g_queue_init (&self->entries);

  return self;
}

/**
 * assay_sim_log_free:
 * @self: (transfer full): a log
 *
 * Frees @self.
 */
void
assay_sim_log_free (AssaySimLog *self)
{
  assay_sim_log_clear (self);
  g_free (self);
}

/**
 * assay_sim_log_clear:
 * @self: a log
 *
 * Forgets every request.
 */
void
assay_sim_log_clear (AssaySimLog *self)
{
  while (!g_queue_is_empty (&self->entries))
    forget_oldest (self);
}

/**
 * assay_sim_log_add:
 * @self: a log
 * @at: when it came, in microseconds since 1970
 * @request: the request
 *
 * Writes a request down, its path as it was received, its credentials masked.
 *
 * Returns: (transfer full): the entry, to be told the status of the answer
 */
AssaySimLogEntry *
assay_sim_log_add (AssaySimLog *self, gint64 at, AssayHttpRequest *request)
{
  AssaySimLogEntry *entry = g_rc_box_new0 (AssaySimLogEntry);

  entry->json = describe_request (at, request);
  self->size += g_bytes_get_size (entry->json);
  g_queue_push_tail (&self->entries, g_rc_box_acquire (entry));

  while (self->entries.length > MAX_ENTRIES || self->size > MAX_BYTES)
    forget_oldest (self);

  return entry;
}

/**
 * assay_sim_log_to_json:
 * @self: a log
 *
 * Writes the log.
 *
 * Returns: (transfer full): `{"requests": [...]}`, newest last
 */
GBytes *
assay_sim_log_to_json (AssaySimLog *self)
{
  g_autoptr (GString) text = g_string_new ("{\"requests\":[");

  for (GList *l = self->entries.head; l != NULL; l = l->next)
    {
      AssaySimLogEntry *entry = l->data;
      gsize size;
      const char *json = g_bytes_get_data (entry->json, &size);

      /* The status is known only later than the rest, so it goes in front of the closing brace. */
      g_string_append_len (text, json, (gssize) size - 1);
      g_string_append_printf (text, ",\"status\":%u}%s", entry->status, l->next != NULL ? "," : "");
    }
  g_string_append (text, "]}");

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/**
 * assay_sim_log_entry_set_status:
 * @entry: an entry
 * @status: the HTTP status that was answered
 *
 * Completes an entry.
 */
void
assay_sim_log_entry_set_status (AssaySimLogEntry *entry, guint status)
{
  entry->status = status;
}

/**
 * assay_sim_log_entry_unref:
 * @entry: (transfer full): an entry
 *
 * Drops a reference.
 */
void
assay_sim_log_entry_unref (AssaySimLogEntry *entry)
{
  g_rc_box_release_full (entry, clear_entry);
}
