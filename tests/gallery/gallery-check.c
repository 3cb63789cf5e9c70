/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* What a machine can see of a picture: that everything has room. */

#include "config.h"

#include "gallery.h"

/* A phone's width, which every window and dialog can do with. */
#define NARROWEST 360

/* Half a pixel is rounding. */
#define SLACK 1

/* What is not ours to mend. */
static const struct
{
  const char *type;
  const char *reason;
} wide[] = {
  { "GtkShortcutsWindow", "GTK lets its columns only stand beside each other" },
};

typedef struct
{
  GtkWidget *root;
  const char *scene;
} Check;

/* A scene may have many faults; each is told. */
static void G_GNUC_PRINTF (2, 3) report (Check *check, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_test_message ("%s: %s", check->scene, text);
  g_test_fail ();
}

static void
check_minimum (Check *check, GtkWidget *widget)
{
  const char *type = G_OBJECT_TYPE_NAME (widget);
  int minimum;

  for (gsize i = 0; i < G_N_ELEMENTS (wide); i++)
    {
      if (g_str_equal (type, wide[i].type))
        {
          g_test_message ("%s: the width of %s is left out: %s", check->scene, type,
                          wide[i].reason);
          return;
        }
    }

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum > NARROWEST)
    report (check, "%s needs %d pixels", type, minimum);
}

/* A label that is not shortened shows all its lines. */
static void
check_label (Check *check, GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  int given_width = gtk_widget_get_width (GTK_WIDGET (label));
  int given_height = gtk_widget_get_height (GTK_WIDGET (label));
  int width, height;

  if (gtk_label_get_ellipsize (label) != PANGO_ELLIPSIZE_NONE)
    {
      if (pango_layout_is_ellipsized (layout))
        g_test_message ("%s: “%s” is shortened", check->scene, gtk_label_get_text (label));
      return;
    }

  pango_layout_get_pixel_size (layout, &width, &height);
  if (width > given_width + SLACK || height > given_height + SLACK)
    report (check, "“%s” is cut: %d × %d of %d × %d", gtk_label_get_text (label), given_width,
            given_height, width, height);
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
    report (check, "%s “%s” lies at %.0f, %.0f with %.0f × %.0f, outside of the window",
            G_OBJECT_TYPE_NAME (widget), gtk_widget_get_name (widget), (double) bounds.origin.x,
            (double) bounds.origin.y, (double) bounds.size.width, (double) bounds.size.height);
}

/* What scrolls may be larger than the window. */
static gboolean
may_lie_outside (GtkWidget *widget)
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
    check_widget (check, child, scrolled || may_lie_outside (widget));
}

void
gallery_check (Gallery *gallery, const char *scene)
{
  Check check = { gallery->popover != NULL ? gallery->popover : gallery->window, scene };

  check_minimum (&check, check.root);
  check_widget (&check, check.root, FALSE);
}
