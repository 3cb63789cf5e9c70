/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-lint-context.h"
#include "assay-lint-table-private.h"
#include "assay-mapping.h"

G_BEGIN_DECLS

/* What a link turned out to be when it was opened. */
typedef struct
{
  char *url;
  AssayLinkOutcome outcome;
  guint status;
  char *content_type;
} AssayLinkCheck;

struct _AssayLintContext
{
  GObject parent_instance;

  /* owned */
  AssayClock *clock;
  AssayOrder *order;
  AssayAccount *account;
  AssayConnectorMeta *connector_meta;
  AssayJson *accumulated;
  AssayJson *last;
  GStrv labels;
  GPtrArray *link_checks;

  gint64 last_at;
  AssayAppearance appearance;
  AssayOrderKind operation;
  gboolean has_operation;
  gboolean order_unknown;
  gboolean block_after_final;
};

/* One check of one body. Everything is borrowed but the findings. */
typedef struct
{
  AssayLintTable *table;
  AssayMapping *mapping;
  AssayLintContext *context;
  AssayJson *body;
  AssayJson *merged;
  GPtrArray *findings;
} AssayLintRun;

/* Text for one place of a message; a list of them ends with a %NULL name. */
typedef struct
{
  const char *name;
  const char *text;
  gint64 at; /* the moment that the text tells, 0 if it tells none */
} AssayLintPlace;

AssayFinding *assay_lint_add (AssayLintRun *run,
                              const char *id,
                              const char *variant,
                              const char *path,
                              const AssayLintPlace *places);
AssayFinding *assay_lint_add_plural (AssayLintRun *run, const char *id, const char *path, gulong n);

/* Reading a body that may be anything. */
AssayJson *assay_lint_find (AssayJson *object, const char *member, AssayJsonKind kind);
char *assay_lint_find_text (AssayJson *object, const char *member);
char *assay_lint_find_status (AssayJson *result);
char *assay_lint_excerpt (const char *text);

/* One function per group of rules. */
void assay_lint_check_list (AssayLintRun *run, AssayJson *data);
void assay_lint_check_order_listed (AssayLintRun *run, AssayOrder *order, GHashTable *ids);
void assay_lint_check_shape (AssayLintRun *run);
void assay_lint_check_status (AssayLintRun *run);
void assay_lint_check_score (AssayLintRun *run);
void assay_lint_check_summary (AssayLintRun *run);
void assay_lint_check_dates (AssayLintRun *run);
void assay_lint_check_order (AssayLintRun *run);
void assay_lint_check_connector (AssayLintRun *run);
void assay_lint_check_merge (AssayLintRun *run);
void assay_lint_check_links (AssayLintRun *run);

/* Merge patches for the commonest fixes; both take text, not JSON. */
void assay_lint_patch_text (AssayFinding *finding,
                            const char *object,
                            const char *member,
                            const char *text);

G_END_DECLS
