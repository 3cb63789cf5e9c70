/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-catalogue.h"
#include "assay-desk-commands.h"
#include "assay-desk-error.h"
#include "assay-support.h"
#include "desk-support.h"

typedef struct
{
  char *folder;
  AssayDesk *desk;
  AssayCatalogue *catalogue;
  GString *told; /* “position-removed+added” of each items-changed */
} Fixture;

static void
items_changed_cb (GListModel *model, guint position, guint n_removed, guint n_added, GString *told)
{
  g_string_append_printf (told, "%s%u-%u+%u", told->len > 0 ? " " : "", position, n_removed,
                          n_added);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = assay_temp_dir_new ();
  fixture->desk = desk_support_open (fixture->folder);
  fixture->catalogue = assay_catalogue_new (fixture->desk, "tester");
  fixture->told = g_string_new (NULL);
  g_signal_connect (fixture->catalogue, "items-changed", G_CALLBACK (items_changed_cb),
                    fixture->told);
  assay_wait_until (assay_catalogue_get_loaded (fixture->catalogue));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_string_free (fixture->told, TRUE);
  assay_desk_stop (fixture->desk);
  g_assert_finalize_object (fixture->catalogue);
  g_assert_finalize_object (fixture->desk);
  assay_temp_dir_remove (fixture->folder);
}

static AssayPackage *
create_package (const char *id, const char *name)
{
  g_autofree char *text = g_strdup_printf ("{\"id\":\"%s\",\"name\":\"%s\"}", id, name);
  g_autoptr (AssayJson) json = assay_json_new_from_text (text, NULL);

  return assay_package_new_from_json (json, NULL);
}

static void
finish (Fixture *fixture, GAsyncResult **slot)
{
  g_autoptr (GAsyncResult) result = assay_await_result (slot);
  g_autoptr (GError) error = NULL;

  g_assert_true (assay_catalogue_change_finish (fixture->catalogue, result, &error));
  g_assert_no_error (error);
}

static void
put (Fixture *fixture, const char *id, const char *name, const char *replaced, const char *before)
{
  g_autoptr (AssayPackage) package = create_package (id, name);
  GAsyncResult *slot = NULL;

  assay_catalogue_put_async (fixture->catalogue, package, replaced, before, NULL,
                             assay_await_result_cb, &slot);
  finish (fixture, &slot);
}

static void
undo (Fixture *fixture)
{
  GAsyncResult *slot = NULL;

  assay_catalogue_undo_async (fixture->catalogue, NULL, assay_await_result_cb, &slot);
  finish (fixture, &slot);
}

static void
expect (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->catalogue)); i++)
    {
      g_autoptr (AssayPackage)
        package = g_list_model_get_item (G_LIST_MODEL (fixture->catalogue), i);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", assay_package_get_id (package),
                              assay_package_get_name (package));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
put_three (Fixture *fixture)
{
  put (fixture, "a", "A", NULL, NULL);
  put (fixture, "b", "B", NULL, NULL);
  put (fixture, "c", "C", NULL, NULL);
  expect (fixture, "a=A b=B c=C");
  g_assert_cmpstr (fixture->told->str, ==, "0-0+1 1-0+1 2-0+1");
  g_string_truncate (fixture->told, 0);
}

static void
test_put (Fixture *fixture, gconstpointer data)
{
  g_assert_false (assay_catalogue_can_undo (fixture->catalogue));
  put_three (fixture);
  put (fixture, "b", "Better", "b", NULL);
  expect (fixture, "a=A b=Better c=C");
  g_assert_cmpstr (fixture->told->str, ==, "1-1+1");
  g_assert_true (assay_catalogue_can_undo (fixture->catalogue));
  undo (fixture);
  expect (fixture, "a=A b=B c=C");
  g_assert_false (assay_catalogue_can_undo (fixture->catalogue));
  undo (fixture);
  expect (fixture, "a=A b=B c=C");

  put (fixture, "b2", "B2", "b", NULL);
  expect (fixture, "a=A b2=B2 c=C");
  undo (fixture);
  expect (fixture, "a=A b=B c=C");

  put (fixture, "aa", "AA", NULL, "b");
  expect (fixture, "a=A aa=AA b=B c=C");
  undo (fixture);
  expect (fixture, "a=A b=B c=C");
}

