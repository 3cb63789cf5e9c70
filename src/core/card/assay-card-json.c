/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-card-private.h"
#include "assay-error.h"

static gboolean
read_face (AssayCard *self, AssayJson *card, GError **error)
{
  g_autoptr (AssayJson) status = NULL;
  g_autofree char *appearance = NULL;
  g_autofree char *icon = NULL;
  g_autofree char *colour = NULL;

  if (!assay_json_read_string (card, "appearance", &appearance, error) ||
      !assay_json_read_object (card, "status", &status, error))
    return FALSE;

  if (appearance == NULL || !assay_appearance_from_string (appearance, &self->appearance))
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
                   "%s.appearance: expected “guide”, “card” or “classic”, found “%s”",
                   assay_json_get_path (card), appearance != NULL ? appearance : "");
      return FALSE;
    }
  if (status == NULL)
    return TRUE;

  if (!assay_json_read_string (status, "word", &self->word, error) ||
      !assay_json_read_string (status, "icon", &icon, error) ||
      !assay_json_read_string (status, "colour", &colour, error))
    return FALSE;
  if ((icon != NULL && !assay_status_icon_from_string (icon, &self->icon)) ||
      (colour != NULL && !assay_status_colour_from_string (colour, &self->colour)))
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
                   "%s: “%s” in “%s” is no status icon of a card", assay_json_get_path (status),
                   icon != NULL ? icon : "", colour != NULL ? colour : "");
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_score (AssayCard *self, AssayJson *card, GError **error)
{
  g_autoptr (AssayJson) score = NULL;
  g_auto (GStrv) parts = NULL;

  if (!assay_json_read_object (card, "score", &score, error))
    return FALSE;
  if (score == NULL)
    return TRUE;
  if (!assay_json_read_string (score, "text", &self->score_text, error) ||
      !assay_json_read_string (score, "label", &self->score_label, error))
    return FALSE;

  if (self->score_text != NULL)
    {
      parts = g_strsplit (self->score_text, "/", 2);
      self->score_value = g_strdup (parts[0]);
      self->score_maximum = g_strdup (parts[0] != NULL ? parts[1] : NULL);
    }

  return TRUE;
}

static gboolean
read_links (AssayCard *self, AssayJson *card, GError **error)
{
  g_autoptr (AssayJson) attachments = NULL;
  guint n_attachments;

  if (!assay_json_read_array (card, "attachments", &attachments, error))
    return FALSE;

  n_attachments = attachments != NULL ? assay_json_get_length (attachments) : 0;
  for (guint i = 0; i < n_attachments; i++)
    {
      g_autoptr (AssayJson) attachment = assay_json_dup_element (attachments, i);
      AssayCardLink *link;

      if (!assay_json_check_kind (attachment, ASSAY_JSON_OBJECT, error))
        return FALSE;
      link = g_new0 (AssayCardLink, 1);
      g_ptr_array_add (self->links, link);
      if (!assay_json_read_string (attachment, "title", &link->title, error) ||
          !assay_json_read_string (attachment, "url", &link->url, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * assay_card_new_from_json:
 * @mapping: the mapping whose sentences describe the card
 * @card: a card as [method@Card.to_json] writes it
 * @error: return location for an error
 *
 * Reads a card that somebody else computed, such as the simulator. What is not on the card, the
 * invisible members and the notes, is empty.
 *
 * Returns: (transfer full): a new view, or %NULL with an %ASSAY_CORE_ERROR that names the JSON path
 */
AssayCard *
assay_card_new_from_json (AssayMapping *mapping, AssayJson *card, GError **error)
{
  g_autoptr (AssayCard) self = NULL;

  g_return_val_if_fail (ASSAY_IS_MAPPING (mapping), NULL);
  g_return_val_if_fail (card != NULL, NULL);

  self = g_object_new (ASSAY_TYPE_CARD, NULL);
  self->mapping = g_object_ref (mapping);
  if (!assay_json_check_kind (card, ASSAY_JSON_OBJECT, error) ||
      !assay_json_read_string (card, "package", &self->package_name, error) ||
      !assay_json_read_string (card, "summary", &self->summary, error) ||
      !read_face (self, card, error) || !read_score (self, card, error) ||
      !read_links (self, card, error))
    return NULL;

  return g_steal_pointer (&self);
}
