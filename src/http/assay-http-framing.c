/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-framing.h"

#include <string.h>

#define MAX_HEAD 65536

/* libsoup reads the lines between chunks into 128 bytes and takes the rest for another line. */
#define MAX_CHUNK_LINE 120
#define MAX_SIZE_DIGITS 15

typedef enum
{
  STATE_REQUEST_LINE,
  STATE_HEADER,
  STATE_BODY,
  STATE_CHUNK_SIZE,
  STATE_CHUNK_DATA,
  STATE_CHUNK_END,
  STATE_TRAILER,
  STATE_BAD,
} State;

/**
 * AssayHttpFraming:
 *
 * Finds where each request of a connection ends, and whether every program on the way finds the
 * same end (RFC 9112 6 and 7). It only looks at bytes; it keeps no more of them than one line.
 */
struct _AssayHttpFraming
{
  GString *line;
  char *target;
  guint64 left;
  gsize head;
  State state;
  guint old_version : 1;
  guint has_length : 1;
  guint chunked : 1;
};

static gboolean
is_token (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && (text[i] == '\0' || !strchr ("!#$%&'*+-.^_`|~", text[i])))
      return FALSE;

  return length > 0;
}

static gboolean
is_text (const GString *line)
{
  for (gsize i = 0; i < line->len; i++)
    if (line->str[i] != '\t' && g_ascii_iscntrl (line->str[i]))
      return FALSE;

  return TRUE;
}

static void
start_request (AssayHttpFraming *self)
{
  self->state = STATE_REQUEST_LINE;
  self->left = 0;
  self->head = 0;
  self->old_version = self->has_length = self->chunked = FALSE;
}

static gboolean
take_request_line (AssayHttpFraming *self)
{
  const char *target = strchr (self->line->str, ' ');
  const char *version = target != NULL ? strchr (target + 1, ' ') : NULL;

  if (version == NULL || version == target + 1 ||
      !is_token (self->line->str, target - self->line->str))
    return FALSE;

  g_free (self->target);
  self->target = g_strndup (target + 1, version - target - 1);
  self->old_version = strcmp (version, " HTTP/1.0") == 0;
  self->state = STATE_HEADER;

  return self->old_version || strcmp (version, " HTTP/1.1") == 0;
}

static gboolean
take_length (AssayHttpFraming *self, const char *value)
{
  gsize digits = strspn (value, "0123456789");

  if (self->has_length || digits == 0 || value[digits] != '\0')
    return FALSE;

  self->has_length = TRUE;

  return g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT64, &self->left, NULL);
}

static gboolean
take_encoding (AssayHttpFraming *self, const char *value)
{
  if (self->chunked || self->old_version || g_ascii_strcasecmp (value, "chunked") != 0)
    return FALSE;

  self->chunked = TRUE;

  return TRUE;
}

static gboolean
end_head (AssayHttpFraming *self)
{
  if (self->chunked && self->has_length)
    return FALSE;

  if (self->chunked)
    self->state = STATE_CHUNK_SIZE;
  else if (self->left > 0)
    self->state = STATE_BODY;
  else
    start_request (self);

  return TRUE;
}

static gboolean
is_called (const char *name, gsize length, const char *wanted)
{
  return length == strlen (wanted) && g_ascii_strncasecmp (name, wanted, length) == 0;
}

static gboolean
take_header (AssayHttpFraming *self)
{
  const char *name = self->line->str;
  char *colon = strchr (self->line->str, ':');
  char *value;

  if (self->line->len == 0)
    return end_head (self);
  if (colon == NULL || !is_token (name, colon - name))
    return FALSE;

  value = colon + 1 + strspn (colon + 1, " \t");
  if (is_called (name, colon - name, "Content-Length"))
    return take_length (self, g_strchomp (value));
  if (is_called (name, colon - name, "Transfer-Encoding"))
    return take_encoding (self, g_strchomp (value));

  return TRUE;
}

static gboolean
take_chunk_size (AssayHttpFraming *self)
{
  const char *text = self->line->str;
  gsize digits = strspn (text, "0123456789abcdefABCDEF");

  if (digits == 0 || digits > MAX_SIZE_DIGITS || (text[digits] != '\0' && text[digits] != ';'))
    return FALSE;

  self->left = g_ascii_strtoull (text, NULL, 16);
  self->state = self->left > 0 ? STATE_CHUNK_DATA : STATE_TRAILER;

  return TRUE;
}

static gboolean
take_trailer (AssayHttpFraming *self)
{
  const char *colon = strchr (self->line->str, ':');

  if (self->line->len > 0)
    return colon != NULL && is_token (self->line->str, colon - self->line->str);

  start_request (self);

  return TRUE;
}

