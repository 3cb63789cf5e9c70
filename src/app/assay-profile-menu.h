/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

#include "assay-profile.h"

G_BEGIN_DECLS

void assay_profile_menu_attach (GtkMenuButton *button, GMenu *section, AssayProfile *current);
char *assay_profile_menu_dup_title (AssayProfile *profile) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
