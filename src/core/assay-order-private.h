/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-order.h"

G_BEGIN_DECLS

gboolean assay_order_read_members  (AssayOrder       *self,
                                    AssayJson        *json,
                                    GError          **error);
void     assay_order_write_members (AssayOrder       *self,
                                    AssayJsonWriter  *writer);
void     assay_order_take_unknown  (AssayOrder       *self,
                                    GStrv             unknown);
void     assay_order_set_document  (AssayOrder       *self,
                                    AssayJson        *document);

G_END_DECLS
