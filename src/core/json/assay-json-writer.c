/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json-writer.h"

#include <string.h>

#include "assay-date-time.h"

/* What most documents fit in. */
#define USUAL_SIZE 512

/**
 * AssayJsonWriter:
 *
 * Writes one compact JSON document, members in the order they are given.
 *
 * Text stays UTF-8; only quotation marks, backslashes and control characters are escaped.
 */
struct _AssayJsonWriter
{
  /* owned */
  GString *text;

  /* plain */
  gboolean separate;
};

static void
begin_value (AssayJsonWriter *self)
{
  if (self->separate)
    g_string_append_c (self->text, ',');
  self->separate = TRUE;
}

static void
begin_container (AssayJsonWriter *self, char bracket)
{
  begin_value (self);
  g_string_append_c (self->text, bracket);
  self->separate = FALSE;
}

static void
end_container (AssayJsonWriter *self, char bracket)
{
  g_string_append_c (self->text, bracket);
  self->separate = TRUE;
}

static gboolean
is_plain (char character)
{
  return (guchar) character >= 0x20 && character != '"' && character != '\\';
}

static void
append_escaped (GString *string, char character)
{
  const char *letter = strchr ("\"\"\\\\\bb\ff\nn\rr\tt", character);

  if (letter != NULL)
    g_string_append_printf (string, "\\%c", letter[1]);
  else
    g_string_append_printf (string, "\\u%04x", (guint) character);
}

/* How many bytes of @text are characters that stand for themselves, and are ASCII. */
static gsize
count_simple (const char *text)
{
  gsize n = 0;

  while (is_plain (text[n]) && (guchar) text[n] < 0x80)
    n++;
  return n;
}

static void
append_quoted (GString *string, const char *text)
{
  const char *at = text;

  g_string_append_c (string, '"');
  while (*at != '\0')
    {
      const char *plain = at;

      while (is_plain (*at))
        at++;
      g_string_append_len (string, plain, at - plain);
      if (*at != '\0')
        append_escaped (string, *at++);
    }
  g_string_append_c (string, '"');
}

/**
 * assay_json_writer_new:
 *
 * Returns: (transfer full): a writer without content
 */
AssayJsonWriter *
assay_json_writer_new (void)
{
  AssayJsonWriter *self = g_new0 (AssayJsonWriter, 1);

  self->text = g_string_sized_new (USUAL_SIZE);
  return self;
}

/**
 * assay_json_writer_free:
 * @self: (transfer full): a writer
 *
 * Frees the writer.
 */
void
assay_json_writer_free (AssayJsonWriter *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * assay_json_writer_begin_object:
 * @self: a writer
 *
 * Opens an object.
 */
void
assay_json_writer_begin_object (AssayJsonWriter *self)
{
  begin_container (self, '{');
}

/**
 * assay_json_writer_end_object:
 * @self: a writer
 *
 * Closes the object opened last.
 */
void
assay_json_writer_end_object (AssayJsonWriter *self)
{
  end_container (self, '}');
}

/**
 * assay_json_writer_begin_array:
 * @self: a writer
 *
 * Opens an array.
 */
void
assay_json_writer_begin_array (AssayJsonWriter *self)
{
  begin_container (self, '[');
}

/**
 * assay_json_writer_end_array:
 * @self: a writer
 *
 * Closes the array opened last.
 */
void
assay_json_writer_end_array (AssayJsonWriter *self)
{
  end_container (self, ']');
}

/**
 * assay_json_writer_member:
 * @self: a writer inside an object
 * @name: name of the member
 *
 * Starts a member; its value must follow.
 */
void
assay_json_writer_member (AssayJsonWriter *self, const char *name)
{
  assay_json_writer_string (self, name);
  g_string_append_c (self->text, ':');
  self->separate = FALSE;
}

/**
 * assay_json_writer_string:
 * @self: a writer
 * @text: UTF-8; other bytes are replaced by U+FFFD
 *
 * Writes a string.
 */
void
assay_json_writer_string (AssayJsonWriter *self, const char *text)
{
  gsize n_simple = count_simple (text);

  begin_value (self);
  if (text[n_simple] == '\0')
    {
      g_string_append_c (self->text, '"');
      g_string_append_len (self->text, text, (gssize) n_simple);
      g_string_append_c (self->text, '"');
    }
  else if (g_utf8_validate (text, -1, NULL))
    {
      append_quoted (self->text, text);
    }
  else
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      append_quoted (self->text, valid);
    }
}

/**
 * assay_json_writer_number_text:
 * @self: a writer
 * @digits: a JSON number as it shall be written, for example from [method@Json.get_number]
 *
 * Writes a number.
 */
void
assay_json_writer_number_text (AssayJsonWriter *self, const char *digits)
{
  assay_json_writer_raw (self, digits);
}

