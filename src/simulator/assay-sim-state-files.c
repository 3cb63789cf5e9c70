/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-state-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "assay-json-writer.h"
#include "assay-sim-schema.h"

#define STATE_FILE "state.json"
#define ORDERS_FOLDER "orders"
#define LOCK_FILE "simulator.lock"

static const char *const table_names[ASSAY_SIM_N_TABLES] = {
  [ASSAY_SIM_TABLE_ACCOUNTS] = "accounts",
  [ASSAY_SIM_TABLE_PACKAGES] = "assessment_packages",
  [ASSAY_SIM_TABLE_CHECKS] = "background_check_packages",
  [ASSAY_SIM_TABLE_JOBS] = "jobs",
  [ASSAY_SIM_TABLE_CANDIDATES] = "candidates",
  [ASSAY_SIM_TABLE_OFFERED] = "offered_packages",
};

static gboolean
write_file (const char *folder, const char *name, GBytes *content, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gsize size;
  const char *data = g_bytes_get_data (content, &size);

  return g_file_set_contents_full (path, data, (gssize) size,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

static GBytes *
tables_to_json (AssaySimState *self)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "seed");
  assay_json_writer_int64 (writer, self->seed);
  for (guint i = 0; i < ASSAY_SIM_N_TABLES; i++)
    {
      assay_json_writer_member (writer, table_names[i]);
      assay_json_writer_begin_array (writer);
      for (guint j = 0; j < self->tables[i]->len; j++)
        assay_json_writer_value (writer, g_ptr_array_index (self->tables[i], j));
      assay_json_writer_end_array (writer);
    }
  assay_json_writer_member_value (writer, "hiring_process", self->hiring);
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}

/*
 * assay_sim_state_save_tables:
 * @self: a state
 * @error: return location for an error
 *
 * Writes the tables and the hiring process, when there is a folder.
 *
 * Returns: whether they are on disk
 */
gboolean
assay_sim_state_save_tables (AssaySimState *self, GError **error)
{
  g_autoptr (GBytes) content = NULL;

  if (self->folder == NULL)
    return TRUE;

  content = tables_to_json (self);

  return write_file (self->folder, STATE_FILE, content, error);
}

static gboolean
read_table (AssaySimState *self, AssayJson *json, guint table, GError **error)
{
  g_autoptr (AssayJson) records = NULL;

  g_ptr_array_set_size (self->tables[table], 0);
  if (!assay_json_read_array (json, table_names[table], &records, error))
    return FALSE;

  for (guint i = 0; records != NULL && i < assay_json_get_length (records); i++)
    {
      g_autoptr (AssayJson) record = assay_json_dup_element (records, i);
      g_autofree char *id = NULL;

      if (assay_json_get_kind (record) == ASSAY_JSON_OBJECT)
        id = assay_json_dup_member_text (record, "id");
      if (id == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       "%s: expected an object with an id", assay_json_get_path (record));
          return FALSE;
        }
      g_ptr_array_add (self->tables[table], g_steal_pointer (&record));
    }

  return TRUE;
}

/*
 * assay_sim_state_read_tables:
 * @self: a state
 * @content: tables as they are written
 * @error: return location for an error
 *
 * Replaces the tables, the hiring process and the seed.
 *
 * Returns: whether @content could be read
 */
gboolean
assay_sim_state_read_tables (AssaySimState *self, GBytes *content, GError **error)
{
  g_autoptr (AssayJson) json = assay_json_parse (content, error);
  gint64 seed = 0;

  if (json == NULL || !assay_json_read_int64 (json, "seed", &seed, error))
    return FALSE;

  for (guint i = 0; i < ASSAY_SIM_N_TABLES; i++)
    if (!read_table (self, json, i, error))
      return FALSE;

  g_clear_pointer (&self->hiring, assay_json_unref);
  if (!assay_json_read_object (json, "hiring_process", &self->hiring, error))
    return FALSE;
  if (self->hiring == NULL)
    self->hiring = assay_json_new_from_text ("{}", NULL);
  self->seed = (guint32) seed;

  return TRUE;
}

/*
 * assay_sim_state_load_tables:
 * @self: a state with a folder
 * @found: (out): whether the folder has tables
 * @error: return location for an error
 *
 * Reads the tables of the folder.
 *
 * Returns: whether they could be read, or there are none
 */
