/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *assay_slug_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
