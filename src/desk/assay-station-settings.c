/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-peers.h"
#include "assay-station.h"

#include "assay-secret-store.h"

static AssayInboxSettings
read_inbox (GSettings *settings)
{
  return (AssayInboxSettings) {
    .limits = {
      .max_body = g_settings_get_uint (settings, "receiver-max-body"),
      .memory = g_settings_get_uint (settings, "receiver-memory"),
      .idle_timeout = g_settings_get_uint (settings, "receiver-idle-timeout"),
      .total_timeout = g_settings_get_uint (settings, "receiver-total-timeout"),
      .max_connections = g_settings_get_uint (settings, "receiver-max-connections"),
      .max_per_address = g_settings_get_uint (settings, "receiver-max-per-address"),
    },
    .signature = g_settings_get_enum (settings, "receiver-signature-policy"),
    .url_token = g_settings_get_boolean (settings, "receiver-url-token"),
    .max_age = g_settings_get_uint (settings, "receiver-max-age"),
    .packages_basic = g_settings_get_enum (settings, "packages-check-basic"),
    .packages_signature = g_settings_get_enum (settings, "packages-check-signature"),
    .packages_cors = g_settings_get_boolean (settings, "packages-cors"),
  };
}

/**
 * assay_station_settings_new:
 * @profile: a profile
 * @error: return location for an error
 *
 * Takes a snapshot of what a station needs of @profile, without secrets.
 *
 * Returns: (transfer full): the snapshot, or %NULL with an error of
 *   [method@ProfileTables.get_event_names]
 */
AssayStationSettings *
assay_station_settings_new (AssayProfile *profile, GError **error)
{
  g_autoptr (AssayStationSettings) self = g_new0 (AssayStationSettings, 1);
  g_auto (GStrv) proxies = NULL;
  AssayEventNames *names;
  GSettings *settings;

  g_return_val_if_fail (ASSAY_IS_PROFILE (profile), NULL);

  settings = assay_profile_get_settings (profile);
  self->listen = g_settings_get_string (settings, "receiver-listen");
  self->base_url = g_settings_get_string (settings, "api-base-url");
  self->accounts_path = g_settings_get_string (settings, "api-accounts-path");
  self->rate_limit = g_settings_get_uint (settings, "api-rate-limit");
  self->reads = g_settings_get_boolean (settings, "reads-enabled");
  self->connector_path =
    assay_profile_tables_dup_connector_path (assay_profile_get_tables (profile));
  self->connector_hours = g_settings_get_uint (settings, "api-meta-hours");
  self->accounts_hours = g_settings_get_uint (settings, "accounts-refresh-hours");
  self->inbox = read_inbox (settings);
  self->tags_by_job = g_settings_get_value (settings, "packages-tags-by-job");
  proxies = g_settings_get_strv (settings, "receiver-trusted-proxies");
  self->proxies = assay_http_proxies_parse ((const char *const *) proxies);

  names = assay_profile_tables_get_event_names (assay_profile_get_tables (profile), error);
  if (names == NULL)
    return NULL;
  self->event_names = g_object_ref (names);

  return g_steal_pointer (&self);
}

/**
 * assay_station_settings_free:
 * @self: (transfer full) (nullable): settings
 *
 * Frees the settings and wipes the secrets in them.
 */
void
assay_station_settings_free (AssayStationSettings *self)
{
  if (self == NULL)
    return;

  g_free (self->listen);
  g_free (self->tls_certificate);
  g_free (self->tls_key);
  g_free (self->base_url);
  g_free (self->accounts_path);
  g_free (self->connector_path);
  g_clear_pointer (&self->tags_by_job, g_variant_unref);
  g_clear_pointer (&self->proxies, g_ptr_array_unref);
  g_clear_object (&self->event_names);
  assay_secret_free (self->api_key);
  assay_secret_strv_free (self->secrets);
  assay_secret_strv_free (self->keys);
  g_clear_pointer (&self->others, assay_other_secrets_free);
  g_free (self);
}
