/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-mapping-table-private.h"

#include "assay-error.h"
#include "assay-json-writer.h"

typedef gboolean (*ParseItemFunc) (AssayMappingTable *self, AssayJson *item, GError **error);

static void
value_free (AssayMappingValue *value)
{
  g_free (value->source);
  g_free (value);
}

static void
text_free (AssayMappingText *text)
{
  g_free (text->text);
  g_free (text->plural);
  g_free (text->source);
  g_free (text);
}

static void
rules_free (AssayAppearanceRules *rules)
{
  g_free (rules->result_link);
  g_clear_pointer (&rules->attachment_links, g_hash_table_unref);
  g_free (rules->source);
  g_free (rules);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayAppearanceRules, rules_free)

/* Reads a text that must be there. */
static char *
require_string (AssayJson *object, const char *member, GError **error)
{
  g_autofree char *text = NULL;

  if (!assay_json_read_string (object, member, &text, error))
    return NULL;

  if (text == NULL)
    g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER, "%s.%s: is missing",
                 assay_json_get_path (object), member);

  return g_steal_pointer (&text);
}

static gboolean
unknown_name (AssayJson *object, const char *member, const char *name, GError **error)
{
  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
               "%s.%s: “%s” is not a known %s", assay_json_get_path (object), member, name, member);

  return FALSE;
}

static gboolean
read_status (AssayJson *object, AssayOrderStatus *status, GError **error)
{
  g_autofree char *name = require_string (object, "status", error);

  if (name == NULL)
    return FALSE;

  return assay_order_status_from_string (name, status) ||
         unknown_name (object, "status", name, error);
}

static gboolean
parse_value (AssayMappingTable *self, AssayJson *item, GError **error)
{
  g_autofree char *value = NULL;
  g_autofree char *source = NULL;
  AssayOrderStatus status;

  value = require_string (item, "value", error);
  if (value == NULL || !read_status (item, &status, error) ||
      !assay_json_read_string (item, "source", &source, error))
    return FALSE;

  assay_mapping_table_set_value (self, value, status, source);

  return TRUE;
}

static AssayStatusLook *
parse_look (AssayJson *object, GError **error)
{
  g_autofree char *word = NULL;
  g_autofree char *icon_name = NULL;
  g_autofree char *colour_name = NULL;
  g_autofree char *source = NULL;
  AssayStatusIcon icon;
  AssayStatusColour colour;

  word = require_string (object, "word", error);
  if (word == NULL)
    return NULL;

  icon_name = require_string (object, "icon", error);
  if (icon_name == NULL)
    return NULL;
  if (!assay_status_icon_from_string (icon_name, &icon))
    {
      unknown_name (object, "icon", icon_name, error);
      return NULL;
    }

  colour_name = require_string (object, "colour", error);
  if (colour_name == NULL)
    return NULL;
  if (!assay_status_colour_from_string (colour_name, &colour))
    {
      unknown_name (object, "colour", colour_name, error);
      return NULL;
    }

  if (!assay_json_read_string (object, "source", &source, error))
    return NULL;

  return assay_status_look_new (word, icon, colour, source);
}

static gboolean
parse_status (AssayMappingTable *self, AssayJson *item, GError **error)
{
  AssayOrderStatus status;

  if (!read_status (item, &status, error))
    return FALSE;

  for (guint i = 0; i < ASSAY_N_APPEARANCES; i++)
    {
      g_autoptr (AssayJson) object = NULL;
      AssayStatusLook *look;

      if (!assay_json_read_object (item, assay_appearance_to_string (i), &object, error))
        return FALSE;
      if (object == NULL)
        continue;

      look = parse_look (object, error);
      if (look == NULL)
        return FALSE;
      g_clear_pointer (&self->looks[status][i], assay_status_look_free);
      self->looks[status][i] = look;
    }

  return TRUE;
}

static gboolean
parse_attachment_links (AssayAppearanceRules *rules, AssayJson *item, GError **error)
{
  g_autoptr (AssayJson) links = NULL;
  g_auto (GStrv) types = NULL;

  if (!assay_json_read_object (item, "attachment_links", &links, error))
    return FALSE;

  rules->attachment_links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  types = links != NULL ? assay_json_dup_members (links) : NULL;
  for (guint i = 0; types != NULL && types[i] != NULL; i++)
    {
      char *title = require_string (links, types[i], error);

      if (title == NULL)
        return FALSE;
      g_hash_table_insert (rules->attachment_links, g_strdup (types[i]), title);
    }

  if (!g_hash_table_contains (rules->attachment_links, "other"))
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER,
                   "%s.attachment_links.other: is missing", assay_json_get_path (item));
      return FALSE;
    }

  return TRUE;
}

