/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-package-dialog.h"

#include <glib/gi18n.h>

#include "assay-failure-text.h"
#include "assay-package-form.h"
#include "assay-package-list.h"
#include "order/assay-translate.h"

/**
 * AssayPackageDialog:
 *
 * Adds a package to the catalogue or changes one. What the recruiter would miss is said while it is
 * typed; nothing typed is given up unasked.
 */
struct _AssayPackageDialog
{
  AdwDialog parent_instance;

  /* template children */
  AssayPackageForm *form;
  AdwBanner *failure;
  GtkButton *save_button;
  GtkLabel *verdict;

  /* owned */
  AssayCatalogue *catalogue;
  AssayLint *lint;
  char *replaced; /* the id of the package that is changed */
  char *before;   /* the id of the package before which a new one stands */
};

G_DEFINE_FINAL_TYPE (AssayPackageDialog, assay_package_dialog, ADW_TYPE_DIALOG)

typedef enum
{
  SIGNAL_SAVED,
} AssayPackageDialogSignal;

static guint signals[SIGNAL_SAVED + 1];

static gboolean
is_taken (AssayPackageDialog *self, AssayPackage *package)
{
  const char *id = assay_package_get_id (package);

  return g_strcmp0 (id, self->replaced) != 0 && id != NULL &&
         assay_catalogue_find (self->catalogue, id, NULL) != NULL;
}

/* Returns: (transfer full): what is to be said of the package, a line each */
static char *
dup_verdict (AssayPackageDialog *self, AssayPackage *package, gboolean *savable)
{
  g_autoptr (GPtrArray) packages = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AssayJson) answer = NULL;

  g_ptr_array_add (packages, package);
  bytes = assay_package_list_write (packages);
  answer = assay_json_parse (bytes, NULL);
  findings = assay_lint_check_packages (self->lint, answer);

  *savable = !is_taken (self, package);
  if (!*savable)
    g_string_append (text, _("The ID belongs to another package. Orders would not say which of "
                              "the two is meant."));
  for (guint i = 0; i < findings->len; i++)
    {
      g_autofree char *message = assay_finding_dup_message (findings->pdata[i], assay_translate);

      if (assay_finding_get_severity (findings->pdata[i]) == ASSAY_SEVERITY_ERROR)
        *savable = FALSE;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", message);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* Nothing is found in a form that nobody has touched. */
static void
update (AssayPackageDialog *self)
{
  g_autoptr (AssayPackage) package = assay_package_form_dup_package (self->form);
  gboolean touched = assay_package_form_get_touched (self->form);
  gboolean savable = FALSE;
  g_autofree char *verdict = package != NULL ? dup_verdict (self, package, &savable) : NULL;
  gboolean is_said = touched && verdict != NULL && *verdict != '\0';

  gtk_label_set_label (self->verdict, is_said ? verdict : "");
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), is_said);
  adw_dialog_set_can_close (ADW_DIALOG (self), !touched);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save",
                                 savable && (touched || self->replaced == NULL));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayPackageDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayPackage) package = NULL;

  if (!assay_catalogue_change_finish (ASSAY_CATALOGUE (source), result, &error))
    {
      adw_banner_set_title (self->failure, assay_failure_text_get (error));
      adw_banner_set_revealed (self->failure, TRUE);
      update (self);
      return;
    }

  package = assay_package_form_dup_package (self->form);
  if (package != NULL)
    g_signal_emit (self, signals[SIGNAL_SAVED], 0, assay_package_get_id (package));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayPackageDialog *self = ASSAY_PACKAGE_DIALOG (widget);
  g_autoptr (AssayPackage) package = assay_package_form_dup_package (self->form);

  if (package == NULL)
    return;

  adw_banner_set_revealed (self->failure, FALSE);
  gtk_widget_action_set_enabled (widget, "dialog.save", FALSE);
  assay_catalogue_put_async (self->catalogue, package, self->replaced, self->before, NULL, saved_cb,
                             g_object_ref (self));
}

