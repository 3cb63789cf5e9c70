/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* What a machine can see of a picture: that texts and icons stand out from what is behind them. */

#include "config.h"

#include <math.h>

#include "gallery.h"
#include "order/assay-recruiter-card.h"

/* WCAG 2.1, 1.4.3 and 1.4.11. */
#define TEXT 4.5
#define ICON 3.0
#define NOTHING 1.05

#define CHANNELS 3

typedef struct
{
  GtkWidget *root;
  const char *scene;
  guchar *pixels; /* red, green, blue */
  gsize stride;
  int width, height;
} Look;

static double
get_luminance (const guchar *pixel)
{
  static const double weights[CHANNELS] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (guint i = 0; i < CHANNELS; i++)
    {
      double value = pixel[i] / 255.0;

      sum += weights[i] * (value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4));
    }

  return sum;
}

static double
get_contrast (double one, double other)
{
  return (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);
}

/* Returns: whether the whole widget is in the picture */
static gboolean
find_part (Look *look, GtkWidget *widget, GdkRectangle *part)
{
  graphene_rect_t bounds;
  GdkRectangle whole = { 0, 0, look->width, look->height };
  GdkRectangle area;

  if (!gtk_widget_compute_bounds (widget, look->root, &bounds))
    return FALSE;

  area = (GdkRectangle) { (int) floorf (bounds.origin.x), (int) floorf (bounds.origin.y),
                          (int) ceilf (bounds.size.width), (int) ceilf (bounds.size.height) };

  return gdk_rectangle_intersect (&area, &whole, part) && gdk_rectangle_equal (&area, part);
}

static gboolean
is_on_top (Look *look, GtkWidget *widget, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (look->root, x, y, GTK_PICK_INSENSITIVE);

  return picked != NULL && (picked == widget || gtk_widget_is_ancestor (widget, picked) ||
                            gtk_widget_is_ancestor (picked, widget));
}

/* What scrolled out of sight, if only in part, or lies under a dialog, is not looked at. */
static gboolean
is_in_sight (Look *look, GtkWidget *widget, const GdkRectangle *part)
{
  return is_on_top (look, widget, part->x + 1, part->y + 1) &&
         is_on_top (look, widget, part->x + part->width - 2, part->y + part->height - 2);
}

/* Between what there is most of, which is behind, and what stands out most. */
static double
measure (Look *look, const GdkRectangle *part)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint most = 0;
  double behind = 0, contrast = 1;

  for (int pass = 0; pass < 2; pass++)
    for (int y = part->y; y < part->y + part->height; y++)
      for (int x = part->x; x < part->x + part->width; x++)
        {
          const guchar *pixel = look->pixels + (gsize) y * look->stride + (gsize) x * CHANNELS;
          gpointer key = GUINT_TO_POINTER ((pixel[0] << 16 | pixel[1] << 8 | pixel[2]) + 1U);
          guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;

          if (pass == 1)
            {
              contrast = MAX (contrast, get_contrast (get_luminance (pixel), behind));
              continue;
            }
          g_hash_table_insert (counts, key, GUINT_TO_POINTER (count));
          if (count <= most)
            continue;
          most = count;
          behind = get_luminance (pixel);
        }

  return contrast;
}

static void
look_at (Look *look, GtkWidget *widget, const char *what, double least)
{
  GdkRectangle part;
  double contrast;

  if (!gtk_widget_is_sensitive (widget) || !find_part (look, widget, &part) ||
      !is_in_sight (look, widget, &part))
    return;

  contrast = measure (look, &part);
  /* There are icons, such as those of a switch, that a style does not draw. */
  if (contrast < least && !(GTK_IS_IMAGE (widget) && contrast < NOTHING))
    {
      g_test_message ("%s: “%s” stands out by %.2f, wanted %.1f", look->scene, what, contrast,
                      least);
      g_test_fail ();
    }
}

/* White on the accent colour stands out by 3.8, and what is red of an answer that loses something
 * by 4.28 in the dark, which is the desktop's choice. */
static gboolean
has_accent (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      if (gtk_widget_has_css_class (widget, "suggested-action") ||
          gtk_widget_has_css_class (widget, "destructive-action") ||
          gtk_widget_has_css_class (widget, "badge"))
        return TRUE;
    }

  return FALSE;
}

static const char *
describe_icon (GtkImage *image)
{
  const char *name = gtk_image_get_icon_name (image);

  return name != NULL ? name : "icon";
}

/* The card has SmartRecruiters' colours, whatever they are. */
static void
look_at_all (Look *look, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || (GTK_IS_NATIVE (widget) && widget != look->root) ||
      ASSAY_IS_RECRUITER_CARD (widget) || has_accent (widget))
    return;

  /* A single character may have no pixel in which there is nothing of what is behind. */
  if (GTK_IS_LABEL (widget) && g_utf8_strlen (gtk_label_get_text (GTK_LABEL (widget)), -1) > 1)
    look_at (look, widget, gtk_label_get_text (GTK_LABEL (widget)), TEXT);
  else if (GTK_IS_IMAGE (widget) &&
           gtk_image_get_storage_type (GTK_IMAGE (widget)) != GTK_IMAGE_EMPTY)
    look_at (look, widget, describe_icon (GTK_IMAGE (widget)), ICON);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_at_all (look, child);
}

void
gallery_check_contrast (Gallery *gallery, const char *scene, GdkTexture *picture)
{
  Look look = { gallery->popover != NULL ? gallery->popover : gallery->window, scene };
  GdkTextureDownloader *downloader = gdk_texture_downloader_new (picture);

  look.width = gdk_texture_get_width (picture);
  look.height = gdk_texture_get_height (picture);
  look.stride = (gsize) look.width * CHANNELS;
  look.pixels = g_malloc (look.stride * (gsize) look.height);
  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8);
  gdk_texture_downloader_download_into (downloader, look.pixels, look.stride);
  gdk_texture_downloader_free (downloader);

  look_at_all (&look, look.root);
  g_free (look.pixels);
}
