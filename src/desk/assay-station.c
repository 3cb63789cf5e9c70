/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-station.h"

#include <string.h>

#include "assay-account-reader.h"
#include "assay-connector-reader.h"
#include "assay-describer.h"
#include "assay-http-certificate.h"
#include "assay-station-reports.h"

/* How long an answer of StackOne is waited for when the desk is closed. */
#define PATIENCE_MS 2000

/*
 * The part of a desk that speaks to the network: inbox and outbox, on the engine. Only the journal
 * is shared with the thread that shows it.
 *
 * Everything in this file runs in the engine's thread but what others call: start, configure
 * and stop.
 */
struct _AssayStation
{
  gatomicrefcount ref_count;

  /* owned */
  AssayEngine *engine;
  AssayStationSettings *settings;
  AssayJournal *journal;
  AssayInbox *inbox;
  AssayOutbox *outbox;
  AssayDescriber *describer;
  AssayConnectorReader *reader;
  AssayAccountReader *accounts;
  AssayStationReports *reports;
  char *listen; /* HOST:PORT of the inbox, with the port that the system chose */

  /* borrowed */
  GSource *impatience;

  /* plain */
  guint n_ending; /* what a stop still waits for */
  gboolean told;  /* that it has stopped */
  gboolean outbox_ends;
  gboolean outbox_follows; /* another one, when the outbox has ended */
};

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
  g_clear_pointer (&self->settings, assay_station_settings_free);
  assay_station_reports_unref (self->reports);
  g_free (self->listen);
  g_free (self);
}

static void
delivery_cb (AssayInbox *inbox,
             gboolean accepted,
             AssayWebhook *webhook,
             const char *reason,
             gpointer user_data)
{
  AssayStation *self = user_data;

  if (!accepted || webhook != NULL)
    assay_station_reports_delivery (self->reports, accepted, webhook, reason);
}

static void
secret_used_cb (AssayInbox *inbox, const char *fingerprint, gpointer user_data)
{
  AssayStation *self = user_data;

  assay_station_reports_secret_used (self->reports, fingerprint);
}

static void
refused_cb (AssayOutbox *outbox, const char *order_key, const char *revision, gpointer user_data)
{
  AssayStation *self = user_data;

  assay_station_reports_refused (self->reports, order_key);
}

static void
connector_read_cb (AssayConnectorReader *reader, gpointer user_data)
{
  AssayStation *self = user_data;

  assay_station_reports_connector_read (self->reports);
}

static void
start_reading (AssayStation *self)
{
  if (self->describer != NULL)
    assay_describer_start (self->describer);
  if (self->reader != NULL)
    assay_connector_reader_start (self->reader);
  if (self->accounts != NULL)
    assay_account_reader_start (self->accounts);
}

static void
stop_reading (AssayStation *self)
{
  if (self->describer != NULL)
    assay_describer_stop (self->describer);
  if (self->reader != NULL)
    assay_connector_reader_stop (self->reader);
  if (self->accounts != NULL)
    assay_account_reader_stop (self->accounts);
}

static void
sending_cb (AssayOutbox *outbox, GParamSpec *pspec, gpointer user_data)
{
  AssayStation *self = user_data;
  gboolean sending = assay_outbox_get_sending (outbox);
  AssayOutboxPause pause = assay_outbox_get_pause (outbox);

  if (sending && pause == ASSAY_OUTBOX_PAUSE_NONE)
    start_reading (self);
  else
    stop_reading (self);
  assay_station_reports_sending (self->reports, sending, pause);
}

static void
note_port (AssayStation *self, const char *url)
{
  const char *port = strrchr (self->settings->listen, ':');

  g_free (self->listen);
  self->listen = g_strdup_printf ("%.*s%s", (int) (port - self->settings->listen),
                                  self->settings->listen, strrchr (url, ':'));
}

/* Any port is wanted: that which the system chose before for the same host will do. */
static void
keep_port (AssayStation *self)
{
  const char *wanted = self->settings->listen;
  gsize length = strlen (wanted);

  if (self->listen != NULL && g_str_has_suffix (wanted, ":0") &&
      strncmp (wanted, self->listen, length - 1) == 0 &&
      strchr (self->listen + length - 1, ':') == NULL)
    g_set_str (&self->settings->listen, self->listen);
}

