/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-accounts-page.h"

#include <glib/gi18n.h>

#include "accounts/assay-account-row.h"
#include "accounts/assay-account-state.h"
#include "accounts/assay-connect-dialog.h"
#include "assay-account-refresh.h"
#include "assay-desk-client.h"
#include "assay-failure-text.h"
#include "assay-moment.h"
#include "assay-stackone-error.h"
#include "assay-words.h"

#define ACTOR "desk"
#define LOOK_AGAIN_SECONDS 1

/* So many are seen at a glance. */
#define FEW 5

/* A row is a widget; who has more accounts finds them by searching. */
#define MOST_ROWS 200

/**
 * AssayAccountsPage:
 *
 * The linked accounts, as the journal knows them: whose they are and how it is with them. It
 * follows the journal as long as it is on screen, and asks StackOne when somebody wants it.
 */
struct _AssayAccountsPage
{
  AssayPage parent_instance;

  /* template children */
  GtkWidget *busy;
  GtkWidget *search_row;
  GtkSearchEntry *search_entry;
  AdwBanner *failure;
  GtkStack *stack;
  GtkLabel *asked;
  AdwStatusPage *failed;
  AdwPreferencesGroup *group;
  GtkListBox *list;
  GtkLabel *more;

  /* owned */
  AssayDesk *desk;
  GListStore *accounts;
  GtkFilterListModel *matches;
  GBytes *shown;            /* the accounts that are shown, as JSON */
  char *words;              /* what is searched for, casefolded */
  GCancellable *looking;    /* of what the journal is asked */
  GCancellable *refreshing; /* of what StackOne is asked, while it is */

  /* plain */
  gint64 asked_at; /* 0 while it was not */
  guint timer;
  gboolean loaded;
  gboolean reading;
  gboolean stale;
  gboolean searching;
};

G_DEFINE_FINAL_TYPE (AssayAccountsPage, assay_accounts_page, ASSAY_TYPE_PAGE)

static void look (AssayAccountsPage *self);

static gboolean
match (gpointer item, gpointer user_data)
{
  AssayAccountsPage *self = user_data;
  AssayAccount *account = item;
  const char *const *reasons = assay_account_get_status_reasons (account);

  if (self->words == NULL || *self->words == '\0' ||
      assay_words_are_in (self->words, assay_account_get_origin_owner_name (account)) ||
      assay_words_are_in (self->words, assay_account_get_origin_owner_id (account)) ||
      assay_words_are_in (self->words, assay_account_get_label (account)) ||
      assay_words_are_in (self->words, assay_account_get_id (account)) ||
      assay_words_are_in (self->words, assay_account_get_provider (account)) ||
      assay_words_are_in (self->words, assay_account_get_provider_name (account)) ||
      assay_words_are_in (self->words, assay_account_get_status (account)) ||
      assay_words_are_in (self->words, assay_account_state_get (account).word))
    return TRUE;
  for (gsize i = 0; reasons != NULL && reasons[i] != NULL; i++)
    {
      if (assay_words_are_in (self->words, reasons[i]))
        return TRUE;
    }

  return FALSE;
}

static const char *
find_state (AssayAccountsPage *self)
{
  if (!self->loaded)
    return "loading";
  if (g_list_model_get_n_items (G_LIST_MODEL (self->accounts)) == 0)
    return "empty";

  return g_list_model_get_n_items (G_LIST_MODEL (self->matches)) > 0 ? "accounts" : "no-results";
}

static void
update_state (AssayAccountsPage *self)
{
  guint n_accounts = g_list_model_get_n_items (G_LIST_MODEL (self->accounts));
  guint n_matches = g_list_model_get_n_items (G_LIST_MODEL (self->matches));
  guint n_more = n_matches > MOST_ROWS ? n_matches - MOST_ROWS : 0;
  g_autofree char *more = g_strdup_printf (ngettext ("%u more account. Search to find it.",
                                                     "%u more accounts. Search to find them.",
                                                     n_more),
                                           n_more);

  gtk_widget_set_visible (self->search_row,
                          n_accounts > FEW || (n_accounts > 0 && self->searching));
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_more > 0);
  gtk_stack_set_visible_child_name (self->stack, find_state (self));
}

static void
show_asked (AssayAccountsPage *self)
{
  g_autofree char *moment = NULL;
  g_autofree char *text = NULL;

  if (self->asked_at == 0)
    return;

  moment = assay_moment_dup_text_within (self->asked_at, g_get_real_time ());
  /* Translators: When it was asked for the accounts. %s is a moment, such as “today 10:15”. */
  text = g_strdup_printf (_("Asked StackOne %s"), moment);
  adw_preferences_group_set_description (self->group, text);
  gtk_label_set_label (self->asked, text);
  gtk_widget_set_visible (GTK_WIDGET (self->asked), TRUE);
}

