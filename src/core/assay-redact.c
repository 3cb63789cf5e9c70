/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-redact.h"

#include <string.h>

#include "assay-json-scan-private.h"

#define MASK "***"

/* The headers are here because deliveries carry those of the event behind them in their bodies. */
#define SECRET_NAMES \
  "token|access_?token|refresh_?token|external_?trigger_?token|auth_?link_?url|credentials|" \
  "client_?secret|(?:x[-_]?)?api[-_]?key|signing_?secret|webhook_?secret|password|" \
  "(?:proxy[-_]?)?authorization|(?:set[-_]?)?cookie"

/* A parameter's name in which a letter, a hyphen or an underscore is written as its number, which
 * nobody does without something to hide. */
#define PLAIN_PART "[^%=&;?#\\s\"]*+"
#define ESCAPED_LETTER "(?:[46][1-9a-f]|[57][0-9a]|2d|5f)"
#define ESCAPED_NAME \
  PLAIN_PART "(?:%(?!" ESCAPED_LETTER ")" PLAIN_PART ")*+%" ESCAPED_LETTER "[^=&;?#\\s\"]*+"

/* A value in a body that is not JSON: a text with its escapes, or the rest of the body where an
 * array or an object begins, because nobody knows where that ends.
 */
#define CUT_VALUE "(?:\"(?:[^\"\\\\]|\\\\[\\s\\S])*+\"?|[\\[{][\\s\\S]*+|[^,\\s]+)"

/* Decides by its name whether a member is masked; @in_person tells whether it describes a person,
 * because packages have names, too.
 */
typedef gboolean (*MaskFunc) (const char *name, gboolean in_person);

typedef struct
{
  /* borrowed */
  const char *text;
  GArray *tokens;
  MaskFunc is_masked;

  /* owned */
  GString *out;

  /* plain */
  gsize copied;
} Redaction;

/* Compares without case, underscores and hyphens, so that `clientSecret` is `client_secret`. */
static gboolean
is_called (const char *name, const char *const *plain_names)
{
  g_autofree char *plain = g_ascii_strdown (name, -1);
  char *end = plain;

  for (const char *at = plain; *at != '\0'; at++)
    {
      if (*at != '_' && *at != '-')
        *end++ = *at;
    }
  *end = '\0';
  return g_strv_contains (plain_names, plain);
}

static gboolean
is_secret (const char *name, gboolean in_person)
{
  static const char *const secrets[] = {
    "token",
    "accesstoken",
    "refreshtoken",
    "externaltriggertoken",
    "authlinkurl",
    "credentials",
    "clientsecret",
    "apikey",
    "xapikey",
    "signingsecret",
    "webhooksecret",
    "password",
    "authorization",
    "proxyauthorization",
    "cookie",
    "setcookie",
    NULL,
  };

  return is_called (name, secrets);
}

static gboolean
is_candidate_data (const char *name, gboolean in_person)
{
  static const char *const always[] = {
    "firstname",   "lastname",     "email",      "emails",      "phone", "phones",
    "phonenumber", "phonenumbers", "profileurl", "sociallinks", NULL,
  };

  return is_called (name, always) || (in_person && g_str_equal (name, "name"));
}

static gboolean
is_person (const char *name)
{
  static const char *const people[] = { "candidate", "requester", "hiringteam", NULL };

  return is_called (name, people);
}

static void
mask (Redaction *redaction, const AssayJsonToken *value)
{
  g_string_append_len (redaction->out, redaction->text + redaction->copied,
                       (gssize) (value->start - redaction->copied));
  g_string_append (redaction->out, "\"" MASK "\"");
  redaction->copied = value->end;
}

static void
redact_value (Redaction *redaction, guint32 index, gboolean in_person)
{
  const AssayJsonToken *tokens = (const AssayJsonToken *) redaction->tokens->data;
  guint32 behind = tokens[index].next;

  if (tokens[index].kind == ASSAY_JSON_ARRAY)
    {
      for (guint32 i = index + 1; i < behind; i = tokens[i].next)
        redact_value (redaction, i, in_person);
    }
  else if (tokens[index].kind == ASSAY_JSON_OBJECT)
    {
      for (guint32 i = index + 1; i < behind; i = tokens[i + 1].next)
        {
          g_autofree char *name = assay_json_decode (redaction->text + tokens[i].start,
                                                     tokens[i].end - tokens[i].start);

          if (tokens[i + 1].kind == ASSAY_JSON_NULL)
            continue;
          if (redaction->is_masked (name, in_person))
            mask (redaction, &tokens[i + 1]);
          else
            redact_value (redaction, i + 1, in_person || is_person (name));
        }
    }
}

/* NULL when @body is not JSON. */
static GBytes *
redact_json (GBytes *body, MaskFunc is_masked)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (GArray) tokens = NULL;
  gsize mark;
  Redaction redaction = { .is_masked = is_masked };

  if (length == 0 || length > G_MAXINT32 || !g_utf8_validate_len (text, length, NULL))
    return NULL;
  /* Whatever assay_json_parse() accepts must be redacted as JSON, so a byte order mark is, too. */
  mark = length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  tokens = assay_json_scan (text + mark, length - mark, ASSAY_JSON_MAX_DEPTH, ASSAY_JSON_MAX_TOKENS,
                            NULL);
  if (tokens == NULL)
    return NULL;
  redaction.text = text + mark;
  redaction.tokens = tokens;
  redaction.out = g_string_sized_new (length);
  g_string_append_len (redaction.out, text, (gssize) mark);
  redact_value (&redaction, 0, FALSE);
  g_string_append_len (redaction.out, redaction.text + redaction.copied,
                       (gssize) (length - mark - redaction.copied));
  return g_string_free_to_bytes (redaction.out);
}

