/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-result-editor.h"

#include <glib/gi18n.h>

#include "assay-anchor.h"
#include "assay-change.h"
#include "assay-field-text.h"
#include "assay-findings.h"
#include "assay-json-dialog.h"
#include "assay-recruiter-card.h"
#include "assay-result-form.h"
#include "assay-result-line.h"
#include "assay-result-text.h"
#include "assay-toast.h"
#include "assay-translate.h"

/**
 * AssayResultEditor:
 *
 * The result of an order: the form, and beside it what the recruiter will see, what stays invisible
 * and what the lints found. All of it shows an [class@Preview], which follows each keystroke.
 *
 * The editor sends nothing itself; it asks by signals.
 */
struct _AssayResultEditor
{
  AdwBin parent_instance;

  /* template children */
  AssayResultLine *line;
  AssayResultForm *form;
  AssayRecruiterCard *card;
  AdwToggleGroup *appearances;
  AdwPreferencesGroup *invisible_group;
  GtkListBox *invisible_list;
  AssayFindings *findings;
  AdwPreferencesGroup *changes_group;
  GtkListBox *changes_list;
  GtkWidget *discard_button;
  GtkWidget *send_button;
  GtkScrolledWindow *narrow_scroller;
  GtkWidget *above_form;

  /* owned */
  AssayPreview *preview;
  AssayOrder *order;
  AssayMapping *mapping;
  GSignalGroup *result_signals;
  AssayConnectorMeta *connector_meta;
  GSettings *settings;

  /* plain */
  gboolean pending;
};

G_DEFINE_FINAL_TYPE (AssayResultEditor, assay_result_editor, ADW_TYPE_BIN)

enum
{
  SIGNAL_SEND,
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static AssayAppearance
get_appearance (AssayResultEditor *self)
{
  return (AssayAppearance) adw_toggle_group_get_active (self->appearances);
}

static GtkWidget *
create_text_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);

  return row;
}

static GtkWidget *
create_remark_row (gpointer item, gpointer data)
{
  AssayRemark *remark = item;
  g_autofree char *message = assay_remark_dup_message (remark, assay_translate);
  const char *value = assay_remark_get_value (remark);

  return create_text_row (message, value != NULL ? value : "");
}

static GtkWidget *
create_change_row (gpointer item, gpointer data)
{
  AssayChange *change = item;
  const char *before = assay_change_get_before (change);
  const char *after = assay_change_get_after (change);
  const char *member = assay_change_get_member (change);
  g_autofree char *path = g_strconcat ("$.", member, NULL);
  const char *field = assay_field_text_get (path);
  g_autofree char *text = NULL;

  if (before == NULL)
    /* Translators: A member of the result that was not in the last one; %s is its JSON. */
    text = g_strdup_printf (_("New: %s"), after);
  else if (after == NULL)
    /* Translators: A member of the last result that is left out now; %s is its JSON. */
    text = g_strdup_printf (_("Left out, so it stays: %s"), before);
  else
    /* Translators: The JSON of a member before and after. */
    text = g_strdup_printf (_("%s → %s"), before, after);

  return create_text_row (field != NULL ? field : member, text);
}

static void
bind_list (GtkListBox *list,
           AdwPreferencesGroup *group,
           GListModel *model,
           GtkListBoxCreateWidgetFunc create_row)
{
  gtk_list_box_bind_model (list, model, create_row, NULL, NULL);
  g_object_bind_property (model, "n-items", group, "visible", G_BINDING_SYNC_CREATE);
}

static void
show_card (AssayResultEditor *self)
{
  assay_recruiter_card_set_card (self->card, assay_preview_get_card (self->preview));
}

static void
update_actions (AssayResultEditor *self)
{
  gboolean ready = self->order != NULL && self->mapping != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "result.send", ready && self->pending);
}

static void
appearance_changed_cb (AssayResultEditor *self)
{
  assay_result_form_set_mapping (self->form, self->mapping, get_appearance (self));
  assay_preview_set_appearance (self->preview, get_appearance (self));
}

