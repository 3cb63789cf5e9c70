/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-add-order-dialog.h"

#include <glib/gi18n.h>

#include "assay-account.h"
#include "assay-clock.h"
#include "assay-desk-commands.h"
#include "assay-error.h"
#include "assay-failure-text.h"
#include "assay-journal-read.h"
#include "assay-json-view.h"
#include "assay-json-writer.h"
#include "assay-order-import.h"
#include "assay-order-query.h"
#include "assay-order.h"

#define ACTOR "desk"
#define MAX_FILE_SIZE (16 * 1024 * 1024)
/* How many orders are asked where they came from. */
#define MAX_ORDERS 200

/**
 * AssayAddOrderDialog:
 *
 * Adds orders by hand, for StackOne cannot be asked again for one that was missed: account, order
 * id and kind with whatever else is known, or the body of a webhook or an order as JSON, pasted or
 * dropped.
 */
struct _AssayAddOrderDialog
{
  AdwDialog parent_instance;

  /* template children */
  GtkSourceView *source_view;
  GtkWidget *hint;
  AdwEntryRow *order_id;
  AdwEntryRow *account_id;
  GtkMenuButton *accounts_button;
  GMenu *accounts;
  AdwComboRow *kind;
  AdwEntryRow *candidate_name;
  AdwEntryRow *package_name;
  GtkLabel *verdict;
  AdwBanner *failure;
  GtkWidget *add_button;

  /* owned */
  AssayDesk *desk;
  AssayEventNames *names;
  GPtrArray *events;
  GHashTable *known_accounts; /* ids that are in the menu */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (AssayAddOrderDialog, assay_add_order_dialog, ADW_TYPE_DIALOG)

typedef enum
{
  SIGNAL_ADDED,
} AssayAddOrderDialogSignal;

static guint signals[SIGNAL_ADDED + 1];

static char *
dup_text (AssayAddOrderDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->source_view));
  GtkTextIter start, end;
  char *text;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);

  return g_strstrip (text);
}

static char *
dup_entry (AdwEntryRow *row)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));

  g_strstrip (text);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
write_named (AssayJsonWriter *writer, const char *member, AdwEntryRow *row)
{
  g_autofree char *name = dup_entry (row);

  if (name == NULL)
    return;

  assay_json_writer_member (writer, member);
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "name", name);
  assay_json_writer_end_object (writer);
}

static GBytes *
write_typed_order (AssayAddOrderDialog *self, const char *order_id)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", order_id);
  write_named (writer, "candidate", self->candidate_name);
  write_named (writer, "package", self->package_name);
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}

/* The whole text, or what was typed instead of it; NULL while there is neither. */
static GBytes *
dup_source (AssayAddOrderDialog *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *order_id = NULL;
  gsize length = strlen (text);

  if (length > 0)
    return g_bytes_new_take (g_steal_pointer (&text), length);

  order_id = dup_entry (self->order_id);

  return order_id != NULL ? write_typed_order (self, order_id) : NULL;
}

static GPtrArray *
read_orders (AssayAddOrderDialog *self, GBytes *source, GError **error)
{
  g_autoptr (AssayOrderImport)
    import = assay_order_import_new (self->names, assay_clock_get_system (), ACTOR);
  g_autofree char *account_id = dup_entry (self->account_id);
  static const AssayOrderKind kinds[] = { ASSAY_ORDER_KIND_ASSESSMENT,
                                          ASSAY_ORDER_KIND_BACKGROUND_CHECK };
  guint kind = adw_combo_row_get_selected (self->kind);

  assay_order_import_set_account_id (import, account_id);
  if (kind > 0 && kind <= G_N_ELEMENTS (kinds))
    assay_order_import_set_kind (import, assay_order_kind_to_string (kinds[kind - 1]));

  return assay_order_import_read (import, source, error);
}

/* Core names the place in the text, which helps whoever can read it; the words come first. */
static char *
dup_fault (const GError *error)
{
  const char *words;

  switch (error->code)
    {
    case ASSAY_CORE_ERROR_INVALID_JSON:
    case ASSAY_CORE_ERROR_INVALID_UTF8:
      words = _("This text is no JSON, or not all of it. Copy the whole webhook or order.");
      break;

    case ASSAY_CORE_ERROR_TOO_DEEP:
    case ASSAY_CORE_ERROR_TOO_LARGE:
      words = _("This text is too long for orders. Add them in parts.");
      break;

    case ASSAY_CORE_ERROR_MISSING_MEMBER:
      words = _("This text is no order: it has no order ID.");
      break;

    default:
      words = _("This text cannot be used as an order.");
    }

  return g_strdup_printf ("%s\n%s", words, error->message);
}

