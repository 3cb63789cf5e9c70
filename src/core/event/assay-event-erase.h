/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-event-body.h"

G_BEGIN_DECLS

/**
 * AssayKeepValueFunc:
 * @value: the value of a result
 * @user_data: data given with the function
 *
 * Tells whether a value is one of those that stand for a status, and no free text.
 *
 * Returns: whether it stays
 */
typedef gboolean (*AssayKeepValueFunc) (const char *value, gpointer user_data);

GBytes *assay_event_erase_result (GBytes *body,
                                  AssayKeepValueFunc func,
                                  gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
GBytes *assay_event_erase (const char *kind,
                           GBytes *stored,
                           AssayKeepValueFunc func,
                           gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
