/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-filters.h"

#include <glib/gi18n.h>

/**
 * AssayOrderFilters:
 *
 * The chips over the list of orders. New orders can be combined with one status; no chip means all.
 */
struct _AssayOrderFilters
{
  AdwBin parent_instance;

  /* owned by the parent's child */
  GtkToggleButton *new_only;
  GtkToggleButton *archived;
  GtkToggleButton *statuses[ASSAY_ORDER_STATUS_EXPIRED + 1];

  /* plain */
  gboolean changing;
};

G_DEFINE_FINAL_TYPE (AssayOrderFilters, assay_order_filters, ADW_TYPE_BIN)

typedef enum
{
  SIGNAL_CHANGED,
} AssayOrderFiltersSignal;

static guint signals[SIGNAL_CHANGED + 1];

static const struct
{
  AssayOrderStatus status;
  const char *label;
  const char *nothing;
} status_chips[] = {
  { ASSAY_ORDER_STATUS_PENDING, N_("Pending"), N_("No Pending Orders") },
  { ASSAY_ORDER_STATUS_IN_PROGRESS, N_("In Progress"), N_("No Orders in Progress") },
  { ASSAY_ORDER_STATUS_COMPLETED, N_("Completed"), N_("No Completed Orders") },
  { ASSAY_ORDER_STATUS_REJECTED, N_("Rejected"), N_("No Rejected Orders") },
  { ASSAY_ORDER_STATUS_EXPIRED, N_("Expired"), N_("No Expired Orders") },
};

/* An order has one status, so a chip pressed releases the others. */
static void
toggled_cb (AssayOrderFilters *self, GtkToggleButton *button)
{
  gboolean is_status = button != self->new_only && button != self->archived;

  if (self->changing)
    return;

  self->changing = TRUE;
  for (gsize i = 0; is_status && i < G_N_ELEMENTS (self->statuses); i++)
    {
      if (self->statuses[i] != NULL && self->statuses[i] != button)
        gtk_toggle_button_set_active (self->statuses[i], FALSE);
    }
  self->changing = FALSE;

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GtkToggleButton *
append_chip (AssayOrderFilters *self, AdwWrapBox *box, const char *label)
{
  GtkWidget *chip = gtk_toggle_button_new_with_label (label);

  gtk_widget_add_css_class (chip, "chip");
  g_signal_connect_object (chip, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (box, chip);

  return GTK_TOGGLE_BUTTON (chip);
}

static void
assay_order_filters_class_init (AssayOrderFiltersClass *klass)
{
  /**
   * AssayOrderFilters::changed:
   * @self: the filters
   *
   * Another choice of orders is wanted.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
assay_order_filters_init (AssayOrderFilters *self)
{
  AdwWrapBox *box = ADW_WRAP_BOX (adw_wrap_box_new ());

  adw_wrap_box_set_child_spacing (box, 6);
  adw_wrap_box_set_line_spacing (box, 6);
  adw_wrap_box_set_align (box, 0.5f);
  gtk_widget_set_margin_start (GTK_WIDGET (box), 6);
  gtk_widget_set_margin_end (GTK_WIDGET (box), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (box), 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Filters"), -1);

  self->new_only = append_chip (self, box, C_("filter of orders", "New"));
  for (gsize i = 0; i < G_N_ELEMENTS (status_chips); i++)
    self->statuses[status_chips[i].status] = append_chip (self, box, _(status_chips[i].label));
  self->archived = append_chip (self, box, C_("filter of orders", "Archived"));
}

/**
 * assay_order_filters_apply:
 * @self: the filters
 * @query: what the list shows
 *
 * Restricts a query to what the chips say.
 */
void
assay_order_filters_apply (AssayOrderFilters *self, AssayOrderQuery *query)
{
  g_return_if_fail (ASSAY_IS_ORDER_FILTERS (self));
  g_return_if_fail (ASSAY_IS_ORDER_QUERY (query));

  assay_order_query_set_new_only (query, gtk_toggle_button_get_active (self->new_only));
  assay_order_query_set_archived (query, gtk_toggle_button_get_active (self->archived));
  assay_order_query_clear_status (query);
  for (gsize i = 0; i < G_N_ELEMENTS (self->statuses); i++)
    {
      if (self->statuses[i] != NULL && gtk_toggle_button_get_active (self->statuses[i]))
        assay_order_query_set_status (query, (AssayOrderStatus) i);
    }
}

/**
 * assay_order_filters_get_active:
 * @self: the filters
 *
 * Tells whether a chip is pressed.
 *
 * Returns: whether some orders may be left out
 */
gboolean
assay_order_filters_get_active (AssayOrderFilters *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER_FILTERS (self), FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (self->statuses); i++)
    {
      if (self->statuses[i] != NULL && gtk_toggle_button_get_active (self->statuses[i]))
        return TRUE;
    }

  return gtk_toggle_button_get_active (self->new_only) ||
         gtk_toggle_button_get_active (self->archived);
}

/**
 * assay_order_filters_get_nothing:
 * @self: the filters
 *
 * Gets what to say when no order is left.
 *
 * Returns: (transfer none): a translated title that names the chip, if only one is pressed
 */
const char *
assay_order_filters_get_nothing (AssayOrderFilters *self)
{
  gboolean new_only, archived;
  const char *nothing = NULL;

  g_return_val_if_fail (ASSAY_IS_ORDER_FILTERS (self), NULL);

  new_only = gtk_toggle_button_get_active (self->new_only);
  archived = gtk_toggle_button_get_active (self->archived);
  for (gsize i = 0; i < G_N_ELEMENTS (status_chips); i++)
    {
      if (gtk_toggle_button_get_active (self->statuses[status_chips[i].status]))
        nothing = _(status_chips[i].nothing);
    }

  if (new_only + archived + (nothing != NULL) != 1)
    return _("No Matching Orders");
  if (nothing != NULL)
    return nothing;

  return new_only ? _("No New Orders") : _("No Archived Orders");
}

/**
 * assay_order_filters_clear:
 * @self: the filters
 *
 * Releases all chips.
 */
void
assay_order_filters_clear (AssayOrderFilters *self)
{
  g_return_if_fail (ASSAY_IS_ORDER_FILTERS (self));

  self->changing = TRUE;
  gtk_toggle_button_set_active (self->new_only, FALSE);
  gtk_toggle_button_set_active (self->archived, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (status_chips); i++)
    gtk_toggle_button_set_active (self->statuses[status_chips[i].status], FALSE);
  self->changing = FALSE;

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
