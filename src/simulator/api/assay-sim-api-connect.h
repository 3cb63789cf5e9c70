/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-simulator-private.h"

G_BEGIN_DECLS

void assay_sim_api_connect (AssaySimulator *self, AssaySimCall *call);
void assay_sim_api_link_account (AssaySimulator *self, AssaySimCall *call);

G_END_DECLS
