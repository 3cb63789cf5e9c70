/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json-scan-private.h"

#include <string.h>

#include "assay-error.h"

/* How many bytes of a dense document there are for each token, and for how many tokens there is
 * room at the start. */
#define BYTES_PER_TOKEN 8
#define MAX_ROOM 4096

/* What may come next. */
typedef enum
{
  WANT_VALUE,
  WANT_VALUE_OR_END, /* an array was just opened */
  WANT_NAME,
  WANT_NAME_OR_END, /* an object was just opened */
  WANT_COLON,
  WANT_COMMA_OR_END,
  WANT_NOTHING, /* the document is complete */
} Want;

/*
 * The scan notes where each value of a document lies, so that every number keeps its digits and
 * every value its exact text. No parser at hand does that: json-glib would saturate
 * 3223323715753018140000 to an int64 and refuse half a surrogate pair. A test compares the grammar
 * with json-glib's strict one.
 */
typedef struct
{
  /* borrowed */
  const char *text;
  gsize length;

  /* owned: longer than what is in it until the end */
  GArray *tokens;

  /* plain */
  guint n_tokens;
  Want want;
  guint max_depth;
  guint max_tokens;
  gsize at;
  guint depth;
  guint32 open[ASSAY_JSON_MAX_DEPTH];
} Scan;

static gboolean
refuse (Scan *scan, const char *what, GError **error)
{
  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_JSON,
               "$: %s at byte %" G_GSIZE_FORMAT, what, scan->at);
  return FALSE;
}

static gboolean
refuse_unwanted (Scan *scan, GError **error)
{
  static const char *const wanted[] = {
    [WANT_VALUE] = "expected a value",
    [WANT_VALUE_OR_END] = "expected a value or “]”",
    [WANT_NAME] = "expected the name of a member",
    [WANT_NAME_OR_END] = "expected the name of a member or “}”",
    [WANT_COLON] = "expected “:”",
    [WANT_COMMA_OR_END] = "expected “,” or the closing bracket",
    [WANT_NOTHING] = "expected nothing more",
  };

  return refuse (scan, wanted[scan->want], error);
}

static gboolean
wants_value (const Scan *scan)
{
  return scan->want == WANT_VALUE || scan->want == WANT_VALUE_OR_END;
}

static gboolean
wants_name (const Scan *scan)
{
  return scan->want == WANT_NAME || scan->want == WANT_NAME_OR_END;
}

static AssayJsonToken *
get_open (Scan *scan)
{
  return &g_array_index (scan->tokens, AssayJsonToken, scan->open[scan->depth - 1]);
}

static gboolean
add_token (Scan *scan, AssayJsonKind kind, gsize end, GError **error)
{
  AssayJsonToken token = {
    .start = (guint32) scan->at,
    .end = (guint32) end,
    .next = scan->n_tokens + 1,
    .kind = kind,
  };

  if (scan->n_tokens >= scan->max_tokens)
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_TOO_LARGE, "$: more than %u values",
                   scan->max_tokens);
      return FALSE;
    }
  if (scan->n_tokens == scan->tokens->len)
    g_array_set_size (scan->tokens, 2 * scan->n_tokens);
  g_array_index (scan->tokens, AssayJsonToken, scan->n_tokens++) = token;
  scan->at = end;
  return TRUE;
}

static void
end_value (Scan *scan)
{
  scan->want = scan->depth > 0 ? WANT_COMMA_OR_END : WANT_NOTHING;
}

static gboolean
scan_open (Scan *scan, AssayJsonKind kind, GError **error)
{
  if (!wants_value (scan))
    return refuse_unwanted (scan, error);
  if (scan->depth == scan->max_depth)
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_TOO_DEEP,
                   "$: nested deeper than %u levels at byte %" G_GSIZE_FORMAT, scan->max_depth,
                   scan->at);
      return FALSE;
    }
  scan->open[scan->depth++] = scan->n_tokens;
  scan->want = kind == ASSAY_JSON_ARRAY ? WANT_VALUE_OR_END : WANT_NAME_OR_END;
  return add_token (scan, kind, scan->at + 1, error);
}

static gboolean
scan_close (Scan *scan, AssayJsonKind kind, GError **error)
{
  Want when_empty = kind == ASSAY_JSON_ARRAY ? WANT_VALUE_OR_END : WANT_NAME_OR_END;
  AssayJsonToken *token;

  if (scan->depth == 0)
    return refuse (scan, "closing bracket without an opening one", error);
  token = get_open (scan);
  if (scan->want != when_empty && (scan->want != WANT_COMMA_OR_END || token->kind != kind))
    return refuse_unwanted (scan, error);
  token->end = (guint32) ++scan->at;
  token->next = scan->n_tokens;
  scan->depth--;
  end_value (scan);
  return TRUE;
}

