/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json-writer.h"
#include "assay-json.h"

G_BEGIN_DECLS

/*
 * AssayFieldKind:
 * @ASSAY_FIELD_TEXT: `char *` of a text, or of a number with all its digits
 * @ASSAY_FIELD_STRING: `char *` of a text
 * @ASSAY_FIELD_OBJECT: `AssayJson *` of an object, as it came
 * @ASSAY_FIELD_ARRAY: `AssayJson *` of an array, as it came
 * @ASSAY_FIELD_MAPPED: `AssayMapped` of `{"value": …, "source_value": …}`
 * @ASSAY_FIELD_MODEL: pointer to a model of the row's type
 * @ASSAY_FIELD_LIST: `GListStore *` of an array of models of the row's type
 * @ASSAY_FIELD_OTHER: known, but not kept as it came
 * @ASSAY_FIELD_UNKNOWN: `GStrv` of all other members; the last row, without a member
 *
 * How a member of an object is kept in the struct of its model.
 */
typedef enum
{
  ASSAY_FIELD_TEXT,
  ASSAY_FIELD_STRING,
  ASSAY_FIELD_OBJECT,
  ASSAY_FIELD_ARRAY,
  ASSAY_FIELD_MAPPED,
  ASSAY_FIELD_MODEL,
  ASSAY_FIELD_LIST,
  ASSAY_FIELD_OTHER,
  ASSAY_FIELD_UNKNOWN,
} AssayFieldKind;

/* One member of an object, in the order in which they are written. */
typedef struct
{
  const char *member;
  AssayFieldKind kind;
  glong offset;
  GType (*get_type) (void);
} AssayField;

#define ASSAY_MODEL_PARAM (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)
#define ASSAY_MODEL_PARAM_READ (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)

#define ASSAY_TYPE_MODEL (assay_model_get_type ())

G_DECLARE_INTERFACE (AssayModel, assay_model, ASSAY, MODEL, GObject)

/*
 * AssayModelInterface:
 * @fields: (nullable): the members that are kept as they came
 * @read_json: (nullable): fills a new model from an object, after @fields; nobody listens yet, so
 *   it need not notify
 * @can_read: (nullable): whether @read_json would take an object; without it nobody knows before
 * @write_json: (nullable): writes the members that are set, inside an object already begun, after
 *   @fields
 *
 * What the models of one JSON object share.
 */
struct _AssayModelInterface
{
  GTypeInterface parent_iface;

  const AssayField *fields;

  gboolean (*read_json) (AssayModel *self, AssayJson *json, GError **error);
  gboolean (*can_read) (AssayJson *json);
  void (*write_json) (AssayModel *self, AssayJsonWriter *writer);
};

/*
 * AssayMapped:
 * @value: (nullable): StackOne's word
 * @source: (nullable): the provider's word
 * @source_json: (nullable): the provider's value when it is no text; @source then shows it
 *
 * StackOne's pattern `{"value": …, "source_value": …}` for words that differ between providers.
 */
typedef struct
{
  char *value;
  char *source;
  AssayJson *source_json;
} AssayMapped;

gpointer assay_model_new_from_json (GType type,
                                    AssayJson *json,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_model_can_read (GType type, AssayJson *json);
gboolean assay_model_can_read_text (AssayJson *json, const char *member);
gboolean assay_model_can_read_string (AssayJson *json, const char *member);
gboolean assay_model_read (AssayModel *self, AssayJson *json, GError **error);
void assay_model_write_members (AssayModel *self, AssayJsonWriter *writer);
void assay_model_write_json (AssayModel *self, AssayJsonWriter *writer);
void assay_model_clear_fields (gpointer model);
void assay_model_complete_ids (gpointer model, const char *id, const char *remote_id);
gboolean assay_model_read_member (AssayJson *json,
                                  const char *member,
                                  GType type,
                                  gpointer out,
                                  GError **error);
gboolean assay_model_read_list (AssayJson *json,
                                const char *member,
                                GListStore *list,
                                GError **error);
void assay_model_write_member (AssayJsonWriter *writer, const char *member, gpointer model);
void assay_model_write_list (AssayJsonWriter *writer, const char *member, GListStore *list);

gboolean assay_mapped_read (AssayMapped *mapped,
                            AssayJson *json,
                            const char *member,
                            GError **error);
void assay_mapped_write (AssayMapped *mapped, AssayJsonWriter *writer, const char *member);
void assay_mapped_clear (AssayMapped *mapped);
gboolean assay_mapped_set_value (AssayMapped *mapped, const char *value);
gboolean assay_mapped_set_source (AssayMapped *mapped, const char *source);

char *assay_dup_full_name (const char *first_name, const char *last_name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
