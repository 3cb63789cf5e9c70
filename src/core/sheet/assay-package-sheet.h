/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-package.h"

G_BEGIN_DECLS

GPtrArray *assay_package_sheet_read (GBytes *bytes,
                                     GPtrArray *known,
                                     GStrv *unknown_columns,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *assay_package_sheet_write (GPtrArray *packages) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
