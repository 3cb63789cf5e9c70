/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-operable.h"

/**
 * assay_operable_add_toggle:
 * @widget: something with a property `active`, such as a check button
 *
 * Lets assistive technology switch it. GTK offers the click of buttons and switches, but nothing
 * for check buttons and rows with a switch; of others it offers the actions they have themselves.
 */
void
assay_operable_add_toggle (GtkWidget *widget)
{
  g_autoptr (GSimpleActionGroup) group = NULL;
  g_autoptr (GPropertyAction) toggle = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  group = g_simple_action_group_new ();
  toggle = g_property_action_new ("toggle", widget, "active");
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (toggle));
  gtk_widget_insert_action_group (widget, "switch", G_ACTION_GROUP (group));
}
