/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

#include "assay-stackone-reply.h"

G_BEGIN_DECLS

GBytes *assay_outbox_write_attempt   (const char         *revision,
                                      gint64              attempt);
GBytes *assay_outbox_write_failure   (const char         *revision,
                                      gint64              attempt,
                                      guint               status,
                                      gint64              retry_at,
                                      const GError       *error);
GBytes *assay_outbox_write_delivered (const char         *revision,
                                      AssayStackoneReply *reply);
GBytes *assay_outbox_write_refused   (const char         *revision,
                                      guint               status,
                                      gboolean            exhausted,
                                      const GError       *error);

G_END_DECLS
