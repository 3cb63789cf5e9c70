/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sets a text that a person enters: an empty one is none. Whether it changed. */
static inline gboolean
assay_set_input (char **field, const char *text)
{
  return g_set_str (field, text != NULL && *text != '\0' ? text : NULL);
}

G_END_DECLS
