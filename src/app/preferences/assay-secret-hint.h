/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void assay_secret_hint_attach (AdwEntryRow *row);
char *assay_secret_hint_dup_ending (const char *secret) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
