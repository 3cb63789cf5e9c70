/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json.h"

G_BEGIN_DECLS

AssayJson *assay_order_parts_build (AssayJson *application,
                                    AssayJson *candidate,
                                    AssayJson *job) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
