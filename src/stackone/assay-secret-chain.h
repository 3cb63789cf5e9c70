/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-secret-store.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SECRET_CHAIN (assay_secret_chain_get_type ())

G_DECLARE_FINAL_TYPE (AssaySecretChain, assay_secret_chain, ASSAY, SECRET_CHAIN, GObject)

AssaySecretStore *assay_secret_chain_new (AssaySecretStore *override,
                                          AssaySecretStore *base,
                                          gboolean base_optional);

G_END_DECLS
