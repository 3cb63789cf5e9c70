/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-event.h"

#include "assay-time-id.h"

/**
 * AssayEvent:
 *
 * One thing that happened, as the journal keeps it. Events never change and may be shared between
 * threads.
 *
 * The id is deterministic where the source can repeat, so that appending twice is harmless.
 */
struct _AssayEvent
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *order_key;
  char *kind;
  char *actor;
  GBytes *body;

  /* plain */
  gint64 at;
  gint64 seq;
};

G_DEFINE_FINAL_TYPE (AssayEvent, assay_event, G_TYPE_OBJECT)

static void
assay_event_finalize (GObject *object)
{
  AssayEvent *self = ASSAY_EVENT (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->order_key, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->actor, g_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  G_OBJECT_CLASS (assay_event_parent_class)->finalize (object);
}

static void
assay_event_class_init (AssayEventClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_event_finalize;
}

static void
assay_event_init (AssayEvent *self)
{
}

/**
 * assay_event_new:
 * @id: (nullable): id that is the same when the source repeats; %NULL for a new one
 * @at: when it happened, microseconds since 1970 in UTC
 * @order_key: (nullable): key of the order it belongs to, see [method@Order.dup_key]
 * @kind: one of the kinds, for example %ASSAY_EVENT_ORDER_RECEIVED
 * @actor: (nullable): who did it
 * @body: (nullable): a JSON object; %NULL for an empty one
 *
 * Returns: (transfer full): an event that is not stored yet
 */
AssayEvent *
assay_event_new (const char *id,
                 gint64 at,
                 const char *order_key,
                 const char *kind,
                 const char *actor,
                 GBytes *body)
{
  AssayEvent *self = g_object_new (ASSAY_TYPE_EVENT, NULL);

  self->id = id != NULL ? g_strdup (id) : assay_time_id_new ();
  self->at = at;
  self->order_key = g_strdup (order_key);
  self->kind = g_strdup (kind);
  self->actor = g_strdup (actor);
  self->body = body != NULL ? g_bytes_ref (body) : g_bytes_new_static ("{}", 2);
  return self;
}

/**
 * assay_event_new_stored:
 * @seq: number that the journal gave
 * @event: the event that was stored
 *
 * Returns: (transfer full): a copy of @event that carries its number
 */
AssayEvent *
assay_event_new_stored (gint64 seq, AssayEvent *event)
{
  AssayEvent *self;

  g_return_val_if_fail (ASSAY_IS_EVENT (event), NULL);

  self = assay_event_new (event->id, event->at, event->order_key, event->kind, event->actor,
                          event->body);
  self->seq = seq;
  return self;
}

/**
 * assay_event_get_id:
 * @self: an event
 *
 * Returns: the id, unique in a journal
 */
const char *
assay_event_get_id (AssayEvent *self)
{
  g_return_val_if_fail (ASSAY_IS_EVENT (self), NULL);

  return self->id;
}

/**
 * assay_event_get_at:
 * @self: an event
 *
 * Returns: when it happened, microseconds since 1970 in UTC
 */
gint64
assay_event_get_at (AssayEvent *self)
{
  g_return_val_if_fail (ASSAY_IS_EVENT (self), 0);

  return self->at;
}

/**
 * assay_event_get_order_key:
 * @self: an event
 *
 * Returns: (nullable): the key of the order it belongs to
 */
const char *
assay_event_get_order_key (AssayEvent *self)
{
  g_return_val_if_fail (ASSAY_IS_EVENT (self), NULL);

  return self->order_key;
}

/**
 * assay_event_get_kind:
 * @self: an event
 *
 * Returns: what happened, for example %ASSAY_EVENT_RESULT_DELIVERED
 */
const char *
assay_event_get_kind (AssayEvent *self)
{
  g_return_val_if_fail (ASSAY_IS_EVENT (self), NULL);

  return self->kind;
}

/**
 * assay_event_get_actor:
 * @self: an event
 *
 * Returns: (nullable): who did it
 */
const char *
assay_event_get_actor (AssayEvent *self)
{
  g_return_val_if_fail (ASSAY_IS_EVENT (self), NULL);

  return self->actor;
}

/**
 * assay_event_get_body:
 * @self: an event
 *
 * Returns: (transfer none): what belongs to it, a JSON object
 */
GBytes *
assay_event_get_body (AssayEvent *self)
{
  g_return_val_if_fail (ASSAY_IS_EVENT (self), NULL);

  return self->body;
}

/**
 * assay_event_get_seq:
 * @self: an event
 *
 * Returns: its number in the journal, 0 until it is stored
 */
gint64
assay_event_get_seq (AssayEvent *self)
{
  g_return_val_if_fail (ASSAY_IS_EVENT (self), 0);

  return self->seq;
}
