/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-simulator-private.h"

G_BEGIN_DECLS

gboolean assay_sim_api_owns_package (AssaySimCall *call, AssayJson *record);
void assay_sim_api_create_check_package (AssaySimulator *self, AssaySimCall *call);
void assay_sim_api_update_check_package (AssaySimulator *self, AssaySimCall *call);
void assay_sim_api_delete_check_package (AssaySimulator *self, AssaySimCall *call);

G_END_DECLS
