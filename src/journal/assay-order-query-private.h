/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-order-plan-private.h"
#include "assay-order-query.h"

G_BEGIN_DECLS

AssayOrderPlan *assay_order_query_compile (AssayOrderQuery *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
