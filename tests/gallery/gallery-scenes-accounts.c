/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* The linked accounts. */

#include "config.h"

#include "assay-event-body.h"
#include "assay-support.h"
#include "gallery.h"
#include "pages/assay-accounts-page.h"

#define PROVIDER "\"provider\":\"smartrecruiters\",\"provider_name\":\"SmartRecruiters\","

static const char *const accounts[] = {
  "{\"id\":\"45355976281015164504\"," PROVIDER
  "\"status\":\"active\",\"origin_owner_name\":\"Globex\"}",
  "{\"id\":\"45355976281015164505\"," PROVIDER "\"status\":\"active\",\"origin_owner_name\":"
  "\"Initech\",\"label\":\"Europe\",\"type\":\"test\"}",
  "{\"id\":\"45355976281015164506\"," PROVIDER "\"status\":\"error\",\"origin_owner_name\":"
  "\"Stark & Partners International Engineering Consultants\",\"status_reasons\":[{\"code\":401,"
  "\"description\":\"The credentials of the provider are not valid any more\"}]}",
  "{\"id\":\"45355976281015164507\"," PROVIDER
  "\"status\":\"inactive\",\"origin_owner_name\":\"Hooli\"}",
  "{\"id\":\"45355976281015164508\"," PROVIDER
  "\"status\":\"archived\",\"origin_owner_name\":\"Acme\"}",
  "{\"id\":\"45355976281015164509\"," PROVIDER
  "\"status\":\"migrating\",\"origin_owner_name\":\"Umbrella\"}",
};

static void
see_accounts (Gallery *gallery)
{
  AssayJournal *journal =
    assay_desk_get_journal (assay_open_profile_get_desk (gallery->open_profile));
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_autoptr (AssayJson) account = assay_json_from_text (accounts[i]);
      AssayEventBody body = { .position = -1, .account = account };

      g_ptr_array_add (events, assay_event_build (ASSAY_EVENT_ACCOUNT_SEEN, NULL, GALLERY_NOW, NULL,
                                                  "ada", &body));
    }
  assay_journal_append_async (journal, events, NULL, -1, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_journal_append_finish (journal, result, NULL, &error);
  g_assert_no_error (error);
}

static GtkWidget *
open_page (Gallery *gallery, gboolean with_accounts)
{
  GtkWidget *page;
  GtkStack *stack;

  gallery_open_window (gallery, FALSE);
  if (with_accounts)
    see_accounts (gallery);
  assay_window_show_page (ASSAY_WINDOW (gallery->window), "accounts");
  page = gallery_find (gallery->window, ASSAY_TYPE_ACCOUNTS_PAGE);
  stack = gallery_get_part (page, "stack");
  assay_wait_until (g_strcmp0 (gtk_stack_get_visible_child_name (stack),
                               with_accounts ? "accounts" : "empty") == 0);

  return page;
}

static void
show_empty (Gallery *gallery)
{
  open_page (gallery, FALSE);
}

static void
show_accounts (Gallery *gallery)
{
  open_page (gallery, TRUE);
}

static void
show_end (Gallery *gallery)
{
  gallery_scroll_to_end (gallery, open_page (gallery, TRUE));
}

/* Without a keyring there is nothing to ask with. */
static void
show_failed (Gallery *gallery)
{
  GtkWidget *page = open_page (gallery, TRUE);

  g_assert_true (gtk_widget_activate_action (page, "accounts.refresh", NULL));
  assay_wait_until (adw_banner_get_revealed (gallery_get_part (page, "failure")));
  gallery_hide_obstacle (gallery->window);
}

const GalleryScene gallery_accounts_scenes[] = {
  { "accounts-empty", show_empty },
  { "accounts", show_accounts },
  { "accounts-end", show_end },
  { "accounts-failed", show_failed },
  { NULL },
};
