/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-mapping-table-private.h"
#include "assay-message.h"

G_BEGIN_DECLS

const AssayAppearanceRules *assay_mapping_get_rules (AssayMapping *self,
                                                     AssayAppearance appearance);
const AssayMappingText *assay_mapping_get_text (AssayMapping *self,
                                                const char *group,
                                                const char *id);

G_END_DECLS