/**
 * assay_json_writer_int64:
 * @self: a writer
 * @number: a whole number
 *
 * Writes a number.
 */
void
assay_json_writer_int64 (AssayJsonWriter *self, gint64 number)
{
  begin_value (self);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, number);
}

/**
 * assay_json_writer_boolean:
 * @self: a writer
 * @value: a boolean
 *
 * Writes `true` or `false`.
 */
void
assay_json_writer_boolean (AssayJsonWriter *self, gboolean value)
{
  assay_json_writer_raw (self, value ? "true" : "false");
}

/**
 * assay_json_writer_null:
 * @self: a writer
 *
 * Writes `null`.
 */
void
assay_json_writer_null (AssayJsonWriter *self)
{
  assay_json_writer_raw (self, "null");
}

/**
 * assay_json_writer_raw:
 * @self: a writer
 * @source: one complete JSON value, for example from [method@Json.dup_source]
 *
 * Writes a value as it stands.
 */
void
assay_json_writer_raw (AssayJsonWriter *self, const char *source)
{
  begin_value (self);
  g_string_append (self->text, source);
}

/**
 * assay_json_writer_raw_bytes:
 * @self: a writer
 * @source: one complete JSON document
 *
 * Writes a value as it stands.
 */
void
assay_json_writer_raw_bytes (AssayJsonWriter *self, GBytes *source)
{
  gsize length;
  const char *text = g_bytes_get_data (source, &length);

  begin_value (self);
  g_string_append_len (self->text, text, (gssize) length);
}

/**
 * assay_json_writer_value:
 * @self: a writer
 * @value: a value
 *
 * Writes the exact text of a value.
 */
void
assay_json_writer_value (AssayJsonWriter *self, AssayJson *value)
{
  g_autofree char *source = assay_json_dup_source (value);

  assay_json_writer_raw (self, source);
}

/**
 * assay_json_writer_date_time:
 * @self: a writer
 * @at: microseconds since 1970 in UTC
 *
 * Writes an ISO 8601 date-time with milliseconds, as StackOne's SDK does.
 */
void
assay_json_writer_date_time (AssayJsonWriter *self, gint64 at)
{
  g_autofree char *text = assay_format_iso8601 (at);

  assay_json_writer_string (self, text);
}

/**
 * assay_json_writer_member_string:
 * @self: a writer inside an object
 * @name: name of the member
 * @text: (nullable): its value
 *
 * Writes a member with a text; nothing when there is none.
 */
void
assay_json_writer_member_string (AssayJsonWriter *self, const char *name, const char *text)
{
  if (text == NULL)
    return;
  assay_json_writer_member (self, name);
  assay_json_writer_string (self, text);
}

/**
 * assay_json_writer_member_value:
 * @self: a writer inside an object
 * @name: name of the member
 * @value: (nullable): its value
 *
 * Writes a member with the exact text of a value; nothing when there is none.
 */
void
assay_json_writer_member_value (AssayJsonWriter *self, const char *name, AssayJson *value)
{
  if (value == NULL)
    return;
  assay_json_writer_member (self, name);
  assay_json_writer_value (self, value);
}

/**
 * assay_json_writer_copy_member:
 * @self: a writer inside an object
 * @object: another object
 * @name: name of a member
 *
 * Writes a member with the exact text that it has in @object; nothing when it is absent there.
 */
void
assay_json_writer_copy_member (AssayJsonWriter *self, AssayJson *object, const char *name)
{
  gsize length;
  const char *source = assay_json_get_member_source (object, name, &length);

  if (source == NULL)
    return;
  assay_json_writer_member (self, name);
  begin_value (self);
  g_string_append_len (self->text, source, (gssize) length);
}

/**
 * assay_json_writer_member_strv:
 * @self: a writer inside an object
 * @name: name of the member
 * @texts: (nullable) (array zero-terminated=1): its elements
 *
 * Writes a member with an array of texts; nothing when @texts is %NULL.
 */
void
assay_json_writer_member_strv (AssayJsonWriter *self, const char *name, const char *const *texts)
{
  if (texts == NULL)
    return;
  assay_json_writer_member (self, name);
  assay_json_writer_begin_array (self);
  for (guint i = 0; texts[i] != NULL; i++)
    assay_json_writer_string (self, texts[i]);
  assay_json_writer_end_array (self);
}

/**
 * assay_json_writer_finish:
 * @self: a writer
 *
 * Takes what was written; the writer is empty afterwards.
 *
 * Returns: (transfer full): the document
 */
GBytes *
assay_json_writer_finish (AssayJsonWriter *self)
{
  GString *text = self->text;

  self->text = g_string_new (NULL);
  self->separate = FALSE;
  return g_string_free_to_bytes (text);
}