gboolean
assay_sim_state_load_tables (AssaySimState *self, gboolean *found, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, STATE_FILE, NULL);
  g_autofree char *content = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local_error = NULL;
  gsize size;

  *found = g_file_get_contents (path, &content, &size, &local_error);
  if (!*found)
    {
      if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return TRUE;

      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  bytes = g_bytes_new_take (g_steal_pointer (&content), size);
  if (assay_sim_state_read_tables (self, bytes, error))
    return TRUE;

  g_prefix_error (error, "%s: ", path);

  return FALSE;
}

/* Order files carry their number in the name, so that sorted names are the order of events. */
static GPtrArray *
list_order_files (AssaySimState *self, GError **error)
{
  g_autofree char *folder = g_build_filename (self->folder, ORDERS_FOLDER, NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort_values (paths, (GCompareFunc) strcmp);

  return g_steal_pointer (&paths);
}

static AssaySimOrder *
read_order (const char *path, GError **error)
{
  g_autofree char *content = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AssayJson) json = NULL;
  gsize size;

  if (!g_file_get_contents (path, &content, &size, error))
    return NULL;

  bytes = g_bytes_new_take (g_steal_pointer (&content), size);
  json = assay_json_parse (bytes, error);

  return json != NULL ? assay_sim_order_new_from_json (json, error) : NULL;
}

/*
 * assay_sim_state_read_orders:
 * @self: a state with a folder
 * @error: return location for an error
 *
 * Reads the orders of the folder.
 *
 * Returns: (transfer full) (nullable) (element-type AssaySimOrder): the orders, oldest first
 */
GPtrArray *
assay_sim_state_read_orders (AssaySimState *self, GError **error)
{
  g_autoptr (GPtrArray) paths = list_order_files (self, error);
  g_autoptr (GPtrArray)
    orders = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_sim_order_unref);

  if (paths == NULL)
    return NULL;

  for (guint i = 0; i < paths->len; i++)
    {
      AssaySimOrder *order = read_order (g_ptr_array_index (paths, i), error);

      if (order == NULL)
        {
          g_prefix_error (error, "%s: ", (char *) g_ptr_array_index (paths, i));
          return NULL;
        }
      g_ptr_array_add (orders, order);
    }

  return g_steal_pointer (&orders);
}

/*
 * assay_sim_state_remove_order_files:
 * @self: a state
 * @error: return location for an error
 *
 * Removes the orders of the folder, when there is one.
 *
 * Returns: whether none is left
 */
gboolean
assay_sim_state_remove_order_files (AssaySimState *self, GError **error)
{
  g_autoptr (GPtrArray) paths = NULL;

  if (self->folder == NULL)
    return TRUE;

  paths = list_order_files (self, error);
  if (paths == NULL)
    return FALSE;

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);

      if (g_unlink (path) != 0)
        {
          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path,
                       g_strerror (errno));
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * assay_sim_state_save_order:
 * @self: a state
 * @order: an order
 * @error: return location for an error
 *
 * Writes a changed order.
 *
 * Returns: whether it is on disk
 */
gboolean
assay_sim_state_save_order (AssaySimState *self, AssaySimOrder *order, GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GBytes) content = NULL;

  if (self->folder == NULL)
    return TRUE;

  folder = g_build_filename (self->folder, ORDERS_FOLDER, NULL);
  name = g_strdup_printf ("%010u.json", order->number);
  content = assay_sim_order_to_json (order);

  return write_file (folder, name, content, error);
}

static gboolean
make_folders (AssaySimState *self, GError **error)
{
  g_autofree char *orders = g_build_filename (self->folder, ORDERS_FOLDER, NULL);

  if (g_mkdir_with_parents (orders, 0700) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", orders,
               g_strerror (errno));

  return FALSE;
}

/* Two on one folder would each write over what the other knows. The kernel gives the lock back when
 * the process ends, however it ends. */
static gboolean
lock_folder (AssaySimState *self, GError **error)
{
  struct flock range = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  g_autofree char *path = g_build_filename (self->folder, LOCK_FILE, NULL);

  if (self->lock == -1)
    self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->lock != -1 && fcntl (self->lock, F_OFD_SETLK, &range) == 0)
    return TRUE;

  if (self->lock != -1 && (errno == EAGAIN || errno == EACCES))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                 "%s: another simulator keeps its state here; stop it or choose another folder",
                 self->folder);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path,
                 g_strerror (errno));

  return FALSE;
}

/*
 * assay_sim_state_claim_folder:
 * @self: a state with a folder
 * @error: return location for an error
 *
 * Makes the folder where it is missing, and keeps other simulators out of it until @self is freed.
 *
 * Returns: whether the folder can be used
 */
gboolean
assay_sim_state_claim_folder (AssaySimState *self, GError **error)
{
  return make_folders (self, error) && lock_folder (self, error);
}
