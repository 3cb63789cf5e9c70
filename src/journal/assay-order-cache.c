/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-cache-private.h"

/*
 * AssayOrderCache:
 *
 * The orders of a list by their rows: all that anybody holds, and the newest others. A row has the
 * same object as long as it is there.
 */
struct _AssayOrderCache
{
  /* Owned */
  GHashTable *slots; /* row → Slot */
  GQueue kept;       /* AssayOrder, the oldest first */

  guint n_kept;
};

/* An order that may go at any time. */
typedef struct
{
  gint64 row;
  AssayOrder *order; /* not owned */
  AssayOrderCache *cache;
} Slot;

static void
order_gone_cb (gpointer data, GObject *order)
{
  Slot *slot = data;

  slot->order = NULL;
  g_hash_table_remove (slot->cache->slots, &slot->row);
}

static void
slot_free (Slot *slot)
{
  if (slot->order != NULL)
    g_object_weak_unref (G_OBJECT (slot->order), order_gone_cb, slot);
  g_free (slot);
}

/*
 * assay_order_cache_new:
 * @n_kept: how many orders stay although nobody holds them
 *
 * Returns: (transfer full): an empty cache
 */
AssayOrderCache *
assay_order_cache_new (guint n_kept)
{
  AssayOrderCache *self = g_new0 (AssayOrderCache, 1);

  self->slots = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                       (GDestroyNotify) slot_free);
  self->n_kept = n_kept;

  return self;
}

/*
 * assay_order_cache_free:
 * @self: (transfer full): a cache
 */
void
assay_order_cache_free (AssayOrderCache *self)
{
  g_queue_clear_full (&self->kept, g_object_unref);
  g_hash_table_unref (self->slots);
  g_free (self);
}

/*
 * assay_order_cache_lookup:
 * @self: a cache
 * @row: the row of an order
 *
 * Returns: (transfer none) (nullable): the order
 */
AssayOrder *
assay_order_cache_lookup (AssayOrderCache *self, gint64 row)
{
  Slot *slot = g_hash_table_lookup (self->slots, &row);

  return slot != NULL ? slot->order : NULL;
}

/*
 * assay_order_cache_add:
 * @self: a cache without an order at @row
 * @row: the row of the order
 * @order: the order
 *
 * Adds an order. Of those that nobody holds the oldest goes.
 */
void
assay_order_cache_add (AssayOrderCache *self, gint64 row, AssayOrder *order)
{
  Slot *slot = g_new0 (Slot, 1);

  slot->row = row;
  slot->order = order;
  slot->cache = self;
  g_object_weak_ref (G_OBJECT (order), order_gone_cb, slot);
  g_hash_table_insert (self->slots, &slot->row, slot);

  g_queue_push_tail (&self->kept, g_object_ref (order));
  if (self->kept.length > self->n_kept)
    g_object_unref (g_queue_pop_head (&self->kept));
}

/*
 * assay_order_cache_trim:
 * @self: a cache
 *
 * Lets those go that nobody holds.
 */
void
assay_order_cache_trim (AssayOrderCache *self)
{
  g_queue_clear_full (&self->kept, g_object_unref);
}

/*
 * assay_order_cache_foreach:
 * @self: a cache
 * @func: (scope call): called with each row; must not change the cache
 * @data: data for @func
 *
 * Goes through the rows whose orders are there.
 */
void
assay_order_cache_foreach (AssayOrderCache *self, AssayOrderCacheFunc func, gpointer data)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    func (*(gint64 *) row, data);
}
