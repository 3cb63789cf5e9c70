/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-desk-commands.h"

#include "assay-catalogue-private.h"
#include "assay-event-body.h"
#include "assay-outbox-queue.h"
#include "assay-package.h"

/*
 * What people do at a desk. Windows and assayctl do it through here, so that events are made in one
 * place below them.
 */

static void
appended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (assay_journal_append_finish (ASSAY_JOURNAL (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Returns: (transfer full) (nullable): a task, unless the desk has no journal and that was said */
static GTask *
begin (AssayDesk *self,
       gpointer tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  if (assay_desk_get_journal (self) != NULL)
    return g_steal_pointer (&task);

  g_task_return_new_error (task, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN,
                           "the journal is not open");

  return NULL;
}

static void
append (AssayDesk *self,
        const char *kind,
        const char *order_key,
        const AssayEventBody *body,
        gint64 expected_version,
        const char *actor,
        GCancellable *cancellable,
        GAsyncReadyCallback callback,
        gpointer user_data)
{
  GTask *task = begin (self, assay_desk_command_finish, cancellable, callback, user_data);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);

  if (task == NULL)
    return;

  g_ptr_array_add (events,
                   assay_event_build (kind, NULL, g_get_real_time (), order_key, actor, body));
  assay_journal_append_async (assay_desk_get_journal (self), events, NULL, expected_version,
                              cancellable, appended_cb, task);
}

/**
 * assay_desk_claim_async:
 * @self: a desk with an open journal
 * @order_key: the key of an order
 * @by: (nullable): who works on it from now on; %NULL for nobody
 * @expected_version: the `claim_version` of the [struct@OrderState] that was seen, or -1 for any
 * @actor: who says so
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is stored
 * @user_data: data for @callback
 *
 * Takes an order on, or gives it back. Who was faster wins: an order whose claim has changed since
 * @expected_version is refused with the journal's `CONFLICT`.
 */
void
assay_desk_claim_async (AssayDesk *self,
                        const char *order_key,
                        const char *by,
                        gint64 expected_version,
                        const char *actor,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  AssayEventBody body = { .by = (char *) (by != NULL ? by : "") };

  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (order_key != NULL);

  append (self, ASSAY_EVENT_ORDER_CLAIMED, order_key, &body, expected_version, actor, cancellable,
          callback, user_data);
}

/**
 * assay_desk_note_async:
 * @self: a desk with an open journal
 * @order_key: the key of an order
 * @note: a note for colleagues
 * @actor: who writes it
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is stored
 * @user_data: data for @callback
 *
 * Writes a note into the timeline of an order.
 */
void
assay_desk_note_async (AssayDesk *self,
                       const char *order_key,
                       const char *note,
                       const char *actor,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  AssayEventBody body = { .note = (char *) note };

  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (order_key != NULL);
  g_return_if_fail (note != NULL);

  append (self, ASSAY_EVENT_ORDER_NOTED, order_key, &body, -1, actor, cancellable, callback,
          user_data);
}

/**
 * assay_desk_archive_async:
 * @self: a desk with an open journal
 * @order_key: the key of an order
 * @archived: whether it is out of the way from now on
 * @actor: who says so
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is stored
 * @user_data: data for @callback
 *
 * Puts an order among the archived ones, or back.
 */
void
assay_desk_archive_async (AssayDesk *self,
                          const char *order_key,
                          gboolean archived,
                          const char *actor,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  AssayEventBody body = { .archived = archived };

  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (order_key != NULL);

  append (self, ASSAY_EVENT_ORDER_ARCHIVED, order_key, &body, -1, actor, cancellable, callback,
          user_data);
}

/**
 * assay_desk_mark_seen_async:
 * @self: a desk with an open journal
 * @order_key: the key of an order
 * @actor: who saw it
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable) (scope async): called when it is stored
 * @user_data: data for @callback
 *
 * Notes that somebody has seen an order, so that it is not new any more.
 */
void
assay_desk_mark_seen_async (AssayDesk *self,
                            const char *order_key,
                            const char *actor,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (order_key != NULL);

  append (self, ASSAY_EVENT_ORDER_SEEN, order_key, NULL, -1, actor, cancellable, callback,
          user_data);
}

/**
 * assay_desk_save_draft_async:
 * @self: a desk with an open journal
 * @order_key: the key of an order
 * @body: the result as far as it has come, a JSON object
 * @actor: who writes it
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is stored
 * @user_data: data for @callback
 *
 * Keeps a result that is not sent yet. A body that is no JSON object is refused with an
 * [error@CoreError].
 */
void
assay_desk_save_draft_async (AssayDesk *self,
                             const char *order_key,
                             GBytes *body,
                             const char *actor,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  AssayEventBody members = { .body = body };
  g_autoptr (AssayJson) json = NULL;
  GError *error = NULL;

  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (order_key != NULL);
  g_return_if_fail (body != NULL);

  json = assay_json_parse (body, &error);
  if (json == NULL || !assay_json_check_kind (json, ASSAY_JSON_OBJECT, &error))
    {
      g_task_report_error (self, callback, user_data, assay_desk_command_finish, error);
      return;
    }

  append (self, ASSAY_EVENT_RESULT_DRAFTED, order_key, &members, -1, actor, cancellable, callback,
          user_data);
}

/**
 * assay_desk_discard_draft_async:
 * @self: a desk with an open journal
 * @order_key: the key of an order
 * @actor: who does it
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is stored
 * @user_data: data for @callback
 *
 * Forgets the draft of an order; the timeline keeps it.
 */
void
assay_desk_discard_draft_async (AssayDesk *self,
                                const char *order_key,
                                const char *actor,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (order_key != NULL);

  append (self, ASSAY_EVENT_RESULT_DISCARDED, order_key, NULL, -1, actor, cancellable, callback,
          user_data);
}

/**
 * assay_desk_hurry_result_async:
 * @self: a desk with an open journal
 * @order_key: the key of an order
 * @revision: a result of it that waits to be tried again
 * @actor: who does not want to wait
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is stored
 * @user_data: data for @callback
 *
 * Has a result that could not be delivered yet be tried at once, by whatever process sends.
 */
void
assay_desk_hurry_result_async (AssayDesk *self,
                               const char *order_key,
                               const char *revision,
                               const char *actor,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  AssayEventBody body = { .revision = (char *) revision };

  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (order_key != NULL);
  g_return_if_fail (revision != NULL);

  append (self, ASSAY_EVENT_RESULT_HURRIED, order_key, &body, -1, actor, cancellable, callback,
          user_data);
}

/**
 * assay_desk_import_async:
 * @self: a desk with an open journal
 * @orders: (element-type AssayEvent): what [method@OrderImport.read] made of them
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when they are stored
 * @user_data: data for @callback
 *
 * Enters orders by hand, all or none of them.
 */
void
assay_desk_import_async (AssayDesk *self,
                         GPtrArray *orders,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (orders != NULL);

  task = begin (self, assay_desk_command_finish, cancellable, callback, user_data);
  if (task != NULL)
    assay_journal_append_async (assay_desk_get_journal (self), orders, NULL, -1, cancellable,
                                appended_cb, task);
}

static void
change_catalogue (AssayDesk *self,
                  GPtrArray *steps,
                  const char *actor,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  g_autoptr (GPtrArray) events = assay_catalogue_steps_build (steps, actor);

  assay_desk_import_async (self, events, cancellable, callback, user_data);
}

/**
 * assay_desk_save_packages_async:
 * @self: a desk with an open journal
 * @packages: (element-type AssayPackage): packages, each with an id
 * @actor: who saves them
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when they are stored
 * @user_data: data for @callback
 *
 * Puts packages into the catalogue, all or none of them. A new one goes to the end, a known one
 * stays in its place.
 */
void
assay_desk_save_packages_async (AssayDesk *self,
                                GPtrArray *packages,
                                const char *actor,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GPtrArray) steps = assay_catalogue_steps_new ();

  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (packages != NULL);

  for (guint i = 0; i < packages->len; i++)
    assay_catalogue_steps_save (steps, packages->pdata[i]);
  change_catalogue (self, steps, actor, cancellable, callback, user_data);
}

/**
 * assay_desk_remove_package_async:
 * @self: a desk with an open journal
 * @id: the id of a package
 * @actor: who removes it
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is stored
 * @user_data: data for @callback
 *
 * Takes a package out of the catalogue. Orders that name it keep what they say of it.
 */
void
assay_desk_remove_package_async (AssayDesk *self,
                                 const char *id,
                                 const char *actor,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GPtrArray) steps = assay_catalogue_steps_new ();

  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (id != NULL);

  assay_catalogue_steps_remove (steps, id);
  change_catalogue (self, steps, actor, cancellable, callback, user_data);
}

