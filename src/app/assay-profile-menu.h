/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

#include "assay-profile.h"

G_BEGIN_DECLS

void assay_profile_menu_attach (GtkMenuButton *button, GMenu *section);
const char *assay_profile_menu_get_title (AssayProfile *profile);

G_END_DECLS
