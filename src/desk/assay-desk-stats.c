/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-desk-private.h"

#include "assay-log.h"

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  AssayJournalStats stats;

  self->counting = FALSE;
  if (!assay_journal_get_stats_finish (ASSAY_JOURNAL (source), result, &stats, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        assay_log_rarely (g_warning, "cannot count orders and deliveries: %s", error->message);
      return;
    }

  if (memcmp (&stats, &self->stats, sizeof stats) != 0)
    {
      self->stats = stats;
      g_signal_emit_by_name (self, "stats-changed");
    }
  if (self->count_again)
    assay_desk_count (self);
}

static gint64
get_midnight (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) midnight = NULL;

  midnight = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                                    g_date_time_get_day_of_month (now), 0, 0, 0);

  return g_date_time_to_unix_usec (midnight != NULL ? midnight : now);
}

/* One count at a time: a burst of orders ends in one more count, not in one for each. */
void
assay_desk_count (AssayDesk *self)
{
  self->count_again = self->counting;
  if (self->counting || self->journal == NULL)
    return;

  self->counting = TRUE;
  assay_journal_get_stats_async (self->journal, get_midnight (), self->cancellable, counted_cb,
                                 g_object_ref (self));
}

/**
 * assay_desk_get_stats:
 * @self: a desk
 *
 * Gets the desk's pulse: new orders, deliveries of today, results that wait.
 *
 * Returns: (transfer none): the numbers
 */
const AssayJournalStats *
assay_desk_get_stats (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), NULL);

  return &self->stats;
}
