/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "assay-profile.h"

static AssayProfile *
open_named (const char *id)
{
  g_autoptr (GError) error = NULL;
  AssayProfile *profile = assay_profile_open_named (id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (profile);

  return profile;
}

static void
write_file (const char *folder, const char *name, const char *contents)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (g_mkdir_with_parents (parent, 0700));
  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);
}

static guint
mode_of (const char *path)
{
  GStatBuf info;

  g_assert_no_errno (g_stat (path, &info));

  return info.st_mode & 0777;
}

static void
test_open_makes_a_private_folder (void)
{
  g_autoptr (AssayProfile) profile = open_named ("sandbox");
  g_autofree char *expected = g_build_filename (g_get_user_data_dir (), "assay", "sandbox", NULL);

  g_assert_cmpstr (assay_profile_get_folder (profile), ==, expected);
  g_assert_cmpstr (assay_profile_get_id (profile), ==, "sandbox");
  g_assert_cmpstr (assay_profile_get_name (profile), ==, "sandbox");
  g_assert_cmpint (assay_profile_get_kind (profile), ==, ASSAY_PROFILE_KIND_SANDBOX);
  g_assert_cmpuint (mode_of (expected), ==, 0700);
}

static void
test_open_closes_an_open_folder (void)
{
  g_autofree char *folder = assay_profile_dup_folder_for ("open");
  g_autoptr (AssayProfile) profile = NULL;

  g_assert_no_errno (g_mkdir_with_parents (folder, 0755));
  g_assert_no_errno (g_chmod (folder, 0755));
  profile = open_named ("open");

  g_assert_cmpuint (mode_of (folder), ==, 0700);
}

static void
test_presets (void)
{
  g_autofree char *presets = g_build_filename (g_get_user_config_dir (), "presets", NULL);
  g_autoptr (AssayProfile) profile = NULL;
  g_autofree char *listen = NULL;
  g_autofree char *name = NULL;
  GSettings *settings;

  write_file (presets, "defaults",
              "[Assay]\nreceiver-listen='127.0.0.1:8443'\nprofile-name='Preset'\n");
  write_file (presets, "locks", RESOURCE_PATH "/receiver-listen\n");
  g_setenv ("ASSAY_PRESETS_DIR", presets, TRUE);
  profile = open_named ("preset");
  g_unsetenv ("ASSAY_PRESETS_DIR");
  settings = assay_profile_get_settings (profile);

  g_assert_false (g_settings_is_writable (settings, "receiver-listen"));
  g_assert_true (g_settings_is_writable (settings, "profile-name"));
  g_assert_true (g_settings_set_string (settings, "profile-name", "Own"));
  listen = g_settings_get_string (settings, "receiver-listen");
  name = g_settings_get_string (settings, "profile-name");
  g_assert_cmpstr (listen, ==, "127.0.0.1:8443");
  g_assert_cmpstr (name, ==, "Own");
}

static void
test_presets_that_do_not_fit (void)
{
  g_autofree char *presets = g_build_filename (g_get_user_config_dir (), "unfit", NULL);
  g_autofree char *path = g_build_filename (presets, "defaults", NULL);
  g_autofree char *named = g_strconcat (path,
                                        ": “receiver-max-age” cannot be '2'; write it like "
                                        "300, its default",
                                        NULL);
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  write_file (presets, "defaults", "[Assay]\nreceiver-max-age='2'\n");
  g_setenv ("ASSAY_PRESETS_DIR", presets, TRUE);
  profile = assay_profile_open_named ("preset", &error);
  g_unsetenv ("ASSAY_PRESETS_DIR");

  g_assert_null (profile);
  g_assert_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_SETTINGS);
  g_assert_cmpstr (error->message, ==, named);
}

static void
test_defaults (void)
{
  g_autoptr (AssayProfile) profile = open_named ("defaults");
  GSettings *settings = assay_profile_get_settings (profile);
  g_autofree char *listen = g_settings_get_string (settings, "receiver-listen");
  g_autofree char *policy = g_settings_get_string (settings, "receiver-signature-policy");
  g_autofree char *basic = g_settings_get_string (settings, "packages-check-basic");
  g_autofree char *base = g_settings_get_string (settings, "api-base-url");

  g_assert_cmpstr (listen, ==, "127.0.0.1:8765");
  g_assert_cmpstr (policy, ==, "enforce");
  g_assert_cmpstr (basic, ==, "warn");
  g_assert_cmpstr (base, ==, "https://api.stackone.com");
  g_assert_cmpuint (g_settings_get_uint (settings, "receiver-max-age"), ==, 300);
  g_assert_cmpuint (g_settings_get_uint (settings, "api-rate-limit"), ==, 1000);
}

