/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "order/assay-status-icon.h"

#include <adwaita.h>
#include <math.h>

#include "assay-resources.h"
#include "assay-support.h"

#define N_COLOURS (ASSAY_STATUS_COLOUR_RED + 1)

typedef struct
{
  GtkWidget *window;
  GtkWidget *list;
  GtkWidget *icons[N_COLOURS];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = gtk_window_new ();
  fixture->list = gtk_list_box_new ();
  gtk_widget_add_css_class (fixture->list, "navigation-sidebar");
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->list);
  for (guint i = 0; i < N_COLOURS; i++)
    {
      fixture->icons[i] = assay_status_icon_widget_new ();
      assay_status_icon_widget_set_dot (ASSAY_STATUS_ICON_WIDGET (fixture->icons[i]), TRUE);
      assay_status_icon_widget_set (ASSAY_STATUS_ICON_WIDGET (fixture->icons[i]),
                                    ASSAY_STATUS_ICON_CHECK, i);
      gtk_widget_set_margin_top (fixture->icons[i], 12);
      gtk_widget_set_margin_bottom (fixture->icons[i], 12);
      gtk_list_box_append (GTK_LIST_BOX (fixture->list), fixture->icons[i]);
    }
  gtk_window_present (GTK_WINDOW (fixture->window));
  assay_wait_until (gtk_widget_get_width (fixture->list) > 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static double
get_luminance (const guchar *pixel)
{
  static const double weights[] = { 0.0722, 0.7152, 0.2126 };
  double sum = 0;

  /* A texture is downloaded as blue, green, red, alpha. */
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      double value = pixel[i] / 255.0;

      sum += weights[i] * (value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4));
    }

  return sum;
}

static double
get_contrast (const guchar *one, const guchar *other)
{
  double a = get_luminance (one), b = get_luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

/* Styles are computed and drawn by the frame clock. */
static void
wait_for_frame (Fixture *fixture)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (fixture->window);
  gint64 shown = gdk_frame_clock_get_frame_counter (clock) + 1;

  gtk_widget_queue_draw (fixture->window);
  assay_wait_until ((gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT),
                     gdk_frame_clock_get_frame_counter (clock) > shown));
}

static GdkTexture *
render (Fixture *fixture)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (fixture->window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (fixture->window));

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (fixture->window),
                          gtk_widget_get_height (fixture->window));
  node = gtk_snapshot_free_to_node (snapshot);

  return gsk_renderer_render_texture (
    renderer, node,
    &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (fixture->window),
                         (float) gtk_widget_get_height (fixture->window)));
}

/* Between the middle of an icon and the row a little above it. */
static double
measure (Fixture *fixture, guint colour)
{
  g_autoptr (GdkTexture) texture = (wait_for_frame (fixture), render (fixture));
  gsize stride = (gsize) gdk_texture_get_width (texture) * 4;
  g_autofree guchar *pixels = g_malloc (stride * (gsize) gdk_texture_get_height (texture));
  GtkWidget *icon = fixture->icons[colour];
  graphene_point_t middle;
  const guchar *pixel;

  g_assert_true (
    gtk_widget_compute_point (icon, fixture->window,
                              &GRAPHENE_POINT_INIT ((float) gtk_widget_get_width (icon) / 2,
                                                    (float) gtk_widget_get_height (icon) / 2),
                              &middle));
  gdk_texture_download (texture, pixels, stride);
  pixel = pixels + (gsize) middle.y * stride + (gsize) middle.x * 4;

  return get_contrast (pixel, pixel - 12 * stride);
}

static void
check_rows (Fixture *fixture)
{
  for (guint i = 0; i < N_COLOURS; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (fixture->list), (int) i);
      double plain, selected;

      gtk_list_box_unselect_all (GTK_LIST_BOX (fixture->list));
      plain = measure (fixture, i);
      gtk_list_box_select_row (GTK_LIST_BOX (fixture->list), row);
      selected = measure (fixture, i);
      g_test_message ("colour %u: %.2f, selected %.2f", i, plain, selected);
      g_assert_cmpfloat (selected, <, plain);
      g_assert_cmpfloat (selected, >=, 3);
    }
}

static void
test_light (Fixture *fixture, gconstpointer data)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  check_rows (fixture);
}

static void
test_dark (Fixture *fixture, gconstpointer data)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  check_rows (fixture);
}

/* What the recruiter sees does not follow our theme. */
static void
test_card (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "rgb(105,110,105)", "rgb(249,191,60)", "rgb(34,135,64)",
                                          "rgb(239,72,53)" };
  GtkWidget *card = g_object_new (GTK_TYPE_BOX, "css-name", "recruitercard", NULL);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  gtk_window_set_child (GTK_WINDOW (fixture->window), card);
  for (guint i = 0; i < N_COLOURS; i++)
    {
      GtkWidget *icon = assay_status_icon_widget_new ();
      g_autofree char *text = NULL;
      GdkRGBA colour;

      gtk_box_append (GTK_BOX (card), icon);
      assay_status_icon_widget_set (ASSAY_STATUS_ICON_WIDGET (icon), ASSAY_STATUS_ICON_CHECK, i);
      gtk_widget_get_color (icon, &colour);
      text = gdk_rgba_to_string (&colour);
      g_assert_cmpstr (text, ==, expected[i]);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_autoptr (GtkCssProvider) style = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();
  g_resources_register (assay_get_resource ());
  style = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (style, RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("/app/status-icon/light", test_light);
  ADD ("/app/status-icon/dark", test_dark);
  ADD ("/app/status-icon/card", test_card);

  return g_test_run ();
}
