/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-window.h"

#include <glib/gi18n.h>
#include <libportal/portal.h>

#include "assay-demo.h"
#include "assay-desk.h"
#include "assay-notify.h"
#include "assay-pause-banner.h"
#include "assay-pulse.h"
#include "assay-stackone-error.h"
#include "assay-sidebar-row.h"
#include "assay-window-pages.h"

#define DEMO_LISTEN "127.0.0.1:0"

/**
 * AssayWindow:
 *
 * The window of one profile: sidebar and the pages it leads to.
 *
 * Pages are made when they are first shown, so that the first frame waits for one page alone.
 */
struct _AssayWindow
{
  AdwApplicationWindow parent_instance;

  /* template children */
  AdwToastOverlay *toast_overlay;
  AdwNavigationSplitView *split_view;
  AdwNavigationPage *content_page;
  AdwBreakpoint *narrow;
  GtkMenuButton *profile_button;
  GtkListBox *sidebar_list;
  GtkStack *stack;
  AssayPulse *pulse;
  AdwBanner *pause_banner;
  GMenu *profile_section;

  /* owned */
  AssayProfile *profile;
  AssayDemo *demo;
  AssayDesk *desk;

  /* plain */
  gboolean opened;
  gboolean starting;
  gboolean start_again;
};

G_DEFINE_FINAL_TYPE (AssayWindow, assay_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_PROFILE = 1,
} AssayWindowProperty;

static GParamSpec *properties[PROP_PROFILE + 1];

static const AssayPageInfo *
find_page_info (const char *name)
{
  gsize n_pages;
  const AssayPageInfo *pages = assay_window_pages (&n_pages);

  for (gsize i = 0; i < n_pages; i++)
    {
      if (g_str_equal (pages[i].name, name))
        return &pages[i];
    }

  return &pages[0];
}

static GtkListBoxRow *
find_row (AssayWindow *self,
          const char  *name)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->sidebar_list, i)) != NULL; i++)
    {
      if (g_str_equal (assay_sidebar_row_get_name (ASSAY_SIDEBAR_ROW (row)), name))
        return row;
    }

  return NULL;
}

static AssayPage *
ensure_page (AssayWindow         *self,
             const AssayPageInfo *info)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, info->name);

  if (page == NULL)
    {
      page = g_object_new (info->get_type (), NULL);
      gtk_stack_add_named (self->stack, page, info->name);
      g_object_bind_property (page, "badge", find_row (self, info->name), "badge",
                              G_BINDING_SYNC_CREATE);
      if (self->desk != NULL && assay_desk_get_journal (self->desk) != NULL)
        assay_page_open (ASSAY_PAGE (page), self->desk);
    }

  return ASSAY_PAGE (page);
}

static AssayPage *
switch_page (AssayWindow *self,
             const char  *name)
{
  const AssayPageInfo *info = find_page_info (name);
  AssayPage *page = ensure_page (self, info);

  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  adw_navigation_page_set_title (self->content_page, _(info->title));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.search", assay_page_can_search (page));

  return page;
}

static void
fill_sidebar (AssayWindow *self)
{
  gsize n_pages;
  const AssayPageInfo *pages = assay_window_pages (&n_pages);

  for (gsize i = 0; i < n_pages; i++)
    gtk_list_box_append (self->sidebar_list,
                         assay_sidebar_row_new (pages[i].name, _(pages[i].title),
                                                pages[i].icon_name));
}

static const char *
get_profile_title (AssayProfile *profile)
{
  if (assay_profile_get_kind (profile) == ASSAY_PROFILE_KIND_DEMO)
    return C_("profile name", "Demo");

  return assay_profile_get_name (profile);
}

/* Production must be unmistakable, so the kind of the profile colours the sidebar's edge and is
 * written under the name. */
