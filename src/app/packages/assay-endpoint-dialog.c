/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-endpoint-dialog.h"

#include <glib/gi18n.h>

#include "assay-endpoint-report.h"
#include "assay-failure-text.h"
#include "assay-package-probe.h"
#include "assay-secret.h"
#include "assay-signing-secrets.h"

#define URL_SETTING "packages-endpoint-url"

/**
 * AssayEndpointDialog:
 *
 * Tests the server that lists a partner's packages: calls it as StackOne would, and shows what the
 * recruiter would see of that. Closing it ends the test.
 */
struct _AssayEndpointDialog
{
  AdwDialog parent_instance;

  /* template children */
  GtkLabel *failure;
  GtkStack *buttons;
  GtkWidget *test_button;
  GtkWidget *cancel_button;
  GtkRevealer *progress_revealer;
  GtkProgressBar *progress;
  GtkViewport *viewport;
  AdwEntryRow *url;
  AdwSwitchRow *allow;
  AdwActionRow *credentials;
  AssayEndpointReport *report;

  /* owned */
  AssayProfile *profile;
  AssaySecretStore *secrets;
  AssayLint *lint;
  GCancellable *closing; /* ends what only the dialog waits for */
  GCancellable *run;     /* ends the test; %NULL where none runs */
  char *key;
  char *secret;

  /* plain */
  guint n_called;
  guint n_ticks;  /* until the report has its place */
  gboolean known; /* whether the secrets have been looked up */
};

G_DEFINE_FINAL_TYPE (AssayEndpointDialog, assay_endpoint_dialog, ADW_TYPE_DIALOG)

static void
update (AssayEndpointDialog *self)
{
  gboolean running = self->run != NULL;
  gboolean empty = *gtk_editable_get_text (GTK_EDITABLE (self->url)) == '\0';

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.test",
                                 !running && self->known && !empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.cancel", running);
  gtk_stack_set_visible_child (self->buttons, running ? self->cancel_button : self->test_button);
  gtk_revealer_set_reveal_child (self->progress_revealer, running);
}

static void
fail (AssayEndpointDialog *self, const GError *error)
{
  const char *text = assay_failure_text_get (error);

  gtk_label_set_label (self->failure, text);
  gtk_widget_set_visible (GTK_WIDGET (self->failure), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->url), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->url), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  gtk_widget_grab_focus (GTK_WIDGET (self->url));
}

static void
clear_failure (AssayEndpointDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->failure), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->url), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->url), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
url_changed_cb (AssayEndpointDialog *self)
{
  clear_failure (self);
  update (self);
}

static void
show_credentials (AssayEndpointDialog *self, const GError *error)
{
  const char *text;

  if (error != NULL)
    text = _("The keyring cannot be read, so calls go without key and signature.");
  else if (self->key != NULL && self->secret != NULL)
    text = _("Calls present the key of this profile, and are signed as StackOne signs.");
  else if (self->key != NULL)
    text = _("Calls present the key of this profile, but go without a signature: no signing "
              "secret is known.");
  else if (self->secret != NULL)
    text = _("Calls are signed as StackOne signs, but go without a key: none is known.");
  else
    text = _("Calls go without key and signature: neither is known. Enter them in the "
              "preferences to test as StackOne calls.");

  adw_action_row_set_subtitle (self->credentials, text);
}

static void
finish_lookups (AssayEndpointDialog *self, const GError *error)
{
  self->known = TRUE;
  show_credentials (self, error);
  update (self);
}

/* The first of those that are kept is the one StackOne signs with now. */
static void
secret_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayEndpointDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  char *text = assay_secret_store_lookup_finish (ASSAY_SECRET_STORE (source), result, &error);
  GStrv lines = assay_signing_secrets_split (text);

  if (!g_cancellable_is_cancelled (self->closing))
    {
      self->secret = g_strdup (lines[0]);
      finish_lookups (self, error);
    }
  assay_secret_strv_free (lines);
  assay_secret_free (text);
}

