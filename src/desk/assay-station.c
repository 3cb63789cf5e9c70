/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-station.h"

#include "assay-http-certificate.h"

/* How long an answer of StackOne is waited for when the desk is closed. */
#define PATIENCE_MS 2000

/*
 * The part of a desk that speaks to the network: inbox and outbox, on the engine. Only the journal
 * is shared with the thread that shows it.
 *
 * Everything in this file runs in the engine's thread but start, stop and the reports.
 */
struct _AssayStation
{
  gatomicrefcount ref_count;

  /* owned */
  AssayEngine *engine;
  GMainContext *listener_context;
  AssayStationSettings *settings;
  AssayJournal *journal;
  AssayInbox *inbox;
  AssayOutbox *outbox;
  GAsyncQueue *reports; /* what the listener is still to be told */

  /* borrowed */
  GSource *impatience;

  /* plain */
  AssayStationListener listener;
  gpointer user_data;
  int stopped;
  guint n_ending; /* what a stop still waits for */
  gboolean told;  /* that it has stopped */
};

typedef enum
{
  REPORT_LISTENING,
  REPORT_DELIVERY,
  REPORT_SENDING,
  REPORT_REFUSED,
  REPORT_STOPPED,
} AssayReportKind;

typedef struct
{
  AssayReportKind kind;
  char *text;
  AssayWebhook *webhook;
  GError *error;
  gboolean flag;
  AssayOutboxPause pause;
} AssayReport;

static AssayStation *
station_ref (AssayStation *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

static void
station_unref (AssayStation *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_object (&self->engine);
  g_clear_object (&self->journal);
  g_clear_pointer (&self->listener_context, g_main_context_unref);
  g_clear_pointer (&self->settings, assay_station_settings_free);
  g_async_queue_unref (self->reports);
  g_free (self);
}

static void
report_free (gpointer data)
{
  AssayReport *report = data;

  g_free (report->text);
  g_clear_object (&report->webhook);
  g_clear_error (&report->error);
  g_free (report);
}

static void
deliver_report (AssayStation *self, AssayReport *report)
{
  const AssayStationListener *listener = &self->listener;

  if (g_atomic_int_get (&self->stopped) && report->kind != REPORT_STOPPED)
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

    case REPORT_REFUSED:
      listener->refused (report->text, self->user_data);
      break;

    case REPORT_STOPPED:
    default:
      listener->stopped (report->flag, self->user_data);
    }
}

/* What comes in meanwhile waits for the next turn of the loop. */
static gboolean
deliver_reports_cb (gpointer user_data)
{
  AssayStation *self = user_data;

  for (int left = g_async_queue_length (self->reports); left > 0; left--)
    {
      AssayReport *report = g_async_queue_try_pop (self->reports);

      if (report == NULL)
        break;
      deliver_report (self, report);
      report_free (report);
    }

  return g_async_queue_length (self->reports) > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* In a flood one source brings many of them. */
static void
push_report (AssayStation *self, AssayReport *report)
{
  gboolean is_first;

  g_async_queue_lock (self->reports);
  is_first = g_async_queue_length_unlocked (self->reports) == 0;
  g_async_queue_push_unlocked (self->reports, report);
  g_async_queue_unlock (self->reports);

  if (is_first)
    g_main_context_invoke_full (self->listener_context, G_PRIORITY_DEFAULT, deliver_reports_cb,
                                station_ref (self), (GDestroyNotify) station_unref);
}

static void
send_report (AssayStation *self,
             AssayReportKind kind,
             gboolean flag,
             const char *text,
             AssayWebhook *webhook,
             const GError *error)
{
  AssayReport *report = g_new0 (AssayReport, 1);

  report->kind = kind;
  report->flag = flag;
  report->text = g_strdup (text);
  g_set_object (&report->webhook, webhook);
  report->error = error != NULL ? g_error_copy (error) : NULL;
  if (self->outbox != NULL)
    report->pause = assay_outbox_get_pause (self->outbox);

  push_report (self, report);
}

static void
delivery_cb (AssayInbox *inbox,
             gboolean accepted,
             AssayWebhook *webhook,
             const char *reason,
             gpointer user_data)
{
  if (!accepted || webhook != NULL)
    send_report (user_data, REPORT_DELIVERY, accepted, reason, webhook, NULL);
}

static void
refused_cb (AssayOutbox *outbox, const char *order_key, const char *revision, gpointer user_data)
{
  send_report (user_data, REPORT_REFUSED, FALSE, order_key, NULL, NULL);
}

static void
sending_cb (AssayOutbox *outbox, GParamSpec *pspec, gpointer user_data)
{
  send_report (user_data, REPORT_SENDING, assay_outbox_get_sending (outbox), NULL, NULL, NULL);
}

static void
inbox_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AssayStation *self = user_data;
  AssayInbox *inbox = ASSAY_INBOX (source);
  g_autoptr (GError) error = NULL;

  if (assay_inbox_start_finish (inbox, result, &error))
    send_report (self, REPORT_LISTENING, TRUE, assay_inbox_get_url (inbox), NULL, NULL);
  else
    send_report (self, REPORT_LISTENING, FALSE, NULL, NULL, error);

  station_unref (self);
}

