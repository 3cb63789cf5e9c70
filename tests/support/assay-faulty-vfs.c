/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-faulty-vfs.h"

#include <sqlite3.h>

/* A file of the usual file system of SQLite, whose writes may fail. Everything else passes. */
typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* lies right behind */
} File;

static sqlite3_vfs faulty_vfs;
static sqlite3_vfs *usual_vfs;

/* Atomic: SQLite writes in the threads of the journal */
static int armed; /* AssayFault */
static int n_left;
static int has_fired;

static int
count_write (int code_of_fault)
{
  AssayFault fault = (AssayFault) g_atomic_int_get (&armed);
  gboolean is_due;

  if (fault == ASSAY_FAULT_NONE ||
      (fault == ASSAY_FAULT_SYNC && code_of_fault != SQLITE_IOERR_FSYNC))
    return SQLITE_OK;

  is_due = g_atomic_int_add (&n_left, -1) <= 0;
  if (!is_due)
    return SQLITE_OK;

  g_atomic_int_set (&has_fired, TRUE);
  if (fault == ASSAY_FAULT_FULL)
    return SQLITE_FULL;

  g_atomic_int_set (&armed, ASSAY_FAULT_NONE);

  return code_of_fault;
}

static sqlite3_file *
get_real (sqlite3_file *file)
{
  return ((File *) file)->real;
}

static int
file_close (sqlite3_file *file)
{
  return get_real (file)->pMethods->xClose (get_real (file));
}

static int
file_read (sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
  return get_real (file)->pMethods->xRead (get_real (file), data, size, offset);
}

static int
file_write (sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
  int code = count_write (SQLITE_IOERR_WRITE);

  /* A disk that fills up takes the beginning. */
  if (code != SQLITE_OK)
    {
      get_real (file)->pMethods->xWrite (get_real (file), data, size / 2, offset);
      return code;
    }

  return get_real (file)->pMethods->xWrite (get_real (file), data, size, offset);
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return get_real (file)->pMethods->xTruncate (get_real (file), size);
}

static int
file_sync (sqlite3_file *file, int flags)
{
  int code = count_write (SQLITE_IOERR_FSYNC);

  return code != SQLITE_OK ? code : get_real (file)->pMethods->xSync (get_real (file), flags);
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return get_real (file)->pMethods->xFileSize (get_real (file), size);
}

static int
file_lock (sqlite3_file *file, int lock)
{
  return get_real (file)->pMethods->xLock (get_real (file), lock);
}

static int
file_unlock (sqlite3_file *file, int lock)
{
  return get_real (file)->pMethods->xUnlock (get_real (file), lock);
}

static int
file_check_reserved_lock (sqlite3_file *file, int *is_reserved)
{
  return get_real (file)->pMethods->xCheckReservedLock (get_real (file), is_reserved);
}

static int
file_control (sqlite3_file *file, int operation, void *argument)
{
  return get_real (file)->pMethods->xFileControl (get_real (file), operation, argument);
}

static int
file_sector_size (sqlite3_file *file)
{
  return get_real (file)->pMethods->xSectorSize (get_real (file));
}

static int
file_device_characteristics (sqlite3_file *file)
{
  return get_real (file)->pMethods->xDeviceCharacteristics (get_real (file));
}

static int
file_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
  return get_real (file)->pMethods->xShmMap (get_real (file), page, size, extend, memory);
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return get_real (file)->pMethods->xShmLock (get_real (file), offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  get_real (file)->pMethods->xShmBarrier (get_real (file));
}

static int
file_shm_unmap (sqlite3_file *file, int deletes)
{
  return get_real (file)->pMethods->xShmUnmap (get_real (file), deletes);
}

/* Version 2 is what WAL needs; reading by mmap, version 3, is not used by the journal. */
static const sqlite3_io_methods file_methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_device_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *actual_flags)
{
  File *self = (File *) file;
  int code;

  self->real = (sqlite3_file *) (self + 1);
  code = usual_vfs->xOpen (usual_vfs, name, self->real, flags, actual_flags);
  self->base.pMethods = self->real->pMethods != NULL ? &file_methods : NULL;

  return code;
}

/* Makes all connections that are opened from now on go through files that can fail. */
void
assay_faulty_vfs_install (void)
{
  usual_vfs = sqlite3_vfs_find (NULL);
  g_assert_nonnull (usual_vfs);

  faulty_vfs = *usual_vfs;
  faulty_vfs.zName = "assay-faulty";
  faulty_vfs.szOsFile = (int) sizeof (File) + usual_vfs->szOsFile;
  faulty_vfs.xOpen = vfs_open;
  g_assert_cmpint (sqlite3_vfs_register (&faulty_vfs, TRUE), ==, SQLITE_OK);
}

/* Lets @n_writes writes and syncs succeed before @fault comes; %ASSAY_FAULT_NONE heals the disk. */
void
assay_faulty_vfs_arm (AssayFault fault, guint n_writes)
{
  g_atomic_int_set (&armed, ASSAY_FAULT_NONE);
  g_atomic_int_set (&has_fired, FALSE);
  g_atomic_int_set (&n_left, (int) n_writes);
  g_atomic_int_set (&armed, (int) fault);
}

/* Everything works again; whether the fault came stays known. */
void
assay_faulty_vfs_heal (void)
{
  g_atomic_int_set (&armed, ASSAY_FAULT_NONE);
}

/* Returns: whether the fault came since it was armed. */
gboolean
assay_faulty_vfs_fired (void)
{
  return g_atomic_int_get (&has_fired);
}
