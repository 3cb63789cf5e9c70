/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-lint-private.h"

/**
 * AssayLintContext:
 *
 * What is known around a result: its order and account, what was delivered before, and what became
 * of its links. Everything may be missing; the rules that need it then say nothing.
 */
G_DEFINE_FINAL_TYPE (AssayLintContext, assay_lint_context, G_TYPE_OBJECT)

static void
link_check_free (AssayLinkCheck *check)
{
  g_free (check->url);
  g_free (check->content_type);
  g_free (check);
}

static void
set_json (AssayJson **member, AssayJson *json)
{
  if (json != NULL)
    assay_json_ref (json);
  g_clear_pointer (member, assay_json_unref);
  *member = json;
}

static void
assay_lint_context_finalize (GObject *object)
{
  AssayLintContext *self = ASSAY_LINT_CONTEXT (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->order);
  g_clear_object (&self->account);
  g_clear_object (&self->connector_meta);
  g_clear_pointer (&self->accumulated, assay_json_unref);
  g_clear_pointer (&self->last, assay_json_unref);
  g_strfreev (self->labels);
  g_ptr_array_unref (self->link_checks);

  G_OBJECT_CLASS (assay_lint_context_parent_class)->finalize (object);
}

static void
assay_lint_context_class_init (AssayLintContextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_lint_context_finalize;
}

static void
assay_lint_context_init (AssayLintContext *self)
{
  self->clock = g_object_ref (assay_clock_get_system ());
  self->link_checks = g_ptr_array_new_with_free_func ((GDestroyNotify) link_check_free);
}

/**
 * assay_lint_context_new:
 *
 * Creates a context in which nothing is known but the time.
 *
 * Returns: (transfer full): a new context
 */
AssayLintContext *
assay_lint_context_new (void)
{
  return g_object_new (ASSAY_TYPE_LINT_CONTEXT, NULL);
}

/**
 * assay_lint_context_set_appearance:
 * @self: a context
 * @appearance: which face of SmartRecruiters the user looks at; the guide's by default
 *
 * Some findings matter in one appearance only.
 */
void
assay_lint_context_set_appearance (AssayLintContext *self, AssayAppearance appearance)
{
  g_return_if_fail (ASSAY_IS_LINT_CONTEXT (self));

  self->appearance = appearance;
}

/**
 * assay_lint_context_set_clock:
 * @self: a context
 * @clock: tells the time; the system's clock by default
 *
 * Sets the clock that dates and expiring links are compared with.
 */
void
assay_lint_context_set_clock (AssayLintContext *self, AssayClock *clock)
{
  g_return_if_fail (ASSAY_IS_LINT_CONTEXT (self));
  g_return_if_fail (ASSAY_IS_CLOCK (clock));

  g_set_object (&self->clock, clock);
}

/**
 * assay_lint_context_set_order:
 * @self: a context
 * @order: (nullable): the order that the result is for
 *
 * Sets the order, as it was received.
 */
void
assay_lint_context_set_order (AssayLintContext *self, AssayOrder *order)
{
  g_return_if_fail (ASSAY_IS_LINT_CONTEXT (self));
  g_return_if_fail (order == NULL || ASSAY_IS_ORDER (order));

  g_set_object (&self->order, order);
}

/**
 * assay_lint_context_set_order_unknown:
 * @self: a context
 * @order_unknown: whether the order was looked for and is not in the journal
 *
 * Tells an order that was never received from one that nobody looked for.
 */
void
assay_lint_context_set_order_unknown (AssayLintContext *self, gboolean order_unknown)
{
  g_return_if_fail (ASSAY_IS_LINT_CONTEXT (self));

  self->order_unknown = !!order_unknown;
}

/**
 * assay_lint_context_set_operation:
 * @self: a context
 * @kind: the kind of order that the operation is for
 *
 * Sets by which of StackOne's two operations the result will be sent.
 */
void
assay_lint_context_set_operation (AssayLintContext *self, AssayOrderKind kind)
{
  g_return_if_fail (ASSAY_IS_LINT_CONTEXT (self));

  self->operation = kind;
  self->has_operation = TRUE;
}

/**
 * assay_lint_context_set_account:
 * @self: a context
 * @account: (nullable): the linked account of the order
 *
 * Sets the account.
 */
void
assay_lint_context_set_account (AssayLintContext *self, AssayAccount *account)
{
  g_return_if_fail (ASSAY_IS_LINT_CONTEXT (self));
  g_return_if_fail (account == NULL || ASSAY_IS_ACCOUNT (account));

  g_set_object (&self->account, account);
}

/**
 * assay_lint_context_set_block_after_final:
 * @self: a context
 * @block_after_final: whether nothing may be sent after a final result
 *
 * Makes an error of what is a warning otherwise.
 */
void
assay_lint_context_set_block_after_final (AssayLintContext *self, gboolean block_after_final)
{
  g_return_if_fail (ASSAY_IS_LINT_CONTEXT (self));

  self->block_after_final = block_after_final;
}

/**
 * assay_lint_context_set_connector_meta:
 * @self: a context
 * @meta: (nullable): what StackOne tells of the provider that the result goes to
 *
 * Sets what the provider takes and demands.
 */
void
assay_lint_context_set_connector_meta (AssayLintContext *self, AssayConnectorMeta *meta)
{
  g_return_if_fail (ASSAY_IS_LINT_CONTEXT (self));
  g_return_if_fail (meta == NULL || ASSAY_IS_CONNECTOR_META (meta));

  g_set_object (&self->connector_meta, meta);
}

/**
 * assay_lint_context_set_delivered:
 * @self: a context
 * @accumulated: (nullable): all delivered results of the order, merged; %NULL when none was
 * @last: (nullable): the body that was delivered last
 * @last_at: when that was, in microseconds since 1970 in UTC
 *
 * Sets what StackOne has accepted before.
 */
void
assay_lint_context_set_delivered (AssayLintContext *self,
                                  AssayJson *accumulated,
                                  AssayJson *last,
                                  gint64 last_at)
{
  g_return_if_fail (ASSAY_IS_LINT_CONTEXT (self));

  set_json (&self->accumulated, accumulated);
  set_json (&self->last, last);
  self->last_at = last_at;
}

/**
 * assay_lint_context_set_labels:
 * @self: a context
 * @labels: (nullable) (array zero-terminated=1): labels of scores that were delivered for the same
 *   package, the earliest first
 *
 * Sets how labels were spelled before.
 */
void
assay_lint_context_set_labels (AssayLintContext *self, const char *const *labels)
{
  g_return_if_fail (ASSAY_IS_LINT_CONTEXT (self));

  g_strfreev (self->labels);
  self->labels = g_strdupv ((char **) labels);
}

/**
 * assay_lint_context_add_link_check:
 * @self: a context
 * @url: the address that was opened
 * @outcome: what happened
 * @status: the HTTP status, 0 when there was none
 * @content_type: (nullable): the Content-Type of the answer
 *
 * Adds what became of opening a link as a stranger, without cookies.
 */
void
assay_lint_context_add_link_check (AssayLintContext *self,
                                   const char *url,
                                   AssayLinkOutcome outcome,
                                   guint status,
                                   const char *content_type)
{
  AssayLinkCheck *check;

  g_return_if_fail (ASSAY_IS_LINT_CONTEXT (self));
  g_return_if_fail (url != NULL);

  check = g_new0 (AssayLinkCheck, 1);
  check->url = g_strdup (url);
  check->outcome = outcome;
  check->status = status;
  check->content_type = g_strdup (content_type);
  g_ptr_array_add (self->link_checks, check);
}
