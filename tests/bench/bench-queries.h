/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-order-query.h"

G_BEGIN_DECLS

/* A kind of question that people ask. */
typedef struct
{
  const char *name;
  GPtrArray *(*make) (guint n_orders); /* AssayOrderQuery, all different, each finds something */
  gboolean finds_one;
} BenchQueries;

const BenchQueries *bench_queries_list (guint *n_kinds);
AssayOrderQuery *bench_queries_new_rare (guint number) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