static gboolean
parse_appearance (AssayMappingTable *self, AssayJson *item, GError **error)
{
  g_autoptr (AssayAppearanceRules) rules = g_new0 (AssayAppearanceRules, 1);
  g_autofree char *name = NULL;
  AssayAppearance appearance;

  name = require_string (item, "appearance", error);
  if (name == NULL)
    return FALSE;
  if (!assay_appearance_from_string (name, &appearance))
    return unknown_name (item, "appearance", name, error);

  rules->result_link = require_string (item, "result_link", error);
  if (rules->result_link == NULL || !parse_attachment_links (rules, item, error) ||
      !assay_json_read_boolean (item, "summary", &rules->summary, error) ||
      !assay_json_read_string (item, "source", &rules->source, error))
    return FALSE;

  g_clear_pointer (&self->rules[appearance], rules_free);
  self->rules[appearance] = g_steal_pointer (&rules);

  return TRUE;
}

static gboolean
parse_text (AssayMappingTable *self,
            AssayJson *item,
            const char *group,
            const char *id_member,
            const char *text_member,
            GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_autofree char *plural = NULL;
  g_autofree char *source = NULL;
  AssayMappingText *entry;

  id = require_string (item, id_member, error);
  if (id == NULL)
    return FALSE;
  text = require_string (item, text_member, error);
  if (text == NULL || !assay_json_read_string (item, "text_plural", &plural, error) ||
      !assay_json_read_string (item, "source", &source, error))
    return FALSE;

  entry = g_new0 (AssayMappingText, 1);
  entry->text = g_steal_pointer (&text);
  entry->plural = g_steal_pointer (&plural);
  entry->source = g_steal_pointer (&source);
  g_hash_table_replace (self->texts, g_strconcat (group, "/", id, NULL), entry);

  return TRUE;
}

static gboolean
parse_invisible (AssayMappingTable *self, AssayJson *item, GError **error)
{
  return parse_text (self, item, "invisible", "id", "reason", error);
}

static gboolean
parse_note (AssayMappingTable *self, AssayJson *item, GError **error)
{
  return parse_text (self, item, "notes", "about", "text", error);
}

static gboolean
parse_sentence (AssayMappingTable *self, AssayJson *item, GError **error)
{
  return parse_text (self, item, "sentences", "id", "text", error);
}

static gboolean
parse_list (AssayMappingTable *self,
            AssayJson *root,
            const char *member,
            ParseItemFunc parse_item,
            GError **error)
{
  g_autoptr (AssayJson) list = NULL;
  guint length;

  if (!assay_json_read_array (root, member, &list, error))
    return FALSE;

  length = list != NULL ? assay_json_get_length (list) : 0;
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) item = assay_json_dup_element (list, i);

      if (assay_json_get_kind (item) != ASSAY_JSON_OBJECT)
        {
          g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_WRONG_TYPE,
                       "%s: expected an object", assay_json_get_path (item));
          return FALSE;
        }
      if (!parse_item (self, item, error))
        return FALSE;
    }

  return TRUE;
}

/* Whoever draws a card relies on every look being there. */
static gboolean
check_complete (AssayMappingTable *self, GError **error)
{
  for (guint appearance = 0; appearance < ASSAY_N_APPEARANCES; appearance++)
    {
      const char *name = assay_appearance_to_string (appearance);

      if (self->rules[appearance] == NULL)
        {
          g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER,
                       "$.appearances: there is no “%s”", name);
          return FALSE;
        }
      for (guint status = ASSAY_ORDER_STATUS_PENDING; status < ASSAY_N_ORDER_STATUSES; status++)
        {
          if (self->looks[status][appearance] != NULL)
            continue;
          g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER,
                       "$.statuses: “%s” has no look for “%s”",
                       assay_order_status_to_string (status), name);
          return FALSE;
        }
    }

  return TRUE;
}

AssayMappingTable *
assay_mapping_table_new (void)
{
  AssayMappingTable *self = g_new0 (AssayMappingTable, 1);

  self->value_order = g_ptr_array_new_with_free_func (g_free);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) value_free);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) text_free);

  return self;
}

