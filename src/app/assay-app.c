/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-app-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "assay-browser.h"
#include "assay-failure-text.h"
#include "assay-notify.h"
#include "assay-resources.h"
#include "assay-shortcuts.h"
#include "assay-window.h"
#include "order/assay-result-state.h"
#include "start/assay-start-window.h"

/**
 * AssayApp:
 *
 * The application: one process, with a desk and a window for each profile that is open.
 *
 * A profile is closed with its window; the process ends when nothing is open and every desk has
 * stopped. A second start hands its command line to the process that runs already. The window is
 * shown before the profile's journal is opened.
 */
struct _AssayApp
{
  AdwApplication parent_instance;

  /* owned */
  GHashTable *open_profiles; /* folder -> AssayOpenProfile */

  /* plain */
  gint64 started_at;
  gboolean exit_after_startup;
};

G_DEFINE_FINAL_TYPE (AssayApp, assay_app, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "profile", 'p', 0, G_OPTION_ARG_STRING, NULL, N_("Open the profile called NAME"),
    N_("NAME") },
  { "data-dir", 'd', 0, G_OPTION_ARG_FILENAME, NULL, N_("Open the profile in the folder DIR"),
    N_("DIR") },
  { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_("Show the version and exit"), NULL },
  { "exit-after-startup", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  { NULL },
};

static AssayWindow *
find_window (AssayApp *self, AssayProfile *profile)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (ASSAY_IS_WINDOW (l->data) && assay_window_get_profile (l->data) == profile)
        return l->data;
    }

  return NULL;
}

/* Whoever looks at the window sees it there. */
static gboolean
is_to_be_told (AssayApp *self, AssayProfile *profile, const char *wanted)
{
  AssayWindow *window = find_window (self, profile);

  return (window == NULL || !gtk_window_is_active (GTK_WINDOW (window))) &&
         g_settings_get_boolean (assay_profile_get_settings (profile), wanted);
}

static void
order_received_cb (AssayApp *self, AssayOrder *order, AssayDesk *desk)
{
  AssayProfile *profile = assay_desk_get_profile (desk);

  if (is_to_be_told (self, profile, "notify-orders"))
    assay_notify_order (G_APPLICATION (self), profile, order);
}

/* A refusal that is to be told, while it is asked for its reason. */
typedef struct
{
  AssayApp *app;         /* owned */
  AssayProfile *profile; /* owned */
  char *order_key;       /* owned */
} Refusal;

static void
refusal_free (Refusal *self)
{
  g_object_unref (self->app);
  g_object_unref (self->profile);
  g_free (self->order_key);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Refusal, refusal_free)

/* StackOne's own words may be about the candidate, and anybody can see the screen. */
static void
refused_results_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Refusal) refusal = user_data;
  g_autoptr (AssayOrderResults) results = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;

  results = assay_journal_get_results_finish (ASSAY_JOURNAL (source), result, &error);
  if (results == NULL)
    g_message ("cannot read why a result was refused: %s", error->message);
  else if (results->refused != NULL)
    reason = assay_result_state_dup_reason (results->refused->status, NULL);

  assay_notify_refused (G_APPLICATION (refusal->app), refusal->profile, refusal->order_key,
                        reason != NULL ? reason : _("StackOne refused a result for good."));
}

static void
result_refused_cb (AssayApp *self, const char *key, AssayDesk *desk)
{
  AssayProfile *profile = assay_desk_get_profile (desk);
  Refusal *refusal;

  if (!is_to_be_told (self, profile, "notify-refusals") || assay_desk_get_journal (desk) == NULL)
    return;

  refusal = g_new0 (Refusal, 1);
  refusal->app = g_object_ref (self);
  refusal->profile = g_object_ref (profile);
  refusal->order_key = g_strdup (key);
  assay_journal_get_results_async (assay_desk_get_journal (desk), key, NULL, refused_results_cb,
                                   refusal);
}

