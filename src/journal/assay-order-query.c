/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-query-private.h"

#include <string.h>

/**
 * AssayOrderQuery:
 *
 * Which orders a list shows: filters, and the text of the search field with its tokens
 * (`status:pending account:acme score>80`). A token that means nothing is searched as text.
 */
struct _AssayOrderQuery
{
  GObject parent_instance;

  /* Owned */
  char *text;
  char *account_id;
  const char *status; /* static; %NULL for any */

  AssayOrderKind kind;
  gboolean has_kind;
  gboolean new_only;
  gboolean archived;
};

G_DEFINE_FINAL_TYPE (AssayOrderQuery, assay_order_query, G_TYPE_OBJECT)

static gboolean
has_letter (const char *word)
{
  for (const char *c = word; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (g_unichar_isalnum (g_utf8_get_char (c)))
        return TRUE;
    }

  return FALSE;
}

static void
add_words (AssayOrderPlan *plan, const char *column, const char *word)
{
  if (has_letter (word))
    assay_order_plan_add_words (plan, column, word);
}

static void
add_filter (AssayOrderPlan *plan, const char *sql, const char *value, AssayOrderIndex index)
{
  assay_order_plan_add (plan, sql, value);
  assay_order_plan_prefer (plan, index);
}

static gboolean
add_score (AssayOrderPlan *plan, const char *token)
{
  static const char *const operators[] = { ">=", "<=", ">", "<", "=", ":" };
  const char *rest = token + strlen ("score");

  if (!g_str_has_prefix (token, "score"))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    {
      const char *number = rest + strlen (operators[i]);
      g_autofree char *sql = NULL;
      char *end = NULL;

      if (!g_str_has_prefix (rest, operators[i]))
        continue;

      g_ascii_strtod (number, &end);
      if (end == number || *end != '\0')
        return FALSE;

      sql = g_strdup_printf ("o.score %s 0 + ", operators[i][0] == ':' ? "=" : operators[i]);
      assay_order_plan_add (plan, sql, number);

      return TRUE;
    }

  return FALSE;
}

/* SQLite uses an index of some rows only where the condition repeats which. */
#define NOT_IDLE "o.sending <> 'idle' AND "

static gboolean
add_state (AssayOrderPlan *plan, const char *value)
{
  static const struct
  {
    const char *word;
    const char *sql;
    AssayOrderIndex index;
  } states[] = {
    { "new", "o.new = 1", ASSAY_ORDER_INDEX_NEW },
    { "claimed", "o.claimed_by IS NOT NULL", ASSAY_ORDER_INDEX_LISTED },
    { "unclaimed", "o.claimed_by IS NULL", ASSAY_ORDER_INDEX_LISTED },
    { "drafted", NOT_IDLE "o.sending = 'drafted'", ASSAY_ORDER_INDEX_SENDING },
    { "queued", NOT_IDLE "o.sending = 'queued'", ASSAY_ORDER_INDEX_SENDING },
    { "retrying", NOT_IDLE "o.sending = 'retrying'", ASSAY_ORDER_INDEX_SENDING },
    { "refused", NOT_IDLE "o.sending = 'refused'", ASSAY_ORDER_INDEX_SENDING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (g_str_equal (states[i].word, value))
        {
          add_filter (plan, states[i].sql, NULL, states[i].index);
          return TRUE;
        }
    }

  return FALSE;
}

static void
add_kind (AssayOrderPlan *plan, AssayOrderKind kind)
{
  gboolean checks = kind == ASSAY_ORDER_KIND_BACKGROUND_CHECK;

  add_filter (plan, checks ? "o.background_check = 1" : "o.background_check = 0", NULL,
              ASSAY_ORDER_INDEX_LISTED);
}

/* To the recruiter an order without a result is pending as well. Both come newest first from the
 * index of all; that of the states would have to be sorted. */
static void
add_status (AssayOrderPlan *plan, const char *status)
{
  if (g_str_equal (status, assay_order_status_to_string (ASSAY_ORDER_STATUS_PENDING)))
    add_filter (plan, "o.status IN ('none', 'pending')", NULL, ASSAY_ORDER_INDEX_LISTED);
  else
    add_filter (plan, "o.status = ", status, ASSAY_ORDER_INDEX_STATUS);
}

static gboolean
add_token (AssayOrderPlan *plan, const char *token)
{
  static const struct
  {
    const char *word;
    const char *column;
  } texts[] = {
    { "candidate", "candidate" },
    { "email", "email" },
    { "package", "package" },
    { "job", "job" },
    { "id", "ids" },
    { "note", "notes" },
  };
  const char *colon = strchr (token, ':');
  g_autofree char *name = colon != NULL ? g_strndup (token, colon - token) : NULL;
  AssayOrderStatus status;
  AssayOrderKind kind;

  if (add_score (plan, token))
    return TRUE;
  if (colon == NULL || colon[1] == '\0')
    return FALSE;

  colon++;
  if (g_str_equal (name, "is"))
    return add_state (plan, colon);
  if (g_str_equal (name, "status") && assay_order_status_from_string (colon, &status))
    return add_status (plan, colon), TRUE;
  if (g_str_equal (name, "kind") && assay_order_kind_from_string (colon, &kind))
    return add_kind (plan, kind), TRUE;
  if (g_str_equal (name, "claimed"))
    return add_filter (plan, "o.claimed_by = ", colon, ASSAY_ORDER_INDEX_CLAIMED), TRUE;
  if (g_str_equal (name, "account"))
    {
      assay_order_plan_add (plan,
                            "o.account IN (SELECT number FROM order_account WHERE id IN"
                            " (SELECT id FROM account WHERE instr(lower(label), lower(",
                            colon);
      g_string_append_printf (plan->filter, ")) > 0 UNION SELECT ?%u))", plan->values->len);
      return TRUE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (g_str_equal (name, texts[i].word))
        return add_words (plan, texts[i].column, colon), TRUE;
    }

  return FALSE;
}

/* Blanks separate words outside quotation marks; a mark that is never closed ends with the text. */
static GPtrArray *
split_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (const char *c = text;; c++)
    {
      if (*c == '"')
        quoted = !quoted;
      else if (*c == '\0' || (g_ascii_isspace (*c) && !quoted))
        {
          if (word->len > 0)
            g_ptr_array_add (words, g_strdup (word->str));
          g_string_truncate (word, 0);
        }
      else
        g_string_append_c (word, *c);

      if (*c == '\0')
        return words;
    }
}

