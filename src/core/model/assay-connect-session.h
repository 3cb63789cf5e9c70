/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_CONNECT_SESSION (assay_connect_session_get_type ())

G_DECLARE_FINAL_TYPE (AssayConnectSession, assay_connect_session, ASSAY, CONNECT_SESSION, GObject)

AssayConnectSession *assay_connect_session_new_from_json (AssayJson *json,
                                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *assay_connect_session_get_id (AssayConnectSession *self);
const char *assay_connect_session_get_origin_owner_id (AssayConnectSession *self);
const char *assay_connect_session_get_auth_link_url (AssayConnectSession *self);
const char *assay_connect_session_get_external_trigger_token (AssayConnectSession *self);

G_END_DECLS
