/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-tables.h"

/**
 * AssayTables:
 *
 * The data tables: facts that change without a new release. Each is read once.
 */
struct _AssayTables
{
  GObject parent_instance;

  /* owned: name → GBytes */
  GHashTable *tables;
  gpointer user_data;

  /* plain */
  AssayTableReader reader;
  GDestroyNotify destroy;
};

G_DEFINE_FINAL_TYPE (AssayTables, assay_tables, G_TYPE_OBJECT)

static void
assay_tables_finalize (GObject *object)
{
  AssayTables *self = ASSAY_TABLES (object);

  g_clear_pointer (&self->tables, g_hash_table_unref);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  G_OBJECT_CLASS (assay_tables_parent_class)->finalize (object);
}

static void
assay_tables_class_init (AssayTablesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_tables_finalize;
}

static void
assay_tables_init (AssayTables *self)
{
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_bytes_unref);
}

/**
 * assay_tables_new:
 * @reader: (scope notified) (closure user_data) (destroy destroy): reads a table
 * @user_data: given to @reader
 * @destroy: (nullable): frees @user_data
 *
 * Returns: (transfer full): tables of which none is read yet
 */
AssayTables *
assay_tables_new (AssayTableReader reader, gpointer user_data, GDestroyNotify destroy)
{
  AssayTables *self = g_object_new (ASSAY_TYPE_TABLES, NULL);

  self->reader = reader;
  self->user_data = user_data;
  self->destroy = destroy;
  return self;
}

/**
 * assay_tables_lookup:
 * @self: the tables
 * @name: name of a table without its ending, for example `event-names`
 *
 * Returns: (transfer full) (nullable): the table, or %NULL when there is none of that name
 */
GBytes *
assay_tables_lookup (AssayTables *self, const char *name)
{
  GBytes *table;

  g_return_val_if_fail (ASSAY_IS_TABLES (self), NULL);

  table = g_hash_table_lookup (self->tables, name);
  if (table == NULL)
    {
      table = self->reader (name, self->user_data);
      if (table == NULL)
        return NULL;
      g_hash_table_insert (self->tables, g_strdup (name), table);
    }
  return g_bytes_ref (table);
}