static void
show_profile (AssayWindow *self)
{
  static const char * const classes[] = { "demo", "sandbox", "production" };
  AssayProfileKind kind = assay_profile_get_kind (self->profile);
  g_autofree char *title = NULL;

  gtk_widget_add_css_class (GTK_WIDGET (self), classes[kind]);
  gtk_menu_button_set_label (self->profile_button, get_profile_title (self->profile));

  /* Translators: Title of the window. %s is the name of the profile, such as “Production”. */
  title = g_strdup_printf (_("Assay – %s"), get_profile_title (self->profile));
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
append_profile (AssayWindow *self,
                const char  *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open_named (id, &error);
  g_autoptr (GMenuItem) item = NULL;

  if (profile == NULL)
    g_info ("The profile %s is not offered: %s", id, error->message);

  item = g_menu_item_new (profile != NULL ? get_profile_title (profile) : id, NULL);
  g_menu_item_set_action_and_target (item, "app.open-profile", "s", id);
  g_menu_append_item (self->profile_section, item);
}

/* Filled each time it opens: other windows make profiles too, and the first frame needs none. */
static void
fill_profile_menu_cb (GtkMenuButton *button,
                      gpointer       user_data)
{
  AssayWindow *self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = assay_profile_list_ids (&error);

  g_menu_remove_all (self->profile_section);
  if (ids == NULL)
    {
      g_info ("Cannot list the profiles: %s", error->message);
      return;
    }

  for (gsize i = 0; ids[i] != NULL; i++)
    append_profile (self, ids[i]);
}

static void
bind_settings (AssayWindow *self)
{
  GSettings *settings = assay_profile_get_settings (self->profile);
  g_autofree char *page = g_settings_get_string (settings, "window-page");

  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  assay_window_show_page (self, page);
}

static void
row_selected_cb (AssayWindow   *self,
                 GtkListBoxRow *row)
{
  if (row != NULL)
    switch_page (self, assay_sidebar_row_get_name (ASSAY_SIDEBAR_ROW (row)));
}

static void
row_activated_cb (AssayWindow   *self,
                  GtkListBoxRow *row)
{
  const char *name = assay_sidebar_row_get_name (ASSAY_SIDEBAR_ROW (row));

  g_settings_set_string (assay_profile_get_settings (self->profile), "window-page", name);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

static void
search_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  AssayWindow *self = ASSAY_WINDOW (widget);
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);

  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  assay_page_start_search (ASSAY_PAGE (page));
}

/* In a narrow window the sidebar and the page take turns; in a wide one hiding the sidebar means
 * that the page has the whole width until the key is pressed again. */
static void
toggle_sidebar_cb (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  AssayWindow *self = ASSAY_WINDOW (widget);
  gboolean narrow = adw_application_window_get_current_breakpoint (ADW_APPLICATION_WINDOW (self)) ==
                    self->narrow;
  gboolean collapsed = adw_navigation_split_view_get_collapsed (self->split_view);
  gboolean shows_content = adw_navigation_split_view_get_show_content (self->split_view);

  if (narrow)
    {
      adw_navigation_split_view_set_show_content (self->split_view, !shows_content);
      return;
    }

  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  adw_navigation_split_view_set_collapsed (self->split_view, !collapsed);
}

static void
show_failure (AssayWindow *self,
               const char  *reason)
{
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    assay_page_fail (ASSAY_PAGE (page), reason);
}

static void
desk_stopped_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GApplication) application = user_data;

  assay_desk_stop_finish (ASSAY_DESK (source), result, NULL);
  if (application != NULL)
    g_application_release (application);
}

/* What is being sent may end; until then the application stays, though its windows are gone. */
static void
stop (AssayWindow *self)
{
  GApplication *application = g_application_get_default ();

  if (self->desk != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->desk, self);
      if (application != NULL)
        g_application_hold (application);
      assay_desk_stop_async (self->desk, desk_stopped_cb,
                             application != NULL ? g_object_ref (application) : NULL);
    }
  g_clear_object (&self->desk);
  self->opened = self->starting = self->start_again = FALSE;
  if (self->demo != NULL)
    assay_demo_stop (self->demo);
  g_clear_object (&self->demo);
}

static void
fail (AssayWindow  *self,
      const GError *error)
{
  g_info ("The profile cannot be opened: %s", error->message);
  stop (self);
  show_failure (self, error->message);
}

