/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-catalogue-row.h"

#include <glib/gi18n.h>

#include "order/assay-translate.h"

/**
 * AssayCatalogueRow:
 *
 * A package of the catalogue: what the recruiter will see of it, what is wrong with that, and what
 * can be done with it. Its keys and its menu lead to the actions `packages` of the page.
 */
struct _AssayCatalogueRow
{
  AdwActionRow parent_instance;

  /* template children */
  GtkImage *mark;
  GtkWidget *menu_button;

  /* owned */
  AssayPackage *package;
};

G_DEFINE_FINAL_TYPE (AssayCatalogueRow, assay_catalogue_row, ADW_TYPE_ACTION_ROW)

static const char *
get_id (AssayCatalogueRow *self)
{
  const char *id = assay_package_get_id (self->package);

  return id != NULL ? id : "";
}

static void
act_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const actions[][2] = {
    { "row.edit", "packages.edit" },     { "row.duplicate", "packages.duplicate" },
    { "row.remove", "packages.remove" }, { "row.up", "packages.up" },
    { "row.down", "packages.down" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (g_str_equal (actions[i][0], name))
        gtk_widget_activate_action (widget, actions[i][1], "s",
                                    get_id (ASSAY_CATALOGUE_ROW (widget)));
    }
}

static void
assay_catalogue_row_activate (AdwActionRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (row), "row.edit", NULL);
}

static void
assay_catalogue_row_dispose (GObject *object)
{
  AssayCatalogueRow *self = ASSAY_CATALOGUE_ROW (object);

  g_clear_object (&self->package);
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_CATALOGUE_ROW);

  G_OBJECT_CLASS (assay_catalogue_row_parent_class)->dispose (object);
}

static void
add_key (GtkWidgetClass *widget_class, guint key, GdkModifierType modifiers, const char *action)
{
  gtk_widget_class_add_binding_action (widget_class, key, modifiers, action, NULL);
}

static void
assay_catalogue_row_class_init (AssayCatalogueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_catalogue_row_dispose;
  ADW_ACTION_ROW_CLASS (klass)->activate = assay_catalogue_row_activate;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-catalogue-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayCatalogueRow, mark);
  gtk_widget_class_bind_template_child (widget_class, AssayCatalogueRow, menu_button);

  gtk_widget_class_install_action (widget_class, "row.edit", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "row.duplicate", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "row.remove", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "row.up", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "row.down", NULL, act_cb);
  add_key (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "row.duplicate");
  add_key (widget_class, GDK_KEY_Delete, 0, "row.remove");
  add_key (widget_class, GDK_KEY_KP_Delete, 0, "row.remove");
  add_key (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "row.up");
  add_key (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "row.down");
}

static void
assay_catalogue_row_init (AssayCatalogueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What the recruiter reads, and below what orders refer to. */
static char *
dup_subtitle (AssayPackage *package)
{
  const char *description = assay_package_get_description (package);
  const char *id = assay_package_get_id (package);
  const char *const *tags = assay_package_get_tags (package);
  GString *text = g_string_new (description);

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, id != NULL ? id : "");
  if (assay_package_get_kind (package) == ASSAY_ORDER_KIND_BACKGROUND_CHECK)
    g_string_append_printf (text, " · %s", C_("kind of an order", "Background Check"));
  for (gsize i = 0; tags != NULL && tags[i] != NULL; i++)
    g_string_append_printf (text, " · %s", tags[i]);

  return g_string_free_and_steal (text);
}

/**
 * assay_catalogue_row_new:
 * @package: a package
 *
 * Makes a row of the catalogue.
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
assay_catalogue_row_new (AssayPackage *package)
{
  AssayCatalogueRow *self = g_object_new (ASSAY_TYPE_CATALOGUE_ROW, NULL);
  const char *name = assay_package_get_name (package);
  g_autofree char *subtitle = dup_subtitle (package);
  g_autofree char *menu = NULL;

  self->package = g_object_ref (package);
  if (name == NULL || *name == '\0')
    name = get_id (self);
  /* Translators: %s is the name of a package. */
  menu = g_strdup_printf (_("What to do with %s"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu, -1);

  return GTK_WIDGET (self);
}

/**
 * assay_catalogue_row_get_package:
 * @self: a row
 *
 * Returns: (transfer none): the package it shows
 */
AssayPackage *
assay_catalogue_row_get_package (AssayCatalogueRow *self)
{
  g_return_val_if_fail (ASSAY_IS_CATALOGUE_ROW (self), NULL);

  return self->package;
}

static const char *
get_icon (AssaySeverity severity)
{
  switch (severity)
    {
    case ASSAY_SEVERITY_ERROR:
      return "dialog-error-symbolic";

    case ASSAY_SEVERITY_WARNING:
      return "dialog-warning-symbolic";

    case ASSAY_SEVERITY_HINT:
    default:
      return "dialog-information-symbolic";
    }
}

/**
 * assay_catalogue_row_set_findings:
 * @self: a row
 * @findings: (nullable) (element-type AssayFinding): what is wrong with its package
 *
 * Marks the row by the worst of @findings, and tells all of them where it is pointed at.
 */
void
assay_catalogue_row_set_findings (AssayCatalogueRow *self, GPtrArray *findings)
{
  g_autoptr (GString) text = g_string_new (NULL);
  AssaySeverity worst = ASSAY_SEVERITY_HINT;

  g_return_if_fail (ASSAY_IS_CATALOGUE_ROW (self));

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      g_autofree char *message = assay_finding_dup_message (findings->pdata[i], assay_translate);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", message);
      worst = MIN (worst, assay_finding_get_severity (findings->pdata[i]));
    }

  gtk_image_set_from_icon_name (self->mark, get_icon (worst));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->mark), text->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text->str, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), text->len > 0);
}
