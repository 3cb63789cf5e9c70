/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-catalogue.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_UNLISTED_GROUP (assay_unlisted_group_get_type ())

G_DECLARE_FINAL_TYPE (AssayUnlistedGroup,
                      assay_unlisted_group,
                      ASSAY,
                      UNLISTED_GROUP,
                      AdwPreferencesGroup)

void assay_unlisted_group_follow (AssayUnlistedGroup *self,
                                  AssayDesk *desk,
                                  AssayCatalogue *catalogue);

G_END_DECLS
