/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* Shows every scene in one variant, which is its argument, and leaves pictures of them. */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "assay-simulator.h"
#include "assay-support.h"
#include "gallery.h"

#define WIDE 1366, 768
#define NARROW 360, 720

static const GalleryVariant variants[] = {
  { "light", ADW_COLOR_SCHEME_FORCE_LIGHT, 1, WIDE, .accepted = TRUE },
  { "dark", ADW_COLOR_SCHEME_FORCE_DARK, 1, WIDE, .accepted = TRUE },
  { "high-contrast", ADW_COLOR_SCHEME_FORCE_LIGHT, 1, WIDE, .high_contrast = TRUE },
  { "high-contrast-dark", ADW_COLOR_SCHEME_FORCE_DARK, 1, WIDE, .high_contrast = TRUE },
  { "narrow", ADW_COLOR_SCHEME_FORCE_LIGHT, 1, NARROW, .accepted = TRUE },
  { "rtl", ADW_COLOR_SCHEME_FORCE_LIGHT, 1, WIDE, .mirrored = TRUE, .accepted = TRUE },
  { "german", ADW_COLOR_SCHEME_FORCE_LIGHT, 1, WIDE, .locale = "de_DE.UTF-8" },
  { "text-1.5", ADW_COLOR_SCHEME_FORCE_LIGHT, 1.5, WIDE },
  { "text-2.0", ADW_COLOR_SCHEME_FORCE_LIGHT, 2, WIDE },
  { "narrow-text-1.5", ADW_COLOR_SCHEME_FORCE_LIGHT, 1.5, NARROW },
  { "narrow-text-2.0", ADW_COLOR_SCHEME_FORCE_LIGHT, 2, NARROW, .accepted = TRUE },
  { "narrow-rtl", ADW_COLOR_SCHEME_FORCE_LIGHT, 1, NARROW, .mirrored = TRUE },
  { "narrow-rtl-text-1.5", ADW_COLOR_SCHEME_FORCE_LIGHT, 1.5, NARROW, .mirrored = TRUE },
  { "narrow-rtl-text-2.0", ADW_COLOR_SCHEME_FORCE_LIGHT, 2, NARROW, .mirrored = TRUE },
  { "narrow-german", ADW_COLOR_SCHEME_FORCE_LIGHT, 1, NARROW, .locale = "de_DE.UTF-8" },
};

/* What is not ours to mend, or right. */
static const struct
{
  const char *scene;
  const char *reason;
} warned[] = {
  { "failure", "libadwaita measures a long heading before it makes it smaller" },
  { "json-discard", "libadwaita measures a long heading before it makes it smaller" },
  { "mapping-failed", "what cannot be saved is told to the log, too" },
  { "package-discard", "libadwaita measures a long heading before it makes it smaller" },
  { "secret-enter", "libadwaita measures a long heading before it makes it smaller" },
  { "secret-hint", "libadwaita measures a long heading before it makes it smaller" },
  { "send", "libadwaita measures a long heading before it makes it smaller" },
};

static const GalleryVariant *variant;
static AssayApp *app;
static guint n_warnings;

/* Every picture is taken at the same moment: this definition goes before GLib's own, for the
 * libraries too. */
gint64
g_get_real_time (void)
{
  return GALLERY_NOW;
}

const GalleryVariant *
gallery_get_variants (gsize *n_variants)
{
  *n_variants = G_N_ELEMENTS (variants);

  return variants;
}

gpointer
gallery_find (GtkWidget *parent, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (parent, type))
    return parent;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = gallery_find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Layout and styles are computed by the frame clock, and a page that becomes narrow takes more
 * than one frame to arrange itself. */
void
gallery_settle (Gallery *gallery)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (gallery->window);
  gint64 shown = gdk_frame_clock_get_frame_counter (clock) + 8;

  gtk_widget_queue_draw (gallery->window);
  assay_wait_until ((gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT),
                     gdk_frame_clock_get_frame_counter (clock) > shown));
}

/* A scene that warns is shown to its end, and fails. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  n_warnings += (level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL)) != 0;

  return g_log_writer_default (level, fields, n_fields, user_data);
}

static void
log_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  n_warnings += (level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL)) != 0;
  g_log_default_handler (domain, level, message, user_data);
}

static void
end_simulator (AssaySimulator *simulator)
{
  assay_simulator_stop (simulator);
  g_object_unref (simulator);
}

/* Returns: whether a scene may warn */
static gboolean
is_left_out (const char *scene)
{
  for (gsize i = 0; i < G_N_ELEMENTS (warned); i++)
    {
      if (g_str_equal (scene, warned[i].scene))
        {
          g_test_message ("%s: %u warnings are left out: %s", scene, n_warnings, warned[i].reason);
          return TRUE;
        }
    }

  return FALSE;
}

