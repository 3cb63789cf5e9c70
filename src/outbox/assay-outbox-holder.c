/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-outbox-private.h"

#include "assay-log.h"

void
assay_outbox_release_lock (AssayOutbox *self)
{
  if (self->lock == NULL)
    return;

  g_clear_pointer (&self->lock, assay_outbox_lock_release);
  self->remembered = FALSE;
  g_object_notify (G_OBJECT (self), "sending");
}

void
assay_outbox_check_lock (AssayOutbox *self)
{
  const char *folder = assay_journal_get_folder (self->means.journal);
  g_autoptr (GError) error = NULL;

  if (!assay_stackone_client_has_api_key (self->means.client) ||
      assay_journal_get_mode (self->means.journal) != ASSAY_JOURNAL_READ_WRITE)
    {
      assay_outbox_release_lock (self);
      return;
    }

  if (self->lock != NULL)
    return;

  self->lock = assay_outbox_lock_take (folder, &error);
  if (self->lock != NULL)
    {
      self->stale = TRUE;
      g_object_notify (G_OBJECT (self), "sending");
    }
  else if (!g_error_matches (error, ASSAY_OUTBOX_ERROR, ASSAY_OUTBOX_ERROR_HELD))
    {
      assay_log_rarely (g_message, "results cannot be sent: %s", error->message);
    }
}

/**
 * assay_outbox_get_sending: (get-property sending)
 * @self: an outbox
 *
 * Tells who sends.
 *
 * Returns: whether this outbox is the one that sends for the data folder
 */
gboolean
assay_outbox_get_sending (AssayOutbox *self)
{
  g_return_val_if_fail (ASSAY_IS_OUTBOX (self), FALSE);

  return self->lock != NULL;
}
