/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AssaySimTarget:
 * @ASSAY_SIM_TARGET_API: a request to StackOne's API
 * @ASSAY_SIM_TARGET_WEBHOOK: a webhook that is sent
 *
 * Where a fault strikes.
 */
typedef enum
{
  ASSAY_SIM_TARGET_API,
  ASSAY_SIM_TARGET_WEBHOOK,
} AssaySimTarget;

/**
 * AssaySimFault:
 * @target: where it strikes
 * @method: (nullable): the HTTP method it is limited to
 * @path: (nullable): the path it is limited to, with `*` and `?` as in a shell
 * @remaining: how often it still strikes, or -1 for ever
 * @percent: the share of matching requests it strikes
 * @status: the status to answer, or 0 to leave it
 * @error_code: (nullable): the `errorCode` of that answer
 * @message: (nullable): its message
 * @retry_after: its Retry-After in seconds, or -1
 * @delay: milliseconds to wait first
 * @timeout: whether no answer comes at all
 * @reset: whether the connection is cut instead of an answer
 * @empty: whether the answer has no body
 * @malformed: whether the answer's JSON breaks off in the middle
 * @empty_page: whether a list answers a page without records that has a `next`
 * @signature: (nullable): `wrong` or `missing` for the webhook's signature
 * @event: (nullable): the event name to send instead
 * @duplicate: whether the webhook is sent twice
 * @numeric_id: whether the order gets an id of 24 digits that is sent as a number
 *
 * One rule that makes something go wrong.
 */
typedef struct
{
  AssaySimTarget target;
  char *method;
  char *path;
  gint64 remaining;
  guint percent;
  guint status;
  char *error_code;
  char *message;
  gint64 retry_after;
  guint delay;
  gboolean timeout;
  gboolean reset;
  gboolean empty;
  gboolean malformed;
  gboolean empty_page;
  char *signature;
  char *event;
  gboolean duplicate;
  gboolean numeric_id;
} AssaySimFault;

typedef struct _AssaySimFaults AssaySimFaults;

AssaySimFaults *assay_sim_faults_new (guint32 seed) G_GNUC_WARN_UNUSED_RESULT;
void assay_sim_faults_free (AssaySimFaults *self);
void assay_sim_faults_set (AssaySimFaults *self, AssayJson *rules, GPtrArray *problems);
void assay_sim_faults_clear (AssaySimFaults *self);
GBytes *assay_sim_faults_to_json (AssaySimFaults *self) G_GNUC_WARN_UNUSED_RESULT;
AssaySimFault *assay_sim_faults_take (AssaySimFaults *self,
                                      AssaySimTarget target,
                                      const char *method,
                                      const char *path) G_GNUC_WARN_UNUSED_RESULT;
void assay_sim_fault_unref (AssaySimFault *fault);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssaySimFault, assay_sim_fault_unref)

G_END_DECLS
