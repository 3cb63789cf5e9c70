/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-outbox-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>

#define FILE_NAME "outbox.lock"
#define FILE_MODE 0600

struct _AssayOutboxLock
{
  /* plain */
  int fd;
};

G_DEFINE_QUARK (assay - outbox - error - quark, assay_outbox_error)

static void
assay_outbox_lock_clear (AssayOutboxLock *self)
{
  g_clear_fd (&self->fd, NULL);
}

/**
 * assay_outbox_lock_take:
 * @folder: the data folder of a profile
 * @error: return location for an error
 *
 * Takes the right to send for a folder, without waiting. The kernel gives it back when the process
 * ends, however it ends; the file itself stays and means nothing.
 *
 * The lock belongs to the open file and not to the process, so that opening the file elsewhere in
 * the same process cannot lose it and a second holder there is refused like any other.
 *
 * Returns: (transfer full): the lock; %NULL with `HELD` when someone else has it
 */
AssayOutboxLock *
assay_outbox_lock_take (const char *folder, GError **error)
{
  struct flock range = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  g_autofree char *path = NULL;
  g_autofd int fd = -1;
  AssayOutboxLock *self;

  g_return_val_if_fail (folder != NULL, NULL);

  path = g_build_filename (folder, FILE_NAME, NULL);
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
  if (fd < 0)
    {
      g_set_error (error, ASSAY_OUTBOX_ERROR, ASSAY_OUTBOX_ERROR_FAILED, "cannot open %s: %s", path,
                   g_strerror (errno));
      return NULL;
    }

  if (fcntl (fd, F_OFD_SETLK, &range) != 0)
    {
      if (errno == EAGAIN || errno == EACCES)
        g_set_error (error, ASSAY_OUTBOX_ERROR, ASSAY_OUTBOX_ERROR_HELD,
                     "%s is held by another sender", path);
      else
        g_set_error (error, ASSAY_OUTBOX_ERROR, ASSAY_OUTBOX_ERROR_FAILED, "cannot lock %s: %s",
                     path, g_strerror (errno));
      return NULL;
    }

  self = g_atomic_rc_box_new0 (AssayOutboxLock);
  self->fd = g_steal_fd (&fd);

  return self;
}

/**
 * assay_outbox_lock_ref:
 * @self: a lock
 *
 * Takes a share in the right to send, which ends with the last share.
 *
 * Returns: (transfer full): @self
 */
AssayOutboxLock *
assay_outbox_lock_ref (AssayOutboxLock *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * assay_outbox_lock_release:
 * @self: (transfer full): a lock
 *
 * Gives a share in the right to send back; with the last one others may take it.
 */
void
assay_outbox_lock_release (AssayOutboxLock *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) assay_outbox_lock_clear);
}
