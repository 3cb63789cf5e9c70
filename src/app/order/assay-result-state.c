/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-result-state.h"

#include <glib/gi18n.h>

#include "assay-failure-text.h"
#include "assay-moment.h"

/* The one word for each state, wherever it is shown. */
static const char *const words[] = {
  [ASSAY_ORDER_SENDING_IDLE] = NULL,
  [ASSAY_ORDER_SENDING_DRAFTED] = N_("Draft"),
  [ASSAY_ORDER_SENDING_QUEUED] = N_("Queued"),
  [ASSAY_ORDER_SENDING_RETRYING] = N_("Trying Again"),
  [ASSAY_ORDER_SENDING_REFUSED] = N_("Refused"),
};

static const struct
{
  guint status;
  const char *reason;
} reasons[] = {
  { 0, N_("StackOne was not reached.") },
  { 400, N_("StackOne does not take these data. Correct them, then send again.") },
  { 401, N_("The API key, or the customer’s link to SmartRecruiters, is not accepted. Check the "
             "key, or have the customer link again.") },
  { 403, N_("The API key or the account lacks a permission.") },
  { 404, N_("StackOne does not know this order or this account.") },
  { 408, N_("StackOne took too long.") },
  { 409, N_("It conflicts with what StackOne has.") },
  { 412, N_("The customer’s integration is disabled. Have it enabled or linked again.") },
  { 422, N_("StackOne does not take these data. Correct them, then send again.") },
  { 429, N_("StackOne asks to wait.") },
  { 501, N_("StackOne does not offer this for the account.") },
};

/**
 * assay_result_state_free:
 * @self: (transfer full): a state
 */
void
assay_result_state_free (AssayResultState *self)
{
  g_free (self->title);
  g_free (self->detail);
  g_free (self);
}

/**
 * assay_result_state_get_word:
 * @sending: how far the newest result of an order has come
 *
 * Returns: (nullable): the translated word for it; %NULL where nothing is to be said
 */
const char *
assay_result_state_get_word (AssayOrderSending sending)
{
  return words[sending] != NULL ? _(words[sending]) : NULL;
}

static const char *
get_reason (guint status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (reasons[i].status == status)
        return _(reasons[i].reason);
    }

  return status >= 500 ? _("StackOne has a fault.") : _("StackOne does not take the result.");
}

/**
 * assay_result_state_dup_reason:
 * @status: an HTTP status of StackOne's, 0 for none
 * @error: (nullable): what StackOne said, or what went wrong
 *
 * Says why a result did not arrive, with StackOne's own words: they are what its support asks for.
 *
 * Returns: (transfer full): the sentence
 */
char *
assay_result_state_dup_reason (guint status, const char *error)
{
  const char *reason = get_reason (status);

  if (error == NULL)
    return g_strdup (reason);
  if (status == 0)
    /* Translators: First why a result did not arrive, then the error's own words, in English. */
    return g_strdup_printf (_("%s (%s)"), reason, error);

  /* Translators: First why a result did not arrive, then an HTTP status such as 422 and what
   * StackOne said, in English. */
  return g_strdup_printf (_("%s (%u: %s)"), reason, status, error);
}

static void
describe_queued (AssayResultState *self, const AssayResultRevision *queued, gint64 now)
{
  g_autofree char *next = NULL;

  self->icon_name = "document-send-symbolic";
  self->title = g_strdup (assay_result_state_get_word (ASSAY_ORDER_SENDING_QUEUED));
  if (queued->attempts == 0)
    {
      self->detail = g_strdup (_("It is sent as soon as StackOne is reached."));
      return;
    }
  if (queued->retry_at == 0)
    {
      self->detail = g_strdup (_("It is being sent."));
      return;
    }

  next = assay_moment_dup_text_within (queued->retry_at, now);
  self->style = "warning";
  self->icon_name = "view-refresh-symbolic";
  g_free (self->title);
  /* Translators: %u is how often sending a result was tried, %s when it is tried next, such as
   * “Today 22:30”. */
  self->title = g_strdup_printf (ngettext ("Tried %u time, Next: %s", "Tried %u times, Next: %s",
                                           (gulong) queued->attempts),
                                 (guint) queued->attempts, next);
  self->detail = assay_result_state_dup_reason (queued->status, queued->error);
  self->action = "result.try-now";
  self->action_label = _("_Try Now");
}

