/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-connector-meta.h"

#include <string.h>

#include "assay-error.h"

#define N_KINDS (ASSAY_ORDER_KIND_BACKGROUND_CHECK + 1)
#define VALUE_PATH "$.result.value"

/* What a result is made of. Everything may be %NULL when nothing is told of this kind. */
typedef struct
{
  GHashTable *offered;   /* JSON paths; all below one that is written %TRUE, too */
  GPtrArray *required;   /* JSON paths, with a %NULL at the end */
  GPtrArray *values;     /* of the status, with a %NULL at the end */
  GHashTable *value_map; /* value of the status -> what the provider calls it */
} ResultFields;

/**
 * AssayConnectorMeta:
 *
 * What StackOne tells of a provider: which members of a result it takes, which it demands, and what
 * becomes of the status. It is the same for all accounts of the provider, and does not change.
 *
 * Only the operation `update` of the models `assessments/results` and `background_checks/results`
 * is kept. StackOne's answers are written with `_`, its OpenAPI example is not, so both are read.
 */
struct _AssayConnectorMeta
{
  GObject parent_instance;

  /* owned */
  char *provider_name;
  ResultFields fields[N_KINDS];
};

G_DEFINE_FINAL_TYPE (AssayConnectorMeta, assay_connector_meta, G_TYPE_OBJECT)

static const char *const models[] = {
  [ASSAY_ORDER_KIND_ASSESSMENT] = "assessments/results",
  [ASSAY_ORDER_KIND_BACKGROUND_CHECK] = "background_checks/results",
};

static AssayJson *
find_of_kind (AssayJson *object, const char *name, AssayJsonKind kind)
{
  return assay_json_get_member_kind (object, name) == kind ? assay_json_dup_member (object, name)
                                                           : NULL;
}

/* Returns: (transfer full) (nullable): the member by either name, if it is of this kind */
static AssayJson *
find (AssayJson *object, const char *name, const char *other_name, AssayJsonKind kind)
{
  AssayJson *found;

  if (object == NULL || assay_json_get_kind (object) != ASSAY_JSON_OBJECT)
    return NULL;

  found = find_of_kind (object, name, kind);

  return found != NULL ? found : find_of_kind (object, other_name, kind);
}

static char *
find_text (AssayJson *object, const char *name, const char *other_name)
{
  g_autoptr (AssayJson) found = find (object, name, other_name, ASSAY_JSON_STRING);

  return found != NULL ? g_strdup (assay_json_get_string (found)) : NULL;
}

static void
map_value (ResultFields *fields, const char *value, const char *source_value)
{
  if (g_hash_table_contains (fields->value_map, value))
    return;

  g_ptr_array_add (fields->values, g_strdup (value));
  g_hash_table_insert (fields->value_map, g_strdup (value),
                       g_strdup (source_value != NULL ? source_value : value));
}

/* A map that is computed tells nothing. */
static void
read_value_map (ResultFields *fields, AssayJson *map)
{
  g_autoptr (AssayJson) matcher = find (map, "matcher", "matcher", ASSAY_JSON_ARRAY);
  g_autofree char *type = find_text (map, "type", "type");
  g_autofree char *only = find_text (map, "value", "value");
  guint n_matches = matcher != NULL ? assay_json_get_length (matcher) : 0;

  if (g_strcmp0 (type, "static") == 0 && only != NULL)
    map_value (fields, only, NULL);

  for (guint i = 0; i < n_matches; i++)
    {
      g_autoptr (AssayJson) match = assay_json_dup_element (matcher, i);
      g_autofree char *value = find_text (match, "value", "value");
      g_autofree char *source_value = find_text (match, "source_value", "sourceValue");

      if (value != NULL)
        map_value (fields, value, source_value);
    }
}

static void
require (ResultFields *fields, const char *path)
{
  if (!g_ptr_array_find_with_equal_func (fields->required, path, g_str_equal, NULL))
    g_ptr_array_add (fields->required, g_strdup (path));
}

static void
read_fields (ResultFields *fields, AssayJson *list, const char *above)
{
  guint length = list != NULL ? assay_json_get_length (list) : 0;

  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) field = assay_json_dup_element (list, i);
      g_autoptr (AssayJson) parts = find (field, "type", "type", ASSAY_JSON_ARRAY);
      g_autoptr (AssayJson) required = find (field, "required", "required", ASSAY_JSON_BOOLEAN);
      g_autoptr (AssayJson) map = find (field, "value_map", "valueMap", ASSAY_JSON_OBJECT);
      g_autofree char *name = find_text (field, "name", "name");
      g_autofree char *path = NULL;

      if (name == NULL)
        continue;

      path = g_strconcat (above, ".", name, NULL);
      if (required != NULL && assay_json_get_boolean (required))
        require (fields, path);
      if (map != NULL && g_str_equal (path, VALUE_PATH))
        read_value_map (fields, map);
      if (parts != NULL)
        read_fields (fields, parts, path);
      g_hash_table_insert (fields->offered, g_steal_pointer (&path),
                           GINT_TO_POINTER (parts == NULL));
    }
}

