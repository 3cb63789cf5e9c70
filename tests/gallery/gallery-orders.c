/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* The orders that are on screen, one for each state that an order can be in. */

#include "config.h"

#include <string.h>

#include "assay-event.h"
#include "assay-support.h"
#include "gallery.h"

#define MINUTE (60 * G_TIME_SPAN_SECOND)

static const struct
{
  const char *id;
  const char *first_name, *last_name;
  const char *package, *job;
  const char *kind;
  int age; /* in minutes */
} orders[] = {
  { "ord-1", "Zoë", "Müller", "Cognitive Ability Test", "Integrations Engineer", "assessment", 4 },
  { "ord-2", "Amara", "Okafor", "Typing Test", "Office Assistant", "assessment", 37 },
  { "ord-3", "Jan Willem", "van der Berg", "Leadership Profile", "Head of Customer Operations EMEA",
    "assessment", 95 },
  { "ord-4", "Li", "Wei", "Criminal Record and Employment History", "Branch Manager",
    "background_check", 60 * 20 },
  { "ord-5", "María José", "Fernández de la Vega", "Cognitive Ability Test", "Data Analyst",
    "assessment", 60 * 24 * 3 },
  { "ord-6", "Noah", "Smith", "Situational Judgement", "Trainee", "assessment", 60 * 24 * 140 },
};

static const char whole[] =
  "{\"result\":{\"value\":\"completed\"},\"score\":{\"label\":\"Percentage\",\"value\":\"80\","
  "\"min\":\"0\",\"max\":\"100\"},\"summary\":\"Well above the average of this group, with "
  "particular strength in numerical reasoning.\",\"result_url\":\"https://results.example.org/7\","
  "\"start_date\":\"2026-03-16T09:00:00.000Z\",\"submission_date\":\"2026-03-16T09:45:00.000Z\"}";

static const struct
{
  const char *id;
  const char *kind;
  int age;
  const char *body; /* %s is a whole result */
} later[] = {
  { "ord-2", ASSAY_EVENT_ORDER_SEEN, 36, "{}" },
  { "ord-2", ASSAY_EVENT_ORDER_CLAIMED, 35, "{\"by\":\"ada\"}" },
  { "ord-2", ASSAY_EVENT_RESULT_DRAFTED, 12,
    "{\"body\":{\"result\":{\"value\":\"in_progress\"},\"summary\":\"Half of the test\"}}" },
  { "ord-3", ASSAY_EVENT_ORDER_SEEN, 90, "{}" },
  { "ord-3", ASSAY_EVENT_RESULT_QUEUED, 30, "{\"revision\":\"r3\",\"body\":%s}" },
  { "ord-3", ASSAY_EVENT_RESULT_ATTEMPTED, 29,
    "{\"revision\":\"r3\",\"attempt\":1,\"status\":503,\"error\":\"down\","
    "\"retry_at\":\"2026-03-17T10:45:00.000Z\"}" },
  { "ord-4", ASSAY_EVENT_ORDER_SEEN, 600, "{}" },
  { "ord-4", ASSAY_EVENT_RESULT_QUEUED, 300, "{\"revision\":\"r4\",\"body\":%s}" },
  { "ord-4", ASSAY_EVENT_RESULT_REFUSED, 299,
    "{\"revision\":\"r4\",\"status\":422,\"message\":\"the order is closed\"}" },
  { "ord-5", ASSAY_EVENT_ORDER_SEEN, 4000, "{}" },
  { "ord-5", ASSAY_EVENT_ORDER_CLAIMED, 3900, "{\"by\":\"bo\"}" },
  { "ord-5", ASSAY_EVENT_RESULT_QUEUED, 3000,
    "{\"revision\":\"r5\",\"body\":{\"result\":{\"value\":\"pending\"}}}" },
  { "ord-5", ASSAY_EVENT_RESULT_DELIVERED, 2999, "{\"revision\":\"r5\",\"status\":200}" },
  { "ord-5", ASSAY_EVENT_RESULT_QUEUED, 1500, "{\"revision\":\"r6\",\"body\":%s}" },
  { "ord-5", ASSAY_EVENT_RESULT_DELIVERED, 1499, "{\"revision\":\"r6\",\"status\":200}" },
  { "ord-5", ASSAY_EVENT_RESULT_DRAFTED, 20,
    "{\"body\":{\"result\":{\"value\":\"completed\"},\"score\":{\"label\":\"Percentage\","
    "\"value\":\"85\",\"min\":\"0\",\"max\":\"100\"},\"summary\":\"Corrected\"}}" },
  { "ord-6", ASSAY_EVENT_ORDER_SEEN, 60 * 24 * 139, "{}" },
  { "ord-6", ASSAY_EVENT_RESULT_QUEUED, 60 * 24 * 138, "{\"revision\":\"r7\",\"body\":%s}" },
  { "ord-6", ASSAY_EVENT_RESULT_DELIVERED, 60 * 24 * 138, "{\"revision\":\"r7\",\"status\":200}" },
};

