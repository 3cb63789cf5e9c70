/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-event-names.h"
#include "assay-http-error.h"
#include "assay-http-server.h"
#include "assay-journal.h"
#include "assay-secret-store.h"

G_BEGIN_DECLS

/**
 * AssayCheckPolicy:
 * @ASSAY_CHECK_ENFORCE: what fails the check is refused
 * @ASSAY_CHECK_WARN: what fails the check is accepted and marked
 * @ASSAY_CHECK_OFF: nothing is checked
 *
 * What a check leads to. The values are those of the settings.
 */
typedef enum
{
  ASSAY_CHECK_ENFORCE,
  ASSAY_CHECK_WARN,
  ASSAY_CHECK_OFF,
} AssayCheckPolicy;

/**
 * AssayInboxSettings:
 * @limits: what senders may use up
 * @signature: the check of a webhook's signature
 * @url_token: whether a webhook without a signature may prove itself by a signing secret as
 *   parameter `token` of its address, StackOne's older way
 * @max_age: seconds after which a webhook is marked as old, 0 for never
 * @packages_basic: the check of the key in calls of the package list
 * @packages_signature: the check of the signature of calls of the package list
 * @packages_cors: whether browsers of other origins may call the package list
 *
 * How an inbox receives.
 */
typedef struct
{
  AssayHttpLimits limits;
  AssayCheckPolicy signature;
  gboolean url_token;
  guint max_age;
  AssayCheckPolicy packages_basic;
  AssayCheckPolicy packages_signature;
  gboolean packages_cors;
} AssayInboxSettings;

#define ASSAY_TYPE_INBOX (assay_inbox_get_type ())

G_DECLARE_FINAL_TYPE (AssayInbox, assay_inbox, ASSAY, INBOX, GObject)

AssayInbox *assay_inbox_new (AssayJournal *journal,
                             AssayEventNames *names,
                             const AssayInboxSettings *settings,
                             const char *const *secrets,
                             const char *const *keys,
                             AssayOtherSecrets *others) G_GNUC_WARN_UNUSED_RESULT;
void assay_inbox_configure (AssayInbox *self,
                            AssayEventNames *names,
                            const AssayInboxSettings *settings,
                            const char *const *secrets,
                            const char *const *keys,
                            AssayOtherSecrets *others);
void assay_inbox_select_packages (AssayInbox *self, GVariant *tags_by_job);
void assay_inbox_trust_proxies (AssayInbox *self, GPtrArray *proxies);
void assay_inbox_set_certificate (AssayInbox *self, GTlsCertificate *certificate);
void assay_inbox_start_async (AssayInbox *self,
                              const char *address,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean assay_inbox_start_finish (AssayInbox *self, GAsyncResult *result, GError **error);
void assay_inbox_stop (AssayInbox *self);
const char *assay_inbox_get_url (AssayInbox *self);

G_END_DECLS
