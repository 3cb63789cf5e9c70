/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-catalogue.h"
#include "assay-event.h"

G_BEGIN_DECLS

/* A catalogue, as its list and its commands see it. */
struct _AssayCatalogue
{
  GObject parent_instance;

  /* owned */
  AssayDesk *desk;
  char *actor;
  GPtrArray *packages;
  GPtrArray *undo;    /* steps; NULL where nothing can be taken back */
  GPtrArray *waiting; /* of GTask: what completes when the list was read again */
  GCancellable *cancellable;

  /* plain */
  gint64 version; /* of what is shown; -1 before anything is */
  gint64 listed;  /* of what is being read */
  guint timer;
  gboolean busy;
  gboolean stale;
};

void assay_catalogue_look (AssayCatalogue *self);

typedef struct _AssayCatalogueStep AssayCatalogueStep;

GPtrArray *assay_catalogue_steps_new (void) G_GNUC_WARN_UNUSED_RESULT;
void assay_catalogue_steps_save (GPtrArray *steps, AssayPackage *package);
void assay_catalogue_steps_remove (GPtrArray *steps, const char *id);
void assay_catalogue_steps_move (GPtrArray *steps, const char *id, const char *before);
GPtrArray *assay_catalogue_steps_build (GPtrArray *steps,
                                        const char *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