static gboolean
take_line (AssayHttpFraming *self)
{
  switch (self->state)
    {
    case STATE_REQUEST_LINE:
      return take_request_line (self);
    case STATE_HEADER:
      return take_header (self);
    case STATE_CHUNK_SIZE:
      return take_chunk_size (self);
    case STATE_CHUNK_END:
      self->state = STATE_CHUNK_SIZE;
      return self->line->len == 0;
    case STATE_TRAILER:
      return take_trailer (self);
    case STATE_BODY:
    case STATE_CHUNK_DATA:
    case STATE_BAD:
    default:
      return FALSE;
    }
}

/* Chunks may go on for ever, what stands around all of them may not. */
static gboolean
has_room (AssayHttpFraming *self)
{
  if (self->state == STATE_CHUNK_SIZE || self->state == STATE_CHUNK_END)
    return self->line->len < MAX_CHUNK_LINE;

  return ++self->head <= MAX_HEAD &&
         (self->state != STATE_TRAILER || self->line->len < MAX_CHUNK_LINE);
}

/* Takes what lies ahead of the end of a line, but for lines around chunks, which are short. */
static gsize
take_text (AssayHttpFraming *self, const guint8 *data, gsize size)
{
  const guint8 *end;
  gsize taken;

  if (self->state != STATE_REQUEST_LINE && self->state != STATE_HEADER)
    return 0;

  end = memchr (data, '\n', size);
  taken = MIN (end != NULL ? (gsize) (end - data) : size, MAX_HEAD - self->head);
  g_string_append_len (self->line, (const char *) data, (gssize) taken);
  self->head += taken;

  return taken;
}

static gboolean
take_byte (AssayHttpFraming *self, guint8 byte)
{
  gboolean good;

  if (!has_room (self))
    return FALSE;
  if (byte != '\n')
    {
      g_string_append_c (self->line, (char) byte);
      return self->state != STATE_CHUNK_END || (byte == '\r' && self->line->len == 1);
    }
  if (self->line->len == 0 || self->line->str[self->line->len - 1] != '\r')
    return FALSE;

  g_string_truncate (self->line, self->line->len - 1);
  good = is_text (self->line) && take_line (self);
  g_string_truncate (self->line, 0);

  return good;
}

static gsize
take_data (AssayHttpFraming *self, gsize size)
{
  gsize taken = (gsize) MIN ((guint64) size, self->left);

  self->left -= taken;
  if (self->left == 0 && self->state == STATE_BODY)
    start_request (self);
  else if (self->left == 0)
    self->state = STATE_CHUNK_END;

  return taken;
}

/**
 * assay_http_framing_new:
 *
 * Makes a parser for one connection.
 *
 * Returns: (transfer full): the parser
 */
AssayHttpFraming *
assay_http_framing_new (void)
{
  AssayHttpFraming *self = g_new0 (AssayHttpFraming, 1);

  self->line = g_string_new (NULL);

  return self;
}

/**
 * assay_http_framing_free:
 * @self: (transfer full): a parser
 *
 * Frees the parser.
 */
void
assay_http_framing_free (AssayHttpFraming *self)
{
  g_string_free (self->line, TRUE);
  g_free (self->target);
  g_free (self);
}

/**
 * assay_http_framing_feed:
 * @self: a parser
 * @data: what arrived
 * @size: how many bytes
 * @taken: (out): how many of them belong to the request that is arriving; the rest is to be given
 *   again once that request is answered
 *
 * Reads on, to the end of a request at most.
 *
 * Returns: whether the framing is clear so far; after a %FALSE it stays so
 */
gboolean
assay_http_framing_feed (AssayHttpFraming *self, const guint8 *data, gsize size, gsize *taken)
{
  gsize done = 0;

  while (done < size && self->state != STATE_BAD)
    {
      if (self->state == STATE_BODY || self->state == STATE_CHUNK_DATA)
        {
          done += take_data (self, size - done);
        }
      else
        {
          done += take_text (self, data + done, size - done);
          if (done < size && !take_byte (self, data[done++]))
            self->state = STATE_BAD;
        }
      if (assay_http_framing_is_between (self))
        break;
    }
  *taken = done;

  return self->state != STATE_BAD;
}

/**
 * assay_http_framing_is_between:
 * @self: a parser
 *
 * Tells whether no request has begun that has not ended.
 *
 * Returns: whether the stream may end here
 */
gboolean
assay_http_framing_is_between (AssayHttpFraming *self)
{
  return self->state == STATE_REQUEST_LINE && self->line->len == 0;
}

/**
 * assay_http_framing_get_target:
 * @self: a parser
 *
 * Gets what the request asks for (RFC 9112 3.2), exactly as it was sent.
 *
 * Returns: (transfer none) (nullable): the target of the last request line there was
 */
const char *
assay_http_framing_get_target (AssayHttpFraming *self)
{
  return self->target;
}
