/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-card-private.h"

/**
 * AssayCard:
 *
 * What a recruiter sees of an order in SmartRecruiters, what stays invisible, and why.
 *
 * A view is computed from everything that was sent for the order, merged, and never changes
 * afterwards. The facts come from an [class@Mapping].
 */
G_DEFINE_FINAL_TYPE (AssayCard, assay_card, G_TYPE_OBJECT)

static void
link_free (AssayCardLink *link)
{
  g_free (link->title);
  g_free (link->url);
  g_free (link);
}

static void
assay_card_finalize (GObject *object)
{
  AssayCard *self = ASSAY_CARD (object);

  g_clear_object (&self->mapping);
  g_free (self->package_name);
  g_free (self->word);
  g_free (self->score_value);
  g_free (self->score_maximum);
  g_free (self->score_text);
  g_free (self->score_label);
  g_free (self->summary);
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->invisible);
  g_ptr_array_unref (self->notes);

  G_OBJECT_CLASS (assay_card_parent_class)->finalize (object);
}

static void
assay_card_class_init (AssayCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_card_finalize;
}

static void
assay_card_init (AssayCard *self)
{
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) link_free);
  self->invisible = g_ptr_array_new_with_free_func (g_object_unref);
  self->notes = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * assay_card_new:
 * @mapping: what SmartRecruiters makes of a result
 * @appearance: which of its faces
 * @package_name: (nullable): the name of the package that was ordered
 * @result: everything that was sent for the order, merged with what is to be sent
 * @previous_status: the status on the card now, %ASSAY_ORDER_STATUS_NONE for a new order
 * @flags: what is assumed where no source tells
 *
 * Computes what the recruiter sees.
 *
 * Returns: (transfer full): a new view
 */
AssayCard *
assay_card_new (AssayMapping *mapping,
                AssayAppearance appearance,
                const char *package_name,
                AssayResult *result,
                AssayOrderStatus previous_status,
                AssayCardFlags flags)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AssayJson) json = NULL;

  g_return_val_if_fail (ASSAY_IS_RESULT (result), NULL);

  /* A passthrough that is not JSON yet makes the whole text unreadable; nothing of it is shown
   * anyway, but a half-typed one must not empty the card. */
  bytes = assay_result_to_json (result);
  json = bytes != NULL ? assay_json_parse (bytes, NULL) : NULL;

  return assay_card_new_from_result_json (mapping, appearance, package_name, json, previous_status,
                                          flags);
}

/**
 * assay_card_new_from_result_json:
 * @mapping: what SmartRecruiters makes of a result
 * @appearance: which of its faces
 * @package_name: (nullable): the name of the package that was ordered
 * @result: (nullable): the result body, merged with what was sent before; %NULL when nothing was
 * @previous_status: the status on the card now, %ASSAY_ORDER_STATUS_NONE for a new order
 * @flags: what is assumed where no source tells
 *
 * Computes what the recruiter sees of a result that may be faulty: members of a wrong type count as
 * absent.
 *
 * Returns: (transfer full): a new view
 */
AssayCard *
assay_card_new_from_result_json (AssayMapping *mapping,
                                 AssayAppearance appearance,
                                 const char *package_name,
                                 AssayJson *result,
                                 AssayOrderStatus previous_status,
                                 AssayCardFlags flags)
{
  AssayCard *self;

  g_return_val_if_fail (ASSAY_IS_MAPPING (mapping), NULL);
  g_return_val_if_fail ((guint) appearance < ASSAY_N_APPEARANCES, NULL);
  g_return_val_if_fail ((guint) previous_status < ASSAY_N_ORDER_STATUSES, NULL);

  self = g_object_new (ASSAY_TYPE_CARD, NULL);
  self->mapping = g_object_ref (mapping);
  self->appearance = appearance;
  self->package_name = g_strdup (package_name);
  assay_card_build (self, result, previous_status, flags);

  return self;
}

/**
 * assay_card_get_appearance:
 * @self: a view
 *
 * Gets which face of SmartRecruiters this is.
 *
 * Returns: the appearance
 */
AssayAppearance
assay_card_get_appearance (AssayCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CARD (self), ASSAY_APPEARANCE_GUIDE);

  return self->appearance;
}

/**
 * assay_card_get_package_name:
 * @self: a view
 *
 * Gets the text of the row.
 *
 * Returns: (transfer none) (nullable): the name of the package
 */
const char *
assay_card_get_package_name (AssayCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CARD (self), NULL);

  return self->package_name;
}