static void
inbox_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AssayStation *self = user_data;
  AssayInbox *inbox = ASSAY_INBOX (source);
  g_autoptr (GError) error = NULL;
  gboolean listens = assay_inbox_start_finish (inbox, result, &error);

  if (inbox != self->inbox)
    {
      station_unref (self);
      return;
    }

  if (listens)
    {
      note_port (self, assay_inbox_get_url (inbox));
      assay_station_reports_listening (self->reports, assay_inbox_get_url (inbox), NULL);
    }
  else
    {
      assay_station_reports_listening (self->reports, NULL, error);
    }
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
start_inbox (AssayStation *self, GTlsCertificate *certificate)
{
  AssayStationSettings *settings = self->settings;

  self->inbox = assay_inbox_new (self->journal, settings->event_names, &settings->inbox,
                                 (const char *const *) settings->secrets,
                                 (const char *const *) settings->keys, take_others (settings));
  g_signal_connect (self->inbox, "delivery", G_CALLBACK (delivery_cb), self);
  g_signal_connect (self->inbox, "secret-used", G_CALLBACK (secret_used_cb), self);
  assay_inbox_select_packages (self->inbox, settings->tags_by_job);
  assay_inbox_trust_proxies (self->inbox, settings->proxies);
  assay_inbox_set_certificate (self->inbox, certificate);
  assay_inbox_start_async (self->inbox, settings->listen, NULL, inbox_started_cb,
                           station_ref (self));
}

