/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-mapping-private.h"

#include "assay-mapping-entry-private.h"

/**
 * AssayMapping:
 *
 * Which result value leads to which status in SmartRecruiters, and how that looks.
 *
 * The facts come from the table `mapping.json`, each with its source. What StackOne tells in its
 * Connector Meta lies over it, and over both what the user decided, which can be taken back.
 */
struct _AssayMapping
{
  GObject parent_instance;

  /* owned */
  AssayMappingTable *base;
  AssayMappingTable *told; /* by Connector Meta */
  AssayMappingTable *override;
  GListStore *entries;
};

G_DEFINE_FINAL_TYPE (AssayMapping, assay_mapping, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static AssayMappingValue *
find_value (AssayMapping *self, const char *value)
{
  AssayMappingValue *entry = g_hash_table_lookup (self->override->values, value);

  if (entry == NULL)
    entry = g_hash_table_lookup (self->told->values, value);

  return entry != NULL ? entry : g_hash_table_lookup (self->base->values, value);
}

static AssayStatusLook *
find_look (AssayMapping *self, AssayOrderStatus status, AssayAppearance appearance)
{
  AssayStatusLook *look = self->override->looks[status][appearance];

  return look != NULL ? look : self->base->looks[status][appearance];
}

static void
update_entry (AssayMapping *self, const char *name, guint position)
{
  g_autoptr (AssayMappingEntry) entry = NULL;
  AssayMappingValue *value = find_value (self, name);
  AssayStatusLook *looks[ASSAY_N_APPEARANCES];
  gboolean added;

  entry = g_list_model_get_item (G_LIST_MODEL (self->entries), position);
  added = entry == NULL;
  if (added)
    entry = assay_mapping_entry_new (name);

  for (guint i = 0; i < ASSAY_N_APPEARANCES; i++)
    looks[i] = find_look (self, value->status, i);
  assay_mapping_entry_update (entry, value->status, value->source,
                              g_hash_table_contains (self->override->values, name), looks);

  if (added)
    g_list_store_append (self->entries, entry);
}

/* Appends those that no table before it knows. Returns: the next position */
static guint
append_entries (AssayMapping *self, AssayMappingTable *table, guint position)
{
  for (guint i = 0; i < table->value_order->len; i++)
    {
      const char *name = g_ptr_array_index (table->value_order, i);

      if (!g_hash_table_contains (self->base->values, name) &&
          (table == self->told || !g_hash_table_contains (self->told->values, name)))
        update_entry (self, name, position++);
    }

  return position;
}

/* The values of the table keep their places; those that only StackOne or the user knows follow. */
static void
update_entries (AssayMapping *self)
{
  guint position = 0;

  for (guint i = 0; i < self->base->value_order->len; i++)
    update_entry (self, g_ptr_array_index (self->base->value_order, i), position++);

  g_list_store_splice (self->entries, position,
                       g_list_model_get_n_items (G_LIST_MODEL (self->entries)) - position, NULL, 0);
  position = append_entries (self, self->told, position);
  append_entries (self, self->override, position);
}

static void
changed (AssayMapping *self)
{
  update_entries (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
assay_mapping_finalize (GObject *object)
{
  AssayMapping *self = ASSAY_MAPPING (object);

  g_clear_pointer (&self->base, assay_mapping_table_free);
  g_clear_pointer (&self->told, assay_mapping_table_free);
  g_clear_pointer (&self->override, assay_mapping_table_free);
  g_clear_object (&self->entries);

  G_OBJECT_CLASS (assay_mapping_parent_class)->finalize (object);
}

static void
assay_mapping_class_init (AssayMappingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_mapping_finalize;

  /**
   * AssayMapping::changed:
   * @self: a mapping
   *
   * The user's decisions changed, or what StackOne tells; the entries are up to date already.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", ASSAY_TYPE_MAPPING, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_mapping_init (AssayMapping *self)
{
  self->told = assay_mapping_table_new ();
  self->override = assay_mapping_table_new ();
  self->entries = g_list_store_new (ASSAY_TYPE_MAPPING_ENTRY);
}

/**
 * assay_mapping_new_from_bytes:
 * @table: the bytes of a complete `mapping.json`
 * @error: return location for an error of %ASSAY_CORE_ERROR that names the JSON path
 *
 * Creates a mapping from the table that comes with the program.
 *
 * Returns: (transfer full): a new mapping, or %NULL with @error set
 */
AssayMapping *
assay_mapping_new_from_bytes (GBytes *table, GError **error)
{
  g_autoptr (AssayMappingTable) base = NULL;
  AssayMapping *self;

  g_return_val_if_fail (table != NULL, NULL);

  base = assay_mapping_table_parse (table, FALSE, error);
  if (base == NULL)
    return NULL;

  self = g_object_new (ASSAY_TYPE_MAPPING, NULL);
  self->base = g_steal_pointer (&base);
  update_entries (self);

  return self;
}

/**
 * assay_mapping_get_entries:
 * @self: a mapping
 *
 * Gets the result values in the order of the table, for showing them.
 *
 * Returns: (transfer none): a list of [class@MappingEntry]
 */
GListModel *
assay_mapping_get_entries (AssayMapping *self)
{
  g_return_val_if_fail (ASSAY_IS_MAPPING (self), NULL);

  return G_LIST_MODEL (self->entries);
}

/**
 * assay_mapping_lookup_status:
 * @self: a mapping
 * @value: (nullable): a result value
 *
 * Finds the status that a result value leads to.
 *
 * Returns: the status, %ASSAY_ORDER_STATUS_NONE when the value is unknown or changes nothing
 */
AssayOrderStatus
assay_mapping_lookup_status (AssayMapping *self, const char *value)
{
  AssayMappingValue *entry;

  g_return_val_if_fail (ASSAY_IS_MAPPING (self), ASSAY_ORDER_STATUS_NONE);

  entry = value != NULL ? find_value (self, value) : NULL;

  return entry != NULL ? entry->status : ASSAY_ORDER_STATUS_NONE;
}

/**
 * assay_mapping_get_look:
 * @self: a mapping
 * @status: a status
 * @appearance: an appearance
 *
 * Gets how a status looks.
 *
 * Returns: (transfer none) (nullable): the look, valid until the mapping changes; %NULL for
 *   %ASSAY_ORDER_STATUS_NONE
 */
const AssayStatusLook *
assay_mapping_get_look (AssayMapping *self, AssayOrderStatus status, AssayAppearance appearance)
{
  g_return_val_if_fail (ASSAY_IS_MAPPING (self), NULL);
  g_return_val_if_fail ((guint) status < ASSAY_N_ORDER_STATUSES, NULL);
  g_return_val_if_fail ((guint) appearance < ASSAY_N_APPEARANCES, NULL);

  return find_look (self, status, appearance);
}

/**
 * assay_mapping_get_overridden:
 * @self: a mapping
 *
 * Gets whether the user decided anything.
 *
 * Returns: whether there is something to reset and to save
 */
gboolean
assay_mapping_get_overridden (AssayMapping *self)
{
  g_return_val_if_fail (ASSAY_IS_MAPPING (self), FALSE);

  return !assay_mapping_table_is_empty (self->override);
}

/* Returns: whether SmartRecruiters has a status of this name */
static gboolean
read_told_status (AssayConnectorMeta *meta,
                  AssayOrderKind kind,
                  const char *value,
                  AssayOrderStatus *status)
{
  const char *told = assay_connector_meta_lookup_value (meta, kind, value);
  g_autofree char *name = told != NULL ? g_ascii_strdown (told, -1) : NULL;

  return name != NULL && assay_order_status_from_string (name, status);
}

/**
 * assay_mapping_set_connector_meta:
 * @self: a mapping
 * @meta: (nullable): what StackOne tells of SmartRecruiters
 *
 * Takes over which value leads to which status. Where the two kinds of results differ, that of
 * assessments counts.
 */
void
assay_mapping_set_connector_meta (AssayMapping *self, AssayConnectorMeta *meta)
{
  static const AssayOrderKind kinds[] = {
    ASSAY_ORDER_KIND_BACKGROUND_CHECK,
    ASSAY_ORDER_KIND_ASSESSMENT,
  };

  g_return_if_fail (ASSAY_IS_MAPPING (self));
  g_return_if_fail (meta == NULL || ASSAY_IS_CONNECTOR_META (meta));

  g_clear_pointer (&self->told, assay_mapping_table_free);
  self->told = assay_mapping_table_new ();
  for (guint i = 0; meta != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      const char *const *values = assay_connector_meta_get_values (meta, kinds[i]);
      AssayOrderStatus status;

      for (guint j = 0; values != NULL && values[j] != NULL; j++)
        {
          if (read_told_status (meta, kinds[i], values[j], &status))
            assay_mapping_table_set_value (self->told, values[j], status,
                                           ASSAY_MAPPING_SOURCE_CONNECTOR_META);
        }
    }
  changed (self);
}

/**
 * assay_mapping_apply_override:
 * @self: a mapping
 * @table: JSON of the same shape as `mapping.json`, which may leave out whatever is not changed
 * @error: return location for an error of %ASSAY_CORE_ERROR that names the JSON path
 *
 * Replaces the user's decisions by those of a file. Only its `values` and `statuses` count. When it
 * is faulty, nothing changes.
 *
 * Returns: whether the file was taken over
 */
gboolean
assay_mapping_apply_override (AssayMapping *self, GBytes *table, GError **error)
{
  AssayMappingTable *override;

  g_return_val_if_fail (ASSAY_IS_MAPPING (self), FALSE);
  g_return_val_if_fail (table != NULL, FALSE);

  override = assay_mapping_table_parse (table, TRUE, error);
  if (override == NULL)
    return FALSE;

  g_clear_pointer (&self->override, assay_mapping_table_free);
  self->override = override;
  changed (self);

  return TRUE;
}

/**
 * assay_mapping_override_to_json:
 * @self: a mapping
 *
 * Writes what the user decided, for the file `tables/mapping.json` of the profile.
 *
 * Returns: (transfer full): JSON that [method@Mapping.apply_override] reads
 */
GBytes *
assay_mapping_override_to_json (AssayMapping *self)
{
  g_return_val_if_fail (ASSAY_IS_MAPPING (self), NULL);

  return assay_mapping_table_to_json (self->override);
}

/**
 * assay_mapping_set_status:
 * @self: a mapping
 * @value: a result value
 * @status: the status it shall lead to
 *
 * Decides what a result value leads to.
 */
void
assay_mapping_set_status (AssayMapping *self, const char *value, AssayOrderStatus status)
{
  g_return_if_fail (ASSAY_IS_MAPPING (self));
  g_return_if_fail (value != NULL);
  g_return_if_fail ((guint) status < ASSAY_N_ORDER_STATUSES);

  assay_mapping_table_set_value (self->override, value, status, NULL);
  changed (self);
}

/**
 * assay_mapping_reset_value:
 * @self: a mapping
 * @value: a result value
 *
 * Takes back what the user decided for one result value. The looks of its status stay.
 */
void
assay_mapping_reset_value (AssayMapping *self, const char *value)
{
  guint position;

  g_return_if_fail (ASSAY_IS_MAPPING (self));
  g_return_if_fail (value != NULL);

  if (!g_hash_table_remove (self->override->values, value))
    return;

  if (g_ptr_array_find_with_equal_func (self->override->value_order, value, g_str_equal, &position))
    g_ptr_array_remove_index (self->override->value_order, position);
  changed (self);
}

/**
 * assay_mapping_reset:
 * @self: a mapping
 *
 * Takes back everything that the user decided.
 */
void
assay_mapping_reset (AssayMapping *self)
{
  g_return_if_fail (ASSAY_IS_MAPPING (self));

  if (assay_mapping_table_is_empty (self->override))
    return;

  g_clear_pointer (&self->override, assay_mapping_table_free);
  self->override = assay_mapping_table_new ();
  changed (self);
}

const AssayAppearanceRules *
assay_mapping_get_rules (AssayMapping *self, AssayAppearance appearance)
{
  return self->base->rules[appearance];
}

/* A table may lack a text; whoever asks then says nothing. */
const AssayMappingText *
assay_mapping_get_text (AssayMapping *self, const char *group, const char *id)
{
  g_autofree char *key = g_strconcat (group, "/", id, NULL);

  return g_hash_table_lookup (self->base->texts, key);
}
