/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-message.h"

#include <string.h>

/* Translators know it from the window, which writes moments of other years so. */
#define MOMENT "%-e %b %Y %H:%M"

/**
 * AssayMessage:
 *
 * A sentence for people: a template from a data table and the texts for its `{places}`.
 *
 * The library speaks English; whoever shows the message hands in a function that translates the
 * template and those texts that are words of ours, because only they can be known to translators.
 */
struct _AssayMessage
{
  gatomicrefcount ref_count;

  /* owned */
  char *singular;
  char *plural;
  GHashTable *texts;
  GHashTable *terms;   /* names of places whose text is a word of ours */
  GHashTable *moments; /* the moment of each place whose text is one, as a gint64 */

  gulong n;
};

/* Written out because G_DEFINE_BOXED_TYPE converts to a union in a way that -Wpedantic refuses. */
GType
assay_message_get_type (void)
{
  static GType type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_boxed_type_register_static (g_intern_static_string ("AssayMessage"),
                                                            (GBoxedCopyFunc) assay_message_ref,
                                                            (GBoxedFreeFunc) assay_message_unref));

  return type;
}

/* Returns: (transfer full): the moment as the user's language writes it, %NULL if @place is none */
static char *
dup_moment (AssayMessage *self, const char *place, AssayTranslateFunc translate)
{
  const gint64 *at = g_hash_table_lookup (self->moments, place);
  g_autoptr (GDateTime) local = at != NULL ? g_date_time_new_from_unix_local_usec (*at) : NULL;

  return local != NULL ? g_date_time_format (local, translate (MOMENT, NULL, 1)) : NULL;
}

/* A brace that opens no known place is kept, so that a faulty translation stays readable. */
static void
append_place (AssayMessage *self,
              AssayTranslateFunc translate,
              GString *text,
              const char **position)
{
  const char *end = strchr (*position, '}');
  g_autofree char *place = NULL;
  g_autofree char *moment = NULL;
  const char *value = NULL;

  if (end != NULL)
    {
      place = g_strndup (*position + 1, (gsize) (end - *position - 1));
      value = g_hash_table_lookup (self->texts, place);
    }

  if (value != NULL && translate != NULL && g_hash_table_contains (self->terms, place))
    value = translate (value, NULL, 1);
  else if (value != NULL && translate != NULL)
    moment = dup_moment (self, place, translate);
  if (moment != NULL)
    value = moment;

  if (value != NULL)
    {
      g_string_append (text, value);
      *position = end + 1;
    }
  else
    {
      g_string_append_c (text, '{');
      *position += 1;
    }
}

/**
 * assay_message_new:
 * @singular: the English template, with places such as `{n}`
 * @plural: (nullable): the template for other numbers than one
 * @n: the number that decides between the two, also the text of the place `{n}` when there is a
 *   @plural
 *
 * Creates a message.
 *
 * Returns: (transfer full): a new message
 */
AssayMessage *
assay_message_new (const char *singular, const char *plural, gulong n)
{
  AssayMessage *self;

  g_return_val_if_fail (singular != NULL, NULL);

  self = g_new0 (AssayMessage, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->singular = g_strdup (singular);
  self->plural = g_strdup (plural);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->terms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->moments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->n = n;

  if (plural != NULL)
    g_hash_table_insert (self->texts, g_strdup ("n"), g_strdup_printf ("%lu", n));

  return self;
}

/**
 * assay_message_ref:
 * @self: a message
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
AssayMessage *
assay_message_ref (AssayMessage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * assay_message_unref:
 * @self: (transfer full): a message
 *
 * Gives a reference back.
 */
void
assay_message_unref (AssayMessage *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->singular);
  g_free (self->plural);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->terms);
  g_hash_table_unref (self->moments);
  g_free (self);
}

/**
 * assay_message_set:
 * @self: a message that nobody else holds yet
 * @place: the name of a place, without braces
 * @text: what to put there
 *
 * Fills one place.
 */
void
assay_message_set (AssayMessage *self, const char *place, const char *text)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (place != NULL);
  g_return_if_fail (text != NULL);

  g_hash_table_replace (self->texts, g_strdup (place), g_strdup (text));
}

/**
 * assay_message_set_term:
 * @self: a message that nobody else holds yet
 * @place: the name of a place, without braces
 * @word: what to put there: an English word that translators know
 *
 * As [method@Message.set], of a text that is translated with the template.
 */
void
assay_message_set_term (AssayMessage *self, const char *place, const char *word)
{
  g_return_if_fail (self != NULL);

  assay_message_set (self, place, word);
  g_hash_table_add (self->terms, g_strdup (place));
}

/**
 * assay_message_set_moment:
 * @self: a message that nobody else holds yet
 * @place: the name of a place, without braces
 * @text: the moment as it stands in the English message
 * @at: the moment, in µs since 1970 UTC
 *
 * As [method@Message.set], of a text that is written as the user's language writes dates.
 */
void
assay_message_set_moment (AssayMessage *self, const char *place, const char *text, gint64 at)
{
  g_return_if_fail (self != NULL);

  assay_message_set (self, place, text);
  g_hash_table_replace (self->moments, g_strdup (place), g_memdup2 (&at, sizeof at));
}

/**
 * assay_message_format:
 * @self: a message
 * @translate: (nullable) (scope call): translates the template; %NULL for English
 *
 * Writes the message out.
 *
 * Returns: (transfer full): the text
 */
char *
assay_message_format (AssayMessage *self, AssayTranslateFunc translate)
{
  const char *template;
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  if (translate != NULL)
    template = translate (self->singular, self->plural, self->n);
  else if (self->plural != NULL && self->n != 1)
    template = self->plural;
  else
    template = self->singular;

  text = g_string_new (NULL);
  for (const char *c = template; *c != '\0';)
    {
      if (*c == '{')
        append_place (self, translate, text, &c);
      else
        g_string_append_c (text, *c++);
    }

  return g_string_free_and_steal (text);
}

/**
 * assay_message_equal:
 * @self: (nullable): a message
 * @other: (nullable): another one
 *
 * Returns: whether both say the same in English
 */
gboolean
assay_message_equal (AssayMessage *self, AssayMessage *other)
{
  g_autofree char *text = self != NULL ? assay_message_format (self, NULL) : NULL;
  g_autofree char *other_text = other != NULL ? assay_message_format (other, NULL) : NULL;

  return g_strcmp0 (text, other_text) == 0;
}
