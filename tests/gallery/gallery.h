/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-app-private.h"
#include "assay-simulator.h"

G_BEGIN_DECLS

/* The moment at which every picture is taken: Tuesday, 17 March 2026, 10:30 UTC. */
#define GALLERY_NOW G_GINT64_CONSTANT (1773743400000000)

/* How the application appears in a picture: what somebody has set up on the desktop. */
typedef struct
{
  const char *name;
  AdwColorScheme scheme;
  double text_scale;
  int width, height;
  gboolean high_contrast;
  gboolean mirrored;
  gboolean accepted;  /* its pictures are compared with accepted ones */
  const char *locale; /* NULL for English */
} GalleryVariant;

/* What is on screen while a scene is shown. */
typedef struct
{
  const GalleryVariant *variant;
  AssayApp *app;
  char *folder;                   /* of the profile */
  gboolean production;            /* what kind of profile it is */
  AssayOpenProfile *open_profile; /* owned, NULL where none is open */
  AssaySimulator *simulator;      /* owned, NULL where none runs */
  GtkWidget *window;
  GtkWidget *popover; /* pictured instead of the window, which it belongs to */
} Gallery;

typedef struct
{
  const char *name;
  void (*show) (Gallery *gallery);
} GalleryScene;

/* Each list ends with a scene that has no name. */
extern const GalleryScene gallery_start_scenes[];
extern const GalleryScene gallery_orders_scenes[];
extern const GalleryScene gallery_accounts_scenes[];
extern const GalleryScene gallery_packages_scenes[];
extern const GalleryScene gallery_endpoint_scenes[];
extern const GalleryScene gallery_window_scenes[];
extern const GalleryScene gallery_simulator_scenes[];

const GalleryScene *gallery_get_scenes (gsize *n_scenes);
const GalleryVariant *gallery_get_variants (gsize *n_variants);

AssayWindow *gallery_open_window (Gallery *gallery, gboolean with_orders);
void gallery_hide_obstacle (GtkWidget *window);
AssayWindow *gallery_open_damaged (Gallery *gallery);
void gallery_show_window (Gallery *gallery, GtkWindow *window);
AdwDialog *gallery_get_dialog (Gallery *gallery);
void gallery_activate (Gallery *gallery, gpointer widget, const char *action);
void gallery_show_menu (Gallery *gallery, GtkMenuButton *button);
void gallery_scroll_to_end (Gallery *gallery, GtkWidget *parent);
void gallery_settle (Gallery *gallery);
gpointer gallery_find (GtkWidget *parent, GType type);
GtkMenuButton *gallery_find_menu (GtkWidget *parent, const char *icon_name);
gpointer gallery_get_part (gpointer widget, const char *name);
void gallery_append_orders (AssayDesk *desk);
void gallery_append_draft (AssayDesk *desk);

GdkTexture *gallery_take_picture (GtkWidget *widget) G_GNUC_WARN_UNUSED_RESULT;
char *gallery_dup_folder (const char *variant) G_GNUC_WARN_UNUSED_RESULT;
void gallery_keep_picture (const GalleryVariant *variant, const char *scene, GdkTexture *picture);
char *gallery_write_index (void) G_GNUC_WARN_UNUSED_RESULT;

void gallery_check (Gallery *gallery, const char *scene);
void gallery_check_contrast (Gallery *gallery, const char *scene, GdkTexture *picture);

G_END_DECLS
