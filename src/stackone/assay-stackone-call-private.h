/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <libsoup/soup.h>

#include "assay-stackone-client.h"

G_BEGIN_DECLS

/*
 * AssayStackoneCall:
 *
 * One request to StackOne and its answer, from the rate limiter to the exchange. The client makes
 * one per attempt; the operations fill in what differs.
 */
typedef struct
{
  /* owned */
  char *path;       /* path and query behind the base URL, percent-encoded */
  char *account_id; /* the x-account-id header, or NULL */
  char *order_key;  /* the order the exchange belongs to, or NULL */
  GBytes *body;     /* or NULL */

  /* borrowed */
  const char *method;

  /* plain */
  gboolean content; /* whether it is made for what the answer holds */
  gsize max_answer; /* in bytes; 0 for what the client accepts */
} AssayStackoneCall;

AssayStackoneCall *assay_stackone_call_new (const char *method, char *path, const char *account_id);
void assay_stackone_call_free (AssayStackoneCall *call);

char *assay_stackone_escape_segment (const char *what, const char *id, GError **error);
const char *assay_stackone_get_family (AssayOrderKind kind);

SoupSession *assay_stackone_client_get_session (AssayStackoneClient *self);
char *assay_stackone_client_dup_auth (AssayStackoneClient *self, GError **error);
void assay_stackone_client_report (AssayStackoneClient *self, AssayExchange *exchange);

void assay_stackone_client_call_async (AssayStackoneClient *self,
                                       AssayStackoneCall *call,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
AssayStackoneReply *assay_stackone_client_call_finish (AssayStackoneClient *self,
                                                       GAsyncResult *result,
                                                       AssayExchange **exchange,
                                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayStackoneCall, assay_stackone_call_free)

G_END_DECLS
