/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-event.h"
#include "assay-json.h"

G_BEGIN_DECLS

/**
 * AssayEventFamily:
 * @ASSAY_EVENT_FAMILY_NONE: follows nothing
 * @ASSAY_EVENT_FAMILY_ORDER: what an order consists of
 * @ASSAY_EVENT_FAMILY_CLAIM: who works on an order
 * @ASSAY_EVENT_FAMILY_RESULT: what became of the results of an order
 *
 * Events of one family decide about the same thing, so that who appends one can demand that nobody
 * has appended another meanwhile.
 */
typedef enum
{
  ASSAY_EVENT_FAMILY_NONE,
  ASSAY_EVENT_FAMILY_ORDER,
  ASSAY_EVENT_FAMILY_CLAIM,
  ASSAY_EVENT_FAMILY_RESULT,
} AssayEventFamily;

/**
 * AssayEventBody:
 * @account: a part of the Account DTO that is known from now on
 * @account_id: the account of an order
 * @answer: what StackOne answered to a result it took
 * @archived: whether an order is archived; %TRUE where nothing is said
 * @attempt: the number of an attempt to send, from 1
 * @before: the id of the package before which another stands; unset for the end of the list
 * @body: a result, byte for byte as it is sent
 * @by: who claimed an order, empty for nobody; or the revision that superseded another
 * @email: the address to which an invitation went
 * @entered_by_hand: whether a person brought an order
 * @erased: whether the candidate of an order was erased, so that @received is not what came in
 * @error: why an attempt failed
 * @error_code: StackOne's code for a refusal
 * @errors: StackOne's reasons for a refusal
 * @exchange: the id of the exchange behind the event
 * @exhausted: whether it was given up although the failure may pass
 * @id: the id of a package or of a check
 * @kind: the kind of an order, as [func@OrderKind.to_string] writes it
 * @message: what StackOne said to a refusal
 * @note: a note on an order, or on a delivery
 * @order: what of an order was read from StackOne; an order, in events of the form used before
 *   @received
 * @override_reason: why a result is sent in spite of findings
 * @package: a package
 * @path: where in @received the order is, as names with dots between; empty for all of it
 * @position: the place of a package in the list; -1 where nothing is said
 * @provider_errors: SmartRecruiters' reasons for a refusal
 * @reason: why a delivery was rejected
 * @received: what came in, byte for byte
 * @record: what a person noted about a check
 * @retry_at: when a result is sent again, in µs since 1970 UTC; 0 for never
 * @revision: the id of one result of an order
 * @status: an HTTP status, 0 without an answer
 * @webhook: the envelope, in events of the form used before @received
 *
 * What belongs to an event, by the names of the members in its JSON (@override_reason is
 * `override`). Which members a kind has says its row, see [func@EventKind.lookup]; the others stay
 * unset.
 */
typedef struct
{
  AssayJson *account;
  char *account_id;
  AssayJson *answer;
  gboolean archived;
  gint64 attempt;
  char *before;
  GBytes *body;
  char *by;
  char *email;
  gboolean entered_by_hand;
  gboolean erased;
  char *error;
  char *error_code;
  GStrv errors;
  char *exchange;
  gboolean exhausted;
  char *id;
  char *kind;
  char *message;
  char *note;
  AssayJson *order;
  char *override_reason;
  AssayJson *package;
  char *path;
  gint64 position;
  AssayJson *provider_errors;
  char *reason;
  GBytes *received;
  char *record;
  gint64 retry_at;
  char *revision;
  gint64 status;
  AssayJson *webhook;

  /*< private >*/
  AssayJson *parsed; /* @received, once it was read */
} AssayEventBody;

/* How many members an event has at most. */
#define ASSAY_EVENT_MAX_MEMBERS 8

/**
 * AssayEventKind:
 * @name: the name, for example %ASSAY_EVENT_ORDER_CLAIMED
 * @family: what it decides about
 * @about_order: whether it belongs to an order
 * @writer: which room appends it
 * @members: the members of its body, in the order in which they are written; those that it must
 *   have end in an exclamation mark
 *
 * One kind of event.
 */
typedef struct
{
  const char *name;
  AssayEventFamily family;
  gboolean about_order;
  const char *writer;
  const char *members[ASSAY_EVENT_MAX_MEMBERS + 1];
} AssayEventKind;

const AssayEventKind *assay_event_kind_list (guint *n_kinds);
const AssayEventKind *assay_event_kind_lookup (const char *name);

AssayEvent *assay_event_build (const char *kind,
                               const char *id,
                               gint64 at,
                               const char *order_key,
                               const char *actor,
                               const AssayEventBody *body) G_GNUC_WARN_UNUSED_RESULT;
AssayEventBody *assay_event_body_read (const char *kind,
                                       AssayJson *json,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
AssayEventBody *assay_event_read (AssayEvent *event, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void assay_event_body_free (AssayEventBody *self);
AssayJson *assay_event_body_dup_order (AssayEventBody *self,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 assay_event_body_get_date (AssayEventBody *self);
GBytes *assay_event_cut_received (GBytes *stored) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayEventBody, assay_event_body_free)

G_END_DECLS
