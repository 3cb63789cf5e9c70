/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json.h"

G_BEGIN_DECLS

gboolean assay_json_locate (AssayJson *self, const char *path, gsize *offset);
gboolean assay_json_locate_error (GBytes *bytes, const GError *error, gsize *offset);

G_END_DECLS
