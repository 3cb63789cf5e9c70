/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-profile-tables.h"

#include <glib/gstdio.h>

#include "assay-desk-error.h"

/**
 * AssayProfileTables:
 *
 * The data tables of a profile: ours, with what its folder `tables` has in their place.
 *
 * Each is read when it is first asked for. The mapping is edited in place by whoever has it; what
 * was decided is saved here, one file after the other, and told by
 * [signal@ProfileTables::changed]. Belongs to the thread that made it.
 */
struct _AssayProfileTables
{
  GObject parent_instance;

  /* owned */
  char *folder;
  GStrv order_paths;
  AssayMapping *mapping;
  AssayLint *lint;
  AssayEventNames *event_names;
  AssayConnectorMeta *connector_meta;

  /* plain */
  gboolean has_asked_connector; /* whether it is known that there is no Connector Meta */
  gboolean saving;
  gboolean save_again;
};

G_DEFINE_FINAL_TYPE (AssayProfileTables, assay_profile_tables, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_SAVE_FAILED,
} AssayProfileTablesSignal;

static guint signals[SIGNAL_SAVE_FAILED + 1];

static char *
dup_path (AssayProfileTables *self, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);

  return self->folder != NULL ? g_build_filename (self->folder, "tables", file, NULL) : NULL;
}

/* Returns: (transfer full): our table, which is part of the program */
static GBytes *
read_ours (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH "/tables/", name, ".json", NULL);

  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

/* Returns whether the file was read, or is not there: then @bytes is %NULL. */
static gboolean
read_file (const char *path, GBytes **bytes, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  char *content;
  gsize length;

  *bytes = NULL;
  if (path == NULL)
    return TRUE;

  /* Reading a pipe would wait for a writer. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_TABLE,
                   "cannot read the table %s: it is no file", path);
      return FALSE;
    }

  if (g_file_get_contents (path, &content, &length, &local_error))
    {
      *bytes = g_bytes_new_take (content, length);
      return TRUE;
    }
  if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
      g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    return TRUE;

  g_set_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_TABLE, "cannot read the table %s: %s",
               path, local_error->message);

  return FALSE;
}

/* As read_file(), of the profile's own table. */
static gboolean
read_own (AssayProfileTables *self, const char *name, GBytes **bytes, GError **error)
{
  g_autofree char *path = dup_path (self, name);

  return read_file (path, bytes, error);
}

/* Returns: (transfer full) (nullable): the profile's own table, or else ours */
static GBytes *
read_table (AssayProfileTables *self, const char *name, GError **error)
{
  g_autoptr (GBytes) own = NULL;

  if (!read_own (self, name, &own, error))
    return NULL;

  return own != NULL ? g_steal_pointer (&own) : read_ours (name);
}

/* What is wrong with a table is one error, whatever it is; the file has to be mended or removed. */
static void
set_damaged (AssayProfileTables *self, const char *name, const GError *reason, GError **error)
{
  g_autofree char *path = dup_path (self, name);

  g_set_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_TABLE, "%s: %s",
               path != NULL ? path : name, reason->message);
}

typedef struct
{
  char *path;
  GBytes *content;
} Save;

static void
save_free (gpointer data)
{
  Save *self = data;

  g_free (self->path);
  g_bytes_unref (self->content);
  g_free (self);
}

/* Whoever reads the table must find the old one or the new one, never half of it; GIO's replacing
 * writes a file that is new in place. */
static void
save_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Save *save = task_data;
  g_autofree char *folder = g_path_get_dirname (save->path);
  GError *error = NULL;
  gsize size;
  const char *content = g_bytes_get_data (save->content, &size);

  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (save->path, content, (gssize) size,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void save_mapping (AssayProfileTables *self);

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AssayProfileTables *self = ASSAY_PROFILE_TABLES (source);
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_signal_emit (self, signals[SIGNAL_SAVE_FAILED], 0, error);

  if (self->save_again)
    save_mapping (self);
}

/* The file holds only what differs from our table. One save at a time, so that the last word is
 * also what the file says last. */
static void
save_mapping (AssayProfileTables *self)
{
  g_autoptr (GTask) task = NULL;
  Save *save;

  if (self->folder == NULL)
    return;
  self->save_again = self->saving;
  if (self->saving)
    return;

  self->saving = TRUE;
  save = g_new0 (Save, 1);
  save->path = dup_path (self, "mapping");
  save->content = assay_mapping_override_to_json (self->mapping);
  task = g_task_new (self, NULL, saved_cb, NULL);
  g_task_set_source_tag (task, save_mapping);
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, save_in_thread);
}