static void
test_exists (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayPackage) package = create_package ("c", "Again");
  static const char *const replaced[] = { NULL, "a" };

  put_three (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (replaced); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      GAsyncResult *slot = NULL;

      assay_catalogue_put_async (fixture->catalogue, package, replaced[i], NULL, NULL,
                                 assay_await_result_cb, &slot);
      result = assay_await_result (&slot);
      g_assert_false (assay_catalogue_change_finish (fixture->catalogue, result, &error));
      g_assert_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_EXISTS);
    }
  expect (fixture, "a=A b=B c=C");
}

static void
test_move (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *slot = NULL;

  put_three (fixture);
  assay_catalogue_move_async (fixture->catalogue, "c", "a", NULL, assay_await_result_cb, &slot);
  finish (fixture, &slot);
  expect (fixture, "c=C a=A b=B");
  undo (fixture);
  expect (fixture, "a=A b=B c=C");
  assay_catalogue_move_async (fixture->catalogue, "a", NULL, NULL, assay_await_result_cb, &slot);
  finish (fixture, &slot);
  expect (fixture, "b=B c=C a=A");
  undo (fixture);
  expect (fixture, "a=A b=B c=C");
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *slot = NULL;

  put_three (fixture);
  assay_catalogue_remove_async (fixture->catalogue, "a", NULL, assay_await_result_cb, &slot);
  finish (fixture, &slot);
  expect (fixture, "b=B c=C");
  g_assert_cmpstr (fixture->told->str, ==, "0-1+0");
  undo (fixture);
  expect (fixture, "a=A b=B c=C");
  assay_catalogue_remove_async (fixture->catalogue, "c", NULL, assay_await_result_cb, &slot);
  finish (fixture, &slot);
  undo (fixture);
  expect (fixture, "a=A b=B c=C");
  assay_catalogue_remove_async (fixture->catalogue, "nobody", NULL, assay_await_result_cb, &slot);
  finish (fixture, &slot);
  expect (fixture, "a=A b=B c=C");
}

static void
test_import (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) packages = g_ptr_array_new_with_free_func (g_object_unref);
  GAsyncResult *slot = NULL;

  put_three (fixture);
  g_ptr_array_add (packages, create_package ("d", "D"));
  g_ptr_array_add (packages, create_package ("b", "Better"));
  g_ptr_array_add (packages, create_package ("a", "A"));
  assay_catalogue_import_async (fixture->catalogue, packages, NULL, assay_await_result_cb, &slot);
  finish (fixture, &slot);
  expect (fixture, "a=A b=Better c=C d=D");
  g_assert_cmpstr (fixture->told->str, ==, "1-2+3");
  undo (fixture);
  expect (fixture, "a=A b=B c=C");

  g_ptr_array_set_size (packages, 0);
  assay_catalogue_import_async (fixture->catalogue, packages, NULL, assay_await_result_cb, &slot);
  finish (fixture, &slot);
  expect (fixture, "a=A b=B c=C");
}

/* What others do is shown, too; what they do elsewhere is not read for. */
static void
test_others (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) packages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  g_ptr_array_add (packages, create_package ("x", "X"));
  g_ptr_array_add (packages, create_package ("y", "Y"));
  assay_desk_save_packages_async (fixture->desk, packages, "other", NULL, assay_await_result_cb,
                                  &slot);
  result = assay_await_result (&slot);
  g_assert_true (assay_desk_command_finish (fixture->desk, result, NULL));
  assay_wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture->catalogue)) == 2);
  expect (fixture, "x=X y=Y");
  g_assert_cmpstr (fixture->told->str, ==, "0-0+2");
  g_assert_false (assay_catalogue_can_undo (fixture->catalogue));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/desk/catalogue/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("put", test_put);
  ADD ("exists", test_exists);
  ADD ("move", test_move);
  ADD ("remove", test_remove);
  ADD ("import", test_import);
  ADD ("others", test_others);
#undef ADD

  return g_test_run ();
}
