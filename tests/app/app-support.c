/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* What the tests of the window share. */

#include "config.h"

#include "app-support.h"

#include <adwaita.h>

#include "assay-resources.h"

/* Begins a test program that shows widgets. */
void
app_support_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* The isolated folders hide the MIME database that GTK needs to recognise its own icons, and it
   * warns of each. Criticals stay fatal. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  adw_init ();
  g_resources_register (assay_get_resource ());
}

/* Returns: (transfer none) (nullable): the first label with that text, maybe @widget itself */
GtkWidget *
app_support_find_label (GtkWidget *widget, const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = app_support_find_label (child, text);

  return found;
}

/* A child that the widget's template names. */
gpointer
app_support_get_part (gpointer widget, const char *name)
{
  return gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);
}
