/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-profile-mapping.h"

/**
 * assay_profile_mapping_load:
 * @profile: a profile
 * @error: return location for an error
 *
 * Loads our mapping with the changes of @profile on top. The profile's own table holds only what
 * differs, so it is of no use alone.
 *
 * Returns: (transfer full): the mapping, or %NULL with %ASSAY_DESK_ERROR_TABLE or the
 *   %ASSAY_CORE_ERROR of a damaged table
 */
AssayMapping *
assay_profile_mapping_load (AssayProfile  *profile,
                            GError       **error)
{
  g_autoptr (GBytes) table = NULL;
  g_autoptr (GBytes) profiled = NULL;
  g_autoptr (AssayMapping) mapping = NULL;

  g_return_val_if_fail (ASSAY_IS_PROFILE (profile), NULL);

  table = g_resources_lookup_data (RESOURCE_PATH "/tables/mapping.json",
                                   G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (table != NULL)
    mapping = assay_mapping_new_from_bytes (table, error);
  if (mapping == NULL)
    return NULL;

  profiled = assay_profile_lookup_table (profile, "mapping", error);
  if (profiled == NULL
      || (!g_bytes_equal (profiled, table)
          && !assay_mapping_apply_override (mapping, profiled, error)))
    return NULL;

  return g_steal_pointer (&mapping);
}
