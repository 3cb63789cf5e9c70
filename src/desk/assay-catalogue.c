/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-catalogue.h"

#include "assay-catalogue-private.h"
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
      assay_catalogue_look (self);
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

/* Reads the list again where it was changed, then completes what waits. */
void
assay_catalogue_look (AssayCatalogue *self)
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
  assay_catalogue_look (self);

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
  assay_catalogue_look (self);

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

/**
 * assay_catalogue_find_next:
 * @self: a catalogue
 * @id: the id of a package
 *
 * Returns: (transfer none) (nullable): the id of the package below it; %NULL for the last one
 */
const char *
assay_catalogue_find_next (AssayCatalogue *self, const char *id)
{
  guint position;

  if (assay_catalogue_find (self, id, &position) == NULL || position + 1 >= self->packages->len)
    return NULL;

  return assay_package_get_id (self->packages->pdata[position + 1]);
}
