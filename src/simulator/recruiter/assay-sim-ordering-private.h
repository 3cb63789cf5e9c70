/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-sim-ordering.h"

G_BEGIN_DECLS

/* Packages that are ordered together, from the recruiter's click until every webhook has ended. */
typedef struct
{
  AssaySimulator *simulator;
  AssaySimCall *call;
  AssayJson *account;
  AssayJson *candidate;
  AssayJson *job;
  GStrv package_ids;
  char *application_id;
  char *kind;
  gboolean is_inline;
  guint success;
  GPtrArray *lines;
  guint n_waiting;
} AssaySimOrdering;

AssaySimOrdering *assay_sim_ordering_new (AssaySimulator *self,
                                          AssaySimCall *call,
                                          guint success) G_GNUC_WARN_UNUSED_RESULT;
void assay_sim_ordering_free (AssaySimOrdering *ordering);
void assay_sim_ordering_refuse (AssaySimOrdering *ordering, guint status, const char *message);
void assay_sim_ordering_deliver (AssaySimOrdering *ordering);

G_END_DECLS
