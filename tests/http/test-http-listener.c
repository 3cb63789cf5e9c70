/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/resource.h>
#include <time.h>

#include "assay-http-listener.h"
#include "assay-support.h"

typedef struct
{
  AssayHttpListener *listener;
  GSocketClient *client;
  guint n_incoming;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  fixture->client = g_socket_client_new ();
  fixture->listener = assay_http_listener_new ("http");
  g_signal_connect_swapped (fixture->listener, "incoming", G_CALLBACK (assay_count_cb),
                            &fixture->n_incoming);
  assay_http_listener_listen_async (fixture->listener, "127.0.0.1:0", TRUE, NULL,
                                    assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_http_listener_listen_finish (fixture->listener, result, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->listener);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->client);
}

static GSocketConnection *
reach (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection =
    g_socket_client_connect_to_uri (fixture->client,
                                    assay_http_listener_get_url (fixture->listener), 80, NULL,
                                    &error);

  g_assert_no_error (error);

  return connection;
}

static gint64
processor_time (void)
{
  struct timespec used;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &used), ==, 0);

  return used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

static void
test_no_descriptors (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) first = reach (fixture);
  g_autoptr (GSocketConnection) second = reach (fixture);
  g_autofd int lowest_free = fcntl (0, F_DUPFD_CLOEXEC, 0);
  struct rlimit limit, low;
  gint64 used;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  low = limit;
  low.rlim_cur = lowest_free + 1;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &low), ==, 0);

  g_test_expect_message ("assay-http", G_LOG_LEVEL_WARNING, "*none can be accepted*");
  used = processor_time ();
  assay_run_for (2500);
  used = processor_time () - used;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (fixture->n_incoming, ==, 0);
  g_assert_cmpint (used, <, 500 * G_TIME_SPAN_MILLISECOND);

  assay_wait_until (fixture->n_incoming == 2);
}

static void
test_not_accepting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) first = reach (fixture);
  g_autoptr (GSocketConnection) second = NULL;
  g_autoptr (GSocketConnection) third = NULL;

  /* One is waited for already. */
  assay_http_listener_set_accepting (fixture->listener, FALSE);
  assay_wait_until (fixture->n_incoming == 1);
  second = reach (fixture);
  third = reach (fixture);
  assay_run_for (100);
  g_assert_cmpuint (fixture->n_incoming, ==, 1);

  assay_http_listener_set_accepting (fixture->listener, TRUE);
  assay_wait_until (fixture->n_incoming == 3);
}

static void
test_close (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  assay_http_listener_close (fixture->listener);
  connection = g_socket_client_connect_to_uri (fixture->client,
                                               assay_http_listener_get_url (fixture->listener), 80,
                                               NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  assay_http_listener_set_accepting (fixture->listener, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) g_test_add ("/http/listener/" name, Fixture, NULL, set_up, func, tear_down)

  ADD ("no-descriptors", test_no_descriptors);
  ADD ("not-accepting", test_not_accepting);
  ADD ("close", test_close);

  return g_test_run ();
}
