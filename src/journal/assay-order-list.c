/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-list.h"

#include "assay-journal-private.h"
#include "assay-order-row-private.h"

#define FIRST_PAGE "128"
#define MAX_UNUSED 512

/**
 * AssayOrderList:
 *
 * The orders of a query, newest first, as a list model that loads only what is shown.
 *
 * It keeps the row numbers of all orders that match. An item that is asked for is an empty order at
 * first, which fills in and notifies; the same object stays at its row while anybody holds it.
 */
struct _AssayOrderList
{
  GObject          parent_instance;

  /* Owned */
  AssayJournal    *journal;
  AssayOrderQuery *query;
  GArray          *spine;      /* gint64 rows, in the order of the list */
  GHashTable      *orders;     /* gint64 row → AssayOrder */
  GString         *wanted;     /* rows to load, separated by commas */
  GCancellable    *cancellable;

  guint            fetch_source;
  gboolean         loading;
  gboolean         stale;      /* something changed while the rows were read */
};

typedef struct
{
  /* Owned */
  char      *sql;
  GPtrArray *values;

  gboolean   is_first_page;
} SpineData;

static void assay_order_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayOrderList, assay_order_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      assay_order_list_model_init))

typedef enum
{
  PROP_LOADING = 1,
} AssayOrderListProperty;

static GParamSpec *properties[PROP_LOADING + 1];

static void load_spine (AssayOrderList *self,
                        gboolean        first_page);

static void
spine_data_free (gpointer user_data)
{
  SpineData *data = user_data;

  g_free (data->sql);
  g_ptr_array_unref (data->values);
  g_free (data);
}

static gboolean
spine_work (AssayDatabase  *database,
            gpointer        user_data,
            gpointer       *result,
            GError        **error)
{
  SpineData *data = user_data;
  g_autoptr(GArray) spine = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(AssayStatement) row = assay_database_prepare (database, data->sql, error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  for (guint i = 0; i < data->values->len; i++)
    assay_statement_bind_text (row, (int) i + 1, g_ptr_array_index (data->values, i));

  while (assay_statement_next (row, &has_row, error))
    {
      gint64 id;

      if (!has_row)
        {
          *result = g_steal_pointer (&spine);
          return TRUE;
        }

      id = assay_statement_get_int64 (row, "id");
      g_array_append_val (spine, id);
    }

  return FALSE;
}

static gboolean
fetch_work (AssayDatabase  *database,
            gpointer        user_data,
            gpointer       *result,
            GError        **error)
{
  g_autoptr(GHashTable) orders =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  g_autoptr(AssayStatement) row = NULL;
  gboolean has_row;

  row = assay_database_prepare (database,
                                "SELECT " ASSAY_ORDER_COLUMNS " FROM " ASSAY_ORDER_TABLES
                                " WHERE o.id IN (SELECT value FROM json_each(?1))",
                                error);
  if (row == NULL)
    return FALSE;

  assay_statement_bind_text (row, 1, user_data);
  while (assay_statement_next (row, &has_row, error))
    {
      AssayOrder *order;
      gint64 id;

      if (!has_row)
        {
          *result = g_steal_pointer (&orders);
          return TRUE;
        }

      order = assay_order_row_load (row, error);
      if (order == NULL)
        return FALSE;

      id = assay_statement_get_int64 (row, "id");
      g_hash_table_insert (orders, g_memdup2 (&id, sizeof id), order);
    }

  return FALSE;
}

/* Every event of an order changes its version, so equal versions mean equal orders. */
static void
fill (AssayOrder *order,
      AssayOrder *loaded)
{
  g_autofree GParamSpec **pspecs = NULL;
  guint n_pspecs;

  if (assay_order_get_version (order) == assay_order_get_version (loaded))
    return;

  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (order), &n_pspecs);
  g_object_freeze_notify (G_OBJECT (order));
  for (guint i = 0; i < n_pspecs; i++)
    {
      g_auto(GValue) value = G_VALUE_INIT;

      if ((pspecs[i]->flags & G_PARAM_READWRITE) != G_PARAM_READWRITE)
        continue;

      g_object_get_property (G_OBJECT (loaded), pspecs[i]->name, &value);
      g_object_set_property (G_OBJECT (order), pspecs[i]->name, &value);
    }
  g_object_thaw_notify (G_OBJECT (order));
}

