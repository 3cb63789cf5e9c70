/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

#include "assay-card.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_RECRUITER_CARD (assay_recruiter_card_get_type ())

G_DECLARE_FINAL_TYPE (AssayRecruiterCard, assay_recruiter_card, ASSAY, RECRUITER_CARD, GtkWidget)

GtkWidget *assay_recruiter_card_new (void) G_GNUC_WARN_UNUSED_RESULT;

const char *assay_recruiter_card_get_order_action (AssayRecruiterCard *self);
void assay_recruiter_card_set_order_action (AssayRecruiterCard *self, const char *order_action);
AssayCard *assay_recruiter_card_get_card (AssayRecruiterCard *self);
void assay_recruiter_card_set_card (AssayRecruiterCard *self, AssayCard *view);
void assay_recruiter_card_set_cards (AssayRecruiterCard *self, GListModel *views);

G_END_DECLS
