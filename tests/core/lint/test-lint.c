/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-fake-clock.h"
#include "assay-lint.h"

/* 2026-01-15T00:00:00Z */
#define NOW (G_GINT64_CONSTANT (1768435200) * G_USEC_PER_SEC)

typedef enum
{
  NOTHING = 0,
  CARD = 1 << 0,
  ORDER = 1 << 1,
  UNKNOWN = 1 << 2,
  OTHER_OPERATION = 1 << 3,
  ACCOUNT = 1 << 4,
  OPENED = 1 << 5,
  LABELS = 1 << 6,
  CONNECTOR = 1 << 7,
  BLOCKED = 1 << 8,
} Around;

/* Bodies are written with ' for ". */
typedef struct
{
  const char *id;
  Around around;
  const char *delivered;
  const char *body;
  const char *path;
  const char *severity;
  const char *message;
  Around quiet_around;
  const char *quiet;
} Row;

#define LINK(address) "{'result_url':'" address "'}"
#define FILES(list) "{'attachments':[" list "]}"
#define FILE(address, type) "{'url':'" address "','content_type':{'value':'" type "'}}"
#define SCORE(value, min, max) "{'score':{'value':" value ",'min':" min ",'max':" max "}}"
#define FULL SCORE ("'80'", "'0'", "'100'")
#define DONE "{'result':{'value':'completed'}}"
#define FORTY "1234567890123456789012345678901234567890"
#define HUNDRED FORTY FORTY "12345678901234567890"
#define F(n) FILE ("https://example.com/" n ".pdf", "pdf")

