/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* What a machine can see of a picture: that everything has room. */

#include "config.h"

#include "gallery.h"

#include <math.h>

/* A phone's width, which every window and dialog can do with. */
#define NARROWEST 360

/* Half a pixel is rounding. */
#define SLACK 1

typedef struct
{
  GtkWidget *root;
  const char *scene;
} Check;

static void
check_minimum (Check *check, GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum > NARROWEST)
    g_test_fail_printf ("%s: %s needs %d pixels", check->scene, G_OBJECT_TYPE_NAME (widget),
                        minimum);
}

/* What is wrapped needs height; what is not has a minimum that is all of it. A label is measured
 * with its margins and its padding. */
static void
check_label (Check *check, GtkLabel *label)
{
  GtkWidget *widget = GTK_WIDGET (label);
  graphene_rect_t bounds;
  int width, height;
  int given_width, given_height;

  if (gtk_label_get_ellipsize (label) != PANGO_ELLIPSIZE_NONE || gtk_label_get_lines (label) > 0 ||
      !gtk_widget_compute_bounds (widget, widget, &bounds))
    return;

  given_width = (int) ceilf (bounds.size.width) + gtk_widget_get_margin_start (widget) +
                gtk_widget_get_margin_end (widget);
  given_height = (int) ceilf (bounds.size.height) + gtk_widget_get_margin_top (widget) +
                 gtk_widget_get_margin_bottom (widget);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, MAX (width, given_width), &height, NULL,
                      NULL, NULL);
  if (width > given_width || height > given_height)
    g_test_fail_printf ("%s: “%s” is cut: %d × %d of %d × %d", check->scene,
                        gtk_label_get_text (label), given_width, given_height, width, height);
}

static void
check_bounds (Check *check, GtkWidget *widget)
{
  graphene_rect_t bounds;
  float width = (float) gtk_widget_get_width (check->root);
  float height = (float) gtk_widget_get_height (check->root);

  if (!gtk_widget_compute_bounds (widget, check->root, &bounds))
    return;

  if (bounds.origin.x < -SLACK || bounds.origin.y < -SLACK ||
      bounds.origin.x + bounds.size.width > width + SLACK ||
      bounds.origin.y + bounds.size.height > height + SLACK)
    g_test_fail_printf ("%s: %s lies at %.0f, %.0f with %.0f × %.0f, outside of the window",
                        check->scene, G_OBJECT_TYPE_NAME (widget), (double) bounds.origin.x,
                        (double) bounds.origin.y, (double) bounds.size.width,
                        (double) bounds.size.height);
}

static gboolean
scrolls (GtkWidget *widget)
{
  return GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_SCROLLABLE (widget);
}

static void
check_widget (Check *check, GtkWidget *widget, gboolean scrolled)
{
  if (!gtk_widget_get_mapped (widget) || (GTK_IS_NATIVE (widget) && widget != check->root))
    return;

  if (GTK_IS_LABEL (widget))
    check_label (check, GTK_LABEL (widget));
  if (ADW_IS_DIALOG (widget))
    check_minimum (check, widget);
  if (!scrolled)
    check_bounds (check, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_widget (check, child, scrolled || scrolls (widget));
}

void
gallery_check (Gallery *gallery, const char *scene)
{
  Check check = { gallery->popover != NULL ? gallery->popover : gallery->window, scene };

  check_minimum (&check, check.root);
  check_widget (&check, check.root, FALSE);
}
