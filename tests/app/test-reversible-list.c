/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-support.h"
#include "pages/assay-reversible-list.h"

#include <gtk/gtk.h>

/* Returns: (transfer full): the strings of the list */
static char *
describe (AssayReversibleList *list)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append (text, gtk_string_object_get_string (item));
    }

  return g_strdup (text->str);
}

static void
check (AssayReversibleList *list, const char *expected)
{
  g_autofree char *actual = describe (list);

  g_assert_cmpstr (actual, ==, expected);
}

static void
note_cb (GListModel *list, guint position, guint n_removed, guint n_added, GString *notes)
{
  g_string_append_printf (notes, "%u -%u +%u;", position, n_removed, n_added);
}

static void
check_notes (GString *notes, const char *expected)
{
  g_assert_cmpstr (notes->str, ==, expected);
  g_string_truncate (notes, 0);
}

static void
test_follows (void)
{
  const char *const letters[] = { "a", "b", "c", "d", NULL };
  const char *const more[] = { "x", "y", NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (letters);
  AssayReversibleList *list = assay_reversible_list_new (G_LIST_MODEL (model));
  g_autoptr (GString) notes = g_string_new (NULL);
  guint turned = 0;

  assay_count_notify (list, "reversed", &turned);
  g_signal_connect (list, "items-changed", G_CALLBACK (note_cb), notes);
  g_assert_cmpuint (g_list_model_get_item_type (G_LIST_MODEL (list)), ==,
                    g_list_model_get_item_type (G_LIST_MODEL (model)));
  check (list, "abcd");
  gtk_string_list_splice (model, 1, 1, more);
  check (list, "axycd");
  check_notes (notes, "1 -1 +2;");

  assay_reversible_list_set_reversed (list, TRUE);
  assay_reversible_list_set_reversed (list, TRUE);
  g_assert_true (assay_reversible_list_get_reversed (list));
  check (list, "dcyxa");
  check_notes (notes, "0 -5 +5;");
  g_assert_cmpuint (turned, ==, 1);

  gtk_string_list_splice (model, 0, 0, more);
  check (list, "dcyxayx");
  check_notes (notes, "5 -0 +2;");
  gtk_string_list_splice (model, 6, 1, NULL);
  check (list, "cyxayx");
  check_notes (notes, "0 -1 +0;");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 6));

  g_assert_finalize_object (list);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/app/reversible-list/follows", test_follows);

  return g_test_run ();
}
