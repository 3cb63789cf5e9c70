/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-fit.h"

typedef struct
{
  GtkWidget *fit;
  GtkWidget *wide;
  GtkWidget *narrow;
} Fixture;

static GtkWidget *
add (GtkWidget *fit, GtkBuilder *builder, int width, int height)
{
  GtkWidget *child = gtk_drawing_area_new ();
  GtkBuildableIface *iface = GTK_BUILDABLE_GET_IFACE (fit);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (child), width);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (child), height);
  iface->add_child (GTK_BUILDABLE (fit), builder, G_OBJECT (child), NULL);

  return child;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();

  fixture->fit = g_object_ref_sink (g_object_new (ASSAY_TYPE_FIT, NULL));
  fixture->wide = add (fixture->fit, builder, 300, 20);
  fixture->narrow = add (fixture->fit, builder, 100, 50);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->fit);
}

static void
expect (Fixture *fixture, int width, int height, gboolean wide)
{
  int wanted;

  gtk_widget_measure (fixture->fit, GTK_ORIENTATION_VERTICAL, width, NULL, &wanted, NULL, NULL);
  g_assert_cmpint (wanted, ==, height);
  gtk_widget_allocate (fixture->fit, width, height, -1, NULL);
  g_assert_cmpint (assay_fit_get_wide (ASSAY_FIT (fixture->fit)), ==, wide);
  g_assert_cmpint (gtk_widget_get_child_visible (fixture->wide), ==, wide);
  g_assert_cmpint (gtk_widget_get_child_visible (fixture->narrow), ==, !wide);
}

/* The first child is shown from the width on that it would like. */
static void
test_width_decides (Fixture *fixture, gconstpointer data)
{
  expect (fixture, 300, 20, TRUE);
  expect (fixture, 299, 50, FALSE);
  expect (fixture, 100, 50, FALSE);
  expect (fixture, 400, 20, TRUE);
}

/* It asks for the room of the first, and makes do with that of the second. */
static void
test_width_asked_for (Fixture *fixture, gconstpointer data)
{
  int minimum, natural;

  gtk_widget_measure (fixture->fit, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 100);
  g_assert_cmpint (natural, ==, 300);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* The isolated folders hide the MIME database that GTK needs to recognise its own icons, and it
   * warns of each. Criticals stay fatal. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  gtk_init ();

  ADD ("/app/fit/width-decides", test_width_decides);
  ADD ("/app/fit/width-asked-for", test_width_asked_for);

  return g_test_run ();
}
