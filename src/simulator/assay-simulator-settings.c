/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-simulator-settings.h"

#define DEFAULT_RATE_LIMIT 1000
#define DEFAULT_WEBHOOK_TIMEOUT 10000
#define DEFAULT_PACKAGES_TIMEOUT 10000
#define DEFAULT_MAX_BODY (1024 * 1024)
#define DEFAULT_MAX_CONNECTIONS 256

static const guint default_retry_delays[] = { 1000, 5000, 30000 };

G_DEFINE_BOXED_TYPE (AssaySimulatorSettings,
                     assay_simulator_settings,
                     assay_simulator_settings_copy,
                     assay_simulator_settings_free)

/**
 * assay_simulator_settings_new:
 *
 * Creates settings with every default of the StackOne contract: a limit of 1000 requests a minute,
 * redelivery after 1, 5 and 30 seconds, ten seconds for a receiver to answer.
 *
 * Returns: (transfer full): new settings
 */
AssaySimulatorSettings *
assay_simulator_settings_new (void)
{
  AssaySimulatorSettings *self = g_new0 (AssaySimulatorSettings, 1);

  self->assessment_event = g_strdup ("ats_assessments.created");
  self->background_check_event = g_strdup ("background_check_order.created");
  self->clock = g_object_ref (assay_clock_get_system ());
  self->rate_limit = DEFAULT_RATE_LIMIT;
  self->colon_required = TRUE;
  self->webhook_timeout = DEFAULT_WEBHOOK_TIMEOUT;
  self->packages_timeout = DEFAULT_PACKAGES_TIMEOUT;
  self->max_body = DEFAULT_MAX_BODY;
  self->max_connections = DEFAULT_MAX_CONNECTIONS;
  assay_simulator_settings_set_retry_delays (self, default_retry_delays,
                                             G_N_ELEMENTS (default_retry_delays));

  return self;
}

/**
 * assay_simulator_settings_copy:
 * @self: settings
 *
 * Copies @self.
 *
 * Returns: (transfer full): an independent copy
 */
AssaySimulatorSettings *
assay_simulator_settings_copy (const AssaySimulatorSettings *self)
{
  AssaySimulatorSettings *copy = g_memdup2 (self, sizeof *self);

  copy->api_key = g_strdup (self->api_key);
  copy->webhook_secret = g_strdup (self->webhook_secret);
  copy->webhook_url = g_strdup (self->webhook_url);
  copy->packages_url = g_strdup (self->packages_url);
  copy->state_dir = g_strdup (self->state_dir);
  copy->assessment_event = g_strdup (self->assessment_event);
  copy->background_check_event = g_strdup (self->background_check_event);
  copy->clock = g_object_ref (self->clock);
  copy->retry_delays = g_memdup2 (self->retry_delays,
                                  self->n_retry_delays * sizeof *self->retry_delays);

  return copy;
}

/**
 * assay_simulator_settings_free:
 * @self: (transfer full): settings
 *
 * Frees @self.
 */
void
assay_simulator_settings_free (AssaySimulatorSettings *self)
{
  g_free (self->api_key);
  g_free (self->webhook_secret);
  g_free (self->webhook_url);
  g_free (self->packages_url);
  g_free (self->state_dir);
  g_free (self->assessment_event);
  g_free (self->background_check_event);
  g_object_unref (self->clock);
  g_free (self->retry_delays);
  g_free (self);
}

/**
 * assay_simulator_settings_set_retry_delays:
 * @self: settings
 * @delays: (array length=n_delays) (nullable): milliseconds before each redelivery
 * @n_delays: how many there are; 0 delivers once
 *
 * Sets how often and after which pause a webhook that was not accepted is sent again.
 */
void
assay_simulator_settings_set_retry_delays (AssaySimulatorSettings *self,
                                           const guint *delays,
                                           gsize n_delays)
{
  g_free (self->retry_delays);
  self->retry_delays = g_memdup2 (delays, n_delays * sizeof *delays);
  self->n_retry_delays = n_delays;
}
