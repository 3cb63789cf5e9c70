/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ASSAY_JOURNAL_ERROR (assay_journal_error_quark ())

/**
 * AssayJournalError:
 * @ASSAY_JOURNAL_ERROR_OPEN: the folder or the file cannot be made or opened
 * @ASSAY_JOURNAL_ERROR_NEWER: the file was written by a newer version; nothing was changed
 * @ASSAY_JOURNAL_ERROR_CORRUPT: the file is damaged or no journal; nothing was deleted
 * @ASSAY_JOURNAL_ERROR_BUSY: another process holds the file, or too much waits to be written
 * @ASSAY_JOURNAL_ERROR_FULL: the disk, the quota or the file size limit is reached
 * @ASSAY_JOURNAL_ERROR_READ_ONLY: the file or its folder may only be read
 * @ASSAY_JOURNAL_ERROR_CONFLICT: the order is at another version than the caller expected
 * @ASSAY_JOURNAL_ERROR_IO: any other failure to read or write
 * @ASSAY_JOURNAL_ERROR_NOT_FOUND: the order or the result is not in the journal
 * @ASSAY_JOURNAL_ERROR_INVALID: an event lacks what its kind demands
 * @ASSAY_JOURNAL_ERROR_MOVED: the file was deleted or replaced while it was open; only opening it
 *   again helps
 *
 * What can go wrong with the journal. An operation that fails has changed nothing.
 */
typedef enum
{
  ASSAY_JOURNAL_ERROR_OPEN,
  ASSAY_JOURNAL_ERROR_NEWER,
  ASSAY_JOURNAL_ERROR_CORRUPT,
  ASSAY_JOURNAL_ERROR_BUSY,
  ASSAY_JOURNAL_ERROR_FULL,
  ASSAY_JOURNAL_ERROR_READ_ONLY,
  ASSAY_JOURNAL_ERROR_CONFLICT,
  ASSAY_JOURNAL_ERROR_IO,
  ASSAY_JOURNAL_ERROR_NOT_FOUND,
  ASSAY_JOURNAL_ERROR_INVALID,
  ASSAY_JOURNAL_ERROR_MOVED,
} AssayJournalError;

GQuark assay_journal_error_quark (void);

G_END_DECLS
