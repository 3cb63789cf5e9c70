/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-mapping.h"
#include "assay-profile.h"

G_BEGIN_DECLS

AssayMapping *assay_profile_mapping_load (AssayProfile  *profile,
                                          GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
