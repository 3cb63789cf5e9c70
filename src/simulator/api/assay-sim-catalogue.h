/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-simulator-settings.h"

G_BEGIN_DECLS

typedef struct _AssaySimCatalogue AssaySimCatalogue;

AssaySimCatalogue *assay_sim_catalogue_new (const AssaySimulatorSettings *settings)
  G_GNUC_WARN_UNUSED_RESULT;
void assay_sim_catalogue_free (AssaySimCatalogue *self);
void assay_sim_catalogue_fetch_async (AssaySimCatalogue *self,
                                      const char *account_id,
                                      const char *job_id,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *assay_sim_catalogue_fetch_finish (GAsyncResult *result,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
