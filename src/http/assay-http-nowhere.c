/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-nowhere.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

/*
 * assay_http_listen_nowhere:
 * @server: a server whose connections others accept
 * @error: return location for an error
 *
 * libsoup closes every connection after one answer unless it listens itself. This gives it a socket
 * that nobody can reach: its name exists in a private folder only until it is bound.
 *
 * Returns: whether it listens
 */
gboolean
assay_http_listen_nowhere (SoupServer *server, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("assay-XXXXXX", error);
  g_autofree char *path = NULL;
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) socket = NULL;
  gboolean listening;

  if (folder == NULL)
    return FALSE;

  path = g_build_filename (folder, "socket", NULL);
  address = g_unix_socket_address_new (path);
  socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT,
                         error);
  listening = socket != NULL && g_socket_bind (socket, address, FALSE, error) &&
              g_socket_listen (socket, error) &&
              soup_server_listen_socket (server, socket, 0, error);
  g_unlink (path);
  g_rmdir (folder);

  return listening;
}
