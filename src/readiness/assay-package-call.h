/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json-writer.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PACKAGE_CALL (assay_package_call_get_type ())

G_DECLARE_FINAL_TYPE (AssayPackageCall, assay_package_call, ASSAY, PACKAGE_CALL, GObject)

const char *assay_package_call_get_name (AssayPackageCall *self);
const char *assay_package_call_get_title (AssayPackageCall *self);
const char *assay_package_call_get_method (AssayPackageCall *self);
guint assay_package_call_get_status (AssayPackageCall *self);
gint64 assay_package_call_get_duration (AssayPackageCall *self);
const char *assay_package_call_get_content_type (AssayPackageCall *self);
GBytes *assay_package_call_get_body (AssayPackageCall *self);
const char *const *assay_package_call_get_redirects (AssayPackageCall *self);
GTlsCertificate *assay_package_call_get_certificate (AssayPackageCall *self);
GTlsCertificateFlags assay_package_call_get_tls_errors (AssayPackageCall *self);
const char *assay_package_call_get_tls_protocol (AssayPackageCall *self);
const GError *assay_package_call_get_error (AssayPackageCall *self);
void assay_package_call_write_json (AssayPackageCall *self, AssayJsonWriter *writer);

G_END_DECLS
