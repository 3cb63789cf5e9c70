/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

gboolean assay_http_listen_nowhere (SoupServer *server, GError **error);

G_END_DECLS
