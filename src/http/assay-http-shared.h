/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-http-server.h"

G_BEGIN_DECLS

/* What the requests of one server share: “http” or “https”, the limits, the routes, the
 * bytes they all hold, and what
 * is answered to garbage in the second that began at @garbage_at. */
typedef struct
{
  const char *scheme;
  AssayHttpLimits limits;
  GPtrArray *routes;
  GBytes *answer_to_garbage;
  gint64 garbage_at;
  gsize bytes_held;
} AssayHttpShared;

/* Without a path it takes what no other takes, without methods it takes them all. */
typedef struct
{
  const char *path;
  const char *const *methods;
  AssayHttpHandler handler;
  gpointer user_data;
} AssayHttpRoute;

AssayHttpShared *assay_http_shared_new (void) G_GNUC_WARN_UNUSED_RESULT;
AssayHttpShared *assay_http_shared_ref (AssayHttpShared *shared);
void assay_http_shared_unref (AssayHttpShared *shared);
const AssayHttpRoute *assay_http_shared_find_route (AssayHttpShared *shared, const char *path);

G_END_DECLS
