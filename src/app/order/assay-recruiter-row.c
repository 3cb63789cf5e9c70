/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-recruiter-row.h"

#include <glib/gi18n.h>

#include "assay-status-icon.h"
#include "assay-translate.h"

/**
 * AssayRecruiterRow:
 *
 * One order on SmartRecruiters' “Assessments” card.
 *
 * Its words are not translated: it shows what somebody else's page shows. The screen reader hears
 * it as one sentence.
 */
struct _AssayRecruiterRow
{
  GtkWidget parent_instance;

  /* template children */
  GtkWidget *content;
  GtkWidget *icon_place;
  GtkWidget *icon;
  GtkWidget *dot;
  GtkLabel *name;
  GtkLabel *word;
  GtkLabel *score_label;
  GtkLabel *badge;
  GtkLabel *classic_text;
  GtkMenuButton *kebab;
  GtkBox *kebab_rows;
  GtkWidget *summary_section;
  GtkLabel *summary;
  GtkWidget *reports_section;
  GtkBox *reports;
  GtkWidget *tooltip;
  GtkLabel *tooltip_word;

  /* owned */
  AssayCard *view;
};

G_DEFINE_FINAL_TYPE (AssayRecruiterRow, assay_recruiter_row, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_VIEW = 1,
} AssayRecruiterRowProperty;

static GParamSpec *properties[PROP_VIEW + 1];

static void
set_optional (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
create_link_button (const char *label, const char *url, const char *css_class)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_xalign (GTK_LABEL (child), 0);
  gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (button, css_class);
  gtk_widget_set_tooltip_text (button, url);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "card.open-link");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", url);

  return button;
}

static void
show_links (AssayRecruiterRow *self, AssayAppearance appearance)
{
  GPtrArray *links = assay_card_get_links (self->view);

  clear_box (self->kebab_rows);
  clear_box (self->reports);
  for (guint i = 0; i < links->len; i++)
    {
      const AssayCardLink *link = g_ptr_array_index (links, i);

      if (appearance == ASSAY_APPEARANCE_GUIDE)
        gtk_box_append (self->reports, create_link_button (link->title, link->url, "link-row"));
      else
        gtk_box_append (self->kebab_rows, create_link_button (link->title, link->url, "menu-row"));
    }

  gtk_widget_set_visible (GTK_WIDGET (self->kebab),
                          appearance == ASSAY_APPEARANCE_CARD && links->len > 0);
  gtk_widget_set_visible (self->reports_section,
                          appearance == ASSAY_APPEARANCE_GUIDE && links->len > 0);
}

static char *
dup_classic_text (AssayCard *view)
{
  const char *label = assay_card_get_score_label (view);
  const char *summary = assay_card_get_summary (view);

  if (label != NULL && summary != NULL)
    return g_strdup_printf ("%s • %s", label, summary);

  return g_strdup (label != NULL ? label : summary);
}

static void
show_texts (AssayRecruiterRow *self, AssayAppearance appearance)
{
  gboolean classic = appearance == ASSAY_APPEARANCE_CLASSIC;
  gboolean guide = appearance == ASSAY_APPEARANCE_GUIDE;
  const char *summary = assay_card_get_summary (self->view);
  g_autofree char *classic_text = classic ? dup_classic_text (self->view) : NULL;

  set_optional (self->score_label, classic ? NULL : assay_card_get_score_label (self->view));
  set_optional (self->badge, assay_card_get_score_text (self->view));
  set_optional (self->classic_text, classic_text);
  set_optional (self->word, guide ? assay_card_get_word (self->view) : NULL);
  gtk_label_set_label (self->summary, summary != NULL ? summary : "");
  gtk_widget_set_visible (self->summary_section, guide && summary != NULL);
}

static void
show_status (AssayRecruiterRow *self, AssayAppearance appearance)
{
  gboolean classic = appearance == ASSAY_APPEARANCE_CLASSIC;
  AssayStatusIcon icon = assay_card_get_icon (self->view);
  AssayStatusColour colour = assay_card_get_colour (self->view);
  const char *word = assay_card_get_word (self->view);

  assay_status_icon_widget_set (ASSAY_STATUS_ICON_WIDGET (self->icon), icon, colour);
  assay_status_icon_widget_set (ASSAY_STATUS_ICON_WIDGET (self->dot), icon, colour);
  gtk_widget_set_visible (self->icon_place, !classic && word != NULL);
  gtk_widget_set_visible (self->dot, classic && word != NULL);
  gtk_label_set_label (self->tooltip_word, word != NULL ? word : "");
  gtk_widget_set_tooltip_text (self->dot, word);
}

