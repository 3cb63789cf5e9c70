/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *assay_redact_url (const char *url) G_GNUC_WARN_UNUSED_RESULT;
char *assay_redact_headers (const char *headers) G_GNUC_WARN_UNUSED_RESULT;
GBytes *assay_redact_body (GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
GBytes *assay_redact_candidate (GBytes *body) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
