/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-connect-dialog.h"

#include <glib/gi18n.h>

#include "assay-account-refresh.h"
#include "assay-desk-client.h"
#include "assay-failure-text.h"
#include "assay-slug.h"

#define ACTOR "desk"

/* StackOne's default (StackOne SDK: expires_in). */
#define SECONDS_OF_LIFE 1800

/* StackOne calls nobody back at a desk, so it is asked (see assay_account_refresh_async()). */
#define SECONDS_BETWEEN_LOOKS 5

/**
 * AssayConnectDialog:
 *
 * Lets a customer link an account: makes a connect session, hands out its link and the External
 * Trigger Token, and notices when the account is there. Closing it ends the waiting, not the link.
 */
struct _AssayConnectDialog
{
  AdwDialog parent_instance;

  /* template children */
  AdwBanner *failure;
  GtkStack *stack;
  AdwEntryRow *name;
  AdwEntryRow *id;
  AdwActionRow *link;
  AdwActionRow *token;
  GtkWidget *copy_token;
  GtkWidget *reveal_token;
  AdwActionRow *expiry;
  AdwActionRow *outcome;
  GtkWidget *spinner;
  GtkWidget *linked;

  /* owned */
  AssayDesk *desk;
  AssayStackoneClient *client;
  AssayConnectSession *session;
  GHashTable *before; /* ids of the accounts that were there when the session was made */
  GCancellable *cancellable;
  char *owner_id;

  /* plain */
  guint timer;
  guint n_seconds; /* since the session was made */
  gboolean suggests;
  gboolean filling;
  gboolean looking;
  gboolean done;
};

G_DEFINE_FINAL_TYPE (AssayConnectDialog, assay_connect_dialog, ADW_TYPE_DIALOG)

static char *
dup_text (gpointer row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
update (AssayConnectDialog *self)
{
  g_autofree char *name = dup_text (self->name);
  g_autofree char *id = dup_text (self->id);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.connect",
                                 self->session == NULL && *name != '\0' && *id != '\0');
}

static void
name_changed_cb (AssayConnectDialog *self)
{
  if (self->suggests)
    {
      g_autofree char *id = assay_slug_new (gtk_editable_get_text (GTK_EDITABLE (self->name)));

      self->filling = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->id), id);
      self->filling = FALSE;
    }
  update (self);
}

static void
id_changed_cb (AssayConnectDialog *self)
{
  if (!self->filling)
    self->suggests = *gtk_editable_get_text (GTK_EDITABLE (self->id)) == '\0';
  update (self);
}

static void
fail (AssayConnectDialog *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  adw_banner_set_title (self->failure, assay_failure_text_get (error));
  adw_banner_set_revealed (self->failure, TRUE);
  update (self);
}

static void
show_expiry (AssayConnectDialog *self)
{
  guint left = self->n_seconds < SECONDS_OF_LIFE ? SECONDS_OF_LIFE - self->n_seconds : 0;
  g_autofree char *text =
    /* Translators: Minutes and seconds that are left, such as “in 29:59”. */
    g_strdup_printf (_("in %u:%02u"), left / 60, left % 60);

  adw_action_row_set_subtitle (self->expiry,
                               left > 0 ? text : _("The link has expired. Renew it."));
}

static void
show_token (AssayConnectDialog *self, gboolean revealed)
{
  const char *token = assay_connect_session_get_external_trigger_token (self->session);

  gtk_widget_set_visible (self->copy_token, token != NULL);
  gtk_widget_set_visible (self->reveal_token, token != NULL);
  if (token == NULL)
    adw_action_row_set_subtitle (
      self->token, _("None came. The authentication type in StackOne is probably not the one for "
                      "assessments and background checks; choose it there, then renew the link."));
  else
    adw_action_row_set_subtitle (self->token, revealed ? token : "••••••••••••");
}

static void
token_toggled_cb (AssayConnectDialog *self)
{
  show_token (self, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->reveal_token)));
}

