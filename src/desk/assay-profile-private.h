/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-profile.h"

G_BEGIN_DECLS

gboolean assay_profile_check_id (const char *id, GError **error);
char *assay_profile_id_from_name (const char *name) G_GNUC_WARN_UNUSED_RESULT;
GSettings *assay_profile_open_settings (const char *folder,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
