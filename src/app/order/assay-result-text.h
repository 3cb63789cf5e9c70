/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-order.h"

G_BEGIN_DECLS

char *assay_result_text_to_curl (AssayOrder *order,
                                 const char *base_url,
                                 GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
char *assay_result_text_to_pretty (GBytes *body) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
