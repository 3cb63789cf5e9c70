/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json-writer.h"
#include "assay-json.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ATTACHMENT (assay_attachment_get_type ())

G_DECLARE_FINAL_TYPE (AssayAttachment, assay_attachment, ASSAY, ATTACHMENT, GObject)

AssayAttachment *assay_attachment_new (void) G_GNUC_WARN_UNUSED_RESULT;

const char *assay_attachment_get_url (AssayAttachment *self);
void assay_attachment_set_url (AssayAttachment *self, const char *url);
const char *assay_attachment_get_content_type (AssayAttachment *self);
void assay_attachment_set_content_type (AssayAttachment *self, const char *content_type);
const char *assay_attachment_get_source_value (AssayAttachment *self);
void assay_attachment_set_source_value (AssayAttachment *self, const char *source_value);

G_END_DECLS