static void
test_settings_live_in_the_folder (void)
{
  g_autoptr (AssayProfile) first = open_named ("kept");
  g_autoptr (AssayProfile) second = NULL;
  g_autofree char *path = g_build_filename (assay_profile_get_folder (first), "settings.ini", NULL);
  g_autofree char *contents = NULL;

  g_settings_set_uint (assay_profile_get_settings (first), "receiver-max-age", 60);
  g_clear_object (&first);

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_nonnull (strstr (contents, "[Assay]\nreceiver-max-age=60\n"));
  g_assert_cmpuint (mode_of (path) & 0077, ==, 0);

  second = open_named ("kept");
  g_assert_cmpuint (g_settings_get_uint (assay_profile_get_settings (second), "receiver-max-age"),
                    ==, 60);
}

static void
test_damaged_settings (void)
{
  g_autofree char *folder = assay_profile_dup_folder_for ("damaged");
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  write_file (folder, "settings.ini", "no group\n");
  profile = assay_profile_open_named ("damaged", &error);

  g_assert_null (profile);
  g_assert_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "damaged/settings.ini"));
}

/* What is wrong is said, never replaced by the default. */
static void
test_values_that_do_not_fit (void)
{
  static const struct
  {
    const char *key;
    const char *value;
    gboolean fits;
  } cases[] = {
    { "receiver-max-age", "'2'", FALSE },
    { "receiver-max-age", "-1", FALSE },
    { "receiver-max-age", "two", FALSE },
    { "receiver-max-age", "", FALSE },
    { "receiver-max-age", "2", TRUE },
    { "receiver-trusted-proxies", "192.0.2.1", FALSE },
    { "receiver-trusted-proxies", "['192.0.2.1'", FALSE },
    { "receiver-trusted-proxies", "['192.0.2.1']", TRUE },
    { "packages-cors", "yes", FALSE },
    { "packages-cors", "true", TRUE },
    { "receiver-signature-policy", "'strict'", FALSE },
    { "receiver-signature-policy", "'enforce'", TRUE },
    { "receiver-signature-policy", "enforce", TRUE },
    { "receiver-listen", "\"127.0.0.1:1", FALSE },
    { "receiver-listen", "127.0.0.1:8080", TRUE },
    { "of-a-newer-program", "?", TRUE },
  };
  g_autofree char *folder = assay_profile_dup_folder_for ("unfit");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *contents = g_strdup_printf ("[Assay]\n%s=%s\n", cases[i].key,
                                                   cases[i].value);
      g_autofree char *named = g_strdup_printf ("unfit/settings.ini: “%s” cannot be %s; ",
                                                cases[i].key, cases[i].value);
      g_autoptr (AssayProfile) profile = NULL;
      g_autoptr (GError) error = NULL;

      write_file (folder, "settings.ini", contents);
      profile = assay_profile_open_named ("unfit", &error);

      if (cases[i].fits)
        {
          g_assert_no_error (error);
          g_assert_nonnull (profile);
          continue;
        }
      g_assert_null (profile);
      g_assert_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_SETTINGS);
      g_assert_nonnull (strstr (error->message, named));
    }
}

static void
test_settings_that_are_a_pipe (void)
{
  g_autofree char *folder = assay_profile_dup_folder_for ("pipe");
  g_autofree char *path = g_build_filename (folder, "settings.ini", NULL);
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_no_errno (mkfifo (path, 0600));
  profile = assay_profile_open_named ("pipe", &error);

  g_assert_null (profile);
  g_assert_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "pipe/settings.ini: it is no file"));
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_name (void)
{
  g_autoptr (AssayProfile) profile = open_named ("named");
  guint notified = 0;

  g_signal_connect_swapped (profile, "notify::name", G_CALLBACK (count_cb), &notified);
  assay_profile_set_name (profile, "Acme GmbH");
  g_assert_cmpstr (assay_profile_get_name (profile), ==, "Acme GmbH");
  g_assert_cmpuint (notified, ==, 1);

  assay_profile_set_name (profile, "Acme GmbH");
  g_assert_cmpuint (notified, ==, 1);

  assay_profile_set_name (profile, NULL);
  g_assert_cmpstr (assay_profile_get_name (profile), ==, "named");
  g_assert_cmpuint (notified, ==, 2);

  g_assert_finalize_object (g_steal_pointer (&profile));
}

