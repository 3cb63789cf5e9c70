/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-window.h"

#include <glib/gi18n.h>

#include "assay-background.h"
#include "assay-browser.h"
#include "assay-failure-text.h"
#include "assay-http-error.h"
#include "assay-obstacles.h"
#include "assay-pause-banner.h"
#include "assay-profile-menu.h"
#include "assay-pulse.h"
#include "assay-sidebar-row.h"
#include "assay-split-view.h"
#include "assay-window-pages.h"

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
  AssayObstacles *obstacles;
  AdwBanner *pause_banner;
  GMenu *profile_section;

  /* owned */
  AssayOpenProfile *open_profile;

  /* plain */
  gboolean hides_sidebar; /* once the window is wide again */
};

G_DEFINE_FINAL_TYPE (AssayWindow, assay_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_OPEN_PROFILE = 1,
} AssayWindowProperty;

static GParamSpec *properties[PROP_OPEN_PROFILE + 1];

static AssayDesk *
get_desk (AssayWindow *self)
{
  return assay_open_profile_get_desk (self->open_profile);
}

static GSettings *
get_settings (AssayWindow *self)
{
  return assay_profile_get_settings (assay_window_get_profile (self));
}

static GtkListBoxRow *
find_row (AssayWindow *self, const char *name)
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
ensure_page (AssayWindow *self, const AssayPageInfo *info)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, info->name);

  if (page == NULL)
    {
      page = g_object_new (info->get_type (), NULL);
      gtk_stack_add_named (self->stack, page, info->name);
      g_object_bind_property (page, "badge", find_row (self, info->name), "badge",
                              G_BINDING_SYNC_CREATE);
      if (assay_open_profile_get_ready (self->open_profile))
        assay_page_open (ASSAY_PAGE (page), get_desk (self));
    }

  return ASSAY_PAGE (page);
}

