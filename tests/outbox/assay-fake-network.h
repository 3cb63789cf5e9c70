/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_FAKE_NETWORK (assay_fake_network_get_type ())

G_DECLARE_FINAL_TYPE (AssayFakeNetwork, assay_fake_network, ASSAY, FAKE_NETWORK, GObject)

AssayFakeNetwork *assay_fake_network_new (void) G_GNUC_WARN_UNUSED_RESULT;
void assay_fake_network_set_available (AssayFakeNetwork *self, gboolean available);

G_END_DECLS
