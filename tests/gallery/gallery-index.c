/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "gallery.h"

static const char head[] =
  "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Assay, as it looks"
  "</title>\n<style>\n"
  "body { font: 16px sans-serif; margin: 2em; background: #eee; color: #222 }\n"
  ".scene { display: flex; gap: 1em; overflow-x: auto; align-items: flex-start }\n"
  "figure { margin: 0 } figure img { height: 360px; border: 1px solid #999 }\n"
  "figcaption { margin: .3em 0 } .differs figcaption { color: #a00; font-weight: bold }\n"
  "</style></head><body>\n<h1>Assay, as it looks</h1>\n";

static void
add_picture (GString *html, const char *root, const char *file, const char *caption)
{
  g_autofree char *path = g_build_filename (root, file, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_string_append_printf (
      html,
      "<figure><figcaption>%s</figcaption><a href=\"%s\"><img loading=\"lazy\""
      " src=\"%s\" alt=\"%s\"></a></figure>\n",
      caption, file, file, caption);
}

static void
add_variant (GString *html, const char *root, const char *scene, const char *variant)
{
  g_autofree char *now = g_strdup_printf ("%s/%s.png", variant, scene);
  g_autofree char *accepted = g_strdup_printf ("%s/%s.accepted.png", variant, scene);
  g_autofree char *path = g_build_filename (root, accepted, NULL);
  g_autofree char *caption = g_strdup_printf ("%s, accepted", variant);
  gboolean differs = g_file_test (path, G_FILE_TEST_EXISTS);

  if (differs)
    g_string_append (html, "<div class=\"scene differs\">");
  add_picture (html, root, now, variant);
  add_picture (html, root, accepted, caption);
  if (differs)
    g_string_append (html, "</div>\n");
}

/* The variants run beside each other; whichever ends last finds the pictures of all. */
char *
gallery_write_index (void)
{
  g_autoptr (GString) html = g_string_new (head);
  g_autoptr (GError) error = NULL;
  g_autofree char *root = gallery_dup_folder (NULL);
  char *path = g_build_filename (root, "index.html", NULL);
  gsize n_scenes, n_variants;
  const GalleryScene *scenes = gallery_get_scenes (&n_scenes);
  const GalleryVariant *variants = gallery_get_variants (&n_variants);

  for (gsize i = 0; i < n_scenes; i++)
    {
      g_string_append_printf (html, "<h2 id=\"%s\">%s</h2>\n<div class=\"scene\">\n",
                              scenes[i].name, scenes[i].name);
      for (gsize j = 0; j < n_variants; j++)
        add_variant (html, root, scenes[i].name, variants[j].name);
      g_string_append (html, "</div>\n");
    }
  g_string_append (html, "</body></html>\n");

  g_mkdir_with_parents (root, 0755);
  g_file_set_contents (path, html->str, (gssize) html->len, &error);
  g_assert_no_error (error);

  return path;
}