static void
key_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayEndpointDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  char *text = assay_secret_store_lookup_finish (ASSAY_SECRET_STORE (source), result, &error);
  GStrv lines = assay_signing_secrets_split (text);

  self->key = g_strdup (lines[0]);
  assay_secret_strv_free (lines);
  assay_secret_free (text);
  if (g_cancellable_is_cancelled (self->closing))
    return;

  if (error != NULL)
    finish_lookups (self, error);
  else
    assay_secret_store_lookup_async (self->secrets, ASSAY_SECRET_WEBHOOK_SECRETS, self->closing,
                                     secret_cb, g_object_ref (self));
}

static void
show_progress (AssayEndpointDialog *self, guint n_calls)
{
  /* Translators: How many calls of a test have been answered, and how many there are. */
  g_autofree char *text = g_strdup_printf (_("%u of %u calls"), self->n_called, n_calls);

  gtk_progress_bar_set_fraction (self->progress, (double) self->n_called / n_calls);
  gtk_progress_bar_set_text (self->progress, text);
}

static void
called_cb (AssayEndpointDialog *self, AssayPackageCall *call, AssayPackageProbe *probe)
{
  self->n_called++;
  show_progress (self, assay_package_probe_get_n_calls (probe));
}

/* What is new has no place before the frame in which it is laid out. Its beginning is shown, which
 * gtk_viewport_scroll_to() would not do of something that is higher than the dialog. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AssayEndpointDialog *self = ASSAY_ENDPOINT_DIALOG (widget);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->viewport));
  graphene_rect_t bounds;

  if (self->n_ticks-- > 0)
    return G_SOURCE_CONTINUE;

  if (gtk_widget_compute_bounds (GTK_WIDGET (self->report), gtk_viewport_get_child (self->viewport),
                                 &bounds))
    gtk_adjustment_set_value (adjustment, bounds.origin.y);

  return G_SOURCE_REMOVE;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayEndpointDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayPackageReport) report = NULL;
  gboolean had_focus = gtk_widget_has_focus (self->cancel_button);

  report = assay_package_probe_run_finish (ASSAY_PACKAGE_PROBE (source), result, &error);
  g_clear_object (&self->run);
  if (g_cancellable_is_cancelled (self->closing))
    return;

  update (self);
  if (had_focus)
    gtk_widget_grab_focus (self->test_button);
  if (report != NULL)
    assay_endpoint_dialog_show_report (self, report);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (self, error);
}

/* Returns: (transfer full): a probe for this address */
static AssayPackageProbe *
create_probe (AssayEndpointDialog *self, GUri *uri)
{
  g_autoptr (AssayLinkGuard) guard = assay_link_guard_new ();
  AssayPackageProbe *probe;

  if (adw_switch_row_get_active (self->allow))
    assay_link_guard_allow_uri (guard, uri);
  probe = assay_package_probe_new (guard, self->lint);
  assay_package_probe_set_key (probe, self->key);
  assay_package_probe_set_secret (probe, self->secret);
  g_signal_connect_object (probe, "called", G_CALLBACK (called_cb), self, G_CONNECT_SWAPPED);

  return probe;
}

static void
start (AssayEndpointDialog *self, GUri *uri)
{
  g_autoptr (AssayPackageProbe) probe = create_probe (self, uri);
  g_autofree char *text = g_uri_to_string (uri);
  gboolean had_focus = gtk_widget_has_focus (self->test_button);

  g_settings_set_string (assay_profile_get_settings (self->profile), URL_SETTING, text);
  self->run = g_cancellable_new ();
  self->n_called = 0;
  show_progress (self, assay_package_probe_get_n_calls (probe));
  update (self);
  if (had_focus)
    gtk_widget_grab_focus (self->cancel_button);
  assay_package_probe_run_async (probe, text, self->run, ended_cb, g_object_ref (self));
}

static void
test_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayEndpointDialog *self = ASSAY_ENDPOINT_DIALOG (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = NULL;

  clear_failure (self);
  gtk_widget_set_visible (GTK_WIDGET (self->report), FALSE);
  uri = assay_link_guard_parse (gtk_editable_get_text (GTK_EDITABLE (self->url)), &error);
  if (uri != NULL)
    start (self, uri);
  else
    fail (self, error);
}

