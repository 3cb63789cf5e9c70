/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* Pictures, and how they differ from those that somebody has looked at and accepted. */

#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#include "gallery.h"

/* Accepted pictures are this much smaller: whoever looks sees what moved, and they are light. */
#define SCALE 4

/* A pixel differs when one of its colours does by more than this, of 255. */
#define TOLERANCE 24

/* Parts of all pixels: what is shown to somebody, and what another minor version of a library
 * cannot be the reason of. */
#define SHOWN 0.001
#define FAILED 0.05

#define CHANNELS 3

/* A picture whose pixels can be read. */
typedef struct
{
  int width, height;
  gsize stride;
  guchar *pixels; /* red, green, blue */
} Bitmap;

static void
bitmap_free (Bitmap *self)
{
  g_free (self->pixels);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bitmap, bitmap_free)

static Bitmap *
bitmap_new (int width, int height)
{
  Bitmap *self = g_new0 (Bitmap, 1);

  self->width = width;
  self->height = height;
  self->stride = (gsize) width * CHANNELS;
  self->pixels = g_malloc0 (self->stride * (gsize) height);

  return self;
}

static Bitmap *
bitmap_new_from_texture (GdkTexture *texture)
{
  GdkTextureDownloader *downloader = gdk_texture_downloader_new (texture);
  Bitmap *self = bitmap_new (gdk_texture_get_width (texture), gdk_texture_get_height (texture));

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8);
  gdk_texture_downloader_download_into (downloader, self->pixels, self->stride);
  gdk_texture_downloader_free (downloader);

  return self;
}

static guint
sum_block (const Bitmap *bitmap, int x, int y, int channel)
{
  guint sum = 0;

  for (int i = 0; i < SCALE * SCALE; i++)
    sum += bitmap->pixels[(gsize) (y * SCALE + i / SCALE) * bitmap->stride +
                          (gsize) (x * SCALE + i % SCALE) * CHANNELS + (gsize) channel];

  return sum;
}

static Bitmap *
bitmap_new_small (const Bitmap *bitmap)
{
  Bitmap *self = bitmap_new (bitmap->width / SCALE, bitmap->height / SCALE);
  int n_values = self->width * CHANNELS;

  for (int y = 0; y < self->height; y++)
    for (int i = 0; i < n_values; i++)
      self->pixels[(gsize) y * self->stride + (gsize) i] =
        (guchar) (sum_block (bitmap, i / CHANNELS, y, i % CHANNELS) / (SCALE * SCALE));

  return self;
}

static void
bitmap_save (const Bitmap *self, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GBytes) bytes = g_bytes_new (self->pixels, self->stride * (gsize) self->height);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (self->width, self->height,
                                                           GDK_MEMORY_R8G8B8, bytes, self->stride);

  g_mkdir_with_parents (folder, 0755);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static gboolean
pixels_differ (const guchar *one, const guchar *other)
{
  for (int i = 0; i < CHANNELS; i++)
    {
      if (abs (one[i] - other[i]) > TOLERANCE)
        return TRUE;
    }

  return FALSE;
}

/* Returns: which part of the pixels differs; all of them where the sizes do */
static double
compare (const Bitmap *one, const Bitmap *other)
{
  gsize n_pixels = (gsize) one->width * (gsize) one->height;
  gsize n_differ = 0;

  if (one->width != other->width || one->height != other->height)
    return 1;

  for (gsize i = 0; i < n_pixels; i++)
    n_differ += pixels_differ (one->pixels + i * CHANNELS, other->pixels + i * CHANNELS);

  return (double) n_differ / (double) n_pixels;
}

/* Without a difference nothing stands beside the picture in the gallery. */
static void
compare_with_accepted (const Bitmap *picture, const char *accepted, const char *beside)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_filename (accepted, &error);
  g_autoptr (Bitmap) expected = NULL;
  double difference;

  g_assert_no_error (error);
  expected = bitmap_new_from_texture (texture);
  difference = compare (picture, expected);
  if (difference <= SHOWN)
    return;

  bitmap_save (expected, beside);
  g_test_message ("%s: %.1f %% of the picture differ", accepted, 100 * difference);
  if (difference > FAILED)
    g_test_fail ();
}

/* As it is drawn on the screen, without what the desktop puts around it. */
GdkTexture *
gallery_take_picture (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GskRenderNode) node = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);

  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node,
                                      &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}

/* Where the pictures of a variant lie, or all of them. */
char *
gallery_dup_folder (const char *variant)
{
  return g_test_build_filename (G_TEST_BUILT, "gallery", "pictures", variant, NULL);
}

/* The accepted pictures of everything would be too heavy: it has to be said which ones are new. */
static gboolean
is_accepted (const GalleryVariant *variant, gboolean known)
{
  const char *accept = g_getenv ("ASSAY_GALLERY_ACCEPT");

  return accept != NULL && variant->accepted && (known || g_str_equal (accept, "new"));
}

/* Only what has an accepted picture is compared. */
void
gallery_keep_picture (const GalleryVariant *variant, const char *scene, GdkTexture *picture)
{
  g_autofree char *folder = gallery_dup_folder (variant->name);
  g_autofree char *name = g_strdup_printf ("%s.png", scene);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *beside_name = g_strdup_printf ("%s.accepted.png", scene);
  g_autofree char *beside = g_build_filename (folder, beside_name, NULL);
  g_autofree char *accepted = g_test_build_filename (G_TEST_DIST, "gallery", "accepted",
                                                     variant->name, name, NULL);
  g_autoptr (Bitmap) bitmap = bitmap_new_from_texture (picture);
  g_autoptr (Bitmap) small = bitmap_new_small (bitmap);
  gboolean known = g_file_test (accepted, G_FILE_TEST_EXISTS);

  g_mkdir_with_parents (folder, 0755);
  g_assert_true (gdk_texture_save_to_png (picture, path));
  g_remove (beside);
  if (is_accepted (variant, known))
    bitmap_save (small, accepted);
  else if (known)
    compare_with_accepted (small, accepted, beside);
}
