/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-result-editor.h"

#include <glib/gi18n.h>

#include "assay-findings.h"
#include "assay-recruiter-card.h"
#include "assay-result-form.h"
#include "assay-json-view.h"
#include "assay-result-text.h"
#include "assay-translate.h"

/**
 * AssayResultEditor:
 *
 * The result of an order: the form, and beside it what the recruiter will see, what stays invisible
 * and what the lints found. All of it follows each keystroke.
 *
 * The page sends nothing itself; it asks by signals.
 */
struct _AssayResultEditor
{
  AdwBin parent_instance;

  /* template children */
  AssayResultForm *form;
  AssayRecruiterCard *card;
  AdwToggleGroup *appearances;
  AdwPreferencesGroup *invisible_group;
  GtkListBox *invisible_list;
  AssayFindings *findings;
  AdwPreferencesGroup *changes_group;
  GtkListBox *changes_list;

  /* owned */
  AssayOrder *order;
  AssayResult *result;
  AssayMapping *mapping;
  AssayLint *lint;
  AssayAccount *account;
  AssayJson *accumulated;
  AssayJson *last;
  GSignalGroup *signals;
  char *base_url;

  /* plain */
  gint64 last_at;
};

G_DEFINE_FINAL_TYPE (AssayResultEditor, assay_result_editor, ADW_TYPE_BIN)

typedef enum
{
  PROP_BASE_URL = 1,
} AssayResultEditorProperty;

static GParamSpec *properties[PROP_BASE_URL + 1];

enum
{
  SIGNAL_SEND,
  SIGNAL_SAVE_DRAFT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static AssayAppearance
get_appearance (AssayResultEditor *self)
{
  return (AssayAppearance) adw_toggle_group_get_active (self->appearances);
}

static GtkWidget *
create_text_row (const char *title,
                 const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);

  return row;
}

static void
show_invisible (AssayResultEditor    *self,
                AssayCard *view)
{
  GPtrArray *remarks = assay_card_get_invisible (view);

  gtk_list_box_remove_all (self->invisible_list);
  for (guint i = 0; i < remarks->len; i++)
    {
      const AssayRemark *remark = g_ptr_array_index (remarks, i);
      g_autofree char *message = assay_message_format (remark->message, assay_translate);

      gtk_list_box_append (self->invisible_list,
                           create_text_row (message, remark->value != NULL ? remark->value : ""));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->invisible_group), remarks->len > 0);
}

static void
show_view (AssayResultEditor *self,
           AssayJson       *body)
{
  g_autoptr (AssayJson) merged = assay_json_merge_patch (self->accumulated, body);
  g_autoptr (AssayCard) view = NULL;
  AssayPackage *package = assay_order_get_package (self->order);
  const char *name = package != NULL ? assay_package_get_name (package) : NULL;

  view = assay_card_new_from_result_json (self->mapping, get_appearance (self),
                                             name != NULL ? name : "", merged,
                                             assay_order_get_state (self->order)->status,
                                             ASSAY_CARD_DEFAULT);
  assay_recruiter_card_set_card (self->card, view);
  show_invisible (self, view);
}

static void
show_findings (AssayResultEditor *self,
               GBytes          *bytes)
{
  g_autoptr (AssayLintContext) context = assay_lint_context_new ();
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  assay_lint_context_set_appearance (context, get_appearance (self));
  assay_lint_context_set_order (context, self->order);
  assay_lint_context_set_operation (context, assay_order_get_kind (self->order));
  assay_lint_context_set_account (context, self->account);
  if (self->accumulated != NULL)
    assay_lint_context_set_delivered (context, self->accumulated, self->last, self->last_at);

  findings = assay_lint_check_result (self->lint, bytes, context, &error);
  if (findings == NULL)
    g_warning ("Cannot check the result: %s", error->message);
  else
    assay_findings_set (self->findings, findings);
}

