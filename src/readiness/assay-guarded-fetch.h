/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-link-guard.h"
#include "assay-package-call.h"

G_BEGIN_DECLS

/**
 * AssayGuardedRequest: (skip)
 * @guard: (owned): which addresses may be called
 * @database: (owned) (nullable): whom to trust; %NULL for the system's
 * @uri: (owned): what to call
 * @body: (owned) (nullable): what to send
 * @authorization: (owned) (nullable): the value of that header
 * @signature: (owned) (nullable): the value of the header with the signature
 * @timeout: until when the answer has to be complete, in milliseconds
 * @max_size: how many bytes of an answer are read
 *
 * What to ask.
 */
typedef struct
{
  AssayLinkGuard *guard;
  GTlsDatabase *database;
  GUri *uri;
  GBytes *body;
  char *authorization;
  char *signature;
  guint timeout;
  gsize max_size;
} AssayGuardedRequest;

void assay_guarded_request_free (AssayGuardedRequest *self);

void assay_guarded_fetch_async (AssayPackageCall *call,
                                AssayGuardedRequest *request,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean assay_guarded_fetch_finish (AssayPackageCall *call, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayGuardedRequest, assay_guarded_request_free)

G_END_DECLS
