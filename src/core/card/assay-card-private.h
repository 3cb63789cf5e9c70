/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-card.h"
#include "assay-mapping-private.h"

G_BEGIN_DECLS

struct _AssayCard
{
  GObject parent_instance;

  /* owned */
  AssayMapping *mapping;
  char *package_name;
  char *word;
  char *score_value;
  char *score_maximum;
  char *score_text;
  char *score_label;
  char *summary;
  GPtrArray *links;
  GPtrArray *invisible;
  GPtrArray *notes;

  AssayAppearance appearance;
  AssayOrderStatus status;
  AssayStatusIcon icon;
  AssayStatusColour colour;
};

void assay_card_build (AssayCard *self,
                       AssayJson *result,
                       AssayOrderStatus previous_status,
                       AssayCardFlags flags);

G_END_DECLS
