/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-simulator-order-dialog.h"

#include <glib/gi18n.h>

#include "assay-order.h"
#include "assay-package-row.h"

/**
 * AssaySimulatorOrderDialog:
 *
 * The recruiter's “Assess” dialog: pick packages, confirm, send.
 *
 * Each ticked package becomes an order of its own (integration guide). When the packages cannot be
 * fetched, the recruiter's failure banner stands above the list.
 */
struct _AssaySimulatorOrderDialog
{
  AdwDialog parent_instance;

  /* template children */
  GtkLabel *heading;
  GtkStack *pages;
  GtkDropDown *partner;
  GtkSearchEntry *search;
  GtkRevealer *banner;
  GtkStack *list_state;
  GtkListBox *packages;
  GtkLabel *confirm_heading;
  GtkLabel *confirm_text;
  GtkListBox *confirmed;
  GtkLabel *failure;
  GtkButton *back;
  GtkButton *forward;
  AdwSpinner *busy;

  /* owned */
  AssaySimulatorClient *client;
  AssaySimulatorPerson *person;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (AssaySimulatorOrderDialog, assay_simulator_order_dialog, ADW_TYPE_DIALOG)

static AssayOrderKind
get_kind (AssaySimulatorOrderDialog *self)
{
  return gtk_drop_down_get_selected (self->partner) == 1 ? ASSAY_ORDER_KIND_BACKGROUND_CHECK
                                                         : ASSAY_ORDER_KIND_ASSESSMENT;
}

static gboolean
is_confirming (AssaySimulatorOrderDialog *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "confirm") == 0;
}

static GPtrArray *
list_selected (AssaySimulatorOrderDialog *self)
{
  GPtrArray *selected = g_ptr_array_new ();
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->packages, i)) != NULL; i++)
    {
      if (assay_package_row_get_selected (ASSAY_PACKAGE_ROW (row)))
        g_ptr_array_add (selected, assay_package_row_get_package (ASSAY_PACKAGE_ROW (row)));
    }

  return selected;
}

static void
update_buttons (AssaySimulatorOrderDialog *self)
{
  g_autoptr (GPtrArray) selected = list_selected (self);
  gboolean confirming = is_confirming (self);
  gboolean busy = gtk_widget_get_visible (GTK_WIDGET (self->busy));

  /* Translators: Buttons of the recruiter's order dialog. “Previous” goes back to the list. */
  gtk_button_set_label (self->back, confirming ? _("_Previous") : _("_Cancel"));
  gtk_button_set_label (self->forward, confirming ? _("_Send") : _("C_ontinue"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->back), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->forward), selected->len > 0 && !busy);
}

static void
show_page (AssaySimulatorOrderDialog *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->pages, page);
  gtk_label_set_label (self->failure, "");
  update_buttons (self);
}

static void
show_confirmation (AssaySimulatorOrderDialog *self)
{
  g_autoptr (GPtrArray) selected = list_selected (self);

  gtk_list_box_remove_all (self->confirmed);
  for (guint i = 0; i < selected->len; i++)
    gtk_list_box_append (self->confirmed,
                         assay_package_row_new (g_ptr_array_index (selected, i), FALSE));

  show_page (self, "confirm");
}

static void
set_busy (AssaySimulatorOrderDialog *self, gboolean busy)
{
  gtk_widget_set_visible (GTK_WIDGET (self->busy), busy);
  update_buttons (self);
}

static gboolean
fill_packages (AssaySimulatorOrderDialog *self, AssayJson *answer, GError **error)
{
  g_autoptr (AssayJson) packages = NULL;

  if (!assay_json_read_array (answer, "packages", &packages, error))
    return FALSE;

  for (guint i = 0; packages != NULL && i < assay_json_get_length (packages); i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (packages, i);
      g_autoptr (AssayPackage) package = assay_package_new_from_json (element, error);
      GtkWidget *row;

      if (package == NULL)
        return FALSE;

      row = assay_package_row_new (package, TRUE);
      g_signal_connect_object (row, "notify::selected", G_CALLBACK (update_buttons), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_append (self->packages, row);
    }

  return TRUE;
}

static void
packages_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssaySimulatorOrderDialog) self = user_data;
  g_autoptr (AssayJson) answer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean complete;

  answer = assay_simulator_client_request_finish (ASSAY_SIMULATOR_CLIENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  complete = answer != NULL && fill_packages (self, answer, &error);
  if (complete)
    {
      g_autoptr (AssayJson) banner = assay_json_dup_member (answer, "banner");

      complete = banner == NULL || assay_json_get_kind (banner) == ASSAY_JSON_NULL;
    }

  if (error != NULL)
    g_debug ("packages for the order dialog: %s", error->message);

  gtk_revealer_set_reveal_child (self->banner, !complete);
  gtk_stack_set_visible_child_name (self->list_state, "packages");
  update_buttons (self);
}

static void
load_packages (AssaySimulatorOrderDialog *self)
{
  g_autofree char *path = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  gtk_list_box_remove_all (self->packages);
  gtk_revealer_set_reveal_child (self->banner, FALSE);
  gtk_stack_set_visible_child_name (self->list_state, "loading");
  update_buttons (self);

  path = g_strconcat ("packages?kind=", assay_order_kind_to_string (get_kind (self)), NULL);
  assay_simulator_client_request_async (self->client, "GET", path, NULL, self->cancellable,
                                        packages_loaded_cb, g_object_ref (self));
}

