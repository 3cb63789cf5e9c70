/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

void assay_json_view_set_up (GtkSourceView *view);

G_END_DECLS
