/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-open-profile.h"

G_BEGIN_DECLS

gboolean assay_background_is_wanted (AssayOpenProfile *open_profile);
void assay_background_begin (GApplication *application, AssayProfile *profile);

G_END_DECLS
