/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-desk.h"

G_BEGIN_DECLS

void assay_desk_claim_async (AssayDesk *self,
                             const char *order_key,
                             const char *by,
                             gint64 expected_version,
                             const char *actor,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
void assay_desk_note_async (AssayDesk *self,
                            const char *order_key,
                            const char *note,
                            const char *actor,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
void assay_desk_archive_async (AssayDesk *self,
                               const char *order_key,
                               gboolean archived,
                               const char *actor,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
void assay_desk_mark_seen_async (AssayDesk *self,
                                 const char *order_key,
                                 const char *actor,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void assay_desk_save_draft_async (AssayDesk *self,
                                  const char *order_key,
                                  GBytes *body,
                                  const char *actor,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void assay_desk_discard_draft_async (AssayDesk *self,
                                     const char *order_key,
                                     const char *actor,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void assay_desk_hurry_result_async (AssayDesk *self,
                                    const char *order_key,
                                    const char *revision,
                                    const char *actor,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
void assay_desk_import_async (AssayDesk *self,
                              GPtrArray *orders,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
void assay_desk_save_packages_async (AssayDesk *self,
                                     GPtrArray *packages,
                                     const char *actor,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void assay_desk_remove_package_async (AssayDesk *self,
                                      const char *id,
                                      const char *actor,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean assay_desk_command_finish (AssayDesk *self, GAsyncResult *result, GError **error);

void assay_desk_queue_result_async (AssayDesk *self,
                                    const char *order_key,
                                    GBytes *body,
                                    const char *override_reason,
                                    gint64 expected_version,
                                    const char *actor,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
char *assay_desk_queue_result_finish (AssayDesk *self,
                                      GAsyncResult *result,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