static gboolean
scan_comma (Scan *scan, GError **error)
{
  if (scan->want != WANT_COMMA_OR_END)
    return refuse_unwanted (scan, error);
  scan->want = get_open (scan)->kind == ASSAY_JSON_ARRAY ? WANT_VALUE : WANT_NAME;
  scan->at++;
  return TRUE;
}

static gboolean
scan_colon (Scan *scan, GError **error)
{
  if (scan->want != WANT_COLON)
    return refuse_unwanted (scan, error);
  scan->want = WANT_VALUE;
  scan->at++;
  return TRUE;
}

static gsize
count_digits (Scan *scan, gsize at)
{
  gsize count = 0;

  while (at + count < scan->length && g_ascii_isdigit (scan->text[at + count]))
    count++;
  return count;
}

static char
peek (Scan *scan, gsize at)
{
  return at < scan->length ? scan->text[at] : '\0';
}

static gboolean
scan_number (Scan *scan, GError **error)
{
  gsize end = scan->at;
  gsize digits;

  if (peek (scan, end) == '-')
    end++;
  digits = count_digits (scan, end);
  if (digits == 0 || (digits > 1 && scan->text[end] == '0'))
    return refuse (scan, "malformed number", error);
  end += digits;
  if (peek (scan, end) == '.')
    {
      digits = count_digits (scan, ++end);
      if (digits == 0)
        return refuse (scan, "malformed number", error);
      end += digits;
    }
  if (peek (scan, end) == 'e' || peek (scan, end) == 'E')
    {
      end++;
      if (peek (scan, end) == '+' || peek (scan, end) == '-')
        end++;
      digits = count_digits (scan, end);
      if (digits == 0)
        return refuse (scan, "malformed number", error);
      end += digits;
    }
  end_value (scan);
  return add_token (scan, ASSAY_JSON_NUMBER, end, error);
}

/* Moves @at behind the escape whose backslash it stands on. */
static gboolean
skip_escape (Scan *scan, gsize *at, GError **error)
{
  char letter = peek (scan, *at + 1);

  if (letter == '\0' || strchr ("\"\\/bfnrtu", letter) == NULL)
    return refuse (scan, "unknown escape in the string", error);
  *at += 2;
  if (letter != 'u')
    return TRUE;
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (peek (scan, (*at)++)))
        return refuse (scan, "malformed \\u escape in the string", error);
    }
  return TRUE;
}

/* Returns where the text from @at on ceases to stand for itself. */
static gsize
skip_plain (const Scan *scan, gsize at)
{
  const char *text = scan->text;
  gsize length = scan->length;

  while (at < length && (guchar) text[at] >= 0x20 && text[at] != '"' && text[at] != '\\')
    at++;
  return at;
}

static gboolean
scan_string (Scan *scan, GError **error)
{
  gsize end = skip_plain (scan, scan->at + 1);

  if (!wants_name (scan) && !wants_value (scan))
    return refuse_unwanted (scan, error);
  while (end < scan->length && scan->text[end] != '"')
    {
      if ((guchar) scan->text[end] < 0x20)
        return refuse (scan, "control character in the string", error);
      if (!skip_escape (scan, &end, error))
        return FALSE;
      end = skip_plain (scan, end);
    }
  if (end >= scan->length)
    return refuse (scan, "unterminated string", error);
  if (wants_name (scan))
    scan->want = WANT_COLON;
  else
    end_value (scan);
  return add_token (scan, ASSAY_JSON_STRING, end + 1, error);
}

static gboolean
scan_word (Scan *scan, GError **error)
{
  static const struct
  {
    const char *text;
    AssayJsonKind kind;
  } words[] = {
    { "true", ASSAY_JSON_BOOLEAN },
    { "false", ASSAY_JSON_BOOLEAN },
    { "null", ASSAY_JSON_NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i].text);

      if (scan->length - scan->at >= length &&
          memcmp (scan->text + scan->at, words[i].text, length) == 0)
        {
          end_value (scan);
          return add_token (scan, words[i].kind, scan->at + length, error);
        }
    }
  return refuse_unwanted (scan, error);
}

