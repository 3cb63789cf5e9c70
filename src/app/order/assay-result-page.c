/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-result-page.h"

#include <glib/gi18n.h>

#include "assay-desk-commands.h"
#include "assay-draft-dialog.h"
#include "assay-draft.h"
#include "assay-result-editor.h"
#include "assay-send-dialog.h"
#include "assay-toast.h"

#define ACTOR "desk"

/**
 * AssayResultPage:
 *
 * The result of an order at a desk: its editor, with what is typed kept as a draft, what was sent
 * and what became of it. It follows the journal while it shows an order.
 */
struct _AssayResultPage
{
  AdwBin parent_instance;

  /* template children */
  AssayResultEditor *editor;

  /* owned */
  AssayDesk *desk;
  AssayOrder *order;
  AssayDraft *draft;
  AssayOrderResults *results;
  GCancellable *cancellable;

  /* unowned */
  AdwDialog *question; /* while it is asked */
};

G_DEFINE_FINAL_TYPE (AssayResultPage, assay_result_page, ADW_TYPE_BIN)

/* A result on its way into the journal, or out of the form; the page may show another order by
 * then. */
typedef struct
{
  AssayResultPage *page; /* owned */
  AssayDraft *draft;     /* owned */
  GBytes *body;          /* owned */
} Sending;

static Sending *
sending_new (AssayResultPage *page)
{
  Sending *self = g_new0 (Sending, 1);

  self->page = g_object_ref (page);
  self->draft = g_object_ref (page->draft);
  self->body = assay_result_editor_dup_body (page->editor);

  return self;
}

static void
sending_free (Sending *self)
{
  g_object_unref (self->page);
  g_object_unref (self->draft);
  g_bytes_unref (self->body);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

/* Everything that can be done follows from what was sent and what is typed. */
static void
show_state (AssayResultPage *self)
{
  g_autoptr (AssayResultState) state = NULL;
  gboolean pending;

  if (self->draft == NULL)
    return;

  pending = assay_draft_get_state (self->draft) != ASSAY_DRAFT_STATE_NONE;
  state = assay_result_state_describe (self->results, self->draft, g_get_real_time ());
  assay_result_editor_show_state (self->editor, state);
  assay_result_editor_set_pending (self->editor, pending && !assay_draft_is_sending (self->draft) &&
                                                   self->results != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "result.discard-draft", pending);
}

static void
changed_cb (AssayResultPage *self)
{
  g_autoptr (GBytes) body = NULL;

  if (self->draft == NULL)
    return;

  body = assay_result_editor_dup_body (self->editor);
  assay_draft_type (self->draft, body);
}

/* Returns: whether the form shows @body now */
static gboolean
show_body (AssayResultPage *self, GBytes *body)
{
  g_autoptr (AssayJson) json = assay_json_parse (body, NULL);
  g_autoptr (AssayResult) result = NULL;

  if (json != NULL)
    result = assay_result_new_from_json (json, NULL);
  if (result != NULL)
    assay_result_editor_set_result (self->editor, result);
  else
    assay_toast_show (GTK_WIDGET (self),
                      _("The draft cannot be shown here; it is in the timeline"));

  return result != NULL;
}

static void
replaced_cb (AssayResultPage *self, GBytes *body)
{
  g_autoptr (GBytes) shown = NULL;

  if (!show_body (self, body))
    return;

  shown = assay_result_editor_dup_body (self->editor);
  assay_draft_show (self->draft, shown);
}

static void
results_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayResultPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayOrderResults) results = NULL;
  g_autoptr (AssayLintContext) context = NULL;

  results = assay_journal_get_results_finish (ASSAY_JOURNAL (source), result, &error);
  if (results == NULL)
    {
      assay_toast_show_failure (GTK_WIDGET (self), _("The result cannot be read"), error);
      return;
    }

  context = assay_lint_context_new ();
  assay_order_results_fill_context (results, context);
  assay_lint_context_set_block_after_final (
    context,
    g_settings_get_boolean (assay_profile_get_settings (assay_desk_get_profile (self->desk)),
                            "results-block-after-final"));
  assay_result_editor_set_context (self->editor, context);
  g_clear_pointer (&self->results, assay_order_results_free);
  self->results = g_steal_pointer (&results);
  assay_draft_follow (self->draft, self->results->draft);
  show_state (self);
}

static void
queued_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sending) sending = user_data;
  AssayResultPage *self = sending->page;
  g_autoptr (GError) error = NULL;
  g_autofree char *revision = NULL;

  revision = assay_desk_queue_result_finish (ASSAY_DESK (source), result, &error);
  assay_draft_end_sending (sending->draft, revision != NULL);
  if (g_error_matches (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CONFLICT))
    assay_toast_show_failure (
      GTK_WIDGET (self),
      _("Somebody else sent a result meanwhile. See the timeline, then send "
         "again."),
      error);
  else if (revision == NULL)
    assay_toast_show_failure (GTK_WIDGET (self), _("The result was not queued"), error);
  show_state (self);
}