/* What is missing is asked for, which is no fault as long as somebody types. */
static char *
dup_complaint (const GError *error, gboolean *is_fault)
{
  *is_fault = error->domain != ASSAY_CORE_ERROR || error->code != ASSAY_CORE_ERROR_MISSING_MEMBER ||
              !(g_str_has_suffix (error->message, "account_id: missing") ||
                g_str_has_suffix (error->message, "kind: missing") ||
                g_str_has_suffix (error->message, "event: missing"));
  if (error->domain != ASSAY_CORE_ERROR)
    return assay_failure_text_dup_whole (error);
  if (*is_fault)
    return dup_fault (error);
  if (g_str_has_suffix (error->message, "account_id: missing"))
    return g_strdup (_("Now choose or enter the customer account."));

  return g_strdup (_("Now choose the kind."));
}

static void
show_verdict (AssayAddOrderDialog *self, const char *text, gboolean good)
{
  gtk_label_set_label (self->verdict, text);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), text != NULL && *text != '\0');
  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->verdict), "error");
}

static void
update (AssayAddOrderDialog *self)
{
  g_autoptr (GBytes) source = dup_source (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dup_text (self);
  g_autofree char *verdict = NULL;
  gboolean is_fault = FALSE;

  g_clear_pointer (&self->events, g_ptr_array_unref);
  gtk_widget_set_visible (self->hint, *text == '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self->order_id), *text == '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self->candidate_name), *text == '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self->package_name), *text == '\0');
  if (source != NULL)
    self->events = read_orders (self, source, &error);

  if (error != NULL)
    verdict = dup_complaint (error, &is_fault);
  else if (self->events != NULL)
    verdict = g_strdup_printf (ngettext ("%u order can be added", "%u orders can be added",
                                         self->events->len),
                               self->events->len);
  show_verdict (self, verdict, !is_fault);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.add",
                                 self->events != NULL && self->events->len > 0);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayAddOrderDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  AssayEvent *first;

  if (!assay_desk_command_finish (ASSAY_DESK (source), result, &error))
    {
      adw_banner_set_title (self->failure, assay_failure_text_get (error));
      adw_banner_set_revealed (self->failure, TRUE);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.add", TRUE);
      return;
    }

  first = g_ptr_array_index (self->events, 0);
  g_signal_emit (self, signals[SIGNAL_ADDED], 0, assay_event_get_order_key (first));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayAddOrderDialog *self = ASSAY_ADD_ORDER_DIALOG (widget);

  adw_banner_set_revealed (self->failure, FALSE);
  gtk_widget_action_set_enabled (widget, "dialog.add", FALSE);
  assay_desk_import_async (self->desk, self->events, NULL, imported_cb, g_object_ref (self));
}

static void
take_file_content (AssayAddOrderDialog *self, const char *content, gsize length)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->source_view));

  if (length > MAX_FILE_SIZE || !g_utf8_validate (content, (gssize) length, NULL))
    show_verdict (self, _("The file is no text that could be an order."), FALSE);
  else
    gtk_text_buffer_set_text (buffer, content, (int) length);
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayAddOrderDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

  if (g_file_load_contents_finish (G_FILE (source), result, &content, &length, NULL, &error))
    take_file_content (self, content, length);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_verdict (self, _("The file cannot be read."), FALSE);
}

static gboolean
drop_cb (AssayAddOrderDialog *self, const GValue *value)
{
  GFile *file = g_value_get_object (value);

  if (file == NULL)
    return FALSE;

  g_file_load_contents_async (file, self->cancellable, file_read_cb, g_object_ref (self));

  return TRUE;
}

static void
choose_account_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayAddOrderDialog *self = ASSAY_ADD_ORDER_DIALOG (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->account_id), g_variant_get_string (parameter, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->order_id));
}

