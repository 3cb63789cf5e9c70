/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-state-private.h"

#include <glib/gstdio.h>

#include "assay-sim-schema.h"

/**
 * AssaySimState:
 *
 * What StackOne and SmartRecruiters know: accounts, packages, jobs, people, orders.
 *
 * With a folder, every change is on disk before the call that makes it returns: the tables in one
 * file, each order in its own, both replaced atomically, so that a kill at any moment leaves either
 * the old or the new. Record ids follow from the seed and the record's number.
 */
G_DEFINE_FINAL_TYPE (AssaySimState, assay_sim_state, G_TYPE_OBJECT)

static void
index_order (AssaySimState *self, AssaySimOrder *order)
{
  g_ptr_array_add (self->orders, assay_sim_order_ref (order));
  g_hash_table_insert (self->orders_by_id, order->id, order);
  g_hash_table_insert (self->orders_by_id, order->remote_id, order);
}

static void
forget_orders (AssaySimState *self)
{
  g_hash_table_remove_all (self->orders_by_id);
  g_ptr_array_set_size (self->orders, 0);
}

static void
assay_sim_state_finalize (GObject *object)
{
  AssaySimState *self = ASSAY_SIM_STATE (object);

  g_clear_fd (&self->lock, NULL);
  g_free (self->folder);
  g_bytes_unref (self->seed_table);
  for (guint i = 0; i < ASSAY_SIM_N_TABLES; i++)
    g_ptr_array_unref (self->tables[i]);
  g_clear_pointer (&self->hiring, assay_json_unref);
  g_hash_table_unref (self->orders_by_id);
  g_ptr_array_unref (self->orders);

  G_OBJECT_CLASS (assay_sim_state_parent_class)->finalize (object);
}

static void
assay_sim_state_class_init (AssaySimStateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_sim_state_finalize;
}

static void
assay_sim_state_init (AssaySimState *self)
{
  self->lock = -1;
  for (guint i = 0; i < ASSAY_SIM_N_TABLES; i++)
    self->tables[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_json_unref);
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_sim_order_unref);
  self->orders_by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * assay_sim_state_new:
 * @folder: (nullable): where to keep the state, or %NULL to keep it in memory alone
 * @seed: makes the ids repeatable, or 0 for one chosen by chance
 * @seed_table: what a new state starts with
 *
 * Creates a state. It is empty until assay_sim_state_load().
 *
 * Returns: (transfer full): a new state
 */
AssaySimState *
assay_sim_state_new (const char *folder, guint32 seed, GBytes *seed_table)
{
  AssaySimState *self = g_object_new (ASSAY_TYPE_SIM_STATE, NULL);

  self->folder = g_strdup (folder);
  self->wanted_seed = seed;
  self->seed_table = g_bytes_ref (seed_table);

  return self;
}

/**
 * assay_sim_state_load:
 * @self: a state
 * @error: return location for an error
 *
 * Reads the folder; a folder without a state is seeded. Until @self is freed no other simulator can
 * use the folder.
 *
 * Returns: whether the state can be used
 */
gboolean
assay_sim_state_load (AssaySimState *self, GError **error)
{
  g_autoptr (GPtrArray) orders = NULL;
  gboolean found;

  if (self->folder == NULL)
    return assay_sim_state_reset (self, error);

  if (!assay_sim_state_claim_folder (self, error) ||
      !assay_sim_state_load_tables (self, &found, error))
    return FALSE;

  if (!found)
    return assay_sim_state_reset (self, error);

  orders = assay_sim_state_read_orders (self, error);
  if (orders == NULL)
    return FALSE;

  for (guint i = 0; i < orders->len; i++)
    index_order (self, g_ptr_array_index (orders, i));

  return TRUE;
}

/**
 * assay_sim_state_reset:
 * @self: a state
 * @error: return location for an error
 *
 * Forgets everything and starts again with the seed table.
 *
 * Returns: whether that worked
 */
gboolean
assay_sim_state_reset (AssaySimState *self, GError **error)
{
  forget_orders (self);
  if (!assay_sim_state_remove_order_files (self, error) ||
      !assay_sim_state_read_tables (self, self->seed_table, error))
    return FALSE;

  self->seed = self->wanted_seed != 0 ? self->wanted_seed : g_random_int ();

  return assay_sim_state_save_tables (self, error);
}

/**
 * assay_sim_state_get_table:
 * @self: a state
 * @table: which table
 *
 * Gets the records of a table in their order.
 *
 * Returns: (transfer none) (element-type AssayJson): the records
 */
