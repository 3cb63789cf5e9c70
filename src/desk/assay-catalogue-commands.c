/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-catalogue-private.h"
#include "assay-desk-commands.h"
#include "assay-desk-error.h"

typedef struct
{
  AssayCatalogue *catalogue; /* (owned) */
  GPtrArray *undo;           /* (owned) (nullable) */
  GTask *task;               /* (owned) */
} Change;

static void
appended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  AssayCatalogue *self = change->catalogue;
  g_autoptr (GError) error = NULL;

  if (!assay_desk_command_finish (ASSAY_DESK (source), result, &error))
    {
      g_task_return_error (change->task, g_steal_pointer (&error));
      g_object_unref (change->task);
      g_clear_pointer (&change->undo, g_ptr_array_unref);
    }
  else
    {
      g_clear_pointer (&self->undo, g_ptr_array_unref);
      self->undo = change->undo;
      g_ptr_array_add (self->waiting, change->task);
      assay_catalogue_look (self);
    }
  g_object_unref (self);
  g_free (change);
}

static void
apply (GTask *task, GPtrArray *steps, GPtrArray *undo)
{
  AssayCatalogue *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) events = assay_catalogue_steps_build (steps, self->actor);
  Change *change;

  if (steps->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  change = g_new0 (Change, 1);
  change->catalogue = g_object_ref (self);
  change->undo = undo != NULL ? g_ptr_array_ref (undo) : NULL;
  change->task = task;
  assay_desk_import_async (self->desk, events, g_task_get_cancellable (task), appended_cb, change);
}

/**
 * assay_catalogue_put_async:
 * @self: a catalogue
 * @package: a package with an id
 * @replaced: (nullable): the id of the package whose place it takes; %NULL for a new one
 * @before: (nullable): the id of the package before which a new one stands; %NULL for the end
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the list shows it
 * @user_data: data for @callback
 *
 * Adds a package or changes one. An id that belongs to another package is refused with
 * `ASSAY_DESK_ERROR_EXISTS`.
 */
void
assay_catalogue_put_async (AssayCatalogue *self,
                           AssayPackage *package,
                           const char *replaced,
                           const char *before,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GPtrArray) steps = assay_catalogue_steps_new ();
  g_autoptr (GPtrArray) undo = assay_catalogue_steps_new ();
  const char *id = assay_package_get_id (package);
  AssayPackage *old = replaced != NULL ? assay_catalogue_find (self, replaced, NULL) : NULL;
  gboolean is_renamed = old != NULL && g_strcmp0 (id, replaced) != 0;
  const char *next = old != NULL ? assay_catalogue_find_next (self, replaced) : before;

  g_task_set_source_tag (task, assay_catalogue_change_finish);
  if ((old == NULL || is_renamed) && assay_catalogue_find (self, id, NULL) != NULL)
    {
      g_task_return_new_error (task, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_EXISTS,
                               "the catalogue has another package with the id “%s”", id);
      g_object_unref (task);
      return;
    }

  if (old == NULL || is_renamed)
    assay_catalogue_steps_remove (undo, id);
  if (is_renamed)
    assay_catalogue_steps_remove (steps, replaced);
  assay_catalogue_steps_save (steps, package);
  if (old != NULL)
    assay_catalogue_steps_save (undo, old);
  if (next != NULL && (old == NULL || is_renamed))
    assay_catalogue_steps_move (steps, id, next);
  if (next != NULL && is_renamed)
    assay_catalogue_steps_move (undo, replaced, next);
  apply (task, steps, undo);
}

/**
 * assay_catalogue_move_async:
 * @self: a catalogue
 * @id: the id of a package
 * @before: (nullable): the id of the package before which it stands afterwards; %NULL for the end
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the list shows it
 * @user_data: data for @callback
 *
 * Puts a package in another place.
 */
void
assay_catalogue_move_async (AssayCatalogue *self,
                            const char *id,
                            const char *before,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GPtrArray) steps = assay_catalogue_steps_new ();
  g_autoptr (GPtrArray) undo = assay_catalogue_steps_new ();

  g_task_set_source_tag (task, assay_catalogue_change_finish);
  assay_catalogue_steps_move (steps, id, before);
  assay_catalogue_steps_move (undo, id, assay_catalogue_find_next (self, id));
  apply (task, steps, undo);
}

/**
 * assay_catalogue_remove_async:
 * @self: a catalogue
 * @id: the id of a package
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the list shows it
 * @user_data: data for @callback
 *
 * Takes a package out of the catalogue. Orders that name it keep what they say of it.
 */
void
assay_catalogue_remove_async (AssayCatalogue *self,
                              const char *id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GPtrArray) steps = assay_catalogue_steps_new ();
  g_autoptr (GPtrArray) undo = assay_catalogue_steps_new ();
  AssayPackage *old = assay_catalogue_find (self, id, NULL);

  g_task_set_source_tag (task, assay_catalogue_change_finish);
  assay_catalogue_steps_remove (steps, id);
  if (old != NULL)
    {
      assay_catalogue_steps_save (undo, old);
      assay_catalogue_steps_move (undo, id, assay_catalogue_find_next (self, id));
    }
  apply (task, steps, undo);
}

/**
 * assay_catalogue_import_async:
 * @self: a catalogue
 * @packages: (element-type AssayPackage): packages, each with an id of its own
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the list shows them
 * @user_data: data for @callback
 *
 * Puts packages into the catalogue, all or none of them. A new one goes to the end, a known one
 * stays in its place, and one that is there already as it is stays untouched.
 */
void
assay_catalogue_import_async (AssayCatalogue *self,
                              GPtrArray *packages,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) steps = assay_catalogue_steps_new ();
  g_autoptr (GPtrArray) undo = assay_catalogue_steps_new ();

  g_task_set_source_tag (task, assay_catalogue_change_finish);
  for (guint i = 0; i < self->packages->len; i++)
    g_hash_table_insert (known, (char *) assay_package_get_id (self->packages->pdata[i]),
                         self->packages->pdata[i]);
  for (guint i = 0; i < packages->len; i++)
    {
      const char *id = assay_package_get_id (packages->pdata[i]);
      AssayPackage *old = g_hash_table_lookup (known, id);

      if (old != NULL && assay_package_equal (old, packages->pdata[i]))
        continue;
      assay_catalogue_steps_save (steps, packages->pdata[i]);
      if (old != NULL)
        assay_catalogue_steps_save (undo, old);
      else
        assay_catalogue_steps_remove (undo, id);
    }
  apply (task, steps, undo);
}

/**
 * assay_catalogue_can_undo:
 * @self: a catalogue
 *
 * Returns: whether a change was made here that was not taken back yet
 */
gboolean
assay_catalogue_can_undo (AssayCatalogue *self)
{
  g_return_val_if_fail (ASSAY_IS_CATALOGUE (self), FALSE);

  return self->undo != NULL;
}

/**
 * assay_catalogue_undo_async:
 * @self: a catalogue
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the list shows it
 * @user_data: data for @callback
 *
 * Takes back the last change that was made here. Where there is none, nothing happens.
 */
void
assay_catalogue_undo_async (AssayCatalogue *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GPtrArray) steps = g_steal_pointer (&self->undo);

  g_task_set_source_tag (task, assay_catalogue_change_finish);
  if (steps == NULL)
    steps = assay_catalogue_steps_new ();
  apply (task, steps, NULL);
}

/**
 * assay_catalogue_change_finish:
 * @self: a catalogue
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Completes any change of the catalogue.
 *
 * Returns: whether it is stored
 */
gboolean
assay_catalogue_change_finish (AssayCatalogue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
