/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-state.h"

#include "assay-sim-schema.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define STATE_FILE "state.json"
#define ORDERS_FOLDER "orders"
#define LOCK_FILE "simulator.lock"
#define DIGITS 24
#define ID_BYTES 18

/**
 * AssaySimState:
 *
 * What StackOne and SmartRecruiters know: accounts, packages, jobs, people, orders.
 *
 * With a folder, every change is on disk before the call that makes it returns: the tables in one
 * file, each order in its own, both replaced atomically, so that a kill at any moment leaves either
 * the old or the new. Record ids follow from the seed and the record's number.
 */
struct _AssaySimState
{
  GObject parent_instance;

  /* owned */
  char *folder;
  GBytes *seed_table;
  GPtrArray *tables[ASSAY_SIM_N_TABLES];
  AssayJson *hiring;
  GPtrArray *orders;
  GHashTable *orders_by_id;

  guint32 wanted_seed;
  guint32 seed;
  int lock;
};

G_DEFINE_FINAL_TYPE (AssaySimState, assay_sim_state, G_TYPE_OBJECT)

static const char * const table_names[ASSAY_SIM_N_TABLES] = {
  [ASSAY_SIM_TABLE_ACCOUNTS] = "accounts",
  [ASSAY_SIM_TABLE_PACKAGES] = "assessment_packages",
  [ASSAY_SIM_TABLE_CHECKS] = "background_check_packages",
  [ASSAY_SIM_TABLE_JOBS] = "jobs",
  [ASSAY_SIM_TABLE_CANDIDATES] = "candidates",
  [ASSAY_SIM_TABLE_OFFERED] = "offered_packages",
};

static void
index_order (AssaySimState *self,
             AssaySimOrder *order)
{
  g_ptr_array_add (self->orders, assay_sim_order_ref (order));
  g_hash_table_insert (self->orders_by_id, order->id, order);
  g_hash_table_insert (self->orders_by_id, order->remote_id, order);
}

static gboolean
write_file (const char  *folder,
            const char  *name,
            GBytes      *content,
            GError     **error)
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
  g_autoptr(AssayJsonWriter) writer = assay_json_writer_new ();

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

static gboolean
save_tables (AssaySimState  *self,
             GError        **error)
{
  g_autoptr(GBytes) content = NULL;

  if (self->folder == NULL)
    return TRUE;

  content = tables_to_json (self);

  return write_file (self->folder, STATE_FILE, content, error);
}

static gboolean
read_table (AssaySimState  *self,
            AssayJson      *json,
            guint           table,
            GError        **error)
{
  g_autoptr(AssayJson) records = NULL;

  g_ptr_array_set_size (self->tables[table], 0);
  if (!assay_json_read_array (json, table_names[table], &records, error))
    return FALSE;

  for (guint i = 0; records != NULL && i < assay_json_get_length (records); i++)
    {
      g_autoptr(AssayJson) record = assay_json_dup_element (records, i);
      g_autofree char *id = NULL;

      if (assay_json_get_kind (record) == ASSAY_JSON_OBJECT)
        id = assay_sim_json_dup_text_member (record, "id");
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

static gboolean
read_tables (AssaySimState  *self,
             GBytes         *content,
             GError        **error)
{
  g_autoptr(AssayJson) json = assay_json_parse (content, error);
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

static void
forget_orders (AssaySimState *self)
{
  g_hash_table_remove_all (self->orders_by_id);
  g_ptr_array_set_size (self->orders, 0);
}

/* Order files carry their number in the name, so that sorted names are the order of events. */
static GPtrArray *
list_order_files (AssaySimState  *self,
                  GError        **error)
{
  g_autofree char *folder = g_build_filename (self->folder, ORDERS_FOLDER, NULL);
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, error);
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
read_order (const char  *path,
            GError     **error)
{
  g_autofree char *content = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(AssayJson) json = NULL;
  gsize size;

  if (!g_file_get_contents (path, &content, &size, error))
    return NULL;

  bytes = g_bytes_new_take (g_steal_pointer (&content), size);
  json = assay_json_parse (bytes, error);

  return json != NULL ? assay_sim_order_new_from_json (json, error) : NULL;
}

static gboolean
load_orders (AssaySimState  *self,
             GError        **error)
{
  g_autoptr(GPtrArray) paths = list_order_files (self, error);

  if (paths == NULL)
    return FALSE;

  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr(AssaySimOrder) order = read_order (g_ptr_array_index (paths, i), error);

      if (order == NULL)
        {
          g_prefix_error (error, "%s: ", (char *) g_ptr_array_index (paths, i));
          return FALSE;
        }
      index_order (self, order);
    }

  return TRUE;
}

static gboolean
remove_order_files (AssaySimState  *self,
                    GError        **error)
{
  g_autoptr(GPtrArray) paths = NULL;

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
          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                       "%s: %s", path, g_strerror (errno));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
make_folders (AssaySimState  *self,
              GError        **error)
{
  g_autofree char *orders = g_build_filename (self->folder, ORDERS_FOLDER, NULL);

  if (g_mkdir_with_parents (orders, 0700) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               "%s: %s", orders, g_strerror (errno));

  return FALSE;
}

static void
digest (AssaySimState *self,
        const char    *what,
        guint          number,
        guint8         bytes[32])
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *text = g_strdup_printf ("%" G_GUINT32_FORMAT ":%s:%u", self->seed, what, number);
  gsize size = 32;

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, bytes, &size);
}