static void
assay_order_query_finalize (GObject *object)
{
  AssayOrderQuery *self = ASSAY_ORDER_QUERY (object);

  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->account_id, g_free);

  G_OBJECT_CLASS (assay_order_query_parent_class)->finalize (object);
}

static void
assay_order_query_class_init (AssayOrderQueryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_order_query_finalize;
}

static void
assay_order_query_init (AssayOrderQuery *self)
{
}

/**
 * assay_order_query_new:
 *
 * Returns: (transfer full): a query for all orders that are not archived, newest first
 */
AssayOrderQuery *
assay_order_query_new (void)
{
  return g_object_new (ASSAY_TYPE_ORDER_QUERY, NULL);
}

/**
 * assay_order_query_set_text:
 * @self: a query
 * @text: (nullable): words and tokens as typed; need not be valid UTF-8
 */
void
assay_order_query_set_text (AssayOrderQuery *self, const char *text)
{
  g_free (self->text);
  self->text = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/**
 * assay_order_query_set_status:
 * @self: a query
 * @status: the only status to show; Pending shows also what has no result yet
 */
void
assay_order_query_set_status (AssayOrderQuery *self, AssayOrderStatus status)
{
  self->status = assay_order_status_to_string (status);
}

/**
 * assay_order_query_clear_status:
 * @self: a query
 *
 * Shows orders of any status again.
 */
void
assay_order_query_clear_status (AssayOrderQuery *self)
{
  self->status = NULL;
}

/**
 * assay_order_query_set_account_id:
 * @self: a query
 * @account_id: (nullable): the only account to show
 */
void
assay_order_query_set_account_id (AssayOrderQuery *self, const char *account_id)
{
  g_set_str (&self->account_id, account_id);
}

/**
 * assay_order_query_set_kind:
 * @self: a query
 * @kind: the only kind to show
 */
void
assay_order_query_set_kind (AssayOrderQuery *self, AssayOrderKind kind)
{
  self->kind = kind;
  self->has_kind = TRUE;
}

/**
 * assay_order_query_set_new_only:
 * @self: a query
 * @new_only: whether to show only orders that nobody has seen yet
 */
void
assay_order_query_set_new_only (AssayOrderQuery *self, gboolean new_only)
{
  self->new_only = !!new_only;
}

/**
 * assay_order_query_set_archived:
 * @self: a query
 * @archived: whether to show the archived orders instead of the others
 */
void
assay_order_query_set_archived (AssayOrderQuery *self, gboolean archived)
{
  self->archived = !!archived;
}

/*
 * assay_order_query_compile:
 * @self: (nullable): a query; %NULL for all orders that are not archived
 *
 * Returns: (transfer full): how to find its orders
 */
AssayOrderPlan *
assay_order_query_compile (AssayOrderQuery *self)
{
  g_autoptr (GPtrArray) words = split_words (self != NULL && self->text != NULL ? self->text : "");
  AssayOrderPlan *plan = assay_order_plan_new ();

  if (self != NULL && self->archived)
    add_filter (plan, "o.archived = 1", NULL, ASSAY_ORDER_INDEX_ARCHIVED);
  else
    assay_order_plan_add (plan, ASSAY_ORDER_PLAN_NOT_ARCHIVED, NULL);
  if (self != NULL && self->status != NULL)
    add_status (plan, self->status);
  if (self != NULL && self->has_kind)
    add_kind (plan, self->kind);
  if (self != NULL && self->account_id != NULL)
    {
      add_filter (plan,
                  "o.account = (SELECT number FROM order_account WHERE id = ", self->account_id,
                  ASSAY_ORDER_INDEX_ACCOUNT);
      g_string_append_c (plan->filter, ')');
    }
  if (self != NULL && self->new_only)
    add_filter (plan, "o.new = 1", NULL, ASSAY_ORDER_INDEX_NEW);

  for (guint i = 0; i < words->len; i++)
    {
      if (!add_token (plan, g_ptr_array_index (words, i)))
        add_words (plan, NULL, g_ptr_array_index (words, i));
    }

  return plan;
}
