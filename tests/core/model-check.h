/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json-writer.h"
#include "assay-json.h"

G_BEGIN_DECLS

/* How a model is read and written; ASSAY_DEFINE_MODEL_TYPE() fills it. */
typedef struct
{
  gpointer (*read)  (AssayJson *json, GError **error);
  void     (*write) (gpointer model, AssayJsonWriter *writer);
} ModelType;

/* A body that must be refused, and how. */
typedef struct
{
  const char *json;
  int code;
  const char *message;
} ModelMistake;

/* Defines `name_type`, the ModelType of AssayName. */
#define ASSAY_DEFINE_MODEL_TYPE(name)                                                             \
  static gpointer name##_read (AssayJson *json, GError **error)                                   \
  {                                                                                               \
    return assay_##name##_new_from_json (json, error);                                            \
  }                                                                                               \
                                                                                                  \
  static void name##_write (gpointer model, AssayJsonWriter *writer)                              \
  {                                                                                               \
    assay_##name##_write_json (model, writer);                                                    \
  }                                                                                               \
                                                                                                  \
  static const ModelType name##_type = { name##_read, name##_write };

gpointer model_read               (const ModelType     *type,
                                   const char          *json) G_GNUC_WARN_UNUSED_RESULT;
void     model_check_json         (const ModelType     *type,
                                   gpointer             model,
                                   const char          *expected);
void     model_check_round_trip   (const ModelType     *type,
                                   const char          *json);
void     model_check_reads_as     (const ModelType     *type,
                                   const char          *json,
                                   const char          *expected);
void     model_check_unknown      (const ModelType     *type,
                                   const char          *json,
                                   const char * const  *expected);
void     model_check_mistakes     (const ModelType     *type,
                                   const ModelMistake  *mistakes,
                                   gsize                n_mistakes);
void     model_check_texts        (gpointer             model,
                                   const char * const  *properties);
void     model_check_property     (gpointer             model,
                                   const char          *property,
                                   const GValue        *value);
void     model_check_passthrough  (gpointer             model);

G_END_DECLS
