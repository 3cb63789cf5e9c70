/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-desk-commands.h"
#include "assay-journal-read.h"
#include "assay-journal.h"
#include "assay-lint.h"
#include "assay-mapping.h"
#include "assay-order-query.h"
#include "assay-profile.h"
#include "assay-stackone-client.h"

G_BEGIN_DECLS

/**
 * AssayCtlExit:
 * @ASSAY_CTL_DONE: done
 * @ASSAY_CTL_REFUSED: a finding or a refusal
 * @ASSAY_CTL_USAGE: the command line is wrong
 * @ASSAY_CTL_UNREACHABLE: unreachable, or still queued
 * @ASSAY_CTL_UNREADABLE: corrupt or unreadable data
 *
 * The exit statuses of assayctl.
 */
typedef enum
{
  ASSAY_CTL_DONE,
  ASSAY_CTL_REFUSED,
  ASSAY_CTL_USAGE,
  ASSAY_CTL_UNREACHABLE,
  ASSAY_CTL_UNREADABLE,
} AssayCtlExit;

/* What every command understands; the strings are owned. */
typedef struct
{
  gboolean json;
  char *data_dir;
  char *profile;
} AssayCtlOptions;

typedef struct _AssayCtlCommand AssayCtlCommand;

/* One command on its way. */
typedef struct
{
  const AssayCtlCommand *command;
  GOptionContext *context;
} AssayCtlCall;

/* The command is called with just as many arguments as there are words in @arguments; one word that
 * ends in “…” stands for any number. */
struct _AssayCtlCommand
{
  const char *group;
  const char *name;
  const char *arguments;
  const char *summary;
  AssayCtlExit (*run) (int argc, char **argv, AssayCtlCall *call);
};

int assay_ctl_main (int argc, char **argv);

gboolean assay_ctl_parse (AssayCtlCall *call,
                          const GOptionEntry *entries,
                          AssayCtlOptions *options,
                          int *argc,
                          char ***argv);
void assay_ctl_options_clear (AssayCtlOptions *options);
char *assay_ctl_dup_folder (AssayCtlOptions *options);
AssayCtlExit assay_ctl_fail (AssayCtlExit status, const char *format, ...) G_GNUC_PRINTF (2, 3);
GBytes *assay_ctl_read_file (const char *name);
void assay_ctl_print_bytes (GBytes *json);
void assay_ctl_print_counts (gint64 n_events, gint64 n_orders, gboolean json);
void assay_ctl_print_line (const char *format, ...) G_GNUC_PRINTF (1, 2);
char *assay_ctl_dup_printable (const char *text) G_GNUC_WARN_UNUSED_RESULT;
AssayProfileTables *assay_ctl_open_tables (AssayCtlOptions *options);
char **assay_ctl_dup_secrets (void);

void assay_ctl_arrived_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *assay_ctl_await (GAsyncResult **place);
AssayCtlExit assay_ctl_status_of (const GError *error);
AssayCtlExit assay_ctl_fail_with (const GError *error);
AssayDesk *assay_ctl_open_existing_desk (AssayCtlOptions *options, AssayCtlExit *status);
AssayDesk *assay_ctl_open_desk (AssayCtlOptions *options,
                                AssayJournalMode mode,
                                AssayCtlExit *status);
void assay_ctl_close_desk (AssayDesk *desk);
AssayProfile *assay_ctl_open_profile (AssayCtlOptions *options, AssayCtlExit *status);
gboolean assay_ctl_read_address (const char **address);
AssayStackoneClient *assay_ctl_new_client (AssayCtlOptions *options,
                                           const char *address,
                                           AssayCtlExit *status);
void assay_ctl_print_ready (const char *url);
GPtrArray *assay_ctl_list_orders (AssayJournal *journal,
                                  AssayOrderQuery *query,
                                  guint limit,
                                  AssayCtlExit *status);
AssayOrder *assay_ctl_find_order (AssayJournal *journal,
                                  const char *name,
                                  gboolean may_miss,
                                  AssayCtlExit *status);
GPtrArray *assay_ctl_read_orders (AssayCtlOptions *options,
                                  GBytes *bytes,
                                  const char *account_id,
                                  const char *kind,
                                  AssayCtlExit *status);
gboolean assay_ctl_import (AssayDesk *desk, GPtrArray *events, AssayCtlExit *status);
GPtrArray *assay_ctl_check_body (AssayProfileTables *tables,
                                 GBytes *body,
                                 AssayLintContext *context);
void assay_ctl_print_finding (AssayFinding *finding, gboolean json);
AssayCtlExit assay_ctl_deliver (AssayJournal *journal,
                                AssayStackoneClient *client,
                                const char *key,
                                const char *revision,
                                double seconds);

AssayCtlExit assay_ctl_account_connect (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_account_list (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_journal_backup (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_journal_erase_candidate (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_journal_export (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_journal_purge (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_journal_rebuild (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_journal_verify (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_order_list (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_order_show (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_order_import (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_package_export (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_package_import (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_package_list (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_package_remove (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_package_test (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_package_sync (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_result_lint (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_result_preview (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_result_send (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_sign (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_verify (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_serve (int argc, char **argv, AssayCtlCall *call);
AssayCtlExit assay_ctl_simulate (int argc, char **argv, AssayCtlCall *call);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AssayCtlOptions, assay_ctl_options_clear)

G_END_DECLS
