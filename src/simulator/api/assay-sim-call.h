/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-http-request.h"
#include "assay-json.h"
#include "assay-sim-faults.h"
#include "assay-sim-log.h"
#include "assay-sim-reply.h"

G_BEGIN_DECLS

/**
 * AssaySimCall:
 * @method: the HTTP method
 * @path: the path as it was received, still percent-encoded
 * @body: the request body
 * @id: (nullable): the record id out of the path, decoded once
 * @account: (nullable): the account that `x-account-id` names
 * @fault: (nullable): what is to go wrong
 * @entry: (nullable): its line in the log; control calls have none
 *
 * One request that waits for its answer. The answer may be given at once or later.
 */
typedef struct
{
  const char *method;
  const char *path;
  GBytes *body;
  char *id;
  AssayJson *account;
  AssaySimFault *fault;
  AssaySimLogEntry *entry;

  /*< private >*/
  grefcount references;
  AssayHttpRequest *request;
  GPtrArray *parameters;
  AssaySimReply *delayed;
  gboolean answered;
} AssaySimCall;

AssaySimCall *assay_sim_call_new (AssayHttpRequest *request) G_GNUC_WARN_UNUSED_RESULT;
AssaySimCall *assay_sim_call_ref (AssaySimCall *self);
void assay_sim_call_unref (AssaySimCall *self);
gboolean assay_sim_call_is_from_host (AssaySimCall *self);
const char *assay_sim_call_find_foreign (AssaySimCall *self);
gboolean assay_sim_call_carries_json (AssaySimCall *self);
const char *assay_sim_call_get_header (AssaySimCall *self, const char *name);
const char *assay_sim_call_find_duplicate (AssaySimCall *self);
gboolean assay_sim_call_parse_query (AssaySimCall *self, GError **error);
const char *assay_sim_call_get_parameter (AssaySimCall *self, const char *name);
GStrv assay_sim_call_dup_parameters (AssaySimCall *self,
                                     const char *name) G_GNUC_WARN_UNUSED_RESULT;
void assay_sim_call_answer (AssaySimCall *self, AssaySimReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssaySimCall, assay_sim_call_unref)

G_END_DECLS