static void
go_on_receiving (AssayStation *self, GTlsCertificate *certificate)
{
  AssayStationSettings *settings = self->settings;

  assay_inbox_configure (self->inbox, settings->event_names, &settings->inbox,
                         (const char *const *) settings->secrets,
                         (const char *const *) settings->keys, take_others (settings));
  assay_inbox_select_packages (self->inbox, settings->tags_by_job);
  assay_inbox_trust_proxies (self->inbox, settings->proxies);
  assay_inbox_set_certificate (self->inbox, certificate);
  assay_station_reports_listening (self->reports, assay_inbox_get_url (self->inbox), NULL);
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
  assay_stackone_client_set_accounts_path (client, self->settings->accounts_path);

  self->outbox = assay_outbox_new (self->journal, client, clock, policy);
  self->accounts = assay_account_reader_new (self->journal, client, self->settings->accounts_hours);
  if (self->settings->reads)
    self->describer = assay_describer_new (self->journal, client, clock, policy);
  if (self->settings->connector_path != NULL)
    {
      self->reader = assay_connector_reader_new (self->journal, client, clock,
                                                 self->settings->connector_path,
                                                 self->settings->connector_hours);
      g_signal_connect (self->reader, "read", G_CALLBACK (connector_read_cb), self);
    }
  g_signal_connect (self->outbox, "refused", G_CALLBACK (refused_cb), self);
  g_signal_connect (self->outbox, "notify::sending", G_CALLBACK (sending_cb), self);
  g_signal_connect (self->outbox, "notify::pause", G_CALLBACK (sending_cb), self);
  assay_outbox_start (self->outbox);
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

static gboolean
has_secrets (const AssayStationSettings *settings)
{
  return settings->secrets != NULL && settings->secrets[0] != NULL;
}

/* Only who listens already, at the same address and as well guarded, can go on. */
static gboolean
is_served (AssayStation *self, const AssayStationSettings *before)
{
  const AssayStationSettings *settings = self->settings;

  return self->inbox != NULL && assay_inbox_get_url (self->inbox) != NULL &&
         g_strcmp0 (self->listen, settings->listen) == 0 &&
         (before->tls_certificate == NULL) == (settings->tls_certificate == NULL) &&
         before->inbox.signature == settings->inbox.signature &&
         has_secrets (before) == has_secrets (settings);
}

/* @before: (nullable): what it worked with until now */
static void
receive (AssayStation *self, const AssayStationSettings *before)
{
  const AssayStationSettings *settings = self->settings;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  if (settings->tls_certificate != NULL)
    certificate = assay_http_certificate_load (settings->tls_certificate, settings->tls_key,
                                               &error);
  if (error == NULL && before != NULL && is_served (self, before))
    {
      go_on_receiving (self, certificate);
      return;
    }

  stop_inbox (self);
  if (error != NULL)
    assay_station_reports_listening (self->reports, NULL, error);
  else
    start_inbox (self, certificate);
}

static gboolean
start_cb (gpointer user_data)
{
  AssayStation *self = user_data;

  receive (self, NULL);
  start_outbox (self);

  return G_SOURCE_REMOVE;
}

static void
tell_stopped (AssayStation *self, gboolean has_ended)
{
  if (!self->told)
    assay_station_reports_stopped (self->reports, has_ended);
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
  self->outbox_ends = FALSE;
  if (self->outbox_follows)
    {
      assay_station_reports_sending (self->reports, FALSE, ASSAY_OUTBOX_PAUSE_NONE);
      start_outbox (self);
    }
  station_unref (self);
}

static void
end_reading (AssayStation *self)
{
  stop_reading (self);
  if (self->reader != NULL)
    g_signal_handlers_disconnect_by_data (self->reader, self);
  g_clear_object (&self->describer);
  g_clear_object (&self->reader);
  g_clear_object (&self->accounts);
}

/* @follows: whether another one starts then, with the settings of that time */
static void
end_outbox (AssayStation *self, gboolean follows)
{
  self->outbox_follows = follows;
  if (self->outbox_ends)
    return;

  self->outbox_ends = TRUE;
  g_signal_handlers_disconnect_by_data (self->outbox, self);
  end_reading (self);
  assay_outbox_finish_async (self->outbox, PATIENCE_MS, finished_cb, station_ref (self));
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
  if (self->describer != NULL)
    {
      self->n_ending++;
      g_object_weak_ref (G_OBJECT (self->describer), part_gone_cb, station_ref (self));
    }
  if (self->reader != NULL)
    {
      self->n_ending++;
      g_object_weak_ref (G_OBJECT (self->reader), part_gone_cb, station_ref (self));
    }
  if (self->accounts != NULL)
    {
      self->n_ending++;
      g_object_weak_ref (G_OBJECT (self->accounts), part_gone_cb, station_ref (self));
    }
  if (self->inbox != NULL)
    {
      self->n_ending++;
      g_object_weak_ref (G_OBJECT (self->inbox), part_gone_cb, station_ref (self));
    }
  if (self->outbox != NULL)
    {
      self->n_ending++;
      g_object_weak_ref (G_OBJECT (self->outbox), part_gone_cb, station_ref (self));
      end_outbox (self, FALSE);
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
  self->outbox_follows = FALSE;
  if (self->outbox != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->outbox, self);
      end_reading (self);
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
  self->reports = assay_station_reports_new (listener, user_data);
  self->settings = settings;

  assay_engine_invoke (engine, start_cb, station_ref (self), (GDestroyNotify) station_unref);

  return self;
}

typedef struct
{
  AssayStation *station;          /* owned */
  AssayStationSettings *settings; /* owned */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  station_unref (change->station);
  g_clear_pointer (&change->settings, assay_station_settings_free);
  g_free (change);
}

static gboolean
configure_cb (gpointer user_data)
{
  Change *change = user_data;
  AssayStation *self = change->station;
  g_autoptr (AssayStationSettings) before = g_steal_pointer (&self->settings);

  if (assay_station_reports_is_closed (self->reports))
    {
      self->settings = g_steal_pointer (&before);
      return G_SOURCE_REMOVE;
    }

  self->settings = g_steal_pointer (&change->settings);
  keep_port (self);
  receive (self, before);
  if (self->outbox != NULL)
    end_outbox (self, TRUE);
  else
    start_outbox (self);

  return G_SOURCE_REMOVE;
}

/**
 * assay_station_configure:
 * @self: a station
 * @settings: (transfer full): what it works with from now on
 *
 * Goes on with other settings. No connection is closed where that can be avoided. The listener is
 * told of the inbox as at the start.
 */
void
assay_station_configure (AssayStation *self, AssayStationSettings *settings)
{
  Change *change = g_new (Change, 1);

  *change = (Change) { station_ref (self), settings };
  assay_engine_invoke (self->engine, configure_cb, change, change_free);
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

  assay_station_reports_close (self->reports);
  assay_engine_invoke (engine, patiently ? stop_cb : break_off_cb, self,
                       (GDestroyNotify) station_unref);
}
