/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <string.h>

#include <glib/gi18n.h>

#include "assay-journal-read.h"
#include "assay-journal.h"
#include "assay-order-query.h"

#define DEFAULT_LIMIT 50

/* The wait of a command that has nothing else to do. */
typedef struct
{
  GMainLoop *loop;
  GAsyncResult *result;
} Wait;

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Wait *wait = user_data;

  wait->result = g_object_ref (result);
  g_main_loop_quit (wait->loop);
}

/* Opens the journal for reading; a failure has been reported when this returns %NULL. */
static AssayJournal *
open_journal (AssayCtlOptions *options,
              AssayCtlExit    *status)
{
  g_autofree char *folder = assay_ctl_dup_folder (options);
  g_autoptr(GError) error = NULL;
  AssayJournal *journal;

  if (folder == NULL)
    {
      *status = assay_ctl_fail (ASSAY_CTL_USAGE, _("name a folder with --data-dir or --profile"));
      return NULL;
    }

  journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_ONLY, &error);
  if (journal == NULL)
    *status = assay_ctl_fail (ASSAY_CTL_UNREADABLE, "%s", error->message);

  return journal;
}

/* Lists orders, newest first; a failure has been reported when this returns %NULL. */
static GPtrArray *
list_orders (AssayJournal    *journal,
             AssayOrderQuery *query,
             guint            limit)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Wait wait = { loop, NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *orders;

  assay_journal_list_orders_async (journal, query, limit, NULL, done_cb, &wait);
  g_main_loop_run (loop);
  result = wait.result;
  orders = assay_journal_list_finish (journal, result, &error);
  if (orders == NULL)
    assay_ctl_fail (ASSAY_CTL_UNREADABLE, "%s", error->message);

  return orders;
}

static void
print_order (AssayOrder *order,
             gboolean    json)
{
  g_autoptr(GBytes) line = NULL;
  AssayCandidate *candidate = assay_order_get_candidate (order);
  AssayPackage *package = assay_order_get_package (order);
  g_autofree char *name = candidate != NULL ? assay_candidate_dup_full_name (candidate) : NULL;
  const char *package_name = package != NULL ? assay_package_get_name (package) : NULL;

  if (json)
    {
      line = assay_order_to_json (order, TRUE);
      assay_ctl_print_bytes (line);
      return;
    }

  g_print ("%s\t%s\t%s\t%s\n", assay_order_get_id (order),
           assay_order_status_to_string (assay_order_get_status (order)), name != NULL ? name : "",
           package_name != NULL ? package_name : "");
}

AssayCtlExit
assay_ctl_order_list (int             argc,
                      char          **argv,
                      GOptionContext *context)
{
  g_autofree char *status_name = NULL;
  g_autofree char *search = NULL;
  int limit = DEFAULT_LIMIT;
  const GOptionEntry entries[] = {
    { "status", 0, 0, G_OPTION_ARG_STRING, &status_name, N_("Only orders of this status"),
      "STATUS" },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, N_("Only orders with these words"), "WORDS" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("How many at most"), "N" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto(AssayCtlOptions) options = { 0 };
  g_autoptr(AssayJournal) journal = NULL;
  g_autoptr(AssayOrderQuery) query = assay_order_query_new ();
  g_autoptr(GPtrArray) orders = NULL;
  AssayOrderStatus order_status;
  AssayCtlExit status;

  if (!assay_ctl_parse (context, entries, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  if (argc != 1 || limit < 1)
    return assay_ctl_fail (ASSAY_CTL_USAGE,
                           _("order list takes options only, and a limit of one or more"));
  if (status_name != NULL && !assay_order_status_from_string (status_name, &order_status))
    return assay_ctl_fail (ASSAY_CTL_USAGE, _("“%s” is no status"), status_name);

  if (status_name != NULL)
    assay_order_query_set_status (query, order_status);
  assay_order_query_set_text (query, search);
  journal = open_journal (&options, &status);
  if (journal == NULL)
    return status;

  orders = list_orders (journal, query, (guint) limit);
  for (guint i = 0; orders != NULL && i < orders->len; i++)
    print_order (g_ptr_array_index (orders, i), options.json);

  return orders != NULL ? ASSAY_CTL_DONE : ASSAY_CTL_UNREADABLE;
}

AssayCtlExit
assay_ctl_order_show (int             argc,
                      char          **argv,
                      GOptionContext *context)
{
  g_auto(AssayCtlOptions) options = { 0 };
  g_autoptr(AssayJournal) journal = NULL;
  g_autoptr(AssayOrderQuery) query = assay_order_query_new ();
  g_autoptr(GPtrArray) orders = NULL;
  AssayCtlExit status;

  if (!assay_ctl_parse (context, NULL, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  if (argc != 2)
    return assay_ctl_fail (ASSAY_CTL_USAGE, _("name one order"));

  journal = open_journal (&options, &status);
  if (journal == NULL)
    return status;

  orders = list_orders (journal, query, G_MAXINT);
  if (orders == NULL)
    return ASSAY_CTL_UNREADABLE;

  for (guint i = 0; i < orders->len; i++)
    {
      AssayOrder *order = g_ptr_array_index (orders, i);
      g_autofree char *key = assay_order_dup_key (order);

      if (g_str_equal (key, argv[1]) || g_strcmp0 (assay_order_get_id (order), argv[1]) == 0)
        {
          print_order (order, options.json);
          return ASSAY_CTL_DONE;
        }
    }

  return assay_ctl_fail (ASSAY_CTL_REFUSED, _("order “%s” was never received"), argv[1]);
}
