/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-desk.h"

#include "assay-log.h"
#include "assay-station.h"

/**
 * AssayDesk:
 *
 * A running profile: its journal, its inbox and its outbox.
 *
 * The desk belongs to the thread that made it, where the journal is read; receiving and sending
 * happen on its engine. A desk whose inbox cannot listen still opens, so that its orders can be
 * read and results be sent.
 */
struct _AssayDesk
{
  GObject parent_instance;

  /* owned */
  AssayProfile *profile;
  AssaySecretStore *secrets;
  AssayEngine *engine;
  AssayStation *station;
  AssayStationSettings *settings;
  GTask *start_task;
  GTask *stop_task;
  AssayJournal *journal;
  char *inbox_url;
  GError *inbox_error;
  GError *secrets_error;
  GCancellable *cancellable;

  /* plain */
  AssayJournalStats stats;
  gboolean sending;
  AssayOutboxPause pause;
  gboolean verifying;
  gboolean counting;
  gboolean count_again;
  gboolean stopping;     /* the station has been told and has not ended yet */
  gboolean start_waits;  /* for the station to end */
};

G_DEFINE_FINAL_TYPE (AssayDesk, assay_desk, G_TYPE_OBJECT)

typedef enum
{
  PROP_INBOX_URL = 1,
  PROP_SENDING,
  PROP_PAUSE,
} AssayDeskProperty;

static GParamSpec *properties[PROP_PAUSE + 1];

typedef enum
{
  SIGNAL_ORDER_RECEIVED,
  SIGNAL_RESULT_REFUSED,
  SIGNAL_DELIVERY_REJECTED,
  SIGNAL_STATS_CHANGED,
} AssayDeskSignal;

static guint signals[SIGNAL_STATS_CHANGED + 1];

static void count (AssayDesk *self);

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(AssayDesk) self = user_data;
  g_autoptr(GError) error = NULL;
  AssayJournalStats stats;

  self->counting = FALSE;
  if (!assay_journal_get_stats_finish (ASSAY_JOURNAL (source), result, &stats, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        assay_log_rarely (g_warning, "cannot count orders and deliveries: %s", error->message);
      return;
    }

  if (memcmp (&stats, &self->stats, sizeof stats) != 0)
    {
      self->stats = stats;
      g_signal_emit (self, signals[SIGNAL_STATS_CHANGED], 0);
    }
  if (self->count_again)
    count (self);
}

static gint64
get_midnight (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) midnight = NULL;

  midnight = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                                    g_date_time_get_day_of_month (now), 0, 0, 0);

  return g_date_time_to_unix_usec (midnight != NULL ? midnight : now);
}

/* One count at a time: a burst of orders ends in one more count, not in one for each. */
static void
count (AssayDesk *self)
{
  self->count_again = self->counting;
  if (self->counting || self->journal == NULL)
    return;

  self->counting = TRUE;
  assay_journal_get_stats_async (self->journal, get_midnight (), self->cancellable, counted_cb,
                                 g_object_ref (self));
}

/* A start waits for the secrets, for the journal and then for the inbox. */
static void
finish_start (AssayDesk    *self,
              const GError *error)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->start_task);

  if (task == NULL)
    return;

  /* Who started the desk may cancel the start, not the desk. */
  if (g_task_get_cancellable (task) != NULL)
    g_signal_handlers_disconnect_by_data (g_task_get_cancellable (task), self->cancellable);
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
listening_cb (const char   *url,
              const GError *error,
              gpointer      user_data)
{
  AssayDesk *self = user_data;

  g_clear_error (&self->inbox_error);
  if (error != NULL)
    self->inbox_error = g_error_copy (error);
  g_set_str (&self->inbox_url, url);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INBOX_URL]);

  finish_start (self, NULL);
}

