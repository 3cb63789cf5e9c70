/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-profile.h"
#include "assay-secret-store.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PREFERENCES_DIALOG (assay_preferences_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AssayPreferencesDialog,
                      assay_preferences_dialog,
                      ASSAY,
                      PREFERENCES_DIALOG,
                      AdwPreferencesDialog)

AdwDialog *assay_preferences_dialog_new (AssayProfile *profile,
                                         AssaySecretStore *secrets) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_preferences_dialog_get_changed (AssayPreferencesDialog *self);

G_END_DECLS
