/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-support.h"

#include <string.h>

#include <glib/gstdio.h>

static gboolean
expire_cb (gpointer data)
{
  gboolean *expired = data;

  *expired = TRUE;
  return G_SOURCE_CONTINUE;
}

/* Begins a wait on the thread-default main context. */
AssayWait
assay_wait_begin (guint ms)
{
  return (AssayWait) {
    .context = g_main_context_ref_thread_default (),
    .timer = g_timeout_source_new (ms),
  };
}

/* One turn of the context; fails the test when the time is up. */
void
assay_wait_turn (AssayWait *wait,
                 const char *file,
                 int line,
                 const char *function,
                 const char *condition)
{
  g_autofree char *message = NULL;

  if (g_source_get_context (wait->timer) == NULL)
    {
      g_source_set_callback (wait->timer, expire_cb, &wait->expired, NULL);
      g_source_attach (wait->timer, wait->context);
    }
  g_main_context_iteration (wait->context, TRUE);
  if (!wait->expired)
    return;
  message = g_strdup_printf ("waited in vain until %s", condition);
  g_assertion_message (G_LOG_DOMAIN, file, line, function, message);
}

/* Ends a wait. */
void
assay_wait_end (AssayWait *wait)
{
  g_source_destroy (wait->timer);
  g_clear_pointer (&wait->timer, g_source_unref);
  g_clear_pointer (&wait->context, g_main_context_unref);
}

/* A GAsyncReadyCallback that keeps the result for assay_await_result(); @out is a
 * GAsyncResult ** that holds NULL.
 */
void
assay_await_result_cb (GObject *source, GAsyncResult *result, gpointer out)
{
  GAsyncResult **kept = out;

  *kept = g_object_ref (result);
}

/* Waits for the call whose callback is assay_await_result_cb() and hands its result over. */
GAsyncResult *
assay_await_result (GAsyncResult **result)
{
  assay_wait_until (*result != NULL);
  return g_steal_pointer (result);
}

/* A new folder; g_autoptr (AssayTempDir) removes it with all that is in it. */
char *
assay_temp_dir_new (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("assay-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_assert_no_errno (g_remove (path));
}

/* Removes a folder with all that is in it and frees @path. */
void
assay_temp_dir_remove (char *path)
{
  remove_tree (path);
  g_free (path);
}

/* The bytes of tests/data/@name. */
GBytes *
assay_load_bytes (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, length);
}

/* tests/data/@name as JSON. */
AssayJson *
assay_load_json (const char *name)
{
  g_autoptr (GBytes) bytes = assay_load_bytes (name);
  g_autoptr (GError) error = NULL;
  AssayJson *json = assay_json_parse (bytes, &error);

  g_assert_no_error (error);
  return json;
}

/* @text as JSON. */
AssayJson *
assay_json_from_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  AssayJson *json = assay_json_new_from_text (text, &error);

  g_assert_no_error (error);
  return json;
}

/* Compares two lists of texts, either of which may be NULL for an empty one. */
void
assay_assert_strv (const char *const *actual, const char *const *expected)
{
  static const char *const none[] = { NULL };
  g_autofree char *actual_text = g_strjoinv ("\n", (char **) (actual != NULL ? actual : none));
  g_autofree char *expected_text = g_strjoinv ("\n",
                                               (char **) (expected != NULL ? expected : none));

  g_assert_cmpstr (actual_text, ==, expected_text);
}

/* Compares bytes that are text. */
void
assay_assert_bytes (GBytes *actual, const char *expected)
{
  gsize length;
  const char *data = g_bytes_get_data (actual, &length);
  g_autofree char *text = g_strndup (data, length);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (length, ==, strlen (expected));
}

/* Counts calls: connect it swapped, with a guint as data. */
void
assay_count_cb (guint *count)
{
  (*count)++;
}

/* Counts the notifications of one property in @count, which must outlive @object. */
void
assay_count_notify (gpointer object, const char *property, guint *count)
{
  g_autofree char *signal = g_strconcat ("notify::", property, NULL);

  g_assert_nonnull (g_object_class_find_property (G_OBJECT_GET_CLASS (object), property));
  g_signal_connect_swapped (object, signal, G_CALLBACK (assay_count_cb), count);
}

