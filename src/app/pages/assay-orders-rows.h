/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

#include "assay-journal.h"

G_BEGIN_DECLS

GtkListItemFactory *assay_orders_rows_new (AssayJournal *journal) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
