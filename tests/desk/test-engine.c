/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-engine.h"

typedef struct
{
  AssayEngine *engine;
  GMutex mutex;
  GCond cond;
  GString *order;
  guint destroyed;
  gboolean on_engine;
  gboolean default_context;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_mutex_init (&fixture->mutex);
  g_cond_init (&fixture->cond);
  fixture->order = g_string_new (NULL);
  fixture->engine = assay_engine_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->engine);
  g_string_free (fixture->order, TRUE);
  g_cond_clear (&fixture->cond);
  g_mutex_clear (&fixture->mutex);
}

static gboolean
look_around_cb (gpointer data)
{
  Fixture *fixture = data;
  GMainContext *context = assay_engine_get_context (fixture->engine);

  fixture->on_engine = assay_engine_is_current (fixture->engine);
  fixture->default_context = g_main_context_get_thread_default () == context;
  g_string_append_c (fixture->order, 'a');

  return G_SOURCE_REMOVE;
}

static gboolean
append_b_cb (gpointer data)
{
  Fixture *fixture = data;

  g_string_append_c (fixture->order, 'b');

  return G_SOURCE_REMOVE;
}

static gboolean
nest_cb (gpointer data)
{
  Fixture *fixture = data;

  assay_engine_invoke (fixture->engine, append_b_cb, fixture, NULL);
  g_string_append_c (fixture->order, 'n');

  return G_SOURCE_REMOVE;
}

static gboolean
stop_cb (gpointer data)
{
  assay_engine_stop (data);

  return G_SOURCE_REMOVE;
}

static void
count_destroy_cb (gpointer data)
{
  Fixture *fixture = data;

  g_mutex_lock (&fixture->mutex);
  fixture->destroyed++;
  g_cond_signal (&fixture->cond);
  g_mutex_unlock (&fixture->mutex);
}

static void
test_invoke_runs_in_the_thread (Fixture *fixture, gconstpointer data)
{
  assay_engine_invoke (fixture->engine, look_around_cb, fixture, count_destroy_cb);
  assay_engine_stop (fixture->engine);

  g_assert_true (fixture->on_engine);
  g_assert_true (fixture->default_context);
  g_assert_cmpuint (fixture->destroyed, ==, 1);
  g_assert_false (assay_engine_is_current (fixture->engine));
}

static void
test_invoke_keeps_order (Fixture *fixture, gconstpointer data)
{
  assay_engine_invoke (fixture->engine, look_around_cb, fixture, NULL);
  assay_engine_invoke (fixture->engine, append_b_cb, fixture, NULL);
  assay_engine_invoke (fixture->engine, look_around_cb, fixture, NULL);
  assay_engine_stop (fixture->engine);

  g_assert_cmpstr (fixture->order->str, ==, "aba");
}

static void
test_nested_invoke_survives_stop (Fixture *fixture, gconstpointer data)
{
  assay_engine_invoke (fixture->engine, nest_cb, fixture, NULL);
  assay_engine_stop (fixture->engine);

  g_assert_cmpstr (fixture->order->str, ==, "nb");
}

static void
test_stop_twice (Fixture *fixture, gconstpointer data)
{
  assay_engine_stop (fixture->engine);
  assay_engine_stop (fixture->engine);

  g_assert_finalize_object (g_steal_pointer (&fixture->engine));
}

static void
test_stop_from_inside (Fixture *fixture, gconstpointer data)
{
  gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  assay_engine_invoke (fixture->engine, stop_cb, fixture->engine, NULL);
  assay_engine_invoke (fixture->engine, append_b_cb, fixture, count_destroy_cb);

  g_mutex_lock (&fixture->mutex);
  while (fixture->destroyed == 0)
    g_assert_true (g_cond_wait_until (&fixture->cond, &fixture->mutex, end));
  g_mutex_unlock (&fixture->mutex);

  g_assert_cmpstr (fixture->order->str, ==, "b");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/desk/engine/invoke-runs-in-the-thread", Fixture, NULL, set_up,
              test_invoke_runs_in_the_thread, tear_down);
  g_test_add ("/desk/engine/invoke-keeps-order", Fixture, NULL, set_up, test_invoke_keeps_order,
              tear_down);
  g_test_add ("/desk/engine/nested-invoke-survives-stop", Fixture, NULL, set_up,
              test_nested_invoke_survives_stop, tear_down);
  g_test_add ("/desk/engine/stop-twice", Fixture, NULL, set_up, test_stop_twice, tear_down);
  g_test_add ("/desk/engine/stop-from-inside", Fixture, NULL, set_up, test_stop_from_inside,
              tear_down);

  return g_test_run ();
}
