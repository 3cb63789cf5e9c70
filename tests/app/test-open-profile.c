/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <glib/gstdio.h>

#include "assay-desk-error.h"
#include "assay-journal-error.h"
#include "assay-open-profile.h"
#include "assay-support.h"

#define DAMAGE "no table"

typedef struct
{
  AssayTempDir *parent;
  char *folder;
  AssayOpenProfile *open_profile;

  guint started;
  guint failed;
  guint running;
  guint ready;
  guint desks;
  guint orders;
} Fixture;

static void
desk_cb (Fixture *fixture)
{
  AssayDesk *desk = assay_open_profile_get_desk (fixture->open_profile);

  fixture->desks++;
  if (desk != NULL)
    g_signal_connect_swapped (desk, "order-received", G_CALLBACK (assay_count_cb),
                              &fixture->orders);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = NULL;

  fixture->parent = assay_temp_dir_new ();
  fixture->folder = g_build_filename (fixture->parent, ASSAY_PROFILE_DEMO, NULL);
  profile = assay_profile_open (fixture->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpint (assay_profile_get_kind (profile), ==, ASSAY_PROFILE_KIND_DEMO);

  fixture->open_profile = assay_open_profile_new (profile);
  g_signal_connect_swapped (fixture->open_profile, "started", G_CALLBACK (assay_count_cb),
                            &fixture->started);
  g_signal_connect_swapped (fixture->open_profile, "failed", G_CALLBACK (assay_count_cb),
                            &fixture->failed);
  g_signal_connect_swapped (fixture->open_profile, "notify::running", G_CALLBACK (assay_count_cb),
                            &fixture->running);
  g_signal_connect_swapped (fixture->open_profile, "notify::ready", G_CALLBACK (assay_count_cb),
                            &fixture->ready);
  g_signal_connect_swapped (fixture->open_profile, "notify::desk", G_CALLBACK (desk_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  assay_open_profile_stop (fixture->open_profile);
  assay_wait_until (!assay_open_profile_get_running (fixture->open_profile));
  g_assert_finalize_object (fixture->open_profile);
  g_free (fixture->folder);
  assay_temp_dir_remove (fixture->parent);
}

static void
start (Fixture *fixture)
{
  guint started = fixture->started;

  assay_open_profile_start (fixture->open_profile);
  assay_wait_until (fixture->started > started);
}

static char *
write_file (Fixture *fixture, const char *name, const char *content)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));

  return path;
}

/* A new demo has the orders of its seed, which come in by the simulator's webhooks. */
static void
test_run (Fixture *fixture, gconstpointer data)
{
  AssayDesk *desk = NULL;

  g_assert_false (assay_open_profile_get_running (fixture->open_profile));
  g_assert_null (assay_open_profile_get_simulator_url (fixture->open_profile));

  start (fixture);
  g_assert_true (assay_open_profile_get_ready (fixture->open_profile));
  g_assert_nonnull (assay_open_profile_get_simulator_url (fixture->open_profile));
  g_assert_null (assay_open_profile_get_secrets (fixture->open_profile));
  g_assert_null (assay_open_profile_get_error (fixture->open_profile));
  assay_wait_until (fixture->orders == 3);

  assay_open_profile_start (fixture->open_profile);
  g_set_weak_pointer (&desk, assay_open_profile_get_desk (fixture->open_profile));
  g_assert_nonnull (assay_desk_get_inbox_url (desk));

  assay_open_profile_stop (fixture->open_profile);
  g_assert_null (assay_open_profile_get_desk (fixture->open_profile));
  g_assert_false (assay_open_profile_get_ready (fixture->open_profile));
  g_assert_true (assay_open_profile_get_running (fixture->open_profile));
  assay_wait_until (!assay_open_profile_get_running (fixture->open_profile));
  assay_wait_until (desk == NULL);

  g_assert_null (assay_open_profile_get_simulator_url (fixture->open_profile));
  g_assert_cmpuint (fixture->started, ==, 1);
  g_assert_cmpuint (fixture->running, ==, 2);
  g_assert_cmpuint (fixture->ready, ==, 2);
  g_assert_cmpuint (fixture->desks, ==, 2);
  g_assert_cmpuint (fixture->failed, ==, 0);
}

