/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-database.h"
#include "assay-projection-private.h"

G_BEGIN_DECLS

/*
 * AssayErasure:
 * @keys: (owned) (element-type utf8): the keys of the person's orders
 * @words: (owned) (element-type utf8): what names the person and nobody else
 * @names: (owned) (element-type utf8): first and last names in turn, as they stand in JSON
 * @account_id: (owned) (nullable): the account that knows the person
 * @candidate_id: (owned) (nullable): the person's id there
 * @n_events: how many events were rewritten
 * @n_exchanges: how many exchanges were emptied
 *
 * One person on the way out of the journal.
 */
typedef struct
{
  GPtrArray *keys;
  GPtrArray *words;
  GPtrArray *names;
  char *account_id;
  char *candidate_id;
  gint64 n_events;
  gint64 n_exchanges;
} AssayErasure;

AssayErasure *assay_erasure_find (AssayDatabase *database,
                                  const char *id,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void assay_erasure_free (AssayErasure *self);
gboolean assay_erasure_check (AssayErasure *self, AssayDatabase *database, GError **error);
gboolean assay_erasure_run (AssayErasure *self,
                            AssayDatabase *database,
                            const AssayProjection *projection,
                            gboolean is_copy,
                            GError **error);
gboolean assay_erasure_clean_pages (AssayDatabase *database, GPtrArray *words, GError **error);
gboolean assay_erasure_empty_log (AssayDatabase *database, GError **error);
gboolean assay_erasure_run_on_backups (AssayErasure *self,
                                       const char *file,
                                       const AssayProjection *projection,
                                       guint *n_backups,
                                       GError **error);
GPtrArray *assay_erasure_list_search_words (AssayDatabase *database,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_erasure_clean_search (AssayDatabase *database, GPtrArray *words, GError **error);
char *assay_erasure_dup_readers (const char *file) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayErasure, assay_erasure_free)

G_END_DECLS
