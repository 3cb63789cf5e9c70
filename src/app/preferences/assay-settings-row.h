/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-quantity.h"

G_BEGIN_DECLS

/**
 * AssaySettingsChoice:
 * @nick: the nick of the enumeration's value
 * @label: untranslated label for people
 *
 * One value of an enumerated setting.
 */
typedef struct
{
  const char *nick;
  const char *label;
} AssaySettingsChoice;

GtkWidget *assay_settings_row_new (GSettings *settings,
                                   const char *key,
                                   const AssaySettingsChoice *choices,
                                   gsize n_choices,
                                   AssayQuantity quantity) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
