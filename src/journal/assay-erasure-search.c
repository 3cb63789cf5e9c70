/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-erasure-private.h"

/* A shorter beginning of a word tells nothing. */
#define MIN_LETTERS "4"

/*
 * assay_erasure_list_search_words:
 * @database: a connection that knows the keys
 * @error: return location for an error
 *
 * Lists what the full text knows of the person's orders, as the full text writes it. To be called
 * before that is erased.
 *
 * Returns: (transfer full) (element-type utf8): the words
 */
GPtrArray *
assay_erasure_list_search_words (AssayDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AssayStatement) row =
    assay_database_prepare (database,
                            "SELECT concat_ws(' ', candidate, email, package, job, ids, notes)"
                            " AS text FROM orders"
                            " WHERE key IN (SELECT key FROM temp.erased_key)",
                            error);
  gboolean has_row;

  if (row == NULL)
    return NULL;

  while (assay_statement_next (row, &has_row, error))
    {
      g_auto (GStrv) plain = NULL;
      g_auto (GStrv) ascii = NULL;

      if (!has_row)
        return g_steal_pointer (&words);

      plain = g_str_tokenize_and_fold (assay_statement_get_text (row, "text"), "C", &ascii);
      for (guint i = 0; plain[i] != NULL; i++)
        g_ptr_array_add (words, g_strdup (plain[i]));
      for (guint i = 0; ascii[i] != NULL; i++)
        g_ptr_array_add (words, g_strdup (ascii[i]));
    }

  return NULL;
}

static gboolean
begins_any (const char *beginning, GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      if (g_str_has_prefix (g_ptr_array_index (words, i), beginning))
        return TRUE;
    }

  return FALSE;
}

/* Returns: (transfer full) (element-type utf8): where pages of the index begin with a part of a
 * word that was erased */
static GPtrArray *
list_beginnings (AssayDatabase *database, GPtrArray *words, GError **error)
{
  g_autoptr (GPtrArray) beginnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database,
                                  "SELECT substr(term, 2) AS word FROM order_search_idx"
                                  " WHERE length(term) > " MIN_LETTERS,
                                  error);
  gboolean has_row;

  if (row == NULL)
    return NULL;

  while (assay_statement_next (row, &has_row, error))
    {
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *word = NULL;
      const char *end;

      if (!has_row)
        return g_steal_pointer (&beginnings);

      /* It may end within a character. */
      bytes = assay_statement_dup_bytes (row, "word");
      word = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      if (!g_utf8_validate (word, -1, &end))
        word[end - word] = '\0';
      if (*word != '\0' && begins_any (word, words))
        g_ptr_array_add (beginnings, g_steal_pointer (&word));
    }

  return NULL;
}

/* Whether others have a word that begins so. */
static gboolean
is_in_use (AssayDatabase *database, const char *beginning, gboolean *in_use, GError **error)
{
  g_autofree char *query = g_strdup_printf ("\"%s\"*", beginning);
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database,
                                  "SELECT rowid FROM order_search WHERE order_search MATCH ?1"
                                  " LIMIT 1",
                                  error);

  if (row == NULL)
    return FALSE;

  assay_statement_bind_text (row, 1, query);

  return assay_statement_next (row, in_use, error);
}

/*
 * assay_erasure_clean_search:
 * @database: a connection in the transaction that erased the orders
 * @words: (element-type utf8): what the full text knew of them
 * @error: return location for an error
 *
 * FTS5 takes words out of its pages, but keeps where a page began when it was written: with as much
 * of a word as tells it from the one before. Where nobody else has a word that begins so, the index
 * is made anew.
 *
 * Returns: whether that worked
 */
gboolean
assay_erasure_clean_search (AssayDatabase *database, GPtrArray *words, GError **error)
{
  g_autoptr (GPtrArray) beginnings = list_beginnings (database, words, error);

  for (guint i = 0; beginnings != NULL && i < beginnings->len; i++)
    {
      gboolean in_use;

      if (!is_in_use (database, g_ptr_array_index (beginnings, i), &in_use, error))
        return FALSE;
      if (!in_use)
        return assay_database_execute (database,
                                       "INSERT INTO order_search (order_search)"
                                       " VALUES ('rebuild')",
                                       error);
    }

  return beginnings != NULL;
}
