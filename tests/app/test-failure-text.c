/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-desk-error.h"
#include "assay-failure-text.h"
#include "assay-http-error.h"
#include "assay-journal-error.h"
#include "assay-readiness-error.h"
#include "assay-simulator.h"
#include "assay-stackone-error.h"

#define UNEXPECTED "Something unexpected went wrong. Try again, and report it if it stays so."

/* Of these somebody has to learn what to do; a mistake of ours (INVALID) can only be reported. */
static void
test_everything_has_words (void)
{
  const struct
  {
    GQuark domain;
    int last;
  } domains[] = {
    { ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_MOVED },
    { ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_TABLE },
    { ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_FAILED },
    { ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_TOO_LARGE },
    { ASSAY_SIMULATOR_ERROR, ASSAY_SIMULATOR_ERROR_RUNNING },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      for (int code = 0; code <= domains[i].last; code++)
        {
          g_autoptr (GError) error = g_error_new_literal (domains[i].domain, code, "raw words");
          gboolean ours = domains[i].domain == ASSAY_JOURNAL_ERROR &&
                          code == ASSAY_JOURNAL_ERROR_INVALID;

          g_test_message ("%s %d", g_quark_to_string (domains[i].domain), code);
          g_assert_cmpint (g_str_equal (assay_failure_text_get (error), UNEXPECTED), ==, ours);
        }
    }
}

/* What keeps somebody from asking StackOne. */
static void
test_stackone (void)
{
  const AssayStackoneError codes[] = {
    ASSAY_STACKONE_ERROR_UNAUTHORIZED,
    ASSAY_STACKONE_ERROR_FORBIDDEN,
    ASSAY_STACKONE_ERROR_NOT_FOUND,
    ASSAY_STACKONE_ERROR_REQUEST_TIMEOUT,
    ASSAY_STACKONE_ERROR_TOO_MANY_REQUESTS,
    ASSAY_STACKONE_ERROR_BAD_GATEWAY,
    ASSAY_STACKONE_ERROR_INTERNAL_SERVER_ERROR,
    ASSAY_STACKONE_ERROR_UNEXPECTED_STATUS,
    ASSAY_STACKONE_ERROR_INVALID_ANSWER,
    ASSAY_STACKONE_ERROR_TOO_LARGE,
    ASSAY_STACKONE_ERROR_CONNECTION,
    ASSAY_STACKONE_ERROR_TLS,
    ASSAY_STACKONE_ERROR_TIMED_OUT,
    ASSAY_STACKONE_ERROR_NO_API_KEY,
    ASSAY_STACKONE_ERROR_INVALID_ADDRESS,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (ASSAY_STACKONE_ERROR, codes[i], "raw words");

      g_test_message ("%d", codes[i]);
      g_assert_cmpstr (assay_failure_text_get (error), !=, UNEXPECTED);
    }
}

static void
test_whole (void)
{
  g_autoptr (GError)
    full = g_error_new_literal (ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_FULL, "no space in /a/b");
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "raw words");
  g_autofree char *known = assay_failure_text_dup_whole (full);
  g_autofree char *unknown = assay_failure_text_dup_whole (other);

  g_assert_cmpstr (assay_failure_text_get (full), ==,
                   "The disk is full. Make room, then try again.");
  g_assert_cmpstr (known, ==, "The disk is full. Make room, then try again.\nno space in /a/b");
  g_assert_cmpstr (unknown, ==, UNEXPECTED "\nraw words");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/failure-text/everything-has-words", test_everything_has_words);
  g_test_add_func ("/app/failure-text/stackone", test_stackone);
  g_test_add_func ("/app/failure-text/whole", test_whole);

  return g_test_run ();
}
