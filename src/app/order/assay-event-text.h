/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-event.h"

G_BEGIN_DECLS

const char *assay_event_text_get_icon_name (AssayEvent *event);
char *assay_event_text_dup_title (AssayEvent *event) G_GNUC_WARN_UNUSED_RESULT;
char *assay_event_text_dup_detail (AssayEvent *event, gint64 now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
