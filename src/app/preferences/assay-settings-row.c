/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-settings-row.h"

#include <glib/gi18n.h>

#include "assay-field-row.h"
#include "assay-operable.h"

/* Room for “30 seconds”, also in languages where that is longer. */
#define QUANTITY_CHARS 11

/* Choices outlive the row: they come from a static table. */
typedef struct
{
  const AssaySettingsChoice *choices;
  gsize n_choices;
} AssaySettingsChoices;

static gboolean
nick_to_position (GValue *value, GVariant *variant, gpointer user_data)
{
  AssaySettingsChoices *table = user_data;
  const char *nick = g_variant_get_string (variant, NULL);

  for (gsize i = 0; i < table->n_choices; i++)
    {
      if (g_str_equal (table->choices[i].nick, nick))
        {
          g_value_set_uint (value, i);
          return TRUE;
        }
    }

  return FALSE;
}

static GVariant *
position_to_nick (const GValue *value, const GVariantType *expected_type, gpointer user_data)
{
  AssaySettingsChoices *table = user_data;
  guint position = g_value_get_uint (value);

  return position < table->n_choices ? g_variant_new_string (table->choices[position].nick) : NULL;
}

static GtkWidget *
choice_row_new (GSettings *settings,
                const char *key,
                const AssaySettingsChoice *choices,
                gsize n_choices)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_null_terminated (n_choices, NULL, TRUE);
  AssaySettingsChoices *table = g_new (AssaySettingsChoices, 1);
  AssayFieldRow *row;

  table->choices = choices;
  table->n_choices = n_choices;
  for (gsize i = 0; i < n_choices; i++)
    g_ptr_array_add (labels, (char *) _(choices[i].label));

  row = assay_field_row_new_choice ((const char *const *) labels->pdata);
  g_settings_bind_with_mapping (settings, key, assay_field_row_get_control (row), "selected",
                                G_SETTINGS_BIND_DEFAULT, nick_to_position, position_to_nick, table,
                                g_free);

  return GTK_WIDGET (row);
}

static gboolean
uint_to_double (GValue *value, GVariant *variant, gpointer user_data)
{
  g_value_set_double (value, g_variant_get_uint32 (variant));

  return TRUE;
}

static GVariant *
double_to_uint (const GValue *value, const GVariantType *expected_type, gpointer user_data)
{
  return g_variant_new_uint32 ((guint32) g_value_get_double (value));
}

static void
read_range (GSettingsSchemaKey *schema_key, double *minimum, double *maximum)
{
  g_autoptr (GVariant) range = g_settings_schema_key_get_range (schema_key);
  g_autoptr (GVariant) limits = NULL;
  g_autofree char *kind = NULL;

  *minimum = 0;
  *maximum = G_MAXUINT32;
  g_variant_get (range, "(sv)", &kind, &limits);
  if (g_str_equal (kind, "range"))
    {
      guint32 low, high;

      g_variant_get (limits, "(uu)", &low, &high);
      *minimum = low;
      *maximum = high;
    }
}

static int
input_cb (GtkSpinButton *button, double *new_value, gpointer quantity)
{
  guint value;

  if (!assay_quantity_parse (GPOINTER_TO_UINT (quantity),
                             gtk_editable_get_text (GTK_EDITABLE (button)), &value))
    return GTK_INPUT_ERROR;

  *new_value = value;

  return TRUE;
}

static gboolean
output_cb (GtkSpinButton *button, gpointer quantity)
{
  g_autofree char *text = assay_quantity_dup_text (GPOINTER_TO_UINT (quantity),
                                                   (guint) gtk_spin_button_get_value (button));

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (button)), text))
    gtk_editable_set_text (GTK_EDITABLE (button), text);

  return TRUE;
}

static GtkWidget *
number_row_new (GSettings *settings,
                const char *key,
                GSettingsSchemaKey *schema_key,
                AssayQuantity quantity)
{
  double minimum, maximum;
  AssayFieldRow *row;
  GtkWidget *button;

  read_range (schema_key, &minimum, &maximum);
  row = assay_field_row_new_number (minimum, maximum, assay_quantity_get_step (quantity));
  button = assay_field_row_get_control (row);
  /* A numeric field takes digits only, and a unit is letters. */
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (button), quantity == ASSAY_QUANTITY_COUNT);
  gtk_spin_button_set_update_policy (GTK_SPIN_BUTTON (button), GTK_UPDATE_IF_VALID);
  if (quantity != ASSAY_QUANTITY_COUNT)
    gtk_editable_set_width_chars (GTK_EDITABLE (button), QUANTITY_CHARS);
  g_signal_connect (button, "input", G_CALLBACK (input_cb), GUINT_TO_POINTER (quantity));
  g_signal_connect (button, "output", G_CALLBACK (output_cb), GUINT_TO_POINTER (quantity));
  g_settings_bind_with_mapping (settings, key, button, "value", G_SETTINGS_BIND_DEFAULT,
                                uint_to_double, double_to_uint, NULL, NULL);

  return GTK_WIDGET (row);
}

