/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json-dialog.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

#include "assay-field-text.h"
#include "assay-json-place.h"
#include "assay-json-view.h"
#include "assay-result-text.h"
#include "assay-translate.h"

/**
 * AssayJsonDialog:
 *
 * The result as JSON, to be edited.
 *
 * The text is the same result as the form's: each text that is a result is handed over by
 * [signal@JsonDialog::edited], with every digit and every member that the form has no field for. A
 * text that is none says in which line, and is not given up without being asked about. What the
 * lints found stands in the margin.
 */
struct _AssayJsonDialog
{
  AdwDialog parent_instance;

  /* template children */
  AdwBanner *fault;
  GtkSourceView *view;

  /* owned */
  AssayPreview *preview;

  /* plain */
  gboolean filling;
  int fault_line; /* from 0; -1 for none */
};

G_DEFINE_FINAL_TYPE (AssayJsonDialog, assay_json_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *category;
  const char *icon_name;
} severities[] = {
  [ASSAY_SEVERITY_ERROR] = { "error", "dialog-error-symbolic" },
  [ASSAY_SEVERITY_WARNING] = { "warning", "dialog-warning-symbolic" },
  [ASSAY_SEVERITY_HINT] = { "hint", "dialog-information-symbolic" },
};

static GtkTextBuffer *
get_buffer (AssayJsonDialog *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static GBytes *
dup_text (AssayJsonDialog *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start, end;
  char *text;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);

  return g_bytes_new_take (text, strlen (text));
}

static int
count_lines (GBytes *text, gsize offset)
{
  gsize size;
  const char *data = g_bytes_get_data (text, &size);
  int line = 0;

  for (gsize i = 0; i < MIN (offset, size); i++)
    line += data[i] == '\n';

  return line;
}

/* Findings are about members, and members stand in lines. */
static void
mark_findings (AssayJsonDialog *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GListModel *findings = assay_preview_get_findings (self->preview);
  g_autoptr (GBytes) text = dup_text (self);
  g_autoptr (AssayJson) json = assay_json_parse (text, NULL);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_source_buffer_remove_source_marks (GTK_SOURCE_BUFFER (buffer), &start, &end, NULL);
  for (guint i = 0; json != NULL && i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (AssayFinding) finding = g_list_model_get_item (findings, i);
      const char *path = assay_finding_get_path (finding);
      gsize offset = 0;
      GtkSourceMark *mark;
      GtkTextIter at;

      if (path != NULL)
        assay_json_locate (json, path, &offset);
      gtk_text_buffer_get_iter_at_line (buffer, &at, count_lines (text, offset));
      mark = gtk_source_buffer_create_source_mark (GTK_SOURCE_BUFFER (buffer), NULL,
                                                   severities[assay_finding_get_severity (finding)]
                                                     .category,
                                                   &at);
      g_object_set_data_full (G_OBJECT (mark), "message",
                              assay_finding_dup_message (finding, assay_translate), g_free);
    }
}

static char *
tooltip_cb (GtkSourceMarkAttributes *attributes, GtkSourceMark *mark, gpointer user_data)
{
  return g_strdup (g_object_get_data (G_OBJECT (mark), "message"));
}

static void
add_marks (AssayJsonDialog *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    {
      g_autoptr (GtkSourceMarkAttributes) attributes = gtk_source_mark_attributes_new ();

      gtk_source_mark_attributes_set_icon_name (attributes, severities[i].icon_name);
      g_signal_connect (attributes, "query-tooltip-text", G_CALLBACK (tooltip_cb), NULL);
      gtk_source_view_set_mark_attributes (self->view, severities[i].category, attributes,
                                           (int) (G_N_ELEMENTS (severities) - i));
    }
}