static void
append_change (AssayResultEditor *self,
               const char      *member,
               AssayJson       *before,
               AssayJson       *after)
{
  g_autofree char *old_text = before != NULL ? assay_json_dup_source (before) : NULL;
  g_autofree char *new_text = after != NULL ? assay_json_dup_source (after) : NULL;
  g_autofree char *text = NULL;

  if (before == NULL)
    /* Translators: A member of the result that was not in the last one; %s is its JSON. */
    text = g_strdup_printf (_("New: %s"), new_text);
  else if (after == NULL)
    /* Translators: A member of the last result that is left out now; %s is its JSON. */
    text = g_strdup_printf (_("Left out, so it stays: %s"), old_text);
  else
    /* Translators: The JSON of a member before and after. */
    text = g_strdup_printf (_("%s → %s"), old_text, new_text);

  gtk_list_box_append (self->changes_list, create_text_row (member, text));
}

static void
show_changes (AssayResultEditor *self,
              AssayJson       *body)
{
  g_auto (GStrv) old_members = NULL;
  g_auto (GStrv) new_members = assay_json_dup_members (body);

  gtk_list_box_remove_all (self->changes_list);
  gtk_widget_set_visible (GTK_WIDGET (self->changes_group), self->last != NULL);
  if (self->last == NULL)
    return;

  old_members = assay_json_dup_members (self->last);
  for (guint i = 0; old_members[i] != NULL; i++)
    {
      g_autoptr (AssayJson) before = assay_json_dup_member (self->last, old_members[i]);
      g_autoptr (AssayJson) after = assay_json_dup_member (body, old_members[i]);

      if (after == NULL || !assay_json_equal (before, after))
        append_change (self, old_members[i], before, after);
    }
  for (guint i = 0; new_members[i] != NULL; i++)
    {
      g_autoptr (AssayJson) after = assay_json_dup_member (body, new_members[i]);

      if (!assay_json_has_member (self->last, new_members[i]))
        append_change (self, new_members[i], NULL, after);
    }
}

static void
update (AssayResultEditor *self)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AssayJson) body = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ready = self->order != NULL && self->mapping != NULL && self->lint != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "result.send", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "result.save-draft", ready);
  if (!ready)
    return;

  bytes = assay_result_to_json (self->result);
  show_findings (self, bytes);

  /* Passthrough is typed as JSON and may not be JSON yet; the findings say so. */
  body = assay_json_parse (bytes, &error);
  if (body == NULL)
    return;

  show_view (self, body);
  show_changes (self, body);
}

static void
set_result (AssayResultEditor *self,
            AssayResult     *result)
{
  g_set_object (&self->result, result);
  g_signal_group_set_target (self->signals, result);
  assay_result_form_set_result (self->form, result);
  update (self);
}

static void
appearance_changed_cb (AssayResultEditor *self)
{
  assay_result_form_set_mapping (self->form, self->mapping, get_appearance (self));
  update (self);
}

static void
focus_path_cb (AssayResultEditor *self,
               const char      *path)
{
  if (path != NULL && !assay_result_form_focus_path (self->form, path))
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
apply_fix_cb (AssayResultEditor *self,
              AssayFinding    *finding)
{
  g_autoptr (GBytes) bytes = assay_result_to_json (self->result);
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
    set_result (self, result);
}

static void
send_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SEND], 0,
                 assay_findings_get_errors (ASSAY_RESULT_EDITOR (widget)->findings));
}

static void
save_draft_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SAVE_DRAFT], 0);
}

static void
copy_curl_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  AssayResultEditor *self = ASSAY_RESULT_EDITOR (widget);
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autoptr (GBytes) body = assay_result_to_json (self->result);
  g_autofree char *command = NULL;

  if (self->order == NULL)
    return;

  command = assay_result_text_to_curl (self->order, self->base_url, body);
  if (command == NULL)
    {
      gtk_widget_error_bell (widget);
      return;
    }

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), command);
  if (overlay != NULL)
    adw_toast_overlay_add_toast (
      ADW_TOAST_OVERLAY (overlay),
      adw_toast_new (_("Copied; the key is the variable STACKONE_API_KEY")));
}

