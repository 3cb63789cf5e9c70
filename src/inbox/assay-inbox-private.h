/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-inbox.h"
#include "assay-signature.h"

G_BEGIN_DECLS

#define ASSAY_INBOX_WEBHOOK_PATH "/webhooks/stackone"

AssayJournal             *_assay_inbox_get_journal   (AssayInbox            *self);
AssayEventNames          *_assay_inbox_get_names     (AssayInbox            *self);
const AssayInboxSettings *_assay_inbox_get_settings  (AssayInbox            *self);
const char * const       *_assay_inbox_get_secrets   (AssayInbox            *self);
const char * const       *_assay_inbox_get_keys      (AssayInbox            *self);

void                      _assay_inbox_emit_delivery (AssayInbox            *self,
                                                      gboolean               accepted,
                                                      AssayOrder            *order,
                                                      const char            *reason);
const char               *_assay_inbox_get_signatures (AssayHttpRequest     *request);
AssaySignatureVerdict     _assay_inbox_judge         (AssayInbox            *self,
                                                      AssayHttpRequest      *request,
                                                      char                 **reason);
const char               *_assay_inbox_get_encoding  (AssayHttpRequest      *request);
GBytes                   *_assay_inbox_decode        (GBytes                *body,
                                                      const char            *encoding,
                                                      gsize                  max) G_GNUC_WARN_UNUSED_RESULT;
AssayExchange            *_assay_inbox_new_exchange  (AssayHttpRequest      *request) G_GNUC_WARN_UNUSED_RESULT;

void                      _assay_inbox_take_webhook  (AssayHttpRequest      *request,
                                                      gpointer               inbox);
void                      _assay_inbox_refuse_path   (AssayHttpRequest      *request,
                                                      gpointer               inbox);
void                      _assay_inbox_list_packages (AssayHttpRequest      *request,
                                                      gpointer               inbox);

G_END_DECLS
