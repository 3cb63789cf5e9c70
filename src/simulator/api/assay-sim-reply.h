/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AssaySimReply:
 * @status: the HTTP status
 * @body: the JSON document
 * @allow: (nullable): the methods that the path does know, for status 405
 * @retry_after: seconds until a further try makes sense, or -1
 *
 * What a simulated operation answers, before it becomes bytes on a connection.
 */
typedef struct
{
  guint status;
  GBytes *body;
  char *allow;
  gint64 retry_after;
} AssaySimReply;

AssaySimReply *assay_sim_reply_new (guint status, GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
AssaySimReply *assay_sim_reply_new_error (guint status,
                                          gint64 now,
                                          const char *error_code,
                                          const char *format,
                                          ...) G_GNUC_PRINTF (4, 5) G_GNUC_WARN_UNUSED_RESULT;
AssaySimReply *assay_sim_reply_new_refusal (gint64 now,
                                            GPtrArray *problems,
                                            const char *provider_url) G_GNUC_WARN_UNUSED_RESULT;
AssaySimReply *assay_sim_reply_new_updated (gint64 now,
                                            GPtrArray *warnings) G_GNUC_WARN_UNUSED_RESULT;
void assay_sim_reply_free (AssaySimReply *self);
const char *assay_sim_reply_default_message (guint status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssaySimReply, assay_sim_reply_free)

G_END_DECLS
