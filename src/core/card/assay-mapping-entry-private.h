/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-mapping-entry.h"

G_BEGIN_DECLS

AssayMappingEntry *assay_mapping_entry_new (const char *value);
void assay_mapping_entry_update (AssayMappingEntry *self,
                                 AssayOrderStatus status,
                                 const char *source,
                                 gboolean overridden,
                                 AssayStatusLook **looks);

G_END_DECLS
