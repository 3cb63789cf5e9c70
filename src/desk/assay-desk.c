/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-desk.h"

#include "assay-desk-private.h"

/**
 * AssayDesk:
 *
 * A running profile: its journal, its inbox and its outbox.
 *
 * The desk belongs to the thread that made it, where the journal is read; receiving and sending
 * happen on its engine. A desk whose inbox cannot listen still opens, so that its orders can be
 * read and results be sent.
 */
G_DEFINE_FINAL_TYPE (AssayDesk, assay_desk, G_TYPE_OBJECT)

typedef enum
{
  PROP_INBOX_URL = 1,
  PROP_SENDING,
  PROP_PAUSE,
} AssayDeskProperty;

static GParamSpec *properties[PROP_PAUSE + 1];

static void
tables_changed_cb (AssayDesk *self)
{
  g_autoptr (GError) error = NULL;

  if (self->journal != NULL && !assay_desk_set_up_journal (self, self->journal, &error))
    g_message ("the mapping stays as it was: %s", error->message);
}

static void
follow_tables (AssayDesk *self)
{
  g_signal_connect_object (assay_profile_get_tables (self->profile), "changed",
                           G_CALLBACK (tables_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
assay_desk_dispose (GObject *object)
{
  AssayDesk *self = ASSAY_DESK (object);

  assay_desk_stop (self);
  assay_desk_stop_retention (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->profile);
  g_clear_object (&self->secrets);

  G_OBJECT_CLASS (assay_desk_parent_class)->dispose (object);
}

static void
assay_desk_finalize (GObject *object)
{
  AssayDesk *self = ASSAY_DESK (object);

  g_free (self->inbox_url);
  g_free (self->tls_certificate);
  g_free (self->tls_key);
  g_free (self->base_url);
  g_clear_error (&self->inbox_error);
  g_clear_error (&self->secrets_error);

  G_OBJECT_CLASS (assay_desk_parent_class)->finalize (object);
}

static void
assay_desk_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  AssayDesk *self = ASSAY_DESK (object);

  switch ((AssayDeskProperty) property_id)
    {
    case PROP_INBOX_URL:
      g_value_set_string (value, self->inbox_url);
      break;

    case PROP_SENDING:
      g_value_set_boolean (value, self->sending);
      break;

    case PROP_PAUSE:
      g_value_set_enum (value, self->pause);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
install_signals (GObjectClass *object_class)
{
  GType type = G_TYPE_FROM_CLASS (object_class);

  /**
   * AssayDesk::order-received:
   * @self: the desk
   * @order: the order
   *
   * This desk received an order that was not known before.
   */
  g_signal_new ("order-received", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                ASSAY_TYPE_ORDER);

  /**
   * AssayDesk::result-refused:
   * @self: the desk
   * @order_key: the key of the order
   *
   * StackOne refused a result for good.
   */
  g_signal_new ("result-refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);

  /**
   * AssayDesk::delivery-rejected:
   * @self: the desk
   * @reason: (nullable): why
   *
   * The inbox rejected a webhook.
   */
  g_signal_new ("delivery-rejected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);

  /**
   * AssayDesk::stats-changed:
   * @self: the desk
   *
   * The numbers of [method@Desk.get_stats] changed.
   */
  g_signal_new ("stats-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_desk_class_init (AssayDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_desk_dispose;
  object_class->finalize = assay_desk_finalize;
  object_class->get_property = assay_desk_get_property;

  /**
   * AssayDesk:inbox-url:
   *
   * Where the inbox receives; %NULL while it does not.
   */
  properties[PROP_INBOX_URL] = g_param_spec_string ("inbox-url", NULL, NULL, NULL,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                      G_PARAM_EXPLICIT_NOTIFY);

  /**
   * AssayDesk:sending:
   *
   * Whether this process is the one that sends the profile's results.
   */
  properties[PROP_SENDING] = g_param_spec_boolean ("sending", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                     G_PARAM_EXPLICIT_NOTIFY);

  /**
   * AssayDesk:pause:
   *
   * Why results wait that StackOne has not refused.
   */
  properties[PROP_PAUSE] = g_param_spec_enum ("pause", NULL, NULL, ASSAY_TYPE_OUTBOX_PAUSE,
                                              ASSAY_OUTBOX_PAUSE_NONE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  install_signals (object_class);
}

static void
assay_desk_init (AssayDesk *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * assay_desk_new:
 * @profile: a profile
 * @secrets: where the profile's secrets are kept
 *
 * Makes a desk that does not run yet.
 *
 * Returns: (transfer full): the desk
 */
AssayDesk *
assay_desk_new (AssayProfile *profile, AssaySecretStore *secrets)
{
  AssayDesk *self;

  g_return_val_if_fail (ASSAY_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (ASSAY_IS_SECRET_STORE (secrets), NULL);

  self = g_object_new (ASSAY_TYPE_DESK, NULL);
  self->profile = g_object_ref (profile);
  follow_tables (self);
  self->secrets = g_object_ref (secrets);

  return self;
}

/**
 * assay_desk_set_profile:
 * @self: a desk that is not being started
 * @profile: the profile of the same folder
 *
 * Lets the desk have what was read of its profile anew. It works with that from its next start on.
 */
void
assay_desk_set_profile (AssayDesk *self, AssayProfile *profile)
{
  g_return_if_fail (ASSAY_IS_DESK (self));
  g_return_if_fail (ASSAY_IS_PROFILE (profile));

  g_signal_handlers_disconnect_by_data (assay_profile_get_tables (self->profile), self);
  g_set_object (&self->profile, profile);
  follow_tables (self);
  tables_changed_cb (self);
}

/**
 * assay_desk_get_profile:
 * @self: a desk
 *
 * Gets the profile that the desk runs.
 *
 * Returns: (transfer none): the profile
 */
AssayProfile *
assay_desk_get_profile (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), NULL);

  return self->profile;
}

/**
 * assay_desk_get_journal:
 * @self: a desk
 *
 * Gets the journal, to read from it and to append to it.
 *
 * Returns: (transfer none) (nullable): the journal; %NULL while the desk does not run
 */
AssayJournal *
assay_desk_get_journal (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), NULL);

  return self->journal;
}

/**
 * assay_desk_get_inbox_url:
 * @self: a desk
 *
 * Gets where the inbox receives.
 *
 * Returns: (transfer none) (nullable): scheme, host and port; %NULL while it does not receive
 */
const char *
assay_desk_get_inbox_url (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), NULL);

  return self->inbox_url;
}

/**
 * assay_desk_get_inbox_error:
 * @self: a desk
 *
 * Gets why the inbox does not receive.
 *
 * Returns: (transfer none) (nullable): an %ASSAY_HTTP_ERROR; %NULL when it receives
 */
const GError *
assay_desk_get_inbox_error (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), NULL);

  return self->inbox_error;
}

/**
 * assay_desk_get_sending:
 * @self: a desk
 *
 * Gets whether this process is the one that sends.
 *
 * Returns: whether it is
 */
gboolean
assay_desk_get_sending (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), FALSE);

  return self->sending;
}

/**
 * assay_desk_get_pause:
 * @self: a desk
 *
 * Gets why results wait that StackOne has not refused.
 *
 * Returns: the reason, or %ASSAY_OUTBOX_PAUSE_NONE
 */
AssayOutboxPause
assay_desk_get_pause (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), ASSAY_OUTBOX_PAUSE_NONE);

  return self->pause;
}