/**
 * assay_desk_command_finish:
 * @self: a desk
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Completes any of the calls that change an order or the catalogue.
 *
 * Returns: whether it is stored; otherwise @error is an %ASSAY_JOURNAL_ERROR or %ASSAY_CORE_ERROR
 */
gboolean
assay_desk_command_finish (AssayDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_desk_command_finish), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
queued_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *revision = assay_outbox_queue_result_finish (ASSAY_JOURNAL (source), result, NULL, &error);

  if (revision != NULL)
    g_task_return_pointer (task, revision, g_free);
  else
    g_task_return_error (task, error);
}

/* A result on its way, while it is asked what was sent before. */
typedef struct
{
  AssayJournal *journal; /* owned */
  char *order_key;       /* owned */
  GBytes *body;          /* owned */
  char *override_reason; /* owned */
  char *actor;           /* owned */
  gint64 expected_version;
} Queueing;

static void
queueing_free (gpointer data)
{
  Queueing *self = data;

  g_object_unref (self->journal);
  g_free (self->order_key);
  g_bytes_unref (self->body);
  g_free (self->override_reason);
  g_free (self->actor);
  g_free (self);
}

/* @task: (transfer full) */
static void
queue (GTask *task)
{
  Queueing *self = g_task_get_task_data (task);

  assay_outbox_queue_result_async (self->journal, assay_clock_get_system (), self->order_key,
                                   self->body, self->override_reason, self->actor,
                                   self->expected_version, g_task_get_cancellable (task), queued_cb,
                                   task);
}

