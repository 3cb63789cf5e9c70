/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-desk.h"
#include "assay-journal-read.h"

G_BEGIN_DECLS

#define DESK_SUPPORT_KEY "acc-1/ord-1"

AssayDesk *desk_support_open (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
AssayDesk *desk_support_open_with_order (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
AssayOrderResults *desk_support_read_results (AssayDesk *desk) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *desk_support_list_events (AssayDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
