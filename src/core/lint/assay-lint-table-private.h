/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-finding.h"

G_BEGIN_DECLS

typedef struct _AssayLintTable AssayLintTable;

/* One row of the table. */
typedef struct
{
  AssaySeverity severity;
  char *message;
  char *plural;
  char *reason;
  char *fix;
} AssayLintEntry;

AssayLintTable *assay_lint_table_new (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void assay_lint_table_free (AssayLintTable *self);
const AssayLintEntry *assay_lint_table_find (AssayLintTable *self,
                                             const char *id,
                                             const char *variant);
const char *assay_lint_table_find_alias (AssayLintTable *self, const char *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLintTable, assay_lint_table_free)

G_END_DECLS
