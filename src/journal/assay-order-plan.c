/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-plan-private.h"

#include <string.h>

#include "assay-statement-private.h"

/* The full text keeps an index of beginnings up to this length. */
#define LONGEST_PREFIX 3

/* A longer beginning with more words than this is rarely shared by many orders. */
#define MAX_TERMS 32

/* Of a text that somebody pasted, so many words are looked up; each costs a search of its own. */
#define MAX_WORDS 16

static void
words_free (gpointer data)
{
  AssayOrderWords *words = data;

  g_free (words->phrase);
  g_free (words);
}

/*
 * assay_order_plan_new:
 *
 * Returns: (transfer full): a plan that demands nothing yet
 */
AssayOrderPlan *
assay_order_plan_new (void)
{
  AssayOrderPlan *self = g_new0 (AssayOrderPlan, 1);

  self->filter = g_string_new (NULL);
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->words = g_ptr_array_new_with_free_func (words_free);
  self->index = ASSAY_ORDER_INDEX_LISTED;

  return self;
}

/*
 * assay_order_plan_free:
 * @self: (transfer full): a plan
 */
void
assay_order_plan_free (AssayOrderPlan *self)
{
  g_string_free (self->filter, TRUE);
  g_ptr_array_unref (self->values);
  g_ptr_array_unref (self->words);
  g_free (self);
}

/*
 * assay_order_match_free:
 * @self: (transfer full): what the full text is asked
 */
void
assay_order_match_free (AssayOrderMatch *self)
{
  g_free (self->expression);
  g_free (self);
}

/*
 * assay_order_plan_add:
 * @self: a plan
 * @sql: a condition on orders AS o; its end is the value
 * @value: (nullable): the value
 *
 * Demands one thing more.
 */
void
assay_order_plan_add (AssayOrderPlan *self, const char *sql, const char *value)
{
  if (self->filter->len > 0)
    g_string_append (self->filter, " AND ");
  g_string_append (self->filter, sql);
  if (value == NULL)
    return;

  g_ptr_array_add (self->values, g_strdup (value));
  g_string_append_printf (self->filter, "?%u", self->values->len);
}

/*
 * assay_order_plan_prefer:
 * @self: a plan
 * @index: an index that has all orders that match what was demanded
 *
 * Goes through that index, unless a smaller one has them as well.
 */
void
assay_order_plan_prefer (AssayOrderPlan *self, AssayOrderIndex index)
{
  self->index = MIN (self->index, index);
}

/*
 * assay_order_plan_add_words:
 * @self: a plan
 * @column: (nullable): a static string; %NULL for any column
 * @words: words that follow each other, the last of which need not be complete
 *
 * Demands words. They become a quoted phrase, so nothing in them is an operator.
 */
void
assay_order_plan_add_words (AssayOrderPlan *self, const char *column, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, "\"", -1);
  AssayOrderWords *added = g_new0 (AssayOrderWords, 1);

  added->column = column;
  added->phrase = g_strjoinv (" ", parts);
  g_ptr_array_add (self->words, added);
}

static void
append_column (GString *expression, const AssayOrderWords *words)
{
  if (expression->len > 0)
    g_string_append (expression, " AND ");
  if (words->column != NULL)
    g_string_append_printf (expression, "%s : ", words->column);
}

static void
append_prefix (GString *expression, const AssayOrderWords *words)
{
  append_column (expression, words);
  g_string_append_printf (expression, "\"%s\" *", words->phrase);
}

/* Only where it is sure what the tokenizer makes of it. Returns: (nullable): where the last word
 * begins. */
static const char *
find_last_word (const char *phrase, gsize *length)
{
  const char *start, *end = phrase + strlen (phrase);

  if (!g_str_is_ascii (phrase))
    return NULL;

  while (end > phrase && !g_ascii_isalnum (end[-1]))
    end--;
  start = end;
  while (start > phrase && g_ascii_isalnum (start[-1]))
    start--;
  *length = end - start;

  return start;
}

/* The table of terms finds the first one from a word on at once, but reads all that has a word to
 * come to the next. No letter is smaller than U+0001. */
