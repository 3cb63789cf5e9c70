/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-package-row.h"

#include "assay-operable.h"

/**
 * AssayPackageRow:
 *
 * One package in the recruiter's order dialog: the partner's mark, name, description and, where
 * packages can be picked, a check box.
 */
struct _AssayPackageRow
{
  GtkListBoxRow parent_instance;

  /* template children */
  GtkLabel *mark;
  GtkLabel *name;
  GtkLabel *description;
  GtkCheckButton *check;

  /* owned */
  AssayPackage *package;
};

G_DEFINE_FINAL_TYPE (AssayPackageRow, assay_package_row, GTK_TYPE_LIST_BOX_ROW)

typedef enum
{
  PROP_SELECTED = 1,
} AssayPackageRowProperty;

static GParamSpec *properties[PROP_SELECTED + 1];

static void
show_package (AssayPackageRow *self)
{
  const char *id = assay_package_get_id (self->package);
  const char *name = assay_package_get_name (self->package);
  const char *description = assay_package_get_description (self->package);
  g_autofree char *initial = NULL;

  if (name == NULL || *name == '\0')
    name = id != NULL ? id : "";

  /* The initial stands where SmartRecruiters draws the partner's logo. */
  initial = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), 1));
  gtk_label_set_label (self->mark, initial);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->description, description != NULL ? description : "");
}

static void
check_toggled_cb (AssayPackageRow *self)
{
  GtkAccessibleTristate checked = assay_package_row_get_selected (self)
                                    ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                    : GTK_ACCESSIBLE_TRISTATE_FALSE;

  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED, checked, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
assay_package_row_dispose (GObject *object)
{
  AssayPackageRow *self = ASSAY_PACKAGE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_PACKAGE_ROW);
  g_clear_object (&self->package);

  G_OBJECT_CLASS (assay_package_row_parent_class)->dispose (object);
}

static void
assay_package_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AssayPackageRow *self = ASSAY_PACKAGE_ROW (object);

  switch ((AssayPackageRowProperty) prop_id)
    {
    case PROP_SELECTED:
      g_value_set_boolean (value, assay_package_row_get_selected (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
assay_package_row_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  AssayPackageRow *self = ASSAY_PACKAGE_ROW (object);

  switch ((AssayPackageRowProperty) prop_id)
    {
    case PROP_SELECTED:
      assay_package_row_set_selected (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
assay_package_row_class_init (AssayPackageRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_package_row_dispose;
  object_class->get_property = assay_package_row_get_property;
  object_class->set_property = assay_package_row_set_property;

  /**
   * AssayPackageRow:selected:
   *
   * Whether the recruiter ticked the package.
   */
  properties[PROP_SELECTED] = g_param_spec_boolean ("selected", NULL, NULL, FALSE,
                                                    (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                     G_PARAM_STATIC_STRINGS));

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-package-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayPackageRow, mark);
  gtk_widget_class_bind_template_child (widget_class, AssayPackageRow, name);
  gtk_widget_class_bind_template_child (widget_class, AssayPackageRow, description);
  gtk_widget_class_bind_template_child (widget_class, AssayPackageRow, check);
  gtk_widget_class_bind_template_callback (widget_class, check_toggled_cb);
}

static void
assay_package_row_init (AssayPackageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  assay_operable_add_toggle (GTK_WIDGET (self->check));
}

/**
 * assay_package_row_new:
 * @package: the package to show
 * @selectable: whether the row has a check box
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
assay_package_row_new (AssayPackage *package, gboolean selectable)
{
  AssayPackageRow *self;

  g_return_val_if_fail (ASSAY_IS_PACKAGE (package), NULL);

  self = g_object_new (ASSAY_TYPE_PACKAGE_ROW, NULL);
  self->package = g_object_ref (package);
  gtk_widget_set_visible (GTK_WIDGET (self->check), !!selectable);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), !!selectable);
  show_package (self);

  return GTK_WIDGET (self);
}

/**
 * assay_package_row_get_package:
 * @self: a row
 *
 * Returns: (transfer none): the package that the row shows
 */
AssayPackage *
assay_package_row_get_package (AssayPackageRow *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_ROW (self), NULL);

  return self->package;
}

/**
 * assay_package_row_get_selected:
 * @self: a row
 *
 * Returns: whether the package is ticked
 */
gboolean
assay_package_row_get_selected (AssayPackageRow *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_ROW (self), FALSE);

  return gtk_check_button_get_active (self->check);
}

/**
 * assay_package_row_set_selected:
 * @self: a row
 * @selected: whether the package is ticked
 *
 * Ticks or unticks the package.
 */
void
assay_package_row_set_selected (AssayPackageRow *self, gboolean selected)
{
  g_return_if_fail (ASSAY_IS_PACKAGE_ROW (self));

  gtk_check_button_set_active (self->check, !!selected);
}
