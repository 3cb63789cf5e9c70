/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-secret-store.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MEMORY_STORE (assay_memory_store_get_type ())

G_DECLARE_FINAL_TYPE (AssayMemoryStore, assay_memory_store, ASSAY, MEMORY_STORE, GObject)

AssaySecretStore *assay_memory_store_new (void);

G_END_DECLS
