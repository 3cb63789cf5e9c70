/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-event-text.h"

#include <glib/gi18n.h>

#include "assay-event-body.h"

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

/* StackOne's own words come before ours: they are what its support asks for. */
static char *
dup_answer (const AssayEventBody *body)
{
  const char *message = body->message != NULL ? body->message : body->error;

  if (message != NULL && body->status > 0)
    /* Translators: %d is an HTTP status such as 429, %s what StackOne said, in English. */
    return g_strdup_printf (_("%d: %s"), (int) body->status, message);
  if (message != NULL)
    return g_strdup (message);
  if (body->status > 0)
    /* Translators: %d is an HTTP status such as 200. */
    return g_strdup_printf (_("Answered %d"), (int) body->status);

  return NULL;
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

  if (g_str_equal (found->kind, ASSAY_EVENT_ORDER_RECEIVED))
    body = assay_event_read (event, NULL);
  if (body != NULL && body->entered_by_hand)
    return g_strdup (_("Order entered by hand"));

  return g_strdup (_(found->title));
}

/**
 * assay_event_text_dup_detail:
 * @event: an event
 *
 * Returns: (transfer full) (nullable): what StackOne answered, the note, or who claimed the order;
 *   %NULL where the title says it all
 */
char *
assay_event_text_dup_detail (AssayEvent *event)
{
  const char *kind = assay_event_get_kind (event);
  g_autoptr (AssayEventBody) body = assay_event_read (event, NULL);

  if (body == NULL)
    return NULL;

  if (g_str_equal (kind, ASSAY_EVENT_ORDER_NOTED))
    return g_strdup (body->note);
  if (g_str_equal (kind, ASSAY_EVENT_ORDER_CLAIMED))
    return g_strdup (body->by);

  return dup_answer (body);
}
