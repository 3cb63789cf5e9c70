/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-desk-private.h"

#include "assay-journal-purge.h"
#include "assay-log.h"

#define SECONDS_OF_A_DAY (24 * 60 * 60)
#define SECONDS_OF_PEACE (10 * 60)

static void
purged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 n_removed;

  self->purging = FALSE;
  if (assay_journal_purge_finish (ASSAY_JOURNAL (source), result, &n_removed, &error))
    g_debug ("exchanges removed: %" G_GINT64_FORMAT, n_removed);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    assay_log_rarely (g_message, "old exchanges cannot be removed now: %s", error->message);
}

/* What is too much is removed another day when it cannot be now. */
static void
purge (AssayDesk *self, gboolean thoroughly)
{
  GSettings *settings = assay_profile_get_settings (self->profile);
  guint days = g_settings_get_uint (settings, "journal-keep-exchanges-days");
  guint megabytes = g_settings_get_uint (settings, "journal-keep-exchanges-megabytes");
  gint64 before = days > 0 ? g_get_real_time () - days * G_TIME_SPAN_DAY : G_MININT64;

  if (self->purging || (days == 0 && (megabytes == 0 || !thoroughly)))
    return;

  self->purging = TRUE;
  assay_journal_purge_async (self->journal, before, (gint64) megabytes * 1024 * 1024, thoroughly,
                             self->cancellable, purged_cb, g_object_ref (self));
}

static gboolean
daily_cb (gpointer user_data)
{
  purge (user_data, TRUE);

  return G_SOURCE_CONTINUE;
}

/* Removes too many exchanges as well, and from now on once a day. */
gboolean
assay_desk_retain_thoroughly (AssayDesk *self)
{
  self->retention_id = g_timeout_add_seconds (SECONDS_OF_A_DAY, daily_cb, self);
  purge (self, TRUE);

  return G_SOURCE_REMOVE;
}

/* Removes the oldest exchanges now. To look at all of them takes long, and whoever has just opened
 * the desk wants something else of the disk. */
void
assay_desk_start_retention (AssayDesk *self)
{
  assay_desk_stop_retention (self);
  self->retention_id = g_timeout_add_seconds (SECONDS_OF_PEACE,
                                              G_SOURCE_FUNC (assay_desk_retain_thoroughly), self);
  purge (self, FALSE);
}

void
assay_desk_stop_retention (AssayDesk *self)
{
  g_clear_handle_id (&self->retention_id, g_source_remove);
}