static void
answered_cb (AssayPackageDialog *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
close_attempt_cb (AssayPackageDialog *self)
{
  AdwDialog *question = adw_alert_dialog_new (_("Discard Changes?"),
                                              _("What was typed of this package is not stored."));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (question);

  adw_alert_dialog_add_responses (alert, "cancel", _("_Cancel"), "discard", _("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "discard", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (question, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (question, GTK_WIDGET (self));
}

static void
assay_package_dialog_dispose (GObject *object)
{
  AssayPackageDialog *self = ASSAY_PACKAGE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_PACKAGE_DIALOG);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->lint);

  G_OBJECT_CLASS (assay_package_dialog_parent_class)->dispose (object);
}

static void
assay_package_dialog_finalize (GObject *object)
{
  AssayPackageDialog *self = ASSAY_PACKAGE_DIALOG (object);

  g_free (self->replaced);
  g_free (self->before);

  G_OBJECT_CLASS (assay_package_dialog_parent_class)->finalize (object);
}

static void
assay_package_dialog_class_init (AssayPackageDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_package_dialog_dispose;
  object_class->finalize = assay_package_dialog_finalize;

  /**
   * AssayPackageDialog::saved:
   * @self: the dialog
   * @id: the id of the package
   *
   * The package is in the catalogue.
   */
  signals[SIGNAL_SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (ASSAY_TYPE_PACKAGE_FORM);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-package-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayPackageDialog, form);
  gtk_widget_class_bind_template_child (widget_class, AssayPackageDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, AssayPackageDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, AssayPackageDialog, verdict);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);

  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "dialog.save", NULL);
}

static void
assay_package_dialog_init (AssayPackageDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static AssayPackageDialog *
create (AssayCatalogue *catalogue, AssayLint *lint)
{
  AssayPackageDialog *self = g_object_new (ASSAY_TYPE_PACKAGE_DIALOG, NULL);

  self->catalogue = g_object_ref (catalogue);
  self->lint = g_object_ref (lint);

  return self;
}

/* Returns: (transfer full): an id that no package has */
static char *
dup_free_id (AssayCatalogue *catalogue, const char *id)
{
  for (guint i = 2;; i++)
    {
      g_autofree char *free_id = g_strdup_printf ("%s-%u", id != NULL ? id : "", i);

      if (assay_catalogue_find (catalogue, free_id, NULL) == NULL)
        return g_steal_pointer (&free_id);
    }
}

/**
 * assay_package_dialog_new_for_add:
 * @catalogue: the catalogue
 * @lint: the lints
 * @like: (nullable): a package of which the new one is to be a copy, and below which it will stand
 *
 * Creates a dialog that adds a package.
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
assay_package_dialog_new_for_add (AssayCatalogue *catalogue, AssayLint *lint, AssayPackage *like)
{
  AssayPackageDialog *self;

  g_return_val_if_fail (ASSAY_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (ASSAY_IS_LINT (lint), NULL);

  self = create (catalogue, lint);
  adw_dialog_set_title (ADW_DIALOG (self), _("Add a Package"));
  gtk_button_set_label (self->save_button, C_("package", "_Add"));
  if (like != NULL)
    {
      g_autofree char *id = dup_free_id (catalogue, assay_package_get_id (like));

      self->before = g_strdup (assay_catalogue_find_next (catalogue, assay_package_get_id (like)));
      assay_package_form_show_copy (self->form, like, id);
    }
  update (self);

  return ADW_DIALOG (self);
}

/**
 * assay_package_dialog_new_for_edit:
 * @catalogue: the catalogue
 * @lint: the lints
 * @package: a package of @catalogue
 *
 * Creates a dialog that changes a package.
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
assay_package_dialog_new_for_edit (AssayCatalogue *catalogue,
                                   AssayLint *lint,
                                   AssayPackage *package)
{
  AssayPackageDialog *self;

  g_return_val_if_fail (ASSAY_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (ASSAY_IS_LINT (lint), NULL);
  g_return_val_if_fail (ASSAY_IS_PACKAGE (package), NULL);

  self = create (catalogue, lint);
  self->replaced = g_strdup (assay_package_get_id (package));
  adw_dialog_set_title (ADW_DIALOG (self), _("Edit Package"));
  gtk_button_set_label (self->save_button, _("_Save"));
  assay_package_form_show (self->form, package);
  update (self);

  return ADW_DIALOG (self);
}
