/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* usage: desk-beside FOLDER
 *
 * A desk as the window has it: it receives, shows the newest orders and claims each that arrives.
 * Prints the ready line of `assayctl serve`, then the key of each order whose claim is in the
 * journal, and ends with SIGTERM. */

#include "config.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdlib.h>

#include "assay-desk.h"
#include "assay-order-list.h"

static void
claimed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *key = user_data;
  g_autoptr (GError) error = NULL;

  if (assay_journal_append_finish (ASSAY_JOURNAL (source), result, NULL, &error))
    g_print ("%s\n", key);
  else
    g_printerr ("%s is not claimed: %s\n", key, error->message);
}

static void
received_cb (AssayDesk *desk, AssayOrder *order, gpointer user_data)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"by\":\"window\"}", 15);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  char *key = assay_order_dup_key (order);

  g_ptr_array_add (events, assay_event_new (NULL, g_get_real_time (), key,
                                            ASSAY_EVENT_ORDER_CLAIMED, "window", body));
  assay_journal_append_async (assay_desk_get_journal (desk), events, NULL, -1, NULL, claimed_cb,
                              key);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AssayDesk *desk = ASSAY_DESK (source);
  g_autoptr (GError) error = NULL;

  assay_desk_start_finish (desk, result, &error);
  g_assert_no_error (error);
  g_print ("{\"event\":\"ready\",\"url\":\"%s\"}\n", assay_desk_get_inbox_url (desk));
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);

  return G_SOURCE_CONTINUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (AssaySecretStore) secrets = NULL;
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (AssayDesk) desk = NULL;
  g_autoptr (AssayOrderList) list = NULL;
  g_autoptr (AssayOrderQuery) query = assay_order_query_new ();
  g_autoptr (GError) error = NULL;

  if (argc != 2)
    return EXIT_FAILURE;

  profile = assay_profile_open (argv[1], &error);
  g_assert_no_error (error);

  secrets = assay_secret_store_new_default ("test");
  desk = assay_desk_new (profile, secrets);
  g_signal_connect (desk, "order-received", G_CALLBACK (received_cb), NULL);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  assay_desk_start_async (desk, "127.0.0.1:0", NULL, NULL, started_cb, NULL);
  while (assay_desk_get_journal (desk) == NULL)
    g_main_context_iteration (NULL, TRUE);
  list = assay_order_list_new (assay_desk_get_journal (desk), query);
  g_main_loop_run (loop);

  g_clear_object (&list);
  assay_desk_stop (desk);

  return EXIT_SUCCESS;
}
