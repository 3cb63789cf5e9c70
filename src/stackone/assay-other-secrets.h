/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _AssayOtherSecrets AssayOtherSecrets;

AssayOtherSecrets *assay_other_secrets_new (void) G_GNUC_WARN_UNUSED_RESULT;
void assay_other_secrets_free (AssayOtherSecrets *self);
void assay_other_secrets_add (AssayOtherSecrets *self,
                              const char *name,
                              const char *profile,
                              const char *text);
void assay_other_secrets_take_all (AssayOtherSecrets *self, AssayOtherSecrets *added);
const char *const *assay_other_secrets_get_secrets (AssayOtherSecrets *self);
char *assay_other_secrets_describe (AssayOtherSecrets *self, guint which) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayOtherSecrets, assay_other_secrets_free)

G_END_DECLS
