/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-account.h"
#include "assay-clock.h"
#include "assay-connect-session.h"
#include "assay-exchange.h"
#include "assay-order-state.h"
#include "assay-package.h"
#include "assay-rate-limiter.h"
#include "assay-stackone-error.h"
#include "assay-stackone-reply.h"

G_BEGIN_DECLS

/**
 * ASSAY_STACKONE_DEFAULT_URL:
 *
 * Where StackOne serves its API, the only server in the StackOne ATS OpenAPI.
 */
#define ASSAY_STACKONE_DEFAULT_URL "https://api.stackone.com"

/**
 * AssayStackoneRecord:
 * @ASSAY_STACKONE_RECORD_APPLICATION: an application
 * @ASSAY_STACKONE_RECORD_CANDIDATE: a candidate
 * @ASSAY_STACKONE_RECORD_JOB: a job
 *
 * The records of the applicant tracking system that an order belongs to.
 */
typedef enum
{
  ASSAY_STACKONE_RECORD_APPLICATION,
  ASSAY_STACKONE_RECORD_CANDIDATE,
  ASSAY_STACKONE_RECORD_JOB,
} AssayStackoneRecord;

#define ASSAY_TYPE_STACKONE_CLIENT (assay_stackone_client_get_type ())

G_DECLARE_FINAL_TYPE (AssayStackoneClient, assay_stackone_client, ASSAY, STACKONE_CLIENT, GObject)

AssayStackoneClient *assay_stackone_client_new (const char *base_url);
const char *assay_stackone_client_get_base_url (AssayStackoneClient *self);
void assay_stackone_client_set_base_url (AssayStackoneClient *self, const char *base_url);
gboolean assay_stackone_client_has_api_key (AssayStackoneClient *self);
void assay_stackone_client_set_api_key (AssayStackoneClient *self, const char *api_key);
AssayRateLimiter *assay_stackone_client_get_rate_limiter (AssayStackoneClient *self);
void assay_stackone_client_set_rate_limiter (AssayStackoneClient *self, AssayRateLimiter *limiter);
AssayClock *assay_stackone_client_get_clock (AssayStackoneClient *self);
void assay_stackone_client_set_clock (AssayStackoneClient *self, AssayClock *clock);
guint assay_stackone_client_get_timeout (AssayStackoneClient *self);
void assay_stackone_client_set_timeout (AssayStackoneClient *self, guint timeout);
gsize assay_stackone_client_get_max_answer_size (AssayStackoneClient *self);
void assay_stackone_client_set_max_answer_size (AssayStackoneClient *self, gsize size);

void assay_stackone_client_update_result_async (AssayStackoneClient *self,
                                                AssayOrderKind kind,
                                                const char *account_id,
                                                const char *order_id,
                                                GBytes *body,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
AssayStackoneReply *assay_stackone_client_update_result_finish (AssayStackoneClient *self,
                                                                GAsyncResult *result,
                                                                AssayExchange **exchange,
                                                                GError **error);
void assay_stackone_client_read_record_async (AssayStackoneClient *self,
                                              AssayStackoneRecord record,
                                              const char *account_id,
                                              const char *id,
                                              const char *order_key,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
AssayJson *assay_stackone_client_read_record_finish (AssayStackoneClient *self,
                                                     GAsyncResult *result,
                                                     AssayExchange **exchange,
                                                     GError **error);
void assay_stackone_client_list_packages_async (AssayStackoneClient *self,
                                                AssayOrderKind kind,
                                                const char *account_id,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
GPtrArray *assay_stackone_client_list_packages_finish (AssayStackoneClient *self,
                                                       GAsyncResult *result,
                                                       GError **error);
void assay_stackone_client_get_package_async (AssayStackoneClient *self,
                                              AssayOrderKind kind,
                                              const char *account_id,
                                              const char *package_id,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
AssayPackage *assay_stackone_client_get_package_finish (AssayStackoneClient *self,
                                                        GAsyncResult *result,
                                                        GError **error);
void assay_stackone_client_create_package_async (AssayStackoneClient *self,
                                                 const char *account_id,
                                                 GBytes *body,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
char *assay_stackone_client_create_package_finish (AssayStackoneClient *self,
                                                   GAsyncResult *result,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void assay_stackone_client_update_package_async (AssayStackoneClient *self,
                                                 const char *account_id,
                                                 const char *package_id,
                                                 GBytes *body,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
gboolean assay_stackone_client_update_package_finish (AssayStackoneClient *self,
                                                      GAsyncResult *result,
                                                      GError **error);
void assay_stackone_client_delete_package_async (AssayStackoneClient *self,
                                                 const char *account_id,
                                                 const char *package_id,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
gboolean assay_stackone_client_delete_package_finish (AssayStackoneClient *self,
                                                      GAsyncResult *result,
                                                      GError **error);
void assay_stackone_client_list_accounts_async (AssayStackoneClient *self,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
GPtrArray *assay_stackone_client_list_accounts_finish (AssayStackoneClient *self,
                                                       GAsyncResult *result,
                                                       GError **error);
void assay_stackone_client_get_account_async (AssayStackoneClient *self,
                                              const char *account_id,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
AssayAccount *assay_stackone_client_get_account_finish (AssayStackoneClient *self,
                                                        GAsyncResult *result,
                                                        GError **error);
void assay_stackone_client_connect_async (AssayStackoneClient *self,
                                          const char *owner_id,
                                          const char *owner_name,
                                          guint expires_in,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
AssayConnectSession *assay_stackone_client_connect_finish (AssayStackoneClient *self,
                                                           GAsyncResult *result,
                                                           GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
void assay_stackone_client_set_accounts_path (AssayStackoneClient *self, const char *path);
void assay_stackone_client_get_connector_meta_async (AssayStackoneClient *self,
                                                     const char *provider,
                                                     GCancellable *cancellable,
                                                     GAsyncReadyCallback callback,
                                                     gpointer user_data);
AssayStackoneReply *assay_stackone_client_get_connector_meta_finish (AssayStackoneClient *self,
                                                                     GAsyncResult *result,
                                                                     AssayExchange **exchange,
                                                                     GError **error);

char *assay_stackone_dup_result_path (AssayOrderKind kind,
                                      const char *order_id,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_stackone_check_address (const char *address, GError **error);

G_END_DECLS