static GtkWidget *
create_source_view (GBytes *body)
{
  g_autofree char *text = assay_result_text_to_pretty (body);
  GtkWidget *view = gtk_source_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  assay_json_view_set_up (GTK_SOURCE_VIEW (view));
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_source_view_set_show_line_numbers (GTK_SOURCE_VIEW (view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Result as JSON"), -1);

  return view;
}

static void
show_json_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  AssayResultEditor *self = ASSAY_RESULT_EDITOR (widget);
  g_autoptr (GBytes) body = assay_result_to_json (self->result);
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *toolbar_view = adw_toolbar_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), create_source_view (body));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar_view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar_view), scrolled);
  adw_dialog_set_title (dialog, _("JSON"));
  adw_dialog_set_content_width (dialog, 640);
  adw_dialog_set_content_height (dialog, 480);
  adw_dialog_set_child (dialog, toolbar_view);
  adw_dialog_present (dialog, widget);
}

static void
assay_result_editor_dispose (GObject *object)
{
  AssayResultEditor *self = ASSAY_RESULT_EDITOR (object);

  g_clear_object (&self->signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_RESULT_EDITOR);
  g_clear_object (&self->order);
  g_clear_object (&self->result);
  g_clear_object (&self->mapping);
  g_clear_object (&self->lint);
  g_clear_object (&self->account);
  g_clear_pointer (&self->accumulated, assay_json_unref);
  g_clear_pointer (&self->last, assay_json_unref);

  G_OBJECT_CLASS (assay_result_editor_parent_class)->dispose (object);
}

static void
assay_result_editor_finalize (GObject *object)
{
  AssayResultEditor *self = ASSAY_RESULT_EDITOR (object);

  g_free (self->base_url);

  G_OBJECT_CLASS (assay_result_editor_parent_class)->finalize (object);
}

static void
assay_result_editor_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  AssayResultEditor *self = ASSAY_RESULT_EDITOR (object);

  switch ((AssayResultEditorProperty) property_id)
    {
    case PROP_BASE_URL:
      g_value_set_string (value, self->base_url);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_result_editor_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  AssayResultEditor *self = ASSAY_RESULT_EDITOR (object);

  switch ((AssayResultEditorProperty) property_id)
    {
    case PROP_BASE_URL:
      if (g_set_str (&self->base_url, g_value_get_string (value)))
        g_object_notify_by_pspec (object, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_result_editor_class_init (AssayResultEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_result_editor_dispose;
  object_class->finalize = assay_result_editor_finalize;
  object_class->get_property = assay_result_editor_get_property;
  object_class->set_property = assay_result_editor_set_property;

  /**
   * AssayResultEditor:base-url:
   *
   * Address of StackOne in the command that *Copy as curl* writes.
   */
  properties[PROP_BASE_URL] =
    g_param_spec_string ("base-url", NULL, NULL, "https://api.stackone.com",
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS |
                         G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * AssayResultEditor::send:
   * @self: the page
   * @errors: number of findings that speak against it
   *
   * Somebody wants the result to be sent.
   */
  signals[SIGNAL_SEND] =
    g_signal_new ("send", ASSAY_TYPE_RESULT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * AssayResultEditor::save-draft:
   * @self: the page
   *
   * Somebody wants the result to be kept without sending it.
   */
  signals[SIGNAL_SAVE_DRAFT] =
    g_signal_new ("save-draft", ASSAY_TYPE_RESULT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  g_type_ensure (ASSAY_TYPE_FINDINGS);
  g_type_ensure (ASSAY_TYPE_RECRUITER_CARD);
  g_type_ensure (ASSAY_TYPE_RESULT_FORM);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-result-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, form);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, card);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, appearances);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, invisible_group);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, invisible_list);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, findings);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, changes_group);
  gtk_widget_class_bind_template_child (widget_class, AssayResultEditor, changes_list);
  gtk_widget_class_bind_template_callback (widget_class, appearance_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_path_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_fix_cb);

  gtk_widget_class_install_action (widget_class, "result.send", NULL, send_cb);
  gtk_widget_class_install_action (widget_class, "result.save-draft", NULL, save_draft_cb);
  gtk_widget_class_install_action (widget_class, "result.copy-curl", NULL, copy_curl_cb);
  gtk_widget_class_install_action (widget_class, "result.show-json", NULL, show_json_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "result.send", NULL);
}

