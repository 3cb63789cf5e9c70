/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_GUARDED_ADDRESS (assay_guarded_address_get_type ())

G_DECLARE_FINAL_TYPE (AssayGuardedAddress,
                      assay_guarded_address,
                      ASSAY,
                      GUARDED_ADDRESS,
                      GNetworkAddress)

GSocketConnectable *assay_guarded_address_new (const char *host,
                                               guint16 port,
                                               GList *addresses) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