static const char drafted[] =
  "{\"body\":{\"result\":{\"value\":\"pending\"},\"summary\":\"Waits for the reference\"}}";

static void
add (GPtrArray *events, const char *id, int age, const char *kind, const char *actor, char *json)
{
  g_autoptr (GBytes) body = g_bytes_new_take (json, strlen (json));
  g_autofree char *key = g_strdup_printf ("acc-1/%s", id);
  g_autofree char *event_id = g_strdup_printf ("event-%03u", events->len);

  g_ptr_array_add (events,
                   assay_event_new (event_id, GALLERY_NOW - age * MINUTE, key, kind, actor, body));
}

static char *
dup_order (guint i)
{
  return g_strdup_printf (
    "{\"order\":{\"id\":\"%s\",\"remote_id\":\"sr-%u\","
    "\"package\":{\"id\":\"p%u\",\"name\":\"%s\"},"
    "\"application\":{\"id\":\"app-%u\"},\"job\":{\"id\":\"j%u\",\"title\":\"%s\"},"
    "\"candidate\":{\"id\":\"c%u\",\"first_name\":\"%s\",\"last_name\":\"%s\","
    "\"emails\":[{\"type\":\"personal\",\"value\":\"candidate@example.org\"}],"
    "\"profile_url\":\"https://example.com/c\"},"
    "\"requester\":{\"user_id\":\"u1\",\"first_name\":\"Bo\",\"last_name\":\"Lind\","
    "\"email\":\"bo@example.com\",\"role\":\"Recruiter\"},"
    "\"results_update_url\":\"https://api.stackone.com/unified/ats/results/%u\"},"
    "\"kind\":\"%s\",\"account_id\":\"acc-1\"}",
    orders[i].id, i, i, orders[i].package, i, i, orders[i].job, i, orders[i].first_name,
    orders[i].last_name, i, orders[i].kind);
}

static void
append (AssayDesk *desk, GPtrArray *events)
{
  AssayJournal *journal = assay_desk_get_journal (desk);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_append_async (journal, events, NULL, -1, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_journal_append_finish (journal, result, NULL, &error);
  g_assert_no_error (error);
}

/* The oldest order came first. */
void
gallery_append_orders (AssayDesk *desk)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = G_N_ELEMENTS (orders); i-- > 0;)
    add (events, orders[i].id, orders[i].age, ASSAY_EVENT_ORDER_RECEIVED, "inbox", dup_order (i));
  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    {
      g_auto (GStrv) parts = g_strsplit (later[i].body, "%s", 2);

      add (events, later[i].id, later[i].age, later[i].kind, "desk", g_strjoinv (whole, parts));
    }
  append (desk, events);
}

/* What somebody else typed for the first order. */
void
gallery_append_draft (AssayDesk *desk)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) body = g_bytes_new_static (drafted, sizeof drafted - 1);

  g_ptr_array_add (events, assay_event_new ("draft", GALLERY_NOW, "acc-1/ord-1",
                                            ASSAY_EVENT_RESULT_DRAFTED, "bo", body));
  append (desk, events);
}
