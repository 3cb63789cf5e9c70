/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-fit.h"

/**
 * AssayFit:
 *
 * Shows its first child where that has all the width it would like, and its second child elsewhere.
 *
 * A breakpoint would have to know how wide words are: in every language, at every size of text.
 */
struct _AssayFit
{
  GtkWidget parent_instance;

  /* plain */
  gboolean narrow;
};

static void assay_fit_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayFit,
                               assay_fit,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, assay_fit_buildable_init))

static GtkBuildableIface *parent_buildable;

static GtkWidget *
get_child (AssayFit *self, gboolean narrow)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  return narrow && child != NULL ? gtk_widget_get_next_sibling (child) : child;
}

static void
show_child (AssayFit *self)
{
  GtkWidget *wide = get_child (self, FALSE);
  GtkWidget *narrow = get_child (self, TRUE);

  if (wide != NULL)
    gtk_widget_set_child_visible (wide, !self->narrow);
  if (narrow != NULL)
    gtk_widget_set_child_visible (narrow, self->narrow);
}

static gboolean
is_too_narrow (AssayFit *self, int width)
{
  GtkWidget *wide = get_child (self, FALSE);
  int natural = 0;

  if (wide != NULL)
    gtk_widget_measure (wide, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return width < natural;
}

static GtkSizeRequestMode
assay_fit_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
assay_fit_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  AssayFit *self = ASSAY_FIT (widget);
  gboolean narrow = orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0 &&
                    is_too_narrow (self, for_size);
  GtkWidget *child = get_child (self, narrow);
  GtkWidget *smallest = get_child (self, TRUE);

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && smallest != NULL)
    gtk_widget_measure (smallest, orientation, -1, minimum, NULL, NULL, NULL);
  *natural = MAX (*natural, *minimum);
}

static void
assay_fit_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AssayFit *self = ASSAY_FIT (widget);
  GtkWidget *child;

  self->narrow = is_too_narrow (self, width);
  show_child (self);
  child = get_child (self, self->narrow);
  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
}

static void
assay_fit_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (!GTK_IS_WIDGET (child))
    {
      parent_buildable->add_child (buildable, builder, child, type);
      return;
    }

  gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
  show_child (ASSAY_FIT (buildable));
}

static void
assay_fit_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = assay_fit_add_child;
}

static void
assay_fit_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (assay_fit_parent_class)->dispose (object);
}

static void
assay_fit_class_init (AssayFitClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_fit_dispose;
  widget_class->get_request_mode = assay_fit_get_request_mode;
  widget_class->measure = assay_fit_measure;
  widget_class->size_allocate = assay_fit_size_allocate;
}

static void
assay_fit_init (AssayFit *self)
{
}

/**
 * assay_fit_get_wide:
 * @self: a widget with two children
 *
 * Returns: whether the first child is shown
 */
gboolean
assay_fit_get_wide (AssayFit *self)
{
  g_return_val_if_fail (ASSAY_IS_FIT (self), FALSE);

  return !self->narrow;
}
