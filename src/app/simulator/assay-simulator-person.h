/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json-writer.h"
#include "assay-json.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SIMULATOR_PERSON (assay_simulator_person_get_type ())

G_DECLARE_FINAL_TYPE (AssaySimulatorPerson,
                      assay_simulator_person,
                      ASSAY,
                      SIMULATOR_PERSON,
                      GObject)

AssaySimulatorPerson *assay_simulator_person_new_from_json (AssayJson *json,
                                                            GHashTable *job_titles,
                                                            GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
const char *assay_simulator_person_get_id (AssaySimulatorPerson *self);
const char *assay_simulator_person_get_name (AssaySimulatorPerson *self);
const char *assay_simulator_person_get_email (AssaySimulatorPerson *self);
const char *assay_simulator_person_get_phone (AssaySimulatorPerson *self);
const char *assay_simulator_person_get_place (AssaySimulatorPerson *self);
const char *assay_simulator_person_get_job_title (AssaySimulatorPerson *self);
const char *assay_simulator_person_get_stage (AssaySimulatorPerson *self);
void assay_simulator_person_write_order (AssaySimulatorPerson *self, AssayJsonWriter *writer);

G_END_DECLS