/* The error's own words come with ours only where no field has a name. */
static void
show_fault (AssayJsonDialog *self, GBytes *text, const GError *error)
{
  g_autofree char *words = NULL;
  g_auto (GStrv) parts = g_strsplit (error->message, ":", 2);
  const char *field = assay_field_text_get (parts[0]);
  gsize offset = 0;

  assay_json_locate_error (text, error, &offset);
  self->fault_line = count_lines (text, offset);
  if (field != NULL)
    /* Translators: %d is the number of a line, %s the field of a result it is about. */
    words = g_strdup_printf (_("Line %d: “%s” cannot have this value."), self->fault_line + 1,
                             field);
  else
    /* Translators: %d is the number of a line. */
    words = g_strdup_printf (_("Line %d: here the JSON cannot be read."), self->fault_line + 1);
  adw_banner_set_title (self->fault, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->fault), error->message);
  adw_banner_set_revealed (self->fault, TRUE);
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
}

static void
hide_fault (AssayJsonDialog *self)
{
  self->fault_line = -1;
  adw_banner_set_revealed (self->fault, FALSE);
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
}

static void
edited_cb (AssayJsonDialog *self)
{
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJson) json = NULL;
  g_autoptr (AssayResult) result = NULL;

  if (self->filling)
    return;

  text = dup_text (self);
  json = assay_json_parse (text, &error);
  if (json != NULL)
    result = assay_result_new_from_json (json, &error);
  if (result == NULL)
    {
      show_fault (self, text, error);
      return;
    }

  hide_fault (self);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, result);
  mark_findings (self);
}

static void
go_to_fault_cb (AssayJsonDialog *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter at;

  gtk_text_buffer_get_iter_at_line (buffer, &at, MAX (self->fault_line, 0));
  gtk_text_buffer_place_cursor (buffer, &at);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->view), &at, 0.1, FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
give_up_cb (AdwDialog *dialog, const char *answer)
{
  if (g_str_equal (answer, "discard"))
    adw_dialog_force_close (dialog);
}

/* The form has the last text that was a result. */
static void
assay_json_dialog_close_attempt (AdwDialog *dialog)
{
  AdwAlertDialog *question = ADW_ALERT_DIALOG (adw_alert_dialog_new (
    _("Discard This Text?"), _("It cannot be read as a result. The form keeps what could be read "
                                 "last.")));

  adw_alert_dialog_add_responses (question, "cancel", _("_Go On Editing"), "discard",
                                  _("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (question, "discard", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (question, "response", G_CALLBACK (give_up_cb), dialog,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (question), GTK_WIDGET (dialog));
}

static void
assay_json_dialog_dispose (GObject *object)
{
  AssayJsonDialog *self = ASSAY_JSON_DIALOG (object);

  g_clear_object (&self->preview);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_JSON_DIALOG);

  G_OBJECT_CLASS (assay_json_dialog_parent_class)->dispose (object);
}

static void
assay_json_dialog_class_init (AssayJsonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_json_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->close_attempt = assay_json_dialog_close_attempt;

  /**
   * AssayJsonDialog::edited:
   * @self: the dialog
   * @result: what the text says
   *
   * Somebody edited the text, and it is a result.
   */
  signals[SIGNAL_EDITED] = g_signal_new ("edited", ASSAY_TYPE_JSON_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, ASSAY_TYPE_RESULT);

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-json-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayJsonDialog, fault);
  gtk_widget_class_bind_template_child (widget_class, AssayJsonDialog, view);
  gtk_widget_class_bind_template_callback (widget_class, go_to_fault_cb);
}

static void
assay_json_dialog_init (AssayJsonDialog *self)
{
  self->fault_line = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  assay_json_view_set_up (self->view);
  add_marks (self);
  g_signal_connect_object (get_buffer (self), "changed", G_CALLBACK (edited_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * assay_json_dialog_new:
 * @preview: the result to edit, and what is found in it
 *
 * Creates a dialog with the result as it is.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
assay_json_dialog_new (AssayPreview *preview)
{
  AssayJsonDialog *self = g_object_new (ASSAY_TYPE_JSON_DIALOG, NULL);
  g_autoptr (GBytes) body = assay_preview_dup_body (preview);
  g_autofree char *text = assay_result_text_to_pretty (body);

  self->preview = g_object_ref (preview);
  self->filling = TRUE;
  gtk_text_buffer_set_text (get_buffer (self), text, -1);
  self->filling = FALSE;
  mark_findings (self);

  return ADW_DIALOG (self);
}
