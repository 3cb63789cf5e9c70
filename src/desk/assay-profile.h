/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-desk-error.h"

#include "assay-profile-tables.h"
#include "assay-secret-uses.h"

G_BEGIN_DECLS

/**
 * AssayProfileKind:
 * @ASSAY_PROFILE_KIND_DEMO: works with the simulator only; needs no key
 * @ASSAY_PROFILE_KIND_SANDBOX: works with a StackOne project for trying things out
 * @ASSAY_PROFILE_KIND_PRODUCTION: works with real candidates
 *
 * What a profile is for. The values are those of the settings key `profile-kind`.
 */
typedef enum
{
  ASSAY_PROFILE_KIND_DEMO,
  ASSAY_PROFILE_KIND_SANDBOX,
  ASSAY_PROFILE_KIND_PRODUCTION,
} AssayProfileKind;

#define ASSAY_PROFILE_DEMO "demo"

#define ASSAY_TYPE_PROFILE_KIND (assay_profile_kind_get_type ())
#define ASSAY_TYPE_PROFILE (assay_profile_get_type ())

G_DECLARE_FINAL_TYPE (AssayProfile, assay_profile, ASSAY, PROFILE, GObject)

GType assay_profile_kind_get_type (void);

AssayProfile *assay_profile_open (const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;
AssayProfile *assay_profile_open_named (const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
AssayProfile *assay_profile_create (const char *name,
                                    AssayProfileKind kind,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
char **assay_profile_list_ids (GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *assay_profile_dup_folder_for (const char *id) G_GNUC_WARN_UNUSED_RESULT;
const char *assay_profile_get_id (AssayProfile *self);
const char *assay_profile_get_folder (AssayProfile *self);
const char *assay_profile_get_name (AssayProfile *self);
void assay_profile_set_name (AssayProfile *self, const char *name);
AssayProfileKind assay_profile_get_kind (AssayProfile *self);
GSettings *assay_profile_get_settings (AssayProfile *self);
AssaySecretUses *assay_profile_get_secret_uses (AssayProfile *self);
AssayProfileTables *assay_profile_get_tables (AssayProfile *self);

G_END_DECLS
