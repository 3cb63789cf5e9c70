/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-event-text.h"

#include <glib/gi18n.h>

#include "assay-event-body.h"
#include "assay-moment.h"
#include "assay-result-state.h"

typedef struct
{
  const char *kind;
  const char *icon_name;
  const char *title;
} AssayEventWords;

static const AssayEventWords words[] = {
  { ASSAY_EVENT_ORDER_RECEIVED, "mail-unread-symbolic", N_("Order received") },
  { ASSAY_EVENT_ORDER_DESCRIBED, "system-search-symbolic", N_("Details asked for at StackOne") },
  { ASSAY_EVENT_ORDER_SEEN, "view-reveal-symbolic", N_("Order opened") },
  { ASSAY_EVENT_ORDER_CLAIMED, "avatar-default-symbolic", N_("Order claimed") },
  { ASSAY_EVENT_ORDER_NOTED, "document-edit-symbolic", N_("Note added") },
  { ASSAY_EVENT_ORDER_ARCHIVED, "folder-symbolic", N_("Order archived") },
  { ASSAY_EVENT_CANDIDATE_INVITED, "mail-send-symbolic", N_("Candidate invited") },
  { ASSAY_EVENT_RESULT_DRAFTED, "document-edit-symbolic", N_("Draft saved") },
  { ASSAY_EVENT_RESULT_DISCARDED, "user-trash-symbolic", N_("Draft discarded") },
  { ASSAY_EVENT_RESULT_QUEUED, "document-send-symbolic", N_("Result queued") },
  { ASSAY_EVENT_RESULT_ATTEMPTED, "network-transmit-symbolic", N_("Sending tried") },
  { ASSAY_EVENT_RESULT_HURRIED, "view-refresh-symbolic", N_("Asked to try again at once") },
  { ASSAY_EVENT_RESULT_DELIVERED, "object-select-symbolic", N_("Result delivered") },
  { ASSAY_EVENT_RESULT_REFUSED, "dialog-error-symbolic", N_("Result refused") },
  { ASSAY_EVENT_RESULT_SUPERSEDED, "edit-undo-symbolic",
    N_("Result replaced by a newer one before it was sent") },
};

static const AssayEventWords *
find_words (AssayEvent *event)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (words[i].kind, assay_event_get_kind (event)))
        return &words[i];
    }

  return NULL;
}

/* A try has one event before the call and one after it. */
static char *
dup_attempt (const AssayEventBody *body, gint64 now)
{
  g_autofree char *reason = NULL;
  g_autofree char *next = NULL;

  if (body->status == 0 && body->error == NULL)
    return g_strdup (_("Sent to StackOne"));

  reason = assay_result_state_dup_reason ((guint) body->status, body->error);
  if (body->retry_at == 0)
    return g_steal_pointer (&reason);

  next = assay_moment_dup_text_within (body->retry_at, now);

  /* Translators: First why sending failed, then when it is tried next, such as “Today 22:30”. */
  return g_strdup_printf (_("%s Next: %s"), reason, next);
}

/**
 * assay_event_text_get_icon_name:
 * @event: an event
 *
 * Returns: (transfer none): the name of a symbolic icon for the kind of @event
 */
const char *
assay_event_text_get_icon_name (AssayEvent *event)
{
  const AssayEventWords *found = find_words (event);

  return found != NULL ? found->icon_name : "dialog-information-symbolic";
}

/**
 * assay_event_text_dup_title:
 * @event: an event
 *
 * Tells in a few translated words what happened. A kind that this version does not know is shown
 * by its own name.
 *
 * Returns: (transfer full): the words
 */
char *
assay_event_text_dup_title (AssayEvent *event)
{
  const AssayEventWords *found = find_words (event);
  g_autoptr (AssayEventBody) body = NULL;

  if (found == NULL)
    return g_strdup (assay_event_get_kind (event));

  body = assay_event_read (event, NULL);
  if (body != NULL && body->entered_by_hand)
    return g_strdup (_("Order entered by hand"));
  if (body != NULL && body->attempt > 0)
    /* Translators: %u is how often sending a result was tried. */
    return g_strdup_printf (ngettext ("Tried %u time", "Tried %u times", (gulong) body->attempt),
                            (guint) body->attempt);

  return g_strdup (_(found->title));
}

/**
 * assay_event_text_dup_detail:
 * @event: an event
 * @now: the present moment, in µs since 1970 UTC
 *
 * Returns: (transfer full) (nullable): why a result did not arrive, the note, or who claimed the
 *   order; %NULL where the title says it all
 */
char *
assay_event_text_dup_detail (AssayEvent *event, gint64 now)
{
  const char *kind = assay_event_get_kind (event);
  g_autoptr (AssayEventBody) body = assay_event_read (event, NULL);

  if (body == NULL)
    return NULL;

  if (g_str_equal (kind, ASSAY_EVENT_ORDER_NOTED))
    return g_strdup (body->note);
  if (g_str_equal (kind, ASSAY_EVENT_ORDER_CLAIMED))
    return g_strdup (body->by);
  if (g_str_equal (kind, ASSAY_EVENT_RESULT_QUEUED))
    return g_strdup (body->override_reason);
  if (g_str_equal (kind, ASSAY_EVENT_RESULT_ATTEMPTED))
    return dup_attempt (body, now);
  if (g_str_equal (kind, ASSAY_EVENT_RESULT_REFUSED))
    return assay_result_state_dup_reason ((guint) body->status, body->message);

  return NULL;
}
