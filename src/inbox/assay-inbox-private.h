/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-inbox.h"
#include "assay-other-secrets.h"
#include "assay-signature.h"

G_BEGIN_DECLS

#define ASSAY_INBOX_WEBHOOK_PATH "/webhooks/stackone"

struct _AssayInbox
{
  GObject parent_instance;

  /* owned */
  AssayJournal *journal;
  AssayEventNames *names;
  AssayHttpServer *server;
  GStrv secrets;
  GStrv keys;
  GVariant *tags_by_job;     /* a{ss}, NULL where every job is offered everything */
  AssayOtherSecrets *others; /* what a sender may take for a signing secret */

  gint64 *used_at; /* when each secret was last told of, by the clock of the machine */

  /* plain */
  AssayInboxSettings settings;
};

const char *assay_inbox_get_signatures (AssayHttpRequest *request);
AssaySignatureVerdict assay_inbox_judge (AssayInbox *self,
                                         AssayHttpRequest *request,
                                         char **reason);
const char *assay_inbox_get_encoding (AssayHttpRequest *request);
GBytes *assay_inbox_decode (GBytes *body,
                            const char *encoding,
                            gsize max) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_inbox_has_url_token (AssayInbox *self, AssayHttpRequest *request);
AssayExchange *assay_inbox_new_exchange (AssayHttpRequest *request) G_GNUC_WARN_UNUSED_RESULT;

void assay_inbox_take_webhook (AssayHttpRequest *request, gpointer inbox);
void assay_inbox_refuse_path (AssayHttpRequest *request, gpointer inbox);
void assay_inbox_list_packages (AssayHttpRequest *request, gpointer inbox);

G_END_DECLS