static void
cancel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_cancellable_cancel (ASSAY_ENDPOINT_DIALOG (widget)->run);
}

static void
entry_activated_cb (AssayEndpointDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.test", NULL);
}

static void
closed_cb (AssayEndpointDialog *self)
{
  g_cancellable_cancel (self->closing);
  g_cancellable_cancel (self->run);
}

/* Nobody closes the dialog when its window goes. */
static void
assay_endpoint_dialog_unroot (GtkWidget *widget)
{
  closed_cb (ASSAY_ENDPOINT_DIALOG (widget));

  GTK_WIDGET_CLASS (assay_endpoint_dialog_parent_class)->unroot (widget);
}

static void
assay_endpoint_dialog_dispose (GObject *object)
{
  AssayEndpointDialog *self = ASSAY_ENDPOINT_DIALOG (object);

  g_cancellable_cancel (self->closing);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_ENDPOINT_DIALOG);
  g_clear_object (&self->profile);
  g_clear_object (&self->secrets);
  g_clear_object (&self->lint);

  G_OBJECT_CLASS (assay_endpoint_dialog_parent_class)->dispose (object);
}

static void
assay_endpoint_dialog_finalize (GObject *object)
{
  AssayEndpointDialog *self = ASSAY_ENDPOINT_DIALOG (object);

  g_object_unref (self->closing);
  assay_secret_free (self->key);
  assay_secret_free (self->secret);

  G_OBJECT_CLASS (assay_endpoint_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointDialog, buttons);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointDialog, test_button);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointDialog, progress_revealer);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointDialog, viewport);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointDialog, url);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointDialog, allow);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointDialog, credentials);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointDialog, report);
  gtk_widget_class_bind_template_callback (widget_class, url_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
}

static void
assay_endpoint_dialog_class_init (AssayEndpointDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_endpoint_dialog_dispose;
  object_class->finalize = assay_endpoint_dialog_finalize;
  widget_class->unroot = assay_endpoint_dialog_unroot;

  g_type_ensure (ASSAY_TYPE_ENDPOINT_REPORT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-endpoint-dialog.ui");
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "dialog.test", NULL, test_cb);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_cb);
}

static void
assay_endpoint_dialog_init (AssayEndpointDialog *self)
{
  self->closing = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * assay_endpoint_dialog_new:
 * @profile: whose endpoint is tested
 * @secrets: where its key and signing secret are kept
 * @lint: the rules and their texts
 *
 * Creates a dialog with the address that was tested last.
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
assay_endpoint_dialog_new (AssayProfile *profile, AssaySecretStore *secrets, AssayLint *lint)
{
  AssayEndpointDialog *self;
  g_autofree char *url = NULL;

  g_return_val_if_fail (ASSAY_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (ASSAY_IS_SECRET_STORE (secrets), NULL);
  g_return_val_if_fail (ASSAY_IS_LINT (lint), NULL);

  self = g_object_new (ASSAY_TYPE_ENDPOINT_DIALOG, NULL);
  self->profile = g_object_ref (profile);
  self->secrets = g_object_ref (secrets);
  self->lint = g_object_ref (lint);
  url = g_settings_get_string (assay_profile_get_settings (profile), URL_SETTING);
  gtk_editable_set_text (GTK_EDITABLE (self->url), url);
  update (self);
  assay_secret_store_lookup_async (secrets, ASSAY_SECRET_PACKAGES_KEY, self->closing, key_cb,
                                   g_object_ref (self));

  return ADW_DIALOG (self);
}

/**
 * assay_endpoint_dialog_show_report:
 * @self: a dialog
 * @report: what came of a test
 *
 * Shows a report in place of the one before.
 */
void
assay_endpoint_dialog_show_report (AssayEndpointDialog *self, AssayPackageReport *report)
{
  g_return_if_fail (ASSAY_IS_ENDPOINT_DIALOG (self));
  g_return_if_fail (ASSAY_IS_PACKAGE_REPORT (report));

  assay_endpoint_report_show (self->report, report);
  gtk_widget_set_visible (GTK_WIDGET (self->report), TRUE);
  self->n_ticks = 1;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}
