/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-preview.h"

#include "assay-change.h"
#include "assay-lint-private.h"

/**
 * AssayPreview:
 *
 * What becomes of a result while it is being edited: the recruiter's card, what stays invisible on
 * it, what the lints find, and what differs from the last delivered one.
 *
 * Each change of the result is written, parsed and merged once. The lists keep the items that stay
 * the same.
 */
struct _AssayPreview
{
  GObject parent_instance;

  /* owned */
  AssayMapping *mapping;
  AssayLint *lint;
  AssayOrder *order;
  AssayLintContext *context;
  AssayConnectorMeta *connector_meta;
  AssayResult *result;
  GBytes *body; /* the result as it would be sent */
  GSignalGroup *result_signals;
  AssayCard *card;
  GListStore *remarks;
  GListStore *findings;
  GListStore *changes;

  AssayAppearance appearance;
  AssayCardFlags card_flags;
};

G_DEFINE_FINAL_TYPE (AssayPreview, assay_preview, G_TYPE_OBJECT)

typedef enum
{
  PROP_CARD = 1,
} AssayPreviewProperty;

static GParamSpec *properties[PROP_CARD + 1];

static gboolean
has_equal_item (GListStore *list, guint position, gpointer item, GEqualFunc equal)
{
  g_autoptr (GObject) shown = g_list_model_get_item (G_LIST_MODEL (list), position);

  return equal (shown, item);
}

/* Only what differs between the common beginning and the common end is replaced. */
static void
replace_items (GListStore *list, GPtrArray *items, GEqualFunc equal)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
  guint n_common = MIN (n_items, items->len);
  guint n_same = 0, n_same_at_end = 0;

  while (n_same < n_common && has_equal_item (list, n_same, items->pdata[n_same], equal))
    n_same++;
  while (n_same_at_end < n_common - n_same &&
         has_equal_item (list, n_items - 1 - n_same_at_end,
                         items->pdata[items->len - 1 - n_same_at_end], equal))
    n_same_at_end++;

  g_list_store_splice (list, n_same, n_items - n_same - n_same_at_end, items->pdata + n_same,
                       items->len - n_same - n_same_at_end);
}

static AssayCard *
create_card (AssayPreview *self, AssayJson *merged)
{
  AssayPackage *package = assay_order_get_package (self->order);
  const char *name = package != NULL ? assay_package_get_name (package) : NULL;

  return assay_card_new_from_result_json (self->mapping, self->appearance, name != NULL ? name : "",
                                          merged, assay_order_get_state (self->order)->status,
                                          self->card_flags);
}

static GPtrArray *
list_changes (AssayPreview *self, AssayJson *body)
{
  AssayJson *last = self->context->last;

  return last != NULL ? assay_change_list (last, body)
                      : g_ptr_array_new_with_free_func (g_object_unref);
}

/* What a half-typed passthrough makes of the body is a text, so it can always be parsed. */
static void
update (AssayPreview *self)
{
  g_autoptr (AssayJson) body = NULL;
  g_autoptr (AssayJson) merged = NULL;
  g_autoptr (AssayCard) card = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = assay_result_to_json (self->result);
  if (self->order == NULL || self->mapping == NULL || self->lint == NULL)
    return;

  body = assay_json_parse (self->body, NULL);
  if (body == NULL)
    return;

  assay_lint_context_set_appearance (self->context, self->appearance);
  assay_lint_context_set_order (self->context, self->order);
  assay_lint_context_set_operation (self->context, assay_order_get_kind (self->order));
  assay_lint_context_set_connector_meta (self->context, self->connector_meta);
  merged = assay_json_merge_patch (self->context->accumulated, body);

  findings = assay_lint_check_merged (self->lint, body, merged, self->context);
  changes = list_changes (self, body);
  card = create_card (self, merged);
  replace_items (self->findings, findings, (GEqualFunc) assay_finding_equal);
  replace_items (self->changes, changes, (GEqualFunc) assay_change_equal);
  replace_items (self->remarks, assay_card_get_invisible (card), (GEqualFunc) assay_remark_equal);
  g_set_object (&self->card, card);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CARD]);
}