static void
show_stats (AssayWindow *self)
{
  const AssayJournalStats *stats = assay_desk_get_stats (self->desk);
  GtkWidget *orders = gtk_stack_get_child_by_name (self->stack, "orders");

  g_object_set (self->pulse,
                "verified", (guint) stats->verified,
                "rejected", (guint) stats->rejected,
                "queued", (guint) stats->queued,
                NULL);
  if (orders != NULL)
    assay_page_set_badge (ASSAY_PAGE (orders), (guint) stats->new_orders);
}

/* Whoever looks at the window sees it there. */
static GApplication *
get_notifier (AssayWindow *self,
              const char  *wanted)
{
  if (gtk_window_is_active (GTK_WINDOW (self)) ||
      !g_settings_get_boolean (assay_profile_get_settings (self->profile), wanted))
    return NULL;

  return G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

static void
order_received_cb (AssayWindow *self,
                   AssayOrder  *order)
{
  GApplication *application = get_notifier (self, "notify-orders");

  if (application != NULL)
    assay_notify_order (application, self->profile, order);
}

static void
result_refused_cb (AssayWindow *self,
                   const char  *key)
{
  GApplication *application = get_notifier (self, "notify-refusals");

  if (application != NULL)
    assay_notify_refused (application, self->profile, key);
}

/* What has to be put right before the desk can work: it stays until somebody has read it. */
static void
show_obstacle (AssayWindow *self,
               const char  *text,
               gboolean     in_preferences)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  if (in_preferences)
    {
      adw_toast_set_button_label (toast, _("_Preferences"));
      adw_toast_set_action_name (toast, "app.preferences");
    }
  assay_window_add_toast (self, toast);
}

static void
show_secrets (AssayWindow *self)
{
  g_autofree char *policy = g_settings_get_string (assay_profile_get_settings (self->profile),
                                                   "receiver-signature-policy");
  gboolean refusing = !assay_desk_get_verifying (self->desk) && g_str_equal (policy, "enforce");
  const GError *error = assay_desk_get_secrets_error (self->desk);

  g_object_set (self->pulse, "refusing", refusing, NULL);
  if (g_error_matches (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_LOCKED))
    show_obstacle (self, _("The keyring is locked. Unlock it and start Assay again; until then "
                           "webhooks are refused and nothing is sent."), FALSE);
  else if (error != NULL)
    show_obstacle (self, _("No keyring answers. Start one and then Assay again; until then "
                           "webhooks are refused and nothing is sent."), FALSE);
  else if (refusing)
    show_obstacle (self, _("No signing secret is known, so webhooks are refused."), TRUE);
}

static void
show_inbox (AssayWindow *self)
{
  const GError *error = assay_desk_get_inbox_error (self->desk);
  const char *url = assay_desk_get_inbox_url (self->desk);

  g_object_set (self->pulse, "address", url, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pulse), error != NULL ? error->message : NULL);
  if (self->demo != NULL && url != NULL)
    assay_demo_set_receiver (self->demo, url);
  if (error != NULL)
    show_obstacle (self, error->message, TRUE);
  show_secrets (self);
}

static void
show_pause (AssayWindow *self)
{
  assay_pause_banner_show (self->pause_banner, assay_desk_get_pause (self->desk));
}

static void listen (AssayWindow *self);

static void
desk_started_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (AssayWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean started = assay_desk_start_finish (ASSAY_DESK (source), result, &error);

  if (self->desk != ASSAY_DESK (source))
    return;

  self->starting = FALSE;
  if (!started)
    {
      fail (self, error);
      return;
    }

  show_inbox (self);
  if (self->start_again)
    listen (self);
  if (self->opened)
    return;

  self->opened = TRUE;
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    assay_page_open (ASSAY_PAGE (page), self->desk);
}

static void
listen (AssayWindow *self)
{
  const char *simulator = self->demo != NULL ? assay_demo_get_url (self->demo) : NULL;

  self->start_again = self->starting;
  if (self->starting)
    return;

  self->starting = TRUE;
  assay_desk_start_async (self->desk, simulator != NULL ? DEMO_LISTEN : NULL, simulator, NULL,
                          desk_started_cb, g_object_ref (self));
}

