/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-secret-store.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ENVIRONMENT_STORE (assay_environment_store_get_type ())

G_DECLARE_FINAL_TYPE (AssayEnvironmentStore,
                      assay_environment_store,
                      ASSAY,
                      ENVIRONMENT_STORE,
                      GObject)

AssaySecretStore *assay_environment_store_new (void);
gboolean assay_environment_store_is_empty (AssayEnvironmentStore *self);

G_END_DECLS