static gboolean
scan_one (Scan *scan, GError **error)
{
  char letter = scan->text[scan->at];

  switch (letter)
    {
    case ' ':
    case '\t':
    case '\r':
    case '\n':
      scan->at++;
      return TRUE;
    case ',':
      return scan_comma (scan, error);
    case ':':
      return scan_colon (scan, error);
    case '{':
      return scan_open (scan, ASSAY_JSON_OBJECT, error);
    case '[':
      return scan_open (scan, ASSAY_JSON_ARRAY, error);
    case '}':
      return scan_close (scan, ASSAY_JSON_OBJECT, error);
    case ']':
      return scan_close (scan, ASSAY_JSON_ARRAY, error);
    case '"':
      return scan_string (scan, error);
    default:
      if (!wants_value (scan))
        return refuse_unwanted (scan, error);
      if (letter == '-' || g_ascii_isdigit (letter))
        return scan_number (scan, error);
      return scan_word (scan, error);
    }
}

/*
 * assay_json_scan:
 * @text: UTF-8 without a byte order mark, not necessarily NUL-terminated
 * @length: bytes in @text, less than 2 GiB
 * @max_depth: how many levels are accepted, %ASSAY_JSON_MAX_DEPTH at most
 * @max_tokens: how many values and member names are accepted
 *
 * Returns: (transfer full): one AssayJsonToken for each value and member name in document order,
 *   the root first; %NULL with @error set when @text is not one JSON value
 */
GArray *
assay_json_scan (const char *text, gsize length, guint max_depth, guint max_tokens, GError **error)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (AssayJsonToken));
  Scan scan = {
    .text = text,
    .length = length,
    .tokens = tokens,
    .want = WANT_VALUE,
    .max_depth = max_depth,
    .max_tokens = max_tokens,
  };

  g_array_set_size (tokens, (guint) MIN (length / BYTES_PER_TOKEN + 1, MAX_ROOM));
  while (scan.at < scan.length)
    {
      if (!scan_one (&scan, error))
        return NULL;
    }
  if (scan.depth > 0)
    {
      refuse (&scan, "unclosed array or object", error);
      return NULL;
    }
  if (scan.n_tokens == 0)
    {
      refuse (&scan, "no value", error);
      return NULL;
    }
  g_array_set_size (tokens, scan.n_tokens);
  return g_steal_pointer (&tokens);
}

static gunichar
read_unicode_escape (const char **at, const char *end)
{
  gunichar code = 0;

  if (end - *at < 6 || (*at)[0] != '\\' || (*at)[1] != 'u')
    return 0;
  for (guint i = 2; i < 6; i++)
    code = code * 16 + (gunichar) g_ascii_xdigit_value ((*at)[i]);
  *at += 6;
  return code;
}

/* What C strings cannot carry (U+0000) or UTF-8 cannot (half a surrogate pair) is read as U+FFFD;
 * the source text keeps it.
 */
static gunichar
decode_unicode_escape (const char **at, const char *end)
{
  gunichar code = read_unicode_escape (at, end);
  const char *behind = *at;
  gunichar low;

  if (code == 0 || (code >= 0xdc00 && code <= 0xdfff))
    return 0xfffd;
  if (code < 0xd800 || code > 0xdbff)
    return code;
  low = read_unicode_escape (&behind, end);
  if (low < 0xdc00 || low > 0xdfff)
    return 0xfffd;
  *at = behind;
  return 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
}

static char
decode_short_escape (char letter)
{
  switch (letter)
    {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return letter;
    }
}

/*
 * assay_json_decode:
 * @quoted: a string token of a scanned document, with its quotation marks
 * @length: bytes in @quoted
 *
 * Returns: (transfer full): the text that the token stands for
 */
char *
assay_json_decode (const char *quoted, gsize length)
{
  const char *at = quoted + 1;
  const char *end = quoted + length - 1;
  GString *decoded;

  if (memchr (at, '\\', (gsize) (end - at)) == NULL)
    return g_strndup (at, (gsize) (end - at));

  decoded = g_string_sized_new (length);
  while (at < end)
    {
      if (*at != '\\')
        {
          g_string_append_c (decoded, *at++);
        }
      else if (at[1] == 'u')
        {
          g_string_append_unichar (decoded, decode_unicode_escape (&at, end));
        }
      else
        {
          g_string_append_c (decoded, decode_short_escape (at[1]));
          at += 2;
        }
    }
  return g_string_free_and_steal (decoded);
}
