/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "app-support.h"
#include "assay-profile.h"
#include "assay-support.h"
#include "packages/assay-job-tags-group.h"

static void
expect (GSettings *settings, const char *expected)
{
  g_autoptr (GVariant) value = g_settings_get_value (settings, "packages-tags-by-job");
  g_autofree char *text = g_variant_print (value, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static void
type (gpointer group, const char *job_id, const char *tag)
{
  gtk_editable_set_text (app_support_get_part (group, "job_id"), job_id);
  gtk_editable_set_text (app_support_get_part (group, "tag"), tag);
  gtk_widget_activate_action (group, "group.add", NULL);
}

static void
test_changes (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open (folder, &error);
  GSettings *settings = assay_profile_get_settings (profile);
  gpointer group = g_object_ref_sink (g_object_new (ASSAY_TYPE_JOB_TAGS_GROUP, NULL));

  assay_job_tags_group_bind (group, settings);
  type (group, "j1", "");
  type (group, "  ", "short");
  expect (settings, "{}");
  type (group, " j1 ", " short ");
  expect (settings, "{'j1': 'short'}");
  g_assert_cmpstr (gtk_editable_get_text (app_support_get_part (group, "job_id")), ==, "");
  g_assert_nonnull (app_support_find_label (group, "Job j1"));
  g_assert_nonnull (app_support_find_label (group, "Packages tagged “short”"));

  type (group, "j2", "long");
  type (group, "j1", "eu");
  expect (settings, "{'j2': 'long', 'j1': 'eu'}");
  g_assert_null (app_support_find_label (group, "Packages tagged “short”"));

  assay_job_tags_group_set (group, "j2", NULL);
  expect (settings, "{'j1': 'eu'}");
  g_assert_null (app_support_find_label (group, "Job j2"));
  g_assert_finalize_object (group);
}

int
main (int argc, char **argv)
{
  app_support_init (&argc, &argv);

  g_test_add_func ("/app/job-tags-group/changes", test_changes);

  return g_test_run ();
}
