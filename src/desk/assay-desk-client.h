/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-desk.h"
#include "assay-stackone-client.h"

G_BEGIN_DECLS

AssayStackoneClient *assay_desk_client_new (AssayProfile *profile,
                                            const char *base_url,
                                            const char *api_key) G_GNUC_WARN_UNUSED_RESULT;
void assay_desk_create_client_async (AssayDesk *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
AssayStackoneClient *assay_desk_create_client_finish (AssayDesk *self,
                                                      GAsyncResult *result,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
