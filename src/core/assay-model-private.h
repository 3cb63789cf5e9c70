/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json.h"
#include "assay-json-writer.h"

G_BEGIN_DECLS

#define ASSAY_MODEL_PARAM (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)
#define ASSAY_MODEL_PARAM_READ (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)

#define ASSAY_TYPE_MODEL (assay_model_get_type ())

G_DECLARE_INTERFACE (AssayModel, assay_model, ASSAY, MODEL, GObject)

/*
 * AssayModelInterface:
 * @read_json: fills a new model from an object; nobody listens yet, so it need not notify
 * @write_json: writes the members that are set, inside an object already begun
 *
 * What the models of one JSON object share.
 */
struct _AssayModelInterface
{
  GTypeInterface parent_iface;

  gboolean (*read_json)  (AssayModel       *self,
                          AssayJson        *json,
                          GError          **error);
  void     (*write_json) (AssayModel       *self,
                          AssayJsonWriter  *writer);
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

gpointer assay_model_new_from_json (GType                type,
                                    AssayJson           *json,
                                    GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void     assay_model_write_json    (AssayModel          *self,
                                    AssayJsonWriter     *writer);
gboolean assay_model_read_member   (AssayJson           *json,
                                    const char          *member,
                                    GType                type,
                                    gpointer             out,
                                    GError             **error);
gboolean assay_model_read_list     (AssayJson           *json,
                                    const char          *member,
                                    GListStore          *list,
                                    GError             **error);
void     assay_model_write_member  (AssayJsonWriter     *writer,
                                    const char          *member,
                                    gpointer             model);
void     assay_model_write_list    (AssayJsonWriter     *writer,
                                    const char          *member,
                                    GListStore          *list);

gboolean assay_mapped_read         (AssayMapped         *mapped,
                                    AssayJson           *json,
                                    const char          *member,
                                    GError             **error);
void     assay_mapped_write        (AssayMapped         *mapped,
                                    AssayJsonWriter     *writer,
                                    const char          *member);
void     assay_mapped_clear        (AssayMapped         *mapped);
gboolean assay_mapped_set_value    (AssayMapped         *mapped,
                                    const char          *value);
gboolean assay_mapped_set_source   (AssayMapped         *mapped,
                                    const char          *source);

gboolean assay_set_input           (char               **field,
                                    const char          *text);
gboolean assay_set_strv            (GStrv               *field,
                                    const char * const  *texts);
gboolean assay_set_json            (AssayJson          **field,
                                    AssayJson           *json);
char    *assay_dup_full_name       (const char          *first_name,
                                    const char          *last_name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
