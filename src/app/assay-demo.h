/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-secret-store.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_DEMO (assay_demo_get_type ())

G_DECLARE_FINAL_TYPE (AssayDemo, assay_demo, ASSAY, DEMO, GObject)

AssayDemo *assay_demo_new (void) G_GNUC_WARN_UNUSED_RESULT;

void assay_demo_start_async (AssayDemo *self,
                             const char *folder,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean assay_demo_start_finish (AssayDemo *self, GAsyncResult *result, GError **error);
void assay_demo_stop (AssayDemo *self);

void assay_demo_set_receiver (AssayDemo *self, const char *inbox_url);
AssaySecretStore *assay_demo_get_secrets (AssayDemo *self);
const char *assay_demo_get_url (AssayDemo *self);

G_END_DECLS
