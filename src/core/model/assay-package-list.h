/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-package.h"

G_BEGIN_DECLS

GPtrArray *assay_package_list_copy (GListModel *packages) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *assay_package_list_select (GPtrArray *packages,
                                      const char *tag) G_GNUC_WARN_UNUSED_RESULT;
GBytes *assay_package_list_write (GPtrArray *packages) G_GNUC_WARN_UNUSED_RESULT;
GBytes *assay_package_list_write_entries (GPtrArray *packages) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