static void
describe_refused (AssayResultState *self, const AssayResultRevision *refused, gint64 now)
{
  g_autofree char *moment = assay_moment_dup_text_within (refused->settled_at, now);

  self->icon_name = "dialog-error-symbolic";
  self->style = "error";
  /* Translators: %s is when StackOne refused a result, such as “Today 22:30”. */
  self->title = g_strdup_printf (_("Refused, %s"), moment);
  self->detail = assay_result_state_dup_reason (refused->status, refused->error);
  self->action = "result.edit-refused";
  self->action_label = _("_Edit and Send Again");
}

static void
describe_draft (AssayResultState *self, AssayDraft *draft, gint64 now)
{
  gint64 saved_at = assay_draft_get_saved_at (draft);
  g_autofree char *moment = assay_moment_dup_text_within (saved_at, now);

  self->icon_name = "document-edit-symbolic";
  self->title = g_strdup (assay_result_state_get_word (ASSAY_ORDER_SENDING_DRAFTED));
  if (assay_draft_get_state (draft) == ASSAY_DRAFT_STATE_STORED)
    /* Translators: A draft was saved by itself; %s is when, such as “Today 22:30”. */
    self->detail = g_strdup_printf (_("Saved, %s"), moment);
  else
    self->detail = g_strdup (_("Saving…"));
}

/* Returns: whether the draft needs somebody before all else */
static gboolean
describe_trouble (AssayResultState *self, AssayDraft *draft)
{
  AssayDraftState state = assay_draft_get_state (draft);

  if (state == ASSAY_DRAFT_STATE_DIVERGED)
    {
      self->icon_name = "dialog-warning-symbolic";
      self->style = "warning";
      self->title = g_strdup (_("Draft Changed Elsewhere"));
      self->detail = g_strdup (_("Somebody else stored a draft while you typed. Choose what is to "
                                  "stay."));
      self->action = "result.compare";
      self->action_label = _("_Compare…");
      return TRUE;
    }
  if (state != ASSAY_DRAFT_STATE_FAILED)
    return FALSE;

  self->icon_name = "dialog-error-symbolic";
  self->style = "error";
  self->title = g_strdup (_("Draft Not Saved"));
  self->detail = g_strdup (assay_failure_text_get (assay_draft_get_error (draft)));

  return TRUE;
}

/**
 * assay_result_state_describe:
 * @results: (nullable): what was sent and waits; %NULL before that is known
 * @draft: what is being typed
 * @now: the present moment, in µs since 1970 UTC
 *
 * Says which state the result of an order is in: what is in the way of what is typed comes first,
 * then what is on its way, what was refused, what is drafted, and what has arrived.
 *
 * Returns: (transfer full): the state in words
 */
AssayResultState *
assay_result_state_describe (const AssayOrderResults *results, AssayDraft *draft, gint64 now)
{
  AssayResultState *self = g_new0 (AssayResultState, 1);
  g_autofree char *moment = NULL;

  if (describe_trouble (self, draft))
    return self;

  if (results != NULL && results->queued != NULL)
    {
      describe_queued (self, results->queued, now);
    }
  else if (results != NULL && results->refused != NULL)
    {
      describe_refused (self, results->refused, now);
    }
  else if (assay_draft_get_state (draft) != ASSAY_DRAFT_STATE_NONE)
    {
      describe_draft (self, draft, now);
    }
  else if (results != NULL && results->last_delivered != NULL)
    {
      moment = assay_moment_dup_text_within (results->last_delivered->settled_at, now);
      self->icon_name = "object-select-symbolic";
      self->style = "success";
      /* Translators: %s is when a result arrived, such as “Today 22:30”. */
      self->title = g_strdup_printf (_("Delivered, %s"), moment);
      self->detail = g_strdup (_("The recruiter sees what the preview shows."));
    }
  else
    {
      self->icon_name = "document-new-symbolic";
      self->title = g_strdup (_("No Result Yet"));
      self->detail = g_strdup (_("Choose a status to begin."));
    }

  return self;
}
