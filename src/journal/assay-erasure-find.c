/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-erasure-private.h"

#include <string.h>

#include "assay-journal-error.h"
#include "assay-order.h"
#include "assay-stored-order-private.h"

/* What is shorter stands in many places where it means something else. */
#define MIN_WORD 6

/* An order that may be meant, and who it is about. */
typedef struct
{
  /* Owned */
  char *key;
  char *account_id;
  char *candidate_id;
  char *remote_id;
} Match;

static void
match_free (gpointer data)
{
  Match *self = data;

  g_free (self->key);
  g_free (self->account_id);
  g_free (self->candidate_id);
  g_free (self->remote_id);
  g_free (self);
}

static AssayJson *
dup_object (AssayJson *parent, const char *name)
{
  AssayJson *child = parent != NULL && assay_json_get_kind (parent) == ASSAY_JSON_OBJECT
                       ? assay_json_dup_member (parent, name)
                       : NULL;

  if (child != NULL && assay_json_get_kind (child) != ASSAY_JSON_OBJECT)
    g_clear_pointer (&child, assay_json_unref);

  return child;
}

static char *
dup_id (AssayJson *object, const char *name)
{
  g_autofree char *id = object != NULL ? assay_json_dup_member_text (object, name) : NULL;

  return id != NULL && *id != '\0' ? g_steal_pointer (&id) : NULL;
}

static Match *
match_new (AssayStatement *row)
{
  g_autoptr (AssayJson) document = assay_stored_order_dup_document (row, NULL);
  g_autoptr (AssayJson) candidate = dup_object (document, "candidate");
  Match *self = g_new0 (Match, 1);

  self->key = g_strdup (assay_statement_get_text (row, "key"));
  self->account_id = g_strdup (assay_statement_get_text (row, "account_id"));
  self->candidate_id = dup_id (candidate, "id");
  self->remote_id = dup_id (candidate, "remote_id");

  return self;
}

#define MATCH_QUERY \
  "SELECT o.key, " ASSAY_ORDER_ACCOUNT " AS account_id, o.order_id," \
  " o.document IS NULL AS original," \
  " coalesce(o.document, e.body) AS document FROM " ASSAY_ORDER_TABLES " WHERE "

/* Whether the candidate of an order is called so. */
static gboolean
is_candidate (const Match *match, const char *id)
{
  return g_strcmp0 (match->candidate_id, id) == 0 || g_strcmp0 (match->remote_id, id) == 0;
}

/* Adds the orders of the candidate, in one account or in all, and the orders of that id. */
static gboolean
add_matches (AssayDatabase *database,
             const char *account_id,
             const char *id,
             GPtrArray *candidates,
             GPtrArray *orders,
             GError **error)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database,
                                  MATCH_QUERY "(?1 IS NULL OR " ASSAY_ORDER_ACCOUNT " = ?1)"
                                              " AND (o.order_id = ?2 OR instr(o.ids, ?2))"
                                              " ORDER BY o.id",
                                  error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  assay_statement_bind_text (row, 1, account_id);
  assay_statement_bind_text (row, 2, id);
  while (assay_statement_next (row, &has_row, error))
    {
      Match *match;

      if (!has_row)
        return TRUE;

      match = match_new (row);
      if (is_candidate (match, id))
        g_ptr_array_add (candidates, match);
      else if (orders != NULL && g_strcmp0 (assay_statement_get_text (row, "order_id"), id) == 0)
        g_ptr_array_add (orders, match);
      else
        match_free (match);
    }

  return FALSE;
}

static gboolean
add_order (AssayDatabase *database, const char *key, GPtrArray *orders, GError **error)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database, MATCH_QUERY "o.key = ?1", error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  assay_statement_bind_text (row, 1, key);
  if (!assay_statement_next (row, &has_row, error))
    return FALSE;

  if (has_row)
    g_ptr_array_add (orders, match_new (row));

  return TRUE;
}

static gboolean
has_same_person (const Match *one, const Match *other)
{
  return g_str_equal (one->account_id, other->account_id) &&
         (g_str_equal (one->key, other->key) ||
          (one->candidate_id != NULL && g_strcmp0 (one->candidate_id, other->candidate_id) == 0) ||
          (one->remote_id != NULL && g_strcmp0 (one->remote_id, other->remote_id) == 0));
}

