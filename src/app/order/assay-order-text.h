/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-order.h"

G_BEGIN_DECLS

char *assay_order_text_dup_candidate (AssayOrder *order) G_GNUC_WARN_UNUSED_RESULT;
char *assay_order_text_dup_purpose (AssayOrder *order) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
