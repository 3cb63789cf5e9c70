/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

#include "assay-package-sync.h"

#define ACTOR "assayctl"

/* What the command line says; the strings are owned. */
typedef struct
{
  AssayCtlOptions options;
  char *account_id;
  gboolean dry_run;
  gboolean delete;
} SyncOptions;

static void
sync_options_clear (SyncOptions *self)
{
  assay_ctl_options_clear (&self->options);
  g_free (self->account_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyncOptions, sync_options_clear)

static gboolean
parse (AssayCtlCall *call, SyncOptions *sync, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &sync->account_id,
      N_("Account whose packages are meant"), "ID" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &sync->dry_run, N_("Only say what would be done"),
      NULL },
    { "delete", 0, 0, G_OPTION_ARG_NONE, &sync->delete,
      N_("Delete the named packages that only StackOne has"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!assay_ctl_parse (call, entries, &sync->options, argc, argv))
    return FALSE;

  if (sync->account_id == NULL || *sync->account_id == '\0')
    assay_ctl_fail (ASSAY_CTL_USAGE, _("--account wants the id of a linked account"));
  else if (sync->delete && *argc < 2)
    assay_ctl_fail (ASSAY_CTL_USAGE, _("--delete wants the ids of the packages to delete"));
  else
    return TRUE;

  return FALSE;
}

static const char *
get_word (const AssayPackageSyncRow *row)
{
  static const char *const words[] = {
    [ASSAY_PACKAGE_SYNC_SAME] = "same",
    [ASSAY_PACKAGE_SYNC_CREATE] = "create",
    [ASSAY_PACKAGE_SYNC_UPDATE] = "update",
    [ASSAY_PACKAGE_SYNC_DELETE] = "delete",
  };

  return words[row->action];
}

static GStrv
dup_differences (const AssayPackageSyncRow *row)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (row->differs & ASSAY_PACKAGE_SYNC_NAME)
    g_strv_builder_add (builder, "name");
  if (row->differs & ASSAY_PACKAGE_SYNC_DESCRIPTION)
    g_strv_builder_add (builder, "description");
  if (row->differs & ASSAY_PACKAGE_SYNC_TESTS)
    g_strv_builder_add (builder, "tests");

  return g_strv_builder_end (builder);
}

/* What is planned for a row, or what became of it. */
static const char *
get_outcome (const AssayPackageSyncRow *row)
{
  if (row->error != NULL)
    return "error";
  if (row->done)
    return "done";

  return row->chosen ? "planned" : "left";
}

static void
print_row (const AssayPackageSyncRow *row, gboolean json)
{
  g_autoptr (AssayJsonWriter) writer = NULL;
  g_autoptr (GBytes) line = NULL;
  g_auto (GStrv) differs = dup_differences (row);
  g_autofree char *joined = g_strjoinv (", ", differs);
  g_autofree char *id = assay_ctl_dup_printable (assay_package_sync_row_get_id (row));
  AssayPackage *package = row->package != NULL ? row->package : row->listed;
  g_autofree char *name = assay_ctl_dup_printable (assay_package_get_name (package));
  g_autofree char *error = assay_ctl_dup_printable (row->error != NULL ? row->error->message
                                                                       : joined);

  if (!json)
    {
      g_print ("%s\t%s\t%s\t%s\t%s\n", get_outcome (row), get_word (row), id, name, error);
      return;
    }

  writer = assay_json_writer_new ();
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "outcome", get_outcome (row));
  assay_json_writer_member_string (writer, "action", get_word (row));
  assay_json_writer_member_string (writer, "id", assay_package_sync_row_get_id (row));
  assay_json_writer_member_string (writer, "name", assay_package_get_name (package));
  if (row->differs != 0)
    {
      assay_json_writer_member (writer, "differs");
      assay_json_writer_begin_array (writer);
      for (gsize i = 0; differs[i] != NULL; i++)
        assay_json_writer_string (writer, differs[i]);
      assay_json_writer_end_array (writer);
    }
  if (row->error != NULL)
    assay_json_writer_member_string (writer, "error", row->error->message);
  assay_json_writer_end_object (writer);
  line = assay_json_writer_finish (writer);
  assay_ctl_print_bytes (line);
}