static const Row rows[] = {
  { "R01", 0, NULL, "{}", "$", "error", "Nothing to send", 0, DONE },
  { "R02", 0, NULL, "{'start_time':'x'}", "$.start_time", "error",
    "“start_time” is not a result field; did you mean “start_date”?", 0, "{'start_date':'x'}" },
  { "R02", 0, NULL, "{'sumary':'x'}", "$.sumary", "error",
    "“sumary” is not a result field; did you mean “summary”?", 0, "{'summary':'x'}" },
  { "R02", 0, NULL, "{'score':{'zzz':1}}", "$.score.zzz", "error", "“zzz” is not a result field", 0,
    FULL },
  { "R02", 0, NULL, "{'id':'ord-1'}", "$.id", "error",
    "StackOne drops this member; the order is in the path", 0, DONE },
  { "R03", 0, NULL, "{'summary':'x'}", "$.result.value", "warning",
    "No status: the card stays on Pending", 0, DONE },
  { "R04", 0, NULL, "{'result':{'value':'pending'}}", "$.result.value", "warning",
    "“pending” is in the guide but not in StackOne’s list; send “initiated” + source “pending”?", 0,
    "{'result':{'value':'initiated'}}" },
  { "R05", 0, NULL, "{'result':{'value':'Completed'}}", "$.result.value", "error",
    "“Completed” has no status on the card", 0, DONE },
  { "R05", 0, NULL, "{'result':{'value':null}}", "$.result.value", "error",
    "“null” has no status on the card", 0, "{'result':{}}" },
  { "R06", 0, NULL, "{'result':{'value':'passed'}}", "$.result.value", "hint",
    "Shown as Completed; “passed” itself is not visible", 0, DONE },
  { "R07", 0, NULL, "{'result':{'value':'failed'}}", "$.result.value", "warning",
    "Recruiters will read “Rejected”", 0, DONE },
  { "R08", 0, NULL, "{'result':{'value':'cancelled'}}", "$.result.value", "warning",
    "No own picture; assumed to show as Rejected", 0, DONE },
  { "R09", 0, DONE, "{'result':{'value':'in_progress'}}", "$.result.value", "warning",
    "This reopens a finished order", 0, DONE },
  { "R10", 0, DONE, "{'summary':'x'}", "$", "warning",
    "Result was already final on 2026-01-15; a second one may be refused", 0,
    "{'result':{'value':'initiated'}}" },
  { "R10", BLOCKED, DONE, "{'summary':'x'}", "$", "error",
    "Result was already final on 2026-01-15; Preferences let no second one be sent", 0,
    "{'result':{'value':'initiated'}}" },
  { "R10", BLOCKED, DONE, "{'result':{'value':'in_progress'}}", "$", "error",
    "Result was already final on 2026-01-15; Preferences let no second one be sent", 0,
    "{'result':{'value':'in_progress'}}" },
  { "R11", 0, DONE, DONE, "$", "hint", "Identical to the update of 2026-01-15 00:00", 0,
    "{'summary':'x'}" },
  { "R12", 0, NULL, "{'summary':5}", "$.summary", "error", "Must be text, not number", 0,
    "{'summary':'5'}" },
  { "R13", CONNECTOR, NULL, DONE, "$.summary", "warning", "Initech requires this", CONNECTOR,
    "{'summary':'x'}" },
  { "R13", CONNECTOR, NULL, "{'summary':'x','score':{'value':'1'}}", "$.score.max", "warning",
    "Initech requires this", CONNECTOR, "{'summary':'x','score':{'max':'1'}}" },
  { "R14", CONNECTOR, NULL, "{'score':{'label':'x'}}", "$.score.label", "warning",
    "Initech does not take this", CONNECTOR, "{'score':{'value':'1','min':null,'label':''}}" },
  { "R14", CONNECTOR, NULL, "{'candidate':{'id':'c1'}}", "$.candidate", "warning",
    "Initech does not take this", 0, "{'candidate':{'id':'c1'}}" },
  { "R15", CONNECTOR, NULL, "{'result':{'value':'passed'}}", "$.result.value", "hint",
    "Initech does not say what becomes of “passed”", CONNECTOR, DONE },
  { "R04", 0, NULL, "{'result':{'value':'pending'}}", "$.result.value", "warning",
    "“pending” is in the guide but not in StackOne’s list; send “initiated” + source “pending”?",
    CONNECTOR, "{'result':{'value':'pending'}}" },
  { "S01", 0, NULL, "{'score':{'value':'80'}}", "$.score", "error",
    "Score needs value, minimum and maximum, else nothing is shown", 0, FULL },
  { "S02", 0, NULL, SCORE ("80", "'0'", "'100'"), "$.score.value", "error",
    "Score parts must be text, e.g. “80”", 0, FULL },
  { "S03", 0, NULL, SCORE ("'87.5'", "'0'", "'100'"), "$.score.value", "error",
    "“87.5” is not a whole number; SmartRecruiters takes whole numbers only", 0, FULL },
  { "S04", 0, NULL, SCORE ("'1'", "'0'", "'9223372036854775808'"), "$.score.max", "error",
    "“9223372036854775808” is too large", 0, SCORE ("'1'", "'0'", "'9223372036854775807'") },
  { "S05", 0, NULL, SCORE ("'1'", "'1'", "'1'"), "$.score.min", "error",
    "Minimum must be below maximum", 0, FULL },
  { "S06", 0, NULL, SCORE ("'101'", "'0'", "'100'"), "$.score.value", "error",
    "101 is outside 0..100", 0, SCORE ("'100'", "'0'", "'100'") },
  { "S07", 0, NULL, SCORE ("'28'", "'20'", "'80'"), "$.score.min", "warning",
    "The badge shows 28/80; recruiters filter from 0 to 100 and meet 13 %", 0, FULL },
  { "S07", 0, NULL, SCORE ("'4'", "'0'", "'5'"), "$.score.max", "warning",
    "The badge shows 4/5; recruiters filter from 0 to 100 and meet 80 %", 0, FULL },
  { "S07", 0, NULL, SCORE ("'100'", "'20'", "'100'"), "$.score.min", "hint",
    "The badge shows 100/100; recruiters filter from 0 to 100 and meet 100 %", 0, FULL },
  { "S08", 0, NULL, SCORE ("'080'", "'0'", "'100'"), "$.score.value", "warning",
    "Will be sent as “80”", 0, FULL },
  { "S09", CARD, NULL, "{'score':{'label':'x'}}", "$.score.label", "warning",
    "A label alone may not be shown", 0, "{'score':{'label':'x'}}" },
  { "S10", 0, NULL, "{'score':{'label':'" FORTY "1'}}", "$.score.label", "warning",
    "Long label: the card has one narrow line", 0, "{'score':{'label':'" FORTY "'}}" },
  { "S11", 0, "{'result':{'value':'in_progress'}}", FULL, "$.score", "hint",
    "A score on an unfinished test may confuse", 0, DONE },
  { "S12", 0, NULL, DONE, "$.result.value", "warning",
    "Recruiter will see a check mark and nothing else", 0,
    "{'result':{'value':'completed'},'result_url':'https://example.com'}" },
  { "S13", LABELS, NULL, "{'score':{'value':'1','min':'0','max':'2','label':'PASS'}}",
    "$.score.label", "hint", "Recruiters filter by label: 3 spellings are in use", LABELS,
    "{'score':{'value':'1','min':'0','max':'2','label':'Pass'}}" },
  { "S13", LABELS, NULL, "{'score':{'value':'1','min':'0','max':'2','label':'Passed'}}",
    "$.score.label", "hint", "Recruiters filter by label: 2 spellings are in use", LABELS,
    "{'score':{'value':'1','min':'0','max':'2','label':'Passive'}}" },
  { "S13", LABELS, NULL, "{'score':{'value':'1','min':'0','max':'2','label':'passing'}}",
    "$.score.label", "hint", "Recruiters filter by label: 2 spellings are in use", 0,
    "{'score':{'value':'1','min':'0','max':'2','label':'passing'}}" },
  { "S13", LABELS, NULL, "{'score':{'value':'1','min':'0','max':'2','label':'level 1'}}",
    "$.score.label", "hint", "Recruiters filter by label: 2 spellings are in use", LABELS,
    "{'score':{'value':'1','min':'0','max':'2','label':'Level 12'}}" },
  { "T01", CARD, NULL, "{'summary':'x'}", "$.summary", "hint", "May not be visible in today’s card",
    0, "{'summary':'x'}" },
  { "T02", 0, NULL, "{'summary':'<b>x</b>'}", "$.summary", "warning",
    "Sent as plain text; mark-up may appear literally", 0, "{'summary':'a < b & c > d'}" },
  { "T03", 0, NULL, "{'summary':'" HUNDRED HUNDRED HUNDRED "1'}", "$.summary", "warning",
    "Long summary: keep it to two sentences", 0, "{'summary':'" HUNDRED HUNDRED HUNDRED "'}" },
  { "D01", 0, NULL, "{'start_date':'2026-01-01'}", "$.start_date", "error",
    "“2026-01-01” is not a full date-time", 0, "{'start_date':'2026-01-01T01:01:01+02:00'}" },
  { "D02", 0, NULL,
    "{'start_date':'2026-01-02T00:00:00Z','submission_date':'2026-01-01T00:00:00Z'}",
    "$.submission_date", "warning", "Submitted before it started", 0,
    "{'start_date':'2026-01-01T00:00:00Z','submission_date':'2026-01-02T00:00:00Z'}" },
  { "D03", 0, NULL, "{'start_date':'2026-01-15T00:05:01Z'}", "$.start_date", "warning",
    "Lies in the future", 0, "{'start_date':'2026-01-15T00:05:00Z'}" },
  { "D04", 0, NULL, "{'start_date':'2026-01-01T00:00:00Z'}", "$.start_date", "hint",
    "Stored, not shown to recruiters", 0, DONE },
  { "K01", ORDER, NULL, "{'candidate':{'id':'c2'}}", "$.candidate.id", "error",
    "This result names another candidate", ORDER, "{'candidate':{'id':'c1'}}" },
  { "K02", UNKNOWN, NULL, DONE, "$", "warning", "We never received this order", 0, DONE },
  { "K03", ORDER | OTHER_OPERATION, NULL, DONE, "$", "error",
    "Order is an assessment; wrong operation", ORDER, DONE },
  { "K04", ACCOUNT, NULL, DONE, "$", "error", "Account is error: re-link first", 0, DONE },
  { "M01", 0, "{'summary':'old'}", DONE, "$.summary", "hint", "The old summary stays on the card",
    0, "{'summary':'new'}" },
  { "M02", 0, NULL, "{'score':{'label':null}}", "$.score.label", "warning",
    "Clears on the card: label of the score", 0, FULL },
  { "M03", 0, FILES (F ("a") "," F ("b")), FILES (F ("c")), "$.attachments", "warning",
    "2 earlier links will disappear", 0, FILES (F ("b") "," F ("a")) },
  { "L01", 0, NULL, FILES ("{'content_type':{'value':'pdf'}}"), "$.attachments[0].url", "error",
    "Attachment 1 has no address", 0, FILES (F ("a")) },
  { "L02", 0, NULL, FILES ("{'url':'https://example.com/a'}"),
    "$.attachments[0].content_type.value", "error",
    "Attachment 1 needs a type, else it is not attached", 0, FILES (F ("a")) },
  { "L03", 0, NULL, FILES (FILE ("https://example.com/a", "application/pdf")),
    "$.attachments[0].content_type.value", "warning",
    "Type “application/pdf” may be refused; use pdf, video, text or other", 0, FILES (F ("a")) },
  { "L04", 0, NULL, FILES (FILE ("https://example.com/a.mp4?x=1", "pdf")),
    "$.attachments[0].content_type.value", "warning", "Says pdf, looks like video", 0,
    FILES (F ("a")) },
  { "L05", 0, NULL, LINK ("file:///tmp/a"), "$.result_url", "error",
    "“file:///tmp/a” cannot be opened from SmartRecruiters", 0, LINK ("https://example.com/a") },
  { "L06", 0, NULL, LINK ("http://example.com/a"), "$.result_url", "warning", "Not encrypted", 0,
    LINK ("https://example.com/a") },
  { "L07", 0, NULL, LINK ("https://[::ffff:10.0.0.1]/a"), "$.result_url", "error",
    "Only reachable inside your network", 0, LINK ("https://[2606:4700::1]/a") },
  { "L07", 0, NULL, LINK ("https://0x7f.1/"), "$.result_url", "error",
    "Only reachable inside your network", 0, LINK ("https://8.8.8.8/") },
  { "L07", 0, NULL, LINK ("https://files.local./"), "$.result_url", "error",
    "Only reachable inside your network", 0, LINK ("https://local.example.com/") },
  { "L08", 0, NULL, LINK ("https://me:secret@example.com/a"), "$.result_url", "error",
    "Address contains a password", 0, LINK ("https://example.com/me:secret@a") },
  { "L09", 0, NULL, LINK ("https://example.com/a?X-Amz-Date=20260101T000000Z&X-Amz-Expires=86400"),
    "$.result_url", "error", "Expired on 2026-01-02", 0,
    LINK ("https://example.com/a?X-Amz-Date=20260115T000000Z&X-Amz-Expires=2592000") },
  { "L09", 0, NULL, LINK ("https://example.com/a?GoogleAccessId=x&Expires=1768521600"),
    "$.result_url", "warning", "Expires on 2026-01-16", 0,
    LINK ("https://example.com/a?Expires=4102444800") },
  { "L09", 0, NULL, LINK ("https://example.com/a?se=2026-01-14T00%3A00Z&sig=x"), "$.result_url",
    "error", "Expired on 2026-01-14", 0, LINK ("https://example.com/a?se=2026-01-14") },
  { "L10", OPENED, NULL, LINK ("https://example.com/gone"), "$.result_url", "warning",
    "Opens with 404 for a stranger", OPENED, LINK ("https://example.com/there") },
  { "L11", 0, NULL, "{'result_url':'https://example.com/a.pdf','attachments':[" F ("a") "]}",
    "$.attachments[0].url", "warning", "Would be listed twice", 0, FILES (F ("a") "," F ("b")) },
  { "L12", CARD, NULL,
    FILES (F ("1") "," F ("2") "," F ("3") "," F ("4") "," F ("5") "," F ("6") "," F ("7") "," F (
      "8") "," F ("9") "," F ("10") "," F ("11")),
    "$.attachments", "hint", "Menu numbers them without names", CARD, FILES (F ("1")) },
};