static void
update (AssayRecruiterRow *self)
{
  static const char *const classes[] = { "guide", "card-skin", "classic" };
  AssayAppearance appearance;
  g_autofree char *sentence = NULL;

  gtk_widget_set_visible (self->content, self->view != NULL);
  if (self->view == NULL)
    return;

  appearance = assay_card_get_appearance (self->view);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self), classes[appearance]);

  gtk_label_set_label (self->name, assay_card_get_package_name (self->view));
  show_status (self, appearance);
  show_texts (self, appearance);
  show_links (self, appearance);

  sentence = assay_card_dup_sentence (self->view, assay_translate);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
}

static void
open_link_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkUriLauncher)
    launcher = gtk_uri_launcher_new (g_variant_get_string (parameter, NULL));

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, NULL, NULL);
}

static void
assay_recruiter_row_dispose (GObject *object)
{
  AssayRecruiterRow *self = ASSAY_RECRUITER_ROW (object);

  if (self->tooltip != NULL)
    gtk_widget_unparent (self->tooltip);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_RECRUITER_ROW);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (assay_recruiter_row_parent_class)->dispose (object);
}

static void
assay_recruiter_row_get_property (GObject *object,
                                  guint property_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  AssayRecruiterRow *self = ASSAY_RECRUITER_ROW (object);

  switch ((AssayRecruiterRowProperty) property_id)
    {
    case PROP_VIEW:
      g_value_set_object (value, self->view);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_recruiter_row_set_property (GObject *object,
                                  guint property_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  AssayRecruiterRow *self = ASSAY_RECRUITER_ROW (object);

  switch ((AssayRecruiterRowProperty) property_id)
    {
    case PROP_VIEW:
      assay_recruiter_row_set_card (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_recruiter_row_class_init (AssayRecruiterRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_recruiter_row_dispose;
  object_class->get_property = assay_recruiter_row_get_property;
  object_class->set_property = assay_recruiter_row_set_property;

  /**
   * AssayRecruiterRow:view:
   *
   * What the row shows; without one it is empty.
   */
  properties[PROP_VIEW] = g_param_spec_object ("view", NULL, NULL, ASSAY_TYPE_CARD,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                 G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (ASSAY_TYPE_STATUS_ICON_WIDGET);

  gtk_widget_class_set_css_name (widget_class, "recruiterrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-recruiter-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, content);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, icon_place);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, dot);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, name);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, word);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, score_label);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, badge);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, classic_text);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, kebab);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, kebab_rows);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, summary_section);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, summary);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, reports_section);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, reports);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, tooltip);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterRow, tooltip_word);
  gtk_widget_class_install_action (widget_class, "card.open-link", "s", open_link_cb);
}

static void
assay_recruiter_row_init (AssayRecruiterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* SmartRecruiters' tooltip stands above the icon, where GTK's own never is. */
  gtk_widget_set_parent (self->tooltip, self->icon_place);
  assay_status_icon_widget_set_dot (ASSAY_STATUS_ICON_WIDGET (self->dot), TRUE);
  update (self);
}

/**
 * assay_recruiter_row_new:
 *
 * Creates an empty row.
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
assay_recruiter_row_new (void)
{
  return g_object_new (ASSAY_TYPE_RECRUITER_ROW, NULL);
}

/**
 * assay_recruiter_row_set_card:
 * @self: a row
 * @view: (nullable): what to show
 *
 * Redraws the row.
 */
void
assay_recruiter_row_set_card (AssayRecruiterRow *self, AssayCard *view)
{
  g_return_if_fail (ASSAY_IS_RECRUITER_ROW (self));
  g_return_if_fail (view == NULL || ASSAY_IS_CARD (view));

  if (!g_set_object (&self->view, view))
    return;

  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}
