/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-spine-private.h"

#include <string.h>

/*
 * assay_order_spine_new:
 * @beginning: (element-type gint64): the first rows
 * @n_rows: how many rows there are, at least as many as are given
 * @end: (element-type gint64): the last rows
 *
 * Returns: (transfer full): a spine that knows these rows
 */
GArray *
assay_order_spine_new (GArray *beginning, guint n_rows, GArray *end)
{
  gint64 *rows = g_new0 (gint64, n_rows);

  /* Memory that is zero already is not touched, which for a long list takes milliseconds. */
  if (beginning->len > 0)
    memcpy (rows, beginning->data, beginning->len * sizeof (gint64));
  if (end->len > 0)
    memcpy (rows + n_rows - end->len, end->data, end->len * sizeof (gint64));

  return g_array_new_take (rows, n_rows, FALSE, sizeof (gint64));
}

/*
 * assay_order_spine_get:
 * @spine: a spine
 * @position: a position in it
 *
 * Returns: the row there; 0 when it is not known
 */
gint64
assay_order_spine_get (GArray *spine, guint position)
{
  return g_array_index (spine, gint64, position);
}

/*
 * assay_order_spine_find:
 * @spine: a spine that knows all its rows
 * @row: a row
 * @position: (out): where it is, or where it belongs
 *
 * Returns: whether it is there
 */
gboolean
assay_order_spine_find (GArray *spine, gint64 row, guint *position)
{
  guint start = 0, end = spine->len;

  while (start < end)
    {
      guint middle = start + (end - start) / 2;

      if (assay_order_spine_get (spine, middle) > row)
        start = middle + 1;
      else
        end = middle;
    }
  *position = start;

  return start < spine->len && assay_order_spine_get (spine, start) == row;
}

/*
 * assay_order_spine_fill:
 * @spine: a spine
 * @known: the first rows of the same list
 * @position: where to begin
 *
 * Learns the rows that are not known yet; those that are stay as they are.
 */
void
assay_order_spine_fill (GArray *spine, GArray *known, guint position)
{
  for (guint i = position; i < MIN (spine->len, known->len); i++)
    {
      if (assay_order_spine_get (spine, i) == 0)
        g_array_index (spine, gint64, i) = assay_order_spine_get (known, i);
    }
}

static gboolean
are_same (gint64 before, gint64 after)
{
  return before == after && after != 0;
}

/*
 * assay_order_spine_compare:
 * @before: a spine
 * @after: another one
 * @n_first: (out): how many rows at the beginning are the same
 * @n_last: (out): how many of the others at the end are
 *
 * Finds out what to tell of a change. A row that is not known is the same as no other.
 */
void
assay_order_spine_compare (GArray *before, GArray *after, guint *n_first, guint *n_last)
{
  guint shorter = MIN (before->len, after->len);
  guint first = 0, last = 0;

  while (first < shorter &&
         are_same (assay_order_spine_get (before, first), assay_order_spine_get (after, first)))
    first++;
  while (last < shorter - first && are_same (assay_order_spine_get (before, before->len - 1 - last),
                                             assay_order_spine_get (after, after->len - 1 - last)))
    last++;

  *n_first = first;
  *n_last = last;
}
