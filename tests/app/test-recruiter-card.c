/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "app-support.h"
#include "assay-support.h"
#include "order/assay-recruiter-card.h"

#define WIDTH 374
#define BODY \
  "{\"result\":{\"value\":\"completed\"}," \
  "\"score\":{\"value\":\"80\",\"min\":\"0\",\"max\":\"100\"," \
  "\"label\":\"Percentage\"},\"summary\":\"Well done\",\"result_url\":\"https://example.com/r\"}"

typedef struct
{
  AssayMapping *mapping;
  GtkWidget *window;
  AssayRecruiterCard *card;
} Fixture;

static gpointer
get_part (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->card), ASSAY_TYPE_RECRUITER_CARD,
                                        name);
}

static void
show (Fixture *fixture, AssayAppearance appearance)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJson) json = assay_json_new_from_text (BODY, &error);
  g_autoptr (AssayCard) card = NULL;

  g_assert_no_error (error);
  card = assay_card_new_from_result_json (fixture->mapping, appearance, "Cognitive Ability", json,
                                          ASSAY_ORDER_STATUS_NONE, ASSAY_CARD_DEFAULT);
  assay_recruiter_card_set_card (fixture->card, card);
}

static void
set_text_scale (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (scale * 96 * 1024), NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) table = g_resources_lookup_data (RESOURCE_PATH "/tables/mapping.json",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);
  fixture->mapping = assay_mapping_new_from_bytes (table, &error);
  g_assert_no_error (error);
  set_text_scale (1);
  fixture->window = gtk_window_new ();
  fixture->card = ASSAY_RECRUITER_CARD (assay_recruiter_card_new ());
  gtk_widget_set_size_request (GTK_WIDGET (fixture->card), WIDTH, -1);
  gtk_widget_set_halign (GTK_WIDGET (fixture->card), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (fixture->card), GTK_ALIGN_START);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->card));
  show (fixture, ASSAY_APPEARANCE_CARD);
  gtk_window_present (GTK_WINDOW (fixture->window));
  assay_wait_until (gtk_widget_get_width (GTK_WIDGET (fixture->card)) == WIDTH);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->mapping);
}

static graphene_rect_t
get_bounds (Fixture *fixture, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (fixture->card), &bounds));

  return bounds;
}

/* 36 pixels high, from one padding of the card to the other. */
static void
test_button (Fixture *fixture, gconstpointer data)
{
  GtkWidget *order = get_part (fixture, "order");
  graphene_rect_t bounds = get_bounds (fixture, order);

  g_assert_cmpint (lroundf (bounds.origin.x), ==, 24);
  g_assert_cmpint (lroundf (bounds.size.width), ==, WIDTH - 48);
  g_assert_cmpint (lroundf (bounds.size.height), ==, 36);

  /* In a preview it is part of the picture. */
  g_assert_false (gtk_widget_get_sensitive (order));
  g_assert_false (gtk_widget_get_focusable (order));

  assay_recruiter_card_set_order_action (fixture->card, "test.order");
  g_assert_true (gtk_widget_get_focusable (order));
}

static void
test_classic_button (Fixture *fixture, gconstpointer data)
{
  GtkWidget *label = get_part (fixture, "order_label");

  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, "+  Order assessments");
  g_assert_cmpint (gtk_widget_get_halign (label), ==, GTK_ALIGN_CENTER);

  show (fixture, ASSAY_APPEARANCE_CLASSIC);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, "Order assessments  +");
  g_assert_cmpint (gtk_widget_get_halign (label), ==, GTK_ALIGN_START);
}

/* Title, tabs and body stand below each other, all as much larger as the text. */
static void
test_large_text (Fixture *fixture, gconstpointer data)
{
  static const double scales[] = { 1.5, 2 };
  GtkWidget *title = gtk_widget_get_first_child (get_part (fixture, "content"));
  GtkWidget *tabs = gtk_widget_get_next_sibling (title);
  float title_height = get_bounds (fixture, title).size.height;

  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      int inside_height = (int) (scales[i] * 32);
      int minimum;
      graphene_rect_t title_bounds, tab_bounds;

      set_text_scale (scales[i]);
      assay_wait_until (gtk_widget_get_height (get_part (fixture, "order")) == inside_height);
      title_bounds = get_bounds (fixture, title);
      tab_bounds = get_bounds (fixture, tabs);
      g_assert_cmpfloat (title_bounds.size.height, >, title_height * scales[i] - 6);
      g_assert_cmpfloat (title_bounds.origin.y + title_bounds.size.height, <=, tab_bounds.origin.y);

      gtk_widget_set_size_request (GTK_WIDGET (fixture->card), -1, -1);
      gtk_widget_measure (GTK_WIDGET (fixture->card), GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                          NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 336);
      gtk_widget_set_size_request (GTK_WIDGET (fixture->card), WIDTH, -1);
    }
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int argc, char *argv[])
{
  app_support_init (&argc, &argv);
  load_style ();

#define ADD(name, function) \
  g_test_add ("/app/recruiter-card/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("button", test_button);
  ADD ("classic-button", test_classic_button);
  ADD ("large-text", test_large_text);

  return g_test_run ();
}
