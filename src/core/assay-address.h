/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayAddress:
 * @web: whether it is a complete http or https address, so that a browser can open it; the other
 *   members say nothing when it is not
 * @encrypted: whether it is https
 * @local: whether its host is reachable inside one machine or network only
 * @password: whether it carries a password
 * @expires_at: when its signature ends, in microseconds since 1970 in UTC; 0 when that cannot be
 *   read off it
 * @type: (nullable): the attachment type that its ending suggests: `pdf`, `video`, `text`
 *   or `other`
 *
 * What can be told about a link without opening it.
 */
typedef struct
{
  gboolean web;
  gboolean encrypted;
  gboolean local;
  gboolean password;
  gint64 expires_at;
  const char *type;
} AssayAddress;

void assay_address_inspect (const char *url, AssayAddress *address);
gboolean assay_address_is_local_host (const char *host);
gboolean assay_address_is_loopback (const char *host);
const char *assay_address_guess_type (const char *content_type);

G_END_DECLS