static void
check_set (gpointer object, const char *property, const char *text, const char *expected)
{
  g_autofree char *actual = NULL;

  g_object_set (object, property, text, NULL);
  g_object_get (object, property, &actual, NULL);
  g_assert_cmpstr (actual, ==, expected);
}

static void
check_property (gpointer object, const char *property, const char *empty)
{
  guint count = 0;

  g_object_set (object, property, NULL, NULL);
  assay_count_notify (object, property, &count);
  check_set (object, property, NULL, NULL);
  g_assert_cmpuint (count, ==, 0);
  check_set (object, property, "Zoë 1", "Zoë 1");
  g_assert_cmpuint (count, ==, 1);
  check_set (object, property, "Zoë 1", "Zoë 1");
  g_assert_cmpuint (count, ==, 1);
  check_set (object, property, "", empty);
  g_assert_cmpuint (count, ==, 2);
  check_set (object, property, NULL, NULL);
  g_assert_cmpuint (count, ==, empty != NULL ? 3 : 2);
  g_signal_handlers_disconnect_by_data (object, &count);
}

/* Sets, repeats and clears a text property and counts its notifications. */
void
assay_check_text_property (gpointer object, const char *property)
{
  check_property (object, property, "");
}

/* As assay_check_text_property() for a property that takes an empty text for none. */
void
assay_check_input_property (gpointer object, const char *property)
{
  check_property (object, property, NULL);
}

static gint64
count_sleeps (const char *threads, gboolean *all_asleep)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *task;
  gint64 sleeps = 0;

  *all_asleep = TRUE;

  while ((task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", task, "status", NULL);
      g_autofree char *status = NULL;
      const char *count;
      const char *state;

      if (!g_file_get_contents (path, &status, NULL, NULL) ||
          !g_str_has_prefix (status, "Name:\t") ||
          !g_str_has_prefix (status + strlen ("Name:\t"), threads))
        continue;

      count = strstr (status, "\nvoluntary_ctxt_switches:\t");
      g_assert_nonnull (count);
      sleeps += g_ascii_strtoll (strchr (count, '\t'), NULL, 10);
      state = strstr (status, "\nState:\t");
      g_assert_nonnull (state);
      *all_asleep = *all_asleep && state[strlen ("\nState:\t")] == 'S';
    }

  return sleeps;
}

static gboolean
set_true_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;

  return G_SOURCE_REMOVE;
}

/**
 * assay_run_for:
 * @ms: milliseconds
 *
 * Runs the main context for a while, to show that something does not happen.
 */
void
assay_run_for (guint ms)
{
  g_autoptr (GSource) timer = g_timeout_source_new (ms);
  gboolean over = FALSE;

  g_source_set_callback (timer, set_true_cb, &over, NULL);
  g_source_attach (timer, g_main_context_get_thread_default ());
  assay_wait_until (over);
}

/**
 * assay_count_sleeps:
 * @threads: how the names of the threads begin
 *
 * Runs the main context for a second and counts how often threads of this process went to sleep
 * meanwhile, which is how often they had been woken.
 *
 * Returns: the count
 */
gint64
assay_count_sleeps (const char *threads)
{
  gboolean asleep;
  gint64 before = count_sleeps (threads, &asleep);

  assay_run_for (1000);

  return count_sleeps (threads, &asleep) - before;
}

/**
 * assay_wait_until_asleep:
 * @threads: how the names of the threads begin
 *
 * Runs the main context until threads of this process have all slept through 250 ms. What tests
 * started may still be coming to its end when they see its result. A thread that wakes more often
 * than that fails the test.
 */
void
assay_wait_until_asleep (const char *threads)
{
  gboolean asleep = FALSE;
  gint64 before = -1;
  gint64 after = 0;

  for (guint n_turns = 0; !asleep || after != before; n_turns++)
    {
      g_assert_cmpuint (n_turns, <, ASSAY_WAIT_MS / 250);
      before = count_sleeps (threads, &asleep);
      assay_run_for (250);
      after = count_sleeps (threads, &asleep);
    }
}
