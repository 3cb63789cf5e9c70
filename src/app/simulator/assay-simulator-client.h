/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json.h"

G_BEGIN_DECLS

/**
 * AssaySimulatorClientError:
 * @ASSAY_SIMULATOR_CLIENT_ERROR_REFUSED: the simulator answered with an error
 *
 * What can go wrong between the recruiter's window and the simulator. Connection and JSON
 * errors keep their own domains.
 */
typedef enum
{
  ASSAY_SIMULATOR_CLIENT_ERROR_REFUSED,
} AssaySimulatorClientError;

#define ASSAY_SIMULATOR_CLIENT_ERROR (assay_simulator_client_error_quark ())
GQuark assay_simulator_client_error_quark (void);

#define ASSAY_TYPE_SIMULATOR_CLIENT (assay_simulator_client_get_type ())

G_DECLARE_FINAL_TYPE (AssaySimulatorClient,
                      assay_simulator_client,
                      ASSAY,
                      SIMULATOR_CLIENT,
                      GObject)

AssaySimulatorClient *assay_simulator_client_new (const char *url) G_GNUC_WARN_UNUSED_RESULT;
const char *assay_simulator_client_get_url (AssaySimulatorClient *self);
void assay_simulator_client_request_async (AssaySimulatorClient *self,
                                           const char *method,
                                           const char *path,
                                           GBytes *body,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
AssayJson *assay_simulator_client_request_finish (AssaySimulatorClient *self,
                                                  GAsyncResult *result,
                                                  GError **error);

G_END_DECLS