/**
 * assay_card_get_status:
 * @self: a view
 *
 * Gets the status on the card.
 *
 * Returns: the status, never %ASSAY_ORDER_STATUS_NONE
 */
AssayOrderStatus
assay_card_get_status (AssayCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CARD (self), ASSAY_ORDER_STATUS_NONE);

  return self->status;
}

/**
 * assay_card_get_word:
 * @self: a view
 *
 * Gets the word of the status: beside the icon in the guide, the tooltip of the icon on the card.
 *
 * Returns: (transfer none): the word, as SmartRecruiters writes it
 */
const char *
assay_card_get_word (AssayCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CARD (self), NULL);

  return self->word;
}

/**
 * assay_card_get_icon:
 * @self: a view
 *
 * Gets the shape in the status icon.
 *
 * Returns: the shape
 */
AssayStatusIcon
assay_card_get_icon (AssayCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CARD (self), ASSAY_STATUS_ICON_DOTS);

  return self->icon;
}

/**
 * assay_card_get_colour:
 * @self: a view
 *
 * Gets the colour of the status icon.
 *
 * Returns: the colour
 */
AssayStatusColour
assay_card_get_colour (AssayCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CARD (self), ASSAY_STATUS_COLOUR_GREY);

  return self->colour;
}

/**
 * assay_card_get_score_text:
 * @self: a view
 *
 * Gets the text of the score badge, such as `80/100`.
 *
 * Returns: (transfer none) (nullable): the text, %NULL when there is no badge
 */
const char *
assay_card_get_score_text (AssayCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CARD (self), NULL);

  return self->score_text;
}

/**
 * assay_card_get_score_label:
 * @self: a view
 *
 * Gets the label of the score.
 *
 * Returns: (transfer none) (nullable): the label, %NULL when there is none or no badge
 */
const char *
assay_card_get_score_label (AssayCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CARD (self), NULL);

  return self->score_label;
}

/**
 * assay_card_get_summary:
 * @self: a view
 *
 * Gets the summary as far as the appearance shows it.
 *
 * Returns: (transfer none) (nullable): the summary
 */
const char *
assay_card_get_summary (AssayCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CARD (self), NULL);

  return self->summary;
}

/**
 * assay_card_get_links:
 * @self: a view
 *
 * Gets the links to result and attachments in the order in which they are listed.
 *
 * Returns: (transfer none) (element-type AssayCardLink): the links
 */
GPtrArray *
assay_card_get_links (AssayCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CARD (self), NULL);

  return self->links;
}

/**
 * assay_card_get_invisible:
 * @self: a view
 *
 * Gets what the result holds and the recruiter does not see.
 *
 * Returns: (transfer none) (element-type AssayRemark): the members, each with the reason
 */
GPtrArray *
assay_card_get_invisible (AssayCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CARD (self), NULL);

  return self->invisible;
}

/**
 * assay_card_get_notes:
 * @self: a view
 *
 * Gets in what the appearances disagree about this result.
 *
 * Returns: (transfer none) (element-type AssayRemark): the notes, each with its sources
 */
GPtrArray *
assay_card_get_notes (AssayCard *self)
{
  g_return_val_if_fail (ASSAY_IS_CARD (self), NULL);

  return self->notes;
}

static AssayMessage *
find_sentence (AssayCard *self, const char *id, gulong n)
{
  const AssayMappingText *text = assay_mapping_get_text (self->mapping, "sentences", id);

  return assay_message_new (text != NULL ? text->text : "", text != NULL ? text->plural : NULL, n);
}

static char *
dup_spoken_package (AssayCard *self, AssayTranslateFunc translate)
{
  g_autoptr (AssayMessage) unnamed = find_sentence (self, "unnamed", 1);

  if (self->package_name != NULL && *self->package_name != '\0')
    return g_strdup (self->package_name);

  return assay_message_format (unnamed, translate);
}

/**
 * assay_card_dup_sentence:
 * @self: a view
 * @translate: (nullable) (scope call): translates the template; %NULL for English
 *
 * Says in one sentence what the card shows, for screen readers. A visible summary follows it.
 *
 * Returns: (transfer full): the text
 */
