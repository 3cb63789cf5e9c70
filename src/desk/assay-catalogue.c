/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-catalogue.h"

#include "assay-catalogue-private.h"
#include "assay-desk-commands.h"
#include "assay-desk-error.h"
#include "assay-journal-error.h"
#include "assay-journal-read.h"

/* How long others' changes may go unseen: deliveries ring the journal, too, many times a second. */
#define LOOK_AGAIN_MS 200

/**
 * AssayCatalogue:
 *
 * The packages that are offered, as a list of [class@Package] in their order, and the commands that
 * change it. The list follows the journal, whoever changes it; a command completes when the list
 * shows what it did. The last change made here can be taken back.
 */
struct _AssayCatalogue
{
  GObject parent_instance;

  /* owned */
  AssayDesk *desk;
  char *actor;
  GPtrArray *packages;
  GPtrArray *undo;    /* steps; NULL where nothing can be taken back */
  GPtrArray *waiting; /* of GTask: what completes when the list was read again */
  GCancellable *cancellable;

  /* plain */
  gint64 version; /* of what is shown; -1 before anything is */
  gint64 listed;  /* of what is being read */
  guint timer;
  gboolean busy;
  gboolean stale;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayCatalogue,
                               assay_catalogue,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum
{
  PROP_LOADED = 1,
} AssayCatalogueProperty;

static GParamSpec *properties[PROP_LOADED + 1];

typedef enum
{
  SIGNAL_FAILED,
} AssayCatalogueSignal;

static guint signals[SIGNAL_FAILED + 1];

static void look (AssayCatalogue *self);

static GType
assay_catalogue_get_item_type (GListModel *model)
{
  return ASSAY_TYPE_PACKAGE;
}

static guint
assay_catalogue_get_n_items (GListModel *model)
{
  return ASSAY_CATALOGUE (model)->packages->len;
}

static gpointer
assay_catalogue_get_item (GListModel *model, guint position)
{
  AssayCatalogue *self = ASSAY_CATALOGUE (model);

  return position < self->packages->len ? g_object_ref (self->packages->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = assay_catalogue_get_item_type;
  iface->get_n_items = assay_catalogue_get_n_items;
  iface->get_item = assay_catalogue_get_item;
}

/* What stays as it is keeps its object, so that rows and the selection stay, too. */
static void
show_packages (AssayCatalogue *self, GPtrArray *packages)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->packages);
  guint start = 0, end = 0;

  while (start < MIN (old->len, packages->len) &&
         assay_package_equal (old->pdata[start], packages->pdata[start]))
    {
      g_set_object ((AssayPackage **) &packages->pdata[start], old->pdata[start]);
      start++;
    }
  while (end < MIN (old->len, packages->len) - start &&
         assay_package_equal (old->pdata[old->len - 1 - end],
                              packages->pdata[packages->len - 1 - end]))
    {
      g_set_object ((AssayPackage **) &packages->pdata[packages->len - 1 - end],
                    old->pdata[old->len - 1 - end]);
      end++;
    }

  self->packages = g_ptr_array_ref (packages);
  if (old->len - start - end > 0 || packages->len - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end,
                                packages->len - start - end);
}

/* What waited is done; it is stored even where the list could not be read. */
static void
settle (AssayCatalogue *self)
{
  g_autoptr (GPtrArray) done = NULL;

  self->busy = FALSE;
  if (self->stale)
    {
      look (self);
      return;
    }

  done = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < done->len; i++)
    g_task_return_boolean (done->pdata[i], TRUE);
}

static void
fail (AssayCatalogue *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  settle (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayCatalogue) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) packages = NULL;
  gboolean first = self->version < 0;

  packages = assay_journal_list_finish (ASSAY_JOURNAL (source), result, &error);
  if (packages == NULL)
    {
      fail (self, error);
      return;
    }

  self->version = self->listed;
  show_packages (self, packages);
  if (first)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
  settle (self);
}

static void
versioned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayCatalogue) self = user_data;
  g_autoptr (GError) error = NULL;

  self->listed = assay_journal_get_catalogue_version_finish (ASSAY_JOURNAL (source), result,
                                                             &error);
  if (self->listed < 0)
    fail (self, error);
  else if (self->listed == self->version)
    settle (self);
  else
    assay_journal_list_packages_async (ASSAY_JOURNAL (source), self->cancellable, listed_cb,
                                       g_object_ref (self));
}

