/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-journal-read.h"
#include "assay-stackone-client.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ACCOUNT_READER (assay_account_reader_get_type ())

G_DECLARE_FINAL_TYPE (AssayAccountReader, assay_account_reader, ASSAY, ACCOUNT_READER, GObject)

AssayAccountReader *assay_account_reader_new (AssayJournal *journal,
                                              AssayStackoneClient *client,
                                              guint hours) G_GNUC_WARN_UNUSED_RESULT;
void assay_account_reader_start (AssayAccountReader *self);
void assay_account_reader_stop (AssayAccountReader *self);

G_END_DECLS
