/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-order.h"
#include "assay-profile.h"

G_BEGIN_DECLS

void assay_notify_order (GApplication *application, AssayProfile *profile, AssayOrder *order);
void assay_notify_refused (GApplication *application,
                           AssayProfile *profile,
                           const char *order_key,
                           const char *reason);
void assay_notify_background (GApplication *application, AssayProfile *profile);
void assay_notify_withdraw (GApplication *application, const char *order_key);

G_END_DECLS
