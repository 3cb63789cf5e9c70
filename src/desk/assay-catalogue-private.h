/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-event.h"
#include "assay-package.h"

G_BEGIN_DECLS

typedef struct _AssayCatalogueStep AssayCatalogueStep;

GPtrArray *assay_catalogue_steps_new (void) G_GNUC_WARN_UNUSED_RESULT;
void assay_catalogue_steps_save (GPtrArray *steps, AssayPackage *package);
void assay_catalogue_steps_remove (GPtrArray *steps, const char *id);
void assay_catalogue_steps_move (GPtrArray *steps, const char *id, const char *before);
GPtrArray *assay_catalogue_steps_build (GPtrArray *steps,
                                        const char *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
