/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "model-check.h"

#include "assay-error.h"
#include "assay-model-private.h"
#include "assay-order.h"
#include "assay-support.h"

/* What the desk knows of an order is read beside the model. */
static gpointer
read_any (GType type, AssayJson *json, GError **error)
{
  return type == ASSAY_TYPE_ORDER ? (gpointer) assay_order_new_from_json (json, error)
                                  : assay_model_new_from_json (type, json, error);
}

/* Reads a model from a body that must be right. */
gpointer
model_read (GType type, const char *json)
{
  g_autoptr (AssayJson) parsed = assay_json_from_text (json);
  g_autoptr (GError) error = NULL;
  gpointer model = read_any (type, parsed, &error);

  g_assert_no_error (error);
  return model;
}

/* What is written, byte by byte. */
void
model_check_json (gpointer model, const char *expected)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  assay_model_write_json (model, writer);
  bytes = assay_json_writer_finish (writer);
  assay_assert_bytes (bytes, expected);
}

/* Reading and writing give the same bytes, nothing is unknown, and nothing keeps the model. */
void
model_check_round_trip (GType type, const char *json)
{
  model_check_unknown (type, json, NULL);
  model_check_reads_as (type, json, json);
}

/* What is written of what was read, which nothing keeps afterwards. */
void
model_check_reads_as (GType type, const char *json, const char *expected)
{
  gpointer model = model_read (type, json);

  model_check_json (model, expected);
  g_assert_finalize_object (G_OBJECT (model));
}

/* What is kept for display of members that nobody knows. */
void
model_check_unknown (GType type, const char *json, const char *const *expected)
{
  g_autoptr (GObject) model = model_read (type, json);
  const AssayField *field = ASSAY_MODEL_GET_IFACE (model)->fields;

  while (field->kind != ASSAY_FIELD_UNKNOWN)
    field++;
  assay_assert_strv (G_STRUCT_MEMBER (const char *const *, model, field->offset), expected);
}

/* Each body is refused with its code and a message that names the place. */
void
model_check_mistakes (GType type, const ModelMistake *mistakes, gsize n_mistakes)
{
  for (gsize i = 0; i < n_mistakes; i++)
    {
      g_autoptr (AssayJson) json = assay_json_from_text (mistakes[i].json);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", mistakes[i].json);
      g_assert_null (read_any (type, json, &error));
      g_assert_error (error, ASSAY_CORE_ERROR, mistakes[i].code);
      g_assert_cmpstr (error->message, ==, mistakes[i].message);
    }
}

/* Text properties notify once for each change and not without one. */
void
model_check_texts (gpointer model, const char *const *properties)
{
  for (; *properties != NULL; properties++)
    assay_check_text_property (model, *properties);
}
