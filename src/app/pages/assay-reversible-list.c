/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-reversible-list.h"

/**
 * AssayReversibleList:
 *
 * A list model in its own order or the other way round.
 *
 * Nothing is compared and nothing read, so a list that loads only what is shown goes on doing so,
 * however long it is.
 */
struct _AssayReversibleList
{
  GObject parent_instance;

  /* owned */
  GListModel *model;

  /* plain */
  gboolean reversed;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayReversibleList,
                               assay_reversible_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum
{
  PROP_REVERSED = 1,
} AssayReversibleListProperty;

static GParamSpec *properties[PROP_REVERSED + 1];

static void
items_changed_cb (AssayReversibleList *self, guint position, guint n_removed, guint n_added)
{
  if (self->reversed)
    position = g_list_model_get_n_items (self->model) - n_added - position;

  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static GType
assay_reversible_list_get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (ASSAY_REVERSIBLE_LIST (model)->model);
}

static guint
assay_reversible_list_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (ASSAY_REVERSIBLE_LIST (model)->model);
}

static gpointer
assay_reversible_list_get_item (GListModel *model, guint position)
{
  AssayReversibleList *self = ASSAY_REVERSIBLE_LIST (model);
  guint n_items = g_list_model_get_n_items (self->model);

  if (position >= n_items)
    return NULL;

  return g_list_model_get_item (self->model, self->reversed ? n_items - 1 - position : position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = assay_reversible_list_get_item_type;
  iface->get_n_items = assay_reversible_list_get_n_items;
  iface->get_item = assay_reversible_list_get_item;
}

static void
assay_reversible_list_dispose (GObject *object)
{
  AssayReversibleList *self = ASSAY_REVERSIBLE_LIST (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, items_changed_cb, self);

  G_OBJECT_CLASS (assay_reversible_list_parent_class)->dispose (object);
}

static void
assay_reversible_list_finalize (GObject *object)
{
  g_clear_object (&ASSAY_REVERSIBLE_LIST (object)->model);

  G_OBJECT_CLASS (assay_reversible_list_parent_class)->finalize (object);
}

static void
assay_reversible_list_get_property (GObject *object,
                                    guint property_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  switch ((AssayReversibleListProperty) property_id)
    {
    case PROP_REVERSED:
      g_value_set_boolean (value, ASSAY_REVERSIBLE_LIST (object)->reversed);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_reversible_list_set_property (GObject *object,
                                    guint property_id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  switch ((AssayReversibleListProperty) property_id)
    {
    case PROP_REVERSED:
      assay_reversible_list_set_reversed (ASSAY_REVERSIBLE_LIST (object),
                                          g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_reversible_list_class_init (AssayReversibleListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_reversible_list_dispose;
  object_class->finalize = assay_reversible_list_finalize;
  object_class->get_property = assay_reversible_list_get_property;
  object_class->set_property = assay_reversible_list_set_property;

  /**
   * AssayReversibleList:reversed:
   *
   * Whether the last item of the model comes first.
   */
  properties[PROP_REVERSED] = g_param_spec_boolean ("reversed", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                      G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_reversible_list_init (AssayReversibleList *self)
{
}

/**
 * assay_reversible_list_new:
 * @model: a list
 *
 * Creates a list that follows @model, at first in the same order.
 *
 * Returns: (transfer full): a new list
 */
AssayReversibleList *
assay_reversible_list_new (GListModel *model)
{
  AssayReversibleList *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  self = g_object_new (ASSAY_TYPE_REVERSIBLE_LIST, NULL);
  self->model = g_object_ref (model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * assay_reversible_list_get_reversed:
 * @self: a list
 *
 * Returns: whether the last item of the model comes first
 */
gboolean
assay_reversible_list_get_reversed (AssayReversibleList *self)
{
  g_return_val_if_fail (ASSAY_IS_REVERSIBLE_LIST (self), FALSE);

  return self->reversed;
}

/**
 * assay_reversible_list_set_reversed:
 * @self: a list
 * @reversed: whether the last item of the model comes first
 *
 * Turns the list round, if it is not.
 */
void
assay_reversible_list_set_reversed (AssayReversibleList *self, gboolean reversed)
{
  guint n_items;

  g_return_if_fail (ASSAY_IS_REVERSIBLE_LIST (self));

  if (self->reversed == reversed)
    return;

  self->reversed = reversed;
  n_items = g_list_model_get_n_items (self->model);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_items, n_items);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVERSED]);
}
