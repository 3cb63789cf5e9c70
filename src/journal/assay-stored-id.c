/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* Ids stand in their row and in an index, so they are stored as the numbers that they are: a UUID
 * in 16 bytes, the id of a delivery as the milliseconds of its date in 6 and its digest in 20. Both
 * begin with the time, so that an index grows at its end. Any other id is stored as it is. */

#include "config.h"

#include "assay-stored-id-private.h"

#include <string.h>

#include "assay-date-time.h"

#define UUID_LENGTH 36
#define UUID_SIZE 16

/* "webhook/2026-01-02T03%3A04%3A05.678Z/" and 40 digits. */
#define DELIVERY_PREFIX "webhook/"
#define DATE_LENGTH 28
#define DIGEST_START (sizeof DELIVERY_PREFIX + DATE_LENGTH)
#define DIGEST_SIZE 20
#define DELIVERY_LENGTH (DIGEST_START + 2 * DIGEST_SIZE)
#define TIME_SIZE 6
#define DELIVERY_SIZE (TIME_SIZE + DIGEST_SIZE)
#define MAX_TIME ((G_GINT64_CONSTANT (1) << (8 * TIME_SIZE)) - 1)

/* The digits of SHA-256 and of UUIDs are small letters, others would not come back. */
static int
read_digit (char digit)
{
  return g_ascii_isupper (digit) ? -1 : g_ascii_xdigit_value (digit);
}

static gboolean
read_hex (const char *text, guint8 *bytes, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    {
      int high = read_digit (text[2 * i]);
      int low = high >= 0 ? read_digit (text[2 * i + 1]) : -1;

      if (low < 0)
        return FALSE;

      bytes[i] = (guint8) (high << 4 | low);
    }

  return TRUE;
}

static void
append_hex (GString *text, const guint8 *bytes, gsize n_bytes)
{
  static const char digits[] = "0123456789abcdef";

  for (gsize i = 0; i < n_bytes; i++)
    {
      g_string_append_c (text, digits[bytes[i] >> 4]);
      g_string_append_c (text, digits[bytes[i] & 0xf]);
    }
}

/* How many bytes of a UUID stand before each of its hyphens, and behind the last. */
static const gsize uuid_parts[] = { 4, 2, 2, 2, 6 };

static gboolean
pack_uuid (const char *id, guint8 *bytes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (uuid_parts); i++)
    {
      if ((i > 0 && *id++ != '-') || !read_hex (id, bytes, uuid_parts[i]))
        return FALSE;

      id += 2 * uuid_parts[i];
      bytes += uuid_parts[i];
    }

  return TRUE;
}

static char *
unpack_uuid (const guint8 *bytes)
{
  GString *id = g_string_sized_new (UUID_LENGTH);

  for (gsize i = 0; i < G_N_ELEMENTS (uuid_parts); i++)
    {
      if (i > 0)
        g_string_append_c (id, '-');
      append_hex (id, bytes, uuid_parts[i]);
      bytes += uuid_parts[i];
    }

  return g_string_free_and_steal (id);
}

static char *
unpack_delivery (const guint8 *bytes)
{
  g_autofree char *date = NULL;
  GString *id = g_string_sized_new (DELIVERY_LENGTH);
  gint64 time = 0;

  for (gsize i = 0; i < TIME_SIZE; i++)
    time = time << 8 | bytes[i];
  date = assay_format_iso8601 (time * G_TIME_SPAN_MILLISECOND);

  g_string_append (id, DELIVERY_PREFIX);
  g_string_append_uri_escaped (id, date, NULL, FALSE);
  g_string_append_c (id, '/');
  append_hex (id, bytes + TIME_SIZE, DIGEST_SIZE);

  return g_string_free_and_steal (id);
}

/* Most dates can be written in more than one way, and only one of them comes back. */
static gboolean
pack_delivery (const char *id, guint8 *bytes)
{
  g_autofree char *date = NULL;
  g_autofree char *written = NULL;
  gint64 at;

  if (!g_str_has_prefix (id, DELIVERY_PREFIX) ||
      !read_hex (id + DIGEST_START, bytes + TIME_SIZE, DIGEST_SIZE))
    return FALSE;

  date = g_uri_unescape_segment (id + strlen (DELIVERY_PREFIX), id + DIGEST_START - 1, NULL);
  if (date == NULL || !assay_parse_iso8601 (date, &at, NULL))
    return FALSE;

  at /= G_TIME_SPAN_MILLISECOND;
  if (at < 0 || at > MAX_TIME)
    return FALSE;

  for (gsize i = 0; i < TIME_SIZE; i++)
    bytes[i] = (guint8) (at >> (8 * (TIME_SIZE - 1 - i)));
  written = unpack_delivery (bytes);

  return g_str_equal (written, id);
}

/*
 * assay_stored_id_bind:
 * @statement: a statement
 * @index: the number of the parameter, from 1
 * @id: an id of an event or an exchange
 *
 * Binds an id as it is stored.
 */
void
assay_stored_id_bind (AssayStatement *statement, int index, const char *id)
{
  gsize length = strlen (id);
  guint8 packed[DELIVERY_SIZE];
  gsize size = 0;

  if (length == UUID_LENGTH && pack_uuid (id, packed))
    size = UUID_SIZE;
  else if (length == DELIVERY_LENGTH && pack_delivery (id, packed))
    size = DELIVERY_SIZE;

  if (size > 0)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (packed, size);

      assay_statement_bind_bytes (statement, index, bytes);
    }
  else
    {
      assay_statement_bind_text (statement, index, id);
    }
}

/*
 * assay_stored_id_dup:
 * @row: a statement on a row
 * @column: the name of a column that holds an id
 *
 * Returns: (transfer full): the id; an empty one where bytes are stored that are none
 */
char *
assay_stored_id_dup (AssayStatement *row, const char *column)
{
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *packed;
  gsize size;

  if (!assay_statement_is_blob (row, column))
    return g_strdup (assay_statement_get_text (row, column));

  bytes = assay_statement_dup_bytes (row, column);
  packed = g_bytes_get_data (bytes, &size);
  if (size == UUID_SIZE)
    return unpack_uuid (packed);

  return size == DELIVERY_SIZE ? unpack_delivery (packed) : g_strdup ("");
}
