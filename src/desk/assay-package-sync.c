/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-package-sync-private.h"

#include "assay-desk-commands.h"
#include "assay-journal-read.h"

/* How often a call is repeated that the limit of the key held up; the client waits in between. */
#define MAX_TRIES 4

/**
 * AssayPackageSync:
 *
 * Brings the packages of background checks at StackOne, for one account, to what the catalogue
 * says: first a plan, then what was chosen of it, one row after the other. What StackOne answers to
 * a new package, its id, is kept in the catalogue.
 */
struct _AssayPackageSync
{
  GObject parent_instance;

  /* owned */
  AssayDesk *desk;
  AssayStackoneClient *client;
  char *account_id;
  char *actor;
  GPtrArray *rows;

  /* plain */
  guint current;
  guint n_tries;
};

enum
{
  SIGNAL_ROW_SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AssayPackageSync, assay_package_sync, G_TYPE_OBJECT)

static void run_next (GTask *task);
static void perform (GTask *task);

static AssayPackageSyncRow *
get_row (AssayPackageSync *self)
{
  return self->rows->pdata[self->current];
}

/* After these every other row would fail in the same way. */
static gboolean
ends_all (const GError *error)
{
  return g_error_matches (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_UNAUTHORIZED) ||
         g_error_matches (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_FORBIDDEN) ||
         g_error_matches (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_NO_API_KEY) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Takes @error over, and @task when all is over. */
static void
settle (GTask *task, GError *error)
{
  AssayPackageSync *self = g_task_get_source_object (task);
  AssayPackageSyncRow *row = get_row (self);

  row->done = error == NULL;
  row->error = error;
  g_signal_emit (self, signals[SIGNAL_ROW_SETTLED], 0, self->current);
  if (error != NULL && ends_all (error))
    {
      g_task_return_error (task, g_error_copy (error));
      g_object_unref (task);
      return;
    }

  self->current++;
  run_next (task);
}

/* The limit of the key is waited for by the client; it was said before anything was done. */
static gboolean
try_again (GTask *task, const GError *error)
{
  AssayPackageSync *self = g_task_get_source_object (task);
  const AssayStackoneFailure *failure;

  if (!g_error_matches (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_TOO_MANY_REQUESTS))
    return FALSE;
  failure = assay_stackone_error_get_failure (error);
  if (failure == NULL || assay_stackone_failure_get_limit (failure) != ASSAY_STACKONE_LIMIT_KEY ||
      assay_stackone_failure_get_retry_after (failure) <= 0 || ++self->n_tries >= MAX_TRIES)
    return FALSE;

  perform (task);

  return TRUE;
}

static void
remembered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  assay_desk_command_finish (ASSAY_DESK (source), result, &error);
  settle (user_data, error);
}

/* The catalogue is read anew, so that nobody's change in the meantime is lost. */
static void
catalogue_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AssayPackageSync *self = g_task_get_source_object (task);
  AssayPackageSyncRow *row = get_row (self);
  const char *id = g_object_get_data (G_OBJECT (task), "stackone-id");
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();
  g_autoptr (GPtrArray) packages = NULL;
  GError *error = NULL;

  packages = assay_journal_list_finish (ASSAY_JOURNAL (source), result, &error);
  for (guint i = 0; packages != NULL && i < packages->len; i++)
    {
      if (g_strcmp0 (assay_package_get_id (packages->pdata[i]),
                     assay_package_get_id (row->package)) == 0)
        g_ptr_array_add (changed, packages->pdata[i]);
    }
  if (changed->len == 0)
    {
      settle (task, error);
      return;
    }

  assay_package_remember (changed->pdata[0], self->account_id, id);
  assay_desk_save_packages_async (self->desk, changed, self->actor, NULL, remembered_cb, task);
}

/* Keeps StackOne's id of the row's package; what is done there is kept even if we are cancelled. */
static void
remember (GTask *task, const char *id)
{
  AssayPackageSync *self = g_task_get_source_object (task);
  AssayPackageSyncRow *row = get_row (self);
  g_autofree char *known = assay_package_dup_stackone_id (row->package, self->account_id);

  if (id == NULL || g_strcmp0 (known, id) == 0)
    {
      settle (task, NULL);
      return;
    }

  g_object_set_data_full (G_OBJECT (task), "stackone-id", g_strdup (id), g_free);
  assay_journal_list_packages_async (assay_desk_get_journal (self->desk), NULL, catalogue_cb, task);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autofree char *id = assay_stackone_client_create_package_finish (ASSAY_STACKONE_CLIENT (source),
                                                                     result, &error);

  if (id != NULL)
    remember (task, id);
  else if (try_again (task, error))
    g_error_free (error);
  else
    settle (task, error);
}