static void
assay_preview_finalize (GObject *object)
{
  AssayPreview *self = ASSAY_PREVIEW (object);

  g_clear_object (&self->mapping);
  g_clear_object (&self->lint);
  g_clear_object (&self->order);
  g_clear_object (&self->context);
  g_clear_object (&self->connector_meta);
  g_clear_object (&self->result_signals);
  g_clear_object (&self->result);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_object (&self->card);
  g_clear_object (&self->remarks);
  g_clear_object (&self->findings);
  g_clear_object (&self->changes);

  G_OBJECT_CLASS (assay_preview_parent_class)->finalize (object);
}

static void
assay_preview_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  AssayPreview *self = ASSAY_PREVIEW (object);

  switch ((AssayPreviewProperty) property_id)
    {
    case PROP_CARD:
      g_value_set_object (value, self->card);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_preview_class_init (AssayPreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_preview_finalize;
  object_class->get_property = assay_preview_get_property;

  /**
   * AssayPreview:card:
   *
   * What the recruiter will see; notified after everything else has followed the result.
   */
  properties[PROP_CARD] = g_param_spec_object ("card", NULL, NULL, ASSAY_TYPE_CARD,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                 G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_preview_init (AssayPreview *self)
{
  self->context = assay_lint_context_new ();
  self->result = assay_result_new ();
  self->remarks = g_list_store_new (ASSAY_TYPE_REMARK);
  self->findings = g_list_store_new (ASSAY_TYPE_FINDING);
  self->changes = g_list_store_new (ASSAY_TYPE_CHANGE);
  self->result_signals = g_signal_group_new (ASSAY_TYPE_RESULT);
  g_signal_group_connect_swapped (self->result_signals, "changed", G_CALLBACK (update), self);
  g_signal_group_set_target (self->result_signals, self->result);
  self->body = assay_result_to_json (self->result);
}

/**
 * assay_preview_new:
 *
 * Creates a preview of an empty result. It shows nothing before it has rules and an order.
 *
 * Returns: (transfer full): a new preview
 */
AssayPreview *
assay_preview_new (void)
{
  return g_object_new (ASSAY_TYPE_PREVIEW, NULL);
}

/**
 * assay_preview_set_rules:
 * @self: a preview
 * @mapping: how results look at SmartRecruiters
 * @lint: what to check
 *
 * Sets the tables that card and findings come from.
 */
void
assay_preview_set_rules (AssayPreview *self, AssayMapping *mapping, AssayLint *lint)
{
  g_return_if_fail (ASSAY_IS_PREVIEW (self));
  g_return_if_fail (ASSAY_IS_MAPPING (mapping));
  g_return_if_fail (ASSAY_IS_LINT (lint));

  g_set_object (&self->mapping, mapping);
  g_set_object (&self->lint, lint);
  update (self);
}

/**
 * assay_preview_set_appearance:
 * @self: a preview
 * @appearance: which face of SmartRecruiters to show; the guide's by default
 *
 * Chooses the face of the card, which some lints depend on.
 */
void
assay_preview_set_appearance (AssayPreview *self, AssayAppearance appearance)
{
  g_return_if_fail (ASSAY_IS_PREVIEW (self));
  g_return_if_fail ((guint) appearance < ASSAY_N_APPEARANCES);

  self->appearance = appearance;
  update (self);
}

/**
 * assay_preview_set_context:
 * @self: a preview
 * @context: what was delivered before, and through which account; the preview adds what it knows
 *
 * Sets what is known around the result.
 */
void
assay_preview_set_context (AssayPreview *self, AssayLintContext *context)
{
  g_return_if_fail (ASSAY_IS_PREVIEW (self));
  g_return_if_fail (ASSAY_IS_LINT_CONTEXT (context));

  g_set_object (&self->context, context);
  update (self);
}

/**
 * assay_preview_set_connector_meta:
 * @self: a preview
 * @meta: (nullable): what StackOne tells of the provider
 *
 * Sets what the provider takes and demands.
 */
void
assay_preview_set_connector_meta (AssayPreview *self, AssayConnectorMeta *meta)
{
  g_return_if_fail (ASSAY_IS_PREVIEW (self));
  g_return_if_fail (meta == NULL || ASSAY_IS_CONNECTOR_META (meta));

  g_set_object (&self->connector_meta, meta);
  update (self);
}

/**
 * assay_preview_set_card_flags:
 * @self: a preview
 * @flags: how the card is made
 *
 * Decides what nobody has documented of the card.
 */
void
assay_preview_set_card_flags (AssayPreview *self, AssayCardFlags flags)
{
  g_return_if_fail (ASSAY_IS_PREVIEW (self));

  self->card_flags = flags;
  update (self);
}

/**
 * assay_preview_get_result:
 * @self: a preview
 *
 * Returns: (transfer none): the result that it follows
 */
AssayResult *
assay_preview_get_result (AssayPreview *self)
{
  g_return_val_if_fail (ASSAY_IS_PREVIEW (self), NULL);

  return self->result;
}

/**
 * assay_preview_set_result:
 * @self: a preview
 * @result: a result
 *
 * Follows another result.
 */
void
assay_preview_set_result (AssayPreview *self, AssayResult *result)
{
  g_return_if_fail (ASSAY_IS_PREVIEW (self));
  g_return_if_fail (ASSAY_IS_RESULT (result));

  g_set_object (&self->result, result);
  g_signal_group_set_target (self->result_signals, result);
  update (self);
}

/**
 * assay_preview_set_order:
 * @self: a preview
 * @order: the order that the result is for
 * @result: the result
 *
 * Sets the order, whose package and status are on the card, and follows its result.
 */
void
assay_preview_set_order (AssayPreview *self, AssayOrder *order, AssayResult *result)
{
  g_return_if_fail (ASSAY_IS_PREVIEW (self));
  g_return_if_fail (ASSAY_IS_ORDER (order));

  g_set_object (&self->order, order);
  assay_preview_set_result (self, result);
}

/**
 * assay_preview_dup_body:
 * @self: a preview
 *
 * Gets the result as it would be sent, which is written once for each change. Who began to listen
 * to the result before it was set here hears of a change before the preview does.
 *
 * Returns: (transfer full): its JSON
 */
GBytes *
assay_preview_dup_body (AssayPreview *self)
{
  g_return_val_if_fail (ASSAY_IS_PREVIEW (self), NULL);

  return g_bytes_ref (self->body);
}

/**
 * assay_preview_get_card:
 * @self: a preview
 *
 * Returns: (transfer none) (nullable): the value of [property@Preview:card]
 */
AssayCard *
assay_preview_get_card (AssayPreview *self)
{
  g_return_val_if_fail (ASSAY_IS_PREVIEW (self), NULL);

  return self->card;
}

/**
 * assay_preview_get_remarks:
 * @self: a preview
 *
 * Returns: (transfer none): a model of [class@Remark], what the card does not show
 */
GListModel *
assay_preview_get_remarks (AssayPreview *self)
{
  g_return_val_if_fail (ASSAY_IS_PREVIEW (self), NULL);

  return G_LIST_MODEL (self->remarks);
}

/**
 * assay_preview_get_findings:
 * @self: a preview
 *
 * Returns: (transfer none): a model of [class@Finding], what the lints found
 */
GListModel *
assay_preview_get_findings (AssayPreview *self)
{
  g_return_val_if_fail (ASSAY_IS_PREVIEW (self), NULL);

  return G_LIST_MODEL (self->findings);
}

/**
 * assay_preview_get_n_errors:
 * @self: a preview
 *
 * Returns: how many of the findings speak against sending the result
 */
guint
assay_preview_get_n_errors (AssayPreview *self)
{
  guint n_findings, n_errors = 0;

  g_return_val_if_fail (ASSAY_IS_PREVIEW (self), 0);

  n_findings = g_list_model_get_n_items (G_LIST_MODEL (self->findings));
  for (guint i = 0; i < n_findings; i++)
    {
      g_autoptr (AssayFinding) finding = g_list_model_get_item (G_LIST_MODEL (self->findings), i);

      n_errors += assay_finding_get_severity (finding) == ASSAY_SEVERITY_ERROR;
    }

  return n_errors;
}

/**
 * assay_preview_get_changes:
 * @self: a preview
 *
 * Returns: (transfer none): a model of [class@Change], what differs from the last delivered result
 */
GListModel *
assay_preview_get_changes (AssayPreview *self)
{
  g_return_val_if_fail (ASSAY_IS_PREVIEW (self), NULL);

  return G_LIST_MODEL (self->changes);
}
