/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-list.h"

#include "assay-journal-private.h"
#include "assay-log.h"
#include "assay-order-cache-private.h"
#include "assay-order-spine-private.h"
#include "assay-rows-private.h"

/* The first page shows at once; the following ones grow, so that a long list takes few readings and
 * others who read get their turn in between. */
#define FIRST_PAGE 48
#define LAST_PAGE (64 * 1024)
/* Of a list whose length is known nobody waits for a page, but others wait until it is read. */
#define LAST_PAGE_BETWEEN (16 * 1024)
#define MAX_UNUSED 128

/**
 * AssayOrderList:
 *
 * The orders of a query, newest first, as a list model that loads only what is shown.
 *
 * It keeps the row numbers of all orders that match; where it knows early how many there are, some
 * of them follow. An item that is asked for is an empty order at first, which fills in and
 * notifies; the same object stays at its row while anybody holds it.
 */
struct _AssayOrderList
{
  GObject parent_instance;

  /* Owned */
  AssayJournal *journal;
  AssayOrderQuery *query;
  GArray *spine;    /* gint64 rows, in the order of the list; 0 where it is not known yet */
  GArray *incoming; /* the rows of a list that is being read anew */
  AssayOrderCache *orders;
  GHashTable *blanks; /* position → the order that is shown there while its row is not known */
  GString *wanted;    /* rows to load, separated by commas */
  GCancellable *cancellable;

  gint64 seq;    /* the newest event that the spine knows */
  gint64 schema; /* the making of the tables that the spine knows */
  guint fetch_source, page_source, next_limit;
  gboolean refill; /* even orders of the same version may differ from those shown */
  gboolean loading;
  gboolean incomplete; /* the spine has rows that are not known yet */
  gboolean growing;    /* rows show as they come in, because the list before was another */
  gboolean reading;    /* pages or changes are being read */
  gboolean stale;      /* something changed meanwhile */
};

static void assay_order_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayOrderList,
                               assay_order_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      assay_order_list_model_init))

typedef enum
{
  PROP_LOADING = 1,
} AssayOrderListProperty;

static GParamSpec *properties[PROP_LOADING + 1];

static void read_page (AssayOrderList *self, gint64 before, guint limit);
static void read_changes (AssayOrderList *self);

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AssayOrderList *self = ASSAY_ORDER_LIST (source);
  g_autoptr (GHashTable) loaded = NULL;
  g_autoptr (GError) error = NULL;
  gboolean refill = GPOINTER_TO_INT (user_data);
  GHashTableIter iter;
  gpointer id, order;

  loaded = g_task_propagate_pointer (G_TASK (result), &error);
  if (loaded == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        assay_log_rarely (g_warning, "cannot load orders: %s", error->message);
      return;
    }

  g_hash_table_iter_init (&iter, loaded);
  while (g_hash_table_iter_next (&iter, &id, &order))
    {
      AssayOrder *shown = assay_order_cache_lookup (self->orders, *(gint64 *) id);

      /* Every event of an order changes its version, so equal versions mean equal orders, unless
       * the orders were computed anew. */
      if (shown != NULL && (refill || assay_order_get_state (shown)->version !=
                                        assay_order_get_state (order)->version))
        assay_order_update (shown, order);
    }
}

static gboolean
fetch_cb (gpointer user_data)
{
  AssayOrderList *self = user_data;
  GTask *task = g_task_new (self, self->cancellable, fetched_cb, GINT_TO_POINTER (self->refill));
  g_autofree char *rows = g_string_free_and_steal (self->wanted);

  self->wanted = g_string_new (NULL);
  self->fetch_source = 0;
  self->refill = FALSE;
  g_task_set_task_data (task, g_strdup_printf ("[%s]", rows), g_free);
  assay_journal_read (self->journal, task, assay_rows_read_orders,
                      (GDestroyNotify) g_hash_table_unref);

  return G_SOURCE_REMOVE;
}

static void
want (gint64 id, gpointer list)
{
  AssayOrderList *self = list;

  g_string_append_printf (self->wanted, "%s%" G_GINT64_FORMAT, self->wanted->len > 0 ? "," : "",
                          id);
  if (self->fetch_source == 0)
    self->fetch_source = g_idle_add_full (G_PRIORITY_HIGH, fetch_cb, self, NULL);
}

/* Tells only the span between the common beginning and the common end, so that selection and
 * scroll position stay. */
