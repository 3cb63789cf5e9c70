/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-database.h"
#include "assay-journal.h"
#include "assay-presence.h"
#include "assay-projection-private.h"
#include "assay-worker.h"

G_BEGIN_DECLS

#define ASSAY_JOURNAL_FILE_NAME "journal.sqlite"

/* Who hears of changes. The writer's thread shares it with the journal. */
typedef struct
{
  GMutex mutex;

  /* Under the mutex */
  GPtrArray *wakes;
  gint64 last_seq;
} AssayJournalAudience;

/* The mapping as the writer's jobs see it; a job keeps the one it was submitted with. */
typedef struct
{
  AssayProjection projection;
  GDestroyNotify destroy;
} AssayJournalMapping;

struct _AssayJournal
{
  GObject parent_instance;

  /* Owned */
  char *folder;
  AssayWorker *writer; /* %NULL when the journal is read-only or closed */
  AssayWorker *reader; /* %NULL when the journal is closed */
  AssayPresence *presence;
  GFileMonitor *monitor; /* while watching */
  AssayJournalAudience *audience;
  AssayWake *own_wake;
  AssayJournalMapping *mapping;
  GMutex mutex; /* guards the mapping */

  AssayJournalMode mode;
  gboolean watching;
};

AssayJournalAudience *assay_journal_audience_new (void) G_GNUC_WARN_UNUSED_RESULT;
void assay_journal_audience_unref (gpointer data);
void assay_journal_commit_cb (gint64 last_seq, gpointer user_data);
AssayJournalMapping *assay_journal_dup_mapping (AssayJournal *self) G_GNUC_WARN_UNUSED_RESULT;
void assay_journal_mapping_unref (gpointer data);
gboolean assay_journal_rebuild_within (AssayDatabase *database,
                                       const AssayProjection *projection,
                                       gint64 max_time,
                                       GError **error);
gboolean assay_journal_shrink (AssayDatabase *database, GCancellable *cancellable, GError **error);
void assay_journal_settle (AssayJournal *self);
void assay_journal_read (AssayJournal *self,
                         GTask *task,
                         AssayWorkFunc func,
                         GDestroyNotify result_free);

G_END_DECLS
