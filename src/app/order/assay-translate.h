/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *assay_translate (const char *singular, const char *plural, gulong n);

G_END_DECLS
