/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-desk.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_OPEN_PROFILE (assay_open_profile_get_type ())

G_DECLARE_FINAL_TYPE (AssayOpenProfile, assay_open_profile, ASSAY, OPEN_PROFILE, GObject)

AssayOpenProfile *assay_open_profile_new (AssayProfile *profile) G_GNUC_WARN_UNUSED_RESULT;

void assay_open_profile_start (AssayOpenProfile *self);
void assay_open_profile_restart (AssayOpenProfile *self);
void assay_open_profile_stop (AssayOpenProfile *self);

AssayProfile *assay_open_profile_get_profile (AssayOpenProfile *self);
AssaySecretStore *assay_open_profile_get_secrets (AssayOpenProfile *self);
AssayDesk *assay_open_profile_get_desk (AssayOpenProfile *self);
gboolean assay_open_profile_get_ready (AssayOpenProfile *self);
gboolean assay_open_profile_get_running (AssayOpenProfile *self);
const GError *assay_open_profile_get_error (AssayOpenProfile *self);
const char *assay_open_profile_get_simulator_url (AssayOpenProfile *self);

G_END_DECLS
