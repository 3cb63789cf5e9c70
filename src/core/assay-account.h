/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json-writer.h"
#include "assay-json.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ACCOUNT (assay_account_get_type ())

G_DECLARE_FINAL_TYPE (AssayAccount, assay_account, ASSAY, ACCOUNT, GObject)

AssayAccount       *assay_account_new                   (void) G_GNUC_WARN_UNUSED_RESULT;
AssayAccount       *assay_account_new_from_json         (AssayJson       *json,
                                                         GError         **error)
                                                         G_GNUC_WARN_UNUSED_RESULT;
void                assay_account_write_json            (AssayAccount    *self,
                                                         AssayJsonWriter *writer);

const char         *assay_account_get_id                (AssayAccount    *self);
void                assay_account_set_id                (AssayAccount    *self,
                                                         const char      *id);
const char         *assay_account_get_provider          (AssayAccount    *self);
void                assay_account_set_provider          (AssayAccount    *self,
                                                         const char      *provider);
const char         *assay_account_get_provider_name     (AssayAccount    *self);
void                assay_account_set_provider_name     (AssayAccount    *self,
                                                         const char      *provider_name);
const char         *assay_account_get_status            (AssayAccount    *self);
void                assay_account_set_status            (AssayAccount    *self,
                                                         const char      *status);
const char * const *assay_account_get_status_reasons    (AssayAccount    *self);
const char         *assay_account_get_origin_owner_id   (AssayAccount    *self);
void                assay_account_set_origin_owner_id   (AssayAccount    *self,
                                                         const char      *origin_owner_id);
const char         *assay_account_get_origin_owner_name (AssayAccount    *self);
void                assay_account_set_origin_owner_name (AssayAccount    *self,
                                                         const char      *origin_owner_name);
const char         *assay_account_get_label             (AssayAccount    *self);
void                assay_account_set_label             (AssayAccount    *self,
                                                         const char      *label);
const char         *assay_account_get_account_type      (AssayAccount    *self);
void                assay_account_set_account_type      (AssayAccount    *self,
                                                         const char      *account_type);
const char         *assay_account_get_created_at        (AssayAccount    *self);
void                assay_account_set_created_at        (AssayAccount    *self,
                                                         const char      *created_at);
const char         *assay_account_get_updated_at        (AssayAccount    *self);
void                assay_account_set_updated_at        (AssayAccount    *self,
                                                         const char      *updated_at);
const char * const *assay_account_get_unknown           (AssayAccount    *self);

G_END_DECLS
