/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean assay_field_text_is_within (const char *path, const char *member);
const char *assay_field_text_get (const char *path);

G_END_DECLS
