/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-package-form.h"

#include <glib/gi18n.h>

#include "assay-slug.h"

/**
 * AssayPackageForm:
 *
 * The fields of a package. Until somebody types an id, it follows the name.
 */
struct _AssayPackageForm
{
  AdwBin parent_instance;

  /* template children */
  AdwEntryRow *name;
  AdwEntryRow *id;
  AdwEntryRow *description;
  AdwComboRow *kind;
  AdwEntryRow *tags;
  AdwPreferencesGroup *tests;
  AdwButtonRow *add_test;

  /* owned */
  AssayJson *base;      /* what the fields do not show of the package is kept */
  AssayPackage *begun;  /* what the fields said at first */
  GPtrArray *test_rows; /* of AdwEntryRow, borrowed */

  /* plain */
  gboolean suggests; /* the id follows the name */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (AssayPackageForm, assay_package_form, ADW_TYPE_BIN)

typedef enum
{
  SIGNAL_CHANGED,
} AssayPackageFormSignal;

static guint signals[SIGNAL_CHANGED + 1];

static void
changed (AssayPackageForm *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->tests), adw_combo_row_get_selected (self->kind) > 0);
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static char *
dup_text (gpointer row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
name_changed_cb (AssayPackageForm *self)
{
  if (self->suggests && !self->filling)
    {
      g_autofree char *id = assay_slug_new (gtk_editable_get_text (GTK_EDITABLE (self->name)));

      self->filling = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->id), id);
      self->filling = FALSE;
    }
  changed (self);
}

static void
id_changed_cb (AssayPackageForm *self)
{
  if (!self->filling)
    self->suggests = *gtk_editable_get_text (GTK_EDITABLE (self->id)) == '\0';
  changed (self);
}

static void
remove_test_cb (GtkWidget *button, AssayPackageForm *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW);

  g_ptr_array_remove (self->test_rows, row);
  adw_preferences_group_remove (self->tests, row);
  gtk_widget_grab_focus (GTK_WIDGET (self->add_test));
  changed (self);
}

static void
add_test_row (AssayPackageForm *self, AssayPackage *test)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *title =
    /* Translators: %u is the number of a test among those of a package. */
    g_strdup_printf (_("Test %u"), self->test_rows->len + 1);
  /* Translators: %s is “Test 2”, for example. */
  g_autofree char *removal = g_strdup_printf (_("Remove %s"), title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (test != NULL)
    {
      const char *name = assay_package_get_name (test);

      g_object_set_data_full (G_OBJECT (row), "test", g_object_ref (test), g_object_unref);
      gtk_editable_set_text (GTK_EDITABLE (row), name != NULL ? name : "");
    }
  gtk_widget_set_tooltip_text (button, removal);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_test_cb), self, G_CONNECT_DEFAULT);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);

  g_object_ref (self->add_test);
  adw_preferences_group_remove (self->tests, GTK_WIDGET (self->add_test));
  adw_preferences_group_add (self->tests, row);
  adw_preferences_group_add (self->tests, GTK_WIDGET (self->add_test));
  g_object_unref (self->add_test);
  g_ptr_array_add (self->test_rows, row);
}

static void
add_test_cb (AssayPackageForm *self)
{
  add_test_row (self, NULL);
  gtk_widget_grab_focus (self->test_rows->pdata[self->test_rows->len - 1]);
  changed (self);
}

static void
write_test (AssayJsonWriter *writer, gpointer row)
{
  AssayPackage *test = g_object_get_data (row, "test");
  g_autofree char *name = dup_text (row);

  if (*name == '\0')
    return;

  assay_json_writer_begin_object (writer);
  if (test != NULL)
    {
      assay_json_writer_member_string (writer, "id", assay_package_get_id (test));
      assay_json_writer_member_string (writer, "remote_id", assay_package_get_remote_id (test));
    }
  assay_json_writer_member_string (writer, "name", name);
  if (test != NULL)
    assay_json_writer_member_string (writer, "description", assay_package_get_description (test));
  assay_json_writer_end_object (writer);
}

/* Tests belong to background checks alone; those that are not shown are kept until it is saved as
 * something else. */
static void
write_tests (AssayPackageForm *self, AssayJsonWriter *writer)
{
  assay_json_writer_member (writer, "tests");
  if (adw_combo_row_get_selected (self->kind) == 0 || self->test_rows->len == 0)
    {
      assay_json_writer_null (writer);
      return;
    }

  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < self->test_rows->len; i++)
    write_test (writer, self->test_rows->pdata[i]);
  assay_json_writer_end_array (writer);
}

static void
write_tags (AssayPackageForm *self, AssayJsonWriter *writer)
{
  g_auto (GStrv)
    tags = g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (self->tags)), ",;", -1);

  assay_json_writer_member (writer, "tags");
  assay_json_writer_begin_array (writer);
  for (gsize i = 0; tags[i] != NULL; i++)
    {
      if (*g_strstrip (tags[i]) != '\0')
        assay_json_writer_string (writer, tags[i]);
    }
  assay_json_writer_end_array (writer);
}

static void
write_text (AssayJsonWriter *writer, const char *member, AdwEntryRow *row)
{
  g_autofree char *text = dup_text (row);

  assay_json_writer_member (writer, member);
  if (*text != '\0')
    assay_json_writer_string (writer, text);
  else
    assay_json_writer_null (writer);
}