/* Only rows that nobody else holds may go, because an item must stay the same object. */
static void
forget_unused (AssayOrderList *self)
{
  GHashTableIter iter;
  gpointer order;

  if (g_hash_table_size (self->orders) <= MAX_UNUSED)
    return;

  g_hash_table_iter_init (&iter, self->orders);
  while (g_hash_table_iter_next (&iter, NULL, &order))
    {
      if (g_atomic_int_get (&G_OBJECT (order)->ref_count) == 1)
        g_hash_table_iter_remove (&iter);
    }
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  AssayOrderList *self = ASSAY_ORDER_LIST (source);
  g_autoptr(GHashTable) loaded = NULL;
  g_autoptr(GError) error = NULL;
  GHashTableIter iter;
  gpointer id, order;

  loaded = g_task_propagate_pointer (G_TASK (result), &error);
  if (loaded == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("cannot load orders: %s", error->message);
      return;
    }

  g_hash_table_iter_init (&iter, loaded);
  while (g_hash_table_iter_next (&iter, &id, &order))
    {
      AssayOrder *shown = g_hash_table_lookup (self->orders, id);

      if (shown != NULL)
        fill (shown, order);
    }
  forget_unused (self);
}

static gboolean
fetch_cb (gpointer user_data)
{
  AssayOrderList *self = user_data;
  GTask *task = g_task_new (self, self->cancellable, fetched_cb, NULL);
  g_autofree char *rows = g_string_free_and_steal (self->wanted);

  self->wanted = g_string_new (NULL);
  self->fetch_source = 0;
  g_task_set_task_data (task, g_strdup_printf ("[%s]", rows), g_free);
  _assay_journal_read (self->journal, task, fetch_work, (GDestroyNotify) g_hash_table_unref);

  return G_SOURCE_REMOVE;
}

static void
want (AssayOrderList *self,
      gint64          id)
{
  g_string_append_printf (self->wanted, "%s%" G_GINT64_FORMAT, self->wanted->len > 0 ? "," : "",
                          id);
  if (self->fetch_source == 0)
    self->fetch_source = g_idle_add_full (G_PRIORITY_HIGH, fetch_cb, self, NULL);
}

static void
want_shown (AssayOrderList *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->orders);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    want (self, *(gint64 *) id);
}

static gint64
row_at (GArray *spine,
        guint   position)
{
  return g_array_index (spine, gint64, position);
}

/* Tells only the span between the common beginning and the common end, so that selection and
 * scroll position stay. */
static void
replace_spine (AssayOrderList *self,
               GArray         *spine)
{
  g_autoptr(GArray) before = g_steal_pointer (&self->spine);
  guint shorter = MIN (before->len, spine->len);
  guint start = 0, end = 0;

  self->spine = g_array_ref (spine);
  while (start < shorter && row_at (before, start) == row_at (spine, start))
    start++;
  while (end < shorter - start &&
         row_at (before, before->len - 1 - end) == row_at (spine, spine->len - 1 - end))
    end++;

  if (before->len != spine->len || start + end < spine->len)
    g_list_model_items_changed (G_LIST_MODEL (self), start, before->len - start - end,
                                spine->len - start - end);
}