static gboolean
is_final (AssayDesk *self, GBytes *accumulated)
{
  AssayProfileTables *tables = assay_profile_get_tables (assay_desk_get_profile (self));
  AssayMapping *mapping = assay_profile_tables_get_mapping (tables, NULL);
  g_autoptr (AssayJson) json = accumulated != NULL ? assay_json_parse (accumulated, NULL) : NULL;
  g_autoptr (AssayJson) result = NULL;
  g_autofree char *value = NULL;

  if (json != NULL && assay_json_get_member_kind (json, "result") == ASSAY_JSON_OBJECT)
    result = assay_json_dup_member (json, "result");
  if (result != NULL)
    value = assay_json_dup_member_text (result, "value");

  return mapping != NULL &&
         assay_order_status_is_final (assay_mapping_lookup_status (mapping, value));
}

static void
results_before_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (AssayOrderResults) results = NULL;
  GError *error = NULL;

  results = assay_journal_get_results_finish (ASSAY_JOURNAL (source), result, &error);
  if (results == NULL)
    g_task_return_error (task, error);
  else if (is_final (g_task_get_source_object (task), results->accumulated))
    g_task_return_new_error (task, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_FINAL,
                             "a final result was delivered already, and the setting "
                             "results-block-after-final lets no second one be sent");
  else
    queue (g_steal_pointer (&task));
}

/**
 * assay_desk_queue_result_async:
 * @self: a desk with an open journal
 * @order_key: the key of an order
 * @body: the result to send, a JSON object; these bytes are sent as they are
 * @override_reason: (nullable): why it is sent in spite of findings
 * @expected_version: the `result_version` of the [struct@OrderState] that was seen, or -1 for any
 * @actor: who sends it
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is stored
 * @user_data: data for @callback
 *
 * Queues a result, see [func@Outbox.queue_result_async]. Where the settings say so, it fails with
 * %ASSAY_DESK_ERROR_FINAL after a final one.
 */
void
assay_desk_queue_result_async (AssayDesk *self,
                               const char *order_key,
                               GBytes *body,
                               const char *override_reason,
                               gint64 expected_version,
                               const char *actor,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  AssayJournal *journal;
  Queueing *queueing;
  GTask *task;

  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (order_key != NULL);
  g_return_if_fail (body != NULL);

  task = begin (self, assay_desk_queue_result_async, cancellable, callback, user_data);
  if (task == NULL)
    return;

  journal = assay_desk_get_journal (self);
  queueing = g_new0 (Queueing, 1);
  queueing->journal = g_object_ref (journal);
  queueing->order_key = g_strdup (order_key);
  queueing->body = g_bytes_ref (body);
  queueing->override_reason = g_strdup (override_reason);
  queueing->actor = g_strdup (actor);
  queueing->expected_version = expected_version;
  g_task_set_task_data (task, queueing, queueing_free);

  if (g_settings_get_boolean (assay_profile_get_settings (assay_desk_get_profile (self)),
                              "results-block-after-final"))
    assay_journal_get_results_async (journal, order_key, cancellable, results_before_cb, task);
  else
    queue (task);
}

/**
 * assay_desk_queue_result_finish:
 * @self: a desk
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Completes [method@Desk.queue_result_async].
 *
 * Returns: (transfer full) (nullable): the revision, which the events about this sending carry
 */
char *
assay_desk_queue_result_finish (AssayDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_desk_queue_result_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
