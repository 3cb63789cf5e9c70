/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-package.h"

#include "assay-error.h"
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
  char *type;
  GStrv tags;
  AssayJson *stackone; /* by account, the id that StackOne gave it */
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
  { "assay", ASSAY_FIELD_OTHER },
  { NULL, ASSAY_FIELD_UNKNOWN, G_STRUCT_OFFSET (AssayPackage, unknown) },
};

static gboolean
read_tags (AssayPackage *self, AssayJson *own, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (AssayJson) tags = NULL;
  guint length;

  if (!assay_json_read_array (own, "tags", &tags, error))
    return FALSE;

  length = tags != NULL ? assay_json_get_length (tags) : 0;
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) tag = assay_json_dup_element (tags, i);

      if (!assay_json_check_kind (tag, ASSAY_JSON_STRING, error))
        return FALSE;
      g_strv_builder_add (builder, assay_json_get_string (tag));
    }
  if (length > 0)
    self->tags = g_strv_builder_end (builder);

  return TRUE;
}

/* What the catalogue knows beside what StackOne documents. */
static gboolean
assay_package_read (AssayModel *model, AssayJson *json, GError **error)
{
  AssayPackage *self = ASSAY_PACKAGE (model);
  g_autoptr (AssayJson) own = NULL;
  AssayOrderKind kind;

  if (!assay_json_read_object (json, "assay", &own, error))
    return FALSE;
  if (own == NULL)
    return TRUE;
  if (!assay_json_read_string (own, "type", &self->type, error) || !read_tags (self, own, error) ||
      !assay_json_read_object (own, "stackone", &self->stackone, error))
    return FALSE;
  if (self->type == NULL || assay_order_kind_from_string (self->type, &kind))
    return TRUE;

  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
               "%s.type: “%s” is not known; it is assessment or background_check",
               assay_json_get_path (own), self->type);

  return FALSE;
}

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->fields = fields;
  iface->read_json = assay_package_read;
}

static void
assay_package_finalize (GObject *object)
{
  AssayPackage *self = ASSAY_PACKAGE (object);

  g_free (self->type);
  g_strfreev (self->tags);
  g_clear_pointer (&self->stackone, assay_json_unref);
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
 * assay_package_write_entry:
 * @self: a package
 * @writer: where to write
 *
 * Writes an object as [method@Package.write_json], and in its member `assay` what only the
 * catalogue knows: type, tags, and by which ids StackOne knows it.
 */
void
assay_package_write_entry (AssayPackage *self, AssayJsonWriter *writer)
{
  g_return_if_fail (ASSAY_IS_PACKAGE (self));

  assay_json_writer_begin_object (writer);
  assay_model_write_members (ASSAY_MODEL (self), writer);
  if (self->type != NULL || self->tags != NULL || self->stackone != NULL)
    {
      assay_json_writer_member (writer, "assay");
      assay_json_writer_begin_object (writer);
      assay_json_writer_member_string (writer, "type", self->type);
      if (self->tags != NULL)
        {
          assay_json_writer_member (writer, "tags");
          assay_json_writer_begin_array (writer);
          for (gsize i = 0; self->tags[i] != NULL; i++)
            assay_json_writer_string (writer, self->tags[i]);
          assay_json_writer_end_array (writer);
        }
      if (self->stackone != NULL)
        assay_json_writer_member_value (writer, "stackone", self->stackone);
      assay_json_writer_end_object (writer);
    }
  assay_json_writer_end_object (writer);
}

/**
 * assay_package_dup_entry:
 * @self: a package
 *
 * Returns: (transfer full): what [method@Package.write_entry] writes
 */
AssayJson *
assay_package_dup_entry (AssayPackage *self)
{
  g_autoptr (AssayJsonWriter) writer = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), NULL);

  writer = assay_json_writer_new ();
  assay_package_write_entry (self, writer);
  bytes = assay_json_writer_finish (writer);

  return assay_json_parse (bytes, NULL);
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
 * assay_package_get_kind:
 * @self: a package
 *
 * Gets what is ordered with it. Where the catalogue does not say it, a package of tests is a
 * background check.
 *
 * Returns: the kind of its orders
 */
