/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-model-private.h"

G_DEFINE_INTERFACE (AssayModel, assay_model, G_TYPE_OBJECT)

static void
assay_model_default_init (AssayModelInterface *iface)
{
}

/* A new model of @type from @json, or NULL with @error set when @json is no object or a member
 * has the wrong type.
 */
gpointer
assay_model_new_from_json (GType type, AssayJson *json, GError **error)
{
  g_autoptr (GObject) object = NULL;

  if (!assay_json_check_kind (json, ASSAY_JSON_OBJECT, error))
    return NULL;
  object = g_object_new (type, NULL);
  if (!ASSAY_MODEL_GET_IFACE (object)->read_json (ASSAY_MODEL (object), json, error))
    return NULL;
  return g_steal_pointer (&object);
}

/* Writes @self as an object. */
void
assay_model_write_json (AssayModel *self, AssayJsonWriter *writer)
{
  assay_json_writer_begin_object (writer);
  ASSAY_MODEL_GET_IFACE (self)->write_json (self, writer);
  assay_json_writer_end_object (writer);
}

/* Reads a member that must be an object into @out, a pointer to a model of @type. */
gboolean
assay_model_read_member (AssayJson   *json,
                         const char  *member,
                         GType        type,
                         gpointer     out,
                         GError     **error)
{
  g_autoptr (AssayJson) value = NULL;
  gpointer *model = out;

  if (!assay_json_read_object (json, member, &value, error))
    return FALSE;
  if (value == NULL)
    return TRUE;
  *model = assay_model_new_from_json (type, value, error);
  return *model != NULL;
}

/* Reads a member that must be an array of objects; null elements are left out. */
gboolean
assay_model_read_list (AssayJson *json, const char *member, GListStore *list, GError **error)
{
  g_autoptr (AssayJson) array = NULL;
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);

  if (!assay_json_read_array (json, member, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < assay_json_get_length (array); i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (array, i);
      gpointer model;

      if (assay_json_get_kind (element) == ASSAY_JSON_NULL)
        continue;
      model = assay_model_new_from_json (g_list_model_get_item_type (G_LIST_MODEL (list)),
                                         element, error);
      if (model == NULL)
        return FALSE;
      g_ptr_array_add (models, model);
    }
  g_list_store_splice (list, 0, 0, models->pdata, models->len);
  return TRUE;
}

/* Writes a member with a model; nothing when @model is NULL. */
void
assay_model_write_member (AssayJsonWriter *writer, const char *member, gpointer model)
{
  if (model == NULL)
    return;
  assay_json_writer_member (writer, member);
  assay_model_write_json (ASSAY_MODEL (model), writer);
}

/* Writes a member with an array of models; nothing when the list is empty. */
void
assay_model_write_list (AssayJsonWriter *writer, const char *member, GListStore *list)
{
  guint length = g_list_model_get_n_items (G_LIST_MODEL (list));

  if (length == 0)
    return;
  assay_json_writer_member (writer, member);
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayModel) model = g_list_model_get_item (G_LIST_MODEL (list), i);

      assay_model_write_json (model, writer);
    }
  assay_json_writer_end_array (writer);
}

/* Reads a member of the form {"value", "source_value"}. */
gboolean
assay_mapped_read (AssayMapped *mapped, AssayJson *json, const char *member, GError **error)
{
  g_autoptr (AssayJson) object = NULL;
  g_autoptr (AssayJson) source = NULL;

  if (!assay_json_read_object (json, member, &object, error))
    return FALSE;
  if (object == NULL)
    return TRUE;
  if (!assay_json_read_string (object, "value", &mapped->value, error))
    return FALSE;
  source = assay_json_dup_member (object, "source_value");
  if (source == NULL || assay_json_get_kind (source) == ASSAY_JSON_NULL)
    return TRUE;
  if (assay_json_get_kind (source) == ASSAY_JSON_STRING)
    {
      mapped->source = assay_json_dup_text (source);
      return TRUE;
    }
  mapped->source = assay_json_dup_source (source);
  mapped->source_json = g_steal_pointer (&source);
  return TRUE;
}

/* Writes a member of the form {"value", "source_value"}; nothing when neither is set. */
void
assay_mapped_write (AssayMapped *mapped, AssayJsonWriter *writer, const char *member)
{
  if (mapped->value == NULL && mapped->source == NULL)
    return;
  assay_json_writer_member (writer, member);
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "value", mapped->value);
  if (mapped->source_json != NULL)
    assay_json_writer_member_value (writer, "source_value", mapped->source_json);
  else
    assay_json_writer_member_string (writer, "source_value", mapped->source);
  assay_json_writer_end_object (writer);
}

/* Frees what @mapped holds. */
void
assay_mapped_clear (AssayMapped *mapped)
{
  g_clear_pointer (&mapped->value, g_free);
  g_clear_pointer (&mapped->source, g_free);
  g_clear_pointer (&mapped->source_json, assay_json_unref);
}

/* Sets StackOne's word; whether it changed. */
gboolean
assay_mapped_set_value (AssayMapped *mapped, const char *value)
{
  return assay_set_input (&mapped->value, value);
}

/* Sets the provider's word as text; whether it changed. */
gboolean
assay_mapped_set_source (AssayMapped *mapped, const char *source)
{
  if (!assay_set_input (&mapped->source, source))
    return FALSE;
  g_clear_pointer (&mapped->source_json, assay_json_unref);
  return TRUE;
}

/* Sets a text that a person enters: an empty one is none. Whether it changed. */
gboolean
assay_set_input (char **field, const char *text)
{
  return g_set_str (field, text != NULL && *text != '\0' ? text : NULL);
}

/* Sets a list of texts; whether it changed. */
gboolean
assay_set_strv (GStrv *field, const char * const *texts)
{
  if (*field == NULL && texts == NULL)
    return FALSE;
  if (*field != NULL && texts != NULL && g_strv_equal ((const char * const *) *field, texts))
    return FALSE;
  g_strfreev (*field);
  *field = g_strdupv ((char **) texts);
  return TRUE;
}

/* Sets a JSON value; whether it changed, white space included. */
gboolean
assay_set_json (AssayJson **field, AssayJson *json)
{
  g_autofree char *before = *field != NULL ? assay_json_dup_source (*field) : NULL;
  g_autofree char *after = json != NULL ? assay_json_dup_source (json) : NULL;

  if (g_strcmp0 (before, after) == 0)
    return FALSE;
  g_clear_pointer (field, assay_json_unref);
  *field = json != NULL ? assay_json_ref (json) : NULL;
  return TRUE;
}

/* First and last name with a blank between, or the one that is known; NULL when neither is. */
char *
assay_dup_full_name (const char *first_name, const char *last_name)
{
  if (first_name == NULL || last_name == NULL)
    return g_strdup (first_name != NULL ? first_name : last_name);
  return g_strdup_printf ("%s %s", first_name, last_name);
}
