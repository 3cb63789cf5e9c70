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

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayPackage,
                               assay_package,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

static const AssayField fields[] = {
  { "id", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayPackage, id) },
  { "remote_id", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayPackage, remote_id) },
  { "name", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayPackage, name) },
  { "description", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayPackage, description) },
  { "tests", ASSAY_FIELD_LIST, G_STRUCT_OFFSET (AssayPackage, tests), assay_package_get_type },
  { NULL, ASSAY_FIELD_UNKNOWN, G_STRUCT_OFFSET (AssayPackage, unknown) },
};

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->fields = fields;
}

static void
assay_package_finalize (GObject *object)
{
  assay_model_clear_fields (object);
  G_OBJECT_CLASS (assay_package_parent_class)->finalize (object);
}

static void
assay_package_class_init (AssayPackageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_package_finalize;
}

static void
assay_package_init (AssayPackage *self)
{
  self->tests = g_list_store_new (ASSAY_TYPE_PACKAGE);
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
 * Returns: (transfer none) (nullable): the id, which the order names
 */
const char *
assay_package_get_id (AssayPackage *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), NULL);

  return self->id;
}

/**
 * assay_package_get_remote_id:
 * @self: a package
 *
 * Returns: (transfer none) (nullable): its id at the provider
 */
const char *
assay_package_get_remote_id (AssayPackage *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), NULL);

  return self->remote_id;
}

/**
 * assay_package_get_name:
 * @self: a package
 *
 * Returns: (transfer none) (nullable): the name that the recruiter sees
 */
const char *
assay_package_get_name (AssayPackage *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), NULL);

  return self->name;
}

/**
 * assay_package_get_description:
 * @self: a package
 *
 * Returns: (transfer none) (nullable): the description
 */
const char *
assay_package_get_description (AssayPackage *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), NULL);

  return self->description;
}

/**
 * assay_package_get_tests:
 * @self: a package
 *
 * Returns: (transfer none) (element-type AssayPackage): the tests it consists of
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
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the members that Assay does not
 *   know, each as `name: JSON`
 */
const char *const *
assay_package_get_unknown (AssayPackage *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), NULL);

  return (const char *const *) self->unknown;
}
