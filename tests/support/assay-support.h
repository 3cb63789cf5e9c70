/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-fake-clock.h"
#include "assay-json.h"

G_BEGIN_DECLS

/* How long a wait may take before the test fails; long enough for sanitizers on a busy machine. */
#define ASSAY_WAIT_MS 20000

/**
 * assay_wait_until:
 * @condition: expression, evaluated after each turn of the thread-default main context
 *
 * Runs the main context until @condition holds; fails the test after 20 seconds.
 */
#define assay_wait_until(condition) assay_wait_until_ms (condition, ASSAY_WAIT_MS)

/**
 * assay_wait_until_ms:
 * @condition: expression, evaluated after each turn of the thread-default main context
 * @ms: bound in milliseconds
 *
 * As assay_wait_until() with a bound of its own.
 */
#define assay_wait_until_ms(condition, ms) \
  G_STMT_START \
  { \
    AssayWait assay_wait_ = assay_wait_begin (ms); \
    while (!(condition)) \
      assay_wait_turn (&assay_wait_, __FILE__, __LINE__, G_STRFUNC, #condition); \
    assay_wait_end (&assay_wait_); \
  } \
  G_STMT_END

typedef struct
{
  GMainContext *context;
  GSource *timer;
  gboolean expired;
} AssayWait;

AssayWait assay_wait_begin (guint ms);
void assay_wait_turn (AssayWait *wait,
                      const char *file,
                      int line,
                      const char *function,
                      const char *condition);
void assay_wait_end (AssayWait *wait);

void assay_await_result_cb (GObject *source, GAsyncResult *result, gpointer out);
GAsyncResult *assay_await_result (GAsyncResult **result) G_GNUC_WARN_UNUSED_RESULT;

char *assay_temp_dir_new (void) G_GNUC_WARN_UNUSED_RESULT;
void assay_temp_dir_remove (char *path);

GBytes *assay_load_bytes (const char *name) G_GNUC_WARN_UNUSED_RESULT;
AssayJson *assay_load_json (const char *name) G_GNUC_WARN_UNUSED_RESULT;
AssayJson *assay_json_from_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;

void assay_assert_strv (const char *const *actual, const char *const *expected);
void assay_assert_bytes (GBytes *actual, const char *expected);

void assay_count_cb (guint *count);
void assay_count_notify (gpointer object, const char *property, guint *count);

void assay_run_for (guint ms);
gint64 assay_count_sleeps (const char *threads);
void assay_wait_until_asleep (const char *threads);

void assay_check_text_property (gpointer object, const char *property);
void assay_check_input_property (gpointer object, const char *property);

typedef char AssayTempDir;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayTempDir, assay_temp_dir_remove)

G_END_DECLS
