/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

#include "app-support.h"
#include "assay-support.h"
#include "order/assay-json-dialog.h"

/* What the form has no field for, and how people write numbers */
#define ODD "{\"summary\":null,\"score\":{\"value\":80.50,\"extra\":1e3},\"other\":[1.10]}"

typedef struct
{
  AssayPreview *preview;
  AssayJsonDialog *dialog;
  guint n_edited;
} Fixture;

static GBytes *
load_table (const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/tables/%s.json", RESOURCE_PATH, name);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);

  return bytes;
}

static void
edited_cb (Fixture *fixture, AssayResult *result)
{
  fixture->n_edited++;
  assay_preview_set_result (fixture->preview, result);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) mapping_table = load_table ("mapping");
  g_autoptr (GBytes) lints_table = load_table ("lints");
  g_autoptr (AssayMapping) mapping = assay_mapping_new_from_bytes (mapping_table, &error);
  g_autoptr (AssayLint) lint = NULL;
  g_autoptr (AssayResult) result = assay_result_new ();
  g_autoptr (AssayOrder) order = NULL;
  g_autoptr (AssayJson) json = assay_json_from_text ("{\"id\":\"ord-1\"}");

  g_assert_no_error (error);
  lint = assay_lint_new (lints_table, mapping, &error);
  g_assert_no_error (error);
  fixture->preview = assay_preview_new ();
  assay_preview_set_rules (fixture->preview, mapping, lint);
  assay_result_set_summary (result, "Fine");
  order = assay_order_new_from_json (json, &error);
  g_assert_no_error (error);
  assay_preview_set_order (fixture->preview, order, result);
  fixture->dialog =
    g_object_ref_sink (ASSAY_JSON_DIALOG (assay_json_dialog_new (fixture->preview)));
  g_signal_connect_swapped (fixture->dialog, "edited", G_CALLBACK (edited_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->dialog);
  g_assert_finalize_object (fixture->preview);
}

static gpointer
get_part (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->dialog), ASSAY_TYPE_JSON_DIALOG, name);
}

static GtkTextBuffer *
get_buffer (Fixture *fixture)
{
  return gtk_text_view_get_buffer (get_part (fixture, "view"));
}

static void
type (Fixture *fixture, const char *text)
{
  gtk_text_buffer_set_text (get_buffer (fixture), text, -1);
}

static void
expect_result (Fixture *fixture, const char *text)
{
  g_autoptr (GBytes) body = assay_result_to_json (assay_preview_get_result (fixture->preview));

  assay_assert_bytes (body, text);
}

static void
expect_fault (Fixture *fixture, const char *title)
{
  AdwBanner *fault = get_part (fixture, "fault");

  g_assert_cmpint (adw_banner_get_revealed (fault), ==, title != NULL);
  g_assert_cmpint (adw_dialog_get_can_close (ADW_DIALOG (fixture->dialog)), ==, title == NULL);
  if (title != NULL)
    g_assert_cmpstr (adw_banner_get_title (fault), ==, title);
}

/* Digits, nulls and members without a field come through as they are. */
static void
test_both_ways (Fixture *fixture, gconstpointer data)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (get_buffer (fixture), &start, &end);
  text = gtk_text_buffer_get_text (get_buffer (fixture), &start, &end, TRUE);
  g_assert_cmpstr (text, ==, "{\n  \"summary\": \"Fine\"\n}");
  g_assert_cmpuint (fixture->n_edited, ==, 0);

  type (fixture, ODD);
  g_assert_cmpuint (fixture->n_edited, >, 0);
  expect_fault (fixture, NULL);
  expect_result (fixture, ODD);

  assay_score_set_min (assay_result_get_score (assay_preview_get_result (fixture->preview)), "0");
  expect_result (fixture,
                 "{\"summary\":null,\"score\":{\"value\":80.50,\"extra\":1e3,\"min\":\"0\"},"
                 "\"other\":[1.10]}");
}

/* A text that is no result says where, and leaves the result alone. */
static void
test_faults (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *title;
  } cases[] = {
    { "{\n\"summary\": \n}", "Line 3: here the JSON cannot be read." },
    { "{\n\"score\": {\n\"min\": []}}", "Line 3: “Minimum” cannot have this value." },
    { "[]", "Line 1: here the JSON cannot be read." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      type (fixture, cases[i].text);
      expect_fault (fixture, cases[i].title);
      expect_result (fixture, "{\"summary\":\"Fine\"}");
      type (fixture, "{\"summary\":\"Fine\"}");
      expect_fault (fixture, NULL);
    }
}

static guint
count_marks (Fixture *fixture, int line, const char *category)
{
  GSList *marks =
    gtk_source_buffer_get_source_marks_at_line (GTK_SOURCE_BUFFER (get_buffer (fixture)), line,
                                                category);
  guint n_marks = g_slist_length (marks);

  g_slist_free (marks);

  return n_marks;
}

static void
test_marks (Fixture *fixture, gconstpointer data)
{
  type (fixture, "{\n\"score\": {\n\"min\": \"0\",\n\"max\": \"100\",\n\"value\": \"120\"\n}\n}");
  g_assert_cmpuint (count_marks (fixture, 4, "error"), >, 0);
  g_assert_cmpuint (count_marks (fixture, 2, "error"), ==, 0);
  type (fixture, "{\n\"score\": {\n\"min\": \"0\",\n\"max\": \"100\",\n\"value\": \"80\"\n}\n}");
  g_assert_cmpuint (count_marks (fixture, 4, "error"), ==, 0);
}

int
main (int argc, char *argv[])
{
  app_support_init (&argc, &argv);

#define ADD(name, func) \
  g_test_add ("/app/json-dialog/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("both-ways", test_both_ways);
  ADD ("faults", test_faults);
  ADD ("marks", test_marks);
#undef ADD

  return g_test_run ();
}
