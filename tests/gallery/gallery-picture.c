/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "gallery.h"

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

void
gallery_keep_picture (const GalleryVariant *variant, const char *scene, GdkTexture *picture)
{
  g_autofree char *folder = gallery_dup_folder (variant->name);
  g_autofree char *name = g_strdup_printf ("%s.png", scene);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_mkdir_with_parents (folder, 0755);
  g_assert_true (gdk_texture_save_to_png (picture, path));
}