static void
queue_result (AssayResultPage *self, const char *override_reason)
{
  Sending *sending = sending_new (self);

  assay_draft_begin_sending (self->draft, sending->body);
  show_state (self);
  /* A result that was queued is sent even when the page shows another order by then, so the
   * page's cancellable is not handed on. */
  assay_desk_queue_result_async (self->desk, assay_draft_get_order_key (self->draft), sending->body,
                                 override_reason, self->results->version, ACTOR, NULL, queued_cb,
                                 sending);
}

/* The answer is about the order that the question was asked for, so both go together. */
static void
ask (AssayResultPage *self, AdwDialog *question, GCallback answered)
{
  g_set_weak_pointer (&self->question, question);
  g_signal_connect_object (question, "response", answered, self, G_CONNECT_SWAPPED);
  adw_dialog_present (question, GTK_WIDGET (self));
}

static void
override_answered_cb (AssayResultPage *self, const char *answer, AdwAlertDialog *question)
{
  g_autofree char *reason = assay_send_dialog_dup_reason (question);

  if (g_str_equal (answer, "send"))
    queue_result (self, reason);
}

static void
send_cb (AssayResultPage *self)
{
  GListModel *findings =
    assay_preview_get_findings (assay_result_editor_get_preview (self->editor));

  if (assay_send_dialog_is_needed (findings))
    ask (self, assay_send_dialog_new (findings), G_CALLBACK (override_answered_cb));
  else
    queue_result (self, NULL);
}

/* The draft may be that of an order which is not shown any more. */
static void
undo_discarding_cb (AdwToast *toast)
{
  Sending *discarded = g_object_get_data (G_OBJECT (toast), "discarded");
  AssayResultPage *self = discarded->page;

  if (self->draft == discarded->draft)
    show_body (self, discarded->body);
  else
    assay_draft_type (discarded->draft, discarded->body);
  assay_draft_save (discarded->draft);
}

static void
discard_draft_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayResultPage *self = ASSAY_RESULT_PAGE (widget);
  AdwToast *toast = adw_toast_new (_("Draft discarded"));
  g_autoptr (AssayResult) empty = assay_result_new ();

  adw_toast_set_button_label (toast, _("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "discarded", sending_new (self),
                          (GDestroyNotify) sending_free);
  g_signal_connect (toast, "button-clicked", G_CALLBACK (undo_discarding_cb), NULL);

  assay_result_editor_set_result (self->editor, empty);
  assay_draft_save (self->draft);
  assay_toast_add (widget, toast);
}

/* What was refused is in the form, or is brought there. */
static void
edit_refused_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayResultPage *self = ASSAY_RESULT_PAGE (widget);

  if (self->results == NULL || self->results->refused == NULL ||
      !show_body (self, self->results->refused->body))
    return;

  assay_draft_reopen (self->draft);
  assay_result_page_start (self);
}

static void
hurried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayResultPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!assay_desk_command_finish (ASSAY_DESK (source), result, &error))
    assay_toast_show_failure (GTK_WIDGET (self), _("It cannot be tried now"), error);
}

static void
try_now_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayResultPage *self = ASSAY_RESULT_PAGE (widget);

  if (self->results != NULL && self->results->queued != NULL)
    assay_desk_hurry_result_async (self->desk, assay_draft_get_order_key (self->draft),
                                   self->results->queued->revision, ACTOR, self->cancellable,
                                   hurried_cb, g_object_ref (self));
}

static void
compared_cb (AssayResultPage *self, const char *answer, AdwAlertDialog *question)
{
  g_autoptr (GBytes) merged = NULL;

  if (!g_str_equal (answer, "take"))
    return;

  merged = assay_draft_dialog_dup_merged (question);
  if (show_body (self, merged))
    assay_draft_decide (self->draft);
}

static void
compare_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayResultPage *self = ASSAY_RESULT_PAGE (widget);
  GBytes *stored = assay_draft_get_theirs (self->draft);
  g_autoptr (GBytes) body = assay_result_editor_dup_body (self->editor);
  g_autoptr (AssayJson) mine = assay_json_parse (body, NULL);
  g_autoptr (AssayJson) theirs = stored != NULL ? assay_json_parse (stored, NULL) : NULL;

  if (mine != NULL && theirs != NULL)
    ask (self, assay_draft_dialog_new (mine, theirs), G_CALLBACK (compared_cb));
}

/* Whoever leaves an order finds again what was typed there. */
static void
leave (AssayResultPage *self)
{
  if (self->draft == NULL)
    return;

  if (self->question != NULL && gtk_widget_get_root (GTK_WIDGET (self->question)) != NULL)
    adw_dialog_force_close (self->question);
  g_clear_weak_pointer (&self->question);
  assay_draft_save (self->draft);
  g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->results, assay_order_results_free);
}

