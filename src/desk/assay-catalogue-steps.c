/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-catalogue-private.h"

#include "assay-event-body.h"

/* A change of the catalogue is a list of steps, each of which becomes an event, and so is what
 * takes it back. */

struct _AssayCatalogueStep
{
  const char *kind; /* static */

  /* owned */
  AssayPackage *package;
  char *id;
  char *before;
};

static void
step_free (AssayCatalogueStep *self)
{
  g_clear_object (&self->package);
  g_free (self->id);
  g_free (self->before);
  g_free (self);
}

/* Returns: (transfer full): no steps */
GPtrArray *
assay_catalogue_steps_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
}

static AssayCatalogueStep *
add_step (GPtrArray *steps, const char *kind)
{
  AssayCatalogueStep *step = g_new0 (AssayCatalogueStep, 1);

  step->kind = kind;
  g_ptr_array_add (steps, step);

  return step;
}

void
assay_catalogue_steps_save (GPtrArray *steps, AssayPackage *package)
{
  add_step (steps, ASSAY_EVENT_PACKAGE_SAVED)->package = g_object_ref (package);
}

void
assay_catalogue_steps_remove (GPtrArray *steps, const char *id)
{
  add_step (steps, ASSAY_EVENT_PACKAGE_REMOVED)->id = g_strdup (id);
}

/* Without @before the package goes to the end. */
void
assay_catalogue_steps_move (GPtrArray *steps, const char *id, const char *before)
{
  AssayCatalogueStep *step = add_step (steps, ASSAY_EVENT_PACKAGE_MOVED);

  step->id = g_strdup (id);
  step->before = g_strdup (before);
}

static AssayEvent *
build_event (const AssayCatalogueStep *step, const char *actor)
{
  g_autoptr (AssayJson) entry = step->package != NULL ? assay_package_dup_entry (step->package)
                                                      : NULL;
  AssayEventBody body = { .id = step->id,
                          .before = step->before,
                          .package = entry,
                          .position = -1 };

  return assay_event_build (step->kind, NULL, g_get_real_time (), NULL, actor, &body);
}

/* Returns: (transfer full) (element-type AssayEvent): what is to be appended */
GPtrArray *
assay_catalogue_steps_build (GPtrArray *steps, const char *actor)
{
  GPtrArray *events = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < steps->len; i++)
    g_ptr_array_add (events, build_event (steps->pdata[i], actor));

  return events;
}
