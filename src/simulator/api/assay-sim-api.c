/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-simulator-private.h"

#include "assay-date-time.h"
#include "assay-sim-api-connect.h"
#include "assay-sim-api-connectors.h"
#include "assay-sim-api-packages.h"
#include "assay-sim-result.h"
#include "assay-sim-schema.h"

#include <stdio.h>
#include <string.h>

#define DEFAULT_PAGE_SIZE 25
#define MAX_PAGE_SIZE 100
#define CURSOR_FORMAT "after:%u:%u"
#define PROVIDER_URL "https://api.smartrecruiters.com"

static const char *const package_members[] = { "id", "remote_id", "name", "description", NULL };
static const char *const check_members[] = {
  "id", "remote_id", "name", "description", "tests", NULL
};
static const char *const account_members[] = { "id",
                                               "provider",
                                               "provider_name",
                                               "status",
                                               "status_reasons",
                                               "origin_owner_id",
                                               "origin_owner_name",
                                               "origin_username",
                                               "label",
                                               "type",
                                               "shared",
                                               "created_at",
                                               "updated_at",
                                               NULL };

typedef struct
{
  guint offset;
  guint size;
} Page;

static const char *const *
get_members (AssaySimTable table)
{
  return table == ASSAY_SIM_TABLE_CHECKS ? check_members : package_members;
}

static gboolean
parse_page_number (const char *text, guint64 max, guint *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, max, &value, NULL))
    return FALSE;
  *number = (guint) value;

  return TRUE;
}

static char *
make_cursor (const Page *page)
{
  g_autofree char *text = g_strdup_printf (CURSOR_FORMAT, page->offset, page->size);

  return g_base64_encode ((const guchar *) text, strlen (text));
}

static gboolean
read_cursor (const char *cursor, Page *page)
{
  gsize size;
  g_autofree guchar *decoded = g_base64_decode (cursor, &size);
  g_autofree char *text = g_strndup ((const char *) decoded, size);
  g_autofree char *again = NULL;

  if (sscanf (text, CURSOR_FORMAT, &page->offset, &page->size) != 2 || page->size < 1 ||
      page->size > MAX_PAGE_SIZE)
    return FALSE;

  again = make_cursor (page);

  return strcmp (again, cursor) == 0;
}

static gboolean
read_page (AssaySimulator *self, AssaySimCall *call, Page *page)
{
  const char *size = assay_sim_call_get_parameter (call, "page_size");
  const char *next = assay_sim_call_get_parameter (call, "next");

  page->offset = 0;
  page->size = DEFAULT_PAGE_SIZE;
  if (size != NULL && !parse_page_number (size, MAX_PAGE_SIZE, &page->size))
    {
      assay_sim_answer_error (self, call, SOUP_STATUS_BAD_REQUEST, "ValidationError",
                              "page_size: expected a number from 1 to %d, found “%s”",
                              MAX_PAGE_SIZE, size);
      return FALSE;
    }
  if (next != NULL && next[0] != '\0')
    {
      Page wanted;

      if (!read_cursor (next, &wanted))
        {
          assay_sim_answer_error (self, call, SOUP_STATUS_BAD_REQUEST, "ValidationError",
                                  "next: expected a cursor of an earlier page, found “%s”", next);
          return FALSE;
        }
      page->offset = wanted.offset;
      page->size = size != NULL ? page->size : wanted.size;
    }

  return TRUE;
}

/* The filter comes as filter[updated_after]=… or, from a client that reads the OpenAPI to the
 * letter, flat. */
static gboolean
read_updated_after (AssaySimulator *self, AssaySimCall *call, gint64 *after)
{
  const char *text = assay_sim_call_get_parameter (call, "filter[updated_after]");

  if (text == NULL)
    text = assay_sim_call_get_parameter (call, "updated_after");

  *after = G_MININT64;
  if (text == NULL || text[0] == '\0' || assay_parse_iso8601 (text, after, NULL))
    return TRUE;

  assay_sim_answer_error (self, call, SOUP_STATUS_BAD_REQUEST, "ValidationError",
                          "filter.updated_after: expected a date-time such as "
                          "2026-01-31T09:30:00.000Z, found “%s”",
                          text);

  return FALSE;
}