static void
assay_sim_state_finalize (GObject *object)
{
  AssaySimState *self = ASSAY_SIM_STATE (object);

  g_clear_fd (&self->lock, NULL);
  g_free (self->folder);
  g_bytes_unref (self->seed_table);
  for (guint i = 0; i < ASSAY_SIM_N_TABLES; i++)
    g_ptr_array_unref (self->tables[i]);
  g_clear_pointer (&self->hiring, assay_json_unref);
  g_hash_table_unref (self->orders_by_id);
  g_ptr_array_unref (self->orders);

  G_OBJECT_CLASS (assay_sim_state_parent_class)->finalize (object);
}

static void
assay_sim_state_class_init (AssaySimStateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_sim_state_finalize;
}

static void
assay_sim_state_init (AssaySimState *self)
{
  self->lock = -1;
  for (guint i = 0; i < ASSAY_SIM_N_TABLES; i++)
    self->tables[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_json_unref);
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_sim_order_unref);
  self->orders_by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * assay_sim_state_new:
 * @folder: (nullable): where to keep the state, or %NULL to keep it in memory alone
 * @seed: makes the ids repeatable, or 0 for one chosen by chance
 * @seed_table: what a new state starts with
 *
 * Creates a state. It is empty until assay_sim_state_load().
 *
 * Returns: (transfer full): a new state
 */
AssaySimState *
assay_sim_state_new (const char *folder,
                     guint32     seed,
                     GBytes     *seed_table)
{
  AssaySimState *self = g_object_new (ASSAY_TYPE_SIM_STATE, NULL);

  self->folder = g_strdup (folder);
  self->wanted_seed = seed;
  self->seed_table = g_bytes_ref (seed_table);

  return self;
}

/* Two on one folder would each write over what the other knows. The kernel gives the lock back when
 * the process ends, however it ends. */
static gboolean
lock_folder (AssaySimState  *self,
             GError        **error)
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

/**
 * assay_sim_state_load:
 * @self: a state
 * @error: return location for an error
 *
 * Reads the folder; a folder without a state is seeded. Until @self is freed no other simulator can
 * use the folder.
 *
 * Returns: whether the state can be used
 */