static void
test_create (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile)
    profile = assay_profile_create ("Zoë & Söhne!", ASSAY_PROFILE_KIND_PRODUCTION, &error);
  g_autoptr (AssayProfile) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (assay_profile_get_id (profile), ==, "zoe-sohne");
  g_assert_cmpstr (assay_profile_get_name (profile), ==, "Zoë & Söhne!");
  g_assert_cmpint (assay_profile_get_kind (profile), ==, ASSAY_PROFILE_KIND_PRODUCTION);

  again = assay_profile_create ("zoe sohne", ASSAY_PROFILE_KIND_SANDBOX, &error);
  g_assert_null (again);
  g_assert_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_EXISTS);
}

static void
test_demo_stays_demo (void)
{
  g_autoptr (AssayProfile) profile = open_named ("demo");

  g_settings_set_string (assay_profile_get_settings (profile), "profile-kind", "production");
  g_assert_cmpint (assay_profile_get_kind (profile), ==, ASSAY_PROFILE_KIND_DEMO);
}

static void
test_invalid_names (void)
{
  static const char *const names[] = { "", ".", "..", "a/b", ".hidden", "-x", "a b", "é", "a\n" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayProfile) profile = assay_profile_open_named (names[i], &error);

      g_assert_null (profile);
      g_assert_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_INVALID_NAME);
    }
}

static void
test_folder_that_is_a_file (void)
{
  g_autofree char *folder = assay_profile_dup_folder_for ("file");
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  write_file (g_get_user_data_dir (), "assay/file", "");
  profile = assay_profile_open_named ("file", &error);

  g_assert_null (profile);
  g_assert_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_FOLDER);
  g_assert_nonnull (strstr (error->message, folder));
}

static void
test_list (void)
{
  g_autoptr (AssayProfile) a = NULL;
  g_autoptr (AssayProfile) demo = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) none = assay_profile_list_ids (&error);
  g_auto (GStrv) ids = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (none), ==, 0);

  a = open_named ("acme");
  demo = open_named ("demo");
  write_file (g_get_user_data_dir (), "assay/note", "");
  ids = assay_profile_list_ids (&error);

  g_assert_no_error (error);
  g_assert_cmpstrv (ids, ((const char *const[]) { "demo", "acme", NULL }));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/desk/profile/open-makes-a-private-folder", test_open_makes_a_private_folder);
  g_test_add_func ("/desk/profile/open-closes-an-open-folder", test_open_closes_an_open_folder);
  g_test_add_func ("/desk/profile/presets", test_presets);
  g_test_add_func ("/desk/profile/presets-that-do-not-fit", test_presets_that_do_not_fit);
  g_test_add_func ("/desk/profile/defaults", test_defaults);
  g_test_add_func ("/desk/profile/settings-live-in-the-folder", test_settings_live_in_the_folder);
  g_test_add_func ("/desk/profile/damaged-settings", test_damaged_settings);
  g_test_add_func ("/desk/profile/values-that-do-not-fit", test_values_that_do_not_fit);
  g_test_add_func ("/desk/profile/settings-that-are-a-pipe", test_settings_that_are_a_pipe);
  g_test_add_func ("/desk/profile/name", test_name);
  g_test_add_func ("/desk/profile/create", test_create);
  g_test_add_func ("/desk/profile/demo-stays-demo", test_demo_stays_demo);
  g_test_add_func ("/desk/profile/invalid-names", test_invalid_names);
  g_test_add_func ("/desk/profile/folder-that-is-a-file", test_folder_that_is_a_file);
  g_test_add_func ("/desk/profile/list", test_list);

  return g_test_run ();
}
