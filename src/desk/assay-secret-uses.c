/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-secret-uses.h"

#define FILE_NAME "secret-uses.ini"
#define FILE_MODE 0600
#define GROUP "Signing Secrets"

struct _AssaySecretUses
{
  char *path;        /* owned */
  GHashTable *times; /* owned: from fingerprints to seconds since 1970 UTC */
};

/* What was noted since the file was read. */
typedef struct
{
  char *path;        /* owned */
  char *fingerprint; /* owned */
  gint64 seconds;
} Use;

/* Writers of one process take turns; those of others lose a minute at most. */
static GMutex writing;

static void
use_free (gpointer data)
{
  Use *use = data;

  g_free (use->path);
  g_free (use->fingerprint);
  g_free (use);
}

static void
uses_clear (gpointer data)
{
  AssaySecretUses *self = data;

  g_free (self->path);
  g_hash_table_unref (self->times);
}

/* A file that cannot be read holds nothing; from what is none, reading might never return. */
static GKeyFile *
load (const char *path)
{
  GKeyFile *file = g_key_file_new ();

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);

  return file;
}

/**
 * assay_secret_uses_new:
 * @folder: (type filename): the folder of a profile
 *
 * Reads when secrets were used.
 *
 * Returns: (transfer full): the uses
 */
AssaySecretUses *
assay_secret_uses_new (const char *folder)
{
  AssaySecretUses *self = g_rc_box_new0 (AssaySecretUses);

  self->path = g_build_filename (folder, FILE_NAME, NULL);
  self->times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  assay_secret_uses_reload (self);

  return self;
}

/**
 * assay_secret_uses_ref:
 * @self: uses
 *
 * Returns: (transfer full): @self
 */
AssaySecretUses *
assay_secret_uses_ref (AssaySecretUses *self)
{
  return g_rc_box_acquire (self);
}

/**
 * assay_secret_uses_unref:
 * @self: (transfer full): uses
 *
 * Gives a reference back.
 */
void
assay_secret_uses_unref (AssaySecretUses *self)
{
  g_rc_box_release_full (self, uses_clear);
}

static void
take (AssaySecretUses *self, const char *fingerprint, gint64 seconds)
{
  const gint64 *known = g_hash_table_lookup (self->times, fingerprint);

  if (seconds > 0 && (known == NULL || *known < seconds))
    g_hash_table_insert (self->times, g_strdup (fingerprint), g_memdup2 (&seconds, sizeof seconds));
}

/**
 * assay_secret_uses_reload:
 * @self: uses
 *
 * Reads what other processes have noted.
 */
void
assay_secret_uses_reload (AssaySecretUses *self)
{
  g_autoptr (GKeyFile) file = load (self->path);
  g_auto (GStrv) fingerprints = g_key_file_get_keys (file, GROUP, NULL, NULL);

  for (guint i = 0; fingerprints != NULL && fingerprints[i] != NULL; i++)
    take (self, fingerprints[i], g_key_file_get_int64 (file, GROUP, fingerprints[i], NULL));
}

/**
 * assay_secret_uses_get:
 * @self: uses
 * @fingerprint: what a secret is known by
 *
 * Returns: when the secret was used last, in µs since 1970 UTC; 0 when it never was
 */
gint64
assay_secret_uses_get (AssaySecretUses *self, const char *fingerprint)
{
  const gint64 *seconds = g_hash_table_lookup (self->times, fingerprint);

  return seconds != NULL ? *seconds * G_TIME_SPAN_SECOND : 0;
}

static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Use *use = data;
  g_autoptr (GKeyFile) file = NULL;
  g_autofree char *content = NULL;
  GError *error = NULL;
  gsize length;

  G_MUTEX_AUTO_LOCK (&writing, locker);

  file = load (use->path);
  if (g_key_file_get_int64 (file, GROUP, use->fingerprint, NULL) >= use->seconds)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_key_file_set_int64 (file, GROUP, use->fingerprint, use->seconds);
  content = g_key_file_to_data (file, &length, NULL);
  if (g_file_set_contents_full (use->path, content, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                FILE_MODE, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * assay_secret_uses_note_async:
 * @self: uses
 * @fingerprint: what a secret is known by
 * @at: when it was used, in µs since 1970 UTC
 * @callback: (nullable): called when that is in the file or could not be written
 * @user_data: data for @callback
 *
 * Notes a use. Call it seldom, once a minute or so for a secret.
 */
void
assay_secret_uses_note_async (AssaySecretUses *self,
                              const char *fingerprint,
                              gint64 at,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Use *use = g_new0 (Use, 1);

  use->path = g_strdup (self->path);
  use->fingerprint = g_strdup (fingerprint);
  use->seconds = at / G_TIME_SPAN_SECOND;
  take (self, fingerprint, use->seconds);

  g_task_set_source_tag (task, assay_secret_uses_note_async);
  g_task_set_task_data (task, use, use_free);
  g_task_run_in_thread (task, write_thread);
}

/**
 * assay_secret_uses_note_finish:
 * @self: uses
 * @result: what the callback was given
 * @error: return location for a #GFileError
 *
 * Returns: whether it is in the file
 */
gboolean
assay_secret_uses_note_finish (AssaySecretUses *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_secret_uses_note_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
