/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-desk.h"
#include "assay-event-names.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ADD_ORDER_DIALOG (assay_add_order_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AssayAddOrderDialog,
                      assay_add_order_dialog,
                      ASSAY,
                      ADD_ORDER_DIALOG,
                      AdwDialog)

AdwDialog *assay_add_order_dialog_new (AssayDesk *desk,
                                       AssayEventNames *names) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