static void
search_changed_cb (AssayAccountsPage *self)
{
  g_free (self->words);
  self->words = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), -1);
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->matches),
                      GTK_FILTER_CHANGE_DIFFERENT);
  update_state (self);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  return assay_account_row_new (item);
}

/* What is wrong with key or address is mended in the preferences. */
static gboolean
is_for_preferences (const GError *error)
{
  return error->domain == ASSAY_STACKONE_ERROR &&
         (error->code == ASSAY_STACKONE_ERROR_NO_API_KEY ||
          error->code == ASSAY_STACKONE_ERROR_UNAUTHORIZED ||
          error->code == ASSAY_STACKONE_ERROR_INVALID_ADDRESS ||
          error->code == ASSAY_STACKONE_ERROR_SECRETS_INVALID);
}

static void
fail (AssayAccountsPage *self, const GError *error)
{
  gboolean preferences = is_for_preferences (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_info ("accounts: %s", error->message);
  adw_banner_set_title (self->failure, assay_failure_text_get (error));
  adw_banner_set_button_label (self->failure, preferences ? _("_Preferences") : _("_Try Again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->failure),
                                  preferences ? "app.preferences" : "accounts.refresh");
  adw_banner_set_revealed (self->failure, TRUE);
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  return assay_account_state_compare (*(AssayAccount **) a, *(AssayAccount **) b);
}

static GBytes *
write_accounts (GPtrArray *accounts)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < accounts->len; i++)
    assay_account_write_json (accounts->pdata[i], writer);
  assay_json_writer_end_array (writer);

  return assay_json_writer_finish (writer);
}

/* Rows stay, and with them the focus, where nothing is new. */
static void
show_accounts (AssayAccountsPage *self, GPtrArray *accounts)
{
  g_autoptr (GBytes) json = NULL;

  g_ptr_array_sort (accounts, compare_cb);
  json = write_accounts (accounts);
  if (self->shown == NULL || !g_bytes_equal (self->shown, json))
    {
      g_clear_pointer (&self->shown, g_bytes_unref);
      self->shown = g_steal_pointer (&json);
      g_list_store_splice (self->accounts, 0,
                           g_list_model_get_n_items (G_LIST_MODEL (self->accounts)),
                           accounts->pdata, accounts->len);
    }

  self->loaded = TRUE;
  update_state (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayAccountsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
    accounts = assay_journal_list_finish (ASSAY_JOURNAL (source), result, &error);

  self->reading = FALSE;
  if (self->desk == NULL)
    return;
  if (accounts == NULL)
    {
      fail (self, error);
      return;
    }

  show_accounts (self, accounts);
  if (self->stale)
    look (self);
}

static void
look (AssayAccountsPage *self)
{
  self->stale = self->reading;
  if (self->reading || self->desk == NULL)
    return;

  self->reading = TRUE;
  assay_journal_list_accounts_async (assay_desk_get_journal (self->desk), self->looking, listed_cb,
                                     g_object_ref (self));
}

static gboolean
look_cb (gpointer user_data)
{
  AssayAccountsPage *self = user_data;

  self->timer = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    look (self);

  return G_SOURCE_REMOVE;
}

/* Deliveries ring the journal, too, many times a second. */
static void
changed_cb (AssayAccountsPage *self)
{
  if (self->timer == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->timer = g_timeout_add_seconds (LOOK_AGAIN_SECONDS, look_cb, self);
}

static void
set_busy (AssayAccountsPage *self, gboolean busy)
{
  gtk_widget_set_visible (self->busy, busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "accounts.refresh", !busy);
}

/* Takes what @error has to say, %NULL where all went well. */
static void
end_refresh (AssayAccountsPage *self, const GError *error)
{
  g_clear_object (&self->refreshing);
  if (self->desk == NULL)
    return;

  set_busy (self, FALSE);
  if (error != NULL)
    {
      fail (self, error);
      return;
    }

  self->asked_at = g_get_real_time ();
  show_asked (self);
  look (self);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayAccountsPage) self = user_data;
  g_autoptr (GError) error = NULL;

  assay_account_refresh_finish (ASSAY_JOURNAL (source), result, NULL, &error);
  end_refresh (self, error);
}

static void
client_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayAccountsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayStackoneClient)
    client = assay_desk_create_client_finish (ASSAY_DESK (source), result, &error);

  if (client == NULL || self->desk == NULL)
    end_refresh (self, error);
  else
    assay_account_refresh_async (assay_desk_get_journal (self->desk), client, ACTOR,
                                 self->refreshing, refreshed_cb, g_object_ref (self));
}

static void
refresh_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayAccountsPage *self = ASSAY_ACCOUNTS_PAGE (widget);

  if (self->desk == NULL || self->refreshing != NULL)
    return;

  self->refreshing = g_cancellable_new ();
  set_busy (self, TRUE);
  adw_banner_set_revealed (self->failure, FALSE);
  assay_desk_create_client_async (self->desk, self->refreshing, client_cb, g_object_ref (self));
}