static void
close_scene (Gallery *gallery)
{
  AssayOpenProfile *open_profile = gallery->open_profile;

  assay_app_close_all (app);
  if (open_profile != NULL)
    assay_wait_until (!assay_open_profile_get_running (open_profile));
  g_clear_object (&gallery->open_profile);
  g_clear_pointer (&gallery->simulator, end_simulator);
  assay_temp_dir_remove (gallery->folder);
}

static void
test_scene (gconstpointer data)
{
  const GalleryScene *scene = data;
  Gallery gallery = { .variant = variant, .app = app, .folder = assay_temp_dir_new () };
  g_autoptr (GdkTexture) picture = NULL;

  n_warnings = 0;
  scene->show (&gallery);
  gallery_settle (&gallery);
  picture = gallery_take_picture (gallery.popover != NULL ? gallery.popover : gallery.window);
  gallery_keep_picture (variant, scene->name, picture);
  gallery_check (&gallery, scene->name);
  gallery_check_contrast (&gallery, scene->name, picture);
  close_scene (&gallery);
  if (n_warnings > 0 && !is_left_out (scene->name))
    {
      g_test_message ("%s: %u warnings", scene->name, n_warnings);
      g_test_fail ();
    }
}

static gboolean
set_locale (void)
{
  const char *probe = "Orders";
  const char *localedir = g_getenv ("ASSAY_LOCALEDIR");
  g_auto (GStrv) parts = NULL;

  if (variant->locale != NULL)
    {
      parts = g_strsplit (variant->locale, "_", 2);
      g_setenv ("LC_ALL", variant->locale, TRUE);
      g_setenv ("LANGUAGE", parts[0], TRUE);
    }
  if (setlocale (LC_ALL, "") == NULL)
    return FALSE;

  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  /* What is not translated is the text itself. */
  return variant->locale == NULL || gettext (probe) != probe;
}

static void
skip_locale (void)
{
  g_test_skip_printf ("there are no locale and catalogue for %s here", variant->locale);
}

/* Without a compositor windows have a frame, which takes of their width. */
static void
remove_frames (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_string (
    provider, "window.solid-csd { margin: 0; padding: 0; box-shadow: none; }");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
}

/* What the desktop's settings would say. Nothing moves, so that pictures are equal. */
static void
set_appearance (void)
{
  GtkSettings *settings = gtk_settings_get_default ();

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), variant->scheme);
  gtk_widget_set_default_direction (variant->mirrored ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  g_object_set (settings, "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, "gtk-xft-dpi",
                (int) (variant->text_scale * 96 * 1024), NULL);
}

static void
make_app (void)
{
  g_autoptr (GError) error = NULL;

  app = assay_app_new (0);
  g_signal_connect (app, "startup", G_CALLBACK (assay_app_install_actions), NULL);
  g_application_set_flags (G_APPLICATION (app), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (app), NULL, &error);
  g_assert_no_error (error);
}

/* The folders of the desktop stay in sight: GTK needs the MIME database for its icons. */
static void
isolate (const char *folder)
{
  static const char *const names[] = { "CONFIG", "DATA", "STATE", "CACHE" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strdup_printf ("XDG_%s_HOME", names[i]);
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_mkdir_with_parents (path, 0700);
      g_setenv (name, path, TRUE);
    }
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
}

static void
add_scenes (void)
{
  gsize n_scenes;
  const GalleryScene *scenes = gallery_get_scenes (&n_scenes);

  for (gsize i = 0; i < n_scenes; i++)
    {
      g_autofree char *path = g_strdup_printf ("/gallery/%s/%s", variant->name, scenes[i].name);

      g_test_add_data_func (path, &scenes[i], test_scene);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *index = NULL;
  int failed;

  g_log_set_writer_func (write_log, NULL, NULL);
  isolate (folder);
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_default_handler (log_cb, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (variants); i++)
    variant = g_strcmp0 (argv[1], variants[i].name) == 0 ? &variants[i] : variant;
  if (variant == NULL)
    {
      g_printerr ("usage: test-gallery VARIANT\n");
      return 2;
    }

  if (!set_locale ())
    {
      g_test_add_func ("/gallery/locale", skip_locale);
      return g_test_run ();
    }

  if (variant->high_contrast)
    g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  make_app ();
  set_appearance ();
  remove_frames ();
  add_scenes ();
  failed = g_test_run ();
  index = gallery_write_index ();
  g_print ("the gallery is in %s\n", index);
  g_clear_object (&app);

  return failed;
}
