/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-pulse.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "assay-toast.h"

/**
 * AssayPulse:
 *
 * The desk's pulse at the foot of the sidebar: where it listens, what came in today and what waits
 * to be sent.
 */
struct _AssayPulse
{
  GtkWidget parent_instance;

  /* template children */
  GtkWidget *content;
  GtkLabel *state_label;
  GtkLabel *address_label;
  GtkLabel *today_label;
  GtkLabel *queued_label;

  /* owned */
  char *address;

  /* plain */
  guint verified;
  guint rejected;
  guint queued;
  gboolean refusing;
};

G_DEFINE_FINAL_TYPE (AssayPulse, assay_pulse, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_ADDRESS = 1,
  PROP_VERIFIED,
  PROP_REJECTED,
  PROP_QUEUED,
  PROP_REFUSING,
} AssayPulseProperty;

static GParamSpec *properties[PROP_REFUSING + 1];

static void
update (AssayPulse *self)
{
  g_autofree char *today = NULL;
  g_autofree char *queued = NULL;

  /* Translators: Webhooks received today. The numbers count those whose signature was right and
   * those that were turned away. */
  today = g_strdup_printf (_("Today: %u verified, %u refused"), self->verified, self->rejected);
  /* Translators: %u is a number of results that wait to be sent to StackOne. */
  queued = g_strdup_printf (ngettext ("%u result queued", "%u results queued", self->queued),
                            self->queued);

  gtk_label_set_label (self->state_label, self->address == NULL ? _("Not receiving")
                                          : self->refusing      ? _("Refusing webhooks")
                                                                : _("Receiving"));
  gtk_label_set_label (self->address_label, self->address != NULL ? self->address : "");
  gtk_widget_set_visible (GTK_WIDGET (self->address_label), self->address != NULL);
  gtk_label_set_label (self->today_label, today);
  gtk_label_set_label (self->queued_label, queued);
  gtk_widget_set_visible (GTK_WIDGET (self->queued_label), self->queued > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pulse.copy-address", self->address != NULL);
}

static void
copy_address_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayPulse *self = ASSAY_PULSE (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->address);
  assay_toast_show (widget, _("Address copied"));
}

static void
assay_pulse_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_PULSE);

  G_OBJECT_CLASS (assay_pulse_parent_class)->dispose (object);
}

static void
assay_pulse_finalize (GObject *object)
{
  AssayPulse *self = ASSAY_PULSE (object);

  g_free (self->address);

  G_OBJECT_CLASS (assay_pulse_parent_class)->finalize (object);
}

static void
assay_pulse_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  AssayPulse *self = ASSAY_PULSE (object);

  switch ((AssayPulseProperty) property_id)
    {
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;

    case PROP_VERIFIED:
      g_value_set_uint (value, self->verified);
      break;

    case PROP_REJECTED:
      g_value_set_uint (value, self->rejected);
      break;

    case PROP_QUEUED:
      g_value_set_uint (value, self->queued);
      break;

    case PROP_REFUSING:
      g_value_set_boolean (value, self->refusing);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_pulse_set_property (GObject *object,
                          guint property_id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  AssayPulse *self = ASSAY_PULSE (object);

  switch ((AssayPulseProperty) property_id)
    {
    case PROP_ADDRESS:
      if (!g_set_str (&self->address, g_value_get_string (value)))
        return;
      break;

    case PROP_VERIFIED:
      self->verified = g_value_get_uint (value);
      break;

    case PROP_REJECTED:
      self->rejected = g_value_get_uint (value);
      break;

    case PROP_QUEUED:
      self->queued = g_value_get_uint (value);
      break;

    case PROP_REFUSING:
      self->refusing = g_value_get_boolean (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      return;
    }

  update (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
assay_pulse_class_init (AssayPulseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = assay_pulse_dispose;
  object_class->finalize = assay_pulse_finalize;
  object_class->get_property = assay_pulse_get_property;
  object_class->set_property = assay_pulse_set_property;

  /**
   * AssayPulse:address:
   *
   * The address webhooks are received at; %NULL while there is none.
   */
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);

  /**
   * AssayPulse:verified:
   *
   * Webhooks received today whose signature was right.
   */
  properties[PROP_VERIFIED] = g_param_spec_uint ("verified", NULL, NULL, 0, G_MAXUINT, 0, flags);

  /**
   * AssayPulse:rejected:
   *
   * Deliveries turned away today.
   */
  properties[PROP_REJECTED] = g_param_spec_uint ("rejected", NULL, NULL, 0, G_MAXUINT, 0, flags);

  /**
   * AssayPulse:queued:
   *
   * Results that wait to be sent.
   */
  properties[PROP_QUEUED] = g_param_spec_uint ("queued", NULL, NULL, 0, G_MAXUINT, 0, flags);

  /**
   * AssayPulse:refusing:
   *
   * Whether webhooks are turned away because there is nothing to verify them with.
   */
  properties[PROP_REFUSING] = g_param_spec_boolean ("refusing", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/assay-pulse.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayPulse, content);
  gtk_widget_class_bind_template_child (widget_class, AssayPulse, state_label);
  gtk_widget_class_bind_template_child (widget_class, AssayPulse, address_label);
  gtk_widget_class_bind_template_child (widget_class, AssayPulse, today_label);
  gtk_widget_class_bind_template_child (widget_class, AssayPulse, queued_label);
  gtk_widget_class_install_action (widget_class, "pulse.copy-address", NULL, copy_address_cb);
}

static void
assay_pulse_init (AssayPulse *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}