static void
text_applied_cb (AdwEntryRow *row, gpointer user_data)
{
  const char *key = user_data;
  GSettings *settings = g_object_get_data (G_OBJECT (row), "settings");

  g_settings_set_string (settings, key, gtk_editable_get_text (GTK_EDITABLE (row)));
}

/* An address is only right when it is complete, so it is saved on Apply, not as it is typed. */
static GtkWidget *
applied_row_new (GSettings *settings, const char *key, GCallback applied_cb)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "settings", g_object_ref (settings), g_object_unref);
  g_signal_connect_data (row, "apply", applied_cb, g_strdup (key),
                         (GClosureNotify) (void (*) (void)) g_free, 0);

  return row;
}

static GtkWidget *
text_row_new (GSettings *settings, const char *key)
{
  GtkWidget *row = applied_row_new (settings, key, G_CALLBACK (text_applied_cb));

  g_settings_bind (settings, key, row, "text", G_SETTINGS_BIND_GET);

  return row;
}

static void
list_applied_cb (AdwEntryRow *row, gpointer user_data)
{
  const char *key = user_data;
  GSettings *settings = g_object_get_data (G_OBJECT (row), "settings");
  g_auto (GStrv) words = g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (row)), ", ", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_strv_builder_add (builder, words[i]);
    }
  list = g_strv_builder_end (builder);
  g_settings_set_strv (settings, key, (const char *const *) list);
}

static gboolean
list_to_text (GValue *value, GVariant *variant, gpointer user_data)
{
  g_autofree const char **words = g_variant_get_strv (variant, NULL);

  g_value_take_string (value, g_strjoinv (", ", (char **) words));

  return TRUE;
}

static GtkWidget *
list_row_new (GSettings *settings, const char *key)
{
  GtkWidget *row = applied_row_new (settings, key, G_CALLBACK (list_applied_cb));

  g_settings_bind_with_mapping (settings, key, row, "text", G_SETTINGS_BIND_GET, list_to_text, NULL,
                                NULL, NULL);

  return row;
}

static GtkWidget *
switch_row_new (GSettings *settings, const char *key)
{
  GtkWidget *row = adw_switch_row_new ();

  g_settings_bind (settings, key, row, "active", G_SETTINGS_BIND_DEFAULT);
  assay_operable_add_toggle (row);

  return row;
}

/* An entry row has no place for a subtitle. */
static void
describe_row (GtkWidget *row, const char *description)
{
  if (description == NULL)
    return;

  if (ASSAY_IS_FIELD_ROW (row))
    assay_field_row_set_description (ASSAY_FIELD_ROW (row), description);
  else if (ADW_IS_ACTION_ROW (row))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), description);
  else
    gtk_widget_set_tooltip_text (row, description);
}

/**
 * assay_settings_row_new:
 * @settings: the settings of a profile
 * @key: a key of the schema
 * @choices: (array length=n_choices) (nullable): the values of an enumerated key
 * @n_choices: number of @choices
 * @quantity: what a number counts
 *
 * Makes the row that edits one setting.
 *
 * Title and description come from the schema, which stays the only place that explains a setting;
 * where its default comes from is a comment there.
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
assay_settings_row_new (GSettings *settings,
                        const char *key,
                        const AssaySettingsChoice *choices,
                        gsize n_choices,
                        AssayQuantity quantity)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) schema_key = NULL;
  const GVariantType *type;
  GtkWidget *row;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  g_object_get (settings, "settings-schema", &schema, NULL);
  schema_key = g_settings_schema_get_key (schema, key);
  type = g_settings_schema_key_get_value_type (schema_key);

  if (choices != NULL)
    row = choice_row_new (settings, key, choices, n_choices);
  else if (g_variant_type_equal (type, G_VARIANT_TYPE_BOOLEAN))
    row = switch_row_new (settings, key);
  else if (g_variant_type_equal (type, G_VARIANT_TYPE_UINT32))
    row = number_row_new (settings, key, schema_key, quantity);
  else if (g_variant_type_equal (type, G_VARIANT_TYPE_STRING_ARRAY))
    row = list_row_new (settings, key);
  else
    row = text_row_new (settings, key);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 g_settings_schema_key_get_summary (schema_key));
  describe_row (row, g_settings_schema_key_get_description (schema_key));

  return row;
}
