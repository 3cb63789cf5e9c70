/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <string.h>

#include <glib/gi18n.h>

#include "assay-error.h"
#include "assay-secret-store.h"
#include "assay-stackone-error.h"

/* The exit status that says what kind of failure it is. Of StackOne's failures those without its
 * answer can be tried again as they are. */
AssayCtlExit
assay_ctl_status_of (const GError *error)
{
  if (error->domain == ASSAY_STACKONE_ERROR)
    return assay_stackone_error_get_obstacle (error) != ASSAY_STACKONE_OBSTACLE_NONE
             ? ASSAY_CTL_UNREACHABLE
             : ASSAY_CTL_REFUSED;
  if (error->domain == ASSAY_CORE_ERROR ||
      g_error_matches (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CONFLICT) ||
      g_error_matches (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NOT_FOUND) ||
      g_error_matches (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_INVALID))
    return ASSAY_CTL_REFUSED;
  if (g_error_matches (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_BUSY))
    return ASSAY_CTL_UNREACHABLE;

  return ASSAY_CTL_UNREADABLE;
}

/* Reports what was refused, and hands the exit status for it back. */
AssayCtlExit
assay_ctl_fail_with (const GError *error)
{
  return assay_ctl_fail (assay_ctl_status_of (error), "%s", error->message);
}

/* Whether there is a journal in the folder that the options name; its absence has been reported
 * otherwise. */
static gboolean
has_journal (AssayCtlOptions *options, AssayCtlExit *status)
{
  g_autofree char *folder = assay_ctl_dup_folder (options);
  g_autoptr (GError) error = NULL;

  if (folder == NULL || assay_journal_exists (folder, &error))
    return TRUE;

  *status = assay_ctl_fail_with (error);

  return FALSE;
}

/* Opens the desk of the folder that the options name; a failure has been reported when this returns
 * %NULL. To read makes no folder and closes none to others: there must be one. */
AssayDesk *
assay_ctl_open_desk (AssayCtlOptions *options, AssayJournalMode mode, AssayCtlExit *status)
{
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (AssaySecretStore) secrets = NULL;
  g_autoptr (AssayDesk) desk = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  *status = ASSAY_CTL_UNREADABLE;
  if (mode == ASSAY_JOURNAL_READ_ONLY && !has_journal (options, status))
    return NULL;

  profile = assay_ctl_open_profile (options, status);
  if (profile == NULL)
    return NULL;

  secrets = assay_secret_store_new_default (assay_profile_get_id (profile));
  desk = assay_desk_new (profile, secrets);
  assay_desk_open_async (desk, mode, NULL, assay_ctl_arrived_cb, &result);
  if (assay_desk_open_finish (desk, assay_ctl_await (&result), &error))
    return g_steal_pointer (&desk);

  *status = assay_ctl_fail_with (error);

  return NULL;
}

/* Opens a desk to write in a journal that must be there; a failure has been reported when this
 * returns %NULL. */
AssayDesk *
assay_ctl_open_existing_desk (AssayCtlOptions *options, AssayCtlExit *status)
{
  return has_journal (options, status)
           ? assay_ctl_open_desk (options, ASSAY_JOURNAL_READ_WRITE, status)
           : NULL;
}

/* Closes the journal, so that everything it still writes is written. */
void
assay_ctl_close_desk (AssayDesk *desk)
{
  g_autoptr (AssayJournal) journal = g_object_ref (assay_desk_get_journal (desk));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  assay_desk_stop (desk);
  g_object_unref (desk);
  assay_journal_close_async (journal, NULL, assay_ctl_arrived_cb, &result);
  if (!assay_journal_close_finish (journal, assay_ctl_await (&result), &error))
    assay_ctl_fail_with (error);
}

/* Lists orders, newest first; a failure has been reported when this returns %NULL. */
GPtrArray *
assay_ctl_list_orders (AssayJournal *journal,
                       AssayOrderQuery *query,
                       guint limit,
                       AssayCtlExit *status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *orders;

  assay_journal_list_orders_async (journal, query, limit, NULL, assay_ctl_arrived_cb, &result);
  orders = assay_journal_list_finish (journal, assay_ctl_await (&result), &error);
  if (orders == NULL)
    *status = assay_ctl_fail_with (error);

  return orders;
}

static AssayOrder *
get_order (AssayJournal *journal, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  assay_journal_get_order_async (journal, key, NULL, assay_ctl_arrived_cb, &result);

  return assay_journal_get_order_finish (journal, assay_ctl_await (&result), error);
}

/* The first slash parts account from order; in an id everything is allowed. */
static char *
dup_exact_key (const char *name)
{
  const char *slash = strchr (name, '/');
  g_autofree char *account_id = slash != NULL ? g_strndup (name, slash - name) : NULL;

  return slash != NULL ? assay_order_build_key (account_id, slash + 1) : NULL;
}

/* What is named exactly comes first, then what is written as a key, percent-encoded. */
static AssayOrder *
get_named_order (AssayJournal *journal, const char *name, GError **error)
{
  g_autofree char *key = dup_exact_key (name);
  g_autoptr (GError) local_error = NULL;
  AssayOrder *order;

  if (key == NULL)
    return get_order (journal, name, error);

  order = get_order (journal, key, &local_error);
  if (g_error_matches (local_error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NOT_FOUND))
    return get_order (journal, name, error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return order;
}

/* The keys of the orders with this id; every account has ids of its own. */
static GPtrArray *
find_keys (AssayJournal *journal, const char *id, AssayCtlExit *status)
{
  g_autoptr (AssayOrderQuery) query = assay_order_query_new ();
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *bare = g_strdelimit (g_strdup (id), "\"", ' ');
  g_autofree char *text = g_strconcat ("\"", bare, "\"", NULL);
  g_autoptr (GPtrArray) orders = NULL;

  assay_order_query_set_text (query, text);
  orders = assay_ctl_list_orders (journal, query, G_MAXINT, status);
  for (guint i = 0; orders != NULL && i < orders->len; i++)
    {
      AssayOrder *order = g_ptr_array_index (orders, i);

      if (g_strcmp0 (assay_order_get_id (order), id) == 0)
        g_ptr_array_add (keys, assay_order_dup_key (order));
    }

  return orders != NULL ? g_steal_pointer (&keys) : NULL;
}

/* Finds an order by its key or, when only one account has such an order, by its id. A failure has
 * been reported when this returns %NULL, unless the order is missing and @may_miss: then @status
 * is done. */
AssayOrder *
assay_ctl_find_order (AssayJournal *journal,
                      const char *name,
                      gboolean may_miss,
                      AssayCtlExit *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  AssayOrder *order = get_named_order (journal, name, &error);

  if (g_error_matches (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NOT_FOUND))
    {
      keys = find_keys (journal, name, status);
      if (keys == NULL)
        return NULL;

      g_clear_error (&error);
      if (keys->len == 1)
        order = get_order (journal, g_ptr_array_index (keys, 0), &error);
    }

  *status = ASSAY_CTL_DONE;
  if (error != NULL)
    *status = assay_ctl_fail_with (error);
  else if (order != NULL || keys == NULL)
    return order;
  else if (keys->len > 1)
    *status = assay_ctl_fail (ASSAY_CTL_REFUSED,
                              _("several accounts have an order “%s”; write it as %s"), name,
                              (char *) g_ptr_array_index (keys, 0));
  else if (!may_miss)
    *status = assay_ctl_fail (ASSAY_CTL_REFUSED, _("order “%s” was never received"), name);

  return NULL;
}
