/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-inbox-private.h"

#define STEP 65536

/* Returns: (transfer none) (nullable): how the body is encoded, unless it is plain */
const char *
assay_inbox_get_encoding (AssayHttpRequest *request)
{
  const char *encoding = assay_http_request_get_header (request, "Content-Encoding");

  return encoding != NULL && *encoding != '\0' && g_ascii_strcasecmp (encoding, "identity") != 0
           ? encoding
           : NULL;
}

static GConverter *
new_decoder (const char *encoding)
{
  if (g_ascii_strcasecmp (encoding, "gzip") == 0 || g_ascii_strcasecmp (encoding, "x-gzip") == 0)
    return G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  if (g_ascii_strcasecmp (encoding, "deflate") == 0)
    return G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));

  return NULL;
}

/* A small body may hold a very large one, so that it is read only as far as a plain one would be.
 *
 * Returns: (transfer full) (nullable): the plain body, if it can be had and is not too large */
GBytes *
assay_inbox_decode (GBytes *body, const char *encoding, gsize max)
{
  g_autoptr (GConverter) decoder = new_decoder (encoding);
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (body, &size);
  GConverterResult result = decoder != NULL ? G_CONVERTER_CONVERTED : G_CONVERTER_ERROR;

  while (result == G_CONVERTER_CONVERTED && plain->len <= max)
    {
      guint8 step[STEP];
      gsize n_read = 0, n_written = 0;

      result = g_converter_convert (decoder, data, size, step, sizeof step,
                                    G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
      data += n_read;
      size -= n_read;
      g_byte_array_append (plain, step, (guint) n_written);
    }
  if (result != G_CONVERTER_FINISHED || plain->len > max)
    return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&plain));
}