/* An order of each person, which names the person without doubt. */
static void
refuse_ambiguous (const char *id, const Match *one, const Match *other, GError **error)
{
  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CONFLICT,
               "“%s” may be the candidate of order “%s” or that of order “%s”; name the one who "
               "is meant by that order",
               id, one->key, other->key);
}

/* Everybody of @candidates is called @id, but perhaps in several accounts. */
static gboolean
check_one_person (const char *id, GPtrArray *candidates, GPtrArray *orders, GError **error)
{
  const Match *first = g_ptr_array_index (candidates->len > 0 ? candidates : orders, 0);

  for (guint i = 1; i < candidates->len; i++)
    {
      const Match *match = g_ptr_array_index (candidates, i);

      if (!g_str_equal (match->account_id, first->account_id))
        {
          refuse_ambiguous (id, first, match, error);
          return FALSE;
        }
    }
  for (guint i = 0; i < orders->len; i++)
    {
      const Match *match = g_ptr_array_index (orders, i);

      if (!has_same_person (first, match))
        {
          refuse_ambiguous (id, first, match, error);
          return FALSE;
        }
    }

  return TRUE;
}

/* In “account/id” the first slash parts the two; in an id everything is allowed. */
static gboolean
find_matches (AssayDatabase *database,
              const char *id,
              GPtrArray *candidates,
              GPtrArray *orders,
              GError **error)
{
  const char *slash = strchr (id, '/');
  g_autofree char *account_id = slash != NULL ? g_strndup (id, (gsize) (slash - id)) : NULL;
  g_autofree char *key = slash != NULL ? assay_order_build_key (account_id, slash + 1) : NULL;

  if (slash != NULL)
    {
      if (!add_order (database, key, orders, error))
        return FALSE;
      if (orders->len == 0 && !add_order (database, id, orders, error))
        return FALSE;
      if (orders->len == 0 &&
          !add_matches (database, account_id, slash + 1, candidates, orders, error))
        return FALSE;
    }
  if (orders->len == 0 && candidates->len == 0 &&
      !add_matches (database, NULL, id, candidates, orders, error))
    return FALSE;
  if (orders->len > 0 || candidates->len > 0)
    return check_one_person (id, candidates, orders, error);

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NOT_FOUND,
               "there is no candidate and no order “%s” in the journal", id);

  return FALSE;
}

static void
add_text (GPtrArray *texts, const char *text)
{
  if (text != NULL && *text != '\0' &&
      !g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
    g_ptr_array_add (texts, g_strdup (text));
}

/* As it is, as it stands in an address, and as it stands in JSON that is all ASCII. */
static void
add_word (GPtrArray *words, const char *word)
{
  g_autofree char *escaped = NULL;
  g_autoptr (GString) ascii = NULL;

  if (word == NULL || strlen (word) < MIN_WORD || !g_utf8_validate (word, -1, NULL))
    return;

  escaped = g_uri_escape_string (word, NULL, FALSE);
  ascii = g_string_new (NULL);
  for (const char *at = word; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (character < 0x80)
        g_string_append_c (ascii, (char) character);
      else if (character < 0x10000)
        g_string_append_printf (ascii, "\\u%04x", character);
      else
        g_string_append_printf (ascii, "\\u%04x\\u%04x", 0xd7c0 + (character >> 10),
                                0xdc00 + (character & 0x3ff));
    }
  add_text (words, word);
  add_text (words, escaped);
  add_text (words, ascii->str);
}

static void
add_member_word (GPtrArray *words, AssayJson *object, const char *name)
{
  g_autofree char *word = dup_id (object, name);

  add_word (words, word);
}

static void
add_list_words (GPtrArray *words, AssayJson *candidate, const char *name)
{
  g_autoptr (AssayJson) list = candidate != NULL ? assay_json_dup_member (candidate, name) : NULL;

  if (list == NULL || assay_json_get_kind (list) != ASSAY_JSON_ARRAY)
    return;

  for (guint i = 0; i < assay_json_get_length (list); i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (list, i);

      if (assay_json_get_kind (element) == ASSAY_JSON_OBJECT)
        add_member_word (words, element, "value");
    }
}

/* Who has short ids and no address is known by both names together. */
static void
add_names (GPtrArray *names, const char *first, const char *last)
{
  if (first == NULL || last == NULL)
    return;

  g_ptr_array_add (names, g_strdup_printf ("\"%s\"", first));
  g_ptr_array_add (names, g_strdup_printf ("\"%s\"", last));
}

/* One delivery may know what another does not. */
static void
add_words (GPtrArray *words, GPtrArray *names, AssayJson *document)
{
  g_autoptr (AssayJson) candidate = dup_object (document, "candidate");
  g_autoptr (AssayJson) application = dup_object (document, "application");
  g_autofree char *first = dup_id (candidate, "first_name");
  g_autofree char *last = dup_id (candidate, "last_name");
  g_autofree char *name = first != NULL && last != NULL ? g_strjoin (" ", first, last, NULL) : NULL;

  add_names (names, first, last);
  add_word (words, name);
  add_member_word (words, candidate, "id");
  add_member_word (words, candidate, "remote_id");
  add_member_word (words, candidate, "email");
  add_member_word (words, candidate, "phone");
  add_member_word (words, candidate, "profile_url");
  add_list_words (words, candidate, "emails");
  add_list_words (words, candidate, "phone_numbers");
  add_member_word (words, application, "id");
  add_member_word (words, application, "remote_id");
}

static gboolean
add_words_of_order (AssayErasure *self, AssayDatabase *database, const char *key, GError **error)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database,
                                  "SELECT event.body AS document, 1 AS original FROM orders"
                                  " JOIN order_event ON order_event.order_id = orders.id"
                                  " JOIN event ON event.seq = order_event.seq"
                                  " WHERE orders.key = ?1 AND event.kind = 'order.received'",
                                  error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  assay_statement_bind_text (row, 1, key);
  while (assay_statement_next (row, &has_row, error))
    {
      g_autoptr (AssayJson) document = NULL;

      if (!has_row)
        return TRUE;

      document = assay_stored_order_dup_document (row, NULL);
      if (document != NULL)
        add_words (self->words, self->names, document);
    }

  return FALSE;
}

