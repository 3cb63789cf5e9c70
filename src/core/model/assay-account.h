/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json-writer.h"
#include "assay-json.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ACCOUNT (assay_account_get_type ())

G_DECLARE_FINAL_TYPE (AssayAccount, assay_account, ASSAY, ACCOUNT, GObject)

AssayAccount *assay_account_new_from_json (AssayJson *json,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void assay_account_write_json (AssayAccount *self, AssayJsonWriter *writer);
const char *assay_account_get_id (AssayAccount *self);
const char *assay_account_get_provider (AssayAccount *self);
const char *assay_account_get_status (AssayAccount *self);
const char *const *assay_account_get_status_reasons (AssayAccount *self);
const char *assay_account_get_origin_owner_name (AssayAccount *self);
const char *assay_account_get_origin_owner_id (AssayAccount *self);
const char *assay_account_get_label (AssayAccount *self);
const char *assay_account_get_provider_name (AssayAccount *self);
const char *assay_account_get_account_type (AssayAccount *self);
const char *assay_account_get_created_at (AssayAccount *self);
const char *assay_account_get_updated_at (AssayAccount *self);

G_END_DECLS