static gboolean
read_raw (AssaySimulator *self, AssaySimCall *call, gboolean *raw)
{
  const char *text = assay_sim_call_get_parameter (call, "raw");

  *raw = g_strcmp0 (text, "true") == 0;
  if (text == NULL || *raw || strcmp (text, "false") == 0)
    return TRUE;

  assay_sim_answer_error (self, call, SOUP_STATUS_BAD_REQUEST, "ValidationError",
                          "raw: expected true or false, found “%s”", text);

  return FALSE;
}

/* The members to answer: those that "fields" names, or all. */
static GStrv
pick_members (AssaySimCall *call, const char *const *members)
{
  const char *fields = assay_sim_call_get_parameter (call, "fields");
  g_auto (GStrv) wanted = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (fields == NULL || fields[0] == '\0')
    return g_strdupv ((char **) members);

  wanted = g_strsplit (fields, ",", -1);
  for (gsize i = 0; members[i] != NULL; i++)
    for (gsize j = 0; wanted[j] != NULL; j++)
      if (strcmp (g_strstrip (wanted[j]), members[i]) == 0)
        {
          g_strv_builder_add (builder, members[i]);
          break;
        }

  return g_strv_builder_end (builder);
}

static void
write_record (AssayJsonWriter *writer, AssayJson *record, const char *const *members)
{
  assay_json_writer_begin_object (writer);
  assay_sim_json_write_members (writer, record, members);
  assay_json_writer_end_object (writer);
}

static void
write_raw (AssayJsonWriter *writer, const char *path)
{
  g_autofree char *url = g_strconcat (PROVIDER_URL, path, NULL);

  assay_json_writer_member (writer, "raw");
  assay_json_writer_begin_array (writer);
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "method", "GET");
  assay_json_writer_member_string (writer, "url", url);
  assay_json_writer_end_object (writer);
  assay_json_writer_end_array (writer);
}

static GPtrArray *
filter_records (AssaySimCall *call, GPtrArray *records, gint64 after)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    {
      gint64 updated = G_MAXINT64;

      assay_json_read_date_time (g_ptr_array_index (records, i), "updated_at", &updated, NULL);
      if (updated > after && assay_sim_api_owns_package (call, records->pdata[i]))
        g_ptr_array_add (found, g_ptr_array_index (records, i));
    }

  return g_steal_pointer (&found);
}

static void
write_page (AssayJsonWriter *writer,
            AssaySimCall *call,
            GPtrArray *records,
            AssaySimTable table,
            Page *page)
{
  g_auto (GStrv) members = pick_members (call, get_members (table));
  gboolean is_empty = call->fault != NULL && call->fault->empty_page;
  guint end = is_empty ? page->offset : MIN (records->len, page->offset + page->size);

  assay_json_writer_member (writer, "next");
  if (is_empty || end < records->len)
    {
      Page next = { .offset = end, .size = page->size };
      g_autofree char *cursor = make_cursor (&next);

      assay_json_writer_string (writer, cursor);
    }
  else
    {
      assay_json_writer_null (writer);
    }

  assay_json_writer_member (writer, "data");
  assay_json_writer_begin_array (writer);
  for (guint i = page->offset; i < end; i++)
    write_record (writer, g_ptr_array_index (records, i), (const char *const *) members);
  assay_json_writer_end_array (writer);
}

static void
list_packages (AssaySimulator *self, AssaySimCall *call, AssaySimTable table)
{
  g_autoptr (AssayJsonWriter) writer = NULL;
  g_autoptr (GPtrArray) records = NULL;
  Page page;
  gint64 after;
  gboolean raw;

  if (!read_page (self, call, &page) || !read_updated_after (self, call, &after) ||
      !read_raw (self, call, &raw))
    return;

  records = filter_records (call, assay_sim_state_get_table (self->state, table), after);
  writer = assay_json_writer_new ();
  assay_json_writer_begin_object (writer);
  write_page (writer, call, records, table, &page);
  if (raw)
    write_raw (writer, "/assessment-packages");
  assay_json_writer_end_object (writer);
  assay_sim_answer_json (call, SOUP_STATUS_OK, writer);
}