static void
connect_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_dialog_present (assay_connect_dialog_new (ASSAY_ACCOUNTS_PAGE (widget)->desk), widget);
}

static void
assay_accounts_page_open (AssayPage *page, AssayDesk *desk)
{
  AssayAccountsPage *self = ASSAY_ACCOUNTS_PAGE (page);

  self->desk = g_object_ref (desk);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "accounts.connect", TRUE);
  g_signal_connect_object (assay_desk_get_journal (desk), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  set_busy (self, FALSE);
  update_state (self);
  look (self);
}

static void
assay_accounts_page_fail (AssayPage *page, const char *reason)
{
  AssayAccountsPage *self = ASSAY_ACCOUNTS_PAGE (page);
  g_autofree char *markup = reason != NULL ? g_markup_escape_text (reason, -1) : NULL;

  adw_status_page_set_description (self->failed, markup);
  gtk_stack_set_visible_child_name (self->stack, reason != NULL ? "failed" : "loading");
}

static void
assay_accounts_page_start_search (AssayPage *page)
{
  AssayAccountsPage *self = ASSAY_ACCOUNTS_PAGE (page);

  if (!self->loaded)
    return;

  self->searching = TRUE;
  update_state (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
assay_accounts_page_map (GtkWidget *widget)
{
  AssayAccountsPage *self = ASSAY_ACCOUNTS_PAGE (widget);

  GTK_WIDGET_CLASS (assay_accounts_page_parent_class)->map (widget);
  show_asked (self);
  look (self);
}

/* Who leaves does not wait for StackOne any more. */
static void
assay_accounts_page_unmap (GtkWidget *widget)
{
  AssayAccountsPage *self = ASSAY_ACCOUNTS_PAGE (widget);

  g_cancellable_cancel (self->refreshing);
  GTK_WIDGET_CLASS (assay_accounts_page_parent_class)->unmap (widget);
}

static void
assay_accounts_page_dispose (GObject *object)
{
  AssayAccountsPage *self = ASSAY_ACCOUNTS_PAGE (object);

  g_cancellable_cancel (self->refreshing);
  g_cancellable_cancel (self->looking);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->desk);
  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_ACCOUNTS_PAGE);

  G_OBJECT_CLASS (assay_accounts_page_parent_class)->dispose (object);
}

static void
assay_accounts_page_finalize (GObject *object)
{
  AssayAccountsPage *self = ASSAY_ACCOUNTS_PAGE (object);

  g_clear_object (&self->matches);
  g_clear_object (&self->accounts);
  g_clear_object (&self->looking);
  g_clear_object (&self->refreshing);
  g_clear_pointer (&self->shown, g_bytes_unref);
  g_free (self->words);

  G_OBJECT_CLASS (assay_accounts_page_parent_class)->finalize (object);
}

static void
assay_accounts_page_class_init (AssayAccountsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AssayPageClass *page_class = ASSAY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_accounts_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_accounts_page_finalize;
  widget_class->map = assay_accounts_page_map;
  widget_class->unmap = assay_accounts_page_unmap;
  page_class->open = assay_accounts_page_open;
  page_class->fail = assay_accounts_page_fail;
  page_class->start_search = assay_accounts_page_start_search;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-accounts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayAccountsPage, busy);
  gtk_widget_class_bind_template_child (widget_class, AssayAccountsPage, search_row);
  gtk_widget_class_bind_template_child (widget_class, AssayAccountsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AssayAccountsPage, failure);
  gtk_widget_class_bind_template_child (widget_class, AssayAccountsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AssayAccountsPage, asked);
  gtk_widget_class_bind_template_child (widget_class, AssayAccountsPage, failed);
  gtk_widget_class_bind_template_child (widget_class, AssayAccountsPage, group);
  gtk_widget_class_bind_template_child (widget_class, AssayAccountsPage, list);
  gtk_widget_class_bind_template_child (widget_class, AssayAccountsPage, more);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);

  gtk_widget_class_install_action (widget_class, "accounts.connect", NULL, connect_cb);
  gtk_widget_class_install_action (widget_class, "accounts.refresh", NULL, refresh_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "accounts.refresh", NULL);
}

static void
assay_accounts_page_init (AssayAccountsPage *self)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (match, self, NULL));
  g_autoptr (GtkSliceListModel) slice = NULL;

  self->accounts = g_list_store_new (ASSAY_TYPE_ACCOUNT);
  self->matches = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->accounts)), filter);
  self->looking = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  slice = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->matches)), 0, MOST_ROWS);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (slice), create_row, self, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "accounts.connect", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "accounts.refresh", FALSE);
}
