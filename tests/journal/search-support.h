/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-rows-private.h"
#include "journal-support.h"

G_BEGIN_DECLS

/* One more than the words that a beginning is replaced by. */
#define SEARCH_N_MANY 33
#define SEARCH_N_ORDERS (5 + SEARCH_N_MANY)

/**
 * SearchSupport:
 * @folder: where the journal is
 * @journal: the journal
 * @database: a connection that reads it
 *
 * Orders whose words begin alike.
 */
typedef struct
{
  char *folder;
  AssayJournal *journal;
  AssayDatabase *database;
} SearchSupport;

void search_support_set_up (SearchSupport *self);
void search_support_tear_down (SearchSupport *self);

char *search_support_read_rows (SearchSupport *self,
                                AssayRowsRequest *request) G_GNUC_WARN_UNUSED_RESULT;
char *search_support_read_plainly (SearchSupport *self,
                                   AssayOrderQuery *query) G_GNUC_WARN_UNUSED_RESULT;
char *search_support_read_changes (SearchSupport *self,
                                   AssayRowsRequest *request) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
