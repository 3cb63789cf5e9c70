/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-secret-store.h"
#include "assay-secret-uses.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SIGNING_SECRETS_GROUP (assay_signing_secrets_group_get_type ())

G_DECLARE_FINAL_TYPE (AssaySigningSecretsGroup,
                      assay_signing_secrets_group,
                      ASSAY,
                      SIGNING_SECRETS_GROUP,
                      AdwPreferencesGroup)

GtkWidget *assay_signing_secrets_group_new (AssaySecretStore *store,
                                            AssaySecretUses *uses) G_GNUC_WARN_UNUSED_RESULT;
void assay_signing_secrets_group_add (AssaySigningSecretsGroup *self,
                                      const char *secret,
                                      const char *label);
void assay_signing_secrets_group_remove (AssaySigningSecretsGroup *self, guint position);
void assay_signing_secrets_group_undo (AssaySigningSecretsGroup *self);

G_END_DECLS