static void
get_package (AssaySimulator *self, AssaySimCall *call, AssaySimTable table)
{
  AssayJson *record = assay_sim_state_find (self->state, table, call->id);
  g_autoptr (AssayJsonWriter) writer = NULL;
  g_auto (GStrv) members = NULL;
  gboolean raw;

  if (!read_raw (self, call, &raw))
    return;

  if (record == NULL || !assay_sim_api_owns_package (call, record))
    {
      assay_sim_answer_error (self, call, SOUP_STATUS_NOT_FOUND, NULL, "No package has the id “%s”",
                              call->id);
      return;
    }

  members = pick_members (call, get_members (table));
  writer = assay_json_writer_new ();
  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "data");
  write_record (writer, record, (const char *const *) members);
  if (raw)
    write_raw (writer, "/assessment-packages");
  assay_json_writer_end_object (writer);
  assay_sim_answer_json (call, SOUP_STATUS_OK, writer);
}

static void
list_assessment_packages (AssaySimulator *self, AssaySimCall *call)
{
  list_packages (self, call, ASSAY_SIM_TABLE_PACKAGES);
}

static void
get_assessment_package (AssaySimulator *self, AssaySimCall *call)
{
  get_package (self, call, ASSAY_SIM_TABLE_PACKAGES);
}

static void
list_check_packages (AssaySimulator *self, AssaySimCall *call)
{
  list_packages (self, call, ASSAY_SIM_TABLE_CHECKS);
}

static void
get_check_package (AssaySimulator *self, AssaySimCall *call)
{
  get_package (self, call, ASSAY_SIM_TABLE_CHECKS);
}

static AssaySimOrder *
find_order (AssaySimulator *self, AssaySimCall *call, const char *kind)
{
  AssaySimOrder *order = assay_sim_state_find_order (self->state, call->id);
  g_autofree char *account_id = assay_json_dup_member_text (call->account, "id");

  if (order != NULL && strcmp (order->kind, kind) == 0 &&
      strcmp (order->account_id, account_id) == 0)
    return order;

  assay_sim_answer_error (self, call, SOUP_STATUS_NOT_FOUND, NULL,
                          "Account %s has no %s order with the id “%s”", account_id,
                          strcmp (kind, "assessment") == 0 ? "assessment" : "background check",
                          call->id);

  return NULL;
}

static void
update_result (AssaySimulator *self, AssaySimCall *call, const char *kind)
{
  gint64 time = assay_clock_now (self->settings->clock);
  AssaySimOrder *order = find_order (self, call, kind);
  g_autoptr (AssayJson) body = NULL;
  g_autoptr (AssaySimResult) result = NULL;
  g_autofree char *provider_url = NULL;
  g_autoptr (AssayJson) before = NULL;
  g_autoptr (GError) error = NULL;

  if (order == NULL)
    return;
  body = assay_sim_parse_body (self, call);
  if (body == NULL)
    return;

  result = assay_sim_result_update (order->result, body);
  if (result->problems->len > 0)
    {
      if (result->refused_by_provider)
        provider_url = g_strdup_printf (PROVIDER_URL "/orders/%s/results", order->remote_id);
      assay_sim_call_answer (call,
                             assay_sim_reply_new_refusal (time, result->problems, provider_url));
      return;
    }

  before = g_steal_pointer (&order->result);
  order->result = g_steal_pointer (&result->record);
  if (!assay_sim_state_save_order (self->state, order, &error))
    {
      assay_json_unref (order->result);
      order->result = g_steal_pointer (&before);
      assay_sim_answer_error (self, call, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL,
                              "The simulator cannot keep its state: %s", error->message);
      return;
    }

  assay_sim_call_answer (call, assay_sim_reply_new_updated (time, result->warnings));
}

static void
update_assessment_result (AssaySimulator *self, AssaySimCall *call)
{
  update_result (self, call, "assessment");
}