static void
updated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AssayPackageSyncRow *row = get_row (g_task_get_source_object (task));
  GError *error = NULL;

  if (assay_stackone_client_update_package_finish (ASSAY_STACKONE_CLIENT (source), result, &error))
    remember (task, assay_package_get_id (row->listed));
  else if (try_again (task, error))
    g_error_free (error);
  else
    settle (task, error);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  /* What is not there any more need not be deleted. */
  if (assay_stackone_client_delete_package_finish (ASSAY_STACKONE_CLIENT (source), result, &error))
    settle (task, NULL);
  else if (g_error_matches (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_NOT_FOUND))
    {
      g_error_free (error);
      settle (task, NULL);
    }
  else if (try_again (task, error))
    g_error_free (error);
  else
    settle (task, error);
}

/* The packages of the list that belong to rows. */
static GHashTable *
collect_taken (AssayPackageSync *self, GPtrArray *listed)
{
  GHashTable *taken = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < listed->len; i++)
    for (guint j = 0; j < self->rows->len; j++)
      {
        AssayPackageSyncRow *row = self->rows->pdata[j];

        if (row->listed != NULL && g_strcmp0 (assay_package_get_id (row->listed),
                                              assay_package_get_id (listed->pdata[i])) == 0)
          g_hash_table_add (taken, listed->pdata[i]);
      }

  return taken;
}

/* An earlier call may have created the package although its answer was lost: then it is ours. */
static void
listed_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AssayPackageSync *self = g_task_get_source_object (task);
  AssayPackageSyncRow *row = get_row (self);
  g_autoptr (GHashTable) taken = NULL;
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GBytes) body = NULL;
  AssayPackage *equal;
  GError *error = NULL;

  listed = assay_stackone_client_list_packages_finish (ASSAY_STACKONE_CLIENT (source), result,
                                                       &error);
  if (listed == NULL)
    {
      if (try_again (task, error))
        g_error_free (error);
      else
        settle (task, error);
      return;
    }

  taken = collect_taken (self, listed);
  equal = assay_package_sync_find_equal (listed, row->package, taken);
  if (equal != NULL)
    {
      g_set_object (&row->listed, equal);
      remember (task, assay_package_get_id (equal));
      return;
    }

  body = assay_package_sync_write_body (row);
  assay_stackone_client_create_package_async (self->client, self->account_id, body,
                                              g_task_get_cancellable (task), created_cb, task);
}

static void
perform (GTask *task)
{
  AssayPackageSync *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  AssayPackageSyncRow *row = get_row (self);
  g_autoptr (GBytes) body = NULL;

  switch (row->action)
    {
    case ASSAY_PACKAGE_SYNC_CREATE:
      assay_stackone_client_list_packages_async (self->client, ASSAY_ORDER_KIND_BACKGROUND_CHECK,
                                                 self->account_id, cancellable, listed_again_cb,
                                                 task);
      break;
    case ASSAY_PACKAGE_SYNC_UPDATE:
      body = assay_package_sync_write_body (row);
      assay_stackone_client_update_package_async (self->client, self->account_id,
                                                  assay_package_get_id (row->listed), body,
                                                  cancellable, updated_cb, task);
      break;
    case ASSAY_PACKAGE_SYNC_DELETE:
      assay_stackone_client_delete_package_async (self->client, self->account_id,
                                                  assay_package_get_id (row->listed), cancellable,
                                                  deleted_cb, task);
      break;
    case ASSAY_PACKAGE_SYNC_SAME:
    default:
      remember (task, assay_package_get_id (row->listed));
      break;
    }
}

static void
run_next (GTask *task)
{
  AssayPackageSync *self = g_task_get_source_object (task);

  while (self->current < self->rows->len && (!get_row (self)->chosen || get_row (self)->done))
    self->current++;
  if (self->current < self->rows->len)
    {
      self->n_tries = 0;
      g_clear_error (&get_row (self)->error);
      perform (task);
      return;
    }

  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AssayPackageSync *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) listed = NULL;
  GError *error = NULL;

  listed = assay_stackone_client_list_packages_finish (ASSAY_STACKONE_CLIENT (source), result,
                                                       &error);
  if (listed == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = assay_package_sync_compare (g_task_get_task_data (task), listed, self->account_id);
  g_task_return_boolean (task, TRUE);
}

