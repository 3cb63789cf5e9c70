/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-view.h"

#include <glib/gi18n.h>

#include "assay-desk-commands.h"
#include "assay-journal-read.h"
#include "assay-order-details.h"
#include "assay-order-timeline.h"
#include "assay-result-editor.h"

#define ACTOR "desk"

/**
 * AssayOrderView:
 *
 * One order: its result, its details and everything that ever happened to it. It follows the
 * journal while it is shown.
 */
struct _AssayOrderView
{
  AdwBin parent_instance;

  /* template children */
  AdwWindowTitle *title;
  AdwViewStack *stack;
  AssayResultEditor *result_editor;
  AssayOrderDetails *details;
  AssayOrderTimeline *timeline;

  /* owned */
  AssayDesk *desk;
  AssayOrder *order;
  char *key;
  GBytes *kept; /* the result as it is kept in the journal: as a draft, or sent */
  GCancellable *cancellable;

  /* plain */
  gboolean result_loaded;
};

G_DEFINE_FINAL_TYPE (AssayOrderView, assay_order_view, ADW_TYPE_BIN)

/* A result on its way into the journal. */
typedef struct
{
  AssayOrderView *view;
  char *key;
  GBytes *body;
} Keeping;

static Keeping *
keeping_new (AssayOrderView *view)
{
  Keeping *self = g_new0 (Keeping, 1);

  self->view = g_object_ref (view);
  self->key = g_strdup (view->key);
  self->body = assay_result_editor_dup_body (view->result_editor);

  return self;
}

static void
keeping_free (Keeping *self)
{
  g_object_unref (self->view);
  g_free (self->key);
  g_bytes_unref (self->body);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Keeping, keeping_free)

static void
set_kept (AssayOrderView *self, GBytes *body)
{
  g_bytes_ref (body);
  g_clear_pointer (&self->kept, g_bytes_unref);
  self->kept = body;
}

/* The view may show another order by now. */
static void
note_kept (Keeping *keeping)
{
  if (g_strcmp0 (keeping->key, keeping->view->key) == 0)
    set_kept (keeping->view, keeping->body);
}

static void
show_toast (AssayOrderView *self, const char *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (text));
}

static void
show_failure (AssayOrderView *self, const char *what, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_info ("%s: %s", what, error->message);
  show_toast (self, what);
}

static void
events_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayOrderView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  events = assay_journal_list_finish (ASSAY_JOURNAL (source), result, &error);
  if (events == NULL)
    show_failure (self, _("The timeline cannot be read"), error);
  else
    assay_order_timeline_set_events (self->timeline, events);
}

static AssayResult *
read_draft (GBytes *body)
{
  g_autoptr (AssayJson) json = assay_json_parse (body, NULL);

  return json != NULL ? assay_result_new_from_json (json, NULL) : NULL;
}

static void
show_results (AssayOrderView *self, AssayOrderResults *results)
{
  g_autoptr (AssayLintContext) context = assay_lint_context_new ();
  g_autoptr (AssayResult) draft = NULL;
  g_autoptr (GBytes) typed = NULL;
  g_autoptr (GBytes) body = NULL;

  assay_order_results_fill_context (results, context);
  assay_result_editor_set_context (self->result_editor, context);

  /* What is being typed is never replaced by what the journal says. */
  if (self->result_loaded)
    return;
  self->result_loaded = TRUE;
  typed = assay_result_editor_dup_body (self->result_editor);
  if (!g_bytes_equal (typed, self->kept))
    return;

  if (results->draft != NULL)
    {
      draft = read_draft (results->draft->body);
      if (draft == NULL)
        show_toast (self, _("The draft cannot be shown here; it is in the timeline"));
    }
  assay_result_editor_set_order (self->result_editor, self->order, draft);
  body = assay_result_editor_dup_body (self->result_editor);
  set_kept (self, body);
}

static void
results_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayOrderView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayOrderResults) results = NULL;

  results = assay_journal_get_results_finish (ASSAY_JOURNAL (source), result, &error);
  if (results == NULL)
    show_failure (self, _("The result cannot be read"), error);
  else
    show_results (self, results);
}

static void
show_title (AssayOrderView *self)
{
  AssayCandidate *candidate = assay_order_get_candidate (self->order);
  AssayPackage *package = assay_order_get_package (self->order);
  g_autofree char *name = candidate != NULL ? assay_candidate_dup_full_name (candidate) : NULL;
  const char *package_name = package != NULL ? assay_package_get_name (package) : NULL;

  adw_window_title_set_title (self->title, name != NULL ? name : _("Unknown candidate"));
  adw_window_title_set_subtitle (self->title, package_name != NULL ? package_name : "");
}

