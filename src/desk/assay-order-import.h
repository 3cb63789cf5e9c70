/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-clock.h"
#include "assay-event-names.h"
#include "assay-event.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ORDER_IMPORT (assay_order_import_get_type ())

G_DECLARE_FINAL_TYPE (AssayOrderImport, assay_order_import, ASSAY, ORDER_IMPORT, GObject)

AssayOrderImport *assay_order_import_new (AssayEventNames *names,
                                          AssayClock *clock,
                                          const char *actor) G_GNUC_WARN_UNUSED_RESULT;
void assay_order_import_set_account_id (AssayOrderImport *self, const char *account_id);
void assay_order_import_set_kind (AssayOrderImport *self, const char *kind);
GPtrArray *assay_order_import_read (AssayOrderImport *self,
                                    GBytes *bytes,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