/* Names what the order is found by; the order is in the path of the call. */
static void
read_required (ResultFields *fields, AssayJson *names)
{
  guint length = names != NULL ? assay_json_get_length (names) : 0;

  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) name = assay_json_dup_element (names, i);
      g_autofree char *path = NULL;

      if (assay_json_get_string (name) == NULL)
        continue;
      path = g_strconcat ("$.", assay_json_get_string (name), NULL);
      require (fields, path);
    }
}

static void
clear_fields (ResultFields *fields)
{
  g_clear_pointer (&fields->offered, g_hash_table_unref);
  g_clear_pointer (&fields->required, g_ptr_array_unref);
  g_clear_pointer (&fields->values, g_ptr_array_unref);
  g_clear_pointer (&fields->value_map, g_hash_table_unref);
}

static void
read_input (ResultFields *fields, AssayJson *input)
{
  g_autoptr (AssayJson)
    defaults = find (input, "default_fields", "defaultFields", ASSAY_JSON_ARRAY);
  g_autoptr (AssayJson) more = find (input, "expand_fields", "expandFields", ASSAY_JSON_ARRAY);
  g_autoptr (AssayJson)
    required = find (input, "required_fields", "requiredFields", ASSAY_JSON_ARRAY);
  guint position;

  fields->offered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fields->required = g_ptr_array_new_with_free_func (g_free);
  fields->values = g_ptr_array_new_with_free_func (g_free);
  fields->value_map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  read_fields (fields, defaults, "$");
  read_fields (fields, more, "$");
  read_required (fields, required);
  if (g_ptr_array_find_with_equal_func (fields->required, "$.id", g_str_equal, &position))
    g_ptr_array_remove_index (fields->required, position);
  g_ptr_array_add (fields->required, NULL);
  g_ptr_array_add (fields->values, NULL);

  if (g_hash_table_size (fields->offered) == 0)
    clear_fields (fields);
}

static void
assay_connector_meta_finalize (GObject *object)
{
  AssayConnectorMeta *self = ASSAY_CONNECTOR_META (object);

  for (guint i = 0; i < N_KINDS; i++)
    clear_fields (&self->fields[i]);
  g_free (self->provider_name);

  G_OBJECT_CLASS (assay_connector_meta_parent_class)->finalize (object);
}

static void
assay_connector_meta_class_init (AssayConnectorMetaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_connector_meta_finalize;
}

static void
assay_connector_meta_init (AssayConnectorMeta *self)
{
}

/**
 * assay_connector_meta_new_from_json:
 * @json: the answer of `GET /connectors/meta/{provider}`
 * @error: return location for an error of %ASSAY_CORE_ERROR that names the JSON path
 *
 * Reads what StackOne tells of a provider. What is not understood is left out, because the shape of
 * the answer is not documented: what cannot be known must not keep anyone from sending a result.
 *
 * Returns: (transfer full): what is told, or %NULL when it is no answer about a provider
 */
AssayConnectorMeta *
assay_connector_meta_new_from_json (AssayJson *json, GError **error)
{
  g_autoptr (AssayConnectorMeta) self = NULL;
  g_autoptr (AssayJson) all = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  if (!assay_json_check_kind (json, ASSAY_JSON_OBJECT, error) ||
      !assay_json_read_object (json, "models", &all, error))
    return NULL;
  if (all == NULL)
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER, "%s.models: missing",
                   assay_json_get_path (json));
      return NULL;
    }

  self = g_object_new (ASSAY_TYPE_CONNECTOR_META, NULL);
  name = find_text (json, "provider_name", "providerName");
  self->provider_name = name != NULL ? g_steal_pointer (&name)
                                     : find_text (json, "provider", "provider");
  for (guint i = 0; i < N_KINDS; i++)
    {
      g_autoptr (AssayJson) model = find (all, models[i], models[i], ASSAY_JSON_OBJECT);
      g_autoptr (AssayJson) operation = find (model, "update", "update", ASSAY_JSON_OBJECT);
      g_autoptr (AssayJson) input = find (operation, "input", "input", ASSAY_JSON_OBJECT);

      if (input != NULL)
        read_input (&self->fields[i], input);
    }

  return g_steal_pointer (&self);
}

/**
 * assay_connector_meta_get_provider_name:
 * @self: connector meta
 *
 * Returns: (transfer none) (nullable): what the provider is called
 */
