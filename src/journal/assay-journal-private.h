/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-database.h"
#include "assay-journal.h"
#include "assay-worker.h"

G_BEGIN_DECLS

void _assay_journal_read (AssayJournal   *self,
                          GTask          *task,
                          AssayWorkFunc   func,
                          GDestroyNotify  result_free);

G_END_DECLS
