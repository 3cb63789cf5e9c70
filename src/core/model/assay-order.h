/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-application.h"
#include "assay-candidate.h"
#include "assay-job.h"
#include "assay-json.h"
#include "assay-order-state.h"
#include "assay-package.h"
#include "assay-person.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ORDER (assay_order_get_type ())

G_DECLARE_FINAL_TYPE (AssayOrder, assay_order, ASSAY, ORDER, GObject)

AssayOrder *assay_order_new (void) G_GNUC_WARN_UNUSED_RESULT;
AssayOrder *assay_order_new_from_json (AssayJson *json, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_order_check_json (AssayJson *json, GError **error);
void assay_order_identify (AssayOrder *self,
                           const char *account_id,
                           const char *id,
                           const char *remote_id,
                           AssayOrderKind kind);

const char *assay_order_get_id (AssayOrder *self);
const char *assay_order_get_remote_id (AssayOrder *self);
const char *assay_order_get_account_id (AssayOrder *self);
AssayOrderKind assay_order_get_kind (AssayOrder *self);
AssayPackage *assay_order_get_package (AssayOrder *self);
AssayApplication *assay_order_get_application (AssayOrder *self);
AssayJob *assay_order_get_job (AssayOrder *self);
AssayCandidate *assay_order_get_candidate (AssayOrder *self);
AssayPerson *assay_order_get_requester (AssayOrder *self);
const char *assay_order_get_results_update_url (AssayOrder *self);
AssayJson *assay_order_get_passthrough (AssayOrder *self);
AssayJson *assay_order_get_document (AssayOrder *self);
const char *const *assay_order_get_unknown (AssayOrder *self);

const AssayOrderState *assay_order_get_state (AssayOrder *self);
void assay_order_set_state (AssayOrder *self, const AssayOrderState *state);

char *assay_order_build_key (const char *account_id,
                             const char *order_id) G_GNUC_WARN_UNUSED_RESULT;
char *assay_order_dup_key (AssayOrder *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_order_parse_key (const char *key, char **account_id, char **order_id);

GBytes *assay_order_to_json (AssayOrder *self, gboolean with_assay) G_GNUC_WARN_UNUSED_RESULT;

void assay_order_update (AssayOrder *self, AssayOrder *newer);

G_END_DECLS