const char *
assay_connector_meta_get_provider_name (AssayConnectorMeta *self)
{
  g_return_val_if_fail (ASSAY_IS_CONNECTOR_META (self), NULL);

  return self->provider_name;
}

/**
 * assay_connector_meta_describes:
 * @self: connector meta
 * @kind: a kind of orders
 *
 * Returns: whether it is told what results of this kind are made of
 */
gboolean
assay_connector_meta_describes (AssayConnectorMeta *self, AssayOrderKind kind)
{
  g_return_val_if_fail (ASSAY_IS_CONNECTOR_META (self), FALSE);
  g_return_val_if_fail ((guint) kind < N_KINDS, FALSE);

  return self->fields[kind].offered != NULL;
}

/**
 * assay_connector_meta_offers:
 * @self: connector meta
 * @kind: a kind of orders
 * @path: JSON path of a member of a result, such as `$.score.label`, without positions
 *
 * Returns: whether the provider takes this member, which it does where nothing is told
 */
gboolean
assay_connector_meta_offers (AssayConnectorMeta *self, AssayOrderKind kind, const char *path)
{
  g_autofree char *above = g_strdup (path);
  GHashTable *offered;
  char *dot;

  g_return_val_if_fail (ASSAY_IS_CONNECTOR_META (self), TRUE);
  g_return_val_if_fail ((guint) kind < N_KINDS, TRUE);
  g_return_val_if_fail (path != NULL, TRUE);

  offered = self->fields[kind].offered;
  if (offered == NULL || g_hash_table_contains (offered, path))
    return TRUE;

  while ((dot = strrchr (above, '.')) != NULL)
    {
      *dot = '\0';
      if (GPOINTER_TO_INT (g_hash_table_lookup (offered, above)))
        return TRUE;
    }

  return FALSE;
}

/**
 * assay_connector_meta_requires:
 * @self: connector meta
 * @kind: a kind of orders
 * @path: JSON path of a member of a result, such as `$.summary`
 *
 * Returns: whether the provider demands this member
 */
gboolean
assay_connector_meta_requires (AssayConnectorMeta *self, AssayOrderKind kind, const char *path)
{
  const char *const *required;

  g_return_val_if_fail (ASSAY_IS_CONNECTOR_META (self), FALSE);
  g_return_val_if_fail ((guint) kind < N_KINDS, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  required = assay_connector_meta_get_required (self, kind);

  return required != NULL && g_strv_contains (required, path);
}

/**
 * assay_connector_meta_get_required:
 * @self: connector meta
 * @kind: a kind of orders
 *
 * Gets which members the provider demands. The id, by which a call names the order, is none.
 *
 * Returns: (transfer none) (array zero-terminated=1) (nullable): JSON paths; %NULL when nothing is
 *   told
 */
const char *const *
assay_connector_meta_get_required (AssayConnectorMeta *self, AssayOrderKind kind)
{
  g_return_val_if_fail (ASSAY_IS_CONNECTOR_META (self), NULL);
  g_return_val_if_fail ((guint) kind < N_KINDS, NULL);

  if (self->fields[kind].required == NULL)
    return NULL;

  return (const char *const *) self->fields[kind].required->pdata;
}

/**
 * assay_connector_meta_get_values:
 * @self: connector meta
 * @kind: a kind of orders
 *
 * Gets the values of a status of which is told what becomes of them.
 *
 * Returns: (transfer none) (array zero-terminated=1) (nullable): the values, none when there is no
 *   map of them; %NULL when nothing is told
 */
const char *const *
assay_connector_meta_get_values (AssayConnectorMeta *self, AssayOrderKind kind)
{
  g_return_val_if_fail (ASSAY_IS_CONNECTOR_META (self), NULL);
  g_return_val_if_fail ((guint) kind < N_KINDS, NULL);

  if (self->fields[kind].values == NULL)
    return NULL;

  return (const char *const *) self->fields[kind].values->pdata;
}

/**
 * assay_connector_meta_lookup_value:
 * @self: connector meta
 * @kind: a kind of orders
 * @value: a value of a status, as StackOne spells it
 *
 * Returns: (transfer none) (nullable): what the provider makes of it, such as `COMPLETED`; %NULL
 *   when that is not told
 */
const char *
assay_connector_meta_lookup_value (AssayConnectorMeta *self, AssayOrderKind kind, const char *value)
{
  g_return_val_if_fail (ASSAY_IS_CONNECTOR_META (self), NULL);
  g_return_val_if_fail ((guint) kind < N_KINDS, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  if (self->fields[kind].value_map == NULL)
    return NULL;

  return g_hash_table_lookup (self->fields[kind].value_map, value);
}
