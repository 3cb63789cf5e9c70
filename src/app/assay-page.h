/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-desk.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PAGE (assay_page_get_type ())

G_DECLARE_DERIVABLE_TYPE (AssayPage, assay_page, ASSAY, PAGE, AdwBin)

/**
 * AssayPageClass:
 * @parent_class: the parent class
 * @open: connects the page to a desk whose journal is open; called once
 * @fail: shows why the journal cannot be opened, or that it is being opened when there is no reason
 * @enter: puts the focus where work on the page begins; unset where that is its first widget
 * @start_search: puts the cursor into the search entry of the page; unset where there is none
 */
struct _AssayPageClass
{
  AdwBinClass parent_class;

  void (*open) (AssayPage *self, AssayDesk *desk);
  void (*fail) (AssayPage *self, const char *reason);
  void (*enter) (AssayPage *self);
  void (*start_search) (AssayPage *self);
};

guint assay_page_get_badge (AssayPage *self);
void assay_page_set_badge (AssayPage *self, guint badge);

void assay_page_open (AssayPage *self, AssayDesk *desk);

void assay_page_fail (AssayPage *self, const char *reason);

void assay_page_enter (AssayPage *self);

gboolean assay_page_can_search (AssayPage *self);
void assay_page_start_search (AssayPage *self);

G_END_DECLS
