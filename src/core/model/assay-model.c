/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-model-private.h"

#include "assay-input-private.h"

G_DEFINE_INTERFACE (AssayModel, assay_model, G_TYPE_OBJECT)

static void
assay_model_default_init (AssayModelInterface *iface)
{
}

static gboolean
read_field (const AssayField *field, gpointer place, AssayJson *json, GError **error)
{
  switch (field->kind)
    {
    case ASSAY_FIELD_TEXT:
      return assay_json_read_text (json, field->member, place, error);
    case ASSAY_FIELD_STRING:
      return assay_json_read_string (json, field->member, place, error);
    case ASSAY_FIELD_OBJECT:
      return assay_json_read_object (json, field->member, place, error);
    case ASSAY_FIELD_ARRAY:
      return assay_json_read_array (json, field->member, place, error);
    case ASSAY_FIELD_MAPPED:
      return assay_mapped_read (place, json, field->member, error);
    case ASSAY_FIELD_MODEL:
      return assay_model_read_member (json, field->member, field->get_type (), place, error);
    case ASSAY_FIELD_LIST:
      return assay_model_read_list (json, field->member, *(GListStore **) place, error);
    case ASSAY_FIELD_OTHER:
    case ASSAY_FIELD_UNKNOWN:
    default:
      return TRUE;
    }
}

/* Reads the members of @json into a new @model. The members that are in no row are kept for
 * display, each as `name: JSON`. */
static gboolean
read_fields (const AssayField *fields, gpointer model, AssayJson *json, GError **error)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new_null_terminated (16, NULL, TRUE);
  const AssayField *field;

  for (field = fields; field->kind != ASSAY_FIELD_UNKNOWN; field++)
    {
      g_ptr_array_add (known, (gpointer) field->member);
      if (!read_field (field, G_STRUCT_MEMBER_P (model, field->offset), json, error))
        return FALSE;
    }
  G_STRUCT_MEMBER (GStrv, model, field->offset) =
    assay_json_dup_unknown_members (json, (const char *const *) known->pdata);
  return TRUE;
}

/* Reads @json, an object, into a new model. */
gboolean
assay_model_read (AssayModel *self, AssayJson *json, GError **error)
{
  AssayModelInterface *iface = ASSAY_MODEL_GET_IFACE (self);

  return (iface->fields == NULL || read_fields (iface->fields, self, json, error)) &&
         (iface->read_json == NULL || iface->read_json (self, json, error));
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
  return assay_model_read (ASSAY_MODEL (object), json, error) ? g_steal_pointer (&object) : NULL;
}

/* Whether a member is text, a number, null or not there. */
gboolean
assay_model_can_read_text (AssayJson *json, const char *member)
{
  AssayJsonKind kind = assay_json_get_member_kind (json, member);

  return kind == ASSAY_JSON_NULL || kind == ASSAY_JSON_STRING || kind == ASSAY_JSON_NUMBER;
}

static gboolean
can_read_kind (AssayJson *json, const char *member, AssayJsonKind expected)
{
  AssayJsonKind kind = assay_json_get_member_kind (json, member);

  return kind == ASSAY_JSON_NULL || kind == expected;
}

/* Whether a member is text, null or not there. */
gboolean
assay_model_can_read_string (AssayJson *json, const char *member)
{
  return can_read_kind (json, member, ASSAY_JSON_STRING);
}

static gboolean
can_read_object (const AssayField *field, AssayJson *json)
{
  g_autoptr (AssayJson) value = assay_json_dup_member (json, field->member);

  if (value == NULL || assay_json_get_kind (value) == ASSAY_JSON_NULL)
    return TRUE;
  if (assay_json_get_kind (value) != ASSAY_JSON_OBJECT)
    return FALSE;

  return field->kind == ASSAY_FIELD_MODEL ? assay_model_can_read (field->get_type (), value)
                                          : assay_model_can_read_string (value, "value");
}