static void
start_desk (AssayWindow      *self,
            AssaySecretStore *secrets)
{
  self->desk = assay_desk_new (self->profile, secrets);
  g_signal_connect_object (self->desk, "notify::pause", G_CALLBACK (show_pause), self,
                           G_CONNECT_SWAPPED);
  show_pause (self);
  g_signal_connect_object (self->desk, "stats-changed", G_CALLBACK (show_stats), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "order-received", G_CALLBACK (order_received_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "result-refused", G_CALLBACK (result_refused_cb), self,
                           G_CONNECT_SWAPPED);
  listen (self);
}

static void
demo_started_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (AssayWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean started = assay_demo_start_finish (ASSAY_DEMO (source), result, &error);

  if (self->demo != ASSAY_DEMO (source))
    return;
  if (!started)
    {
      fail (self, error);
      return;
    }

  g_info ("The simulator listens at %s", assay_demo_get_url (self->demo));
  start_desk (self, assay_demo_get_secrets (self->demo));
}

static void
start (AssayWindow *self)
{
  g_autoptr (AssaySecretStore) secrets = NULL;

  if (assay_profile_get_kind (self->profile) == ASSAY_PROFILE_KIND_DEMO)
    {
      self->demo = assay_demo_new ();
      assay_demo_start_async (self->demo, assay_profile_get_folder (self->profile),
                              demo_started_cb, g_object_ref (self));
      return;
    }

  secrets = assay_secret_store_new_default (assay_profile_get_id (self->profile));
  start_desk (self, secrets);
}

static void
try_again_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  AssayWindow *self = ASSAY_WINDOW (widget);

  if (self->desk != NULL || self->demo != NULL)
    return;

  show_failure (self, NULL);
  start (self);
}

/* The desk is started when the window is on its way to the screen, never before. */
static void
assay_window_map (GtkWidget *widget)
{
  AssayWindow *self = ASSAY_WINDOW (widget);

  GTK_WIDGET_CLASS (assay_window_parent_class)->map (widget);

  if (self->desk == NULL && self->demo == NULL)
    start (self);
}

static void
background_granted_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!xdp_portal_request_background_finish (XDP_PORTAL (source), result, &error))
    g_info ("Receiving in the background was not granted: %s",
            error != NULL ? error->message : "refused");
}

/* A sandbox without a window is ended unless the desktop has agreed. */
static void
request_background (void)
{
  g_autoptr (XdpPortal) portal = NULL;

  if (!xdp_portal_running_under_sandbox ())
    return;

  portal = xdp_portal_new ();
  /* Translators: The desktop shows this when it tells that Assay runs without a window. */
  xdp_portal_request_background (portal, NULL, _("Assay receives orders"), NULL,
                                 XDP_BACKGROUND_FLAG_NONE, NULL, background_granted_cb, NULL);
}

/* A window that goes on receiving is hidden: as long as it exists, so does the application. */
static gboolean
assay_window_close_request (GtkWindow *window)
{
  AssayWindow *self = ASSAY_WINDOW (window);

  if (assay_profile_get_kind (self->profile) == ASSAY_PROFILE_KIND_DEMO || self->desk == NULL
      || assay_desk_get_inbox_url (self->desk) == NULL
      || !g_settings_get_boolean (assay_profile_get_settings (self->profile),
                                  "receiver-background"))
    return GTK_WINDOW_CLASS (assay_window_parent_class)->close_request (window);

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  request_background ();
  assay_notify_background (G_APPLICATION (gtk_window_get_application (window)), self->profile);

  return GDK_EVENT_STOP;
}

static void
assay_window_constructed (GObject *object)
{
  AssayWindow *self = ASSAY_WINDOW (object);

  G_OBJECT_CLASS (assay_window_parent_class)->constructed (object);

  fill_sidebar (self);
  gtk_menu_button_set_create_popup_func (self->profile_button, fill_profile_menu_cb, self, NULL);
  show_profile (self);
  bind_settings (self);
}

static void
assay_window_dispose (GObject *object)
{
  AssayWindow *self = ASSAY_WINDOW (object);

  stop (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_WINDOW);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (assay_window_parent_class)->dispose (object);
}