/* An order that no list holds is kept up to date by nobody else. */
static void
order_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayOrderView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayOrder) order = NULL;

  order = assay_journal_get_order_finish (ASSAY_JOURNAL (source), result, &error);
  if (order == NULL)
    {
      show_failure (self, _("The order cannot be read"), error);
      return;
    }

  assay_order_update (self->order, order);
  show_title (self);
}

static void
reload (AssayOrderView *self)
{
  AssayJournal *journal = assay_desk_get_journal (self->desk);

  if (self->order == NULL || journal == NULL)
    return;

  assay_journal_get_results_async (journal, self->key, self->cancellable, results_read_cb,
                                   g_object_ref (self));
  assay_journal_list_events_async (journal, self->key, self->cancellable, events_listed_cb,
                                   g_object_ref (self));
  assay_journal_get_order_async (journal, self->key, self->cancellable, order_read_cb,
                                 g_object_ref (self));
}

static void
queued_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Keeping) keeping = user_data;
  AssayOrderView *self = keeping->view;
  g_autoptr (GError) error = NULL;
  g_autofree char *revision = NULL;

  revision = assay_desk_queue_result_finish (ASSAY_DESK (source), result, &error);
  if (g_error_matches (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CONFLICT))
    show_failure (self,
                  _("Somebody else sent a result meanwhile. See the timeline, then send "
                     "again."),
                  error);
  else if (revision == NULL)
    show_failure (self, _("The result was not queued"), error);
  if (revision == NULL)
    return;

  note_kept (keeping);
  show_toast (self, _("Result queued"));
}

static void
queue_result (AssayOrderView *self, const char *override_reason)
{
  Keeping *keeping = keeping_new (self);

  /* A result that was queued is sent even when the view shows another order by then, so the
   * view's cancellable is not handed on. */
  assay_desk_queue_result_async (self->desk, self->key, keeping->body, override_reason,
                                 assay_order_get_state (self->order)->result_version, ACTOR, NULL,
                                 queued_cb, keeping);
}

static void
override_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayOrderView) self = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  GtkWidget *entry = adw_alert_dialog_get_extra_child (ADW_ALERT_DIALOG (source));
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (g_strcmp0 (answer, "send") == 0)
    queue_result (self, *reason != '\0' ? reason : "sent in spite of errors");
}

static void
send_cb (AssayOrderView *self, guint errors)
{
  g_autofree char *body = NULL;
  AdwAlertDialog *dialog;
  GtkWidget *entry;

  if (errors == 0)
    {
      queue_result (self, NULL);
      return;
    }

  body = g_strdup_printf (ngettext ("%u finding speaks against it. The reason you give is kept in "
                                    "the timeline.",
                                    "%u findings speak against it. The reason you give is kept in "
                                    "the timeline.",
                                    errors),
                          errors);
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Send Anyway?"), body));
  entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Reason"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Reason"), -1);
  adw_alert_dialog_set_extra_child (dialog, entry);
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "send", _("_Send Anyway"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "send", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), self->cancellable, override_answered_cb,
                           g_object_ref (self));
}

/* By now nobody may be there to be told. */
static void
typed_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!assay_desk_command_finish (ASSAY_DESK (source), result, &error))
    g_warning ("What was typed could not be kept as a draft: %s", error->message);
}

static void
draft_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Keeping) keeping = user_data;
  g_autoptr (GError) error = NULL;

  if (!assay_desk_command_finish (ASSAY_DESK (source), result, &error))
    {
      show_failure (keeping->view, _("The draft was not saved"), error);
      return;
    }

  note_kept (keeping);
  show_toast (keeping->view, _("Draft saved"));
}

static void
save_draft_cb (AssayOrderView *self)
{
  Keeping *keeping = keeping_new (self);

  assay_desk_save_draft_async (self->desk, self->key, keeping->body, ACTOR, NULL, draft_saved_cb,
                               keeping);
}

/* Whoever leaves an order finds again what was typed there. */
static void
keep_typed (AssayOrderView *self)
{
  g_autoptr (GBytes) body = NULL;

  if (self->order == NULL)
    return;

  body = assay_result_editor_dup_body (self->result_editor);
  if (g_bytes_equal (body, self->kept))
    return;

  set_kept (self, body);
  assay_desk_save_draft_async (self->desk, self->key, body, ACTOR, NULL, typed_kept_cb, NULL);
}

static void
mark_seen (AssayOrderView *self)
{
  if (assay_order_get_state (self->order)->new)
    assay_desk_mark_seen_async (self->desk, self->key, ACTOR, NULL, NULL, NULL);
}

static void
assay_order_view_unmap (GtkWidget *widget)
{
  keep_typed (ASSAY_ORDER_VIEW (widget));

  GTK_WIDGET_CLASS (assay_order_view_parent_class)->unmap (widget);
}

