/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-desk-private.h"

#include "assay-log.h"

/* A start waits for the secrets, for the journal and then for the inbox. */
static void
finish_start (AssayDesk *self, const GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->start_task);

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
listening_cb (const char *url, const GError *error, gpointer user_data)
{
  AssayDesk *self = user_data;

  g_clear_error (&self->inbox_error);
  if (error != NULL)
    self->inbox_error = g_error_copy (error);
  g_set_str (&self->inbox_url, url);
  g_object_notify (G_OBJECT (self), "inbox-url");

  finish_start (self, NULL);
}

static void
delivery_cb (gboolean accepted, AssayWebhook *webhook, const char *reason, gpointer user_data)
{
  AssayDesk *self = user_data;
  guint order_received = g_signal_lookup ("order-received", ASSAY_TYPE_DESK);

  /* Nobody listens to a headless desk. */
  if (accepted && g_signal_has_handler_pending (self, order_received, 0, FALSE))
    {
      g_autoptr (AssayOrder) order = assay_webhook_dup_order (webhook);

      g_signal_emit (self, order_received, 0, order);
    }
  else if (!accepted)
    {
      g_signal_emit_by_name (self, "delivery-rejected", reason);
    }
}

/* That it is not kept shows in the preferences only, as an older time. */
static void
use_noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayProfile) profile = user_data;
  g_autoptr (GError) error = NULL;

  if (!assay_secret_uses_note_finish (assay_profile_get_secret_uses (profile), result, &error))
    assay_log_rarely (g_message, "the use of a signing secret cannot be kept: %s", error->message);
}

static void
secret_used_cb (const char *fingerprint, gpointer user_data)
{
  AssayDesk *self = user_data;

  assay_secret_uses_note_async (assay_profile_get_secret_uses (self->profile), fingerprint,
                                g_get_real_time (), use_noted_cb, g_object_ref (self->profile));
}

static void
refused_cb (const char *order_key, gpointer user_data)
{
  AssayDesk *self = user_data;

  g_signal_emit_by_name (self, "result-refused", order_key);
}

static void
connector_read_cb (gpointer user_data)
{
  AssayDesk *self = user_data;

  assay_profile_tables_reload_connector_meta (assay_profile_get_tables (self->profile));
}

static void
sending_cb (gboolean sending, AssayOutboxPause pause, gpointer user_data)
{
  AssayDesk *self = user_data;

  if (self->sending != sending)
    {
      self->sending = sending;
      g_object_notify (G_OBJECT (self), "sending");
    }
  if (self->pause != pause)
    {
      self->pause = pause;
      g_object_notify (G_OBJECT (self), "pause");
    }
}

static void stopped_cb (gboolean has_ended, gpointer user_data);

static const AssayStationListener listener = {
  .listening = listening_cb,
  .delivery = delivery_cb,
  .sending = sending_cb,
  .secret_used = secret_used_cb,
  .refused = refused_cb,
  .connector_read = connector_read_cb,
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
  g_autoptr (GError)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the desk was stopped");

  sending_cb (FALSE, ASSAY_OUTBOX_PAUSE_NONE, self);
  g_clear_pointer (&self->settings, assay_station_settings_free);
  if (self->journal != NULL)
    g_signal_handlers_disconnect_by_func (self->journal, assay_desk_count, self);
  assay_desk_stop_retention (self);
  g_clear_object (&self->journal);
  finish_start (self, error);
}

static AssayOrderStatus
lookup_status (const char *result_value, gpointer user_data)
{
  return assay_mapping_lookup_status (user_data, result_value);
}

/* The journal asks in a thread of its own, hence for a mapping of its own. */
gboolean
assay_desk_set_up_journal (AssayDesk *self, AssayJournal *journal, GError **error)
{
  AssayProfileTables *tables = assay_profile_get_tables (self->profile);
  AssayMapping *mapping = assay_profile_tables_dup_mapping (tables, error);

  if (mapping == NULL)
    return FALSE;

  assay_journal_set_status_func (journal, lookup_status, mapping, g_object_unref);

  return TRUE;
}

