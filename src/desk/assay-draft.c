/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-draft.h"

#include "assay-desk-commands.h"
#include "assay-log.h"

/* How long somebody types at most before it is stored, and how long a disk is left alone that would
 * not take it. */
#define SAVE_MS 800
#define RETRY_MS 5000

/**
 * AssayDraft:
 *
 * What somebody composes as the result of one order, stored by itself.
 *
 * Everything typed is handed to [method@Draft.type]. A second later at most it is an event, if it
 * differs from what is stored; taking everything back forgets the draft. A draft that another
 * process stores is shown where nothing was typed since the last storing; otherwise the state is
 * `diverged`, and nothing is stored by itself until [method@Draft.decide] is called.
 *
 * A draft that is being stored lives until that is done.
 */
struct _AssayDraft
{
  GObject parent_instance;

  /* owned */
  AssayDesk *desk;
  char *order_key;
  char *actor;
  GBytes *empty;  /* what the form writes when nothing was typed */
  GBytes *typed;  /* what it writes now */
  GBytes *kept;   /* what it wrote when the same was stored */
  GBytes *stored; /* the newest draft that is known; %NULL for none */
  GBytes *saving; /* on its way into the journal; %NULL for none */
  GBytes *sent;   /* on its way there as a result; %NULL for none */
  GBytes *theirs;
  GSource *timer;
  GError *error;

  /* plain */
  AssayDraftState state;
  gint64 stored_seq;
  gint64 saved_at;
};