char *
assay_card_dup_sentence (AssayCard *self, AssayTranslateFunc translate)
{
  static const char *const ids[3][2] = {
    { "status", "status-links" },
    { "score", "score-links" },
    { "label", "label-links" },
  };
  g_autoptr (AssayMessage) message = NULL;
  g_autoptr (AssayMessage) with_summary = NULL;
  g_autofree char *package = NULL;
  g_autofree char *sentence = NULL;
  guint row = 0;

  g_return_val_if_fail (ASSAY_IS_CARD (self), NULL);

  if (self->score_text != NULL)
    row = self->score_label != NULL ? 2 : 1;
  message = find_sentence (self, ids[row][self->links->len > 0], self->links->len);
  package = dup_spoken_package (self, translate);
  assay_message_set (message, "package", package);
  assay_message_set (message, "word", self->word);
  if (row > 0)
    {
      assay_message_set (message, "value", self->score_value);
      assay_message_set (message, "max", self->score_maximum);
    }
  if (row == 2)
    assay_message_set (message, "label", self->score_label);
  sentence = assay_message_format (message, translate);
  if (self->summary == NULL)
    return g_steal_pointer (&sentence);

  with_summary = find_sentence (self, "summary", 1);
  assay_message_set (with_summary, "sentence", sentence);
  assay_message_set (with_summary, "summary", self->summary);

  return assay_message_format (with_summary, translate);
}

static void
write_nullable (AssayJsonWriter *writer, const char *member, const char *text)
{
  assay_json_writer_member (writer, member);
  if (text != NULL)
    assay_json_writer_string (writer, text);
  else
    assay_json_writer_null (writer);
}

static void
write_status (AssayCard *self, AssayJsonWriter *writer)
{
  assay_json_writer_member (writer, "status");
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "word", self->word);
  assay_json_writer_member_string (writer, "icon", assay_status_icon_to_string (self->icon));
  assay_json_writer_member_string (writer, "colour", assay_status_colour_to_string (self->colour));
  assay_json_writer_end_object (writer);
}

static void
write_score (AssayCard *self, AssayJsonWriter *writer)
{
  assay_json_writer_member (writer, "score");
  if (self->score_text == NULL)
    {
      assay_json_writer_null (writer);
      return;
    }

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "text", self->score_text);
  write_nullable (writer, "label", self->score_label);
  assay_json_writer_end_object (writer);
}

/**
 * assay_card_write_members:
 * @self: a view
 * @order_id: (nullable): the id of the order
 * @writer: a writer inside an object
 *
 * Writes the members `order_id`, `package`, `appearance`, `status`, `score`, `summary` and
 * `attachments` of a card.
 */
void
assay_card_write_members (AssayCard *self, const char *order_id, AssayJsonWriter *writer)
{
  g_return_if_fail (ASSAY_IS_CARD (self));
  g_return_if_fail (writer != NULL);

  write_nullable (writer, "order_id", order_id);
  write_nullable (writer, "package", self->package_name);
  assay_json_writer_member_string (writer, "appearance",
                                   assay_appearance_to_string (self->appearance));
  write_status (self, writer);
  write_score (self, writer);
  write_nullable (writer, "summary", self->summary);

  assay_json_writer_member (writer, "attachments");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < self->links->len; i++)
    {
      AssayCardLink *link = g_ptr_array_index (self->links, i);

      assay_json_writer_begin_object (writer);
      assay_json_writer_member_string (writer, "title", link->title);
      assay_json_writer_member_string (writer, "url", link->url);
      assay_json_writer_end_object (writer);
    }
  assay_json_writer_end_array (writer);
}

/**
 * assay_card_write_invisible:
 * @self: a view
 * @writer: a writer inside an object
 *
 * Writes the member `invisible`: path, value and reason of each, in English.
 */
void
assay_card_write_invisible (AssayCard *self, AssayJsonWriter *writer)
{
  g_return_if_fail (ASSAY_IS_CARD (self));
  g_return_if_fail (writer != NULL);

  assay_json_writer_member (writer, "invisible");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < self->invisible->len; i++)
    {
      AssayRemark *remark = g_ptr_array_index (self->invisible, i);
      g_autofree char *reason = assay_remark_dup_message (remark, NULL);

      assay_json_writer_begin_object (writer);
      assay_json_writer_member_string (writer, "path", assay_remark_get_path (remark));
      assay_json_writer_member_string (writer, "value", assay_remark_get_value (remark));
      assay_json_writer_member_string (writer, "reason", reason);
      assay_json_writer_end_object (writer);
    }
  assay_json_writer_end_array (writer);
}

/**
 * assay_card_to_json:
 * @self: a view
 * @order_id: (nullable): the id of the order
 *
 * Writes the card as one JSON object.
 *
 * Returns: (transfer full): the object
 */
GBytes *
assay_card_to_json (AssayCard *self, const char *order_id)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  g_return_val_if_fail (ASSAY_IS_CARD (self), NULL);

  assay_json_writer_begin_object (writer);
  assay_card_write_members (self, order_id, writer);
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}
