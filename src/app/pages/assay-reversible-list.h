/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_REVERSIBLE_LIST (assay_reversible_list_get_type ())

G_DECLARE_FINAL_TYPE (AssayReversibleList, assay_reversible_list, ASSAY, REVERSIBLE_LIST, GObject)

AssayReversibleList *assay_reversible_list_new (GListModel *model) G_GNUC_WARN_UNUSED_RESULT;

gboolean assay_reversible_list_get_reversed (AssayReversibleList *self);
void assay_reversible_list_set_reversed (AssayReversibleList *self, gboolean reversed);

G_END_DECLS
