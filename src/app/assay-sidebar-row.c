/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sidebar-row.h"

#include <glib/gi18n.h>

/**
 * AssaySidebarRow:
 *
 * A row of the sidebar: icon, title and, where something waits, a number.
 */
struct _AssaySidebarRow
{
  GtkListBoxRow parent_instance;

  /* template children */
  GtkImage *image;
  GtkLabel *title;
  GtkLabel *badge_label;

  /* owned */
  char *name;

  /* plain */
  guint badge;
};

G_DEFINE_FINAL_TYPE (AssaySidebarRow, assay_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

typedef enum
{
  PROP_BADGE = 1,
} AssaySidebarRowProperty;

static GParamSpec *properties[PROP_BADGE + 1];

static void
update_accessible (AssaySidebarRow *self)
{
  const char *title = gtk_label_get_label (self->title);
  g_autofree char *label = NULL;

  /* Translators: Read aloud for a row of the sidebar. %s is its title, such as “Orders”; %u the
   * number of things there that are new. */
  label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, %u new", "%s, %u new", self->badge),
                           title, self->badge);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->badge > 0 ? label : title, -1);
}

static void
assay_sidebar_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_SIDEBAR_ROW);

  G_OBJECT_CLASS (assay_sidebar_row_parent_class)->dispose (object);
}

static void
assay_sidebar_row_finalize (GObject *object)
{
  AssaySidebarRow *self = ASSAY_SIDEBAR_ROW (object);

  g_free (self->name);

  G_OBJECT_CLASS (assay_sidebar_row_parent_class)->finalize (object);
}

static void
assay_sidebar_row_get_property (GObject *object,
                                guint property_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  AssaySidebarRow *self = ASSAY_SIDEBAR_ROW (object);

  switch ((AssaySidebarRowProperty) property_id)
    {
    case PROP_BADGE:
      g_value_set_uint (value, self->badge);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_sidebar_row_set_property (GObject *object,
                                guint property_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  AssaySidebarRow *self = ASSAY_SIDEBAR_ROW (object);

  switch ((AssaySidebarRowProperty) property_id)
    {
    case PROP_BADGE:
      assay_sidebar_row_set_badge (self, g_value_get_uint (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_sidebar_row_class_init (AssaySidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_sidebar_row_dispose;
  object_class->finalize = assay_sidebar_row_finalize;
  object_class->get_property = assay_sidebar_row_get_property;
  object_class->set_property = assay_sidebar_row_set_property;

  /**
   * AssaySidebarRow:badge:
   *
   * Number at the end of the row; 0 shows none.
   */
  properties[PROP_BADGE] = g_param_spec_uint ("badge", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AssaySidebarRow, image);
  gtk_widget_class_bind_template_child (widget_class, AssaySidebarRow, title);
  gtk_widget_class_bind_template_child (widget_class, AssaySidebarRow, badge_label);
}

static void
assay_sidebar_row_init (AssaySidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * assay_sidebar_row_new:
 * @name: name of the page
 * @title: translated title
 * @icon_name: icon
 *
 * Creates a row that leads to a page.
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
assay_sidebar_row_new (const char *name, const char *title, const char *icon_name)
{
  AssaySidebarRow *self = g_object_new (ASSAY_TYPE_SIDEBAR_ROW, NULL);

  self->name = g_strdup (name);
  gtk_label_set_label (self->title, title);
  gtk_image_set_from_icon_name (self->image, icon_name);
  update_accessible (self);

  return GTK_WIDGET (self);
}

/**
 * assay_sidebar_row_get_name:
 * @self: a row
 *
 * Gets the name of the page the row leads to.
 *
 * Returns: (transfer none): the name
 */
const char *
assay_sidebar_row_get_name (AssaySidebarRow *self)
{
  g_return_val_if_fail (ASSAY_IS_SIDEBAR_ROW (self), NULL);

  return self->name;
}

/**
 * assay_sidebar_row_set_badge:
 * @self: a row
 * @badge: the number; 0 is not shown
 *
 * Sets the number at the end of the row.
 */
void
assay_sidebar_row_set_badge (AssaySidebarRow *self, guint badge)
{
  g_autofree char *text = NULL;

  g_return_if_fail (ASSAY_IS_SIDEBAR_ROW (self));

  if (self->badge == badge)
    return;

  self->badge = badge;
  text = g_strdup_printf ("%u", badge);
  gtk_label_set_label (self->badge_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->badge_label), badge > 0);
  update_accessible (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BADGE]);
}