static void
add_known_account (AssayAddOrderDialog *self, const char *id, const char *owner)
{
  g_autofree char *label = NULL;
  g_autoptr (GMenuItem) item = NULL;

  if (id == NULL || !g_hash_table_add (self->known_accounts, g_strdup (id)))
    return;

  /* Translators: a customer, and the id of its account. */
  label = owner != NULL ? g_strdup_printf (_("%s (%s)"), owner, id) : g_strdup (id);
  item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "dialog.choose-account", "s", id);
  g_menu_append_item (self->accounts, item);
  gtk_widget_set_visible (GTK_WIDGET (self->accounts_button), TRUE);
}

/* Accounts of which nothing is known but that orders came from them. */
static void
orders_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayAddOrderDialog) self = user_data;
  g_autoptr (GPtrArray) orders = assay_journal_list_finish (ASSAY_JOURNAL (source), result, NULL);

  for (guint i = 0; orders != NULL && self->desk != NULL && i < orders->len; i++)
    add_known_account (self, assay_order_get_account_id (g_ptr_array_index (orders, i)), NULL);
}

static void
accounts_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayAddOrderDialog) self = user_data;
  g_autoptr (AssayOrderQuery) query = assay_order_query_new ();
  g_autoptr (GPtrArray) accounts = assay_journal_list_finish (ASSAY_JOURNAL (source), result, NULL);

  if (self->desk == NULL)
    return;

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      AssayAccount *account = g_ptr_array_index (accounts, i);

      add_known_account (self, assay_account_get_id (account),
                         assay_account_get_origin_owner_name (account));
    }
  assay_journal_list_orders_async (ASSAY_JOURNAL (source), query, MAX_ORDERS, self->cancellable,
                                   orders_listed_cb, g_object_ref (self));
}

static void
assay_add_order_dialog_dispose (GObject *object)
{
  AssayAddOrderDialog *self = ASSAY_ADD_ORDER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_ADD_ORDER_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->names);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->known_accounts, g_hash_table_unref);

  G_OBJECT_CLASS (assay_add_order_dialog_parent_class)->dispose (object);
}

static void
assay_add_order_dialog_class_init (AssayAddOrderDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_add_order_dialog_dispose;

  /**
   * AssayAddOrderDialog::added:
   * @self: the dialog
   * @order_key: key of the first order that was added
   *
   * The orders are in the journal.
   */
  signals[SIGNAL_ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-add-order-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayAddOrderDialog, source_view);
  gtk_widget_class_bind_template_child (widget_class, AssayAddOrderDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, AssayAddOrderDialog, order_id);
  gtk_widget_class_bind_template_child (widget_class, AssayAddOrderDialog, account_id);
  gtk_widget_class_bind_template_child (widget_class, AssayAddOrderDialog, accounts_button);
  gtk_widget_class_bind_template_child (widget_class, AssayAddOrderDialog, accounts);
  gtk_widget_class_bind_template_child (widget_class, AssayAddOrderDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, AssayAddOrderDialog, candidate_name);
  gtk_widget_class_bind_template_child (widget_class, AssayAddOrderDialog, package_name);
  gtk_widget_class_bind_template_child (widget_class, AssayAddOrderDialog, verdict);
  gtk_widget_class_bind_template_child (widget_class, AssayAddOrderDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, AssayAddOrderDialog, add_button);
  gtk_widget_class_bind_template_callback (widget_class, update);

  gtk_widget_class_install_action (widget_class, "dialog.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "dialog.choose-account", "s", choose_account_cb);
}

static void
assay_add_order_dialog_init (AssayAddOrderDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  self->known_accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  assay_json_view_set_up (self->source_view);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->source_view)), "changed",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * assay_add_order_dialog_new:
 * @desk: where the orders go
 * @names: the spellings of event names that a pasted webhook may have
 *
 * Creates an empty dialog.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
assay_add_order_dialog_new (AssayDesk *desk, AssayEventNames *names)
{
  AssayAddOrderDialog *self = g_object_new (ASSAY_TYPE_ADD_ORDER_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  self->names = g_object_ref (names);
  update (self);
  assay_journal_list_accounts_async (assay_desk_get_journal (desk), self->cancellable,
                                     accounts_listed_cb, g_object_ref (self));

  return ADW_DIALOG (self);
}