AssayOrderKind
assay_package_get_kind (AssayPackage *self)
{
  AssayOrderKind kind = ASSAY_ORDER_KIND_ASSESSMENT;

  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), ASSAY_ORDER_KIND_ASSESSMENT);

  if (self->type != NULL)
    assay_order_kind_from_string (self->type, &kind);
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->tests)) > 0)
    kind = ASSAY_ORDER_KIND_BACKGROUND_CHECK;

  return kind;
}

/**
 * assay_package_get_tags:
 * @self: a package
 *
 * Gets the words by which the catalogue groups its packages.
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the tags, %NULL for none
 */
const char *const *
assay_package_get_tags (AssayPackage *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), NULL);

  return (const char *const *) self->tags;
}

/**
 * assay_package_dup_stackone_id:
 * @self: a package
 * @account_id: a linked account
 *
 * Gets the id that StackOne gave the package when it was created there.
 *
 * Returns: (transfer full) (nullable): the id, or %NULL where it was not created
 */
char *
assay_package_dup_stackone_id (AssayPackage *self, const char *account_id)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), NULL);
  g_return_val_if_fail (account_id != NULL, NULL);

  return self->stackone != NULL ? assay_json_dup_member_text (self->stackone, account_id) : NULL;
}

/**
 * assay_package_remember:
 * @self: a package
 * @account_id: a linked account
 * @stackone_id: the id that StackOne gave the package
 *
 * Keeps by which id StackOne knows the package.
 */
void
assay_package_remember (AssayPackage *self, const char *account_id, const char *stackone_id)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (AssayJson) before = NULL;
  g_autoptr (AssayJson) patch = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_if_fail (ASSAY_IS_PACKAGE (self));
  g_return_if_fail (account_id != NULL);
  g_return_if_fail (stackone_id != NULL);

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, account_id, stackone_id);
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);
  patch = assay_json_parse (bytes, NULL);
  before = g_steal_pointer (&self->stackone);
  self->stackone = before != NULL ? assay_json_merge_patch (before, patch)
                                  : g_steal_pointer (&patch);
}

/**
 * assay_package_inherit:
 * @self: a package that came without what StackOne knows it by
 * @known: the same package as the catalogue has it
 *
 * Keeps what the catalogue remembers of StackOne where @self says nothing of it.
 */
void
assay_package_inherit (AssayPackage *self, AssayPackage *known)
{
  g_return_if_fail (ASSAY_IS_PACKAGE (self));
  g_return_if_fail (ASSAY_IS_PACKAGE (known));

  if (self->stackone == NULL && known->stackone != NULL)
    self->stackone = assay_json_ref (known->stackone);
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

static gboolean
tests_are_equal (GListModel *tests, GListModel *others)
{
  guint n_tests = g_list_model_get_n_items (tests);

  if (n_tests != g_list_model_get_n_items (others))
    return FALSE;
  for (guint i = 0; i < n_tests; i++)
    {
      g_autoptr (AssayPackage) test = g_list_model_get_item (tests, i);
      g_autoptr (AssayPackage) other = g_list_model_get_item (others, i);

      if (!assay_package_equal (test, other))
        return FALSE;
    }

  return TRUE;
}

static gboolean
objects_are_equal (AssayJson *object, AssayJson *other)
{
  if (object == NULL || other == NULL)
    return object == other;

  return assay_json_equal (object, other);
}

static gboolean
texts_are_equal (GStrv texts, GStrv others)
{
  if (texts == NULL || others == NULL)
    return texts == others;

  return g_strv_equal ((const char *const *) texts, (const char *const *) others);
}

/**
 * assay_package_equal:
 * @self: a package
 * @other: another one
 *
 * Returns: whether both say the same
 */
gboolean
assay_package_equal (AssayPackage *self, AssayPackage *other)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE (self), FALSE);
  g_return_val_if_fail (ASSAY_IS_PACKAGE (other), FALSE);

  return self == other ||
         (g_strcmp0 (self->id, other->id) == 0 &&
          g_strcmp0 (self->remote_id, other->remote_id) == 0 &&
          g_strcmp0 (self->name, other->name) == 0 &&
          g_strcmp0 (self->description, other->description) == 0 &&
          g_strcmp0 (self->type, other->type) == 0 && texts_are_equal (self->tags, other->tags) &&
          texts_are_equal (self->unknown, other->unknown) &&
          objects_are_equal (self->stackone, other->stackone) &&
          tests_are_equal (assay_package_get_tests (self), assay_package_get_tests (other)));
}