static GBytes *
read_table (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH "/tables/", name, ".json", NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);

  return bytes;
}

static AssayLint *
create_lint (void)
{
  g_autoptr (GBytes) lints = read_table ("lints");
  g_autoptr (GBytes) facts = read_table ("mapping");
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayMapping) mapping = assay_mapping_new_from_bytes (facts, &error);
  AssayLint *lint;

  g_assert_no_error (error);
  lint = assay_lint_new (lints, mapping, &error);
  g_assert_no_error (error);

  return lint;
}

static char *
requote (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

static void
set_connector_meta (AssayLintContext *context)
{
  g_autofree char *text =
    requote ("{'provider_name':'Initech','models':{'assessments/results':{'update':{'input':{"
             "'default_fields':[{'name':'id','required':true},{'name':'summary','required':true},"
             "{'name':'other','required':true},{'name':'result','type':[{'name':'value',"
             "'value_map':{'type':'hashmap','matcher':[{'source_value':'DONE','value':'completed'},"
             "{'source_value':'OPEN','value':'pending'}]}}]},{'name':'score','type':["
             "{'name':'value'},{'name':'max','required':true}]}]}}}}}");
  g_autoptr (AssayJson) json = assay_json_new_from_text (text, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnectorMeta) meta = assay_connector_meta_new_from_json (json, &error);

  g_assert_no_error (error);
  assay_lint_context_set_connector_meta (context, meta);
  assay_lint_context_set_operation (context, ASSAY_ORDER_KIND_ASSESSMENT);
}

static AssayLintContext *
create_context (Around around, const char *delivered)
{
  static const char *const labels[] = { "Pass", "Level 1", "Passed", "Fail", NULL };
  AssayLintContext *context = assay_lint_context_new ();
  g_autoptr (AssayFakeClock) clock = assay_fake_clock_new (NOW);
  g_autoptr (AssayJson)
    order_json = assay_json_new_from_text ("{\"candidate\":{\"id\":\"c1\"}}", NULL);
  g_autoptr (AssayJson)
    account_json = assay_json_new_from_text ("{\"id\":\"1\",\"status\":\"error\"}", NULL);
  g_autoptr (AssayOrder) order = assay_order_new_from_json (order_json, NULL);
  g_autoptr (AssayAccount) account = assay_account_new_from_json (account_json, NULL);

  assay_lint_context_set_clock (context, ASSAY_CLOCK (clock));
  if (around & CARD)
    assay_lint_context_set_appearance (context, ASSAY_APPEARANCE_CARD);
  if (around & ORDER)
    assay_lint_context_set_order (context, order);
  assay_lint_context_set_order_unknown (context, (around & UNKNOWN) != 0);
  if (around & OTHER_OPERATION)
    assay_lint_context_set_operation (context, ASSAY_ORDER_KIND_BACKGROUND_CHECK);
  if (around & ACCOUNT)
    assay_lint_context_set_account (context, account);
  assay_lint_context_set_block_after_final (context, (around & BLOCKED) != 0);
  if (around & CONNECTOR)
    set_connector_meta (context);
  if (around & LABELS)
    assay_lint_context_set_labels (context, labels);
  if (around & OPENED)
    {
      assay_lint_context_add_link_check (context, "https://example.com/gone",
                                         ASSAY_LINK_OUTCOME_ANSWERED, 404, NULL);
      assay_lint_context_add_link_check (context, "https://example.com/there",
                                         ASSAY_LINK_OUTCOME_ANSWERED, 200, NULL);
    }
  if (delivered != NULL)
    {
      g_autofree char *text = requote (delivered);
      g_autoptr (AssayJson) json = assay_json_new_from_text (text, NULL);

      assay_lint_context_set_delivered (context, json, json, NOW);
    }

  return context;
}

static GPtrArray *
check (AssayLint *lint, Around around, const char *delivered, const char *body)
{
  g_autoptr (AssayLintContext) context = create_context (around, delivered);
  g_autofree char *text = requote (body);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  GPtrArray *findings = assay_lint_check_result (lint, bytes, context, &error);

  g_assert_no_error (error);

  return findings;
}

static AssayFinding *
find (GPtrArray *findings, const char *id)
{
  for (guint i = 0; i < findings->len; i++)
    {
      if (g_str_equal (assay_finding_get_id (findings->pdata[i]), id))
        return findings->pdata[i];
    }

  return NULL;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (AssayLint) lint = create_lint ();
  g_autoptr (GPtrArray) findings = check (lint, row->around, row->delivered, row->body);
  g_autoptr (GPtrArray) quiet = check (lint, row->quiet_around, row->delivered, row->quiet);
  AssayFinding *finding = find (findings, row->id);
  g_autofree char *message = NULL;

  g_assert_nonnull (finding);
  message = assay_finding_dup_message (finding, NULL);
  g_assert_cmpstr (message, ==, row->message);
  g_assert_cmpstr (assay_finding_get_path (finding), ==, row->path);
  g_assert_cmpstr (assay_severity_to_string (assay_finding_get_severity (finding)), ==,
                   row->severity);
  g_assert_null (find (quiet, row->id));
}

static const char *
translate (const char *singular, const char *plural, gulong n)
{
  if (g_str_equal (singular, "text"))
    return "Text";
  if (g_str_equal (singular, "number"))
    return "Zahl";
  if (g_str_equal (singular, "%-e %b %Y %H:%M"))
    return "%d.%m.%Y um %H:%M";

  return singular;
}

/* Our own words are translated with the sentence, and what somebody typed is not. */
static void
test_terms (void)
{
  g_autoptr (AssayLint) lint = create_lint ();
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *ours = NULL;
  g_autofree char *typed = NULL;

  findings = check (lint, rows[0].quiet_around, rows[0].delivered,
                    "{'result':{'value':'number'},'summary':5}");
  ours = assay_finding_dup_message (find (findings, "R12"), translate);
  typed = assay_finding_dup_message (find (findings, "R05"), translate);
  g_assert_cmpstr (ours, ==, "Must be Text, not Zahl");
  g_assert_cmpstr (typed, ==, "“number” has no status on the card");
}

/* A moment is written as translators write it, and in English as logs do. */
static void
test_moments (void)
{
  g_autoptr (AssayLint) lint = create_lint ();
  g_autoptr (GPtrArray) findings = check (lint, NOTHING, DONE, DONE);
  g_autofree char *identical = assay_finding_dup_message (find (findings, "R11"), translate);
  g_autofree char *final = assay_finding_dup_message (find (findings, "R10"), translate);

  g_assert_cmpstr (identical, ==, "Identical to the update of 15.01.2026 um 00:00");
  g_assert_cmpstr (final, ==,
                   "Result was already final on 15.01.2026 um 00:00; a second one may be"
                   " refused");
}

/* Only what a setting forbids cannot be overridden. */
static void
test_barring (void)
{
  g_autoptr (AssayLint) lint = create_lint ();
  g_autoptr (GPtrArray) warned = check (lint, NOTHING, DONE, "{'summary':'x'}");
  g_autoptr (GPtrArray) barred = check (lint, BLOCKED, DONE, "{'summary':5}");

  g_assert_false (assay_finding_get_barring (find (warned, "R10")));
  g_assert_true (assay_finding_get_barring (find (barred, "R10")));
  g_assert_false (assay_finding_get_barring (find (barred, "R12")));
}

/* Applying the fix of a lint leaves nothing for that lint to find. */
static void
test_fixes (void)
{
  static const char *const ids[] = {
    "R02", "R04", "S02", "S08", "S13", "D02", "L03", "L04", "L11",
  };
  g_autoptr (AssayLint) lint = create_lint ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = requote (rows[i].body);
      g_autoptr (AssayJson) body = assay_json_new_from_text (text, NULL);
      g_autoptr (GPtrArray) findings = NULL;
      g_autoptr (GPtrArray) after = NULL;
      g_autoptr (AssayJson) mended = NULL;
      g_autofree char *source = NULL;
      AssayFinding *finding;

      findings = check (lint, rows[i].around, rows[i].delivered, rows[i].body);
      finding = find (findings, rows[i].id);
      if (assay_finding_get_patch (finding) == NULL)
        {
          for (guint j = 0; j < G_N_ELEMENTS (ids); j++)
            g_assert_cmpstr (rows[i].id, !=, ids[j]);
          continue;
        }
      mended = assay_json_merge_patch (body, assay_finding_get_patch (finding));
      source = assay_json_dup_source (mended);
      after = check (lint, rows[i].around, rows[i].delivered, source);
      g_assert_null (find (after, rows[i].id));
    }
}

static void
test_not_an_object (void)
{
  static const char *const bodies[] = { "", "[]", "{", "\xff", "null", "{\"a\":1}x" };
  g_autoptr (AssayLint) lint = create_lint ();

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (bodies[i], strlen (bodies[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (assay_lint_check_result (lint, bytes, NULL, &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/lint/%s/%zu", rows[i].id, i);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/core/lint/terms", test_terms);
  g_test_add_func ("/core/lint/moments", test_moments);
  g_test_add_func ("/core/lint/barring", test_barring);
  g_test_add_func ("/core/lint/fixes", test_fixes);
  g_test_add_func ("/core/lint/not-an-object", test_not_an_object);

  return g_test_run ();
}
