/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "fuzz.h"

/* Gives every file of the folders named on the command line to a target, as libFuzzer does with a
 * corpus. Each folder is one test, and an empty one is a mistake.
 */

static void
replay_file (const char *path)
{
  g_autofree char *contents = NULL;
  g_autofree guint8 *input = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_test_message ("%s", path);
  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  /* Without the NUL that GLib adds, so that reading behind the end is found. */
  input = g_memdup2 (contents, size);
  g_assert_cmpint (LLVMFuzzerTestOneInput (input, size), ==, 0);
}

static void
test_folder (gconstpointer data)
{
  const char *folder = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;
  guint n_files = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      replay_file (path);
      n_files++;
    }
  g_assert_cmpuint (n_files, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  LLVMFuzzerInitialize (&argc, &argv);
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *name = g_path_get_basename (argv[i]);
      g_autofree char *test = g_strdup_printf ("/fuzz/%d-%s", i, name);

      g_test_add_data_func (test, argv[i], test_folder);
    }
  return g_test_run ();
}
