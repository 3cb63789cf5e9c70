/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-package.h"

#include "assay-model-private.h"

/**
 * AssayPackage:
 *
 * An assessment or background check that can be ordered, or one test inside a background-check
 * package (StackOne ATS OpenAPI: AssessmentPackage, BackgroundCheckPackage).
 */
struct _AssayPackage
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *remote_id;
  char *name;
  char *description;
  GListStore *tests;
  GStrv unknown;
};

static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayPackage, assay_package, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

typedef enum
{
  PROP_ID = 1,
  PROP_REMOTE_ID,
  PROP_NAME,
  PROP_DESCRIPTION,
  PROP_TESTS,
  PROP_UNKNOWN,
} AssayPackageProperty;

static GParamSpec *properties[PROP_UNKNOWN + 1];

static gboolean
assay_package_read (AssayModel *model, AssayJson *json, GError **error)
{
  AssayPackage *self = ASSAY_PACKAGE (model);
  static const char * const known[] = {
    "id", "remote_id", "name", "description", "tests", NULL,
  };

  self->unknown = assay_json_dup_unknown_members (json, known);
  return assay_json_read_text (json, "id", &self->id, error) &&
         assay_json_read_text (json, "remote_id", &self->remote_id, error) &&
         assay_json_read_string (json, "name", &self->name, error) &&
         assay_json_read_string (json, "description", &self->description, error) &&
         assay_model_read_list (json, "tests", self->tests, error);
}

static void
assay_package_write (AssayModel *model, AssayJsonWriter *writer)
{
  AssayPackage *self = ASSAY_PACKAGE (model);

  assay_json_writer_member_string (writer, "id", self->id);
  assay_json_writer_member_string (writer, "remote_id", self->remote_id);
  assay_json_writer_member_string (writer, "name", self->name);
  assay_json_writer_member_string (writer, "description", self->description);
  assay_model_write_list (writer, "tests", self->tests);
}

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->read_json = assay_package_read;
  iface->write_json = assay_package_write;
}

static void
assay_package_finalize (GObject *object)
{
  AssayPackage *self = ASSAY_PACKAGE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->remote_id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_object (&self->tests);
  g_clear_pointer (&self->unknown, g_strfreev);
  G_OBJECT_CLASS (assay_package_parent_class)->finalize (object);
}