static void
focus_path_cb (AssayResultEditor *self, const char *path)
{
  if (path != NULL && !assay_result_form_focus_path (self->form, path))
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
apply_fix_cb (AssayResultEditor *self, AssayFinding *finding)
{
  g_autoptr (GBytes) bytes = assay_result_editor_dup_body (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJson) body = assay_json_parse (bytes, &error);
  g_autoptr (AssayJson) mended = NULL;
  g_autoptr (AssayResult) result = NULL;

  if (body != NULL)
    {
      mended = assay_json_merge_patch (body, assay_finding_get_patch (finding));
      result = assay_result_new_from_json (mended, &error);
    }

  if (result == NULL)
    g_warning ("Cannot apply the fix of %s: %s", assay_finding_get_id (finding), error->message);
  else
    assay_result_editor_set_result (self, result);
}

static void
send_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SEND], 0);
}

static void
result_changed_cb (AssayResultEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
copy_curl_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayResultEditor *self = ASSAY_RESULT_EDITOR (widget);
  g_autoptr (GBytes) body = assay_result_editor_dup_body (self);
  g_autofree char *base_url = NULL;
  g_autofree char *command = NULL;

  if (self->order == NULL || self->settings == NULL)
    return;

  base_url = g_settings_get_string (self->settings, "api-base-url");
  command = assay_result_text_to_curl (self->order, base_url, body);
  if (command == NULL)
    {
      gtk_widget_error_bell (widget);
      return;
    }

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), command);
  assay_toast_show (widget, _("Copied; the key is the variable STACKONE_API_KEY"));
}

static void
show_json_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayResultEditor *self = ASSAY_RESULT_EDITOR (widget);
  AdwDialog *dialog = assay_json_dialog_new (self->preview);

  g_signal_connect_object (dialog, "edited", G_CALLBACK (assay_result_editor_set_result), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
assay_result_editor_dispose (GObject *object)
{
  AssayResultEditor *self = ASSAY_RESULT_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_RESULT_EDITOR);
  g_clear_object (&self->result_signals);
  g_clear_object (&self->preview);
  g_clear_object (&self->order);
  g_clear_object (&self->mapping);
  g_clear_object (&self->connector_meta);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (assay_result_editor_parent_class)->dispose (object);
}

static void
assay_result_editor_class_init (AssayResultEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_result_editor_dispose;

  /**
   * AssayResultEditor::send:
   * @self: the editor
   *
   * Somebody wants the result to be sent.
   */
  signals[SIGNAL_SEND] = g_signal_new ("send", ASSAY_TYPE_RESULT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AssayResultEditor::changed:
   * @self: the editor
   *
   * The result is another one, because somebody typed or because one was set.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", ASSAY_TYPE_RESULT_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (ASSAY_TYPE_FINDINGS);
  g_type_ensure (ASSAY_TYPE_RECRUITER_CARD);
  g_type_ensure (ASSAY_TYPE_RESULT_FORM);
  g_type_ensure (ASSAY_TYPE_RESULT_LINE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-result-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, form);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, line);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, card);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, appearances);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, invisible_group);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, invisible_list);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, findings);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, changes_group);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, changes_list);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, discard_button);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, send_button);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, narrow_scroller);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, above_form);
  gtk_widget_class_bind_template_callback (widget_class, appearance_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_path_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_fix_cb);

  gtk_widget_class_install_action (widget_class, "result.send", NULL, send_cb);
  gtk_widget_class_install_action (widget_class, "result.copy-curl", NULL, copy_curl_cb);
  gtk_widget_class_install_action (widget_class, "result.show-json", NULL, show_json_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "result.send", NULL);
}

static void
assay_result_editor_init (AssayResultEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  assay_anchor_hold (self->narrow_scroller, self->above_form);

  self->preview = assay_preview_new ();
  g_signal_connect_object (self->preview, "notify::card", G_CALLBACK (show_card), self,
                           G_CONNECT_SWAPPED);
  bind_list (self->invisible_list, self->invisible_group, assay_preview_get_remarks (self->preview),
             create_remark_row);
  bind_list (self->changes_list, self->changes_group, assay_preview_get_changes (self->preview),
             create_change_row);
  assay_findings_set_model (self->findings, assay_preview_get_findings (self->preview));
  self->result_signals = g_signal_group_new (ASSAY_TYPE_RESULT);
  g_signal_group_connect_swapped (self->result_signals, "changed", G_CALLBACK (result_changed_cb),
                                  self);
  assay_result_form_set_result (self->form, assay_preview_get_result (self->preview));
  assay_result_editor_set_pending (self, FALSE);
}

