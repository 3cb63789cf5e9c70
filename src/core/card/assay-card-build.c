/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-card-private.h"

#include "assay-whole-number.h"

static void
add_remark (GPtrArray *remarks, const AssayMappingText *text, const char *path, const char *value)
{
  g_autoptr (AssayMessage) message = NULL;

  if (text == NULL)
    return;

  message = assay_message_new (text->text, text->plural, 1);
  g_ptr_array_add (remarks, assay_remark_new (path, value, message, text->source));
}

static void
add_invisible (AssayCard *self, AssayJson *member, const char *reason)
{
  g_autofree char *value = assay_json_dup_text (member);

  if (value == NULL)
    value = assay_json_dup_source (member);
  add_remark (self->invisible, assay_mapping_get_text (self->mapping, "invisible", reason),
              assay_json_get_path (member), value);
}

static void
add_note (AssayCard *self, const char *about)
{
  add_remark (self->notes, assay_mapping_get_text (self->mapping, "notes", about), NULL, NULL);
}

/* Null is as good as absent, and so is a member of something that is no object. */
static AssayJson *
find_member (AssayJson *object, const char *name)
{
  g_autoptr (AssayJson) value = NULL;

  if (object == NULL || assay_json_get_kind (object) != ASSAY_JSON_OBJECT)
    return NULL;

  value = assay_json_dup_member (object, name);
  if (value == NULL || assay_json_get_kind (value) == ASSAY_JSON_NULL)
    return NULL;

  return g_steal_pointer (&value);
}

/* An empty text shows nothing. */
static char *
find_text (AssayJson *object, const char *name)
{
  g_autoptr (AssayJson) value = find_member (object, name);
  g_autofree char *text = value != NULL ? assay_json_dup_text (value) : NULL;

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* A status note stands as long as its two appearances still look different. */
static void
add_status_note (AssayCard *self)
{
  const AssayStatusLook *guide = assay_mapping_get_look (self->mapping, self->status,
                                                         ASSAY_APPEARANCE_GUIDE);
  const AssayStatusLook *card = assay_mapping_get_look (self->mapping, self->status,
                                                        ASSAY_APPEARANCE_CARD);

  if (guide->icon != card->icon || guide->colour != card->colour ||
      !g_str_equal (guide->word, card->word))
    add_note (self, assay_order_status_to_string (self->status));
}

static void
build_status (AssayCard *self, AssayJson *result, AssayOrderStatus previous_status)
{
  g_autoptr (AssayJson) status = find_member (result, "result");
  g_autoptr (AssayJson) value = find_member (status, "value");
  g_autoptr (AssayJson) source_value = find_member (status, "source_value");
  const AssayStatusLook *look;

  if (value != NULL)
    self->status = assay_mapping_lookup_status (self->mapping, assay_json_get_string (value));
  if (value != NULL && self->status == ASSAY_ORDER_STATUS_NONE)
    add_invisible (self, value, "status-unknown");
  if (source_value != NULL)
    add_invisible (self, source_value, "source-value");

  if (self->status == ASSAY_ORDER_STATUS_NONE)
    self->status = previous_status;
  if (self->status == ASSAY_ORDER_STATUS_NONE)
    self->status = ASSAY_ORDER_STATUS_PENDING;

  look = assay_mapping_get_look (self->mapping, self->status, self->appearance);
  self->word = g_strdup (look->word);
  self->icon = look->icon;
  self->colour = look->colour;
  add_status_note (self);
}

static gboolean
is_whole (AssayJson *part)
{
  g_autofree char *text = assay_json_dup_text (part);
  gint64 value;

  return text != NULL && assay_whole_number_parse (text, &value) == ASSAY_WHOLE_NUMBER_VALID;
}

/* Without @reason a part that is no whole number is, and keeps the others from being shown. */
static void
hide_score (AssayCard *self, AssayJson *score, const char *reason)
{
  static const char *const parts[] = { "value", "min", "max" };
  g_autoptr (AssayJson) label = find_member (score, "label");

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (AssayJson) part = find_member (score, parts[i]);

      if (part == NULL)
        continue;
      if (reason == NULL)
        add_invisible (self, part, is_whole (part) ? "score-beside" : "score-not-whole");
      else
        add_invisible (self, part, reason);
    }

  if (label != NULL)
    add_invisible (self, label, "label-alone");
}