static gboolean
list_terms (AssayDatabase *database, const char *beginning, GPtrArray *terms, GError **error)
{
  g_autoptr (AssayStatement) row = NULL;
  g_autofree char *from = g_strdup (beginning);
  gboolean has_row;

  row = assay_database_prepare (database, "SELECT term FROM order_terms WHERE term >= ?1 LIMIT 1",
                                error);
  if (row == NULL)
    return FALSE;

  while (terms->len <= MAX_TERMS)
    {
      const char *term;

      assay_statement_bind_text (row, 1, from);
      if (!assay_statement_next (row, &has_row, error))
        return FALSE;

      term = has_row ? assay_statement_get_text (row, "term") : NULL;
      if (term == NULL || !g_str_has_prefix (term, beginning))
        break;

      g_ptr_array_add (terms, g_strdup (term));
      assay_statement_reset (row);
      g_free (from);
      from = g_strconcat (g_ptr_array_index (terms, terms->len - 1), "\x01", NULL);
    }

  return TRUE;
}

static gboolean
are_ascii (GPtrArray *terms)
{
  for (guint i = 0; i < terms->len; i++)
    {
      if (!g_str_is_ascii (g_ptr_array_index (terms, i)))
        return FALSE;
    }

  return TRUE;
}

static void
append_terms (GString *expression,
              const AssayOrderWords *words,
              gsize head_length,
              GPtrArray *terms)
{
  append_column (expression, words);
  g_string_append_c (expression, '(');
  for (guint i = 0; i < terms->len; i++)
    {
      g_string_append (expression, i > 0 ? " OR \"" : "\"");
      g_string_append_len (expression, words->phrase, (gssize) head_length);
      g_string_append (expression, g_ptr_array_index (terms, i));
      g_string_append_c (expression, '"');
    }
  g_string_append_c (expression, ')');
}

static gboolean
append_words (AssayOrderMatch *match,
              GString *expression,
              const AssayOrderWords *words,
              AssayDatabase *database,
              GError **error)
{
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *beginning = NULL;
  gsize length = 0;
  const char *last = find_last_word (words->phrase, &length);

  if (last == NULL || length <= LONGEST_PREFIX)
    {
      match->seeks &= last != NULL && length > 0;
      append_prefix (expression, words);
      return TRUE;
    }

  beginning = g_ascii_strdown (last, (gssize) length);
  if (!list_terms (database, beginning, terms, error))
    return FALSE;

  /* Nothing begins like that, and the word itself is not there either. */
  if (terms->len == 0)
    g_ptr_array_add (terms, g_steal_pointer (&beginning));

  if (terms->len > MAX_TERMS || !are_ascii (terms))
    {
      match->seeks = FALSE;
      append_prefix (expression, words);
    }
  else
    {
      append_terms (expression, words, last - words->phrase, terms);
    }

  return TRUE;
}

/*
 * assay_order_plan_match:
 * @self: a plan
 * @database: a connection
 * @error: return location for an error
 *
 * Finds out what to ask the full text. It reads word by word from the newest order on, but of the
 * beginning of a word, unless an index of such beginnings has it, it gathers all orders first. So
 * the words that begin like that are asked for, if they are not too many.
 *
 * Returns: (transfer full): the expression, valid in the same transaction
 */
AssayOrderMatch *
assay_order_plan_match (AssayOrderPlan *self, AssayDatabase *database, GError **error)
{
  g_autoptr (AssayOrderMatch) match = g_new0 (AssayOrderMatch, 1);
  g_autoptr (GString) expression = g_string_new (NULL);

  match->seeks = TRUE;
  for (guint i = 0; i < MIN (self->words->len, MAX_WORDS); i++)
    {
      if (!append_words (match, expression, g_ptr_array_index (self->words, i), database, error))
        return NULL;
    }
  for (guint i = MAX_WORDS; i < self->words->len; i++)
    {
      match->seeks = FALSE;
      append_prefix (expression, g_ptr_array_index (self->words, i));
    }
  if (self->words->len > 0)
    match->expression = g_strdup (expression->str);

  return g_steal_pointer (&match);
}

/*
 * assay_order_plan_is_all:
 * @self: a plan
 *
 * Returns: whether all orders match that are not archived
 */
gboolean
assay_order_plan_is_all (AssayOrderPlan *self)
{
  return self->words->len == 0 && g_str_equal (self->filter->str, ASSAY_ORDER_PLAN_NOT_ARCHIVED);
}

