/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Lets a test's own server listen on a free port, and gets where. Not in the library, because most
 * tests need no HTTP. */
G_GNUC_WARN_UNUSED_RESULT
static inline char *
assay_local_server_listen (SoupServer *server)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;
  char *url;

  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return url;
}

G_END_DECLS