AssayMappingTable *
assay_mapping_table_parse (GBytes *bytes, gboolean partial, GError **error)
{
  g_autoptr (AssayMappingTable) self = assay_mapping_table_new ();
  g_autoptr (AssayJson) root = assay_json_parse (bytes, error);

  if (root == NULL)
    return NULL;

  if (assay_json_get_kind (root) != ASSAY_JSON_OBJECT)
    {
      g_set_error_literal (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_WRONG_TYPE,
                           "$: expected an object");
      return NULL;
    }

  if (!parse_list (self, root, "values", parse_value, error) ||
      !parse_list (self, root, "statuses", parse_status, error) ||
      !parse_list (self, root, "appearances", parse_appearance, error) ||
      !parse_list (self, root, "invisible", parse_invisible, error) ||
      !parse_list (self, root, "notes", parse_note, error) ||
      !parse_list (self, root, "sentences", parse_sentence, error) ||
      (!partial && !check_complete (self, error)))
    return NULL;

  return g_steal_pointer (&self);
}

void
assay_mapping_table_free (AssayMappingTable *self)
{
  for (guint appearance = 0; appearance < ASSAY_N_APPEARANCES; appearance++)
    {
      g_clear_pointer (&self->rules[appearance], rules_free);
      for (guint status = 0; status < ASSAY_N_ORDER_STATUSES; status++)
        g_clear_pointer (&self->looks[status][appearance], assay_status_look_free);
    }
  g_ptr_array_unref (self->value_order);
  g_hash_table_unref (self->values);
  g_hash_table_unref (self->texts);
  g_free (self);
}

static void
write_look (AssayJsonWriter *writer, AssayStatusLook *look)
{
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "word", look->word);
  assay_json_writer_member_string (writer, "icon", assay_status_icon_to_string (look->icon));
  assay_json_writer_member_string (writer, "colour", assay_status_colour_to_string (look->colour));
  assay_json_writer_member_string (writer, "source", look->source);
  assay_json_writer_end_object (writer);
}

static gboolean
has_look (AssayMappingTable *self, guint status)
{
  for (guint appearance = 0; appearance < ASSAY_N_APPEARANCES; appearance++)
    {
      if (self->looks[status][appearance] != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
write_statuses (AssayMappingTable *self, AssayJsonWriter *writer)
{
  assay_json_writer_begin_array (writer);
  for (guint status = 0; status < ASSAY_N_ORDER_STATUSES; status++)
    {
      if (!has_look (self, status))
        continue;

      assay_json_writer_begin_object (writer);
      assay_json_writer_member_string (writer, "status", assay_order_status_to_string (status));
      for (guint appearance = 0; appearance < ASSAY_N_APPEARANCES; appearance++)
        {
          if (self->looks[status][appearance] == NULL)
            continue;
          assay_json_writer_member (writer, assay_appearance_to_string (appearance));
          write_look (writer, self->looks[status][appearance]);
        }
      assay_json_writer_end_object (writer);
    }
  assay_json_writer_end_array (writer);
}

/* Writes the parts that a user can override, in the shape of the table. */
GBytes *
assay_mapping_table_to_json (AssayMappingTable *self)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "values");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < self->value_order->len; i++)
    {
      const char *name = g_ptr_array_index (self->value_order, i);
      AssayMappingValue *value = g_hash_table_lookup (self->values, name);

      assay_json_writer_begin_object (writer);
      assay_json_writer_member_string (writer, "value", name);
      assay_json_writer_member_string (writer, "status",
                                       assay_order_status_to_string (value->status));
      assay_json_writer_member_string (writer, "source", value->source);
      assay_json_writer_end_object (writer);
    }
  assay_json_writer_end_array (writer);
  assay_json_writer_member (writer, "statuses");
  write_statuses (self, writer);
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}

void
assay_mapping_table_set_value (AssayMappingTable *self,
                               const char *value,
                               AssayOrderStatus status,
                               const char *source)
{
  AssayMappingValue *entry = g_new0 (AssayMappingValue, 1);

  entry->status = status;
  entry->source = g_strdup (source);
  if (!g_hash_table_contains (self->values, value))
    g_ptr_array_add (self->value_order, g_strdup (value));
  g_hash_table_replace (self->values, g_strdup (value), entry);
}

gboolean
assay_mapping_table_is_empty (AssayMappingTable *self)
{
  for (guint status = 0; status < ASSAY_N_ORDER_STATUSES; status++)
    {
      if (has_look (self, status))
        return FALSE;
    }

  return g_hash_table_size (self->values) == 0;
}

AssayStatusLook *
assay_status_look_new (const char *word,
                       AssayStatusIcon icon,
                       AssayStatusColour colour,
                       const char *source)
{
  AssayStatusLook *self = g_new0 (AssayStatusLook, 1);

  self->word = g_strdup (word);
  self->icon = icon;
  self->colour = colour;
  self->source = g_strdup (source);

  return self;
}

void
assay_status_look_free (AssayStatusLook *self)
{
  g_free (self->word);
  g_free (self->source);
  g_free (self);
}
