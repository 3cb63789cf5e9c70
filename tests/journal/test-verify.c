/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-verify-private.h"
#include "journal-support.h"

/* Where everything is wrong the list ends somewhere, and says so. */
static void
test_many_findings (void)
{
  g_autoptr (AssayJournalReport) report = g_new0 (AssayJournalReport, 1);
  const AssayJournalFinding *finding;

  report->findings = assay_verify_findings_new ();
  for (guint i = 0; i < 1000; i++)
    assay_verify_add (report, "event", "1", "wrong: %u", i);
  g_assert_false (assay_verify_is_full (report));
  for (guint i = 0; i < 10; i++)
    assay_verify_add (report, "event", "1", "wrong: %u", i);

  g_assert_true (assay_verify_is_full (report));
  g_assert_cmpuint (report->findings->len, ==, 1001);
  finding = g_ptr_array_index (report->findings, 999);
  g_assert_cmpstr (finding->message, ==, "wrong: 999");
  finding = g_ptr_array_index (report->findings, 1000);
  g_assert_cmpstr (finding->message, ==, "from here on nothing more is listed");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/verify/many-findings", test_many_findings);

  return g_test_run ();
}