static gboolean
can_read_list (const AssayField *field, AssayJson *json)
{
  g_autoptr (AssayJson) array = NULL;
  guint length;

  if (!can_read_kind (json, field->member, ASSAY_JSON_ARRAY))
    return FALSE;

  array = assay_json_dup_member (json, field->member);
  length = array != NULL ? assay_json_get_length (array) : 0;
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (array, i);

      if (assay_json_get_kind (element) != ASSAY_JSON_NULL &&
          (assay_json_get_kind (element) != ASSAY_JSON_OBJECT ||
           !assay_model_can_read (field->get_type (), element)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
can_read_field (const AssayField *field, AssayJson *json)
{
  switch (field->kind)
    {
    case ASSAY_FIELD_TEXT:
      return assay_model_can_read_text (json, field->member);
    case ASSAY_FIELD_STRING:
      return assay_model_can_read_string (json, field->member);
    case ASSAY_FIELD_OBJECT:
      return can_read_kind (json, field->member, ASSAY_JSON_OBJECT);
    case ASSAY_FIELD_ARRAY:
      return can_read_kind (json, field->member, ASSAY_JSON_ARRAY);
    case ASSAY_FIELD_MAPPED:
    case ASSAY_FIELD_MODEL:
      return can_read_object (field, json);
    case ASSAY_FIELD_LIST:
      return can_read_list (field, json);
    case ASSAY_FIELD_OTHER:
    case ASSAY_FIELD_UNKNOWN:
    default:
      return TRUE;
    }
}

/* Whether assay_model_new_from_json() would surely read @json: the same judgement, without making
 * what is read. FALSE may also mean that only reading can tell. */
gboolean
assay_model_can_read (GType type, AssayJson *json)
{
  g_autoptr (GTypeClass) class = g_type_class_ref (type);
  AssayModelInterface *iface = g_type_interface_peek (class, ASSAY_TYPE_MODEL);

  if (iface->fields == NULL || (iface->read_json != NULL && iface->can_read == NULL))
    return FALSE;

  for (const AssayField *field = iface->fields; field->kind != ASSAY_FIELD_UNKNOWN; field++)
    {
      if (!can_read_field (field, json))
        return FALSE;
    }

  return iface->can_read == NULL || iface->can_read (json);
}

static void
write_fields (const AssayField *fields, gpointer model, AssayJsonWriter *writer)
{
  for (const AssayField *field = fields; field->kind != ASSAY_FIELD_UNKNOWN; field++)
    {
      gpointer place = G_STRUCT_MEMBER_P (model, field->offset);

      switch (field->kind)
        {
        case ASSAY_FIELD_TEXT:
        case ASSAY_FIELD_STRING:
          assay_json_writer_member_string (writer, field->member, *(char **) place);
          break;
        case ASSAY_FIELD_OBJECT:
        case ASSAY_FIELD_ARRAY:
          assay_json_writer_member_value (writer, field->member, *(AssayJson **) place);
          break;
        case ASSAY_FIELD_MAPPED:
          assay_mapped_write (place, writer, field->member);
          break;
        case ASSAY_FIELD_MODEL:
          assay_model_write_member (writer, field->member, *(gpointer *) place);
          break;
        case ASSAY_FIELD_LIST:
          assay_model_write_list (writer, field->member, *(GListStore **) place);
          break;
        case ASSAY_FIELD_OTHER:
        case ASSAY_FIELD_UNKNOWN:
        default:
          break;
        }
    }
}

/* Writes the members of @self into an object that is begun already. */
void
assay_model_write_members (AssayModel *self, AssayJsonWriter *writer)
{
  AssayModelInterface *iface = ASSAY_MODEL_GET_IFACE (self);

  if (iface->fields != NULL)
    write_fields (iface->fields, self, writer);
  if (iface->write_json != NULL)
    iface->write_json (self, writer);
}

/* Writes @self as an object. */
void
assay_model_write_json (AssayModel *self, AssayJsonWriter *writer)
{
  assay_json_writer_begin_object (writer);
  assay_model_write_members (self, writer);
  assay_json_writer_end_object (writer);
}

static void
clear_field (const AssayField *field, gpointer place)
{
  switch (field->kind)
    {
    case ASSAY_FIELD_TEXT:
    case ASSAY_FIELD_STRING:
      g_clear_pointer ((char **) place, g_free);
      break;
    case ASSAY_FIELD_OBJECT:
    case ASSAY_FIELD_ARRAY:
      g_clear_pointer ((AssayJson **) place, assay_json_unref);
      break;
    case ASSAY_FIELD_MAPPED:
      assay_mapped_clear (place);
      break;
    case ASSAY_FIELD_MODEL:
    case ASSAY_FIELD_LIST:
      g_clear_object ((GObject **) place);
      break;
    case ASSAY_FIELD_UNKNOWN:
      g_clear_pointer ((GStrv *) place, g_strfreev);
      break;
    case ASSAY_FIELD_OTHER:
    default:
      break;
    }
}

/* Frees what the fields of @model hold; the end of its finalize. */
void
assay_model_clear_fields (gpointer model)
{
  const AssayField *field = ASSAY_MODEL_GET_IFACE (model)->fields;

  for (; field->kind != ASSAY_FIELD_UNKNOWN; field++)
    clear_field (field, G_STRUCT_MEMBER_P (model, field->offset));
  clear_field (field, G_STRUCT_MEMBER_P (model, field->offset));
}

static void
complete_text (const AssayField *fields, gpointer model, const char *member, const char *text)
{
  for (const AssayField *field = fields; field->kind != ASSAY_FIELD_UNKNOWN; field++)
    {
      char **place = G_STRUCT_MEMBER_P (model, field->offset);

      if (g_str_equal (field->member, member) && *place == NULL)
        *place = g_strdup (text);
    }
}

/* Sets the ids of a model that came without them. */
void
assay_model_complete_ids (gpointer model, const char *id, const char *remote_id)
{
  const AssayField *fields = ASSAY_MODEL_GET_IFACE (model)->fields;

  complete_text (fields, model, "id", id);
  complete_text (fields, model, "remote_id", remote_id);
}

/* Reads a member that must be an object into @out, a pointer to a model of @type. */
gboolean
assay_model_read_member (AssayJson *json,
                         const char *member,
                         GType type,
                         gpointer out,
                         GError **error)
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
      model = assay_model_new_from_json (g_list_model_get_item_type (G_LIST_MODEL (list)), element,
                                         error);
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

/* First and last name with a blank between, or the one that is known; NULL when neither is. */
char *
assay_dup_full_name (const char *first_name, const char *last_name)
{
  if (first_name == NULL || last_name == NULL)
    return g_strdup (first_name != NULL ? first_name : last_name);
  return g_strdup_printf ("%s %s", first_name, last_name);
}