static void
delivery_cb (gboolean    accepted,
             AssayOrder *order,
             const char *reason,
             gpointer    user_data)
{
  AssayDesk *self = user_data;

  if (accepted && order != NULL)
    g_signal_emit (self, signals[SIGNAL_ORDER_RECEIVED], 0, order);
  else if (!accepted)
    g_signal_emit (self, signals[SIGNAL_DELIVERY_REJECTED], 0, reason);
}

static void
refused_cb (const char *order_key,
            gpointer    user_data)
{
  AssayDesk *self = user_data;

  g_signal_emit (self, signals[SIGNAL_RESULT_REFUSED], 0, order_key);
}

static void
sending_cb (gboolean         sending,
            AssayOutboxPause pause,
            gpointer         user_data)
{
  AssayDesk *self = user_data;

  if (self->sending != sending)
    {
      self->sending = sending;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENDING]);
    }
  if (self->pause != pause)
    {
      self->pause = pause;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSE]);
    }
}

static void stopped_cb (gboolean has_ended,
                        gpointer user_data);

static const AssayStationListener listener = {
  .listening = listening_cb,
  .delivery = delivery_cb,
  .sending = sending_cb,
  .refused = refused_cb,
  .stopped = stopped_cb,
};

static void
start_station (AssayDesk *self)
{
  self->engine = assay_engine_new ();
  self->station = assay_station_start (self->engine, self->journal,
                                       g_steal_pointer (&self->settings), &listener, self);
}

static void
stop_engine (AssayDesk *self)
{
  if (self->engine != NULL)
    assay_engine_stop (self->engine);
  g_clear_object (&self->engine);
}

/* A start that is under way ends with the desk: what it waits for does not come any more. */
static void
let_go (AssayDesk *self)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                 "the desk was stopped");

  sending_cb (FALSE, ASSAY_OUTBOX_PAUSE_NONE, self);
  g_clear_pointer (&self->settings, assay_station_settings_free);
  if (self->journal != NULL)
    g_signal_handlers_disconnect_by_func (self->journal, count, self);
  g_clear_object (&self->journal);
  finish_start (self, error);
}

static void read_secrets (AssayDesk *self);

/* What waited for the station to end goes on. */
static void
go_on (AssayDesk *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->stop_task);
  gboolean start_waits = self->start_waits;

  self->start_waits = FALSE;
  if (task != NULL)
    {
      let_go (self);
      g_task_return_boolean (task, TRUE);
    }
  else if (start_waits)
    {
      read_secrets (self);
    }
}

/* An engine that still has work ends by itself when it is done. */
static void
stopped_cb (gboolean has_ended,
            gpointer user_data)
{
  g_autoptr(AssayDesk) self = user_data;

  self->stopping = FALSE;
  if (has_ended)
    stop_engine (self);
  else
    g_clear_object (&self->engine);
  go_on (self);
}

/* The desk lives at least until the station has ended. */
static void
stop_station (AssayDesk *self)
{
  if (self->stopping)
    return;

  if (self->station == NULL)
    {
      go_on (self);
      return;
    }

  self->stopping = TRUE;
  g_object_ref (self);
  assay_station_stop (g_steal_pointer (&self->station), TRUE);
}

static AssayOrderStatus
lookup_status (const char *result_value,
               gpointer    user_data)
{
  return assay_mapping_lookup_status (user_data, result_value);
}

/* The journal asks in a thread of its own, hence for a mapping of its own. */
static gboolean
set_up_journal (AssayDesk     *self,
                AssayJournal  *journal,
                GError       **error)
{
  AssayProfileTables *tables = assay_profile_get_tables (self->profile);
  AssayMapping *mapping = assay_profile_tables_dup_mapping (tables, error);

  if (mapping == NULL)
    return FALSE;

  assay_journal_set_status_func (journal, lookup_status, mapping, g_object_unref);

  return TRUE;
}

