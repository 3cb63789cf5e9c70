/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* At least a hundred different questions of each kind about a seeded journal of 10 000 orders or
 * more. */

#include "config.h"

#include "bench-queries.h"

#include "seed-plan.h"

#define N_QUERIES 100

static const char *const fields[] = { "Data",    "Field",  "Sales",   "Night",   "Payroll",
                                      "Quality", "Export", "Harbour", "Finance", "Support" };
static const char *const roles[] = {
  "engineer", "analyst", "manager", "clerk", "planner", "driver"
};
static const char *const levels[] = { "Junior", "Senior", "Lead", "Deputy", "Chief" };

static GPtrArray *
queries_new (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static AssayOrderQuery *
add (GPtrArray *queries, const char *text)
{
  AssayOrderQuery *query = assay_order_query_new ();

  assay_order_query_set_text (query, text);
  g_ptr_array_add (queries, query);

  return query;
}

/* Returns: (transfer full): a query for the id of an order that is not archived; the same one may
 * come for two numbers in a row. */
AssayOrderQuery *
bench_queries_new_rare (guint number)
{
  AssayOrderQuery *query = assay_order_query_new ();
  SeedOrder order;

  seed_order_init (&order, number);
  while (order.archived)
    seed_order_init (&order, --number);
  assay_order_query_set_text (query, order.id);

  return query;
}

static GPtrArray *
make_rare (guint n_orders)
{
  GPtrArray *queries = queries_new ();

  for (guint i = 1; i <= N_QUERIES; i++)
    g_ptr_array_add (queries,
                     bench_queries_new_rare ((guint) ((guint64) n_orders * i / N_QUERIES) - 1));

  return queries;
}

/* The letters by which words of a column begin. */
static GPtrArray *
make_letters (guint n_orders)
{
  static const struct
  {
    const char *column;
    const char *letters;
  } beginnings[] = {
    { "", "abcdefghijklmnopqrstvwz123456789" },
    { "candidate:", "abdefghijklmnoprstvwz" },
    { "package:", "abcdeilmnt" },
    { "job:", "acdefhjlmnpqs" },
    { "id:", "acjoprs123456789" },
    { "email:", "ceo" },
    { "note:", "bcr12345" },
  };
  GPtrArray *queries = queries_new ();

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      for (const char *c = beginnings[i].letters; *c != '\0'; c++)
        {
          g_autofree char *text = g_strdup_printf ("%s%c", beginnings[i].column, *c);

          add (queries, text);
        }
    }

  return queries;
}

/* From words that every order has to pairs that one of fifty has. */
static GPtrArray *
make_words (guint n_orders)
{
  static const char *const words[] = { "check",  "example",  "org",   "basic",
                                       "Typing", "advanced", "Coding" };
  GPtrArray *queries = queries_new ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    add (queries, words[i]);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    add (queries, levels[i]);
  for (guint i = 0; i < G_N_ELEMENTS (fields) * (1 + G_N_ELEMENTS (roles)); i++)
    {
      guint role = i / G_N_ELEMENTS (fields);
      const char *field = fields[i % G_N_ELEMENTS (fields)];
      g_autofree char *pair = role > 0 ? g_strconcat (roles[role - 1], " ", field, NULL)
                                       : g_strdup (field);

      add (queries, pair);
    }
  for (guint i = 0; i < G_N_ELEMENTS (levels) * G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *pair = g_strconcat (levels[i % G_N_ELEMENTS (levels)], " ",
                                           roles[i / G_N_ELEMENTS (levels)], NULL);

      add (queries, pair);
    }

  return queries;
}

static GPtrArray *
make_names (guint n_orders)
{
  GPtrArray *queries = queries_new ();

  add (queries, SEED_RARE_NAME);
  for (guint i = 0; i < N_QUERIES / 2; i++)
    {
      g_autofree char *first = seed_dup_first_name (i);
      g_autofree char *last = seed_dup_last_name (i);

      add (queries, first);
      add (queries, last);
    }

  return queries;
}

/* Each combination of status, account and kind but the one that demands nothing. */
static GPtrArray *
make_filters (guint n_orders)
{
  GPtrArray *queries = queries_new ();

  for (guint i = 1; i < 7 * 6 * 3; i++)
    {
      AssayOrderQuery *query = add (queries, NULL);
      guint status = i % 7, account = i / 7 % 6, kind = i / 42;

      if (status > 0)
        assay_order_query_set_status (query, (AssayOrderStatus) (status - 1));
      if (account > 0)
        assay_order_query_set_account_id (query, seed_get_account_id (account - 1));
      if (kind > 0)
        assay_order_query_set_kind (query, (AssayOrderKind) (kind - 1));
    }

  return queries;
}

static GPtrArray *
make_combinations (guint n_orders)
{
  GPtrArray *queries = queries_new ();

  for (guint i = 0; i < N_QUERIES; i++)
    {
      AssayOrderQuery *query = add (queries, fields[i % 10]);

      assay_order_query_set_account_id (query, seed_get_account_id (i / 10 % SEED_ACCOUNTS));
      assay_order_query_set_status (query, i < N_QUERIES / 2 ? ASSAY_ORDER_STATUS_COMPLETED
                                                             : ASSAY_ORDER_STATUS_REJECTED);
    }

  return queries;
}

static GPtrArray *
make_scores (guint n_orders)
{
  GPtrArray *queries = queries_new ();

  for (guint i = 0; i < N_QUERIES; i++)
    {
      g_autofree char *text = g_strdup_printf ("score>%u", i);

      add (queries, text);
    }

  return queries;
}

const BenchQueries *
bench_queries_list (guint *n_kinds)
{
  static const BenchQueries kinds[] = {
    { "rare word", make_rare, TRUE }, { "one letter", make_letters },
    { "common word", make_words },    { "name", make_names },
    { "filter", make_filters },       { "word, status and account", make_combinations },
    { "score", make_scores },
  };

  *n_kinds = G_N_ELEMENTS (kinds);

  return kinds;
}