static void
reload (AssayResultPage *self)
{
  if (self->draft != NULL)
    assay_journal_get_results_async (assay_desk_get_journal (self->desk),
                                     assay_draft_get_order_key (self->draft), self->cancellable,
                                     results_read_cb, g_object_ref (self));
}

static void
assay_result_page_unmap (GtkWidget *widget)
{
  AssayResultPage *self = ASSAY_RESULT_PAGE (widget);

  if (self->draft != NULL)
    assay_draft_save (self->draft);

  GTK_WIDGET_CLASS (assay_result_page_parent_class)->unmap (widget);
}

static void
assay_result_page_dispose (GObject *object)
{
  AssayResultPage *self = ASSAY_RESULT_PAGE (object);

  leave (self);
  g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_RESULT_PAGE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->order);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (assay_result_page_parent_class)->dispose (object);
}

static void
assay_result_page_class_init (AssayResultPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_result_page_dispose;
  widget_class->unmap = assay_result_page_unmap;

  g_type_ensure (ASSAY_TYPE_RESULT_EDITOR);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-result-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayResultPage, editor);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);

  gtk_widget_class_install_action (widget_class, "result.discard-draft", NULL, discard_draft_cb);
  gtk_widget_class_install_action (widget_class, "result.edit-refused", NULL, edit_refused_cb);
  gtk_widget_class_install_action (widget_class, "result.try-now", NULL, try_now_cb);
  gtk_widget_class_install_action (widget_class, "result.compare", NULL, compare_cb);
}

static void
assay_result_page_init (AssayResultPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * assay_result_page_new:
 *
 * Creates a page without an order.
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
assay_result_page_new (void)
{
  return g_object_new (ASSAY_TYPE_RESULT_PAGE, NULL);
}

static void
show_rules (AssayResultPage *self)
{
  AssayProfileTables *tables = assay_profile_get_tables (assay_desk_get_profile (self->desk));
  g_autoptr (GError) error = NULL;
  AssayLint *lint = assay_profile_tables_get_lint (tables, &error);

  if (lint == NULL)
    g_warning ("The tables cannot be read: %s", error->message);
  else
    assay_result_editor_set_rules (self->editor, assay_profile_tables_get_mapping (tables, NULL),
                                   lint);
  assay_result_editor_set_connector_meta (self->editor,
                                          assay_profile_tables_get_connector_meta (tables));
}

/**
 * assay_result_page_open:
 * @self: a page
 * @desk: the desk, whose journal is open
 *
 * Connects the page to a desk; to be called once, before an order is shown.
 */
void
assay_result_page_open (AssayResultPage *self, AssayDesk *desk)
{
  AssayProfile *profile = assay_desk_get_profile (desk);

  g_return_if_fail (ASSAY_IS_RESULT_PAGE (self));
  g_return_if_fail (self->desk == NULL);

  assay_result_editor_follow_settings (self->editor, assay_profile_get_settings (profile));
  self->desk = g_object_ref (desk);
  g_signal_connect_object (assay_desk_get_journal (desk), "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (assay_profile_get_tables (profile), "changed", G_CALLBACK (show_rules),
                           self, G_CONNECT_SWAPPED);
  show_rules (self);
}

static void
begin (AssayResultPage *self, const char *key)
{
  g_autoptr (GBytes) empty = NULL;

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  assay_result_editor_set_order (self->editor, self->order, NULL);
  empty = assay_result_editor_dup_body (self->editor);
  self->draft = assay_draft_new (self->desk, key, ACTOR, empty);
  g_signal_connect_object (self->draft, "replaced", G_CALLBACK (replaced_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draft, "notify::state", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
}

/**
 * assay_result_page_set_order:
 * @self: a page that is open
 * @order: the order whose result to show
 *
 * Shows the result of an order. What was typed for the one before is kept as its draft; what is
 * being typed for @order, which may be shown already, stays.
 */
void
assay_result_page_set_order (AssayResultPage *self, AssayOrder *order)
{
  g_autofree char *key = NULL;

  g_return_if_fail (ASSAY_IS_RESULT_PAGE (self));
  g_return_if_fail (ASSAY_IS_ORDER (order));
  g_return_if_fail (self->desk != NULL);

  key = assay_order_dup_key (order);
  g_set_object (&self->order, order);
  if (self->draft != NULL && g_str_equal (assay_draft_get_order_key (self->draft), key))
    {
      assay_result_editor_set_order (self->editor, order,
                                     assay_result_editor_get_result (self->editor));
    }
  else
    {
      leave (self);
      g_cancellable_cancel (self->cancellable);
      begin (self, key);
    }
  show_state (self);
  reload (self);
}

/**
 * assay_result_page_start:
 * @self: a page that shows an order
 *
 * Puts the keyboard where a result begins.
 */
void
assay_result_page_start (AssayResultPage *self)
{
  g_return_if_fail (ASSAY_IS_RESULT_PAGE (self));

  assay_result_editor_start (self->editor);
}