static void
mapping_changed_cb (AssayProfileTables *self)
{
  save_mapping (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
forget (AssayProfileTables *self)
{
  if (self->mapping != NULL)
    g_signal_handlers_disconnect_by_func (self->mapping, mapping_changed_cb, self);
  g_clear_object (&self->mapping);
  g_clear_object (&self->lint);
  g_clear_object (&self->event_names);
  g_clear_object (&self->connector_meta);
  self->has_asked_connector = FALSE;
}

static void
assay_profile_tables_finalize (GObject *object)
{
  AssayProfileTables *self = ASSAY_PROFILE_TABLES (object);

  forget (self);
  g_free (self->folder);
  g_strfreev (self->order_paths);

  G_OBJECT_CLASS (assay_profile_tables_parent_class)->finalize (object);
}

static void
assay_profile_tables_class_init (AssayProfileTablesClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_profile_tables_finalize;

  /**
   * AssayProfileTables::changed:
   * @self: the tables
   *
   * Somebody decided something in the mapping, or tables or Connector Meta were read again. What
   * was handed out before [method@ProfileTables.reload] is another object by now.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  /**
   * AssayProfileTables::save-failed:
   * @self: the tables
   * @error: why
   *
   * What was decided holds until the program ends.
   */
  signals[SIGNAL_SAVE_FAILED] = g_signal_new ("save-failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                              NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
assay_profile_tables_init (AssayProfileTables *self)
{
}

/**
 * assay_profile_tables_new:
 * @folder: (nullable) (type filename): folder of a profile; %NULL for our tables alone
 *
 * Makes tables of which nothing was read yet.
 *
 * Returns: (transfer full): the tables
 */
AssayProfileTables *
assay_profile_tables_new (const char *folder)
{
  AssayProfileTables *self = g_object_new (ASSAY_TYPE_PROFILE_TABLES, NULL);

  self->folder = g_strdup (folder);

  return self;
}

/**
 * assay_profile_tables_dup_mapping:
 * @self: tables
 * @error: return location for an error
 *
 * Reads the mapping as it was saved last, for another thread: nobody else has this one.
 *
 * Returns: (transfer full): the mapping, or %NULL with %ASSAY_DESK_ERROR_TABLE
 */
AssayMapping *
assay_profile_tables_dup_mapping (AssayProfileTables *self, GError **error)
{
  g_autoptr (GBytes) ours = read_ours ("mapping");
  g_autoptr (GBytes) own = NULL;
  g_autoptr (AssayMapping) mapping = NULL;
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (ASSAY_IS_PROFILE_TABLES (self), NULL);

  /* What is being saved counts already. */
  if (self->mapping != NULL)
    own = assay_mapping_override_to_json (self->mapping);
  else if (!read_own (self, "mapping", &own, error))
    return NULL;

  mapping = assay_mapping_new_from_bytes (ours, error);
  if (mapping == NULL)
    return NULL;
  assay_mapping_set_connector_meta (mapping, assay_profile_tables_get_connector_meta (self));
  if (own != NULL && !assay_mapping_apply_override (mapping, own, &reason))
    {
      set_damaged (self, "mapping", reason, error);
      return NULL;
    }

  return g_steal_pointer (&mapping);
}

/**
 * assay_profile_tables_get_mapping:
 * @self: tables
 * @error: return location for an error
 *
 * Gets what SmartRecruiters makes of a result. What is decided in it is saved.
 *
 * Returns: (transfer none): the mapping, or %NULL with %ASSAY_DESK_ERROR_TABLE
 */
AssayMapping *
assay_profile_tables_get_mapping (AssayProfileTables *self, GError **error)
{
  g_return_val_if_fail (ASSAY_IS_PROFILE_TABLES (self), NULL);

  if (self->mapping != NULL)
    return self->mapping;

  self->mapping = assay_profile_tables_dup_mapping (self, error);
  if (self->mapping != NULL)
    g_signal_connect_swapped (self->mapping, "changed", G_CALLBACK (mapping_changed_cb), self);

  return self->mapping;
}

/**
 * assay_profile_tables_get_lint:
 * @self: tables
 * @error: return location for an error
 *
 * Gets the checks of results, which follow the mapping.
 *
 * Returns: (transfer none): the lint, or %NULL with an error as
 *   [method@ProfileTables.get_mapping] has it
 */
AssayLint *
assay_profile_tables_get_lint (AssayProfileTables *self, GError **error)
{
  g_autoptr (GBytes) table = NULL;
  g_autoptr (GError) reason = NULL;
  AssayMapping *mapping;

  g_return_val_if_fail (ASSAY_IS_PROFILE_TABLES (self), NULL);

  if (self->lint != NULL)
    return self->lint;

  mapping = assay_profile_tables_get_mapping (self, error);
  table = mapping != NULL ? read_table (self, "lints", error) : NULL;
  if (table == NULL)
    return NULL;

  self->lint = assay_lint_new (table, mapping, &reason);
  if (self->lint == NULL)
    set_damaged (self, "lints", reason, error);

  return self->lint;
}

/**
 * assay_profile_tables_get_event_names:
 * @self: tables
 * @error: return location for an error
 *
 * Gets the spellings of StackOne's event names. They may be shared between threads.
 *
 * Returns: (transfer none): the names, or %NULL with an error as
 *   [method@ProfileTables.get_mapping] has it
 */
AssayEventNames *
assay_profile_tables_get_event_names (AssayProfileTables *self, GError **error)
{
  g_autoptr (AssayEventNames) names = NULL;
  g_autoptr (GBytes) table = NULL;
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (ASSAY_IS_PROFILE_TABLES (self), NULL);

  if (self->event_names != NULL)
    return self->event_names;

  table = read_table (self, "event-names", error);
  if (table == NULL)
    return NULL;

  names = assay_event_names_new_from_bytes (table, &reason);
  if (names == NULL)
    set_damaged (self, "event-names", reason, error);
  else if (self->order_paths != NULL && self->order_paths[0] != NULL)
    self->event_names =
      assay_event_names_new_with_order_paths (names, (const char *const *) self->order_paths);
  else
    self->event_names = g_steal_pointer (&names);

  return self->event_names;
}

/**
 * assay_profile_tables_set_order_paths:
 * @self: tables
 * @order_paths: where an order may stand in a webhook; none for where the table says
 *
 * Decides what StackOne has not documented.
 */
void
assay_profile_tables_set_order_paths (AssayProfileTables *self, const char *const *order_paths)
{
  g_return_if_fail (ASSAY_IS_PROFILE_TABLES (self));
  g_return_if_fail (order_paths != NULL);

  if (self->order_paths != NULL &&
      g_strv_equal ((const char *const *) self->order_paths, order_paths))
    return;

  g_strfreev (self->order_paths);
  self->order_paths = g_strdupv ((char **) order_paths);
  g_clear_object (&self->event_names);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * assay_profile_tables_dup_connector_path:
 * @self: tables
 *
 * Returns: (transfer full) (type filename) (nullable): where the last answer about SmartRecruiters
 *   is kept; %NULL without a profile
 */
char *
assay_profile_tables_dup_connector_path (AssayProfileTables *self)
{
  g_return_val_if_fail (ASSAY_IS_PROFILE_TABLES (self), NULL);

  return self->folder != NULL
           ? g_build_filename (self->folder, "connectors", "smartrecruiters.json", NULL)
           : NULL;
}

/**
 * assay_profile_tables_get_connector_meta:
 * @self: tables
 *
 * Gets what StackOne tells of SmartRecruiters, as it was read last. It can be read again at any
 * time, so a damaged file is as good as none.
 *
 * Returns: (transfer none) (nullable): the Connector Meta; %NULL when it was never read
 */
AssayConnectorMeta *
assay_profile_tables_get_connector_meta (AssayProfileTables *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AssayJson) json = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (ASSAY_IS_PROFILE_TABLES (self), NULL);

  if (self->connector_meta != NULL || self->has_asked_connector)
    return self->connector_meta;

  self->has_asked_connector = TRUE;
  path = assay_profile_tables_dup_connector_path (self);
  if (read_file (path, &bytes, &error) && bytes != NULL)
    json = assay_json_parse (bytes, &error);
  if (json != NULL)
    self->connector_meta = assay_connector_meta_new_from_json (json, &error);
  if (error != NULL)
    g_message ("what StackOne told of SmartRecruiters is not used: %s", error->message);

  return self->connector_meta;
}

/**
 * assay_profile_tables_reload_connector_meta:
 * @self: tables
 *
 * Takes over what was read from StackOne meanwhile.
 */
void
assay_profile_tables_reload_connector_meta (AssayProfileTables *self)
{
  g_return_if_fail (ASSAY_IS_PROFILE_TABLES (self));

  g_clear_object (&self->connector_meta);
  self->has_asked_connector = FALSE;
  if (self->mapping != NULL)
    {
      g_signal_handlers_block_by_func (self->mapping, mapping_changed_cb, self);
      assay_mapping_set_connector_meta (self->mapping,
                                        assay_profile_tables_get_connector_meta (self));
      g_signal_handlers_unblock_by_func (self->mapping, mapping_changed_cb, self);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * assay_profile_tables_reload:
 * @self: tables
 *
 * Forgets what was read, because somebody may have changed the files.
 */
void
assay_profile_tables_reload (AssayProfileTables *self)
{
  g_return_if_fail (ASSAY_IS_PROFILE_TABLES (self));

  /* The file is not up to date yet, and nobody else's would survive. */
  if (self->saving)
    return;

  forget (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * assay_profile_tables_get_saving:
 * @self: tables
 *
 * Gets whether a table is being written.
 *
 * Returns: whether it is
 */
gboolean
assay_profile_tables_get_saving (AssayProfileTables *self)
{
  g_return_val_if_fail (ASSAY_IS_PROFILE_TABLES (self), FALSE);

  return self->saving;
}
