/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-secret-store.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SECRET_BINDING (assay_secret_binding_get_type ())

G_DECLARE_FINAL_TYPE (AssaySecretBinding, assay_secret_binding, ASSAY, SECRET_BINDING, GObject)

AssaySecretBinding *assay_secret_binding_new (AssaySecretStore *store,
                                              const char *name,
                                              AdwEntryRow *row) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
