/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-request-private.h"

/*< private >
 * assay_http_request_collect:
 * @self: a request that arrives
 * @chunk: more of its body
 *
 * Counts and keeps what has arrived of the body, but for one that is going to be refused anyway.
 *
 * Returns: the HTTP status to refuse the request with, or 0
 */
guint
assay_http_request_collect (AssayHttpRequest *self, GBytes *chunk)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (chunk, &size);

  self->arrived += size;
  if (self->arrived > self->shared->limits.max_body)
    return self->refusal != 0 ? self->refusal : SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
  if (self->refusal != 0)
    return 0;
  if (self->shared->bytes_held + size > self->shared->limits.memory)
    return SOUP_STATUS_SERVICE_UNAVAILABLE;

  self->shared->bytes_held += size;
  self->held += size;
  g_byte_array_append (self->arriving, data, size);

  return 0;
}

/*< private >
 * assay_http_request_release_body:
 * @self: a request
 *
 * Drops what has arrived of the body, and gives back what it took of the server's memory.
 */
void
assay_http_request_release_body (AssayHttpRequest *self)
{
  self->shared->bytes_held -= self->held;
  self->held = 0;
  g_clear_pointer (&self->arriving, g_byte_array_unref);
}

/**
 * assay_http_request_get_body:
 * @self: a request that has arrived completely
 *
 * Gets the body, byte for byte as it came off the socket (chunks joined).
 *
 * Returns: (transfer none): the body, possibly empty
 */
GBytes *
assay_http_request_get_body (AssayHttpRequest *self)
{
  g_return_val_if_fail (ASSAY_IS_HTTP_REQUEST (self), NULL);

  return self->body;
}
