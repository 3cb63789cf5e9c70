/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *assay_value_text_get (const char *value);
const char *assay_value_text_get_role (const char *role);
const char *assay_value_text_get_application_status (const char *status);

G_END_DECLS