gboolean
assay_sim_state_load (AssaySimState  *self,
                      GError        **error)
{
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) local_error = NULL;
  gsize size;

  if (self->folder == NULL)
    return assay_sim_state_reset (self, error);

  if (!make_folders (self, error) || !lock_folder (self, error))
    return FALSE;

  path = g_build_filename (self->folder, STATE_FILE, NULL);
  if (!g_file_get_contents (path, &content, &size, &local_error))
    {
      if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return assay_sim_state_reset (self, error);

      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  bytes = g_bytes_new_take (g_steal_pointer (&content), size);
  if (!read_tables (self, bytes, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }

  return load_orders (self, error);
}

/**
 * assay_sim_state_reset:
 * @self: a state
 * @error: return location for an error
 *
 * Forgets everything and starts again with the seed table.
 *
 * Returns: whether that worked
 */
gboolean
assay_sim_state_reset (AssaySimState  *self,
                       GError        **error)
{
  forget_orders (self);
  if (!remove_order_files (self, error)
      || !read_tables (self, self->seed_table, error))
    return FALSE;

  self->seed = self->wanted_seed != 0 ? self->wanted_seed : g_random_int ();

  return save_tables (self, error);
}

/**
 * assay_sim_state_get_table:
 * @self: a state
 * @table: which table
 *
 * Gets the records of a table in their order.
 *
 * Returns: (transfer none) (element-type AssayJson): the records
 */
GPtrArray *
assay_sim_state_get_table (AssaySimState *self,
                           AssaySimTable  table)
{
  return self->tables[table];
}

/**
 * assay_sim_state_find:
 * @self: a state
 * @table: which table
 * @id: the record's `id` or `remote_id`
 *
 * Finds a record; StackOne takes either kind of id anywhere.
 *
 * Returns: (transfer none) (nullable): the record
 */
AssayJson *
assay_sim_state_find (AssaySimState *self,
                      AssaySimTable  table,
                      const char    *id)
{
  for (guint i = 0; i < self->tables[table]->len; i++)
    {
      AssayJson *record = g_ptr_array_index (self->tables[table], i);
      g_autofree char *own_id = assay_sim_json_dup_text_member (record, "id");
      g_autofree char *remote_id = assay_sim_json_dup_text_member (record, "remote_id");

      if (g_strcmp0 (own_id, id) == 0 || g_strcmp0 (remote_id, id) == 0)
        return record;
    }

  return NULL;
}

/**
 * assay_sim_state_store:
 * @self: a state
 * @table: which table
 * @record: an object with an `id`
 * @error: return location for an error
 *
 * Adds a record, or replaces the one with the same id.
 *
 * Returns: whether it is on disk
 */
gboolean
assay_sim_state_store (AssaySimState  *self,
                       AssaySimTable   table,
                       AssayJson      *record,
                       GError        **error)
{
  g_autofree char *id = assay_sim_json_dup_text_member (record, "id");
  AssayJson *old = assay_sim_state_find (self, table, id);
  guint position;

  if (old != NULL && g_ptr_array_find (self->tables[table], old, &position))
    {
      self->tables[table]->pdata[position] = assay_json_ref (record);
      assay_json_unref (old);
    }
  else
    {
      g_ptr_array_add (self->tables[table], assay_json_ref (record));
    }

  return save_tables (self, error);
}

/**
 * assay_sim_state_replace_table:
 * @self: a state
 * @table: which table
 * @records: (element-type AssayJson): objects with an `id`
 * @error: return location for an error
 *
 * Replaces all records of a table.
 *
 * Returns: whether they are on disk
 */
gboolean
assay_sim_state_replace_table (AssaySimState  *self,
                               AssaySimTable   table,
                               GPtrArray      *records,
                               GError        **error)
{
  g_ptr_array_set_size (self->tables[table], 0);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (self->tables[table], assay_json_ref (g_ptr_array_index (records, i)));

  return save_tables (self, error);
}

/**
 * assay_sim_state_get_hiring:
 * @self: a state
 *
 * Gets the hiring process: its stages, their steps, and what each step orders by itself.
 *
 * Returns: (transfer none): an object
 */
AssayJson *
assay_sim_state_get_hiring (AssaySimState *self)
{
  return self->hiring;
}

/**
 * assay_sim_state_set_hiring:
 * @self: a state
 * @hiring: an object
 * @error: return location for an error
 *
 * Replaces the hiring process.
 *
 * Returns: whether it is on disk
 */
gboolean
assay_sim_state_set_hiring (AssaySimState  *self,
                            AssayJson      *hiring,
                            GError        **error)
{
  AssayJson *old = self->hiring;

  self->hiring = assay_json_ref (hiring);
  assay_json_unref (old);

  return save_tables (self, error);
}

/**
 * assay_sim_state_get_orders:
 * @self: a state
 *
 * Gets all orders, oldest first.
 *
 * Returns: (transfer none) (element-type AssaySimOrder): the orders
 */
GPtrArray *
assay_sim_state_get_orders (AssaySimState *self)
{
  return self->orders;
}

/**
 * assay_sim_state_find_order:
 * @self: a state
 * @id: StackOne's or SmartRecruiters' id
 *
 * Finds an order.
 *
 * Returns: (transfer none) (nullable): the order
 */
AssaySimOrder *
assay_sim_state_find_order (AssaySimState *self,
                            const char    *id)
{
  return g_hash_table_lookup (self->orders_by_id, id);
}

/**
 * assay_sim_state_add_order:
 * @self: a state
 * @order: an order with its ids and number set
 * @error: return location for an error
 *
 * Adds an order.
 *
 * Returns: whether it is on disk; if not, it was not added
 */
gboolean
assay_sim_state_add_order (AssaySimState  *self,
                           AssaySimOrder  *order,
                           GError        **error)
{
  if (!assay_sim_state_save_order (self, order, error))
    return FALSE;

  index_order (self, order);

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
assay_sim_state_save_order (AssaySimState  *self,
                            AssaySimOrder  *order,
                            GError        **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autoptr(GBytes) content = NULL;

  if (self->folder == NULL)
    return TRUE;

  folder = g_build_filename (self->folder, ORDERS_FOLDER, NULL);
  name = g_strdup_printf ("%010u.json", order->number);
  content = assay_sim_order_to_json (order);

  return write_file (folder, name, content, error);
}

/**
 * assay_sim_state_make_id:
 * @self: a state
 * @what: what the id is for
 * @number: the record's number among its like
 *
 * Makes an id that looks like StackOne's own: base64url with the prefix `c28xIQ`.
 *
 * Returns: (transfer full): the id
 */
char *
assay_sim_state_make_id (AssaySimState *self,
                         const char    *what,
                         guint          number)
{
  guint8 hash[32];
  g_autofree char *text = NULL;

  digest (self, what, number, hash);
  text = g_base64_encode (hash, ID_BYTES);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');

  return g_strconcat ("c28xIQ", text, NULL);
}

/**
 * assay_sim_state_make_remote_id:
 * @self: a state
 * @what: what the id is for
 * @number: the record's number among its like
 *
 * Makes an id that looks like SmartRecruiters' own.
 *
 * Returns: (transfer full): a UUID
 */
char *
assay_sim_state_make_remote_id (AssaySimState *self,
                                const char    *what,
                                guint          number)
{
  guint8 h[32];

  digest (self, what, number, h);

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-4%01x%02x-a%01x%02x-%02x%02x%02x%02x%02x%02x",
                          h[18], h[19], h[20], h[21], h[22], h[23], h[24] & 0xf, h[25],
                          h[26] & 0xf, h[27], h[28], h[29], h[30], h[31], h[16], h[17]);
}

/**
 * assay_sim_state_make_digits:
 * @self: a state
 * @what: what the id is for
 * @number: the record's number among its like
 *
 * Makes an id of 24 digits, which fits into no number type.
 *
 * Returns: (transfer full): the digits
 */
char *
assay_sim_state_make_digits (AssaySimState *self,
                             const char    *what,
                             guint          number)
{
  guint8 hash[32];
  char *text = g_malloc (DIGITS + 1);

  digest (self, what, number, hash);
  for (gsize i = 0; i < DIGITS; i++)
    text[i] = (char) ('1' + hash[i] % 9);
  text[DIGITS] = '\0';

  return text;
}
