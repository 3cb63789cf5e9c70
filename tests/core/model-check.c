/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "model-check.h"

#include "assay-error.h"
#include "assay-support.h"

/* Reads a model from a body that must be right. */
gpointer
model_read (const ModelType *type, const char *json)
{
  g_autoptr (AssayJson) parsed = assay_json_from_text (json);
  g_autoptr (GError) error = NULL;
  gpointer model = type->read (parsed, &error);

  g_assert_no_error (error);
  return model;
}

/* What is written, byte by byte. */
void
model_check_json (const ModelType *type, gpointer model, const char *expected)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  type->write (model, writer);
  bytes = assay_json_writer_finish (writer);
  assay_assert_bytes (bytes, expected);
}

/* Reading and writing give the same bytes, nothing is unknown, and nothing keeps the model. */
void
model_check_round_trip (const ModelType *type, const char *json)
{
  model_check_unknown (type, json, NULL);
  model_check_reads_as (type, json, json);
}

/* What is written of what was read, which nothing keeps afterwards. */
void
model_check_reads_as (const ModelType *type, const char *json, const char *expected)
{
  gpointer model = model_read (type, json);

  model_check_json (type, model, expected);
  g_assert_finalize_object (G_OBJECT (model));
}

/* What is kept for display of members that nobody knows. */
void
model_check_unknown (const ModelType *type, const char *json, const char * const *expected)
{
  g_autoptr (GObject) model = model_read (type, json);
  g_auto (GStrv) unknown = NULL;

  g_object_get (model, "unknown", &unknown, NULL);
  assay_assert_strv ((const char * const *) unknown, expected);
}

/* Each body is refused with its code and a message that names the place. */
void
model_check_mistakes (const ModelType *type, const ModelMistake *mistakes, gsize n_mistakes)
{
  for (gsize i = 0; i < n_mistakes; i++)
    {
      g_autoptr (AssayJson) json = assay_json_from_text (mistakes[i].json);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", mistakes[i].json);
      g_assert_null (type->read (json, &error));
      g_assert_error (error, ASSAY_CORE_ERROR, mistakes[i].code);
      g_assert_cmpstr (error->message, ==, mistakes[i].message);
    }
}

/* Text properties notify once for each change and not without one. */
void
model_check_texts (gpointer model, const char * const *properties)
{
  for (; *properties != NULL; properties++)
    assay_check_text_property (model, *properties);
}

static void
check_same (gpointer model, const char *property, const GValue *expected)
{
  g_auto (GValue) value = G_VALUE_INIT;
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (model), property);

  g_object_get_property (model, property, &value);
  g_assert_cmpint (g_param_values_cmp (pspec, &value, expected), ==, 0);
}

/* A property that does not hold @value yet takes it with one notification, once. */
void
model_check_property (gpointer model, const char *property, const GValue *value)
{
  guint count = 0;

  assay_count_notify (model, property, &count);
  g_object_set_property (model, property, value);
  g_assert_cmpuint (count, ==, 1);
  check_same (model, property, value);
  g_object_set_property (model, property, value);
  g_assert_cmpuint (count, ==, 1);
  g_signal_handlers_disconnect_by_data (model, &count);
}

/* The property `passthrough` compares by text: the same JSON again is no change. */
void
model_check_passthrough (gpointer model)
{
  g_autoptr (AssayJson) first = assay_json_from_text ("{\"k\":1.10}");
  g_autoptr (AssayJson) second = assay_json_from_text ("{\"k\":1.10}");
  g_autoptr (AssayJson) kept = NULL;
  guint count = 0;

  assay_count_notify (model, "passthrough", &count);
  g_object_set (model, "passthrough", first, NULL);
  g_assert_cmpuint (count, ==, 1);
  g_object_set (model, "passthrough", second, NULL);
  g_assert_cmpuint (count, ==, 1);
  g_object_get (model, "passthrough", &kept, NULL);
  g_assert_true (kept == first);
  g_object_set (model, "passthrough", NULL, NULL);
  g_assert_cmpuint (count, ==, 2);
  g_signal_handlers_disconnect_by_data (model, &count);
}