/* Returns: (nullable): the account that this customer linked meanwhile */
static AssayAccount *
find_linked (AssayConnectDialog *self, GPtrArray *accounts)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      AssayAccount *account = accounts->pdata[i];

      if (g_strcmp0 (assay_account_get_origin_owner_id (account), self->owner_id) == 0 &&
          !g_hash_table_contains (self->before, assay_account_get_id (account)))
        return account;
    }

  return NULL;
}

static void
show_linked (AssayConnectDialog *self, AssayAccount *account)
{
  const char *status = assay_account_get_status (account);
  g_autofree char *text =
    /* Translators: First the id of an account, then its state, such as “active”. */
    g_strdup_printf (_("Account %s is %s."), assay_account_get_id (account),
                     status != NULL ? status : "");

  self->done = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_widget_set_visible (self->linked, TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->outcome), _("The account is linked"));
  adw_action_row_set_subtitle (self->outcome, text);
  gtk_widget_set_visible (GTK_WIDGET (self->expiry), FALSE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _("The account is linked"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayConnectDialog) self = user_data;
  g_autoptr (GPtrArray) accounts = assay_journal_list_finish (ASSAY_JOURNAL (source), result, NULL);
  AssayAccount *account;

  self->looking = FALSE;
  if (accounts == NULL || self->desk == NULL || self->done)
    return;

  account = find_linked (self, accounts);
  if (account != NULL)
    show_linked (self, account);
}

/* What StackOne does not answer now it answers five seconds later. */
static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  assay_account_refresh_finish (ASSAY_JOURNAL (source), result, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  assay_journal_list_accounts_async (ASSAY_JOURNAL (source), self->cancellable, listed_cb,
                                     g_object_ref (self));
}

static void
look (AssayConnectDialog *self)
{
  AssayJournal *journal = assay_desk_get_journal (self->desk);

  if (self->looking || journal == NULL)
    return;

  self->looking = TRUE;
  assay_account_refresh_async (journal, self->client, ACTOR, self->cancellable, refreshed_cb,
                               g_object_ref (self));
}

static gboolean
second_cb (gpointer user_data)
{
  AssayConnectDialog *self = user_data;

  self->n_seconds++;
  show_expiry (self);
  if (self->n_seconds % SECONDS_BETWEEN_LOOKS == 0)
    look (self);

  return G_SOURCE_CONTINUE;
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnectSession) session = NULL;

  session = assay_stackone_client_connect_finish (ASSAY_STACKONE_CLIENT (source), result, &error);
  if (session == NULL)
    {
      fail (self, error);
      return;
    }

  g_set_object (&self->session, session);
  self->n_seconds = 0;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (1, second_cb, self);
  adw_action_row_set_subtitle (self->link, assay_connect_session_get_auth_link_url (session));
  show_token (self, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->reveal_token)));
  show_expiry (self);
  gtk_stack_set_visible_child_name (self->stack, "session");
  update (self);
}

static void
make_session (AssayConnectDialog *self)
{
  g_autofree char *name = dup_text (self->name);

  assay_stackone_client_connect_async (self->client, self->owner_id, name, SECONDS_OF_LIFE,
                                       self->cancellable, connected_cb, g_object_ref (self));
}

static void
client_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->client);
  self->client = assay_desk_create_client_finish (ASSAY_DESK (source), result, &error);
  if (self->client == NULL)
    fail (self, error);
  else
    make_session (self);
}

/* An account that the customer has already is not the one that is waited for. */
static void
known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = NULL;

  accounts = assay_journal_list_finish (ASSAY_JOURNAL (source), result, &error);
  if (accounts == NULL || self->desk == NULL)
    {
      if (error != NULL)
        fail (self, error);
      return;
    }

  g_hash_table_remove_all (self->before);
  for (guint i = 0; i < accounts->len; i++)
    g_hash_table_add (self->before, g_strdup (assay_account_get_id (accounts->pdata[i])));
  assay_desk_create_client_async (self->desk, self->cancellable, client_cb, g_object_ref (self));
}

