/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-lint-private.h"

/* Rules K01 to K04: is this the right order? */

/* StackOne takes its own ids and the provider's alike. */
static void
check_candidate (AssayLintRun *run)
{
  AssayOrder *order = run->context->order;
  AssayCandidate *candidate = order != NULL ? assay_order_get_candidate (order) : NULL;
  g_autoptr (AssayJson) object = assay_lint_find (run->body, "candidate", ASSAY_JSON_OBJECT);
  g_autofree char *id = assay_lint_find_text (object, "id");
  const char *order_id, *order_remote_id;
  AssayFinding *finding;

  if (id == NULL || candidate == NULL)
    return;

  order_id = assay_candidate_get_id (candidate);
  order_remote_id = assay_candidate_get_remote_id (candidate);
  if ((order_id == NULL && order_remote_id == NULL) || g_strcmp0 (id, order_id) == 0 ||
      g_strcmp0 (id, order_remote_id) == 0)
    return;

  finding = assay_lint_add (run, "K01", NULL, "$.candidate.id", NULL);
  assay_lint_patch_text (finding, "candidate", "id", order_id != NULL ? order_id : order_remote_id);
}

static void
check_account (AssayLintRun *run)
{
  AssayAccount *account = run->context->account;
  const char *status = account != NULL ? assay_account_get_status (account) : NULL;
  const AssayLintPlace places[] = { { "status", status }, { NULL, NULL } };

  if (status != NULL && !g_str_equal (status, "active"))
    assay_lint_add (run, "K04", NULL, "$", places);
}

void
assay_lint_check_order (AssayLintRun *run)
{
  AssayOrder *order = run->context->order;

  check_candidate (run);

  if (run->context->order_unknown)
    assay_lint_add (run, "K02", NULL, "$", NULL);

  if (order != NULL && run->context->has_operation &&
      assay_order_get_kind (order) != run->context->operation)
    assay_lint_add (run, "K03", assay_order_kind_to_string (assay_order_get_kind (order)), "$",
                    NULL);

  check_account (run);
}
