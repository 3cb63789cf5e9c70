/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-result-line.h"

/**
 * AssayResultLine:
 *
 * The line above a result that says which state it is in, with the action that fits.
 */
struct _AssayResultLine
{
  AdwBin parent_instance;

  /* template children */
  GtkBox *parts;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (AssayResultLine, assay_result_line, ADW_TYPE_BIN)

typedef enum
{
  PROP_COMPACT = 1,
} AssayResultLineProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

static gboolean
is_compact (AssayResultLine *self)
{
  return gtk_orientable_get_orientation (GTK_ORIENTABLE (self->parts)) == GTK_ORIENTATION_VERTICAL;
}

static void
set_compact (AssayResultLine *self, gboolean compact)
{
  if (is_compact (self) == compact)
    return;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->parts),
                                  compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
assay_result_line_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_RESULT_LINE);

  G_OBJECT_CLASS (assay_result_line_parent_class)->dispose (object);
}

static void
assay_result_line_get_property (GObject *object,
                                guint property_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  switch ((AssayResultLineProperty) property_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, is_compact (ASSAY_RESULT_LINE (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_result_line_set_property (GObject *object,
                                guint property_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  switch ((AssayResultLineProperty) property_id)
    {
    case PROP_COMPACT:
      set_compact (ASSAY_RESULT_LINE (object), g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_result_line_class_init (AssayResultLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_result_line_dispose;
  object_class->get_property = assay_result_line_get_property;
  object_class->set_property = assay_result_line_set_property;

  /**
   * AssayResultLine:compact:
   *
   * Whether the action stands below the words, for which there is too little room beside it.
   */
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                     G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-result-line.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayResultLine, parts);
  gtk_widget_class_bind_template_child (widget_class, AssayResultLine, icon);
  gtk_widget_class_bind_template_child (widget_class, AssayResultLine, title);
  gtk_widget_class_bind_template_child (widget_class, AssayResultLine, detail);
  gtk_widget_class_bind_template_child (widget_class, AssayResultLine, button);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
assay_result_line_init (AssayResultLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * assay_result_line_new:
 *
 * Creates an empty line.
 *
 * Returns: (transfer floating): a new line
 */
GtkWidget *
assay_result_line_new (void)
{
  return g_object_new (ASSAY_TYPE_RESULT_LINE, NULL);
}

/* A screen reader says what is new where nobody looks. */
static void
announce (AssayResultLine *self, const AssayResultState *state)
{
  g_autofree char *text = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  text = g_strjoin (" ", state->title, state->detail, NULL);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

/**
 * assay_result_line_show:
 * @self: a line
 * @state: what to say
 *
 * Shows a state.
 */
void
assay_result_line_show (AssayResultLine *self, const AssayResultState *state)
{
  const char *classes[] = { state->style != NULL ? state->style : "dimmed", NULL };
  gboolean differs;

  g_return_if_fail (ASSAY_IS_RESULT_LINE (self));
  g_return_if_fail (state != NULL);

  differs = g_strcmp0 (gtk_label_get_label (self->title), state->title) != 0;
  gtk_image_set_from_icon_name (self->icon, state->icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
  gtk_label_set_label (self->title, state->title);
  gtk_label_set_label (self->detail, state->detail != NULL ? state->detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), state->detail != NULL);
  if (state->action != NULL)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), state->action);
      gtk_button_set_label (self->button, state->action_label);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->button), state->action != NULL);
  if (differs)
    announce (self, state);
}