static void
desk_cb (AssayApp *self, GParamSpec *pspec, AssayOpenProfile *open_profile)
{
  AssayDesk *desk = assay_open_profile_get_desk (open_profile);

  if (desk == NULL)
    return;

  g_signal_connect_object (desk, "order-received", G_CALLBACK (order_received_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "result-refused", G_CALLBACK (result_refused_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
forget_if_closed (AssayApp *self, AssayOpenProfile *open_profile)
{
  AssayProfile *profile = assay_open_profile_get_profile (open_profile);

  if (!assay_open_profile_get_running (open_profile) && find_window (self, profile) == NULL)
    g_hash_table_remove (self->open_profiles, assay_profile_get_folder (profile));
}

/* The process stays while a desk stops, though its windows are gone. */
static void
running_cb (AssayApp *self, GParamSpec *pspec, AssayOpenProfile *open_profile)
{
  if (assay_open_profile_get_running (open_profile))
    {
      g_application_hold (G_APPLICATION (self));
      return;
    }

  forget_if_closed (self, open_profile);
  g_application_release (G_APPLICATION (self));
}

static AssayOpenProfile *
ensure_open_profile (AssayApp *self, AssayProfile *profile)
{
  const char *folder = assay_profile_get_folder (profile);
  AssayOpenProfile *open_profile = g_hash_table_lookup (self->open_profiles, folder);

  if (open_profile != NULL)
    return open_profile;

  open_profile = assay_open_profile_new (profile);
  g_hash_table_insert (self->open_profiles, g_strdup (folder), open_profile);
  g_signal_connect_object (open_profile, "notify::desk", G_CALLBACK (desk_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (open_profile, "notify::running", G_CALLBACK (running_cb), self,
                           G_CONNECT_SWAPPED);

  return open_profile;
}

static AssayProfile *
open_requested_profile (GVariantDict *requested, GFile *folder, GError **error)
{
  const char *id = NULL;

  if (folder != NULL)
    {
      g_autofree char *path = g_file_get_path (folder);

      return assay_profile_open (path, error);
    }
  if (requested != NULL)
    g_variant_dict_lookup (requested, "profile", "&s", &id);

  return assay_profile_open_named (id != NULL ? id : ASSAY_PROFILE_DEMO, error);
}

static gboolean
quit_idle_cb (gpointer user_data)
{
  g_application_quit (user_data);

  return G_SOURCE_REMOVE;
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  AssayApp *self = user_data;
  gint64 elapsed = g_get_monotonic_time () - self->started_at;

  g_signal_handlers_disconnect_matched (clock, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
  g_print ("{\"event\":\"first-frame\",\"ms\":%" G_GINT64_FORMAT ".%03d}\n", elapsed / 1000,
           (int) (elapsed % 1000));
  g_idle_add (quit_idle_cb, self);
}

static void
window_mapped_cb (GtkWidget *window, gpointer user_data)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint",
                           G_CALLBACK (after_paint_cb), user_data, G_CONNECT_DEFAULT);
}

static int
assay_app_handle_local_options (GApplication *application, GVariantDict *requested)
{
  AssayApp *self = ASSAY_APP (application);

  if (g_variant_dict_contains (requested, "version"))
    {
      g_print ("Assay %s\n", PACKAGE_VERSION);
      return 0;
    }
  if (g_variant_dict_contains (requested, "exit-after-startup"))
    {
      /* A measurement must not end in the window of another process. */
      self->exit_after_startup = TRUE;
      g_application_set_flags (application,
                               g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }

  return -1;
}

static int
assay_app_command_line (GApplication *application, GApplicationCommandLine *line)
{
  AssayApp *self = ASSAY_APP (application);
  GVariantDict *requested = g_application_command_line_get_options_dict (line);
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GError) error = NULL;
  const char *path = NULL;

  if (g_variant_dict_lookup (requested, "data-dir", "^&ay", &path))
    folder = g_application_command_line_create_file_for_arg (line, path);

  if (folder == NULL && !g_variant_dict_contains (requested, "profile"))
    {
      g_application_activate (application);
      return 0;
    }

  profile = open_requested_profile (requested, folder, &error);
  if (profile == NULL)
    {
      g_application_command_line_printerr (line, "assay: %s\n", error->message);
      return 2;
    }
  assay_app_open_profile (self, profile);

  return 0;
}

static char *
dup_last_profile_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "assay", "last-profile", NULL);
}

static char *
dup_last_profile (void)
{
  g_autofree char *path = dup_last_profile_path ();
  char *id = NULL;

  g_file_get_contents (path, &id, NULL, NULL);

  return id != NULL ? g_strstrip (id) : NULL;
}

static void
remembered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_info ("The next start will not know this profile: %s", error->message);
}

static void
remember_profile (AssayProfile *profile)
{
  g_autofree char *path = dup_last_profile_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  const char *id = assay_profile_get_id (profile);
  g_autoptr (GBytes) content = g_bytes_new (id, strlen (id));

  g_mkdir_with_parents (folder, 0700);
  g_file_replace_contents_bytes_async (file, content, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                       remembered_cb, NULL);
}

static void
assay_app_activate (GApplication *application)
{
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  g_autofree char *id = NULL;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }

  ids = assay_profile_list_ids (&error);
  if (ids == NULL || ids[0] == NULL)
    {
      gtk_window_present (assay_start_window_new (GTK_APPLICATION (application)));
      return;
    }

  id = dup_last_profile ();
  if (id == NULL || !g_strv_contains ((const char *const *) ids, id))
    g_set_str (&id, ids[0]);
  profile = assay_profile_open_named (id, &error);
  if (profile == NULL)
    assay_app_show_failure (ASSAY_APP (application), error);
  else
    assay_app_open_profile (ASSAY_APP (application), profile);
}

static void
assay_app_startup (GApplication *application)
{
  /* Otherwise libadwaita comes after GTK has read the icon theme, and has it read once more. */
  adw_init ();
  G_APPLICATION_CLASS (assay_app_parent_class)->startup (application);

  gtk_window_set_default_icon_name (APPLICATION_ID);
  if (assay_browser_is_display (gdk_display_get_default ()))
    {
      assay_browser_prepare (gtk_settings_get_default ());
      assay_browser_follow_clipboard (gdk_display_get_default ());
    }
}

static void
assay_app_window_added (GtkApplication *application, GtkWindow *window)
{
  GTK_APPLICATION_CLASS (assay_app_parent_class)->window_added (application, window);

  if (GTK_IS_APPLICATION_WINDOW (window))
    assay_shortcuts_offer (GTK_APPLICATION_WINDOW (window));
  if (assay_browser_is_display (gtk_widget_get_display (GTK_WIDGET (window))))
    assay_browser_take_window (application, window);
}

static void
assay_app_window_removed (GtkApplication *application, GtkWindow *window)
{
  AssayApp *self = ASSAY_APP (application);

  GTK_APPLICATION_CLASS (assay_app_parent_class)->window_removed (application, window);

  if (ASSAY_IS_WINDOW (window))
    {
      AssayOpenProfile *open_profile = assay_window_get_open_profile (ASSAY_WINDOW (window));

      assay_open_profile_stop (open_profile);
      forget_if_closed (self, open_profile);
    }
}

static void
assay_app_finalize (GObject *object)
{
  AssayApp *self = ASSAY_APP (object);

  g_hash_table_unref (self->open_profiles);

  G_OBJECT_CLASS (assay_app_parent_class)->finalize (object);
}

static void
assay_app_class_init (AssayAppClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_app_finalize;
  GTK_APPLICATION_CLASS (klass)->window_added = assay_app_window_added;
  GTK_APPLICATION_CLASS (klass)->window_removed = assay_app_window_removed;
  application_class->handle_local_options = assay_app_handle_local_options;
  application_class->command_line = assay_app_command_line;
  application_class->activate = assay_app_activate;
  application_class->startup = assay_app_startup;
}

static void
assay_app_init (AssayApp *self)
{
  self->open_profiles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * assay_app_new:
 * @started_at: monotonic time in microseconds at which the process began
 *
 * Creates the application.
 *
 * Returns: (transfer full): a new application
 */
AssayApp *
assay_app_new (gint64 started_at)
{
  AssayApp *self;

  g_resources_register (assay_get_resource ());
  self = g_object_new (ASSAY_TYPE_APP, "application-id", APPLICATION_ID, "resource-base-path",
                       RESOURCE_PATH, "flags", G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
  self->started_at = started_at;

  return self;
}

/**
 * assay_app_open_profile:
 * @self: the application
 * @profile: a profile
 *
 * Shows the window of a profile and runs its desk; makes them when there are none.
 *
 * Returns: (transfer none): the window
 */
AssayWindow *
assay_app_open_profile (AssayApp *self, AssayProfile *profile)
{
  AssayOpenProfile *open_profile;
  AssayWindow *window;

  g_return_val_if_fail (ASSAY_IS_APP (self), NULL);
  g_return_val_if_fail (ASSAY_IS_PROFILE (profile), NULL);

  open_profile = ensure_open_profile (self, profile);
  window = find_window (self, assay_open_profile_get_profile (open_profile));
  if (window == NULL)
    {
      window = assay_window_new (GTK_APPLICATION (self), open_profile);
      if (self->exit_after_startup)
        g_signal_connect_object (window, "map", G_CALLBACK (window_mapped_cb), self,
                                 G_CONNECT_DEFAULT);
    }
  gtk_window_present (GTK_WINDOW (window));
  remember_profile (profile);

  return window;
}

guint
assay_app_count_queued (AssayApp *self)
{
  GHashTableIter iter;
  gpointer open_profile;
  guint queued = 0;

  g_hash_table_iter_init (&iter, self->open_profiles);
  while (g_hash_table_iter_next (&iter, NULL, &open_profile))
    {
      AssayDesk *desk = assay_open_profile_get_desk (open_profile);

      if (desk != NULL)
        queued += (guint) assay_desk_get_stats (desk)->queued;
    }

  return queued;
}

/* Without windows nothing keeps the process but desks that still stop. */
void
assay_app_close_all (AssayApp *self)
{
  GList *windows;

  while ((windows = gtk_application_get_windows (GTK_APPLICATION (self))) != NULL)
    gtk_window_destroy (windows->data);
}

void
assay_app_show_failure (AssayApp *self, const GError *error)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autofree char *text = assay_failure_text_dup_whole (error);
  AdwAlertDialog *dialog =
    ADW_ALERT_DIALOG (adw_alert_dialog_new (_("The Profile Cannot Be Opened"), text));

  /* Without any window the application would end before somebody has read it. */
  if (window == NULL)
    {
      window = assay_start_window_new (GTK_APPLICATION (self));
      gtk_window_present (window);
    }
  adw_alert_dialog_add_responses (dialog, "close", _("_Close"), NULL);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
}
