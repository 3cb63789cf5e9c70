/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AssayHttpFraming AssayHttpFraming;

AssayHttpFraming *assay_http_framing_new (void) G_GNUC_WARN_UNUSED_RESULT;
void assay_http_framing_free (AssayHttpFraming *self);
gboolean assay_http_framing_feed (AssayHttpFraming *self,
                                  const guint8 *data,
                                  gsize size,
                                  gsize *taken);
gboolean assay_http_framing_is_between (AssayHttpFraming *self);
const char *assay_http_framing_get_target (AssayHttpFraming *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayHttpFraming, assay_http_framing_free)

G_END_DECLS
