/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-simulator-private.h"

G_BEGIN_DECLS

void assay_sim_ordering_packages (AssaySimulator *self, AssaySimCall *call);
void assay_sim_ordering_order (AssaySimulator *self, AssaySimCall *call);
void assay_sim_ordering_move (AssaySimulator *self, AssaySimCall *call);

G_END_DECLS
