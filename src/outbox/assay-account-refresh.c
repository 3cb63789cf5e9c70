/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-account-refresh.h"

#include "assay-event-body.h"

/* Brings what the journal knows of the linked accounts to what StackOne says now. */

typedef struct
{
  AssayStackoneClient *client; /* (owned) */
  char *actor;                 /* (owned) */
  GPtrArray *accounts;         /* (owned): what StackOne says */
  guint n_changed;
} Refresh;

static void
refresh_free (gpointer data)
{
  Refresh *self = data;

  g_object_unref (self->client);
  g_free (self->actor);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_free (self);
}

static AssayJson *
write_account (AssayAccount *account)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  assay_account_write_json (account, writer);
  bytes = assay_json_writer_finish (writer);

  return assay_json_parse (bytes, NULL);
}

/* Returns: (transfer full) (nullable): an event, where the account says something new */
static AssayEvent *
build_event (Refresh *self, AssayAccount *account, AssayAccount *known)
{
  g_autoptr (AssayJson) now = write_account (account);
  AssayEventBody body = { .position = -1, .account = now };

  if (known != NULL)
    {
      g_autoptr (AssayJson) before = write_account (known);
      g_autoptr (AssayJson) merged = assay_json_complete (before, now);

      if (assay_json_equal (before, merged))
        return NULL;
    }

  return assay_event_build (ASSAY_EVENT_ACCOUNT_SEEN, NULL, g_get_real_time (), NULL, self->actor,
                            &body);
}

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

static void
known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Refresh *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) known = assay_journal_list_finish (ASSAY_JOURNAL (source), result, &error);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  if (known == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < known->len; i++)
    g_hash_table_insert (by_id, (char *) assay_account_get_id (known->pdata[i]), known->pdata[i]);
  for (guint i = 0; i < self->accounts->len; i++)
    {
      AssayAccount *account = self->accounts->pdata[i];
      AssayEvent *event = build_event (self, account,
                                       g_hash_table_lookup (by_id, assay_account_get_id (account)));

      if (event != NULL)
        g_ptr_array_add (events, event);
    }

  self->n_changed = events->len;
  if (events->len == 0)
    g_task_return_boolean (task, TRUE);
  else
    assay_journal_append_async (ASSAY_JOURNAL (source), events, NULL, -1,
                                g_task_get_cancellable (task), appended_cb, g_object_ref (task));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Refresh *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->accounts = assay_stackone_client_list_accounts_finish (ASSAY_STACKONE_CLIENT (source),
                                                               result, &error);
  if (self->accounts == NULL)
    g_task_return_error (task, error);
  else
    assay_journal_list_accounts_async (g_task_get_source_object (task),
                                       g_task_get_cancellable (task), known_cb,
                                       g_object_ref (task));
}

/**
 * assay_account_refresh_async:
 * @journal: where accounts are known
 * @client: what calls StackOne
 * @actor: who asks
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the journal knows what StackOne says
 * @user_data: data for @callback
 *
 * Asks StackOne for the linked accounts and stores what is new of them. What StackOne does not list
 * stays as it is known: its webhook says when it goes.
 */
void
assay_account_refresh_async (AssayJournal *journal,
                             AssayStackoneClient *client,
                             const char *actor,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;
  Refresh *refresh;

  g_return_if_fail (ASSAY_IS_JOURNAL (journal));
  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (client));
  g_return_if_fail (actor != NULL);

  task = g_task_new (journal, cancellable, callback, user_data);
  refresh = g_new0 (Refresh, 1);
  refresh->client = g_object_ref (client);
  refresh->actor = g_strdup (actor);
  g_task_set_source_tag (task, assay_account_refresh_async);
  g_task_set_task_data (task, refresh, refresh_free);
  assay_stackone_client_list_accounts_async (client, cancellable, listed_cb, task);
}

/**
 * assay_account_refresh_finish:
 * @journal: the journal
 * @result: what the callback was given
 * @n_changed: (out) (optional): of how many accounts something new was stored
 * @error: return location for an error of the journal or of the call
 *
 * Completes assay_account_refresh_async().
 *
 * Returns: whether that worked
 */
gboolean
assay_account_refresh_finish (AssayJournal *journal,
                              GAsyncResult *result,
                              guint *n_changed,
                              GError **error)
{
  Refresh *refresh;

  g_return_val_if_fail (g_task_is_valid (result, journal), FALSE);

  refresh = g_task_get_task_data (G_TASK (result));
  if (n_changed != NULL)
    *n_changed = refresh->n_changed;

  return g_task_propagate_boolean (G_TASK (result), error);
}
