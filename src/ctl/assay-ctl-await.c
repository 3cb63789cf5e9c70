/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

/* Keeps the result of an asynchronous call in a #GAsyncResult pointer for assay_ctl_await(). */
void
assay_ctl_arrived_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

/* Waits for a call that was given assay_ctl_arrived_cb() and this place. */
GAsyncResult *
assay_ctl_await (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *place;
}