static void
assay_package_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  AssayPackage *self = ASSAY_PACKAGE (object);

  switch ((AssayPackageProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, assay_package_get_id (self));
      break;
    case PROP_REMOTE_ID:
      g_value_set_string (value, assay_package_get_remote_id (self));
      break;
    case PROP_NAME:
      g_value_set_string (value, assay_package_get_name (self));
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, assay_package_get_description (self));
      break;
    case PROP_TESTS:
      g_value_set_object (value, assay_package_get_tests (self));
      break;
    case PROP_UNKNOWN:
      g_value_set_boxed (value, assay_package_get_unknown (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_package_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  AssayPackage *self = ASSAY_PACKAGE (object);

  switch ((AssayPackageProperty) property_id)
    {
    case PROP_ID:
      assay_package_set_id (self, g_value_get_string (value));
      break;
    case PROP_REMOTE_ID:
      assay_package_set_remote_id (self, g_value_get_string (value));
      break;
    case PROP_NAME:
      assay_package_set_name (self, g_value_get_string (value));
      break;
    case PROP_DESCRIPTION:
      assay_package_set_description (self, g_value_get_string (value));
      break;
    case PROP_TESTS:
    case PROP_UNKNOWN:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_package_class_init (AssayPackageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_package_finalize;
  object_class->get_property = assay_package_get_property;
  object_class->set_property = assay_package_set_property;

  /**
   * AssayPackage:id:
   *
   * Id at StackOne, or the partner's own in a catalogue that is served.
   */
  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayPackage:remote-id:
   *
   * Id at the provider.
   */
  properties[PROP_REMOTE_ID] =
    g_param_spec_string ("remote-id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayPackage:name:
   *
   * Name; the recruiter reads it in the order dialog and on the card.
   */
  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayPackage:description:
   *
   * Description under the name in the order dialog.
   */
  properties[PROP_DESCRIPTION] =
    g_param_spec_string ("description", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayPackage:tests:
   *
   * The single tests, of type [class@Package]; background checks only.
   */
  properties[PROP_TESTS] =
    g_param_spec_object ("tests", NULL, NULL, G_TYPE_LIST_MODEL,
                         ASSAY_MODEL_PARAM_READ);

  /**
   * AssayPackage:unknown:
   *
   * The members that Assay does not know, each as `name: JSON`.
   */
  properties[PROP_UNKNOWN] =
    g_param_spec_boxed ("unknown", NULL, NULL, G_TYPE_STRV,
                        ASSAY_MODEL_PARAM_READ);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_package_init (AssayPackage *self)
{
  self->tests = g_list_store_new (ASSAY_TYPE_PACKAGE);
}

/**
 * assay_package_new:
 *
 * Returns: (transfer full): a package of which nothing is known
 */
AssayPackage *
assay_package_new (void)
{
  return g_object_new (ASSAY_TYPE_PACKAGE, NULL);
}

/**
 * assay_package_new_from_json:
 * @json: an object
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Reads a package. Absent and null members stay unset; unknown ones are kept for display.
 *
 * Returns: (transfer full): the model, or %NULL with @error set
 */
AssayPackage *
assay_package_new_from_json (AssayJson *json, GError **error)
{
  return assay_model_new_from_json (ASSAY_TYPE_PACKAGE, json, error);
}

/**
 * assay_package_write_json:
 * @self: a package
 * @writer: where to write
 *
 * Writes an object with the documented members that are set.
 */
void
assay_package_write_json (AssayPackage *self, AssayJsonWriter *writer)
{
  g_return_if_fail (ASSAY_IS_PACKAGE (self));

  assay_model_write_json (ASSAY_MODEL (self), writer);
}

/**
 * assay_package_get_id:
 * @self: a package
 *
 * Returns: (transfer none) (nullable): the value of [property@Package:id]
 */
const char *
assay_package_get_id (AssayPackage *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), NULL);

  return self->id;
}

/**
 * assay_package_set_id:
 * @self: a package
 * @id: (nullable): the new value
 *
 * Sets [property@Package:id].
 */
void
assay_package_set_id (AssayPackage *self, const char *id)
{
  g_return_if_fail (ASSAY_IS_PACKAGE (self));

  if (g_set_str (&self->id, id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
}

/**
 * assay_package_get_remote_id:
 * @self: a package
 *
 * Returns: (transfer none) (nullable): the value of [property@Package:remote-id]
 */
const char *
assay_package_get_remote_id (AssayPackage *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), NULL);

  return self->remote_id;
}

/**
 * assay_package_set_remote_id:
 * @self: a package
 * @remote_id: (nullable): the new value
 *
 * Sets [property@Package:remote-id].
 */
void
assay_package_set_remote_id (AssayPackage *self, const char *remote_id)
{
  g_return_if_fail (ASSAY_IS_PACKAGE (self));

  if (g_set_str (&self->remote_id, remote_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOTE_ID]);
}

/**
 * assay_package_get_name:
 * @self: a package
 *
 * Returns: (transfer none) (nullable): the value of [property@Package:name]
 */
const char *
assay_package_get_name (AssayPackage *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), NULL);

  return self->name;
}

/**
 * assay_package_set_name:
 * @self: a package
 * @name: (nullable): the new value
 *
 * Sets [property@Package:name].
 */
void
assay_package_set_name (AssayPackage *self, const char *name)
{
  g_return_if_fail (ASSAY_IS_PACKAGE (self));

  if (g_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/**
 * assay_package_get_description:
 * @self: a package
 *
 * Returns: (transfer none) (nullable): the value of [property@Package:description]
 */
const char *
assay_package_get_description (AssayPackage *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), NULL);

  return self->description;
}

/**
 * assay_package_set_description:
 * @self: a package
 * @description: (nullable): the new value
 *
 * Sets [property@Package:description].
 */
void
assay_package_set_description (AssayPackage *self, const char *description)
{
  g_return_if_fail (ASSAY_IS_PACKAGE (self));

  if (g_set_str (&self->description, description))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCRIPTION]);
}

/**
 * assay_package_get_tests:
 * @self: a package
 *
 * Returns: (transfer none): the value of [property@Package:tests]
 */
GListModel *
assay_package_get_tests (AssayPackage *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), NULL);

  return G_LIST_MODEL (self->tests);
}

/**
 * assay_package_get_unknown:
 * @self: a package
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the value of
 *   [property@Package:unknown]
 */
const char * const *
assay_package_get_unknown (AssayPackage *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), NULL);

  return (const char * const *) self->unknown;
}
