/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-mapping-entry-private.h"

#include "assay-mapping-table-private.h"

/**
 * AssayMappingEntry:
 *
 * One row of the mapping: a result value, the status it leads to and how that status looks.
 *
 * Entries belong to an [class@Mapping], which keeps them up to date.
 */
struct _AssayMappingEntry
{
  GObject parent_instance;

  /* owned */
  char *value;
  char *source;
  AssayStatusLook *looks[ASSAY_N_APPEARANCES];

  AssayOrderStatus status;
  gboolean overridden;
};

G_DEFINE_FINAL_TYPE (AssayMappingEntry, assay_mapping_entry, G_TYPE_OBJECT)

typedef enum
{
  PROP_VALUE = 1,
  PROP_STATUS,
  PROP_SOURCE,
  PROP_OVERRIDDEN,
} AssayMappingEntryProperty;

static GParamSpec *properties[PROP_OVERRIDDEN + 1];

static gboolean
look_equal (const AssayStatusLook *look, const AssayStatusLook *other)
{
  if (look == NULL || other == NULL)
    return look == other;

  return look->icon == other->icon && look->colour == other->colour &&
         g_str_equal (look->word, other->word) && g_strcmp0 (look->source, other->source) == 0;
}

static void
assay_mapping_entry_finalize (GObject *object)
{
  AssayMappingEntry *self = ASSAY_MAPPING_ENTRY (object);

  g_free (self->value);
  g_free (self->source);
  for (guint i = 0; i < ASSAY_N_APPEARANCES; i++)
    g_clear_pointer (&self->looks[i], assay_status_look_free);

  G_OBJECT_CLASS (assay_mapping_entry_parent_class)->finalize (object);
}

static void
assay_mapping_entry_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AssayMappingEntry *self = ASSAY_MAPPING_ENTRY (object);

  switch ((AssayMappingEntryProperty) prop_id)
    {
    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;
    case PROP_STATUS:
      g_value_set_enum (value, (int) self->status);
      break;
    case PROP_SOURCE:
      g_value_set_string (value, self->source);
      break;
    case PROP_OVERRIDDEN:
      g_value_set_boolean (value, self->overridden);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
assay_mapping_entry_class_init (AssayMappingEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_mapping_entry_finalize;
  object_class->get_property = assay_mapping_entry_get_property;

  /**
   * AssayMappingEntry:value:
   *
   * The result value, as StackOne documents it.
   */
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * AssayMappingEntry:status:
   *
   * The status that the value leads to. Notifies also when only the looks of the status changed.
   */
  properties[PROP_STATUS] = g_param_spec_enum ("status", NULL, NULL, ASSAY_TYPE_ORDER_STATUS,
                                               ASSAY_ORDER_STATUS_NONE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * AssayMappingEntry:source:
   *
   * Where this is known from, in English; %NULL when the user decided it.
   */
  properties[PROP_SOURCE] = g_param_spec_string ("source", NULL, NULL, NULL,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * AssayMappingEntry:overridden:
   *
   * Whether the user decided it.
   */
  properties[PROP_OVERRIDDEN] = g_param_spec_boolean ("overridden", NULL, NULL, FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_mapping_entry_init (AssayMappingEntry *self)
{
}

AssayMappingEntry *
assay_mapping_entry_new (const char *value)
{
  AssayMappingEntry *self = g_object_new (ASSAY_TYPE_MAPPING_ENTRY, NULL);

  self->value = g_strdup (value);

  return self;
}

/* Takes over what the mapping says now; @looks may hold %NULL for a value without a status. */
void
assay_mapping_entry_update (AssayMappingEntry *self,
                            AssayOrderStatus status,
                            const char *source,
                            gboolean overridden,
                            AssayStatusLook **looks)
{
  gboolean status_changed = self->status != status;
  gboolean overridden_changed = self->overridden != overridden;
  gboolean source_changed = g_set_str (&self->source, source);

  self->status = status;
  self->overridden = overridden;
  for (guint i = 0; i < ASSAY_N_APPEARANCES; i++)
    {
      if (look_equal (self->looks[i], looks[i]))
        continue;

      g_clear_pointer (&self->looks[i], assay_status_look_free);
      if (looks[i] != NULL)
        self->looks[i] = assay_status_look_new (looks[i]->word, looks[i]->icon, looks[i]->colour,
                                                looks[i]->source);
      status_changed = TRUE;
    }

  if (status_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
  if (source_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOURCE]);
  if (overridden_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OVERRIDDEN]);
}

/**
 * assay_mapping_entry_get_value:
 * @self: an entry
 *
 * Gets the result value.
 *
 * Returns: (transfer none): the value
 */
const char *
assay_mapping_entry_get_value (AssayMappingEntry *self)
{
  g_return_val_if_fail (ASSAY_IS_MAPPING_ENTRY (self), NULL);

  return self->value;
}

/**
 * assay_mapping_entry_get_status:
 * @self: an entry
 *
 * Gets the status that the value leads to.
 *
 * Returns: the status, %ASSAY_ORDER_STATUS_NONE when the card does not change
 */
AssayOrderStatus
assay_mapping_entry_get_status (AssayMappingEntry *self)
{
  g_return_val_if_fail (ASSAY_IS_MAPPING_ENTRY (self), ASSAY_ORDER_STATUS_NONE);

  return self->status;
}

/**
 * assay_mapping_entry_get_source:
 * @self: an entry
 *
 * Gets where this is known from.
 *
 * Returns: (transfer none) (nullable): the source, %NULL when the user decided it
 */
const char *
assay_mapping_entry_get_source (AssayMappingEntry *self)
{
  g_return_val_if_fail (ASSAY_IS_MAPPING_ENTRY (self), NULL);

  return self->source;
}

/**
 * assay_mapping_entry_get_overridden:
 * @self: an entry
 *
 * Gets whether the user decided it.
 *
 * Returns: whether the status differs from the table that comes with the program
 */
gboolean
assay_mapping_entry_get_overridden (AssayMappingEntry *self)
{
  g_return_val_if_fail (ASSAY_IS_MAPPING_ENTRY (self), FALSE);

  return self->overridden;
}

/**
 * assay_mapping_entry_get_look:
 * @self: an entry
 * @appearance: an appearance
 *
 * Gets how the value looks to a recruiter.
 *
 * Returns: (transfer none) (nullable): the look, %NULL when the value has no status
 */
const AssayStatusLook *
assay_mapping_entry_get_look (AssayMappingEntry *self, AssayAppearance appearance)
{
  g_return_val_if_fail (ASSAY_IS_MAPPING_ENTRY (self), NULL);
  g_return_val_if_fail ((guint) appearance < ASSAY_N_APPEARANCES, NULL);

  return self->looks[appearance];
}