static void
connect_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayConnectDialog *self = ASSAY_CONNECT_DIALOG (widget);
  AssayJournal *journal = assay_desk_get_journal (self->desk);

  if (journal == NULL)
    return;

  g_free (self->owner_id);
  self->owner_id = dup_text (self->id);
  adw_banner_set_revealed (self->failure, FALSE);
  gtk_widget_action_set_enabled (widget, "dialog.connect", FALSE);
  assay_journal_list_accounts_async (journal, self->cancellable, known_cb, g_object_ref (self));
}

static void
entered_cb (AssayConnectDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.connect", NULL);
}

static void
renew_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayConnectDialog *self = ASSAY_CONNECT_DIALOG (widget);

  adw_banner_set_revealed (self->failure, FALSE);
  make_session (self);
}

static void
copy_link_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayConnectSession *session = ASSAY_CONNECT_DIALOG (widget)->session;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          assay_connect_session_get_auth_link_url (session));
}

static void
copy_token_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayConnectSession *session = ASSAY_CONNECT_DIALOG (widget)->session;
  const char *token = assay_connect_session_get_external_trigger_token (session);

  if (token != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), token);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayConnectSession *session = ASSAY_CONNECT_DIALOG (widget)->session;
  g_autoptr (GtkUriLauncher)
    launcher = gtk_uri_launcher_new (assay_connect_session_get_auth_link_url (session));

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, NULL, NULL);
}

static void
assay_connect_dialog_dispose (GObject *object)
{
  AssayConnectDialog *self = ASSAY_CONNECT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_CONNECT_DIALOG);
  g_clear_object (&self->desk);
  g_clear_object (&self->client);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (assay_connect_dialog_parent_class)->dispose (object);
}

static void
assay_connect_dialog_finalize (GObject *object)
{
  AssayConnectDialog *self = ASSAY_CONNECT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->before, g_hash_table_unref);
  g_free (self->owner_id);

  G_OBJECT_CLASS (assay_connect_dialog_parent_class)->finalize (object);
}

/* Whoever closes the dialog waits for nothing any more. */
static void
assay_connect_dialog_closed (AdwDialog *dialog)
{
  AssayConnectDialog *self = ASSAY_CONNECT_DIALOG (dialog);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "dialog.connect", NULL, connect_cb);
  gtk_widget_class_install_action (widget_class, "dialog.renew", NULL, renew_cb);
  gtk_widget_class_install_action (widget_class, "dialog.copy-link", NULL, copy_link_cb);
  gtk_widget_class_install_action (widget_class, "dialog.copy-token", NULL, copy_token_cb);
  gtk_widget_class_install_action (widget_class, "dialog.open", NULL, open_cb);
}

static void
assay_connect_dialog_class_init (AssayConnectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_connect_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_connect_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = assay_connect_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-connect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayConnectDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, AssayConnectDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AssayConnectDialog, name);
  gtk_widget_class_bind_template_child (widget_class, AssayConnectDialog, id);
  gtk_widget_class_bind_template_child (widget_class, AssayConnectDialog, link);
  gtk_widget_class_bind_template_child (widget_class, AssayConnectDialog, token);
  gtk_widget_class_bind_template_child (widget_class, AssayConnectDialog, copy_token);
  gtk_widget_class_bind_template_child (widget_class, AssayConnectDialog, reveal_token);
  gtk_widget_class_bind_template_child (widget_class, AssayConnectDialog, expiry);
  gtk_widget_class_bind_template_child (widget_class, AssayConnectDialog, outcome);
  gtk_widget_class_bind_template_child (widget_class, AssayConnectDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, AssayConnectDialog, linked);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, id_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, token_toggled_cb);
  install_actions (widget_class);
}

static void
assay_connect_dialog_init (AssayConnectDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->suggests = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * assay_connect_dialog_new:
 * @desk: a desk with an open journal
 *
 * Creates a dialog that asks for the customer.
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
assay_connect_dialog_new (AssayDesk *desk)
{
  AssayConnectDialog *self;

  g_return_val_if_fail (ASSAY_IS_DESK (desk), NULL);

  self = g_object_new (ASSAY_TYPE_CONNECT_DIALOG, NULL);
  self->desk = g_object_ref (desk);

  return ADW_DIALOG (self);
}