static void
assay_order_view_dispose (GObject *object)
{
  AssayOrderView *self = ASSAY_ORDER_VIEW (object);

  keep_typed (self);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_ORDER_VIEW);
  g_clear_object (&self->desk);
  g_clear_object (&self->order);

  G_OBJECT_CLASS (assay_order_view_parent_class)->dispose (object);
}

static void
assay_order_view_finalize (GObject *object)
{
  AssayOrderView *self = ASSAY_ORDER_VIEW (object);

  g_clear_object (&self->cancellable);
  g_free (self->key);
  g_clear_pointer (&self->kept, g_bytes_unref);

  G_OBJECT_CLASS (assay_order_view_parent_class)->finalize (object);
}

static void
assay_order_view_class_init (AssayOrderViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_order_view_dispose;
  object_class->finalize = assay_order_view_finalize;
  widget_class->unmap = assay_order_view_unmap;

  g_type_ensure (ASSAY_TYPE_ORDER_DETAILS);
  g_type_ensure (ASSAY_TYPE_ORDER_TIMELINE);
  g_type_ensure (ASSAY_TYPE_RESULT_EDITOR);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-order-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayOrderView, title);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderView, stack);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderView, result_editor);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderView, details);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderView, timeline);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_draft_cb);
}

static void
assay_order_view_init (AssayOrderView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * assay_order_view_new:
 *
 * Creates a view without an order.
 *
 * Returns: (transfer floating): a new view
 */
GtkWidget *
assay_order_view_new (void)
{
  return g_object_new (ASSAY_TYPE_ORDER_VIEW, NULL);
}

static void
show_rules (AssayOrderView *self)
{
  AssayProfileTables *tables = assay_profile_get_tables (assay_desk_get_profile (self->desk));
  g_autoptr (GError) error = NULL;
  AssayLint *lint = assay_profile_tables_get_lint (tables, &error);

  if (lint == NULL)
    g_warning ("The tables cannot be read: %s", error->message);
  else
    assay_result_editor_set_rules (self->result_editor,
                                   assay_profile_tables_get_mapping (tables, NULL), lint);
}

/**
 * assay_order_view_open:
 * @self: a view
 * @desk: the desk, whose journal is open
 *
 * Connects the view to a desk; to be called once, before an order is shown.
 */
void
assay_order_view_open (AssayOrderView *self, AssayDesk *desk)
{
  AssayProfile *profile = assay_desk_get_profile (desk);
  g_autofree char *base_url = NULL;

  g_return_if_fail (ASSAY_IS_ORDER_VIEW (self));
  g_return_if_fail (self->desk == NULL);

  base_url = g_settings_get_string (assay_profile_get_settings (profile), "api-base-url");
  g_object_set (self->result_editor, "base-url", base_url, NULL);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (assay_desk_get_journal (desk), "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (assay_profile_get_tables (profile), "changed", G_CALLBACK (show_rules),
                           self, G_CONNECT_SWAPPED);
  show_rules (self);
}

static void
show_parts (AssayOrderView *self, AssayResult *result)
{
  show_title (self);
  assay_result_editor_set_order (self->result_editor, self->order, result);
  assay_order_details_set_order (self->details, self->order);
}

/**
 * assay_order_view_set_order:
 * @self: a view that is open
 * @order: the order to show
 *
 * Shows an order, and notes that it was seen. What was typed for the one before is kept as its
 * draft; what is being typed for @order, which may be shown already, stays.
 */
void
assay_order_view_set_order (AssayOrderView *self, AssayOrder *order)
{
  g_autofree char *key = NULL;
  g_autoptr (GBytes) empty = NULL;

  g_return_if_fail (ASSAY_IS_ORDER_VIEW (self));
  g_return_if_fail (ASSAY_IS_ORDER (order));
  g_return_if_fail (self->desk != NULL);

  key = assay_order_dup_key (order);
  if (g_strcmp0 (key, self->key) == 0)
    {
      if (g_set_object (&self->order, order))
        show_parts (self, assay_result_editor_get_result (self->result_editor));
      reload (self);
      return;
    }

  keep_typed (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->order, order);
  g_set_str (&self->key, key);
  self->result_loaded = FALSE;

  show_parts (self, NULL);
  empty = assay_result_editor_dup_body (self->result_editor);
  set_kept (self, empty);
  mark_seen (self);
  reload (self);
}

/**
 * assay_order_view_start_result:
 * @self: a view that shows an order
 *
 * Shows the result and puts the cursor into its form.
 */
void
assay_order_view_start_result (AssayOrderView *self)
{
  g_return_if_fail (ASSAY_IS_ORDER_VIEW (self));

  adw_view_stack_set_visible_child_name (self->stack, "result");
  gtk_widget_child_focus (GTK_WIDGET (self->result_editor), GTK_DIR_TAB_FORWARD);
}