static void
replace_spine (AssayOrderList *self, GArray *spine)
{
  g_autoptr (GArray) before = g_steal_pointer (&self->spine);
  guint start, end;

  self->spine = spine;
  self->incomplete = FALSE;
  g_hash_table_remove_all (self->blanks);
  assay_order_spine_compare (before, spine, &start, &end);
  if (before->len != spine->len || start + end < spine->len)
    g_list_model_items_changed (G_LIST_MODEL (self), start, before->len - start - end,
                                spine->len - start - end);
}

static void
set_loading (AssayOrderList *self, gboolean loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* Tells about neighbours that come or go together at once. */
static void
apply_changes (AssayOrderList *self, GArray *changes)
{
  guint position = 0, n_removed = 0, n_added = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      const AssayRowChange *change = &g_array_index (changes, AssayRowChange, i);
      guint place;
      gboolean is_there = assay_order_spine_find (self->spine, change->row, &place);

      if (assay_order_cache_lookup (self->orders, change->row) != NULL)
        want (change->row, self);
      if (change->matches == is_there)
        continue;

      if (n_removed + n_added > 0 && place != position + n_added)
        {
          g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
          n_removed = n_added = 0;
        }
      if (n_removed + n_added == 0)
        position = place;

      if (is_there)
        {
          g_array_remove_index (self->spine, place);
          n_removed++;
        }
      else
        {
          g_array_insert_val (self->spine, place, change->row);
          n_added++;
        }
    }

  if (n_removed + n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/* The order that was shown at a position whose row was not known belongs to this row from now on,
 * unless another one does that somebody holds. */
static void
fill_blank (AssayOrderList *self, guint position)
{
  gint64 row = assay_order_spine_get (self->spine, position);
  g_autoptr (AssayOrder) order = NULL;

  if (!g_hash_table_steal_extended (self->blanks, GUINT_TO_POINTER (position), NULL,
                                    (gpointer *) &order))
    return;

  if (assay_order_cache_lookup (self->orders, row) != NULL)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
      return;
    }

  assay_order_cache_add (self->orders, row, order);
  want (row, self);
}

static void
fill_spine (AssayOrderList *self, guint position)
{
  guint end = MIN (self->incoming->len, self->spine->len);

  assay_order_spine_fill (self->spine, self->incoming, position);
  for (guint i = position; i < end && g_hash_table_size (self->blanks) > 0; i++)
    fill_blank (self, i);
}

/* Returns: (transfer full) (nullable): %NULL when reading failed or the query is another now. */
static AssayRowsAnswer *
finish_reading (AssayOrderList *self, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayRowsAnswer) answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return NULL;

  self->reading = FALSE;
  if (answer == NULL)
    {
      assay_log_rarely (g_warning, "cannot list orders: %s", error->message);
      if (self->incomplete)
        replace_spine (self, g_array_copy (self->incoming));
      set_loading (self, FALSE);
    }

  return g_steal_pointer (&answer);
}

static void
changes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AssayOrderList *self = ASSAY_ORDER_LIST (source);
  g_autoptr (AssayRowsAnswer) answer = finish_reading (self, result);

  if (answer == NULL)
    return;

  if (answer->changes == NULL)
    {
      read_page (self, G_MAXINT64, LAST_PAGE);
      return;
    }

  self->seq = answer->seq;
  apply_changes (self, answer->changes);
  if (self->stale)
    read_changes (self);
  else
    set_loading (self, FALSE);
}

static void
read_changes (AssayOrderList *self)
{
  GTask *task = g_task_new (self, self->cancellable, changes_cb, NULL);
  AssayRowsRequest *request = assay_rows_request_new (self->query);

  request->seq = self->seq;
  request->schema = self->schema;
  g_task_set_task_data (task, request, assay_rows_request_free);
  self->reading = TRUE;
  self->stale = FALSE;
  assay_journal_read (self->journal, task, assay_rows_read_changes, assay_rows_answer_free);
}

static gboolean
next_page_cb (gpointer user_data)
{
  AssayOrderList *self = user_data;

  self->page_source = 0;
  read_page (self, assay_order_spine_get (self->incoming, self->incoming->len - 1),
             self->next_limit);

  return G_SOURCE_REMOVE;
}

/* What is shown by then is loaded first. */
static void
read_next_page (AssayOrderList *self, guint limit)
{
  self->reading = TRUE;
  self->next_limit = MIN (limit * 4, self->incomplete ? LAST_PAGE_BETWEEN : LAST_PAGE);
  self->page_source = g_idle_add (next_page_cb, self);
}