/**
 * assay_result_editor_new:
 *
 * Creates an editor without an order.
 *
 * Returns: (transfer floating): a new editor
 */
GtkWidget *
assay_result_editor_new (void)
{
  return g_object_new (ASSAY_TYPE_RESULT_EDITOR, NULL);
}

/**
 * assay_result_editor_set_rules:
 * @self: an editor
 * @mapping: how results look at SmartRecruiters
 * @lint: what to check
 *
 * Sets the tables that preview and findings come from.
 */
void
assay_result_editor_set_rules (AssayResultEditor *self, AssayMapping *mapping, AssayLint *lint)
{
  g_return_if_fail (ASSAY_IS_RESULT_EDITOR (self));
  g_return_if_fail (ASSAY_IS_MAPPING (mapping));
  g_return_if_fail (ASSAY_IS_LINT (lint));

  g_set_object (&self->mapping, mapping);
  assay_result_form_set_mapping (self->form, mapping, get_appearance (self));
  assay_preview_set_rules (self->preview, mapping, lint);
  update_actions (self);
}

static void
show_connector_meta (AssayResultEditor *self)
{
  AssayOrderKind kind = self->order != NULL ? assay_order_get_kind (self->order)
                                            : ASSAY_ORDER_KIND_ASSESSMENT;

  assay_result_form_set_connector_meta (self->form, self->connector_meta, kind);
}

/**
 * assay_result_editor_set_connector_meta:
 * @self: an editor
 * @meta: (nullable): what StackOne tells of the provider
 *
 * Sets which fields the provider takes and demands.
 */
void
assay_result_editor_set_connector_meta (AssayResultEditor *self, AssayConnectorMeta *meta)
{
  g_return_if_fail (ASSAY_IS_RESULT_EDITOR (self));
  g_return_if_fail (meta == NULL || ASSAY_IS_CONNECTOR_META (meta));

  g_set_object (&self->connector_meta, meta);
  show_connector_meta (self);
  assay_preview_set_connector_meta (self->preview, meta);
}

static void
settings_changed_cb (AssayResultEditor *self)
{
  g_autofree char *pending = g_settings_get_string (self->settings, "results-pending-wire");
  g_autofree char *place = g_settings_get_string (self->settings, "preview-result-url-position");

  assay_result_form_set_pending_value (self->form, pending);
  assay_preview_set_card_flags (self->preview, g_str_equal (place, "last")
                                                 ? ASSAY_CARD_RESULT_URL_LAST
                                                 : ASSAY_CARD_DEFAULT);
}

/**
 * assay_result_editor_follow_settings:
 * @self: an editor
 * @settings: the settings of a profile
 *
 * Lets the settings decide what nobody has documented; to be called once.
 */
