/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-draft-dialog.h"

#include <glib/gi18n.h>

#include "assay-change.h"
#include "assay-field-text.h"
#include "assay-json-writer.h"
#include "assay-value-text.h"

/* What the dialog is about, until its answer was read. */
typedef struct
{
  AssayJson *mine;    /* owned */
  AssayJson *theirs;  /* owned */
  GPtrArray *changes; /* owned */
  GPtrArray *choices; /* element-type AdwComboRow, unowned; one for each change */
} Comparison;

static void
comparison_free (gpointer data)
{
  Comparison *self = data;

  assay_json_unref (self->mine);
  assay_json_unref (self->theirs);
  g_ptr_array_unref (self->changes);
  g_ptr_array_unref (self->choices);
  g_free (self);
}

/* Of an object what its members say, one after the other. */
static char *
dup_members (AssayJson *object)
{
  g_auto (GStrv) members = assay_json_dup_members (object);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  for (guint i = 0; members[i] != NULL; i++)
    {
      g_autofree char *text = assay_json_dup_member_text (object, members[i]);

      if (text != NULL)
        g_strv_builder_add (builder, assay_value_text_get (text));
    }
  texts = g_strv_builder_end (builder);

  return g_strjoinv (", ", texts);
}

static char *
dup_value (AssayJson *object, const char *member)
{
  g_autoptr (AssayJson) value = assay_json_dup_member (object, member);

  if (value == NULL || assay_json_get_kind (value) == ASSAY_JSON_NULL)
    return g_strdup (_("Nothing"));
  if (assay_json_get_kind (value) == ASSAY_JSON_OBJECT)
    return dup_members (value);
  if (assay_json_get_kind (value) == ASSAY_JSON_ARRAY)
    /* Translators: %u is how many links somebody added to a result. */
    return g_strdup_printf (ngettext ("%u entry", "%u entries", assay_json_get_length (value)),
                            assay_json_get_length (value));

  return assay_json_dup_text (value);
}

/* The list of a choice shows both values, mine first. What is chosen stands below the title, where
 * there is the whole width for it. */
static GtkWidget *
create_choice (Comparison *self, AssayChange *change)
{
  const char *member = assay_change_get_member (change);
  g_autofree char *path = g_strconcat ("$.", member, NULL);
  g_autofree char *mine = dup_value (self->mine, member);
  g_autofree char *theirs = dup_value (self->theirs, member);
  /* Translators: %s is what this person typed into a field of a result. */
  g_autofree char *my_words = g_strdup_printf (_("Mine: %s"), mine);
  /* Translators: %s is what a colleague typed into the same field. */
  g_autofree char *their_words = g_strdup_printf (_("Theirs: %s"), theirs);
  const char *words[] = { my_words, their_words, NULL };
  g_autoptr (GtkStringList) values = gtk_string_list_new (words);
  g_autoptr (GtkExpression)
    string = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  const char *title = assay_field_text_get (path);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : member);
  /* The first value is only shown when the rest is set up before it comes. */
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  adw_combo_row_set_expression (ADW_COMBO_ROW (row), string);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (values));
  g_ptr_array_add (self->choices, row);

  return row;
}

/**
 * assay_draft_dialog_new:
 * @mine: what was typed here
 * @theirs: what somebody else stored meanwhile
 *
 * Creates the question which of two drafts is to stay, field by field. The response that takes the
 * choice is `take`.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
assay_draft_dialog_new (AssayJson *mine, AssayJson *theirs)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Which Draft?"),
                                            _("Somebody else changed the draft while you typed. "
                                               "The other one stays in the timeline."));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  GtkWidget *list = gtk_list_box_new ();
  Comparison *self = g_new0 (Comparison, 1);

  self->mine = assay_json_ref (mine);
  self->theirs = assay_json_ref (theirs);
  self->changes = assay_change_list (mine, theirs);
  self->choices = g_ptr_array_new ();
  g_object_set_data_full (G_OBJECT (dialog), "comparison", self, comparison_free);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < self->changes->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), create_choice (self, self->changes->pdata[i]));
  adw_alert_dialog_set_extra_child (alert, list);
  adw_alert_dialog_add_responses (alert, "cancel", _("_Cancel"), "take", _("_Keep These"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "take", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (alert, "take");

  return dialog;
}

static gboolean
is_theirs (Comparison *self, const char *member)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      if (g_str_equal (assay_change_get_member (self->changes->pdata[i]), member))
        return adw_combo_row_get_selected (self->choices->pdata[i]) == 1;
    }

  return FALSE;
}

static void
copy_chosen (Comparison *self, AssayJsonWriter *writer, AssayJson *object, gboolean only_new)
{
  g_auto (GStrv) members = assay_json_dup_members (object);

  for (guint i = 0; members[i] != NULL; i++)
    {
      if (!only_new || !assay_json_has_member (self->mine, members[i]))
        assay_json_writer_copy_member (writer,
                                       is_theirs (self, members[i]) ? self->theirs : self->mine,
                                       members[i]);
    }
}

/**
 * assay_draft_dialog_dup_merged:
 * @dialog: a dialog of assay_draft_dialog_new()
 *
 * Returns: (transfer full): the draft that was chosen, as JSON
 */
GBytes *
assay_draft_dialog_dup_merged (AdwAlertDialog *dialog)
{
  Comparison *self = g_object_get_data (G_OBJECT (dialog), "comparison");
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  copy_chosen (self, writer, self->mine, FALSE);
  copy_chosen (self, writer, self->theirs, TRUE);
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}