static void
set_loading (AssayOrderList *self,
             gboolean        loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
spine_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  AssayOrderList *self = ASSAY_ORDER_LIST (source);
  SpineData *data = g_task_get_task_data (G_TASK (result));
  g_autoptr(GArray) spine = NULL;
  g_autoptr(GError) error = NULL;

  spine = g_task_propagate_pointer (G_TASK (result), &error);
  /* An answer that was under way when the query changed belongs to the query before. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  if (spine != NULL)
    replace_spine (self, spine);
  else
    g_warning ("cannot list orders: %s", error->message);

  if (spine != NULL && (data->is_first_page || self->stale))
    {
      load_spine (self, FALSE);
      return;
    }

  want_shown (self);
  set_loading (self, FALSE);
}

static void
load_spine (AssayOrderList *self,
            gboolean        first_page)
{
  GTask *task = g_task_new (self, self->cancellable, spine_cb, NULL);
  SpineData *data = g_new0 (SpineData, 1);
  g_autofree char *condition = assay_order_query_compile (self->query, &data->values);

  data->is_first_page = first_page;
  data->sql = g_strdup_printf ("SELECT o.id FROM orders AS o WHERE %s ORDER BY o.id DESC%s",
                               condition, first_page ? " LIMIT " FIRST_PAGE : "");
  g_task_set_task_data (task, data, spine_data_free);
  self->stale = FALSE;
  _assay_journal_read (self->journal, task, spine_work, (GDestroyNotify) g_array_unref);
  set_loading (self, TRUE);
}

static void
changed_cb (AssayOrderList *self)
{
  if (self->loading)
    self->stale = TRUE;
  else
    load_spine (self, FALSE);
}

static GType
assay_order_list_get_item_type (GListModel *model)
{
  return ASSAY_TYPE_ORDER;
}

static guint
assay_order_list_get_n_items (GListModel *model)
{
  return ASSAY_ORDER_LIST (model)->spine->len;
}

static gpointer
assay_order_list_get_item (GListModel *model,
                           guint       position)
{
  AssayOrderList *self = ASSAY_ORDER_LIST (model);
  AssayOrder *order;
  gint64 id;

  if (position >= self->spine->len)
    return NULL;

  id = row_at (self->spine, position);
  order = g_hash_table_lookup (self->orders, &id);
  if (order == NULL)
    {
      order = assay_order_new ();
      g_hash_table_insert (self->orders, g_memdup2 (&id, sizeof id), order);
      want (self, id);
    }

  return g_object_ref (order);
}

static void
assay_order_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = assay_order_list_get_item_type;
  iface->get_n_items = assay_order_list_get_n_items;
  iface->get_item = assay_order_list_get_item;
}

static void
assay_order_list_dispose (GObject *object)
{
  AssayOrderList *self = ASSAY_ORDER_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->fetch_source, g_source_remove);
  g_clear_object (&self->journal);
  g_clear_object (&self->query);

  G_OBJECT_CLASS (assay_order_list_parent_class)->dispose (object);
}

static void
assay_order_list_finalize (GObject *object)
{
  AssayOrderList *self = ASSAY_ORDER_LIST (object);

  g_clear_object (&self->cancellable);
  g_array_unref (self->spine);
  g_hash_table_unref (self->orders);
  g_string_free (self->wanted, TRUE);

  G_OBJECT_CLASS (assay_order_list_parent_class)->finalize (object);
}

static void
assay_order_list_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((AssayOrderListProperty) property_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, ASSAY_ORDER_LIST (object)->loading);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_order_list_class_init (AssayOrderListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_order_list_dispose;
  object_class->finalize = assay_order_list_finalize;
  object_class->get_property = assay_order_list_get_property;

  /**
   * AssayOrderList:loading:
   *
   * Whether the number of items is still being found out.
   */
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_order_list_init (AssayOrderList *self)
{
  self->spine = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->orders = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->wanted = g_string_new (NULL);
  self->cancellable = g_cancellable_new ();
}

/**
 * assay_order_list_new:
 * @journal: an open journal of the main context
 * @query: (nullable): which orders; %NULL for all that are not archived
 *
 * Makes a list that follows the journal. It is empty until the first page is read.
 *
 * Returns: (transfer full): the list
 */
AssayOrderList *
assay_order_list_new (AssayJournal    *journal,
                      AssayOrderQuery *query)
{
  AssayOrderList *self = NULL;

  g_return_val_if_fail (ASSAY_IS_JOURNAL (journal), NULL);

  self = g_object_new (ASSAY_TYPE_ORDER_LIST, NULL);
  self->journal = g_object_ref (journal);
  g_signal_connect_object (journal, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  assay_order_list_set_query (self, query);

  return self;
}

/**
 * assay_order_list_set_query:
 * @self: a list
 * @query: (nullable): which orders; must be another object when it differs
 *
 * Shows other orders as soon as their first page is read.
 */
void
assay_order_list_set_query (AssayOrderList  *self,
                            AssayOrderQuery *query)
{
  g_return_if_fail (ASSAY_IS_ORDER_LIST (self));

  g_set_object (&self->query, query);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  want_shown (self);
  load_spine (self, TRUE);
}

/**
 * assay_order_list_get_loading:
 * @self: a list
 *
 * Returns: whether the number of items is still being found out
 */
gboolean
assay_order_list_get_loading (AssayOrderList *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER_LIST (self), FALSE);

  return self->loading;
}
