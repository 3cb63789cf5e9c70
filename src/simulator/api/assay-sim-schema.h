/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json-writer.h"
#include "assay-json.h"

G_BEGIN_DECLS

/**
 * AssaySimFieldKind:
 * @ASSAY_SIM_FIELD_TEXT: text
 * @ASSAY_SIM_FIELD_DATE_TIME: text that is an ISO 8601 date-time with `T` and zone
 * @ASSAY_SIM_FIELD_CHOICE: text out of a list
 * @ASSAY_SIM_FIELD_INTEGER: a whole number that is not negative
 * @ASSAY_SIM_FIELD_BOOLEAN: true or false
 * @ASSAY_SIM_FIELD_ANY: any JSON value
 * @ASSAY_SIM_FIELD_FREE_OBJECT: an object whose members are not looked at
 * @ASSAY_SIM_FIELD_OBJECT: an object with known members
 * @ASSAY_SIM_FIELD_OBJECTS: an array of objects with known members
 * @ASSAY_SIM_FIELD_TEXTS: an array of text
 *
 * What a member of a request may hold. Every one may also be null.
 */
typedef enum
{
  ASSAY_SIM_FIELD_TEXT,
  ASSAY_SIM_FIELD_DATE_TIME,
  ASSAY_SIM_FIELD_CHOICE,
  ASSAY_SIM_FIELD_INTEGER,
  ASSAY_SIM_FIELD_BOOLEAN,
  ASSAY_SIM_FIELD_ANY,
  ASSAY_SIM_FIELD_FREE_OBJECT,
  ASSAY_SIM_FIELD_OBJECT,
  ASSAY_SIM_FIELD_OBJECTS,
  ASSAY_SIM_FIELD_TEXTS,
} AssaySimFieldKind;

typedef struct _AssaySimField AssaySimField;

/**
 * AssaySimField:
 * @name: the member's name; %NULL ends a list of fields
 * @kind: what it may hold
 * @members: for objects, their members
 * @choices: for choices, the allowed texts, ended by %NULL
 *
 * One member of a request body.
 */
struct _AssaySimField
{
  const char *name;
  AssaySimFieldKind kind;
  const AssaySimField *members;
  const char *const *choices;
};

void assay_sim_schema_check (const AssaySimField *fields,
                             AssayJson *value,
                             GPtrArray *problems,
                             GPtrArray *unknown);
void assay_sim_schema_check_strictly (const AssaySimField *fields,
                                      AssayJson *value,
                                      GPtrArray *problems);
char *assay_sim_schema_describe (AssayJson *value) G_GNUC_WARN_UNUSED_RESULT;
void assay_sim_json_write_members (AssayJsonWriter *writer,
                                   AssayJson *object,
                                   const char *const *names);

G_END_DECLS
