/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-outbox.h"

G_BEGIN_DECLS

void assay_pause_banner_show (AdwBanner *banner, AssayOutboxPause pause);

G_END_DECLS