static void
tables_changed_cb (AssayDesk *self)
{
  g_autoptr(GError) error = NULL;

  if (self->journal != NULL && !set_up_journal (self, self->journal, &error))
    g_message ("the mapping stays as it was: %s", error->message);
}

static void
journal_opened_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(AssayDesk) self = user_data;
  g_autoptr(AssayJournal) journal = NULL;
  g_autoptr(GError) error = NULL;

  journal = assay_journal_open_finish (result, &error);
  if (self->start_task == NULL)
    return;
  if (journal == NULL ||
      (self->settings != NULL && !set_up_journal (self, journal, &error)))
    {
      finish_start (self, error);
      return;
    }

  self->journal = g_steal_pointer (&journal);
  if (g_task_get_source_tag (self->start_task) == assay_desk_open_async)
    {
      g_clear_pointer (&self->settings, assay_station_settings_free);
      finish_start (self, NULL);
      return;
    }

  g_signal_connect_object (self->journal, "changed", G_CALLBACK (count), self, G_CONNECT_SWAPPED);
  assay_journal_set_watching (self->journal, TRUE);
  count (self);
  start_station (self);
}

/* A missing keyring must not keep anybody from reading orders: without secrets nothing is sent and,
 * by policy, nothing unsigned is received. */
static gboolean
take_secret (AssayDesk     *self,
             GObject       *source,
             GAsyncResult  *result,
             char         **secret)
{
  g_autoptr(GError) error = NULL;

  *secret = assay_secret_store_lookup_finish (ASSAY_SECRET_STORE (source), result, &error);
  if (self->start_task == NULL)
    {
      g_clear_pointer (secret, assay_secret_free);
      return FALSE;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      finish_start (self, error);
      return FALSE;
    }
  if (error != NULL)
    g_message ("cannot read a secret: %s", error->message);
  if (error != NULL && self->secrets_error == NULL)
    self->secrets_error = g_steal_pointer (&error);

  return TRUE;
}

static void
take_lines (char  *secret,
            GStrv *lines)
{
  if (secret != NULL)
    *lines = assay_secret_split_lines (secret);
  assay_secret_free (secret);
}

static void
others_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(AssayDesk) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AssayOtherSecrets) others = NULL;

  others = assay_secret_store_list_others_finish (ASSAY_SECRET_STORE (source), result, &error);
  if (self->start_task == NULL)
    return;

  /* They only make a refusal clearer. */
  if (error != NULL)
    g_debug ("cannot read the secrets of other profiles: %s", error->message);
  self->settings->others = g_steal_pointer (&others);

  if (self->journal != NULL)
    start_station (self);
  else
    assay_journal_open_async (assay_profile_get_folder (self->profile), ASSAY_JOURNAL_READ_WRITE,
                              self->cancellable, journal_opened_cb, g_object_ref (self));
}

static void
packages_key_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(AssayDesk) self = user_data;
  char *key;

  if (!take_secret (self, source, result, &key))
    return;

  take_lines (key, &self->settings->keys);
  assay_secret_store_list_others_async (self->secrets, self->cancellable, others_cb,
                                        g_object_ref (self));
}

static void
webhook_secrets_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(AssayDesk) self = user_data;
  char *secrets;

  if (!take_secret (self, source, result, &secrets))
    return;

  take_lines (secrets, &self->settings->secrets);
  self->verifying = self->settings->secrets != NULL && self->settings->secrets[0] != NULL;
  assay_secret_store_lookup_async (self->secrets, ASSAY_SECRET_PACKAGES_KEY, self->cancellable,
                                   packages_key_cb, g_object_ref (self));
}

static void
api_key_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(AssayDesk) self = user_data;
  char *key;

  if (!take_secret (self, source, result, &key))
    return;

  self->settings->api_key = key;
  assay_secret_store_lookup_async (self->secrets, ASSAY_SECRET_WEBHOOK_SECRETS, self->cancellable,
                                   webhook_secrets_cb, g_object_ref (self));
}

