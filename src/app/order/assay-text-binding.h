/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

void assay_text_binding_add (GBindingGroup *group, const char *property, gpointer target);

G_END_DECLS