static void
look (AssayCatalogue *self)
{
  AssayJournal *journal = self->desk != NULL ? assay_desk_get_journal (self->desk) : NULL;

  self->stale = self->busy && journal != NULL;
  if (self->busy)
    return;
  if (journal == NULL)
    {
      settle (self);
      return;
    }

  self->busy = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  assay_journal_get_catalogue_version_async (journal, self->cancellable, versioned_cb,
                                             g_object_ref (self));
}

static gboolean
look_cb (gpointer user_data)
{
  AssayCatalogue *self = user_data;

  self->timer = 0;
  look (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (AssayCatalogue *self)
{
  if (self->timer == 0)
    self->timer = g_timeout_add (LOOK_AGAIN_MS, look_cb, self);
}

static void
assay_catalogue_dispose (GObject *object)
{
  AssayCatalogue *self = ASSAY_CATALOGUE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (assay_catalogue_parent_class)->dispose (object);
}

static void
assay_catalogue_finalize (GObject *object)
{
  AssayCatalogue *self = ASSAY_CATALOGUE (object);

  g_free (self->actor);
  g_clear_pointer (&self->packages, g_ptr_array_unref);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (assay_catalogue_parent_class)->finalize (object);
}

static void
assay_catalogue_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((AssayCatalogueProperty) id)
    {
    case PROP_LOADED:
      g_value_set_boolean (value, assay_catalogue_get_loaded (ASSAY_CATALOGUE (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
assay_catalogue_class_init (AssayCatalogueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_catalogue_dispose;
  object_class->finalize = assay_catalogue_finalize;
  object_class->get_property = assay_catalogue_get_property;

  /**
   * AssayCatalogue:loaded:
   *
   * Whether the list shows what is in the journal; before that it is empty.
   */
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * AssayCatalogue::failed:
   * @self: the catalogue
   * @error: why
   *
   * The packages could not be read; the list shows what it showed before.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
assay_catalogue_init (AssayCatalogue *self)
{
  self->packages = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  self->version = -1;
}

/**
 * assay_catalogue_new:
 * @desk: a desk with an open journal
 * @actor: who changes the catalogue through it
 *
 * Makes an empty list that starts to read the packages.
 *
 * Returns: (transfer full): a catalogue
 */
AssayCatalogue *
assay_catalogue_new (AssayDesk *desk, const char *actor)
{
  AssayCatalogue *self;

  g_return_val_if_fail (ASSAY_IS_DESK (desk), NULL);
  g_return_val_if_fail (actor != NULL, NULL);

  self = g_object_new (ASSAY_TYPE_CATALOGUE, NULL);
  self->desk = g_object_ref (desk);
  self->actor = g_strdup (actor);
  g_signal_connect_object (assay_desk_get_journal (desk), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  look (self);

  return self;
}

/**
 * assay_catalogue_get_loaded:
 * @self: a catalogue
 *
 * Returns: whether the packages were read
 */
gboolean
assay_catalogue_get_loaded (AssayCatalogue *self)
{
  g_return_val_if_fail (ASSAY_IS_CATALOGUE (self), FALSE);

  return self->version >= 0;
}

/**
 * assay_catalogue_find:
 * @self: a catalogue
 * @id: the id of a package
 * @position: (out) (optional): its place in the list
 *
 * Returns: (transfer none) (nullable): the package of that id
 */
AssayPackage *
assay_catalogue_find (AssayCatalogue *self, const char *id, guint *position)
{
  g_return_val_if_fail (ASSAY_IS_CATALOGUE (self), NULL);

  for (guint i = 0; i < self->packages->len; i++)
    {
      if (g_strcmp0 (assay_package_get_id (self->packages->pdata[i]), id) != 0)
        continue;
      if (position != NULL)
        *position = i;
      return self->packages->pdata[i];
    }

  return NULL;
}

/* Returns: (nullable): the id of the package below the one of that id */
static const char *
find_next (AssayCatalogue *self, const char *id)
{
  guint position;

  if (assay_catalogue_find (self, id, &position) == NULL || position + 1 >= self->packages->len)
    return NULL;

  return assay_package_get_id (self->packages->pdata[position + 1]);
}

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
      look (self);
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
  const char *next = old != NULL ? find_next (self, replaced) : before;

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
  assay_catalogue_steps_move (undo, id, find_next (self, id));
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
      assay_catalogue_steps_move (undo, id, find_next (self, id));
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
