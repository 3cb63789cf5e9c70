/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-package-sync-private.h"

static void
row_free (AssayPackageSyncRow *row)
{
  g_clear_object (&row->package);
  g_clear_object (&row->listed);
  g_clear_error (&row->error);
  g_free (row);
}

/* No text and an empty one look the same to a recruiter. */
static gboolean
is_same_text (const char *one, const char *other)
{
  return g_strcmp0 (one != NULL ? one : "", other != NULL ? other : "") == 0;
}

static gboolean
has_same_tests (AssayPackage *one, AssayPackage *other)
{
  GListModel *tests = assay_package_get_tests (one);
  GListModel *others = assay_package_get_tests (other);
  guint n_tests = g_list_model_get_n_items (tests);

  if (n_tests != g_list_model_get_n_items (others))
    return FALSE;

  for (guint i = 0; i < n_tests; i++)
    {
      g_autoptr (AssayPackage) test = g_list_model_get_item (tests, i);
      g_autoptr (AssayPackage) match = g_list_model_get_item (others, i);

      if (!is_same_text (assay_package_get_name (test), assay_package_get_name (match)) ||
          !is_same_text (assay_package_get_description (test),
                         assay_package_get_description (match)))
        return FALSE;
    }

  return TRUE;
}

static AssayPackageSyncMember
compare_members (AssayPackage *one, AssayPackage *other)
{
  AssayPackageSyncMember differs = 0;

  if (!is_same_text (assay_package_get_name (one), assay_package_get_name (other)))
    differs |= ASSAY_PACKAGE_SYNC_NAME;
  if (!is_same_text (assay_package_get_description (one), assay_package_get_description (other)))
    differs |= ASSAY_PACKAGE_SYNC_DESCRIPTION;
  if (!has_same_tests (one, other))
    differs |= ASSAY_PACKAGE_SYNC_TESTS;

  return differs;
}

static AssayPackage *
find_listed (GPtrArray *listed, const char *id, gboolean remote, GHashTable *taken)
{
  for (guint i = 0; id != NULL && i < listed->len; i++)
    {
      AssayPackage *package = listed->pdata[i];
      const char *own = remote ? assay_package_get_remote_id (package)
                               : assay_package_get_id (package);

      if (g_strcmp0 (own, id) == 0 && !g_hash_table_contains (taken, package))
        return package;
    }

  return NULL;
}

/* By the id that is remembered, else by an equal id, else by the provider's. */
static AssayPackage *
find_match (GPtrArray *listed, AssayPackage *package, const char *account_id, GHashTable *taken)
{
  g_autofree char *remembered = assay_package_dup_stackone_id (package, account_id);
  const char *id = assay_package_get_id (package);
  const char *remote_id = assay_package_get_remote_id (package);
  AssayPackage *match = find_listed (listed, remembered, FALSE, taken);

  if (match == NULL)
    match = find_listed (listed, remembered, TRUE, taken);
  if (match == NULL)
    match = find_listed (listed, id, FALSE, taken);
  if (match == NULL)
    match = find_listed (listed, id, TRUE, taken);
  if (match == NULL)
    match = find_listed (listed, remote_id, TRUE, taken);

  return match;
}

static void
add_row (GPtrArray *rows, AssayPackage *package, AssayPackage *listed)
{
  AssayPackageSyncRow *row = g_new0 (AssayPackageSyncRow, 1);

  g_set_object (&row->package, package);
  g_set_object (&row->listed, listed);
  if (package == NULL)
    row->action = ASSAY_PACKAGE_SYNC_DELETE;
  else if (listed == NULL)
    row->action = ASSAY_PACKAGE_SYNC_CREATE;
  else
    row->differs = compare_members (package, listed);
  if (row->differs != 0)
    row->action = ASSAY_PACKAGE_SYNC_UPDATE;
  row->chosen = row->action != ASSAY_PACKAGE_SYNC_DELETE;
  g_ptr_array_add (rows, row);
}

/*
 * assay_package_sync_find_equal:
 * @listed: (element-type AssayPackage): what StackOne lists
 * @package: a package of the catalogue
 * @taken: the packages among @listed that belong to others
 *
 * Finds a package that says the same. It is what a lost answer has left behind.
 *
 * Returns: (transfer none) (nullable): the package
 */
AssayPackage *
assay_package_sync_find_equal (GPtrArray *listed, AssayPackage *package, GHashTable *taken)
{
  for (guint i = 0; i < listed->len; i++)
    {
      if (!g_hash_table_contains (taken, listed->pdata[i]) &&
          compare_members (package, listed->pdata[i]) == 0)
        return listed->pdata[i];
    }

  return NULL;
}

