/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-simulator-client.h"
#include "assay-simulator-person.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SIMULATOR_ORDER_DIALOG (assay_simulator_order_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AssaySimulatorOrderDialog,
                      assay_simulator_order_dialog,
                      ASSAY,
                      SIMULATOR_ORDER_DIALOG,
                      AdwDialog)

AdwDialog *assay_simulator_order_dialog_new (AssaySimulatorClient *client,
                                             AssaySimulatorPerson *person)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