static void
read_secrets (AssayDesk *self)
{
  assay_secret_store_lookup_async (self->secrets, ASSAY_SECRET_STACKONE_API_KEY, self->cancellable,
                                   api_key_cb, g_object_ref (self));
}

static void
assay_desk_dispose (GObject *object)
{
  AssayDesk *self = ASSAY_DESK (object);

  assay_desk_stop (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->profile);
  g_clear_object (&self->secrets);

  G_OBJECT_CLASS (assay_desk_parent_class)->dispose (object);
}

static void
assay_desk_finalize (GObject *object)
{
  AssayDesk *self = ASSAY_DESK (object);

  g_free (self->inbox_url);
  g_clear_error (&self->inbox_error);
  g_clear_error (&self->secrets_error);

  G_OBJECT_CLASS (assay_desk_parent_class)->finalize (object);
}

static void
assay_desk_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  AssayDesk *self = ASSAY_DESK (object);

  switch ((AssayDeskProperty) property_id)
    {
    case PROP_INBOX_URL:
      g_value_set_string (value, self->inbox_url);
      break;

    case PROP_SENDING:
      g_value_set_boolean (value, self->sending);
      break;

    case PROP_PAUSE:
      g_value_set_enum (value, self->pause);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
install_signals (GObjectClass *object_class)
{
  GType type = G_TYPE_FROM_CLASS (object_class);

  /**
   * AssayDesk::order-received:
   * @self: the desk
   * @order: the order
   *
   * This desk received an order that was not known before.
   */
  signals[SIGNAL_ORDER_RECEIVED] =
    g_signal_new ("order-received", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, ASSAY_TYPE_ORDER);

  /**
   * AssayDesk::result-refused:
   * @self: the desk
   * @order_key: the key of the order
   *
   * StackOne refused a result for good.
   */
  signals[SIGNAL_RESULT_REFUSED] =
    g_signal_new ("result-refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * AssayDesk::delivery-rejected:
   * @self: the desk
   * @reason: (nullable): why
   *
   * The inbox rejected a webhook.
   */
  signals[SIGNAL_DELIVERY_REJECTED] =
    g_signal_new ("delivery-rejected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * AssayDesk::stats-changed:
   * @self: the desk
   *
   * The numbers of [method@Desk.get_stats] changed.
   */
  signals[SIGNAL_STATS_CHANGED] =
    g_signal_new ("stats-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
assay_desk_class_init (AssayDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_desk_dispose;
  object_class->finalize = assay_desk_finalize;
  object_class->get_property = assay_desk_get_property;

  /**
   * AssayDesk:inbox-url:
   *
   * Where the inbox receives; %NULL while it does not.
   */
  properties[PROP_INBOX_URL] =
    g_param_spec_string ("inbox-url", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * AssayDesk:sending:
   *
   * Whether this process is the one that sends the profile's results.
   */
  properties[PROP_SENDING] =
    g_param_spec_boolean ("sending", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * AssayDesk:pause:
   *
   * Why results wait that StackOne has not refused.
   */
  properties[PROP_PAUSE] =
    g_param_spec_enum ("pause", NULL, NULL, ASSAY_TYPE_OUTBOX_PAUSE, ASSAY_OUTBOX_PAUSE_NONE,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  install_signals (object_class);
}

static void
assay_desk_init (AssayDesk *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * assay_desk_new:
 * @profile: a profile
 * @secrets: where the profile's secrets are kept
 *
 * Makes a desk that does not run yet.
 *
 * Returns: (transfer full): the desk
 */
AssayDesk *
assay_desk_new (AssayProfile     *profile,
                AssaySecretStore *secrets)
{
  AssayDesk *self;

  g_return_val_if_fail (ASSAY_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (ASSAY_IS_SECRET_STORE (secrets), NULL);

  self = g_object_new (ASSAY_TYPE_DESK, NULL);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (assay_profile_get_tables (profile), "changed",
                           G_CALLBACK (tables_changed_cb), self, G_CONNECT_SWAPPED);
  self->secrets = g_object_ref (secrets);

  return self;
}

static void
begin_start (AssayDesk    *self,
             GTask        *task,
             GCancellable *cancellable)
{
  self->start_task = task;
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel),
                             self->cancellable, G_CONNECT_SWAPPED);
}

/**
 * assay_desk_open_async:
 * @self: a desk that was not started
 * @mode: whether something is to be changed; to read needs no table of the profile
 * @cancellable: (nullable): a cancellable
 * @callback: called when the journal is open or cannot be opened
 * @user_data: data for @callback
 *
 * Opens the journal alone, for whoever neither receives nor sends.
 */
void
assay_desk_open_async (AssayDesk           *self,
                       AssayJournalMode     mode,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GError) error = NULL;
  GTask *task;

  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (self->start_task == NULL);
  g_return_if_fail (self->journal == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_desk_open_async);
  begin_start (self, task, cancellable);
  if (mode == ASSAY_JOURNAL_READ_WRITE)
    self->settings = assay_station_settings_new (self->profile, &error);
  if (error != NULL)
    finish_start (self, error);
  else
    assay_journal_open_async (assay_profile_get_folder (self->profile), mode, self->cancellable,
                              journal_opened_cb, g_object_ref (self));
}

/**
 * assay_desk_open_finish:
 * @self: a desk
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Completes [method@Desk.open_async].
 *
 * Returns: whether the journal is open; otherwise @error is an %ASSAY_JOURNAL_ERROR, or an error of
 *   a damaged table
 */
gboolean
assay_desk_open_finish (AssayDesk     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_desk_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * assay_desk_start_async:
 * @self: a desk that is not being started
 * @listen: (nullable): HOST:PORT of the inbox instead of the profile's
 * @base_url: (nullable): address of StackOne instead of the profile's
 * @cancellable: (nullable): a cancellable
 * @callback: called when the desk runs or cannot
 * @user_data: data for @callback
 *
 * Reads the secrets, opens the journal and starts to receive and to send. A desk that runs starts
 * again with what settings, tables and secrets say now; its journal stays open.
 */
void
assay_desk_start_async (AssayDesk           *self,
                        const char          *listen,
                        const char          *base_url,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GError) error = NULL;
  GTask *task;

  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (self->start_task == NULL);

  g_clear_error (&self->secrets_error);
  assay_profile_tables_reload (assay_profile_get_tables (self->profile));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_desk_start_async);
  begin_start (self, task, cancellable);

  self->settings = assay_station_settings_new (self->profile, &error);
  if (self->settings == NULL)
    {
      finish_start (self, error);
      return;
    }
  if (listen != NULL)
    g_set_str (&self->settings->listen, listen);
  if (base_url != NULL)
    g_set_str (&self->settings->base_url, base_url);

  self->start_waits = TRUE;
  stop_station (self);
}

/**
 * assay_desk_start_finish:
 * @self: a desk
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Completes [method@Desk.start_async]. When the inbox cannot listen the desk runs all the same, see
 * [method@Desk.get_inbox_error].
 *
 * Returns: whether the desk runs; otherwise @error is an %ASSAY_JOURNAL_ERROR, or an error of a
 *   damaged table
 */
gboolean
assay_desk_start_finish (AssayDesk     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_desk_start_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * assay_desk_stop_async:
 * @self: a desk
 * @callback: (nullable) (scope async): called when it has stopped
 * @user_data: data for @callback
 *
 * Ends receiving and sending for good and closes the journal. Calls to StackOne that are under way
 * may end first, for two seconds at most. A start that is under way is cancelled.
 */
void
assay_desk_stop_async (AssayDesk           *self,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (self->stop_task == NULL);

  self->stop_task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->stop_task, assay_desk_stop_async);
  g_cancellable_cancel (self->cancellable);
  stop_station (self);
}

/**
 * assay_desk_stop_finish:
 * @self: a desk
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Completes [method@Desk.stop_async].
 *
 * Returns: %TRUE; it cannot fail
 */
gboolean
assay_desk_stop_finish (AssayDesk     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * assay_desk_stop:
 * @self: a desk that is not being stopped
 *
 * Ends receiving and sending at once and closes the journal. Calls to StackOne that are under way
 * are broken off and made again by whoever sends next.
 */
void
assay_desk_stop (AssayDesk *self)
{
  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (!self->stopping);

  g_cancellable_cancel (self->cancellable);
  if (self->station != NULL)
    assay_station_stop (g_steal_pointer (&self->station), FALSE);
  stop_engine (self);
  let_go (self);
}

/**
 * assay_desk_get_profile:
 * @self: a desk
 *
 * Gets the profile that the desk runs.
 *
 * Returns: (transfer none): the profile
 */
AssayProfile *
assay_desk_get_profile (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), NULL);

  return self->profile;
}

/**
 * assay_desk_get_engine:
 * @self: a desk
 *
 * Gets the thread that serves the desk's sockets.
 *
 * Returns: (transfer none) (nullable): the engine; %NULL while the desk does not run
 */
AssayEngine *
assay_desk_get_engine (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), NULL);

  return self->engine;
}

/**
 * assay_desk_get_journal:
 * @self: a desk
 *
 * Gets the journal, to read from it and to append to it.
 *
 * Returns: (transfer none) (nullable): the journal; %NULL while the desk does not run
 */
AssayJournal *
assay_desk_get_journal (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), NULL);

  return self->journal;
}

/**
 * assay_desk_get_inbox_url:
 * @self: a desk
 *
 * Gets where the inbox receives.
 *
 * Returns: (transfer none) (nullable): scheme, host and port; %NULL while it does not receive
 */
const char *
assay_desk_get_inbox_url (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), NULL);

  return self->inbox_url;
}

