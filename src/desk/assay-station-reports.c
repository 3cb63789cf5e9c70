/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-station-reports.h"

/*
 * What a station tells, on its way from the engine's thread to the context of the listener, in
 * order.
 */
struct _AssayStationReports
{
  GMainContext *context; /* owned */
  GAsyncQueue *queue;    /* owned, of Report: what the listener is still to be told */
  AssayStationListener listener;
  gpointer user_data;
  int closed;
};

typedef enum
{
  REPORT_LISTENING,
  REPORT_DELIVERY,
  REPORT_SENDING,
  REPORT_SECRET_USED,
  REPORT_REFUSED,
  REPORT_CONNECTOR_READ,
  REPORT_STOPPED,
} ReportKind;

typedef struct
{
  ReportKind kind;
  char *text;            /* owned */
  AssayWebhook *webhook; /* owned */
  GError *error;         /* owned */
  gboolean flag;
  AssayOutboxPause pause;
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;

  g_free (report->text);
  g_clear_object (&report->webhook);
  g_clear_error (&report->error);
  g_free (report);
}

static void
reports_clear (gpointer data)
{
  AssayStationReports *self = data;

  g_main_context_unref (self->context);
  g_async_queue_unref (self->queue);
}

/*
 * assay_station_reports_new:
 * @listener: who is told, in the context that is the thread-default one now
 * @user_data: data for @listener
 *
 * Returns: (transfer full): a way to tell it
 */
AssayStationReports *
assay_station_reports_new (const AssayStationListener *listener, gpointer user_data)
{
  AssayStationReports *self = g_atomic_rc_box_new0 (AssayStationReports);

  self->context = g_main_context_ref_thread_default ();
  self->queue = g_async_queue_new_full (report_free);
  self->listener = *listener;
  self->user_data = user_data;

  return self;
}

AssayStationReports *
assay_station_reports_ref (AssayStationReports *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
assay_station_reports_unref (AssayStationReports *self)
{
  g_atomic_rc_box_release_full (self, reports_clear);
}

/*
 * assay_station_reports_close:
 * @self: the reports
 *
 * From now on the listener only hears that the station has stopped.
 */
void
assay_station_reports_close (AssayStationReports *self)
{
  g_atomic_int_set (&self->closed, TRUE);
}

gboolean
assay_station_reports_is_closed (AssayStationReports *self)
{
  return g_atomic_int_get (&self->closed);
}

static void
deliver (AssayStationReports *self, Report *report)
{
  const AssayStationListener *listener = &self->listener;

  if (assay_station_reports_is_closed (self) && report->kind != REPORT_STOPPED)
    return;

  switch (report->kind)
    {
    case REPORT_LISTENING:
      listener->listening (report->text, report->error, self->user_data);
      break;

    case REPORT_DELIVERY:
      listener->delivery (report->flag, report->webhook, report->text, self->user_data);
      break;

    case REPORT_SENDING:
      listener->sending (report->flag, report->pause, self->user_data);
      break;

    case REPORT_SECRET_USED:
      listener->secret_used (report->text, self->user_data);
      break;

    case REPORT_REFUSED:
      listener->refused (report->text, self->user_data);
      break;

    case REPORT_CONNECTOR_READ:
      listener->connector_read (self->user_data);
      break;

    case REPORT_STOPPED:
    default:
      listener->stopped (report->flag, self->user_data);
    }
}

/* What comes in meanwhile waits for the next turn of the loop. */
static gboolean
deliver_cb (gpointer user_data)
{
  AssayStationReports *self = user_data;

  for (int left = g_async_queue_length (self->queue); left > 0; left--)
    {
      Report *report = g_async_queue_try_pop (self->queue);

      if (report == NULL)
        break;
      deliver (self, report);
      report_free (report);
    }

  return g_async_queue_length (self->queue) > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* In a flood one source brings many of them. */
static void
push (AssayStationReports *self, Report *report)
{
  gboolean is_first;

  g_async_queue_lock (self->queue);
  is_first = g_async_queue_length_unlocked (self->queue) == 0;
  g_async_queue_push_unlocked (self->queue, report);
  g_async_queue_unlock (self->queue);

  if (is_first)
    g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, deliver_cb,
                                assay_station_reports_ref (self),
                                (GDestroyNotify) assay_station_reports_unref);
}

static Report *
report_new (ReportKind kind, gboolean flag, const char *text)
{
  Report *report = g_new0 (Report, 1);

  report->kind = kind;
  report->flag = flag;
  report->text = g_strdup (text);

  return report;
}

void
assay_station_reports_listening (AssayStationReports *self, const char *url, const GError *error)
{
  Report *report = report_new (REPORT_LISTENING, error == NULL, url);

  report->error = error != NULL ? g_error_copy (error) : NULL;
  push (self, report);
}

void
assay_station_reports_delivery (AssayStationReports *self,
                                gboolean accepted,
                                AssayWebhook *webhook,
                                const char *reason)
{
  Report *report = report_new (REPORT_DELIVERY, accepted, reason);

  g_set_object (&report->webhook, webhook);
  push (self, report);
}

void
assay_station_reports_sending (AssayStationReports *self, gboolean sending, AssayOutboxPause pause)
{
  Report *report = report_new (REPORT_SENDING, sending, NULL);

  report->pause = pause;
  push (self, report);
}

void
assay_station_reports_secret_used (AssayStationReports *self, const char *fingerprint)
{
  push (self, report_new (REPORT_SECRET_USED, TRUE, fingerprint));
}

void
assay_station_reports_refused (AssayStationReports *self, const char *order_key)
{
  push (self, report_new (REPORT_REFUSED, FALSE, order_key));
}

void
assay_station_reports_connector_read (AssayStationReports *self)
{
  push (self, report_new (REPORT_CONNECTOR_READ, FALSE, NULL));
}

void
assay_station_reports_stopped (AssayStationReports *self, gboolean has_ended)
{
  push (self, report_new (REPORT_STOPPED, has_ended, NULL));
}
