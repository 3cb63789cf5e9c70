/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json.h"

G_BEGIN_DECLS

typedef struct _AssayJsonWriter AssayJsonWriter;

AssayJsonWriter *assay_json_writer_new (void) G_GNUC_WARN_UNUSED_RESULT;
void assay_json_writer_free (AssayJsonWriter *self);

void assay_json_writer_begin_object (AssayJsonWriter *self);
void assay_json_writer_end_object (AssayJsonWriter *self);
void assay_json_writer_begin_array (AssayJsonWriter *self);
void assay_json_writer_end_array (AssayJsonWriter *self);
void assay_json_writer_member (AssayJsonWriter *self, const char *name);

void assay_json_writer_string (AssayJsonWriter *self, const char *text);
void assay_json_writer_number_text (AssayJsonWriter *self, const char *digits);
void assay_json_writer_int64 (AssayJsonWriter *self, gint64 number);
void assay_json_writer_boolean (AssayJsonWriter *self, gboolean value);
void assay_json_writer_null (AssayJsonWriter *self);
void assay_json_writer_raw (AssayJsonWriter *self, const char *source);
void assay_json_writer_raw_bytes (AssayJsonWriter *self, GBytes *source);
void assay_json_writer_value (AssayJsonWriter *self, AssayJson *value);
void assay_json_writer_date_time (AssayJsonWriter *self, gint64 at);
void assay_json_writer_member_string (AssayJsonWriter *self, const char *name, const char *text);
void assay_json_writer_member_value (AssayJsonWriter *self, const char *name, AssayJson *value);
void assay_json_writer_copy_member (AssayJsonWriter *self, AssayJson *object, const char *name);
void assay_json_writer_member_strv (AssayJsonWriter *self,
                                    const char *name,
                                    const char *const *texts);

GBytes *assay_json_writer_finish (AssayJsonWriter *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayJsonWriter, assay_json_writer_free)

G_END_DECLS