static void
assay_window_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  AssayWindow *self = ASSAY_WINDOW (object);

  switch ((AssayWindowProperty) property_id)
    {
    case PROP_PROFILE:
      g_value_set_object (value, self->profile);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_window_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  AssayWindow *self = ASSAY_WINDOW (object);

  switch ((AssayWindowProperty) property_id)
    {
    case PROP_PROFILE:
      self->profile = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_window_class_init (AssayWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GTK_WINDOW_CLASS (klass)->close_request = assay_window_close_request;
  widget_class->map = assay_window_map;
  object_class->constructed = assay_window_constructed;
  object_class->dispose = assay_window_dispose;
  object_class->get_property = assay_window_get_property;
  object_class->set_property = assay_window_set_property;

  /**
   * AssayWindow:profile:
   *
   * The profile the window shows.
   */
  properties[PROP_PROFILE] =
    g_param_spec_object ("profile", NULL, NULL, ASSAY_TYPE_PROFILE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (ASSAY_TYPE_PULSE);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/assay-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, content_page);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, narrow);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, profile_button);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, sidebar_list);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, pulse);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, pause_banner);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, profile_section);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);

  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "win.try-again", NULL, try_again_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_cb);
}

static void
assay_window_init (AssayWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * assay_window_new:
 * @application: the application
 * @profile: the profile to show
 *
 * Creates the window of a profile.
 *
 * Returns: (transfer none): a new window, owned by GTK
 */
AssayWindow *
assay_window_new (GtkApplication *application,
                  AssayProfile   *profile)
{
  return g_object_new (ASSAY_TYPE_WINDOW,
                       "application", application,
                       "profile", profile,
                       NULL);
}

/**
 * assay_window_get_profile:
 * @self: a window
 *
 * Gets the profile the window shows.
 *
 * Returns: (transfer none): the profile
 */
AssayProfile *
assay_window_get_profile (AssayWindow *self)
{
  g_return_val_if_fail (ASSAY_IS_WINDOW (self), NULL);

  return self->profile;
}

/**
 * assay_window_get_simulator_url:
 * @self: a window
 *
 * Gets where the simulator of the Demo profile listens.
 *
 * Returns: (nullable): the address, or %NULL when none runs
 */
const char *
assay_window_get_simulator_url (AssayWindow *self)
{
  g_return_val_if_fail (ASSAY_IS_WINDOW (self), NULL);

  return self->demo != NULL ? assay_demo_get_url (self->demo) : NULL;
}

/**
 * assay_window_get_queued:
 * @self: a window
 *
 * Counts the results that wait to be sent.
 *
 * Returns: the number of results
 */
guint
assay_window_get_queued (AssayWindow *self)
{
  g_return_val_if_fail (ASSAY_IS_WINDOW (self), 0);

  return self->desk != NULL ? (guint) assay_desk_get_stats (self->desk)->queued : 0;
}

/**
 * assay_window_restart_desk:
 * @self: a window
 *
 * Receives and sends with what the settings and the secrets say now.
 */
void
assay_window_restart_desk (AssayWindow *self)
{
  g_return_if_fail (ASSAY_IS_WINDOW (self));

  if (self->opened)
    listen (self);
}

/**
 * assay_window_show_page:
 * @self: a window
 * @name: name of a page; an unknown one shows the first
 *
 * Shows a page as if its row had been chosen.
 *
 * Returns: (transfer none): the page
 */
AssayPage *
assay_window_show_page (AssayWindow *self,
                        const char  *name)
{
  const AssayPageInfo *info;

  g_return_val_if_fail (ASSAY_IS_WINDOW (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  info = find_page_info (name);
  gtk_list_box_select_row (self->sidebar_list, find_row (self, info->name));
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);

  return switch_page (self, info->name);
}

/**
 * assay_window_add_toast:
 * @self: a window
 * @toast: (transfer full): a toast
 *
 * Shows a toast at the bottom of the window.
 */
void
assay_window_add_toast (AssayWindow *self,
                        AdwToast    *toast)
{
  g_return_if_fail (ASSAY_IS_WINDOW (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}
