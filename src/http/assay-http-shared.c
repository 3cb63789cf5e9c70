/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-shared.h"

static void
clear_shared (AssayHttpShared *shared)
{
  g_ptr_array_unref (shared->routes);
  g_clear_pointer (&shared->answer_to_garbage, g_bytes_unref);
}

/* Doubled and trailing slashes are what comes of joining addresses by hand. */
static char *
dup_plain_path (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  GString *plain = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_string_append_printf (plain, "/%s", parts[i]);

  return g_string_free_and_steal (plain);
}

static const AssayHttpRoute *
find_path (AssayHttpShared *shared, const char *path)
{
  for (guint i = 0; i < shared->routes->len; i++)
    {
      const AssayHttpRoute *route = shared->routes->pdata[i];

      if (g_strcmp0 (route->path, path) == 0)
        return route;
    }

  return NULL;
}

/*< private >
 * assay_http_shared_new:
 *
 * Makes what the requests of one server share, without limits and routes.
 *
 * Returns: (transfer full): what they share
 */
AssayHttpShared *
assay_http_shared_new (void)
{
  AssayHttpShared *shared = g_rc_box_new0 (AssayHttpShared);

  shared->scheme = "http";
  shared->routes = g_ptr_array_new_with_free_func (g_free);

  return shared;
}

AssayHttpShared *
assay_http_shared_ref (AssayHttpShared *shared)
{
  return g_rc_box_acquire (shared);
}

void
assay_http_shared_unref (AssayHttpShared *shared)
{
  g_rc_box_release_full (shared, (GDestroyNotify) clear_shared);
}

/*< private >
 * assay_http_shared_find_route:
 * @shared: what the requests of one server share
 * @path: the path of a request, as it was sent
 *
 * Finds who answers at a path.
 *
 * Returns: (transfer none) (nullable): the route, or %NULL if there is none
 */
const AssayHttpRoute *
assay_http_shared_find_route (AssayHttpShared *shared, const char *path)
{
  const AssayHttpRoute *route = find_path (shared, path);

  if (route == NULL)
    {
      g_autofree char *plain_path = dup_plain_path (path);

      route = find_path (shared, plain_path);
    }

  return route != NULL ? route : find_path (shared, NULL);
}
