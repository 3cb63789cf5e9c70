/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-split-view.h"

/**
 * assay_split_view_set_collapsed:
 * @view: a split view
 * @collapsed: whether sidebar and content are to take turns
 *
 * Collapses the view or not, and leaves the focus where it is.
 *
 * libadwaita hides the page that is shown and then takes it out. For each of both, GTK remembers a
 * page with the focus in it to find another focus later, of which it forgets the first and keeps
 * the page for ever. So the focus is put aside meanwhile.
 */
void
assay_split_view_set_collapsed (AdwNavigationSplitView *view, gboolean collapsed)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (ADW_IS_NAVIGATION_SPLIT_VIEW (view));

  root = gtk_widget_get_root (GTK_WIDGET (view));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (view)))
    gtk_root_set_focus (root, NULL);
  else
    focus = NULL;

  adw_navigation_split_view_set_collapsed (view, collapsed);
  if (focus != NULL)
    gtk_widget_grab_focus (focus);
}
