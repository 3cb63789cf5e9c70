/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-database.h"

G_BEGIN_DECLS

/* What every plan demands but one for archived orders. */
#define ASSAY_ORDER_PLAN_NOT_ARCHIVED "o.archived = 0"

/*
 * AssayOrderIndex:
 *
 * What a list can go through from the newest order on, the smallest first. SQLite does not know
 * how many orders have a value and would choose by its looks.
 */
typedef enum
{
  ASSAY_ORDER_INDEX_ARCHIVED,
  ASSAY_ORDER_INDEX_SENDING,
  ASSAY_ORDER_INDEX_NEW,
  ASSAY_ORDER_INDEX_CLAIMED,
  ASSAY_ORDER_INDEX_STATUS,
  ASSAY_ORDER_INDEX_ACCOUNT,
  ASSAY_ORDER_INDEX_LISTED,
} AssayOrderIndex;

/*
 * AssayOrderWords:
 * @column: (nullable): the only column to look in, static
 * @phrase: (owned): words, without quotation marks; the last one is a beginning
 *
 * What the full text must have.
 */
typedef struct
{
  const char *column;
  char *phrase;
} AssayOrderWords;

/*
 * AssayOrderPlan:
 * @filter: (owned): an SQL condition on orders AS o, without the words
 * @values: (owned) (element-type utf8): the values of ?1, ?2 … in @filter
 * @words: (owned) (element-type AssayOrderWords): what the full text must have, all of it
 * @index: what to go through where there are no words
 *
 * How to find the orders of a query.
 */
typedef struct
{
  GString *filter;
  GPtrArray *values;
  GPtrArray *words;
  AssayOrderIndex index;
} AssayOrderPlan;

/*
 * AssayOrderMatch:
 * @expression: (owned) (nullable): an expression of the full text; %NULL when it does not matter
 * @seeks: whether looking up one order by it is cheap
 *
 * What the full text is asked.
 */
typedef struct
{
  char *expression;
  gboolean seeks;
} AssayOrderMatch;

AssayOrderPlan *assay_order_plan_new (void);
void assay_order_plan_free (AssayOrderPlan *self);

void assay_order_plan_add (AssayOrderPlan *self, const char *sql, const char *value);
void assay_order_plan_prefer (AssayOrderPlan *self, AssayOrderIndex index);
void assay_order_plan_add_words (AssayOrderPlan *self, const char *column, const char *words);

gboolean assay_order_plan_is_all (AssayOrderPlan *self);
AssayOrderMatch *assay_order_plan_match (AssayOrderPlan *self,
                                         AssayDatabase *database,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *assay_order_plan_dup_page (AssayOrderPlan *self) G_GNUC_WARN_UNUSED_RESULT;
char *assay_order_plan_dup_window (AssayOrderPlan *self) G_GNUC_WARN_UNUSED_RESULT;
char *assay_order_plan_dup_changes (AssayOrderPlan *self,
                                    const AssayOrderMatch *match) G_GNUC_WARN_UNUSED_RESULT;
int assay_order_plan_bind (AssayOrderPlan *self,
                           const AssayOrderMatch *match,
                           AssayStatement *statement);

void assay_order_match_free (AssayOrderMatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayOrderPlan, assay_order_plan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayOrderMatch, assay_order_match_free)

G_END_DECLS
