/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AssayPageInfo:
 * @name: the name by which the page is remembered and reached
 * @title: untranslated title
 * @icon_name: icon in the sidebar
 * @get_type: the page's type, a subclass of [class@Page]
 *
 * One entry of the sidebar.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *icon_name;
  GType (*get_type) (void);
} AssayPageInfo;

const AssayPageInfo *assay_window_pages (gsize *n_pages);
const AssayPageInfo *assay_window_pages_find (const char *name);

G_END_DECLS
