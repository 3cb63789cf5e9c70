/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-secret-store.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_LIBSECRET_STORE (assay_libsecret_store_get_type ())

G_DECLARE_FINAL_TYPE (AssayLibsecretStore, assay_libsecret_store, ASSAY, LIBSECRET_STORE, GObject)

AssaySecretStore *assay_libsecret_store_new (const char *profile);
const char *assay_libsecret_store_get_profile (AssayLibsecretStore *self);

G_END_DECLS