static void
assay_result_editor_init (AssayResultEditor *self)
{
  g_autoptr (AssayResult) result = assay_result_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (ASSAY_TYPE_RESULT);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (update), self);
  set_result (self, result);
}

/**
 * assay_result_editor_new:
 *
 * Creates a page without an order.
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
assay_result_editor_new (void)
{
  return g_object_new (ASSAY_TYPE_RESULT_EDITOR, NULL);
}

/**
 * assay_result_editor_set_rules:
 * @self: a page
 * @mapping: how results look at SmartRecruiters
 * @lint: what to check
 *
 * Sets the tables that preview and findings come from.
 */
void
assay_result_editor_set_rules (AssayResultEditor *self,
                             AssayMapping    *mapping,
                             AssayLint       *lint)
{
  g_return_if_fail (ASSAY_IS_RESULT_EDITOR (self));
  g_return_if_fail (ASSAY_IS_MAPPING (mapping));
  g_return_if_fail (ASSAY_IS_LINT (lint));

  g_set_object (&self->mapping, mapping);
  g_set_object (&self->lint, lint);
  assay_result_form_set_mapping (self->form, mapping, get_appearance (self));
  update (self);
}

/**
 * assay_result_editor_set_order:
 * @self: a page
 * @order: the order
 * @draft: (nullable): a result to begin with
 *
 * Shows the result of an order.
 */
void
assay_result_editor_set_order (AssayResultEditor *self,
                             AssayOrder      *order,
                             AssayResult     *draft)
{
  g_autoptr (AssayResult) result = NULL;

  g_return_if_fail (ASSAY_IS_RESULT_EDITOR (self));
  g_return_if_fail (ASSAY_IS_ORDER (order));
  g_return_if_fail (draft == NULL || ASSAY_IS_RESULT (draft));

  g_set_object (&self->order, order);
  result = draft != NULL ? g_object_ref (draft) : assay_result_new ();
  set_result (self, result);
}

/**
 * assay_result_editor_set_delivered:
 * @self: a page
 * @accumulated: (nullable): all delivered results of the order, merged
 * @last: (nullable): the last delivered one
 * @last_at: when it was delivered, in microseconds since 1970 UTC
 *
 * Tells what StackOne has accepted already.
 */
void
assay_result_editor_set_delivered (AssayResultEditor *self,
                                 AssayJson       *accumulated,
                                 AssayJson       *last,
                                 gint64           last_at)
{
  g_return_if_fail (ASSAY_IS_RESULT_EDITOR (self));
  g_return_if_fail ((accumulated == NULL) == (last == NULL));

  g_clear_pointer (&self->accumulated, assay_json_unref);
  g_clear_pointer (&self->last, assay_json_unref);
  self->accumulated = accumulated != NULL ? assay_json_ref (accumulated) : NULL;
  self->last = last != NULL ? assay_json_ref (last) : NULL;
  self->last_at = last_at;
  update (self);
}

/**
 * assay_result_editor_set_account:
 * @self: a page
 * @account: (nullable): the account of the order, as far as it is known
 *
 * Tells through which account the result goes; the lints warn where it cannot.
 */
void
assay_result_editor_set_account (AssayResultEditor *self,
                               AssayAccount    *account)
{
  g_return_if_fail (ASSAY_IS_RESULT_EDITOR (self));
  g_return_if_fail (account == NULL || ASSAY_IS_ACCOUNT (account));

  g_set_object (&self->account, account);
  update (self);
}

/**
 * assay_result_editor_get_result:
 * @self: a page
 *
 * Gets the result that is being edited.
 *
 * Returns: (transfer none): the result
 */
AssayResult *
assay_result_editor_get_result (AssayResultEditor *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT_EDITOR (self), NULL);

  return self->result;
}

/**
 * assay_result_editor_dup_body:
 * @self: a page
 *
 * Writes the result as it would be sent.
 *
 * Returns: (transfer full): the JSON
 */
GBytes *
assay_result_editor_dup_body (AssayResultEditor *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT_EDITOR (self), NULL);

  return assay_result_to_json (self->result);
}
