/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-database.h"

G_BEGIN_DECLS

void assay_stored_id_bind (AssayStatement *statement, int index, const char *id);
char *assay_stored_id_dup (AssayStatement *row, const char *column) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