/* The full text comes with all orders, of which the others are sorted out. */
static const char *
get_index (AssayOrderPlan *self)
{
  static const char *const names[] = {
    [ASSAY_ORDER_INDEX_ARCHIVED] = "orders_archived",
    [ASSAY_ORDER_INDEX_SENDING] = "orders_sending",
    [ASSAY_ORDER_INDEX_NEW] = "orders_new",
    [ASSAY_ORDER_INDEX_CLAIMED] = "orders_claimed",
    [ASSAY_ORDER_INDEX_STATUS] = "orders_by_status",
    [ASSAY_ORDER_INDEX_ACCOUNT] = "orders_by_account",
    [ASSAY_ORDER_INDEX_LISTED] = "orders_listed",
  };

  if (self->words->len > 0 && self->index != ASSAY_ORDER_INDEX_ARCHIVED)
    return names[ASSAY_ORDER_INDEX_LISTED];

  return names[self->index];
}

/*
 * assay_order_plan_dup_page:
 * @self: a plan
 *
 * After the parameters of assay_order_plan_bind() follow one that all rows are smaller than, and
 * how many rows at most.
 *
 * Returns: (transfer full): the statement that finds rows, newest first
 */
char *
assay_order_plan_dup_page (AssayOrderPlan *self)
{
  const char *index = get_index (self);
  guint next = self->values->len + 1;

  if (self->words->len == 0)
    return g_strdup_printf ("SELECT o.id FROM orders AS o INDEXED BY %s WHERE %s AND o.id < ?%u"
                            " ORDER BY o.id DESC LIMIT ?%u",
                            index, self->filter->str, next, next + 1);

  /* A cross join keeps its order: the full text comes newest first, and no more of it is read than
   * it takes to fill the page. */
  return g_strdup_printf ("SELECT s.rowid AS id FROM order_search AS s CROSS JOIN orders AS o"
                          " INDEXED BY %s"
                          " ON o.id = s.rowid WHERE order_search MATCH ?%u AND %s"
                          " AND s.rowid < ?%u ORDER BY s.rowid DESC LIMIT ?%u",
                          index, next, self->filter->str, next + 1, next + 2);
}

/*
 * assay_order_plan_dup_window:
 * @self: a plan with words
 *
 * After the parameters of assay_order_plan_bind() follow the smallest row, one that all are smaller
 * than, and how many at most.
 *
 * Returns: (transfer full): the statement that finds rows, oldest first
 */
char *
assay_order_plan_dup_window (AssayOrderPlan *self)
{
  guint next = self->values->len + 1;

  return g_strdup_printf ("SELECT s.rowid AS id FROM order_search AS s CROSS JOIN orders AS o"
                          " INDEXED BY %s ON o.id = s.rowid WHERE order_search MATCH ?%u AND %s"
                          " AND s.rowid >= ?%u AND s.rowid < ?%u ORDER BY s.rowid LIMIT ?%u",
                          get_index (self), next, self->filter->str, next + 1, next + 2, next + 3);
}

/*
 * assay_order_plan_dup_changes:
 * @self: a plan
 * @match: what the full text is asked
 *
 * After the parameters of assay_order_plan_bind() follows an event.
 *
 * Returns: (transfer full): the statement that tells of each order that has later events whether it
 *   matches, newest first
 */
char *
assay_order_plan_dup_changes (AssayOrderPlan *self, const AssayOrderMatch *match)
{
  g_autofree char *words = NULL;
  guint next = self->values->len + (match->expression != NULL ? 2 : 1);

  if (match->expression != NULL)
    words = g_strdup_printf (match->seeks ? " AND EXISTS (SELECT 1 FROM order_search"
                                            " WHERE order_search MATCH ?%u AND rowid = o.id)"
                                          : " AND o.id IN (SELECT rowid FROM order_search"
                                            " WHERE order_search MATCH ?%u)",
                             next - 1);

  return g_strdup_printf ("SELECT o.id, (%s%s) AS matches FROM orders AS o WHERE o.key IN"
                          " (SELECT order_key FROM event WHERE seq > ?%u) ORDER BY o.id DESC",
                          self->filter->str, words != NULL ? words : "", next);
}

/*
 * assay_order_plan_bind:
 * @self: a plan
 * @match: what the full text is asked
 * @statement: a statement of the plan
 *
 * Returns: the number of the first parameter that is free
 */
int
assay_order_plan_bind (AssayOrderPlan *self,
                       const AssayOrderMatch *match,
                       AssayStatement *statement)
{
  int next = 1;

  for (guint i = 0; i < self->values->len; i++)
    assay_statement_bind_text (statement, next++, g_ptr_array_index (self->values, i));
  if (match->expression != NULL)
    assay_statement_bind_text (statement, next++, match->expression);

  return next;
}
