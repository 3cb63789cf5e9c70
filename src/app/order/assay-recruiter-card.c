/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-recruiter-card.h"

#include <glib/gi18n.h>

#include "assay-recruiter-row.h"

/**
 * AssayRecruiterCard:
 *
 * SmartRecruiters' “Assessments” card as Assay draws it: a row for each order of one application.
 *
 * The card has SmartRecruiters' colours whatever the theme. Its button only works where
 * [property@RecruiterCard:order-action] names an action; elsewhere it is part of the picture.
 */
struct _AssayRecruiterCard
{
  GtkWidget parent_instance;

  /* template children */
  GtkWidget *content;
  GtkBox *rows;
  GtkWidget *empty;
  GtkButton *order;
  GtkLabel *order_label;

  /* owned */
  GPtrArray *cards;
};

G_DEFINE_FINAL_TYPE (AssayRecruiterCard, assay_recruiter_card, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_ORDER_ACTION = 1,
} AssayRecruiterCardProperty;

static GParamSpec *properties[PROP_ORDER_ACTION + 1];

static void
show_skin (AssayRecruiterCard *self, AssayAppearance appearance)
{
  static const char *const classes[] = { "guide", "card-skin", "classic" };
  gboolean classic = appearance == ASSAY_APPEARANCE_CLASSIC;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self), classes[appearance]);

  gtk_label_set_label (self->order_label,
                       classic ? "Order assessments  +" : "+  Order assessments");
  gtk_widget_set_halign (GTK_WIDGET (self->order_label),
                         classic ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
}

/* Rows are kept and filled anew, so that an open menu survives a change of another order. */
static void
update (AssayRecruiterCard *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));

  for (guint i = 0; i < self->cards->len; i++)
    {
      AssayCard *card = g_ptr_array_index (self->cards, i);

      if (row == NULL)
        {
          row = assay_recruiter_row_new ();
          gtk_box_append (self->rows, row);
        }
      assay_recruiter_row_set_card (ASSAY_RECRUITER_ROW (row), card);
      show_skin (self, assay_card_get_appearance (card));
      row = gtk_widget_get_next_sibling (row);
    }

  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      gtk_box_remove (self->rows, row);
      row = next;
    }

  gtk_widget_set_visible (self->empty, self->cards->len == 0);
}

static void
assay_recruiter_card_dispose (GObject *object)
{
  AssayRecruiterCard *self = ASSAY_RECRUITER_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_RECRUITER_CARD);
  g_clear_pointer (&self->cards, g_ptr_array_unref);

  G_OBJECT_CLASS (assay_recruiter_card_parent_class)->dispose (object);
}

static void
assay_recruiter_card_get_property (GObject *object,
                                   guint property_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  AssayRecruiterCard *self = ASSAY_RECRUITER_CARD (object);

  switch ((AssayRecruiterCardProperty) property_id)
    {
    case PROP_ORDER_ACTION:
      g_value_set_string (value, assay_recruiter_card_get_order_action (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_recruiter_card_set_property (GObject *object,
                                   guint property_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  AssayRecruiterCard *self = ASSAY_RECRUITER_CARD (object);

  switch ((AssayRecruiterCardProperty) property_id)
    {
    case PROP_ORDER_ACTION:
      assay_recruiter_card_set_order_action (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_recruiter_card_class_init (AssayRecruiterCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_recruiter_card_dispose;
  object_class->get_property = assay_recruiter_card_get_property;
  object_class->set_property = assay_recruiter_card_set_property;

  /**
   * AssayRecruiterCard:order-action:
   *
   * The action behind the button “Order assessments”; %NULL where it is only drawn.
   */
  properties[PROP_ORDER_ACTION] = g_param_spec_string ("order-action", NULL, NULL, NULL,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                         G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "recruitercard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-recruiter-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterCard, content);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterCard, rows);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterCard, empty);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterCard, order);
  gtk_widget_class_bind_template_child (widget_class, AssayRecruiterCard, order_label);
}

static void
assay_recruiter_card_init (AssayRecruiterCard *self)
{
  self->cards = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  show_skin (self, ASSAY_APPEARANCE_GUIDE);
  assay_recruiter_card_set_order_action (self, NULL);
  update (self);
}

/**
 * assay_recruiter_card_new:
 *
 * Creates a card without orders.
 *
 * Returns: (transfer floating): a new card
 */
GtkWidget *
assay_recruiter_card_new (void)
{
  return g_object_new (ASSAY_TYPE_RECRUITER_CARD, NULL);
}

/**
 * assay_recruiter_card_get_order_action:
 * @self: a card
 *
 * Gets the action behind the button.
 *
 * Returns: (transfer none) (nullable): the detailed name of an action
 */
const char *
assay_recruiter_card_get_order_action (AssayRecruiterCard *self)
{
  g_return_val_if_fail (ASSAY_IS_RECRUITER_CARD (self), NULL);

  return gtk_actionable_get_action_name (GTK_ACTIONABLE (self->order));
}

/**
 * assay_recruiter_card_set_order_action:
 * @self: a card
 * @order_action: (nullable): the detailed name of an action; %NULL only draws the button
 *
 * Sets the action behind the button.
 */
void
assay_recruiter_card_set_order_action (AssayRecruiterCard *self, const char *order_action)
{
  g_return_if_fail (ASSAY_IS_RECRUITER_CARD (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->order), order_action != NULL);
  gtk_widget_set_focusable (GTK_WIDGET (self->order), order_action != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->order),
                               order_action == NULL ? _("Only the recruiter orders here") : NULL);
  if (g_strcmp0 (assay_recruiter_card_get_order_action (self), order_action) == 0)
    return;

  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->order), order_action);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER_ACTION]);
}

/**
 * assay_recruiter_card_get_card:
 * @self: a card
 *
 * Gets what the first row shows.
 *
 * Returns: (transfer none) (nullable): what the recruiter sees of the first order
 */
AssayCard *
assay_recruiter_card_get_card (AssayRecruiterCard *self)
{
  g_return_val_if_fail (ASSAY_IS_RECRUITER_CARD (self), NULL);

  return self->cards->len > 0 ? g_ptr_array_index (self->cards, 0) : NULL;
}

/**
 * assay_recruiter_card_set_card:
 * @self: a card
 * @card: (nullable): what to show
 *
 * Shows one order, or none.
 */
void
assay_recruiter_card_set_card (AssayRecruiterCard *self, AssayCard *card)
{
  g_return_if_fail (ASSAY_IS_RECRUITER_CARD (self));
  g_return_if_fail (card == NULL || ASSAY_IS_CARD (card));

  g_ptr_array_set_size (self->cards, 0);
  if (card != NULL)
    g_ptr_array_add (self->cards, g_object_ref (card));

  update (self);
}

/**
 * assay_recruiter_card_set_cards:
 * @self: a card
 * @cards: (nullable): the orders, a model of [class@Card]
 *
 * Shows the orders of @cards; later changes of the model are not followed.
 */
void
assay_recruiter_card_set_cards (AssayRecruiterCard *self, GListModel *cards)
{
  guint n_cards = cards != NULL ? g_list_model_get_n_items (cards) : 0;

  g_return_if_fail (ASSAY_IS_RECRUITER_CARD (self));

  g_ptr_array_set_size (self->cards, 0);
  for (guint i = 0; i < n_cards; i++)
    g_ptr_array_add (self->cards, g_list_model_get_item (cards, i));

  update (self);
}
