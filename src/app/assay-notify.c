/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-notify.h"

#include <glib/gi18n.h>

#include "order/assay-order-text.h"

static char *
dup_id (const char *what, const char *order_key)
{
  return g_strconcat (what, "-", order_key, NULL);
}

static GNotification *
notification_about_order (AssayProfile *profile,
                          const char *order_key,
                          const char *title,
                          const char *body)
{
  GNotification *notification = g_notification_new (title);
  const char *id = assay_profile_get_id (profile);

  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.open-order", "(ss)", id,
                                                order_key);
  g_notification_add_button_with_target (notification, _("Open"), "app.open-order", "(ss)", id,
                                         order_key);

  return notification;
}

/**
 * assay_notify_order:
 * @application: who notifies
 * @profile: the profile that received the order
 * @order: the order
 *
 * Tells that an order has arrived; it can be opened or claimed from there.
 */
void
assay_notify_order (GApplication *application, AssayProfile *profile, AssayOrder *order)
{
  g_autofree char *candidate = assay_order_text_dup_candidate (order);
  g_autofree char *purpose = assay_order_text_dup_purpose (order);
  g_autofree char *key = assay_order_dup_key (order);
  g_autofree char *id = dup_id ("order", key);
  g_autoptr (GNotification)
    notification = notification_about_order (profile, key, candidate, purpose);

  g_notification_add_button_with_target (notification, _("Claim"), "app.claim-order", "(ss)",
                                         assay_profile_get_id (profile), key);
  g_application_send_notification (application, id, notification);
}

/**
 * assay_notify_refused:
 * @application: who notifies
 * @profile: the profile that sent the result
 * @order_key: the order the result belongs to
 * @reason: why, and what to do
 *
 * Tells that StackOne refused a result for good.
 */
void
assay_notify_refused (GApplication *application,
                      AssayProfile *profile,
                      const char *order_key,
                      const char *reason)
{
  g_autofree char *id = dup_id ("refused", order_key);
  g_autoptr (GNotification)
    notification = notification_about_order (profile, order_key, _("Result Refused"), reason);

  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  g_application_send_notification (application, id, notification);
}

/**
 * assay_notify_background:
 * @application: who notifies
 * @profile: the profile that goes on receiving
 *
 * Tells that orders are received though no window is open.
 */
void
assay_notify_background (GApplication *application, AssayProfile *profile)
{
  g_autoptr (GNotification) notification = g_notification_new (_("Assay Keeps Receiving"));

  g_notification_set_body (notification, _("Orders are received until you quit Assay."));
  g_notification_set_default_action_and_target (notification, "app.open-profile", "s",
                                                assay_profile_get_id (profile));
  g_application_send_notification (application, "background", notification);
}

/**
 * assay_notify_withdraw:
 * @application: who notified
 * @order_key: an order somebody looks at
 *
 * Takes back what was told about an order.
 */
void
assay_notify_withdraw (GApplication *application, const char *order_key)
{
  g_autofree char *order = dup_id ("order", order_key);
  g_autofree char *refused = dup_id ("refused", order_key);

  g_application_withdraw_notification (application, order);
  g_application_withdraw_notification (application, refused);
}
