/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_SIMULATOR_SETTINGS (assay_simulator_settings_get_type ())

/**
 * AssaySimulatorSettings:
 * @api_key: (nullable): the only key that is accepted, or %NULL to accept any that is not empty
 * @webhook_secret: (nullable): signs webhooks and package list calls; %NULL sends them unsigned
 * @webhook_url: (nullable): where orders are announced, or %NULL to announce them nowhere
 * @packages_url: (nullable): the partner's package list endpoint, or %NULL to offer our own
 *   packages
 * @state_dir: (nullable): the folder that keeps the state, or %NULL to forget it when stopped
 * @assessment_event: the event name of an assessment order
 * @background_check_event: the event name of a background check order
 * @clock: the time that answers, webhooks and the rate limit go by
 * @seed: makes the record ids repeatable; 0 chooses one by chance
 * @rate_limit: requests a minute (StackOne documents 1000); 0 switches the limit off
 * @colon_required: whether Basic credentials need the colon after the key
 * @webhook_timeout: milliseconds a receiver has for its answer
 * @retry_delays: (array length=n_retry_delays): milliseconds before each redelivery of a webhook
 * @n_retry_delays: how often a webhook is delivered again
 * @packages_timeout: milliseconds the package list endpoint has for its answer
 * @max_body: the largest request body in bytes
 * @max_connections: connections served at once; further ones are closed
 *
 * How a simulator behaves. A new one carries the documented or assumed defaults, so that a caller
 * sets only what it wants different. Text members are owned: replace them with g_set_str().
 */
typedef struct
{
  char *api_key;
  char *webhook_secret;
  char *webhook_url;
  char *packages_url;
  char *state_dir;
  char *assessment_event;
  char *background_check_event;
  AssayClock *clock;
  guint32 seed;
  guint rate_limit;
  gboolean colon_required;
  guint webhook_timeout;
  guint *retry_delays;
  gsize n_retry_delays;
  guint packages_timeout;
  gsize max_body;
  guint max_connections;
} AssaySimulatorSettings;

GType assay_simulator_settings_get_type (void) G_GNUC_CONST;
AssaySimulatorSettings *assay_simulator_settings_new (void) G_GNUC_WARN_UNUSED_RESULT;
AssaySimulatorSettings *assay_simulator_settings_copy (const AssaySimulatorSettings *self)
  G_GNUC_WARN_UNUSED_RESULT;
void assay_simulator_settings_free (AssaySimulatorSettings *self);
void assay_simulator_settings_set_retry_delays (AssaySimulatorSettings *self,
                                                const guint *delays,
                                                gsize n_delays);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssaySimulatorSettings, assay_simulator_settings_free)

G_END_DECLS