GPtrArray *
assay_sim_state_get_table (AssaySimState *self, AssaySimTable table)
{
  return self->tables[table];
}

/**
 * assay_sim_state_find:
 * @self: a state
 * @table: which table
 * @id: the record's `id` or `remote_id`
 *
 * Finds a record; StackOne takes either kind of id anywhere.
 *
 * Returns: (transfer none) (nullable): the record
 */
AssayJson *
assay_sim_state_find (AssaySimState *self, AssaySimTable table, const char *id)
{
  for (guint i = 0; i < self->tables[table]->len; i++)
    {
      AssayJson *record = g_ptr_array_index (self->tables[table], i);
      g_autofree char *own_id = assay_json_dup_member_text (record, "id");
      g_autofree char *remote_id = assay_json_dup_member_text (record, "remote_id");

      if (g_strcmp0 (own_id, id) == 0 || g_strcmp0 (remote_id, id) == 0)
        return record;
    }

  return NULL;
}

/**
 * assay_sim_state_store:
 * @self: a state
 * @table: which table
 * @record: an object with an `id`
 * @error: return location for an error
 *
 * Adds a record, or replaces the one with the same id.
 *
 * Returns: whether it is on disk
 */
gboolean
assay_sim_state_store (AssaySimState *self, AssaySimTable table, AssayJson *record, GError **error)
{
  g_autofree char *id = assay_json_dup_member_text (record, "id");
  AssayJson *old = assay_sim_state_find (self, table, id);
  guint position;

  if (old != NULL && g_ptr_array_find (self->tables[table], old, &position))
    {
      self->tables[table]->pdata[position] = assay_json_ref (record);
      assay_json_unref (old);
    }
  else
    {
      g_ptr_array_add (self->tables[table], assay_json_ref (record));
    }

  return assay_sim_state_save_tables (self, error);
}

/**
 * assay_sim_state_replace_table:
 * @self: a state
 * @table: which table
 * @records: (element-type AssayJson): objects with an `id`
 * @error: return location for an error
 *
 * Replaces all records of a table.
 *
 * Returns: whether they are on disk
 */
gboolean
assay_sim_state_replace_table (AssaySimState *self,
                               AssaySimTable table,
                               GPtrArray *records,
                               GError **error)
{
  g_ptr_array_set_size (self->tables[table], 0);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (self->tables[table], assay_json_ref (g_ptr_array_index (records, i)));

  return assay_sim_state_save_tables (self, error);
}

/**
 * assay_sim_state_get_hiring:
 * @self: a state
 *
 * Gets the hiring process: its stages, their steps, and what each step orders by itself.
 *
 * Returns: (transfer none): an object
 */
AssayJson *
assay_sim_state_get_hiring (AssaySimState *self)
{
  return self->hiring;
}

/**
 * assay_sim_state_set_hiring:
 * @self: a state
 * @hiring: an object
 * @error: return location for an error
 *
 * Replaces the hiring process.
 *
 * Returns: whether it is on disk
 */
gboolean
assay_sim_state_set_hiring (AssaySimState *self, AssayJson *hiring, GError **error)
{
  AssayJson *old = self->hiring;

  self->hiring = assay_json_ref (hiring);
  assay_json_unref (old);

  return assay_sim_state_save_tables (self, error);
}

/**
 * assay_sim_state_get_orders:
 * @self: a state
 *
 * Gets all orders, oldest first.
 *
 * Returns: (transfer none) (element-type AssaySimOrder): the orders
 */
GPtrArray *
assay_sim_state_get_orders (AssaySimState *self)
{
  return self->orders;
}

/**
 * assay_sim_state_find_order:
 * @self: a state
 * @id: StackOne's or SmartRecruiters' id
 *
 * Finds an order.
 *
 * Returns: (transfer none) (nullable): the order
 */
AssaySimOrder *
assay_sim_state_find_order (AssaySimState *self, const char *id)
{
  return g_hash_table_lookup (self->orders_by_id, id);
}

/**
 * assay_sim_state_add_order:
 * @self: a state
 * @order: an order with its ids and number set
 * @error: return location for an error
 *
 * Adds an order.
 *
 * Returns: whether it is on disk; if not, it was not added
 */
gboolean
assay_sim_state_add_order (AssaySimState *self, AssaySimOrder *order, GError **error)
{
  if (!assay_sim_state_save_order (self, order, error))
    return FALSE;

  index_order (self, order);

  return TRUE;
}
