/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _Deliveries Deliveries;

Deliveries *deliveries_new (const char *authority, const char *secret, guint first);
void deliveries_free (Deliveries *self);
void deliveries_sign (Deliveries *self, guint n_more);
guint deliveries_get_n_signed (Deliveries *self);
gsize deliveries_get_size (Deliveries *self);
void deliveries_begin (Deliveries *self, char *request);
void deliveries_write (Deliveries *self, guint index, char *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deliveries, deliveries_free)

G_END_DECLS
