/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-database.h"
#include "assay-journal-read.h"
#include "assay-worker.h"

G_BEGIN_DECLS

/* Makes an element of a row. */
typedef gpointer (*AssayJournalLoadFunc) (AssayStatement *row, GError **error);

/* What a query of one sort makes of its rows. */
typedef struct
{
  AssayJournalLoadFunc load;
  GDestroyNotify element_free;
  AssayWorkFunc work;         /* %NULL for one that lists the elements */
  GDestroyNotify result_free; /* of what @work answers */
  gboolean settles;           /* the answer shows all that was appended before */
} AssayJournalQuerySort;

/* A query whose values are texts and whose rows become the elements of an array. */
typedef struct
{
  /* Owned */
  char *sql;
  GPtrArray *values;

  const AssayJournalQuerySort *sort;
} AssayJournalQuery;

gboolean assay_journal_query_list (AssayDatabase *database,
                                   gpointer data,
                                   gpointer *result,
                                   GError **error);
void assay_journal_query_submit (AssayJournal *self,
                                 char *sql,
                                 GPtrArray *values,
                                 const AssayJournalQuerySort *sort,
                                 gpointer source_tag,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *assay_journal_query_values (const char *value);
gpointer assay_journal_load_account (AssayStatement *row, GError **error);

G_END_DECLS
