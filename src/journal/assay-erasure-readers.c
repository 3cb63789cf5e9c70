/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-erasure-private.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

/* https://www.sqlite.org/walformat.html#wal_locks */
#define FIRST_READ_LOCK 123
#define LAST_READ_LOCK 127

/* Returns: the process that a line says to hold a lock by which it reads, 0 for none */
static int
parse_line (const char *line, guint64 inode)
{
  char kind[16], mode[16], type[16];
  unsigned int major, minor;
  unsigned long long locked, start;
  int number, pid;

  if (sscanf (line, "%d: %15s %15s %15s %d %x:%x:%llu %llu", &number, kind, mode, type, &pid,
              &major, &minor, &locked, &start) != 9 ||
      !g_str_equal (kind, "POSIX") || locked != inode || start < FIRST_READ_LOCK ||
      start > LAST_READ_LOCK || pid == (int) getpid ())
    return 0;

  return MAX (pid, 0);
}

static void
append_process (GString *readers, int pid)
{
  g_autofree char *file = g_strdup_printf ("/proc/%d/comm", pid);
  g_autofree char *name = NULL;

  g_file_get_contents (file, &name, NULL, NULL);
  if (readers->len > 0)
    g_string_append (readers, ", ");
  g_string_append_printf (readers, "%s (process %d)", name != NULL ? g_strstrip (name) : "?", pid);
}

/*
 * assay_erasure_dup_readers:
 * @file: (type filename): the journal
 *
 * Finds out who keeps the log from being emptied. The kernel lists the locks; opening the file they
 * are on would give back our own when it is closed.
 *
 * Returns: (transfer full): names and numbers of processes, in one line
 */
char *
assay_erasure_dup_readers (const char *file)
{
  g_autofree char *index = g_strconcat (file, "-shm", NULL);
  g_autofree char *locks = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GHashTable) pids = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) readers = g_string_new (NULL);
  GStatBuf status;

  if (g_stat (index, &status) != 0 || !g_file_get_contents ("/proc/locks", &locks, NULL, NULL))
    return g_strdup ("another program");

  lines = g_strsplit (locks, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      int pid = parse_line (lines[i], status.st_ino);

      if (pid != 0 && g_hash_table_add (pids, GINT_TO_POINTER (pid)))
        append_process (readers, pid);
    }

  return readers->len > 0 ? g_string_free_and_steal (g_steal_pointer (&readers))
                          : g_strdup ("another program");
}
