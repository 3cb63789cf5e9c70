/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-peers.h"
#include "assay-station.h"

#include "assay-mapping.h"
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
    .max_age = g_settings_get_uint (settings, "receiver-max-age"),
    .packages_basic = g_settings_get_enum (settings, "packages-check-basic"),
    .packages_signature = g_settings_get_enum (settings, "packages-check-signature"),
    .packages_cors = g_settings_get_boolean (settings, "packages-cors"),
  };
}

/* The profile's own “mapping” holds only what differs from ours, so both are needed. */
static gboolean
read_mapping (AssayStationSettings  *self,
              AssayProfile          *profile,
              GError               **error)
{
  g_autoptr(GBytes) profiled = assay_profile_lookup_table (profile, "mapping", error);

  if (profiled == NULL)
    return FALSE;

  self->mapping = g_resources_lookup_data (RESOURCE_PATH "/tables/mapping.json",
                                           G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (self->mapping == NULL)
    return FALSE;
  if (!g_bytes_equal (profiled, self->mapping))
    self->mapping_override = g_steal_pointer (&profiled);

  return TRUE;
}

/**
 * assay_station_settings_new:
 * @profile: a profile
 * @error: return location for an error
 *
 * Takes a snapshot of what a station needs of @profile, without secrets.
 *
 * Returns: (transfer full): the snapshot, or %NULL with %ASSAY_DESK_ERROR_TABLE
 */
AssayStationSettings *
assay_station_settings_new (AssayProfile  *profile,
                            GError       **error)
{
  g_autoptr(AssayStationSettings) self = g_new0 (AssayStationSettings, 1);
  g_auto(GStrv) proxies = NULL;
  GSettings *settings;

  g_return_val_if_fail (ASSAY_IS_PROFILE (profile), NULL);

  settings = assay_profile_get_settings (profile);
  self->listen = g_settings_get_string (settings, "receiver-listen");
  self->base_url = g_settings_get_string (settings, "api-base-url");
  self->rate_limit = g_settings_get_uint (settings, "api-rate-limit");
  self->inbox = read_inbox (settings);
  proxies = g_settings_get_strv (settings, "receiver-trusted-proxies");
  self->proxies = assay_http_proxies_parse ((const char * const *) proxies);

  self->event_names = assay_profile_lookup_table (profile, "event-names", error);
  if (self->event_names == NULL || !read_mapping (self, profile, error))
    return NULL;

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
  g_free (self->base_url);
  g_clear_pointer (&self->proxies, g_ptr_array_unref);
  g_clear_pointer (&self->mapping, g_bytes_unref);
  g_clear_pointer (&self->mapping_override, g_bytes_unref);
  g_clear_pointer (&self->event_names, g_bytes_unref);
  assay_secret_free (self->api_key);
  assay_secret_strv_free (self->secrets);
  assay_secret_strv_free (self->keys);
  g_clear_pointer (&self->others, assay_other_secrets_free);
  g_free (self);
}

static AssayOrderStatus
lookup_status (const char *result_value,
               gpointer    user_data)
{
  return assay_mapping_lookup_status (user_data, result_value);
}

/**
 * assay_station_set_up_journal:
 * @settings: settings
 * @journal: a journal that was just opened
 * @error: return location for an error
 *
 * Tells the journal which status a result shows as.
 *
 * Returns: whether it could; otherwise @error is an %ASSAY_CORE_ERROR of the damaged table
 */
gboolean
assay_station_set_up_journal (AssayStationSettings  *settings,
                              AssayJournal          *journal,
                              GError               **error)
{
  g_autoptr(AssayMapping) mapping = NULL;

  g_return_val_if_fail (settings != NULL, FALSE);
  g_return_val_if_fail (ASSAY_IS_JOURNAL (journal), FALSE);

  mapping = assay_mapping_new_from_bytes (settings->mapping, error);
  if (mapping == NULL)
    return FALSE;
  if (settings->mapping_override != NULL
      && !assay_mapping_apply_override (mapping, settings->mapping_override, error))
    {
      g_prefix_error_literal (error, "table “mapping” of the profile: ");
      return FALSE;
    }

  assay_journal_set_status_func (journal, lookup_status, g_steal_pointer (&mapping),
                                 g_object_unref);

  return TRUE;
}
