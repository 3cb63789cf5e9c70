/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-secret.h"

#include <libsecret/secret.h>
#include <string.h>

/**
 * assay_secret_free:
 * @secret: (transfer full) (nullable): a secret
 *
 * Overwrites a secret, then frees it.
 */
void
assay_secret_free (char *secret)
{
  secret_password_free (secret);
}

/* What nobody sees and nobody means, but copying brings along. */
static gboolean
is_invisible (gunichar character)
{
  return g_unichar_isspace (character) || g_unichar_iszerowidth (character) ||
         character == 0xFEFF || character == 0x00A0;
}

/**
 * assay_secret_trim:
 * @text: (transfer full): a secret as it was entered
 *
 * Drops what surrounds a secret without being seen: blanks, tabs, line ends, no-break spaces, byte
 * order marks and other characters without width. Everything that is seen belongs to it.
 *
 * Returns: (transfer full): @text, changed
 */
char *
assay_secret_trim (char *text)
{
  const char *begin = text;
  const char *end;

  if (!g_utf8_validate (text, -1, NULL))
    return g_strstrip (text);

  while (*begin != '\0' && is_invisible (g_utf8_get_char (begin)))
    begin = g_utf8_next_char (begin);
  for (end = begin + strlen (begin); end > begin;)
    {
      const char *last = g_utf8_prev_char (end);

      if (!is_invisible (g_utf8_get_char (last)))
        break;
      end = last;
    }
  memmove (text, begin, (gsize) (end - begin));
  text[end - begin] = '\0';

  return text;
}

/**
 * assay_secret_equal:
 * @expected: a secret
 * @given: what somebody presented for it
 *
 * Compares in a time that does not depend on how much of @given is right; only its length shows.
 *
 * Returns: whether they are the same
 */
gboolean
assay_secret_equal (const char *expected, const char *given)
{
  gsize length;
  volatile guint8 difference = 0;

  g_return_val_if_fail (expected != NULL, FALSE);
  g_return_val_if_fail (given != NULL, FALSE);

  length = strlen (expected);
  if (strlen (given) != length)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    difference |= (guint8) (expected[i] ^ given[i]);

  return difference == 0;
}

/* Returns: (transfer full) (nullable): the next line, after which @text points; %NULL at the end */
static char *
take_line (const char **text)
{
  gsize length;
  char *line;

  if (*text == NULL || **text == '\0')
    return NULL;

  length = strcspn (*text, "\r\n");
  line = g_strndup (*text, length);
  *text += length;
  *text += strspn (*text, "\r\n");

  return line;
}

static gboolean
is_quoted (const char *line)
{
  static const char *const pairs[][2] = {
    { "\"", "\"" }, { "'", "'" }, { "“", "”" }, { "„", "“" }, { "‘", "’" }, { "«", "»" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      if (g_str_has_prefix (line, pairs[i][0]) && g_str_has_suffix (line, pairs[i][1]) &&
          strlen (line) > strlen (pairs[i][0]) + strlen (pairs[i][1]))
        return TRUE;
    }

  return FALSE;
}

/* Trims @line. */
static AssaySecretForm
find_form (char *line)
{
  gsize length = strlen (line);
  gsize left = strlen (assay_secret_trim (line));

  if (is_quoted (line))
    return ASSAY_SECRET_QUOTED;
  if (g_str_has_prefix (line, "v1,"))
    return ASSAY_SECRET_PREFIXED;

  return left < length ? ASSAY_SECRET_PADDED : ASSAY_SECRET_SOUND;
}

/**
 * assay_secret_get_form:
 * @text: (nullable): secrets, one a line
 *
 * Looks for what copying may have brought along. Quotes and “v1,” are told and kept, because they
 * may belong to the secret.
 *
 * Returns: what is the matter with the first secret that is not sound
 */
AssaySecretForm
assay_secret_get_form (const char *text)
{
  AssaySecretForm form = ASSAY_SECRET_SOUND;
  char *line;

  while (form == ASSAY_SECRET_SOUND && (line = take_line (&text)) != NULL)
    {
      form = find_form (line);
      assay_secret_free (line);
    }

  return form;
}

/**
 * assay_secret_strv_free:
 * @secrets: (transfer full) (nullable) (array zero-terminated=1): secrets
 *
 * Overwrites each secret, then frees the list.
 */
void
assay_secret_strv_free (GStrv secrets)
{
  for (guint i = 0; secrets != NULL && secrets[i] != NULL; i++)
    secret_password_free (secrets[i]);

  g_free (secrets);
}
