/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <sqlite3.h>

#include "assay-database.h"
#include "assay-journal-read.h"
#include "assay-journal-verify.h"
#include "assay-support.h"

G_BEGIN_DECLS

#define KEY "acc-1/3223323715753018140"

/* When every event of the tests happened. */
#define NOW G_GINT64_CONSTANT (1700000000000000)

#define RECEIVED_BODY \
  "{\"order\":{\"id\":3223323715753018140,\"candidate\":{\"first_name\":\"Zoë\"," \
  "\"last_name\":\"Müller\"},\"package\":{\"name\":\"Coding\"}},\"kind\":\"assessment\"," \
  "\"webhook\":{\"event_date\":\"2026-01-02T03:04:05.000Z\"}}"

AssayJournal *journal_support_open (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
void journal_support_close (AssayJournal *journal);
char *journal_support_dup_path (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

void journal_support_submit (AssayJournal *journal,
                             const char *key,
                             const char *id,
                             const char *kind,
                             const char *body,
                             GAsyncResult **slot);
gboolean journal_support_finish (AssayJournal *journal,
                                 GAsyncResult **slot,
                                 AssayAppendOutcome *outcome,
                                 GError **error);
gboolean journal_support_append (AssayJournal *journal,
                                 const char *id,
                                 const char *kind,
                                 const char *body,
                                 gint64 version,
                                 AssayAppendOutcome *outcome,
                                 GError **error);
void journal_support_append_ok (AssayJournal *journal,
                                const char *id,
                                const char *kind,
                                const char *body);
void journal_support_receive (AssayJournal *journal);
void journal_support_receive_as (AssayJournal *journal, const char *key);
void journal_support_rebuild (AssayJournal *journal);

AssayOrder *journal_support_get_order (AssayJournal *journal) G_GNUC_WARN_UNUSED_RESULT;
AssayOrder *journal_support_get_order_as (AssayJournal *journal,
                                          const char *key) G_GNUC_WARN_UNUSED_RESULT;
AssayOrderResults *journal_support_get_results (AssayJournal *journal) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *journal_support_finish_list (AssayJournal *journal,
                                        GAsyncResult **slot) G_GNUC_WARN_UNUSED_RESULT;
char *journal_support_find (AssayJournal *journal, const char *text) G_GNUC_WARN_UNUSED_RESULT;

void journal_support_execute (const char *path, const char *sql);
gint64 journal_support_query (const char *path, const char *sql);
void journal_support_execute_on (AssayDatabase *database, const char *sql);
gint64 journal_support_query_on (AssayDatabase *database, const char *sql);
sqlite3 *journal_support_lock (const char *path) G_GNUC_WARN_UNUSED_RESULT;
sqlite3 *journal_support_keep_reading (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void journal_support_unlock (sqlite3 *handle);
void journal_support_expect_rebuilt (AssayJournal *journal);
AssayJournalReport *journal_support_verify (AssayJournal *journal) G_GNUC_WARN_UNUSED_RESULT;
char *journal_support_dump (const char *path) G_GNUC_WARN_UNUSED_RESULT;

GSubprocess *journal_support_spawn_writer (const char *folder,
                                           const char *prefix,
                                           const char *count) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
