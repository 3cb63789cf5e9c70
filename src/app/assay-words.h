/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean assay_words_are_in (const char *words, const char *text);

G_END_DECLS