void
assay_result_editor_follow_settings (AssayResultEditor *self, GSettings *settings)
{
  g_return_if_fail (ASSAY_IS_RESULT_EDITOR (self));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  adw_toggle_group_set_active (self->appearances,
                               (guint) g_settings_get_enum (settings, "preview-appearance"));
  g_signal_connect_object (settings, "changed::results-pending-wire",
                           G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::preview-result-url-position",
                           G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  settings_changed_cb (self);
}

/* The preview follows already. */
static void
edit (AssayResultEditor *self, AssayResult *result)
{
  assay_result_form_set_result (self->form, result);
  g_signal_group_set_target (self->result_signals, result);
  result_changed_cb (self);
}

/**
 * assay_result_editor_set_order:
 * @self: an editor
 * @order: the order
 * @result: (nullable): a result to begin with
 *
 * Shows the result of an order.
 */
void
assay_result_editor_set_order (AssayResultEditor *self, AssayOrder *order, AssayResult *result)
{
  g_autoptr (AssayResult) begun = NULL;

  g_return_if_fail (ASSAY_IS_RESULT_EDITOR (self));
  g_return_if_fail (ASSAY_IS_ORDER (order));
  g_return_if_fail (result == NULL || ASSAY_IS_RESULT (result));

  g_set_object (&self->order, order);
  begun = result != NULL ? g_object_ref (result) : assay_result_new ();
  show_connector_meta (self);
  assay_preview_set_order (self->preview, order, begun);
  edit (self, begun);
  update_actions (self);
}

/**
 * assay_result_editor_set_result:
 * @self: an editor
 * @result: another result of the same order
 *
 * Shows another result, which is edited from then on.
 */
void
assay_result_editor_set_result (AssayResultEditor *self, AssayResult *result)
{
  g_return_if_fail (ASSAY_IS_RESULT_EDITOR (self));
  g_return_if_fail (ASSAY_IS_RESULT (result));

  assay_preview_set_result (self->preview, result);
  edit (self, result);
}

/**
 * assay_result_editor_set_pending:
 * @self: an editor
 * @pending: whether the result was begun and is not sent
 *
 * Lets the result be sent, and says what was found in it. Of one that nobody has begun, or that was
 * sent just now, there is nothing to say.
 */
void
assay_result_editor_set_pending (AssayResultEditor *self, gboolean pending)
{
  g_return_if_fail (ASSAY_IS_RESULT_EDITOR (self));

  self->pending = pending;
  gtk_widget_set_visible (GTK_WIDGET (self->findings), pending);
  update_actions (self);
}

/**
 * assay_result_editor_make_trial:
 * @self: an editor
 *
 * Makes the editor one to try things out: nothing is kept or sent, and everything is found at once.
 */
void
assay_result_editor_make_trial (AssayResultEditor *self)
{
  g_return_if_fail (ASSAY_IS_RESULT_EDITOR (self));

  gtk_widget_set_visible (GTK_WIDGET (self->line), FALSE);
  gtk_widget_set_visible (self->discard_button, FALSE);
  gtk_widget_set_visible (self->send_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->findings), TRUE);
}

/**
 * assay_result_editor_start:
 * @self: an editor
 *
 * Puts the keyboard where a result begins, on its status.
 */
void
assay_result_editor_start (AssayResultEditor *self)
{
  g_return_if_fail (ASSAY_IS_RESULT_EDITOR (self));

  assay_result_form_focus_path (self->form, "$.result");
}

/**
 * assay_result_editor_show_state:
 * @self: an editor
 * @state: which state the result is in
 *
 * Says that in the line above the result.
 */
void
assay_result_editor_show_state (AssayResultEditor *self, const AssayResultState *state)
{
  g_return_if_fail (ASSAY_IS_RESULT_EDITOR (self));

  assay_result_line_show (self->line, state);
}

/**
 * assay_result_editor_set_context:
 * @self: an editor
 * @context: what was delivered before, and through which account the result goes
 *
 * Tells what is known around the result.
 */
void
assay_result_editor_set_context (AssayResultEditor *self, AssayLintContext *context)
{
  g_return_if_fail (ASSAY_IS_RESULT_EDITOR (self));

  assay_preview_set_context (self->preview, context);
}

/**
 * assay_result_editor_get_preview:
 * @self: an editor
 *
 * Returns: (transfer none): what becomes of the result
 */
AssayPreview *
assay_result_editor_get_preview (AssayResultEditor *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT_EDITOR (self), NULL);

  return self->preview;
}

/**
 * assay_result_editor_get_result:
 * @self: an editor
 *
 * Gets the result that is being edited.
 *
 * Returns: (transfer none): the result
 */
AssayResult *
assay_result_editor_get_result (AssayResultEditor *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT_EDITOR (self), NULL);

  return assay_preview_get_result (self->preview);
}

/**
 * assay_result_editor_dup_body:
 * @self: an editor
 *
 * Writes the result as it would be sent.
 *
 * Returns: (transfer full): the JSON
 */
GBytes *
assay_result_editor_dup_body (AssayResultEditor *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT_EDITOR (self), NULL);

  return assay_preview_dup_body (self->preview);
}
