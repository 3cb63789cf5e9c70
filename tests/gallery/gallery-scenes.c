/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* Every page, dialog and state of the application, as somebody would come to it. */

#include "config.h"

#include "gallery.h"

static const GalleryScene *const areas[] = {
  gallery_start_scenes,    gallery_orders_scenes, gallery_packages_scenes,  gallery_accounts_scenes,
  gallery_endpoint_scenes, gallery_window_scenes, gallery_simulator_scenes,
};

/* Returns: (transfer none): all scenes, in the order of the index */
const GalleryScene *
gallery_get_scenes (gsize *n_scenes)
{
  static GArray *scenes = NULL;

  if (scenes == NULL)
    {
      scenes = g_array_new (FALSE, FALSE, sizeof (GalleryScene));
      for (gsize i = 0; i < G_N_ELEMENTS (areas); i++)
        for (const GalleryScene *scene = areas[i]; scene->name != NULL; scene++)
          g_array_append_vals (scenes, scene, 1);
    }
  *n_scenes = scenes->len;

  return (const GalleryScene *) (gpointer) scenes->data;
}