static void
update_check_result (AssaySimulator *self, AssaySimCall *call)
{
  update_result (self, call, "background_check");
}

/* Whether a record's member is among the values of a filter; no values let everything pass. */
static gboolean
passes_filter (AssaySimCall *call, const char *parameter, AssayJson *record, const char *member)
{
  g_auto (GStrv) wanted = assay_sim_call_dup_parameters (call, parameter);
  g_autofree char *value = assay_json_dup_member_text (record, member);

  return wanted[0] == NULL ||
         (value != NULL && g_strv_contains ((const char *const *) wanted, value));
}

static gboolean
passes_account_filters (AssaySimCall *call, AssayJson *account)
{
  return passes_filter (call, "account_ids", account, "id") &&
         passes_filter (call, "origin_owner_id", account, "origin_owner_id") &&
         passes_filter (call, "origin_owner_ids", account, "origin_owner_id") &&
         passes_filter (call, "provider", account, "provider") &&
         passes_filter (call, "providers", account, "provider") &&
         passes_filter (call, "status", account, "status");
}

static void
list_accounts (AssaySimulator *self, AssaySimCall *call)
{
  GPtrArray *accounts = assay_sim_state_get_table (self->state, ASSAY_SIM_TABLE_ACCOUNTS);
  const char *number = assay_sim_call_get_parameter (call, "page");
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  guint page_number = 1, seen = 0;
  guint64 first;
  Page page;

  if (!read_page (self, call, &page))
    return;
  if (number != NULL && !parse_page_number (number, G_MAXINT32, &page_number))
    {
      assay_sim_answer_error (self, call, SOUP_STATUS_BAD_REQUEST, "ValidationError",
                              "page: expected a number of 1 or more, found “%s”", number);
      return;
    }

  first = (guint64) (page_number - 1) * page.size;
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < accounts->len; i++)
    {
      AssayJson *account = g_ptr_array_index (accounts, i);

      if (!passes_account_filters (call, account))
        continue;
      if (seen >= first && seen < first + page.size)
        write_record (writer, account, account_members);
      seen++;
    }
  assay_json_writer_end_array (writer);
  assay_sim_answer_json (call, SOUP_STATUS_OK, writer);
}

static void
get_account (AssaySimulator *self, AssaySimCall *call)
{
  AssayJson *account = assay_sim_state_find (self->state, ASSAY_SIM_TABLE_ACCOUNTS, call->id);
  g_autoptr (AssayJsonWriter) writer = NULL;

  if (account == NULL)
    {
      assay_sim_answer_error (self, call, SOUP_STATUS_NOT_FOUND, NULL, "No account has the id “%s”",
                              call->id);
      return;
    }

  writer = assay_json_writer_new ();
  write_record (writer, account, account_members);
  assay_sim_answer_json (call, SOUP_STATUS_OK, writer);
}

/* StackOne ATS OpenAPI, and StackOne's accounts and connectors API. */
const AssaySimOperation assay_sim_api_operations[] = {
  { "GET", "/unified/ats/assessments/packages", list_assessment_packages },
  { "GET", "/unified/ats/assessments/packages/{id}", get_assessment_package },
  { "PATCH", "/unified/ats/assessments/orders/{id}/result", update_assessment_result },
  { "GET", "/unified/ats/background_checks/packages", list_check_packages },
  { "POST", "/unified/ats/background_checks/packages", assay_sim_api_create_check_package },
  { "GET", "/unified/ats/background_checks/packages/{id}", get_check_package },
  { "PATCH", "/unified/ats/background_checks/packages/{id}", assay_sim_api_update_check_package },
  { "DELETE", "/unified/ats/background_checks/packages/{id}", assay_sim_api_delete_check_package },
  { "PATCH", "/unified/ats/background_checks/orders/{id}/result", update_check_result },
  { "POST", "/connect_sessions", assay_sim_api_connect },
  { "GET", "/accounts", list_accounts },
  { "GET", "/accounts/{id}", get_account },
  { "GET", "/connectors/meta", assay_sim_api_list_connectors },
  { "GET", "/connectors/meta/{id}", assay_sim_api_get_connector },
  { NULL }
};
