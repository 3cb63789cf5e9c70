/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-database.h"
#include "assay-order-query-private.h"

G_BEGIN_DECLS

/*
 * AssayRowsRequest:
 * @plan: (owned): how to find them
 * @before: only rows with smaller numbers; %G_MAXINT64 for the first page
 * @limit: how many rows at most
 * @n_end: how many of the last rows to read as well, with the first page
 * @seq: the newest event that the list knows
 * @schema: the making of the tables that the list knows
 *
 * Which rows a list asks for.
 */
typedef struct
{
  AssayOrderPlan *plan;
  gint64 before;
  guint limit;
  guint n_end;
  gint64 seq;
  gint64 schema;
} AssayRowsRequest;

/*
 * AssayRowChange:
 * @row: the number of a row
 * @matches: whether it belongs into the list now
 */
typedef struct
{
  gint64 row;
  gboolean matches;
} AssayRowChange;

/*
 * AssayRowsAnswer:
 * @rows: (owned) (nullable): row numbers (gint64), newest first
 * @end: (owned) (nullable): the last rows (gint64), newest first; %NULL where the number of rows is
 *   not known at once
 * @n_rows: how many rows there are, where @end is not %NULL
 * @changes: (owned) (nullable): the rows of the orders that changed (AssayRowChange), newest
 *   first; %NULL when the list must be read anew
 * @seq: the newest event that the answer knows
 * @schema: the making of the tables that were read
 *
 * What a list learns.
 */
typedef struct
{
  GArray *rows;
  GArray *end;
  guint n_rows;
  GArray *changes;
  gint64 seq;
  gint64 schema;
} AssayRowsAnswer;

AssayRowsRequest *assay_rows_request_new (AssayOrderQuery *query);
void assay_rows_request_free (gpointer data);
void assay_rows_answer_free (gpointer data);

gboolean assay_rows_read_page (AssayDatabase *database,
                               gpointer request,
                               gpointer *answer,
                               GError **error);
gboolean assay_rows_read_changes (AssayDatabase *database,
                                  gpointer request,
                                  gpointer *answer,
                                  GError **error);
gboolean assay_rows_read_orders (AssayDatabase *database,
                                 gpointer rows,
                                 gpointer *orders,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayRowsAnswer, assay_rows_answer_free)

G_END_DECLS