/* Chooses what is named, or everything that deletes nothing. */
static AssayCtlExit
choose (GPtrArray *rows, SyncOptions *sync, char **ids)
{
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < rows->len; j++)
        found = found || g_strcmp0 (assay_package_sync_row_get_id (rows->pdata[j]), ids[i]) == 0;
      if (!found)
        return assay_ctl_fail (ASSAY_CTL_REFUSED, _("no package has the id “%s”"), ids[i]);
    }

  for (guint i = 0; i < rows->len; i++)
    {
      AssayPackageSyncRow *row = rows->pdata[i];
      const char *id = assay_package_sync_row_get_id (row);

      row->chosen = (row->action != ASSAY_PACKAGE_SYNC_DELETE || sync->delete) &&
                    (ids[0] == NULL ||
                     (id != NULL && g_strv_contains ((const char *const *) ids, id)));
    }

  return ASSAY_CTL_DONE;
}

static void
settled_cb (AssayPackageSync *object, guint position, SyncOptions *sync)
{
  print_row (assay_package_sync_get_rows (object)->pdata[position], sync->options.json);
}

/* Carries the plan out; each row says itself what became of it. */
static AssayCtlExit
run (AssayPackageSync *object, SyncOptions *sync)
{
  GPtrArray *rows = assay_package_sync_get_rows (object);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AssayCtlExit status = ASSAY_CTL_DONE;

  g_signal_connect (object, "row-settled", G_CALLBACK (settled_cb), sync);
  assay_package_sync_run_async (object, NULL, assay_ctl_arrived_cb, &result);
  if (!assay_package_sync_run_finish (object, assay_ctl_await (&result), &error))
    return assay_ctl_fail_with (error);

  for (guint i = 0; i < rows->len; i++)
    {
      AssayPackageSyncRow *row = rows->pdata[i];

      if (row->error != NULL)
        status = MAX (status, assay_ctl_status_of (row->error));
    }

  return status;
}

static AssayCtlExit
synchronize (AssayDesk *desk, AssayStackoneClient *client, SyncOptions *sync, char **ids)
{
  g_autoptr (AssayPackageSync)
    object = assay_package_sync_new (desk, client, sync->account_id, ACTOR);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows;
  AssayCtlExit status;

  assay_package_sync_plan_async (object, NULL, assay_ctl_arrived_cb, &result);
  if (!assay_package_sync_plan_finish (object, assay_ctl_await (&result), &error))
    return assay_ctl_fail_with (error);

  rows = assay_package_sync_get_rows (object);
  status = choose (rows, sync, ids);
  for (guint i = 0; status == ASSAY_CTL_DONE && i < rows->len; i++)
    print_row (rows->pdata[i], sync->options.json);
  if (status != ASSAY_CTL_DONE || sync->dry_run)
    return status;

  return run (object, sync);
}

AssayCtlExit
assay_ctl_package_sync (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (SyncOptions) sync = { 0 };
  g_autoptr (AssayStackoneClient) client = NULL;
  const char *address;
  AssayDesk *desk;
  AssayCtlExit status;

  if (!parse (call, &sync, &argc, &argv) || !assay_ctl_read_address (&address))
    return ASSAY_CTL_USAGE;
  client = assay_ctl_new_client (&sync.options, address, &status);
  if (client == NULL)
    return status;
  desk = assay_ctl_open_desk (&sync.options, ASSAY_JOURNAL_READ_WRITE, &status);
  if (desk == NULL)
    return status;

  status = synchronize (desk, client, &sync, argv + 1);
  assay_ctl_close_desk (desk);

  return status;
}
