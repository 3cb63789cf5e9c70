/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

#include "assay-event-body.h"
#include "assay-outbox.h"

#define MAX_SECONDS 86400.0
/* A call for another order may be under way when ours has ended. */
#define PATIENCE_MS 5000

/* What is waited for. */
typedef struct
{
  AssayJournal *journal; /* (unowned) */
  const char *key;
  const char *revision;
  gboolean changed;
  gboolean expired;
} Wait;

static void
changed_cb (AssayJournal *journal, gint64 last_seq, Wait *wait)
{
  wait->changed = TRUE;
}

static gboolean
expired_cb (gpointer user_data)
{
  Wait *wait = user_data;

  wait->expired = TRUE;

  return G_SOURCE_CONTINUE;
}

static gboolean
is_about (AssayEvent *event, const char *revision)
{
  g_autoptr (AssayEventBody) body = assay_event_read (event, NULL);

  return body != NULL && g_strcmp0 (body->revision, revision) == 0;
}

/* The last event about the revision; a failure has been reported when this returns %NULL. */
static AssayEvent *
get_last_event (Wait *wait, AssayCtlExit *status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayEvent) last = NULL;

  assay_journal_list_events_async (wait->journal, wait->key, NULL, assay_ctl_arrived_cb, &result);
  events = assay_journal_list_finish (wait->journal, assay_ctl_await (&result), &error);
  if (events == NULL)
    {
      *status = assay_ctl_fail_with (error);
      return NULL;
    }

  for (guint i = 0; i < events->len; i++)
    {
      AssayEvent *event = g_ptr_array_index (events, i);

      if (is_about (event, wait->revision) &&
          (last == NULL || assay_event_get_seq (event) > assay_event_get_seq (last)))
        g_set_object (&last, event);
    }
  if (last == NULL)
    *status = assay_ctl_fail (ASSAY_CTL_UNREADABLE, _("the result is not in the journal"));

  return g_steal_pointer (&last);
}

static gboolean
is_kind (AssayEvent *event, const char *kind)
{
  return g_str_equal (assay_event_get_kind (event), kind);
}

static gboolean
is_settled (AssayEvent *event)
{
  return is_kind (event, ASSAY_EVENT_RESULT_DELIVERED) ||
         is_kind (event, ASSAY_EVENT_RESULT_REFUSED) ||
         is_kind (event, ASSAY_EVENT_RESULT_SUPERSEDED);
}

/* Waits until the result is settled or time is up. */
static AssayEvent *
wait_for_event (Wait *wait, AssayCtlExit *status)
{
  AssayEvent *event = get_last_event (wait, status);

  while (event != NULL && !is_settled (event) && !wait->expired)
    {
      wait->changed = FALSE;
      while (!wait->changed && !wait->expired)
        g_main_context_iteration (NULL, TRUE);

      g_object_unref (event);
      event = get_last_event (wait, status);
    }

  return event;
}

static void
print_event (AssayEvent *event)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (AssayJson) body = assay_json_parse (assay_event_get_body (event), NULL);
  g_auto (GStrv) members = body != NULL ? assay_json_dup_members (body) : NULL;
  g_autoptr (GBytes) line = NULL;

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "kind", assay_event_get_kind (event));
  assay_json_writer_member (writer, "at");
  assay_json_writer_date_time (writer, assay_event_get_at (event));
  assay_json_writer_member_string (writer, "order_key", assay_event_get_order_key (event));
  assay_json_writer_member_string (writer, "actor", assay_event_get_actor (event));
  for (guint i = 0; members != NULL && members[i] != NULL; i++)
    {
      g_autoptr (AssayJson) member = assay_json_dup_member (body, members[i]);

      assay_json_writer_member_value (writer, members[i], member);
    }
  assay_json_writer_end_object (writer);
  line = assay_json_writer_finish (writer);
  assay_ctl_print_bytes (line);
}

/* Says why a result is still to be sent, in the words of the last attempt. */
static void
explain_waiting (AssayEvent *event)
{
  g_autoptr (AssayEventBody) body = assay_event_read (event, NULL);
  g_autofree char *printable = NULL;

  if (body != NULL && body->error != NULL)
    printable = assay_ctl_dup_printable (body->error);
  if (printable != NULL)
    /* Translators: %s tells what went wrong, such as “cannot reach …”. */
    g_printerr (_("assayctl: still queued: %s\n"), printable);
  else
    g_printerr ("assayctl: %s\n", _("still queued: time was up before it was sent"));
}

static AssayCtlExit
status_of (AssayEvent *event)
{
  if (is_kind (event, ASSAY_EVENT_RESULT_DELIVERED))
    return ASSAY_CTL_DONE;
  if (is_settled (event))
    return ASSAY_CTL_REFUSED;

  return ASSAY_CTL_UNREACHABLE;
}

/* Sends what is queued, as soon as nobody else does. */
static AssayOutbox *
start_outbox (AssayJournal *journal, AssayStackoneClient *client)
{
  g_autoptr (AssayRetryPolicy) policy = assay_retry_policy_new ();
  AssayOutbox *outbox;

  if (!assay_stackone_client_has_api_key (client))
    {
      g_printerr ("assayctl: %s\n",
                  _("no API key is known here; waiting for another program to send"));
      return NULL;
    }

  outbox = assay_outbox_new (journal, client, assay_clock_get_system (), policy);
  assay_outbox_start (outbox);

  return outbox;
}

static void
finish_outbox (AssayOutbox *outbox)
{
  g_autoptr (GAsyncResult) result = NULL;

  assay_outbox_finish_async (outbox, PATIENCE_MS, assay_ctl_arrived_cb, &result);
  assay_outbox_finish_finish (outbox, assay_ctl_await (&result), NULL);
}

/* Waits for what becomes of a queued result, sending it here when nobody else does, and prints the
 * last event about it. Without a time to wait, being queued is all that is wanted. */
AssayCtlExit
assay_ctl_deliver (AssayJournal *journal,
                   AssayStackoneClient *client,
                   const char *key,
                   const char *revision,
                   double seconds)
{
  Wait wait = { journal, key, revision, FALSE, seconds < 0 };
  g_autoptr (AssayOutbox) outbox = NULL;
  g_autoptr (AssayEvent) event = NULL;
  AssayCtlExit status;
  gulong handler;
  guint timeout;

  if (wait.expired)
    {
      event = get_last_event (&wait, &status);
      if (event != NULL)
        print_event (event);
      return event != NULL ? ASSAY_CTL_DONE : status;
    }

  handler = g_signal_connect (journal, "changed", G_CALLBACK (changed_cb), &wait);
  assay_journal_set_watching (journal, TRUE);
  timeout = g_timeout_add ((guint) (CLAMP (seconds, 0, MAX_SECONDS) * 1000), expired_cb, &wait);
  outbox = start_outbox (journal, client);
  event = wait_for_event (&wait, &status);
  if (outbox != NULL)
    finish_outbox (outbox);
  g_source_remove (timeout);
  g_signal_handler_disconnect (journal, handler);
  if (event == NULL)
    return status;

  print_event (event);
  if (!is_settled (event))
    explain_waiting (event);

  return status_of (event);
}
