/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json-writer.h"
#include "assay-json.h"

G_BEGIN_DECLS

/* A body that must be refused, and how. */
typedef struct
{
  const char *json;
  int code;
  const char *message;
} ModelMistake;

gpointer model_read (GType type, const char *json) G_GNUC_WARN_UNUSED_RESULT;
void model_check_json (gpointer model, const char *expected);
void model_check_round_trip (GType type, const char *json);
void model_check_reads_as (GType type, const char *json, const char *expected);
void model_check_unknown (GType type, const char *json, const char *const *expected);
void model_check_mistakes (GType type, const ModelMistake *mistakes, gsize n_mistakes);
void model_check_texts (gpointer model, const char *const *properties);

G_END_DECLS