static void
journal_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayDesk) self = user_data;
  g_autoptr (AssayJournal) journal = NULL;
  g_autoptr (GError) error = NULL;

  journal = assay_journal_open_finish (result, &error);
  if (self->start_task == NULL)
    return;
  if (journal == NULL ||
      (self->settings != NULL && !assay_desk_set_up_journal (self, journal, &error)))
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

  g_signal_connect_object (self->journal, "changed", G_CALLBACK (assay_desk_count), self,
                           G_CONNECT_SWAPPED);
  assay_journal_set_watching (self->journal, TRUE);
  assay_desk_count (self);
  assay_desk_start_retention (self);
  start_station (self);
}

/* The journal stays open when the desk starts again. */
static void
secrets_read_cb (AssayDesk *self, const GError *error)
{
  if (error != NULL)
    finish_start (self, error);
  else if (self->station != NULL)
    assay_station_configure (self->station, g_steal_pointer (&self->settings));
  else if (self->journal != NULL)
    start_station (self);
  else
    assay_journal_open_async (assay_profile_get_folder (self->profile), ASSAY_JOURNAL_READ_WRITE,
                              self->cancellable, journal_opened_cb, g_object_ref (self));
}

/* What waited for the station to end goes on. */
static void
go_on (AssayDesk *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->stop_task);
  gboolean start_waits = self->start_waits;

  self->start_waits = FALSE;
  if (task != NULL)
    {
      let_go (self);
      g_task_return_boolean (task, TRUE);
    }
  else if (start_waits)
    {
      assay_desk_read_secrets (self, secrets_read_cb);
    }
}

/* An engine that still has work ends by itself when it is done. */
static void
stopped_cb (gboolean has_ended, gpointer user_data)
{
  g_autoptr (AssayDesk) self = user_data;

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

static void
begin_start (AssayDesk *self, GTask *task, GCancellable *cancellable)
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
assay_desk_open_async (AssayDesk *self,
                       AssayJournalMode mode,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GError) error = NULL;
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
assay_desk_open_finish (AssayDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_desk_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * assay_desk_set_tls_files:
 * @self: a desk that is not being started
 * @certificate: (nullable): a file with the certificate of the inbox; %NULL for no TLS
 * @key: (nullable): a file with its key
 *
 * Makes the inbox speak TLS, and nothing else. The files are read at each start. One that cannot be
 * used is told as an address is that cannot be listened on, see [method@Desk.get_inbox_error].
 */
void
assay_desk_set_tls_files (AssayDesk *self, const char *certificate, const char *key)
{
  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail ((certificate == NULL) == (key == NULL));

  g_set_str (&self->tls_certificate, certificate);
  g_set_str (&self->tls_key, key);
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
 * Reads the secrets, opens the journal and starts to receive and to send. A desk that runs goes on
 * with what settings, tables and secrets say now; its journal stays open, and so do its connections
 * unless another address is to be listened on.
 */
void
assay_desk_start_async (AssayDesk *self,
                        const char *listen,
                        const char *base_url,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GError) error = NULL;
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
  g_set_str (&self->settings->tls_certificate, self->tls_certificate);
  g_set_str (&self->settings->tls_key, self->tls_key);
  if (listen != NULL)
    g_set_str (&self->settings->listen, listen);
  g_set_str (&self->base_url, base_url);
  if (base_url != NULL)
    g_set_str (&self->settings->base_url, base_url);

  self->start_waits = self->stopping;
  if (!self->stopping)
    assay_desk_read_secrets (self, secrets_read_cb);
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
assay_desk_start_finish (AssayDesk *self, GAsyncResult *result, GError **error)
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
assay_desk_stop_async (AssayDesk *self, GAsyncReadyCallback callback, gpointer user_data)
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
assay_desk_stop_finish (AssayDesk *self, GAsyncResult *result, GError **error)
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
