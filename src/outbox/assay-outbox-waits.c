/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-outbox-waits-private.h"

#include "assay-order.h"

/* What an earlier process postponed is due by the clock on the wall, which may have been set since;
 * nothing is postponed further than this. */
#define MAX_WAIT (15 * G_TIME_SPAN_MINUTE)

typedef struct
{
  gint64 due; /* by assay_clock_elapsed () */
  gboolean unheard;
} Wait;

/*
 * AssayOutboxWaits:
 *
 * Until when results wait that failed, and accounts of which StackOne said that they wait. It goes
 * by the time that passes and not by the clock on the wall.
 */
struct _AssayOutboxWaits
{
  AssayClock *clock;
  GHashTable *revisions; /* revision -> Wait */
  GHashTable *accounts;  /* account id -> Wait */
};

static Wait *
add_wait (GHashTable *waits, AssayClock *clock, const char *key, gint64 delay, gboolean unheard)
{
  Wait *wait = g_new (Wait, 1);

  wait->due = assay_clock_elapsed (clock) + delay;
  wait->unheard = unheard;
  g_hash_table_replace (waits, g_strdup (key), wait);

  return wait;
}

static char *
dup_account (const char *order_key)
{
  g_autofree char *order_id = NULL;
  char *account_id = NULL;

  assay_order_parse_key (order_key, &account_id, &order_id);

  return account_id;
}

AssayOutboxWaits *
assay_outbox_waits_new (AssayClock *clock)
{
  AssayOutboxWaits *self = g_new0 (AssayOutboxWaits, 1);

  self->clock = g_object_ref (clock);
  self->revisions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
assay_outbox_waits_free (AssayOutboxWaits *self)
{
  g_object_unref (self->clock);
  g_hash_table_unref (self->revisions);
  g_hash_table_unref (self->accounts);
  g_free (self);
}

/* @unheard: whether StackOne knows nothing of it, so that it need not wait once it is reached. */
void
assay_outbox_waits_postpone (AssayOutboxWaits *self,
                             const char *revision,
                             gint64 delay,
                             gboolean unheard)
{
  add_wait (self->revisions, self->clock, revision, delay, unheard);
}

void
assay_outbox_waits_hold_account (AssayOutboxWaits *self, const char *order_key, gint64 delay)
{
  g_autofree char *account_id = dup_account (order_key);

  if (account_id != NULL)
    add_wait (self->accounts, self->clock, account_id, delay, FALSE);
}

static gint64
get_left (AssayOutboxWaits *self, const Wait *wait)
{
  return wait != NULL ? MAX (wait->due - assay_clock_elapsed (self->clock), 0) : 0;
}

static gint64
get_left_of_account (AssayOutboxWaits *self, const char *order_key)
{
  g_autofree char *account_id = NULL;

  if (g_hash_table_size (self->accounts) == 0)
    return 0;

  account_id = dup_account (order_key);

  return account_id != NULL ? get_left (self, g_hash_table_lookup (self->accounts, account_id)) : 0;
}

/* Whoever had it hurried took the time away that a failed attempt had left. */
static gboolean
is_hurried (const AssayResultRevision *result)
{
  return result->attempts > 0 && result->retry_at == 0;
}

/* Returns: µs until the result may be sent, 0 for now */
gint64
assay_outbox_waits_get_left (AssayOutboxWaits *self, const AssayResultRevision *result)
{
  const Wait *wait = g_hash_table_lookup (self->revisions, result->revision);
  gint64 wanted;

  if (wait != NULL && is_hurried (result))
    {
      g_hash_table_remove (self->revisions, result->revision);
      wait = NULL;
    }
  if (wait == NULL && result->retry_at != 0)
    {
      wanted = result->retry_at - assay_clock_now (self->clock);
      wait = add_wait (self->revisions, self->clock, result->revision, CLAMP (wanted, 0, MAX_WAIT),
                       FALSE);
    }

  return MAX (get_left (self, wait), get_left_of_account (self, result->order_key));
}

static gboolean
is_over_cb (gpointer key, gpointer value, gpointer user_data)
{
  return get_left (user_data, value) == 0;
}

static gboolean
is_missing_cb (gpointer key, gpointer value, gpointer user_data)
{
  return !g_hash_table_contains (user_data, key);
}

/* Forgets what waits no longer. */
void
assay_outbox_waits_keep (AssayOutboxWaits *self, GPtrArray *queue)
{
  g_autoptr (GHashTable) revisions = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < queue->len; i++)
    {
      const AssayResultRevision *result = g_ptr_array_index (queue, i);

      g_hash_table_add (revisions, result->revision);
    }
  g_hash_table_foreach_remove (self->revisions, is_missing_cb, revisions);
  g_hash_table_foreach_remove (self->accounts, is_over_cb, self);
}

/* What never came through need not wait any longer. */
void
assay_outbox_waits_hurry (AssayOutboxWaits *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->revisions);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Wait *wait = value;

      if (wait->unheard)
        wait->due = assay_clock_elapsed (self->clock);
    }
}

void
assay_outbox_waits_clear (AssayOutboxWaits *self)
{
  g_hash_table_remove_all (self->revisions);
  g_hash_table_remove_all (self->accounts);
}