static GBytes *
write_order (AssaySimulatorOrderDialog *self)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GPtrArray) selected = list_selected (self);

  assay_json_writer_begin_object (writer);
  assay_simulator_person_write_order (self->person, writer);
  assay_json_writer_member (writer, "packages");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < selected->len; i++)
    {
      const char *id = assay_package_get_id (g_ptr_array_index (selected, i));

      assay_json_writer_string (writer, id != NULL ? id : "");
    }
  assay_json_writer_end_array (writer);
  assay_json_writer_member_string (writer, "kind", assay_order_kind_to_string (get_kind (self)));
  assay_json_writer_member_string (writer, "mode", "ad_hoc");
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}

static void
order_sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssaySimulatorOrderDialog) self = user_data;
  g_autoptr (AssayJson) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = assay_simulator_client_request_finish (ASSAY_SIMULATOR_CLIENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_busy (self, FALSE);
  if (answer == NULL)
    {
      g_debug ("order from the dialog: %s", error->message);
      gtk_label_set_label (self->failure,
                           _("The order could not be sent. Check that the simulator is running, "
                              "then send it again."));
      return;
    }

  adw_dialog_close (ADW_DIALOG (self));
}

static void
back_cb (AssaySimulatorOrderDialog *self)
{
  if (is_confirming (self))
    show_page (self, "choose");
  else
    adw_dialog_close (ADW_DIALOG (self));
}

static void
forward_cb (AssaySimulatorOrderDialog *self)
{
  g_autoptr (GBytes) order = NULL;

  if (!is_confirming (self))
    {
      show_confirmation (self);
      return;
    }

  set_busy (self, TRUE);
  order = write_order (self);
  assay_simulator_client_request_async (self->client, "POST", "orders", order, self->cancellable,
                                        order_sent_cb, g_object_ref (self));
}

static void
row_activated_cb (AssaySimulatorOrderDialog *self, GtkListBoxRow *row)
{
  AssayPackageRow *package_row = ASSAY_PACKAGE_ROW (row);

  assay_package_row_set_selected (package_row, !assay_package_row_get_selected (package_row));
}

static gboolean
filter_by_name (GtkListBoxRow *row, gpointer user_data)
{
  AssaySimulatorOrderDialog *self = ASSAY_SIMULATOR_ORDER_DIALOG (user_data);
  AssayPackage *package = assay_package_row_get_package (ASSAY_PACKAGE_ROW (row));
  const char *name = assay_package_get_name (package);
  const char *term = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return *term == '\0' || (name != NULL && g_str_match_string (term, name, TRUE));
}

static void
assay_simulator_order_dialog_dispose (GObject *object)
{
  AssaySimulatorOrderDialog *self = ASSAY_SIMULATOR_ORDER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_SIMULATOR_ORDER_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->person);

  G_OBJECT_CLASS (assay_simulator_order_dialog_parent_class)->dispose (object);
}

static void
assay_simulator_order_dialog_class_init (AssaySimulatorOrderDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_simulator_order_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-simulator-order-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorOrderDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorOrderDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorOrderDialog, partner);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorOrderDialog, search);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorOrderDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorOrderDialog, list_state);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorOrderDialog, packages);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorOrderDialog, confirm_heading);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorOrderDialog, confirm_text);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorOrderDialog, confirmed);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorOrderDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorOrderDialog, back);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorOrderDialog, forward);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorOrderDialog, busy);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, forward_cb);
  gtk_widget_class_bind_template_callback (widget_class, load_packages);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
assay_simulator_order_dialog_init (AssaySimulatorOrderDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->packages, filter_by_name, self, NULL);
  g_signal_connect_object (self->search, "search-changed",
                           G_CALLBACK (gtk_list_box_invalidate_filter), self->packages,
                           G_CONNECT_SWAPPED);
}

/**
 * assay_simulator_order_dialog_new:
 * @client: the simulator to order from
 * @person: the person to assess
 *
 * Creates the dialog and starts to fetch the packages.
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
assay_simulator_order_dialog_new (AssaySimulatorClient *client, AssaySimulatorPerson *person)
{
  AssaySimulatorOrderDialog *self;
  const char *name;
  g_autofree char *heading = NULL;
  g_autofree char *confirm_heading = NULL;
  g_autofree char *confirm_text = NULL;

  g_return_val_if_fail (ASSAY_IS_SIMULATOR_CLIENT (client), NULL);
  g_return_val_if_fail (ASSAY_IS_SIMULATOR_PERSON (person), NULL);

  self = g_object_new (ASSAY_TYPE_SIMULATOR_ORDER_DIALOG, NULL);
  self->client = g_object_ref (client);
  self->person = g_object_ref (person);

  name = assay_simulator_person_get_name (person);
  /* Translators: %s is the name of a candidate. */
  heading = g_strdup_printf (_("Assess %s"), name);
  /* Translators: %s is the name of a candidate. */
  confirm_heading = g_strdup_printf (_("Confirm the assessment order for %s"), name);
  /* Translators: %s is the name of a candidate. */
  confirm_text = g_strdup_printf (_("The selected vendors will mail further instructions to %s."),
                                  name);
  adw_dialog_set_title (ADW_DIALOG (self), heading);
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->confirm_heading, confirm_heading);
  gtk_label_set_label (self->confirm_text, confirm_text);

  load_packages (self);

  return ADW_DIALOG (self);
}
