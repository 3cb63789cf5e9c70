/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-lint-private.h"

#include <string.h>

#include "assay-date-time.h"

/* Rules T01 to T03 and D01 to D04: summary and dates. */

#define LONGEST_SUMMARY 300
#define FUTURE_TOLERANCE (5 * 60 * G_USEC_PER_SEC)

/* Tags and entities of HTML; bold, code, links and headings of Markdown. */
#define MARK_UP \
  "</?[A-Za-z][^<>]*>|&(#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z]+);" \
  "|\\*\\*[^*\\n]+\\*\\*|__[^_\\n]+__|`[^`\\n]+`|\\[[^]\\n]+\\]\\([^)\\n]+\\)|^#{1,6} "

static void
patch_dates (AssayFinding *finding, const char *start, const char *submission)
{
  g_autofree char *text = NULL;
  g_autoptr (AssayJson) patch = NULL;

  /* Valid dates have nothing in them that JSON would have to escape. */
  text = g_strdup_printf ("{\"start_date\":\"%s\",\"submission_date\":\"%s\"}", start, submission);
  patch = assay_json_new_from_text (text, NULL);
  if (finding != NULL && patch != NULL)
    assay_finding_set_patch (finding, patch);
}

/* A blank in place of the T is the only slip that leaves no doubt. */
static void
add_malformed_date (AssayLintRun *run, const char *member, const char *path, const char *text)
{
  g_autofree char *excerpt = assay_lint_excerpt (text);
  g_autofree char *mended = g_strdup (text);
  const AssayLintPlace places[] = { { "d", excerpt }, { NULL, NULL } };
  AssayFinding *finding = assay_lint_add (run, "D01", NULL, path, places);
  gint64 at;

  if (strlen (mended) <= strlen ("2026-01-02"))
    return;

  if (mended[strlen ("2026-01-02")] == ' ')
    mended[strlen ("2026-01-02")] = 'T';
  if (assay_parse_iso8601 (mended, &at, NULL))
    assay_lint_patch_text (finding, NULL, member, mended);
}

static void
check_date (AssayLintRun *run, const char *member)
{
  g_autoptr (AssayJson) value = assay_lint_find (run->body, member, ASSAY_JSON_STRING);
  const char *path;
  gint64 at;

  if (value == NULL)
    return;

  path = assay_json_get_path (value);
  if (!assay_parse_iso8601 (assay_json_get_string (value), &at, NULL))
    add_malformed_date (run, member, path, assay_json_get_string (value));
  else if (at > assay_clock_now (run->context->clock) + FUTURE_TOLERANCE)
    assay_lint_add (run, "D03", NULL, path, NULL);

  assay_lint_add (run, "D04", NULL, path, NULL);
}

void
assay_lint_check_summary (AssayLintRun *run)
{
  g_autofree char *summary = assay_lint_find_text (run->body, "summary");

  if (summary == NULL)
    return;

  if (run->context->appearance == ASSAY_APPEARANCE_CARD)
    assay_lint_add (run, "T01", NULL, "$.summary", NULL);
  if (g_regex_match_simple (MARK_UP, summary, G_REGEX_MULTILINE, 0))
    assay_lint_add (run, "T02", NULL, "$.summary", NULL);
  if (g_utf8_strlen (summary, -1) > LONGEST_SUMMARY)
    assay_lint_add (run, "T03", NULL, "$.summary", NULL);
}

void
assay_lint_check_dates (AssayLintRun *run)
{
  g_autofree char *start = assay_lint_find_text (run->merged, "start_date");
  g_autofree char *submission = assay_lint_find_text (run->merged, "submission_date");
  gboolean sent = assay_json_has_member (run->body, "start_date") ||
                  assay_json_has_member (run->body, "submission_date");
  gint64 start_at, submission_at;

  check_date (run, "start_date");
  check_date (run, "submission_date");

  if (sent && start != NULL && submission != NULL && assay_parse_iso8601 (start, &start_at, NULL) &&
      assay_parse_iso8601 (submission, &submission_at, NULL) && submission_at < start_at)
    patch_dates (assay_lint_add (run, "D02", NULL, "$.submission_date", NULL), submission, start);
}
