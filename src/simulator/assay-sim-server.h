/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-simulator-settings.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _AssaySimServer AssaySimServer;

/**
 * AssaySimServerHandler:
 * @message: a request that was read whole
 * @body: (nullable): its body, or %NULL if that was larger than allowed
 * @user_data: what assay_sim_server_new() was given
 *
 * Answers a request.
 */
typedef void (*AssaySimServerHandler) (SoupServerMessage *message,
                                       GBytes            *body,
                                       gpointer           user_data);

AssaySimServer *assay_sim_server_new   (const AssaySimulatorSettings *settings,
                                        AssaySimServerHandler         handler,
                                        gpointer                      user_data) G_GNUC_WARN_UNUSED_RESULT;
char           *assay_sim_server_start (AssaySimServer               *self,
                                        const char                   *listen,
                                        GError                      **error) G_GNUC_WARN_UNUSED_RESULT;
void            assay_sim_server_free  (AssaySimServer               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssaySimServer, assay_sim_server_free)

G_END_DECLS
