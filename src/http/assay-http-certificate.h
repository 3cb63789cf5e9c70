/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GTlsCertificate *assay_http_certificate_load (const char *certificate,
                                              const char *key,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