static AssayJson *
create_patch (AssayPackageForm *self)
{
  static const AssayOrderKind kinds[] = { ASSAY_ORDER_KIND_ASSESSMENT,
                                          ASSAY_ORDER_KIND_BACKGROUND_CHECK };
  guint kind = MIN (adw_combo_row_get_selected (self->kind), G_N_ELEMENTS (kinds) - 1);
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  assay_json_writer_begin_object (writer);
  write_text (writer, "id", self->id);
  write_text (writer, "name", self->name);
  write_text (writer, "description", self->description);
  write_tests (self, writer);
  assay_json_writer_member (writer, "assay");
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "type", assay_order_kind_to_string (kinds[kind]));
  write_tags (self, writer);
  assay_json_writer_end_object (writer);
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);

  return assay_json_parse (bytes, NULL);
}

static void
fill (AssayPackageForm *self, AssayPackage *package, const char *id)
{
  GListModel *tests = assay_package_get_tests (package);
  const char *const *tags = assay_package_get_tags (package);
  g_autofree char *joined = tags != NULL ? g_strjoinv (", ", (GStrv) tags) : g_strdup ("");
  const char *name = assay_package_get_name (package);
  const char *description = assay_package_get_description (package);

  self->suggests = FALSE;
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name), name != NULL ? name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->id), id != NULL ? id : "");
  gtk_editable_set_text (GTK_EDITABLE (self->description), description != NULL ? description : "");
  adw_combo_row_set_selected (self->kind, assay_package_get_kind (package) ==
                                            ASSAY_ORDER_KIND_BACKGROUND_CHECK);
  gtk_editable_set_text (GTK_EDITABLE (self->tags), joined);
  for (guint i = 0; i < g_list_model_get_n_items (tests); i++)
    {
      g_autoptr (AssayPackage) test = g_list_model_get_item (tests, i);

      add_test_row (self, test);
    }
  self->filling = FALSE;
  g_clear_object (&self->begun);
  self->begun = assay_package_form_dup_package (self);
  changed (self);
}

static void
assay_package_form_dispose (GObject *object)
{
  AssayPackageForm *self = ASSAY_PACKAGE_FORM (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_PACKAGE_FORM);
  g_clear_pointer (&self->base, assay_json_unref);
  g_clear_object (&self->begun);
  g_clear_pointer (&self->test_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (assay_package_form_parent_class)->dispose (object);
}

static void
assay_package_form_class_init (AssayPackageFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_package_form_dispose;

  /**
   * AssayPackageForm::changed:
   * @self: the form
   *
   * Somebody changed a field.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-package-form.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayPackageForm, name);
  gtk_widget_class_bind_template_child (widget_class, AssayPackageForm, id);
  gtk_widget_class_bind_template_child (widget_class, AssayPackageForm, description);
  gtk_widget_class_bind_template_child (widget_class, AssayPackageForm, kind);
  gtk_widget_class_bind_template_child (widget_class, AssayPackageForm, tags);
  gtk_widget_class_bind_template_child (widget_class, AssayPackageForm, tests);
  gtk_widget_class_bind_template_child (widget_class, AssayPackageForm, add_test);
  gtk_widget_class_bind_template_callback (widget_class, changed);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, id_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_test_cb);
}

static void
assay_package_form_init (AssayPackageForm *self)
{
  self->test_rows = g_ptr_array_new ();
  self->base = assay_json_new_from_text ("{}", NULL);
  self->suggests = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->begun = assay_package_form_dup_package (self);
}

/**
 * assay_package_form_show:
 * @self: an empty form
 * @package: a package
 *
 * Fills in what the catalogue says of a package.
 */
void
assay_package_form_show (AssayPackageForm *self, AssayPackage *package)
{
  g_return_if_fail (ASSAY_IS_PACKAGE_FORM (self));
  g_return_if_fail (ASSAY_IS_PACKAGE (package));

  g_clear_pointer (&self->base, assay_json_unref);
  self->base = assay_package_dup_entry (package);
  fill (self, package, assay_package_get_id (package));
}

/**
 * assay_package_form_show_copy:
 * @self: an empty form
 * @package: a package
 * @id: the id of its copy
 *
 * Fills in what a copy has in common with @package, which is what the form shows of it.
 */
void
assay_package_form_show_copy (AssayPackageForm *self, AssayPackage *package, const char *id)
{
  g_return_if_fail (ASSAY_IS_PACKAGE_FORM (self));
  g_return_if_fail (ASSAY_IS_PACKAGE (package));

  fill (self, package, id);
}

/**
 * assay_package_form_get_touched:
 * @self: a form
 *
 * Returns: whether its fields say something else than at first
 */
gboolean
assay_package_form_get_touched (AssayPackageForm *self)
{
  g_autoptr (AssayPackage) package = NULL;

  g_return_val_if_fail (ASSAY_IS_PACKAGE_FORM (self), FALSE);

  package = assay_package_form_dup_package (self);

  return package == NULL || self->begun == NULL || !assay_package_equal (package, self->begun);
}

/**
 * assay_package_form_dup_package:
 * @self: a form
 *
 * Returns: (transfer full) (nullable): the package as it is filled in
 */
AssayPackage *
assay_package_form_dup_package (AssayPackageForm *self)
{
  g_autoptr (AssayJson) patch = NULL;
  g_autoptr (AssayJson) entry = NULL;

  g_return_val_if_fail (ASSAY_IS_PACKAGE_FORM (self), NULL);

  patch = create_patch (self);
  if (patch == NULL)
    return NULL;
  entry = assay_json_merge_patch (self->base, patch);

  return assay_package_new_from_json (entry, NULL);
}