typedef enum
{
  PATTERN_USER,
  PATTERN_PARAMETER,
  PATTERN_HEADER,
  PATTERN_NAME,
  PATTERN_MEMBER,
  PATTERN_FIELD,
  N_PATTERNS,
} Pattern;

/* Compiling one takes longer than most of what it searches, so each is compiled once. */
static GRegex *
get_regex (Pattern pattern)
{
  static const char *const patterns[N_PATTERNS] = {
    [PATTERN_USER] = "(://)[^/@?#\\s]*@",
    [PATTERN_PARAMETER] = "([?&;](?:" SECRET_NAMES "|key|secret|" ESCAPED_NAME ")=)[^&#;\\s\"]*",
    [PATTERN_HEADER] = "^((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)([ \\t]*:[ \\t]*)"
                       "[^\\r\\n]+",
    [PATTERN_NAME] = SECRET_NAMES,
    [PATTERN_MEMBER] = "(\"(?:" SECRET_NAMES ")\"\\s*:\\s*)" CUT_VALUE,
    [PATTERN_FIELD] = "((?:^|&)(?:" SECRET_NAMES "|secret|key)=)[^&\\s]*",
  };
  static GRegex *regexes[N_PATTERNS];
  static gsize compiled = 0;

  if (g_once_init_enter (&compiled))
    {
      for (guint i = 0; i < N_PATTERNS; i++)
        regexes[i] = g_regex_new (patterns[i],
                                  G_REGEX_CASELESS | G_REGEX_MULTILINE | G_REGEX_RAW |
                                    G_REGEX_OPTIMIZE,
                                  0, NULL);
      g_once_init_leave (&compiled, 1);
    }

  return regexes[pattern];
}

/* Matching fails only when a hostile text exhausts the matcher; then nothing of it may leak. Most
 * texts have nothing to replace, which is found out for less than a replacement that changes
 * nothing. */
static char *
replace (const char *text, gssize length, Pattern pattern, const char *replacement)
{
  GRegex *regex = get_regex (pattern);
  g_autoptr (GError) error = NULL;
  char *replaced = NULL;

  if (g_regex_match_full (regex, text, length, 0, 0, NULL, &error))
    replaced = g_regex_replace (regex, text, length, 0, replacement, 0, NULL);
  else if (error == NULL)
    replaced = length < 0 ? g_strdup (text) : g_strndup (text, (gsize) length);

  return replaced != NULL ? replaced : g_strdup (MASK);
}

/**
 * assay_redact_url:
 * @url: an address
 *
 * Masks what an address may carry in secret: a user with a password and the values of query
 * parameters that are called like a token, a key or a secret.
 *
 * Returns: (transfer full): the address, otherwise unchanged
 */
char *
assay_redact_url (const char *url)
{
  g_autofree char *masked = replace (url, -1, PATTERN_USER, "\\1" MASK "@");

  return replace (masked, -1, PATTERN_PARAMETER, "\\1" MASK);
}

/**
 * assay_redact_headers:
 * @headers: header fields, one a line
 *
 * Masks the values of `Authorization`, `Proxy-Authorization`, `Cookie`, `Set-Cookie` and
 * `X-Api-Key`, and secrets in addresses as [func@redact_url] does.
 *
 * Returns: (transfer full): the header fields, otherwise unchanged
 */
char *
assay_redact_headers (const char *headers)
{
  g_autofree char *masked = replace (headers, -1, PATTERN_HEADER, "\\1\\2" MASK);

  return assay_redact_url (masked);
}

/**
 * assay_redact_body:
 * @body: the body of a request or an answer
 *
 * Masks the members `token`, `auth_link_url`, `external_trigger_token`, `credentials` and those
 * called like a client secret, a key, a password or a header that carries one. Everything else
 * stays byte by byte. A body that is not JSON, be it cut short or a form, is searched for the same
 * names.
 *
 * Returns: (transfer full): the body
 */
GBytes *
assay_redact_body (GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  GBytes *redacted = redact_json (body, is_secret);
  g_autofree char *members = NULL;
  char *searched;

  if (redacted != NULL)
    return redacted;
  if (length == 0 ||
      !g_regex_match_full (get_regex (PATTERN_NAME), text, (gssize) length, 0, 0, NULL, NULL))
    return g_bytes_ref (body);
  members = replace (text, (gssize) length, PATTERN_MEMBER, "\\1\"" MASK "\"");
  searched = replace (members, -1, PATTERN_FIELD, "\\1" MASK);
  return g_bytes_new_take (searched, strlen (searched));
}

/**
 * assay_redact_candidate:
 * @body: a JSON document
 *
 * Masks what tells who a person is, for logs and exports: names, e-mail addresses, telephone
 * numbers, profile and social addresses.
 *
 * Returns: (transfer full): the document, otherwise byte by byte the same; `"***"` when @body is
 *   not JSON, because then nothing is known about it
 */
GBytes *
assay_redact_candidate (GBytes *body)
{
  GBytes *redacted = redact_json (body, is_candidate_data);

  return redacted != NULL ? redacted : g_bytes_new_static ("\"" MASK "\"", 5);
}
