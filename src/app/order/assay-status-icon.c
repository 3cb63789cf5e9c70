/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-status-icon.h"

#define BOX_SIZE 16.0f
#define RING_RADIUS 6.1f
#define LINE_WIDTH 1.4f
#define DOT_RADIUS 4.5f

/**
 * AssayStatusIconWidget:
 *
 * A status as SmartRecruiters draws it: a ring with dots, a check mark, a cross or clock hands, in
 * one of four colours. Measures are read off the pictures of the integration guide.
 *
 * The colours are style classes: on the recruiter card SmartRecruiters' own, which would vanish on
 * a dark or selected row, and those of the theme everywhere else.
 *
 * The widget is decoration; whoever uses it puts the word beside it or into a tooltip.
 */
struct _AssayStatusIconWidget
{
  GtkWidget parent_instance;

  /* plain */
  AssayStatusIcon icon;
  AssayStatusColour colour;
  gboolean dot;
};

G_DEFINE_FINAL_TYPE (AssayStatusIconWidget, assay_status_icon_widget, GTK_TYPE_WIDGET)

static const char *const classes[] = {
  [ASSAY_STATUS_COLOUR_GREY] = "grey",
  [ASSAY_STATUS_COLOUR_YELLOW] = "yellow",
  [ASSAY_STATUS_COLOUR_GREEN] = "green",
  [ASSAY_STATUS_COLOUR_RED] = "red",
};

static void
add_dots (GskPathBuilder *builder)
{
  for (int i = -1; i <= 1; i++)
    gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT (i * 2.9f, 0), 0.35f);
}

static void
add_check (GskPathBuilder *builder)
{
  gsk_path_builder_move_to (builder, -2.7f, 0.2f);
  gsk_path_builder_line_to (builder, -0.8f, 2.1f);
  gsk_path_builder_line_to (builder, 2.8f, -1.7f);
}

static void
add_cross (GskPathBuilder *builder)
{
  gsk_path_builder_move_to (builder, -1.9f, -1.9f);
  gsk_path_builder_line_to (builder, 1.9f, 1.9f);
  gsk_path_builder_move_to (builder, 1.9f, -1.9f);
  gsk_path_builder_line_to (builder, -1.9f, 1.9f);
}

/* The hands stand at twelve and four o'clock. */
static void
add_clock (GskPathBuilder *builder)
{
  gsk_path_builder_move_to (builder, 0, -3.6f);
  gsk_path_builder_line_to (builder, 0, 0);
  gsk_path_builder_line_to (builder, 2.6f, 1.5f);
}

static GskPath *
create_ring_path (AssayStatusIcon icon)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();

  gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT (0, 0), RING_RADIUS);
  switch (icon)
    {
    case ASSAY_STATUS_ICON_CHECK:
      add_check (builder);
      break;

    case ASSAY_STATUS_ICON_CROSS:
      add_cross (builder);
      break;

    case ASSAY_STATUS_ICON_CLOCK:
      add_clock (builder);
      break;

    case ASSAY_STATUS_ICON_DOTS:
    default:
      add_dots (builder);
      break;
    }

  return gsk_path_builder_to_path (builder);
}

static void
assay_status_icon_widget_measure (GtkWidget *widget,
                                  GtkOrientation orientation,
                                  int for_size,
                                  int *minimum,
                                  int *natural,
                                  int *minimum_baseline,
                                  int *natural_baseline)
{
  *minimum = *natural = (int) BOX_SIZE;
}

static void
assay_status_icon_widget_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AssayStatusIconWidget *self = ASSAY_STATUS_ICON_WIDGET (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  float scale = MIN (width, height) / BOX_SIZE;
  GdkRGBA colour;

  gtk_widget_get_color (widget, &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (width / 2, height / 2));
  gtk_snapshot_scale (snapshot, scale, scale);

  if (self->dot)
    {
      g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
      g_autoptr (GskPath) path = NULL;

      gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT (0, 0), DOT_RADIUS);
      path = gsk_path_builder_to_path (builder);
      gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, &colour);
    }
  else
    {
      g_autoptr (GskPath) path = create_ring_path (self->icon);
      GskStroke *stroke = gsk_stroke_new (LINE_WIDTH);

      gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
      gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
      gtk_snapshot_append_stroke (snapshot, path, stroke, &colour);
      gsk_stroke_free (stroke);
    }

  gtk_snapshot_restore (snapshot);
}

static void
assay_status_icon_widget_class_init (AssayStatusIconWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = assay_status_icon_widget_measure;
  widget_class->snapshot = assay_status_icon_widget_snapshot;

  gtk_widget_class_set_css_name (widget_class, "statusicon");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
assay_status_icon_widget_init (AssayStatusIconWidget *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), classes[self->colour]);
}

/**
 * assay_status_icon_widget_new:
 *
 * Creates an icon with grey dots.
 *
 * Returns: (transfer floating): a new icon
 */
GtkWidget *
assay_status_icon_widget_new (void)
{
  return g_object_new (ASSAY_TYPE_STATUS_ICON_WIDGET, NULL);
}

/**
 * assay_status_icon_widget_set:
 * @self: an icon
 * @icon: the shape in the ring
 * @colour: the colour
 *
 * Sets what the icon shows.
 */
void
assay_status_icon_widget_set (AssayStatusIconWidget *self,
                              AssayStatusIcon icon,
                              AssayStatusColour colour)
{
  g_return_if_fail (ASSAY_IS_STATUS_ICON_WIDGET (self));

  if (self->icon == icon && self->colour == colour)
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (self), classes[self->colour]);
  gtk_widget_add_css_class (GTK_WIDGET (self), classes[colour]);
  self->icon = icon;
  self->colour = colour;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * assay_status_icon_widget_set_dot:
 * @self: an icon
 * @dot: %TRUE for the filled dot of SmartRecruiters' older card
 *
 * Sets whether the icon is a plain dot in the status's colour.
 */
void
assay_status_icon_widget_set_dot (AssayStatusIconWidget *self, gboolean dot)
{
  g_return_if_fail (ASSAY_IS_STATUS_ICON_WIDGET (self));

  if (self->dot == dot)
    return;

  self->dot = dot;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