/* Returns: (transfer full): what somebody may have entered in place of a signing secret */
static AssayOtherSecrets *
take_others (AssayStationSettings *settings)
{
  AssayOtherSecrets *others = assay_other_secrets_new ();

  if (settings->api_key != NULL)
    assay_other_secrets_add (others, ASSAY_SECRET_STACKONE_API_KEY, NULL, settings->api_key);
  for (guint i = 0; settings->keys != NULL && settings->keys[i] != NULL; i++)
    assay_other_secrets_add (others, ASSAY_SECRET_PACKAGES_KEY, NULL, settings->keys[i]);
  if (settings->others != NULL)
    assay_other_secrets_take_all (others, g_steal_pointer (&settings->others));

  return others;
}

static void
start_inbox (AssayStation *self)
{
  AssayStationSettings *settings = self->settings;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  if (settings->tls_certificate != NULL)
    certificate = assay_http_certificate_load (settings->tls_certificate, settings->tls_key,
                                               &error);
  if (error != NULL)
    {
      send_report (self, REPORT_LISTENING, FALSE, NULL, NULL, error);
      return;
    }

  self->inbox = assay_inbox_new (self->journal, settings->event_names, &settings->inbox,
                                 (const char *const *) settings->secrets,
                                 (const char *const *) settings->keys, take_others (settings));
  g_signal_connect (self->inbox, "delivery", G_CALLBACK (delivery_cb), self);
  assay_inbox_trust_proxies (self->inbox, settings->proxies);
  assay_inbox_set_certificate (self->inbox, certificate);
  assay_inbox_start_async (self->inbox, settings->listen, NULL, inbox_started_cb,
                           station_ref (self));
}

static void
start_outbox (AssayStation *self)
{
  g_autoptr (AssayStackoneClient) client = NULL;
  g_autoptr (AssayRateLimiter) limiter = NULL;
  g_autoptr (AssayRetryPolicy) policy = NULL;
  AssayClock *clock = assay_clock_get_system ();

  if (self->settings->api_key == NULL)
    return;

  client = assay_stackone_client_new (self->settings->base_url);
  limiter = assay_rate_limiter_new (self->settings->rate_limit, clock);
  policy = assay_retry_policy_new ();
  assay_stackone_client_set_api_key (client, self->settings->api_key);
  assay_stackone_client_set_rate_limiter (client, limiter);

  self->outbox = assay_outbox_new (self->journal, client, clock, policy);
  g_signal_connect (self->outbox, "refused", G_CALLBACK (refused_cb), self);
  g_signal_connect (self->outbox, "notify::sending", G_CALLBACK (sending_cb), self);
  g_signal_connect (self->outbox, "notify::pause", G_CALLBACK (sending_cb), self);
  assay_outbox_start (self->outbox);
}

static gboolean
start_cb (gpointer user_data)
{
  AssayStation *self = user_data;

  start_inbox (self);
  start_outbox (self);

  return G_SOURCE_REMOVE;
}

static void
stop_inbox (AssayStation *self)
{
  if (self->inbox == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->inbox, self);
  assay_inbox_stop (self->inbox);
  g_clear_object (&self->inbox);
}