static void
build_score (AssayCard *self, AssayJson *result)
{
  g_autoptr (AssayJson) score = find_member (result, "score");
  g_autoptr (AssayJson) min_member = find_member (score, "min");
  g_autofree char *value_text = find_text (score, "value");
  g_autofree char *min_text = find_text (score, "min");
  g_autofree char *max_text = find_text (score, "max");
  gint64 value, minimum, maximum;

  if (value_text == NULL || min_text == NULL || max_text == NULL)
    {
      hide_score (self, score, "score-incomplete");
      return;
    }
  if (assay_whole_number_parse (value_text, &value) != ASSAY_WHOLE_NUMBER_VALID ||
      assay_whole_number_parse (min_text, &minimum) != ASSAY_WHOLE_NUMBER_VALID ||
      assay_whole_number_parse (max_text, &maximum) != ASSAY_WHOLE_NUMBER_VALID)
    {
      hide_score (self, score, NULL);
      return;
    }

  self->score_value = g_strdup_printf ("%" G_GINT64_FORMAT, value);
  self->score_maximum = g_strdup_printf ("%" G_GINT64_FORMAT, maximum);
  self->score_text = g_strconcat (self->score_value, "/", self->score_maximum, NULL);
  self->score_label = find_text (score, "label");
  add_invisible (self, min_member, "minimum");
}

static void
build_summary (AssayCard *self, const AssayAppearanceRules *rules, AssayJson *result)
{
  g_autoptr (AssayJson) summary = find_member (result, "summary");
  g_autofree char *text = find_text (result, "summary");

  if (text == NULL)
    return;

  if (rules->summary)
    self->summary = g_steal_pointer (&text);
  else
    add_invisible (self, summary, "summary");
  add_note (self, "summary");
}

static void
add_link (AssayCard *self, const char *title, const char *url)
{
  AssayCardLink *link = g_new0 (AssayCardLink, 1);
  g_autoptr (AssayMessage) message = assay_message_new (title, NULL, 0);
  g_autofree char *number = g_strdup_printf ("%u", self->links->len + 1);

  assay_message_set (message, "n", number);
  link->title = assay_message_format (message, NULL);
  link->url = g_strdup (url);
  g_ptr_array_add (self->links, link);
}

static void
add_attachment (AssayCard *self, const AssayAppearanceRules *rules, AssayJson *attachment)
{
  g_autoptr (AssayJson) content_type = find_member (attachment, "content_type");
  g_autofree char *url = find_text (attachment, "url");
  g_autofree char *type = find_text (content_type, "value");
  const char *title;

  if (url == NULL || type == NULL)
    {
      add_invisible (self, attachment, "attachment-incomplete");
      return;
    }

  title = g_hash_table_lookup (rules->attachment_links, type);
  if (title == NULL)
    title = g_hash_table_lookup (rules->attachment_links, "other");
  add_link (self, title, url);
}

static void
build_links (AssayCard *self,
             const AssayAppearanceRules *rules,
             AssayJson *result,
             AssayCardFlags flags)
{
  g_autoptr (AssayJson) attachments = find_member (result, "attachments");
  g_autofree char *result_url = find_text (result, "result_url");
  gboolean last = (flags & ASSAY_CARD_RESULT_URL_LAST) != 0;
  guint length = 0;

  if (attachments != NULL && assay_json_get_kind (attachments) == ASSAY_JSON_ARRAY)
    length = assay_json_get_length (attachments);

  if (result_url != NULL && !last)
    add_link (self, rules->result_link, result_url);
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) attachment = assay_json_dup_element (attachments, i);

      add_attachment (self, rules, attachment);
    }
  if (result_url != NULL && last)
    add_link (self, rules->result_link, result_url);

  if (self->links->len > 0)
    add_note (self, "links");
  if (result_url != NULL && self->links->len > 1)
    add_note (self, "link-order");
}

static void
build_hidden_members (AssayCard *self, AssayJson *result)
{
  static const char *const members[][2] = {
    { "start_date", "date" },
    { "submission_date", "date" },
    { "candidate", "candidate" },
    { "passthrough", "passthrough" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (AssayJson) value = find_member (result, members[i][0]);

      if (value != NULL)
        add_invisible (self, value, members[i][1]);
    }
}

/* Computes everything that the view knows. Members of a wrong type count as absent: the lints name
 * them. */
void
assay_card_build (AssayCard *self,
                  AssayJson *result,
                  AssayOrderStatus previous_status,
                  AssayCardFlags flags)
{
  const AssayAppearanceRules *rules = assay_mapping_get_rules (self->mapping, self->appearance);

  build_status (self, result, previous_status);
  build_score (self, result);
  build_summary (self, rules, result);
  build_links (self, rules, result, flags);
  build_hidden_members (self, result);
}
