/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-desk.h"

G_BEGIN_DECLS

AssayDesk *desk_support_open (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