static void
show_page (AssayOrderList *self, const AssayRowsAnswer *answer, gboolean is_last)
{
  guint position = self->incoming->len;

  g_array_append_vals (self->incoming, answer->rows->data, answer->rows->len);
  if (self->growing && answer->end != NULL)
    {
      replace_spine (self, assay_order_spine_new (answer->rows, answer->n_rows, answer->end));
      self->incomplete = TRUE;
      set_loading (self, FALSE);
    }
  else
    {
      if (self->incomplete)
        fill_spine (self, position);
      if (is_last)
        {
          GArray *rows = g_steal_pointer (&self->incoming);

          self->incoming = g_array_new (FALSE, FALSE, sizeof (gint64));
          replace_spine (self, rows);
        }
      else if (self->growing && !self->incomplete)
        replace_spine (self, g_array_copy (self->incoming));
    }
}

/* Whatever changed after the first page was read is caught up with at the end. */
static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AssayOrderList *self = ASSAY_ORDER_LIST (source);
  const AssayRowsRequest *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (AssayRowsAnswer) answer = finish_reading (self, result);
  gboolean is_last;

  if (answer == NULL)
    return;

  if (request->before == G_MAXINT64)
    {
      self->refill |= self->schema != answer->schema;
      self->seq = answer->seq;
      self->schema = answer->schema;
      self->incomplete = FALSE;
    }

  is_last = answer->rows->len < request->limit;
  show_page (self, answer, is_last);

  /* Somebody who was told may have asked for other orders. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  if (!is_last)
    {
      read_next_page (self, request->limit);
      return;
    }

  self->growing = FALSE;
  assay_order_cache_foreach (self->orders, want, self);
  read_changes (self);
}

static void
read_page (AssayOrderList *self, gint64 before, guint limit)
{
  GTask *task = g_task_new (self, self->cancellable, page_cb, NULL);
  AssayRowsRequest *request = assay_rows_request_new (self->query);

  if (before == G_MAXINT64)
    g_array_set_size (self->incoming, 0);

  request->before = before;
  request->limit = limit;
  request->n_end = self->growing ? FIRST_PAGE : 0;
  g_task_set_task_data (task, request, assay_rows_request_free);
  self->reading = TRUE;
  if (!self->incomplete || before == G_MAXINT64)
    set_loading (self, TRUE);
  assay_journal_read (self->journal, task, assay_rows_read_page, assay_rows_answer_free);
}

static void
changed_cb (AssayOrderList *self)
{
  if (self->reading)
    self->stale = TRUE;
  else
    read_changes (self);
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

static AssayOrder *
get_blank (AssayOrderList *self, guint position)
{
  AssayOrder *order = g_hash_table_lookup (self->blanks, GUINT_TO_POINTER (position));

  if (order == NULL)
    {
      order = assay_order_new ();
      g_hash_table_insert (self->blanks, GUINT_TO_POINTER (position), order);
    }

  return g_object_ref (order);
}

static gpointer
assay_order_list_get_item (GListModel *model, guint position)
{
  AssayOrderList *self = ASSAY_ORDER_LIST (model);
  AssayOrder *order;
  gint64 row;

  if (position >= self->spine->len)
    return NULL;

  row = assay_order_spine_get (self->spine, position);
  if (row == 0)
    return get_blank (self, position);

  order = assay_order_cache_lookup (self->orders, row);
  if (order != NULL)
    return g_object_ref (order);

  order = assay_order_new ();
  assay_order_cache_add (self->orders, row, order);
  want (row, self);

  return order;
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
  g_clear_handle_id (&self->page_source, g_source_remove);
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
  g_array_unref (self->incoming);
  assay_order_cache_free (self->orders);
  g_hash_table_unref (self->blanks);
  g_string_free (self->wanted, TRUE);

  G_OBJECT_CLASS (assay_order_list_parent_class)->finalize (object);
}

static void
assay_order_list_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
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
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                     G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_order_list_init (AssayOrderList *self)
{
  self->spine = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->incoming = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->orders = assay_order_cache_new (MAX_UNUSED);
  self->blanks = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
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
assay_order_list_new (AssayJournal *journal, AssayOrderQuery *query)
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
assay_order_list_set_query (AssayOrderList *self, AssayOrderQuery *query)
{
  g_return_if_fail (ASSAY_IS_ORDER_LIST (self));

  g_set_object (&self->query, query);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_handle_id (&self->page_source, g_source_remove);
  self->growing = TRUE;
  /* What was shown before is hardly shown again, and reading it once more would come first. */
  assay_order_cache_trim (self->orders);
  assay_order_cache_foreach (self->orders, want, self);
  read_page (self, G_MAXINT64, FIRST_PAGE);
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
