/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-application.h"
#include "assay-candidate.h"
#include "assay-job.h"
#include "assay-json-writer.h"
#include "assay-json.h"
#include "assay-order-state.h"
#include "assay-package.h"
#include "assay-person.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ORDER (assay_order_get_type ())

G_DECLARE_FINAL_TYPE (AssayOrder, assay_order, ASSAY, ORDER, GObject)

AssayOrder         *assay_order_new                    (void) G_GNUC_WARN_UNUSED_RESULT;
AssayOrder         *assay_order_new_from_json          (AssayJson        *json,
                                                        GError          **error)
                                                        G_GNUC_WARN_UNUSED_RESULT;
void                assay_order_write_json             (AssayOrder       *self,
                                                        AssayJsonWriter  *writer);

const char         *assay_order_get_id                 (AssayOrder       *self);
void                assay_order_set_id                 (AssayOrder       *self,
                                                        const char       *id);
const char         *assay_order_get_remote_id          (AssayOrder       *self);
void                assay_order_set_remote_id          (AssayOrder       *self,
                                                        const char       *remote_id);
AssayOrderKind      assay_order_get_kind               (AssayOrder       *self);
void                assay_order_set_kind               (AssayOrder       *self,
                                                        AssayOrderKind    kind);
const char         *assay_order_get_account_id         (AssayOrder       *self);
void                assay_order_set_account_id         (AssayOrder       *self,
                                                        const char       *account_id);
AssayPackage       *assay_order_get_package            (AssayOrder       *self);
void                assay_order_set_package            (AssayOrder       *self,
                                                        AssayPackage     *package);
AssayApplication   *assay_order_get_application        (AssayOrder       *self);
void                assay_order_set_application        (AssayOrder       *self,
                                                        AssayApplication *application);
AssayJob           *assay_order_get_job                (AssayOrder       *self);
void                assay_order_set_job                (AssayOrder       *self,
                                                        AssayJob         *job);
AssayCandidate     *assay_order_get_candidate          (AssayOrder       *self);
void                assay_order_set_candidate          (AssayOrder       *self,
                                                        AssayCandidate   *candidate);
AssayPerson        *assay_order_get_requester          (AssayOrder       *self);
void                assay_order_set_requester          (AssayOrder       *self,
                                                        AssayPerson      *requester);
const char         *assay_order_get_results_update_url (AssayOrder       *self);
void                assay_order_set_results_update_url (AssayOrder       *self,
                                                        const char       *results_update_url);
AssayJson          *assay_order_get_passthrough        (AssayOrder       *self);
void                assay_order_set_passthrough        (AssayOrder       *self,
                                                        AssayJson        *passthrough);
AssayOrderStatus    assay_order_get_status             (AssayOrder       *self);
void                assay_order_set_status             (AssayOrder       *self,
                                                        AssayOrderStatus  status);
AssayOrderSending   assay_order_get_sending            (AssayOrder       *self);
void                assay_order_set_sending            (AssayOrder       *self,
                                                        AssayOrderSending sending);
gint64              assay_order_get_version            (AssayOrder       *self);
void                assay_order_set_version            (AssayOrder       *self,
                                                        gint64            version);
gint64              assay_order_get_claim_version      (AssayOrder       *self);
void                assay_order_set_claim_version      (AssayOrder       *self,
                                                        gint64            version);
gint64              assay_order_get_result_version     (AssayOrder       *self);
void                assay_order_set_result_version     (AssayOrder       *self,
                                                        gint64            version);
gint64              assay_order_get_received_at        (AssayOrder       *self);
void                assay_order_set_received_at        (AssayOrder       *self,
                                                        gint64            received_at);
gboolean            assay_order_get_new                (AssayOrder       *self);
void                assay_order_set_new                (AssayOrder       *self,
                                                        gboolean          new);
const char         *assay_order_get_claimed_by         (AssayOrder       *self);
void                assay_order_set_claimed_by         (AssayOrder       *self,
                                                        const char       *claimed_by);
gboolean            assay_order_get_archived           (AssayOrder       *self);
void                assay_order_set_archived           (AssayOrder       *self,
                                                        gboolean          archived);
gboolean            assay_order_get_entered_by_hand    (AssayOrder       *self);
void                assay_order_set_entered_by_hand    (AssayOrder       *self,
                                                        gboolean          entered_by_hand);
const char         *assay_order_get_score_text         (AssayOrder       *self);
void                assay_order_set_score_text         (AssayOrder       *self,
                                                        const char       *score_text);
AssayJson           *assay_order_get_document           (AssayOrder       *self);
const char * const *assay_order_get_unknown            (AssayOrder       *self);

char               *assay_order_dup_key                (AssayOrder       *self)
                                                        G_GNUC_WARN_UNUSED_RESULT;
gboolean            assay_order_parse_key              (const char       *key,
                                                        char            **account_id,
                                                        char            **order_id);
GBytes             *assay_order_to_json                (AssayOrder       *self,
                                                        gboolean          with_assay)
                                                        G_GNUC_WARN_UNUSED_RESULT;

void                 assay_order_update                 (AssayOrder       *self,
                                                         AssayOrder       *newer);

G_END_DECLS