static void
catalogue_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AssayPackageSync *self = g_task_get_source_object (task);
  GPtrArray *packages;
  GError *error = NULL;

  packages = assay_journal_list_finish (ASSAY_JOURNAL (source), result, &error);
  if (packages == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  g_task_set_task_data (task, packages, (GDestroyNotify) g_ptr_array_unref);
  assay_stackone_client_list_packages_async (self->client, ASSAY_ORDER_KIND_BACKGROUND_CHECK,
                                             self->account_id, g_task_get_cancellable (task),
                                             listed_cb, task);
}

static void
assay_package_sync_finalize (GObject *object)
{
  AssayPackageSync *self = ASSAY_PACKAGE_SYNC (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->client);
  g_free (self->account_id);
  g_free (self->actor);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (assay_package_sync_parent_class)->finalize (object);
}

static void
assay_package_sync_class_init (AssayPackageSyncClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_package_sync_finalize;

  /**
   * AssayPackageSync::row-settled:
   * @self: the object
   * @position: which row
   *
   * Emitted when a row was carried out or has failed.
   */
  signals[SIGNAL_ROW_SETTLED] = g_signal_new ("row-settled", ASSAY_TYPE_PACKAGE_SYNC,
                                              G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                              1, G_TYPE_UINT);
}

static void
assay_package_sync_init (AssayPackageSync *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * assay_package_sync_new:
 * @desk: a desk with an open journal
 * @client: calls StackOne
 * @account_id: the linked account
 * @actor: who changes the catalogue
 *
 * Creates an object without a plan.
 *
 * Returns: (transfer full): a new object
 */
AssayPackageSync *
assay_package_sync_new (AssayDesk *desk,
                        AssayStackoneClient *client,
                        const char *account_id,
                        const char *actor)
{
  AssayPackageSync *self;

  g_return_val_if_fail (ASSAY_IS_DESK (desk), NULL);
  g_return_val_if_fail (ASSAY_IS_STACKONE_CLIENT (client), NULL);
  g_return_val_if_fail (account_id != NULL, NULL);

  self = g_object_new (ASSAY_TYPE_PACKAGE_SYNC, NULL);
  self->desk = g_object_ref (desk);
  self->client = g_object_ref (client);
  self->account_id = g_strdup (account_id);
  self->actor = g_strdup (actor);

  return self;
}

/**
 * assay_package_sync_get_rows:
 * @self: the object
 *
 * Gets the plan: first the packages of the catalogue, then what StackOne alone has.
 *
 * Returns: (transfer none) (element-type AssayPackageSyncRow): the rows
 */
GPtrArray *
assay_package_sync_get_rows (AssayPackageSync *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_SYNC (self), NULL);

  return self->rows;
}

/**
 * assay_package_sync_row_get_id:
 * @row: a row
 *
 * Gets by which id people name the row.
 *
 * Returns: (nullable): the catalogue's id, or StackOne's where only StackOne has the package
 */
const char *
assay_package_sync_row_get_id (const AssayPackageSyncRow *row)
{
  g_return_val_if_fail (row != NULL, NULL);

  return assay_package_get_id (row->package != NULL ? row->package : row->listed);
}

/**
 * assay_package_sync_plan_async:
 * @self: the object
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the rows are there
 * @user_data: data for @callback
 *
 * Reads the catalogue and StackOne's list and compares them. All rows are chosen but those that
 * delete.
 */
void
assay_package_sync_plan_async (AssayPackageSync *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (ASSAY_IS_PACKAGE_SYNC (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_package_sync_plan_async);
  assay_journal_list_packages_async (assay_desk_get_journal (self->desk), cancellable,
                                     catalogue_read_cb, task);
}

/**
 * assay_package_sync_plan_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Finishes [method@PackageSync.plan_async].
 *
 * Returns: whether there is a plan
 */
gboolean
assay_package_sync_plan_finish (AssayPackageSync *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * assay_package_sync_run_async:
 * @self: the object with a plan; not while it runs
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when all chosen rows are settled
 * @user_data: data for @callback
 *
 * Carries out the chosen rows, one after the other. What goes wrong with one stands in its row and
 * does not keep the others back, unless StackOne refuses the key or the permission.
 */
void
assay_package_sync_run_async (AssayPackageSync *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;

  g_return_if_fail (ASSAY_IS_PACKAGE_SYNC (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_package_sync_run_async);
  self->current = 0;
  run_next (task);
}

/**
 * assay_package_sync_run_finish:
 * @self: the object
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Finishes [method@PackageSync.run_async].
 *
 * Returns: whether every chosen row was tried
 */
gboolean
assay_package_sync_run_finish (AssayPackageSync *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
