/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-presence.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_NAME "desk.lock"
#define FILE_MODE 0600

struct _AssayPresence
{
  /* Owned */
  char *path;

  int fd; /* -1 when the file cannot be opened */
};

static void
assay_presence_clear (AssayPresence *self)
{
  g_clear_fd (&self->fd, NULL);
  g_free (self->path);
}

/* The lock comes first and the sign after it: whoever wakes by the sign sees the lock, for as long
 * as it is held. */
static gboolean
announce_presence (AssayPresence *self)
{
  struct flock range = { .l_type = F_RDLCK, .l_whence = SEEK_SET };

  return fcntl (self->fd, F_OFD_SETLK, &range) == 0 && futimens (self->fd, NULL) == 0;
}

/*
 * assay_presence_new:
 * @folder: (type filename): the data folder
 * @announce: whether others are to notice; a process that only reads changes nothing and needs not
 *
 * Makes oneself known by a shared lock on `desk.lock`. The lock belongs to the open file: the
 * kernel gives it back when the process ends, however it ends, and a second journal in the same
 * process counts as another.
 *
 * Where locks do not work, everybody is taken to be there always.
 *
 * Returns: (transfer full): the presence, which ends with its last reference
 */
AssayPresence *
assay_presence_new (const char *folder, gboolean announce)
{
  AssayPresence *self = g_atomic_rc_box_new0 (AssayPresence);

  self->path = g_build_filename (folder, FILE_NAME, NULL);
  self->fd = g_open (self->path,
                     announce ? O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW
                              : O_RDONLY | O_CLOEXEC | O_NOFOLLOW,
                     FILE_MODE);
  if (announce && (self->fd == -1 || !announce_presence (self)))
    g_message ("other programs may notice changes late, because “%s” cannot be locked: %s",
               self->path, g_strerror (errno));

  return self;
}

/*
 * assay_presence_new_unknown:
 *
 * Where nobody tells when others come, they are taken to be there always.
 *
 * Returns: (transfer full): a presence that has others
 */
AssayPresence *
assay_presence_new_unknown (void)
{
  AssayPresence *self = g_atomic_rc_box_new0 (AssayPresence);

  self->fd = -1;

  return self;
}

/*
 * assay_presence_ref:
 * @self: a presence
 *
 * Returns: (transfer full): @self
 */
AssayPresence *
assay_presence_ref (AssayPresence *self)
{
  return g_atomic_rc_box_acquire (self);
}

/*
 * assay_presence_unref:
 * @self: (transfer full): a presence
 *
 * Gives a reference back.
 */
void
assay_presence_unref (AssayPresence *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) assay_presence_clear);
}

/*
 * assay_presence_has_others:
 * @self: a presence
 *
 * Asks the kernel and reads nothing from the disk.
 *
 * Returns: whether somebody else has the journal open for writing, or may have
 */
gboolean
assay_presence_has_others (AssayPresence *self)
{
  struct flock range = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  return self->fd == -1 || fcntl (self->fd, F_OFD_GETLK, &range) != 0 || range.l_type != F_UNLCK;
}

/* Returns: (transfer full): what tells the file from copies of it, %NULL when it is not there */
static char *
dup_identity (const char *file)
{
  GStatBuf status;

  return g_stat (file, &status) == 0
           ? g_strdup_printf ("%" G_GUINT64_FORMAT "\n", (guint64) status.st_ino)
           : NULL;
}

/* The lock is of a kind that reading the file does not drop. */
static gboolean
holds (const char *path, const char *identity)
{
  g_autofree char *content = NULL;

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) &&
         g_file_get_contents (path, &content, NULL, NULL) && g_str_equal (content, identity);
}

/*
 * assay_presence_note_file:
 * @self: a presence that others notice
 * @file: (type filename): the database
 *
 * Notes that @file was opened here and found whole: see assay_presence_knows_file().
 */
void
assay_presence_note_file (AssayPresence *self, const char *file)
{
  g_autofree char *identity = dup_identity (file);
  gssize length = identity != NULL ? (gssize) strlen (identity) : 0;

  if (self->fd == -1 || identity == NULL || holds (self->path, identity))
    return;

  if (ftruncate (self->fd, 0) != 0 || pwrite (self->fd, identity, (gsize) length, 0) != length)
    g_message ("cannot write “%s”: %s", self->path, g_strerror (errno));
}

/*
 * assay_presence_knows_file:
 * @file: (type filename): a database
 *
 * Finds out whether @file is the one that was opened in its folder before. A copy is another file,
 * in another folder or after the first was removed.
 *
 * Returns: whether it is
 */
gboolean
assay_presence_knows_file (const char *file)
{
  g_autofree char *folder = g_path_get_dirname (file);
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autofree char *identity = dup_identity (file);

  return identity != NULL && holds (path, identity);
}

/*
 * assay_presence_monitor:
 * @self: a presence
 * @error: return location for an error
 *
 * Gets what tells, in the caller's thread-default context, that somebody has come.
 *
 * Returns: (transfer full) (nullable): the monitor
 */
GFileMonitor *
assay_presence_monitor (AssayPresence *self, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);

  return g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, error);
}