/**
 * assay_desk_get_inbox_error:
 * @self: a desk
 *
 * Gets why the inbox does not receive.
 *
 * Returns: (transfer none) (nullable): an %ASSAY_HTTP_ERROR; %NULL when it receives
 */
const GError *
assay_desk_get_inbox_error (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), NULL);

  return self->inbox_error;
}

/**
 * assay_desk_get_sending:
 * @self: a desk
 *
 * Gets whether this process is the one that sends.
 *
 * Returns: whether it is
 */
gboolean
assay_desk_get_sending (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), FALSE);

  return self->sending;
}

/**
 * assay_desk_get_pause:
 * @self: a desk
 *
 * Gets why results wait that StackOne has not refused.
 *
 * Returns: the reason, or %ASSAY_OUTBOX_PAUSE_NONE
 */
AssayOutboxPause
assay_desk_get_pause (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), ASSAY_OUTBOX_PAUSE_NONE);

  return self->pause;
}

/**
 * assay_desk_get_stats:
 * @self: a desk
 *
 * Gets the desk's pulse: new orders, deliveries of today, results that wait.
 *
 * Returns: (transfer none): the numbers
 */
const AssayJournalStats *
assay_desk_get_stats (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), NULL);

  return &self->stats;
}

/**
 * assay_desk_get_secrets_error:
 * @self: a desk
 *
 * Gets why keys and signing secrets could not be read.
 *
 * Returns: (transfer none) (nullable): an %ASSAY_STACKONE_ERROR; %NULL when they were
 */
const GError *
assay_desk_get_secrets_error (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), NULL);

  return self->secrets_error;
}

/**
 * assay_desk_get_verifying:
 * @self: a desk
 *
 * Tells whether webhooks can be verified.
 *
 * Returns: whether a signing secret is known
 */
gboolean
assay_desk_get_verifying (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), FALSE);

  return self->verifying;
}
