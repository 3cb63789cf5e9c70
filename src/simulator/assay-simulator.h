/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-simulator-settings.h"

G_BEGIN_DECLS

/**
 * AssaySimulatorError:
 * @ASSAY_SIMULATOR_ERROR_SETTINGS: a setting is no usable value
 * @ASSAY_SIMULATOR_ERROR_LISTEN: the system does not let it listen on the address
 * @ASSAY_SIMULATOR_ERROR_STATE: the state folder cannot be read or written
 * @ASSAY_SIMULATOR_ERROR_BUSY: another simulator uses the state folder
 * @ASSAY_SIMULATOR_ERROR_RUNNING: the simulator runs already
 *
 * Why a simulator cannot start.
 */
typedef enum
{
  ASSAY_SIMULATOR_ERROR_SETTINGS,
  ASSAY_SIMULATOR_ERROR_LISTEN,
  ASSAY_SIMULATOR_ERROR_STATE,
  ASSAY_SIMULATOR_ERROR_BUSY,
  ASSAY_SIMULATOR_ERROR_RUNNING,
} AssaySimulatorError;

#define ASSAY_SIMULATOR_ERROR (assay_simulator_error_quark ())

GQuark assay_simulator_error_quark (void);

#define ASSAY_TYPE_SIMULATOR (assay_simulator_get_type ())

G_DECLARE_FINAL_TYPE (AssaySimulator, assay_simulator, ASSAY, SIMULATOR, GObject)

AssaySimulator *assay_simulator_new (const AssaySimulatorSettings *settings)
  G_GNUC_WARN_UNUSED_RESULT;
void assay_simulator_start_async (AssaySimulator *self,
                                  const char *listen,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
char *assay_simulator_start_finish (AssaySimulator *self,
                                    GAsyncResult *result,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void assay_simulator_stop (AssaySimulator *self);
void assay_simulator_set_webhook_url (AssaySimulator *self, const char *url);
const char *assay_simulator_get_url (AssaySimulator *self);

G_END_DECLS
