/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *assay_failure_text_get (const GError *error);
char *assay_failure_text_dup_whole (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
