/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-app.h"

G_BEGIN_DECLS

void assay_app_install_actions (AssayApp *self);
guint assay_app_count_queued (AssayApp *self);
void assay_app_close_all (AssayApp *self);
void assay_app_show_failure (AssayApp *self, const GError *error);

G_END_DECLS