static AssayPage *
switch_page (AssayWindow *self, const char *name)
{
  const AssayPageInfo *info = assay_window_pages_find (name);
  AssayPage *page = ensure_page (self, info);

  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  adw_navigation_page_set_title (self->content_page, _(info->title));

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

/* Production must be unmistakable, so the kind of the profile colours the sidebar's edge and is
 * written under the name. */
static void
show_profile (AssayWindow *self)
{
  static const char *const classes[] = { "demo", "sandbox", "production" };
  AssayProfile *profile = assay_window_get_profile (self);
  AssayProfileKind kind = assay_profile_get_kind (profile);
  g_autofree char *name = assay_profile_menu_dup_title (profile);
  g_autofree char *title = NULL;

  gtk_widget_add_css_class (GTK_WIDGET (self), classes[kind]);
  gtk_menu_button_set_label (self->profile_button, name);

  /* Translators: Title of the window. %s is the name of the profile, such as “Production”. */
  title = g_strdup_printf (_("Assay – %s"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
bind_settings (AssayWindow *self)
{
  GSettings *settings = get_settings (self);
  g_autofree char *page = g_settings_get_string (settings, "window-page");

  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  /* In a browser it always is, which says nothing of the window on the desktop. */
  if (!assay_browser_is_display (gtk_widget_get_display (GTK_WIDGET (self))))
    g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  assay_page_enter (assay_window_show_page (self, page));
}

static void
row_selected_cb (AssayWindow *self, GtkListBoxRow *row)
{
  if (row != NULL)
    switch_page (self, assay_sidebar_row_get_name (ASSAY_SIDEBAR_ROW (row)));
}

static void
row_activated_cb (AssayWindow *self, GtkListBoxRow *row)
{
  const char *name = assay_sidebar_row_get_name (ASSAY_SIDEBAR_ROW (row));

  g_settings_set_string (get_settings (self), "window-page", name);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  assay_page_enter (ASSAY_PAGE (gtk_stack_get_visible_child (self->stack)));
}

/* Where a page has nothing to search, orders are what is looked for. */
static void
search_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayWindow *self = ASSAY_WINDOW (widget);
  AssayPage *page = ASSAY_PAGE (gtk_stack_get_visible_child (self->stack));

  if (!assay_page_can_search (page))
    page = assay_window_show_page (self, "orders");
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  assay_page_start_search (page);
}

/* In a narrow window the sidebar and the page take turns; in a wide one hiding the sidebar means
 * that the page has the whole width until the key is pressed again. */
static void
toggle_sidebar_cb (GtkWidget *widget, const char *action, GVariant *parameter)
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
  assay_split_view_set_collapsed (self->split_view, !collapsed);
}

static void
become_narrow_cb (AssayWindow *self)
{
  self->hides_sidebar = adw_navigation_split_view_get_collapsed (self->split_view);
  assay_split_view_set_collapsed (self->split_view, TRUE);
}

/* The sidebar is hidden again if it was before. */
static void
become_wide_cb (AssayWindow *self)
{
  assay_split_view_set_collapsed (self->split_view, self->hides_sidebar);
}

static void
show_failure (AssayWindow *self, const char *reason)
{
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    assay_page_fail (ASSAY_PAGE (page), reason);
}

static void
show_stats (AssayWindow *self)
{
  const AssayJournalStats *stats = assay_desk_get_stats (get_desk (self));
  GtkWidget *orders = gtk_stack_get_child_by_name (self->stack, "orders");

  g_object_set (self->pulse, "verified", (guint) stats->verified, "rejected",
                (guint) stats->rejected, "queued", (guint) stats->queued, NULL);
  if (orders != NULL)
    assay_page_set_badge (ASSAY_PAGE (orders), (guint) stats->new_orders);
}

static void
show_secrets (AssayWindow *self)
{
  AssayDesk *desk = get_desk (self);
  const GError *error = assay_desk_get_secrets_error (desk);
  g_autofree char *policy = g_settings_get_string (get_settings (self),
                                                   "receiver-signature-policy");
  gboolean refusing = !assay_desk_get_verifying (desk) && g_str_equal (policy, "enforce");

  g_object_set (self->pulse, "refusing", refusing, NULL);
  if (error != NULL)
    assay_obstacles_show (self->obstacles, ASSAY_OBSTACLE_SECRETS, assay_failure_text_get (error),
                          ASSAY_REMEDY_RETRY);
  else if (refusing)
    assay_obstacles_show (self->obstacles, ASSAY_OBSTACLE_SECRETS,
                          _("No signing secret is known, so webhooks are refused."),
                          ASSAY_REMEDY_PREFERENCES);
  else
    assay_obstacles_show (self->obstacles, ASSAY_OBSTACLE_SECRETS, NULL, ASSAY_REMEDY_RETRY);
}

/* Who holds the address may go away; any other address has to be entered. */
static void
show_inbox (AssayWindow *self)
{
  const GError *error = assay_desk_get_inbox_error (get_desk (self));
  const char *text = error != NULL ? assay_failure_text_get (error) : NULL;
  gboolean in_use = g_error_matches (error, ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_IN_USE);

  g_object_set (self->pulse, "address", assay_desk_get_inbox_url (get_desk (self)), NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pulse), text);
  assay_obstacles_show (self->obstacles, ASSAY_OBSTACLE_INBOX, text,
                        in_use ? ASSAY_REMEDY_RETRY : ASSAY_REMEDY_PREFERENCES);
}

static void
started_cb (AssayWindow *self)
{
  assay_obstacles_show (self->obstacles, ASSAY_OBSTACLE_SETTINGS, NULL, ASSAY_REMEDY_RETRY);
  show_inbox (self);
  show_secrets (self);
}

static void
show_pause (AssayWindow *self)
{
  assay_pause_banner_show (self->pause_banner, assay_desk_get_pause (get_desk (self)));
}

static void
ready_cb (AssayWindow *self)
{
  if (!assay_open_profile_get_ready (self->open_profile))
    return;

  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    assay_page_open (ASSAY_PAGE (page), get_desk (self));
}

static void
failed_cb (AssayWindow *self)
{
  const GError *error = assay_open_profile_get_error (self->open_profile);
  g_autofree char *text = assay_failure_text_dup_whole (error);

  if (assay_open_profile_get_ready (self->open_profile))
    assay_obstacles_show (self->obstacles, ASSAY_OBSTACLE_SETTINGS, assay_failure_text_get (error),
                          ASSAY_REMEDY_RETRY);
  else
    show_failure (self, text);
}

static void
desk_cb (AssayWindow *self)
{
  AssayDesk *desk = get_desk (self);

  if (desk == NULL)
    return;

  g_signal_connect_object (desk, "notify::pause", G_CALLBACK (show_pause), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "stats-changed", G_CALLBACK (show_stats), self, G_CONNECT_SWAPPED);
  show_pause (self);
  show_stats (self);
}

static void
follow_profile (AssayWindow *self)
{
  g_signal_connect_object (self->open_profile, "notify::desk", G_CALLBACK (desk_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->open_profile, "notify::ready", G_CALLBACK (ready_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->open_profile, "started", G_CALLBACK (started_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->open_profile, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  desk_cb (self);
}

static void
try_again_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayWindow *self = ASSAY_WINDOW (widget);

  show_failure (self, NULL);
  assay_open_profile_start (self->open_profile);
}

static void
retry_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  assay_open_profile_restart (ASSAY_WINDOW (widget)->open_profile);
}

/* The desk is started when the window is on its way to the screen, never before. */
static void
assay_window_map (GtkWidget *widget)
{
  AssayWindow *self = ASSAY_WINDOW (widget);

  GTK_WIDGET_CLASS (assay_window_parent_class)->map (widget);

  assay_open_profile_start (self->open_profile);
}

/* A window that goes on receiving is hidden: as long as it exists, its profile stays open. In a
 * browser nobody could get it back. */
static gboolean
assay_window_close_request (GtkWindow *window)
{
  AssayWindow *self = ASSAY_WINDOW (window);

  if (assay_browser_is_display (gtk_widget_get_display (GTK_WIDGET (self))) ||
      !assay_background_is_wanted (self->open_profile))
    return GTK_WINDOW_CLASS (assay_window_parent_class)->close_request (window);

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  assay_background_begin (G_APPLICATION (gtk_window_get_application (window)),
                          assay_window_get_profile (self));

  return GDK_EVENT_STOP;
}

static void
assay_window_constructed (GObject *object)
{
  AssayWindow *self = ASSAY_WINDOW (object);

  G_OBJECT_CLASS (assay_window_parent_class)->constructed (object);

  fill_sidebar (self);
  assay_profile_menu_attach (self->profile_button, self->profile_section,
                             assay_window_get_profile (self));
  show_profile (self);
  bind_settings (self);
  follow_profile (self);
}

static void
assay_window_dispose (GObject *object)
{
  AssayWindow *self = ASSAY_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_WINDOW);
  g_clear_object (&self->open_profile);

  G_OBJECT_CLASS (assay_window_parent_class)->dispose (object);
}

static void
assay_window_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  AssayWindow *self = ASSAY_WINDOW (object);

  switch ((AssayWindowProperty) property_id)
    {
    case PROP_OPEN_PROFILE:
      g_value_set_object (value, self->open_profile);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_window_set_property (GObject *object,
                           guint property_id,
                           const GValue *value,
                           GParamSpec *pspec)
{
  AssayWindow *self = ASSAY_WINDOW (object);

  switch ((AssayWindowProperty) property_id)
    {
    case PROP_OPEN_PROFILE:
      self->open_profile = g_value_dup_object (value);
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
   * AssayWindow:open-profile:
   *
   * The profile the window shows.
   */
  properties[PROP_OPEN_PROFILE] = g_param_spec_object ("open-profile", NULL, NULL,
                                                       ASSAY_TYPE_OPEN_PROFILE,
                                                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                         G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (ASSAY_TYPE_OBSTACLES);
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
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, obstacles);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, pause_banner);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, profile_section);
  gtk_widget_class_bind_template_callback (widget_class, become_narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, become_wide_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);

  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "win.try-again", NULL, try_again_cb);
  gtk_widget_class_install_action (widget_class, "win.retry", NULL, retry_cb);
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
 * @open_profile: the profile to show
 *
 * Creates the window of a profile. The profile starts when the window is shown.
 *
 * Returns: (transfer none): a new window, owned by GTK
 */
AssayWindow *
assay_window_new (GtkApplication *application, AssayOpenProfile *open_profile)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (ASSAY_IS_OPEN_PROFILE (open_profile), NULL);

  return g_object_new (ASSAY_TYPE_WINDOW, "application", application, "open-profile", open_profile,
                       NULL);
}

/**
 * assay_window_get_open_profile:
 * @self: a window
 *
 * Gets the profile the window shows, with its desk.
 *
 * Returns: (transfer none): the open profile
 */
AssayOpenProfile *
assay_window_get_open_profile (AssayWindow *self)
{
  g_return_val_if_fail (ASSAY_IS_WINDOW (self), NULL);

  return self->open_profile;
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

  return assay_open_profile_get_profile (self->open_profile);
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
assay_window_show_page (AssayWindow *self, const char *name)
{
  const AssayPageInfo *info;

  g_return_val_if_fail (ASSAY_IS_WINDOW (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  info = assay_window_pages_find (name);
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
assay_window_add_toast (AssayWindow *self, AdwToast *toast)
{
  g_return_if_fail (ASSAY_IS_WINDOW (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}