/* One process never has two desks on one folder. */
static void
test_start_while_stopping (Fixture *fixture, gconstpointer data)
{
  AssayDesk *first = NULL;

  start (fixture);
  g_set_weak_pointer (&first, assay_open_profile_get_desk (fixture->open_profile));
  assay_open_profile_stop (fixture->open_profile);
  assay_open_profile_start (fixture->open_profile);
  g_assert_null (assay_open_profile_get_desk (fixture->open_profile));

  assay_wait_until (assay_open_profile_get_desk (fixture->open_profile) != NULL);
  g_assert_null (assay_desk_get_journal (assay_open_profile_get_desk (fixture->open_profile)));
  assay_wait_until (fixture->started == 2);
  assay_wait_until (first == NULL);
  g_assert_true (assay_open_profile_get_ready (fixture->open_profile));
  g_assert_cmpuint (fixture->running, ==, 1);
  g_assert_cmpuint (fixture->ready, ==, 3);
}

static void
test_stop_while_starting (Fixture *fixture, gconstpointer data)
{
  assay_open_profile_start (fixture->open_profile);
  assay_open_profile_stop (fixture->open_profile);
  assay_wait_until (!assay_open_profile_get_running (fixture->open_profile));
  g_assert_cmpuint (fixture->desks, ==, 0);
  g_assert_cmpuint (fixture->started, ==, 0);

  assay_open_profile_start (fixture->open_profile);
  assay_wait_until (fixture->desks == 1);
  assay_open_profile_stop (fixture->open_profile);
  assay_wait_until (!assay_open_profile_get_running (fixture->open_profile));
  g_assert_cmpuint (fixture->started, ==, 0);
  g_assert_cmpuint (fixture->failed, ==, 0);
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture, "journal.sqlite",
                                      "certainly no database, and longer than the header of one, "
                                      "which has a hundred bytes in all");
  AssayDesk *desk = NULL;

  assay_open_profile_start (fixture->open_profile);
  assay_wait_until (fixture->desks == 1);
  g_set_weak_pointer (&desk, assay_open_profile_get_desk (fixture->open_profile));
  assay_wait_until (fixture->failed == 1);
  g_assert_error (assay_open_profile_get_error (fixture->open_profile), ASSAY_JOURNAL_ERROR,
                  ASSAY_JOURNAL_ERROR_CORRUPT);
  assay_wait_until (!assay_open_profile_get_running (fixture->open_profile));
  assay_wait_until (desk == NULL);
  g_assert_false (assay_open_profile_get_ready (fixture->open_profile));
  g_assert_cmpuint (fixture->started, ==, 0);

  g_assert_cmpint (g_remove (path), ==, 0);
  start (fixture);
  g_assert_true (assay_open_profile_get_ready (fixture->open_profile));
  g_assert_null (assay_open_profile_get_error (fixture->open_profile));
  g_assert_cmpuint (fixture->failed, ==, 1);
}

/* The orders stay in sight while somebody mends the table. */
static void
test_restart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  AssayDesk *desk;

  assay_open_profile_restart (fixture->open_profile);
  g_assert_false (assay_open_profile_get_running (fixture->open_profile));

  start (fixture);
  desk = assay_open_profile_get_desk (fixture->open_profile);
  assay_wait_until (fixture->orders == 3);

  path = write_file (fixture, "tables/event-names.json", DAMAGE);
  assay_open_profile_restart (fixture->open_profile);
  assay_wait_until (fixture->failed == 1);
  g_assert_error (assay_open_profile_get_error (fixture->open_profile), ASSAY_DESK_ERROR,
                  ASSAY_DESK_ERROR_TABLE);
  g_assert_true (assay_open_profile_get_ready (fixture->open_profile));
  g_assert_true (assay_open_profile_get_desk (fixture->open_profile) == desk);

  g_assert_cmpint (g_remove (path), ==, 0);
  assay_open_profile_restart (fixture->open_profile);
  assay_open_profile_restart (fixture->open_profile);
  assay_wait_until (fixture->started == 3);
  g_assert_null (assay_open_profile_get_error (fixture->open_profile));
  g_assert_cmpuint (fixture->ready, ==, 1);
  g_assert_cmpuint (fixture->desks, ==, 1);
  g_assert_cmpuint (fixture->orders, ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add ("/app/open-profile/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("run", test_run);
  ADD ("start-while-stopping", test_start_while_stopping);
  ADD ("stop-while-starting", test_stop_while_starting);
  ADD ("failure", test_failure);
  ADD ("restart", test_restart);
#undef ADD

  return g_test_run ();
}