static void
tell_stopped (AssayStation *self, gboolean has_ended)
{
  if (!self->told)
    send_report (self, REPORT_STOPPED, has_ended, NULL, NULL, NULL);
  self->told = TRUE;
}

/* Runs in the station's thread. */
static void
ended (AssayStation *self)
{
  if (--self->n_ending == 0)
    {
      g_clear_pointer (&self->impatience, g_source_destroy);
      tell_stopped (self, TRUE);
    }
  station_unref (self);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AssayStation *self = user_data;

  assay_outbox_finish_finish (ASSAY_OUTBOX (source), result, NULL);
  g_clear_object (&self->outbox);
  station_unref (self);
}

/* Whatever was being stored or read has been answered. */
static void
part_gone_cb (gpointer user_data, GObject *part)
{
  ended (user_data);
}

static gboolean
impatient_cb (gpointer user_data)
{
  AssayStation *self = user_data;

  g_warning ("a delivery is still under way; it is not waited for any longer");
  self->impatience = NULL;
  tell_stopped (self, FALSE);

  return G_SOURCE_REMOVE;
}

/* Deliveries that are being stored keep the inbox, a queue that is being read keeps the outbox, and
 * both the journal, until it has answered, which it does here: so the thread must not end before
 * them. Once nobody waits any longer, the references held here keep the engine until the last of
 * them is gone. */
static gboolean
stop_cb (gpointer user_data)
{
  AssayStation *self = user_data;

  self->n_ending = 1;
  if (self->inbox != NULL)
    {
      self->n_ending++;
      g_object_weak_ref (G_OBJECT (self->inbox), part_gone_cb, station_ref (self));
    }
  if (self->outbox != NULL)
    {
      self->n_ending++;
      g_object_weak_ref (G_OBJECT (self->outbox), part_gone_cb, station_ref (self));
      g_signal_handlers_disconnect_by_data (self->outbox, self);
      assay_outbox_finish_async (self->outbox, PATIENCE_MS, finished_cb, station_ref (self));
    }
  self->impatience = g_timeout_source_new (2 * PATIENCE_MS);
  g_source_set_callback (self->impatience, impatient_cb, station_ref (self),
                         (GDestroyNotify) station_unref);
  g_source_attach (self->impatience, g_main_context_get_thread_default ());
  g_source_unref (self->impatience);

  stop_inbox (self);
  ended (station_ref (self));

  return G_SOURCE_REMOVE;
}

static gboolean
break_off_cb (gpointer user_data)
{
  AssayStation *self = user_data;

  stop_inbox (self);
  if (self->outbox != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->outbox, self);
      assay_outbox_stop (self->outbox);
    }
  g_clear_object (&self->outbox);

  return G_SOURCE_REMOVE;
}

/**
 * assay_station_start:
 * @engine: where the station works
 * @journal: the desk's journal
 * @settings: (transfer full): what it works with
 * @listener: who hears of it
 * @user_data: data for @listener
 *
 * Starts to receive and, with an API key, to send.
 *
 * Returns: (transfer full): a station, to be ended with assay_station_stop()
 */
AssayStation *
assay_station_start (AssayEngine *engine,
                     AssayJournal *journal,
                     AssayStationSettings *settings,
                     const AssayStationListener *listener,
                     gpointer user_data)
{
  AssayStation *self = g_new0 (AssayStation, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->engine = g_object_ref (engine);
  self->journal = g_object_ref (journal);
  self->listener_context = g_main_context_ref_thread_default ();
  self->reports = g_async_queue_new_full (report_free);
  self->settings = settings;
  self->listener = *listener;
  self->user_data = user_data;

  assay_engine_invoke (engine, start_cb, station_ref (self), (GDestroyNotify) station_unref);

  return self;
}

/**
 * assay_station_stop:
 * @self: (transfer full): a station
 * @patiently: whether what is under way may end first; the listener then hears of it
 *
 * Ends receiving and sending. The listener hears nothing else any more.
 */
void
assay_station_stop (AssayStation *self, gboolean patiently)
{
  g_autoptr (AssayEngine) engine = g_object_ref (self->engine);

  g_atomic_int_set (&self->stopped, TRUE);
  assay_engine_invoke (engine, patiently ? stop_cb : break_off_cb, self,
                       (GDestroyNotify) station_unref);
}
