/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-text.h"

#include <glib/gi18n.h>

/**
 * assay_order_text_dup_candidate:
 * @order: an order
 *
 * Returns: (transfer full): the name of its candidate, or words that say that there is none
 */
char *
assay_order_text_dup_candidate (AssayOrder *order)
{
  AssayCandidate *candidate = assay_order_get_candidate (order);
  g_autofree char *name = candidate != NULL ? assay_candidate_dup_full_name (candidate) : NULL;

  if (name != NULL && *name != '\0')
    return g_steal_pointer (&name);

  return g_strdup (_("Unknown candidate"));
}

/**
 * assay_order_text_dup_purpose:
 * @order: an order
 *
 * Returns: (transfer full): what was ordered and for which job; the order's id where neither is
 *   known
 */
char *
assay_order_text_dup_purpose (AssayOrder *order)
{
  AssayPackage *package = assay_order_get_package (order);
  AssayJob *job = assay_order_get_job (order);
  const char *name = package != NULL ? assay_package_get_name (package) : NULL;
  const char *title = job != NULL ? assay_job_get_title (job) : NULL;

  if (name != NULL && title != NULL)
    /* Translators: First a package such as “Personality Test”, then the title of a job. */
    return g_strdup_printf (_("%s · %s"), name, title);

  return g_strdup (name != NULL ? name : title != NULL ? title : assay_order_get_id (order));
}