G_DEFINE_ENUM_TYPE (AssayDraftState,
                    assay_draft_state,
                    G_DEFINE_ENUM_VALUE (ASSAY_DRAFT_STATE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (ASSAY_DRAFT_STATE_CHANGED, "changed"),
                    G_DEFINE_ENUM_VALUE (ASSAY_DRAFT_STATE_STORED, "stored"),
                    G_DEFINE_ENUM_VALUE (ASSAY_DRAFT_STATE_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (ASSAY_DRAFT_STATE_DIVERGED, "diverged"))

G_DEFINE_FINAL_TYPE (AssayDraft, assay_draft, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
} AssayDraftProperty;

static GParamSpec *properties[PROP_STATE + 1];

enum
{
  SIGNAL_REPLACED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_bytes (GBytes **place, GBytes *bytes)
{
  GBytes *before = *place;

  *place = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  g_clear_pointer (&before, g_bytes_unref);
}

static gboolean
equals (GBytes *bytes, GBytes *other)
{
  return bytes != NULL && other != NULL && g_bytes_equal (bytes, other);
}

/* What is being queued is kept by that. */
static gboolean
is_unsaved (AssayDraft *self)
{
  if (equals (self->sent, self->typed))
    return FALSE;

  return !g_bytes_equal (self->typed, self->saving != NULL ? self->saving : self->kept);
}

static AssayDraftState
judge (AssayDraft *self)
{
  if (self->theirs != NULL)
    return ASSAY_DRAFT_STATE_DIVERGED;
  if (self->error != NULL)
    return ASSAY_DRAFT_STATE_FAILED;
  if (!g_bytes_equal (self->typed, self->kept))
    return ASSAY_DRAFT_STATE_CHANGED;

  return self->stored != NULL ? ASSAY_DRAFT_STATE_STORED : ASSAY_DRAFT_STATE_NONE;
}

static void
stop_timer (AssayDraft *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static gboolean
timer_cb (gpointer user_data)
{
  AssayDraft *self = user_data;

  stop_timer (self);
  assay_draft_save (self);

  return G_SOURCE_REMOVE;
}

/* Who goes on typing does not put it off. */
static void
update (AssayDraft *self)
{
  AssayDraftState state = judge (self);

  if (!is_unsaved (self) || self->theirs != NULL)
    {
      stop_timer (self);
    }
  else if (self->timer == NULL && self->saving == NULL)
    {
      self->timer = g_timeout_source_new (self->error != NULL ? RETRY_MS : SAVE_MS);
      g_source_set_callback (self->timer, timer_cb, self, NULL);
      g_source_attach (self->timer, g_main_context_get_thread_default ());
    }

  if (state == self->state && state != ASSAY_DRAFT_STATE_STORED)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayDraft) self = user_data;
  g_autoptr (GBytes) saved = g_steal_pointer (&self->saving);

  g_clear_error (&self->error);
  if (assay_desk_command_finish (ASSAY_DESK (source), result, &self->error))
    {
      set_bytes (&self->kept, saved);
      set_bytes (&self->stored, g_bytes_equal (saved, self->empty) ? NULL : saved);
      self->saved_at = g_get_real_time ();
    }
  else
    {
      assay_log_rarely (g_message, "what was typed could not be stored as a draft: %s",
                        self->error->message);
    }
  update (self);
}

static void
assay_draft_dispose (GObject *object)
{
  AssayDraft *self = ASSAY_DRAFT (object);

  stop_timer (self);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (assay_draft_parent_class)->dispose (object);
}

static void
assay_draft_finalize (GObject *object)
{
  AssayDraft *self = ASSAY_DRAFT (object);
  GBytes **bytes[] = { &self->empty,  &self->typed,  &self->kept,
                       &self->stored, &self->theirs, &self->sent };

  for (guint i = 0; i < G_N_ELEMENTS (bytes); i++)
    g_clear_pointer (bytes[i], g_bytes_unref);
  g_free (self->order_key);
  g_free (self->actor);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (assay_draft_parent_class)->finalize (object);
}

static void
assay_draft_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch ((AssayDraftProperty) property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, assay_draft_get_state (ASSAY_DRAFT (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_draft_class_init (AssayDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_draft_dispose;
  object_class->finalize = assay_draft_finalize;
  object_class->get_property = assay_draft_get_property;

  /**
   * AssayDraft:state: (getter get_state)
   *
   * How safe it is what was typed. Also notified when the same state holds for something newer.
   */
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, ASSAY_TYPE_DRAFT_STATE,
                                              ASSAY_DRAFT_STATE_NONE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * AssayDraft::replaced:
   * @self: the draft
   * @body: the result as it is stored, a [struct@GLib.Bytes] of JSON
   *
   * Another process stored a draft, or one was found: the form is to show it, and whoever does that
   * calls [method@Draft.show].
   */
  signals[SIGNAL_REPLACED] = g_signal_new ("replaced", ASSAY_TYPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1,
                                           G_TYPE_BYTES | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
assay_draft_init (AssayDraft *self)
{
}

/**
 * assay_draft_new:
 * @desk: a desk with an open journal
 * @order_key: the key of an order
 * @actor: who types
 * @empty: what the form writes when nothing was typed
 *
 * Creates a draft of which nothing is known to be stored.
 *
 * Returns: (transfer full): a new draft
 */
AssayDraft *
assay_draft_new (AssayDesk *desk, const char *order_key, const char *actor, GBytes *empty)
{
  AssayDraft *self;

  g_return_val_if_fail (ASSAY_IS_DESK (desk), NULL);
  g_return_val_if_fail (order_key != NULL, NULL);
  g_return_val_if_fail (actor != NULL, NULL);
  g_return_val_if_fail (empty != NULL, NULL);

  self = g_object_new (ASSAY_TYPE_DRAFT, NULL);
  self->desk = g_object_ref (desk);
  self->order_key = g_strdup (order_key);
  self->actor = g_strdup (actor);
  set_bytes (&self->empty, empty);
  set_bytes (&self->typed, empty);
  set_bytes (&self->kept, empty);

  return self;
}

/**
 * assay_draft_get_order_key:
 * @self: a draft
 *
 * Returns: the key of its order
 */
const char *
assay_draft_get_order_key (AssayDraft *self)
{
  g_return_val_if_fail (ASSAY_IS_DRAFT (self), NULL);

  return self->order_key;
}

/**
 * assay_draft_get_state: (get-property state)
 * @self: a draft
 *
 * Returns: how safe it is what was typed
 */
AssayDraftState
assay_draft_get_state (AssayDraft *self)
{
  g_return_val_if_fail (ASSAY_IS_DRAFT (self), ASSAY_DRAFT_STATE_NONE);

  return self->state;
}

/**
 * assay_draft_get_saved_at:
 * @self: a draft
 *
 * Returns: when it was stored last, in µs since 1970 UTC; 0 for never
 */
gint64
assay_draft_get_saved_at (AssayDraft *self)
{
  g_return_val_if_fail (ASSAY_IS_DRAFT (self), 0);

  return self->saved_at;
}

/**
 * assay_draft_get_error:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): why it could not be stored
 */
const GError *
assay_draft_get_error (AssayDraft *self)
{
  g_return_val_if_fail (ASSAY_IS_DRAFT (self), NULL);

  return self->error;
}

/**
 * assay_draft_get_theirs:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): what another process stored while somebody typed here
 */
GBytes *
assay_draft_get_theirs (AssayDraft *self)
{
  g_return_val_if_fail (ASSAY_IS_DRAFT (self), NULL);

  return self->theirs;
}

/**
 * assay_draft_type:
 * @self: a draft
 * @body: what the form writes now, a JSON object
 *
 * Notes what was typed.
 */
void
assay_draft_type (AssayDraft *self, GBytes *body)
{
  g_return_if_fail (ASSAY_IS_DRAFT (self));
  g_return_if_fail (body != NULL);

  if (g_bytes_equal (self->typed, body))
    return;

  set_bytes (&self->typed, body);
  update (self);
}

/**
 * assay_draft_show:
 * @self: a draft
 * @body: what the form writes now
 *
 * Says that the form shows what is stored, which it may write in other words.
 */
void
assay_draft_show (AssayDraft *self, GBytes *body)
{
  g_return_if_fail (ASSAY_IS_DRAFT (self));
  g_return_if_fail (body != NULL);

  set_bytes (&self->typed, body);
  set_bytes (&self->kept, body);
  update (self);
}

/**
 * assay_draft_save:
 * @self: a draft
 *
 * Stores at once what is not stored. When two have diverged, the own one: the other stays in the
 * timeline.
 */
void
assay_draft_save (AssayDraft *self)
{
  g_return_if_fail (ASSAY_IS_DRAFT (self));

  if (self->saving != NULL || !is_unsaved (self))
    return;

  set_bytes (&self->saving, self->typed);
  if (g_bytes_equal (self->typed, self->empty))
    assay_desk_discard_draft_async (self->desk, self->order_key, self->actor, NULL, saved_cb,
                                    g_object_ref (self));
  else
    assay_desk_save_draft_async (self->desk, self->order_key, self->typed, self->actor, NULL,
                                 saved_cb, g_object_ref (self));
}

/**
 * assay_draft_is_sending:
 * @self: a draft
 *
 * Returns: whether a result is on its way into the journal
 */
gboolean
assay_draft_is_sending (AssayDraft *self)
{
  g_return_val_if_fail (ASSAY_IS_DRAFT (self), FALSE);

  return self->sent != NULL;
}

/**
 * assay_draft_begin_sending:
 * @self: a draft
 * @body: what is being queued for sending
 *
 * Says that a result is on its way into the journal, which keeps it; has to be followed by
 * [method@Draft.end_sending].
 */
void
assay_draft_begin_sending (AssayDraft *self, GBytes *body)
{
  g_return_if_fail (ASSAY_IS_DRAFT (self));
  g_return_if_fail (body != NULL);

  set_bytes (&self->sent, body);
  update (self);
}

/**
 * assay_draft_end_sending:
 * @self: a draft
 * @queued: whether the result is in the journal
 *
 * Says what became of it. A result that was queued ends the draft; what was typed since begins
 * another one.
 */
void
assay_draft_end_sending (AssayDraft *self, gboolean queued)
{
  g_return_if_fail (ASSAY_IS_DRAFT (self));

  if (queued)
    {
      set_bytes (&self->theirs, NULL);
      set_bytes (&self->stored, NULL);
      set_bytes (&self->kept, self->sent);
    }
  set_bytes (&self->sent, NULL);
  update (self);
}

/**
 * assay_draft_reopen:
 * @self: a draft
 *
 * Makes a draft again of what was sent, because it did not arrive.
 */
void
assay_draft_reopen (AssayDraft *self)
{
  g_return_if_fail (ASSAY_IS_DRAFT (self));

  set_bytes (&self->kept, self->empty);
  update (self);
}

/* Nothing typed here would be lost. */
static void
take_over (AssayDraft *self, const AssayResultRevision *stored)
{
  set_bytes (&self->stored, stored->body);
  self->saved_at = stored->at;
  g_signal_emit (self, signals[SIGNAL_REPLACED], 0, stored->body);
  update (self);
}

/**
 * assay_draft_follow:
 * @self: a draft
 * @stored: (nullable): the draft of the order in the journal
 *
 * Follows what the journal says, to be called whenever it was read. A draft that is gone, because a
 * result was sent elsewhere, leaves here what the form shows.
 */
void
assay_draft_follow (AssayDraft *self, const AssayResultRevision *stored)
{
  g_autoptr (AssayDraft) alive = NULL;

  g_return_if_fail (ASSAY_IS_DRAFT (self));

  alive = g_object_ref (self);
  if (stored == NULL)
    {
      if (self->saving == NULL && self->stored != NULL)
        {
          set_bytes (&self->stored, NULL);
          update (self);
        }
      return;
    }
  if (stored->seq <= self->stored_seq)
    return;

  self->stored_seq = stored->seq;
  if (equals (stored->body, self->saving) || equals (stored->body, self->stored))
    return;

  if (g_bytes_equal (self->typed, self->kept) && self->saving == NULL)
    {
      take_over (self, stored);
      return;
    }

  set_bytes (&self->stored, stored->body);
  set_bytes (&self->theirs, stored->body);
  update (self);
}

/**
 * assay_draft_decide:
 * @self: a draft that has diverged
 *
 * Ends that: from now on what the form shows is the draft.
 */
void
assay_draft_decide (AssayDraft *self)
{
  g_return_if_fail (ASSAY_IS_DRAFT (self));

  if (self->theirs == NULL)
    return;

  set_bytes (&self->kept, self->theirs);
  set_bytes (&self->theirs, NULL);
  assay_draft_save (self);
  update (self);
}