/*
 * assay_package_sync_compare:
 * @packages: (element-type AssayPackage): the catalogue
 * @listed: (element-type AssayPackage): what StackOne lists
 * @account_id: the account whose list it is
 *
 * Compares the background checks of the catalogue with StackOne's.
 *
 * Returns: (transfer full) (element-type AssayPackageSyncRow): the plan
 */
GPtrArray *
assay_package_sync_compare (GPtrArray *packages, GPtrArray *listed, const char *account_id)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) matches = g_hash_table_new (NULL, NULL);

  /* Ids come before likeness, so that no package takes another's. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < packages->len; i++)
      {
        AssayPackage *package = packages->pdata[i];
        AssayPackage *match;

        if (assay_package_get_kind (package) != ASSAY_ORDER_KIND_BACKGROUND_CHECK ||
            g_hash_table_contains (matches, package))
          continue;
        match = pass == 0 ? find_match (listed, package, account_id, taken)
                          : assay_package_sync_find_equal (listed, package, taken);
        if (match == NULL)
          continue;
        g_hash_table_add (taken, match);
        g_hash_table_insert (matches, package, match);
      }

  for (guint i = 0; i < packages->len; i++)
    {
      AssayPackage *package = packages->pdata[i];

      if (assay_package_get_kind (package) == ASSAY_ORDER_KIND_BACKGROUND_CHECK)
        add_row (rows, package, g_hash_table_lookup (matches, package));
    }
  for (guint i = 0; i < listed->len; i++)
    {
      if (!g_hash_table_contains (taken, listed->pdata[i]))
        add_row (rows, NULL, listed->pdata[i]);
    }

  return rows;
}

/* A test of the same name at StackOne is the same test and keeps its id. */
static const char *
find_test_id (AssayPackage *listed, AssayPackage *test)
{
  GListModel *tests = listed != NULL ? assay_package_get_tests (listed) : NULL;

  for (guint i = 0; tests != NULL && i < g_list_model_get_n_items (tests); i++)
    {
      g_autoptr (AssayPackage) other = g_list_model_get_item (tests, i);

      if (g_strcmp0 (assay_package_get_name (other), assay_package_get_name (test)) == 0)
        return assay_package_get_id (other);
    }

  return NULL;
}

static void
write_tests (AssayJsonWriter *writer, const AssayPackageSyncRow *row)
{
  GListModel *tests = assay_package_get_tests (row->package);

  assay_json_writer_member (writer, "tests");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < g_list_model_get_n_items (tests); i++)
    {
      g_autoptr (AssayPackage) test = g_list_model_get_item (tests, i);

      assay_json_writer_begin_object (writer);
      assay_json_writer_member_string (writer, "id", find_test_id (row->listed, test));
      assay_json_writer_member_string (writer, "name", assay_package_get_name (test));
      assay_json_writer_member_string (writer, "description", assay_package_get_description (test));
      assay_json_writer_end_object (writer);
    }
  assay_json_writer_end_array (writer);
}

/* An update says that there is no text; silence would leave the old one. */
static void
write_text (AssayJsonWriter *writer, const char *member, const char *text, gboolean update)
{
  if (text != NULL || update)
    assay_json_writer_member_string (writer, member, text != NULL ? text : "");
}

/*
 * assay_package_sync_write_body:
 * @row: a row that creates or updates
 *
 * Writes what StackOne is to be told: all of a new package, of another what differs.
 *
 * Returns: (transfer full): JSON
 */
GBytes *
assay_package_sync_write_body (const AssayPackageSyncRow *row)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  gboolean update = row->action == ASSAY_PACKAGE_SYNC_UPDATE;
  guint members = update ? row->differs
                         : ASSAY_PACKAGE_SYNC_NAME | ASSAY_PACKAGE_SYNC_DESCRIPTION |
                             ASSAY_PACKAGE_SYNC_TESTS;

  assay_json_writer_begin_object (writer);
  if (members & ASSAY_PACKAGE_SYNC_NAME)
    write_text (writer, "name", assay_package_get_name (row->package), update);
  if (members & ASSAY_PACKAGE_SYNC_DESCRIPTION)
    write_text (writer, "description", assay_package_get_description (row->package), update);
  if (members & ASSAY_PACKAGE_SYNC_TESTS)
    write_tests (writer, row);
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}