/* Whoever is named by an order has perhaps more of them, by either of the two ids. */
static gboolean
add_other_orders (AssayDatabase *database, GPtrArray *matches, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < matches->len; i++)
    {
      const Match *match = g_ptr_array_index (matches, i);
      g_autofree char *account_id = g_strdup (match->account_id);
      const char *const names[] = { match->candidate_id, match->remote_id };

      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        {
          if (names[j] == NULL || !g_hash_table_add (ids, g_strdup (names[j])))
            continue;
          if (!add_matches (database, account_id, names[j], matches, NULL, error))
            return FALSE;
        }
    }

  return TRUE;
}

/*
 * assay_erasure_find:
 * @database: a connection
 * @id: an id of a candidate, as it stands in orders, or an order's id or key; either may have the
 *   account and a slash before it
 * @error: return location for an error; %ASSAY_JOURNAL_ERROR_NOT_FOUND when there is nobody,
 *   %ASSAY_JOURNAL_ERROR_CONFLICT when several people may be meant
 *
 * Finds a person and all orders of that person in the same account.
 *
 * Returns: (transfer full): what is to be erased
 */
AssayErasure *
assay_erasure_find (AssayDatabase *database, const char *id, GError **error)
{
  g_autoptr (AssayErasure) self = g_new0 (AssayErasure, 1);
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (match_free);
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (match_free);
  const Match *first;

  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->words = g_ptr_array_new_with_free_func (g_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  if (!find_matches (database, id, candidates, orders, error))
    return NULL;

  g_ptr_array_extend_and_steal (candidates, g_steal_pointer (&orders));
  if (!add_other_orders (database, candidates, error))
    return NULL;

  first = g_ptr_array_index (candidates, 0);
  self->account_id = g_strdup (first->account_id);
  self->candidate_id = g_strdup (first->candidate_id != NULL ? first->candidate_id
                                                             : first->remote_id);
  for (guint i = 0; i < candidates->len; i++)
    add_text (self->keys, ((const Match *) g_ptr_array_index (candidates, i))->key);
  for (guint i = 0; i < self->keys->len; i++)
    {
      if (!add_words_of_order (self, database, g_ptr_array_index (self->keys, i), error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

/*
 * assay_erasure_free:
 * @self: (transfer full): what was to be erased
 *
 * Forgets the person here, too.
 */
void
assay_erasure_free (AssayErasure *self)
{
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self->account_id);
  g_free (self->candidate_id);
  g_free (self);
}
