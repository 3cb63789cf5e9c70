/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void assay_split_view_set_collapsed (AdwNavigationSplitView *view, gboolean collapsed);

G_END_DECLS
