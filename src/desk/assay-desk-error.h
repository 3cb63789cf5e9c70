/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ASSAY_DESK_ERROR:
 *
 * The domain of the errors of profiles and desks.
 */
#define ASSAY_DESK_ERROR (assay_desk_error_quark ())

/**
 * AssayDeskError:
 * @ASSAY_DESK_ERROR_INVALID_NAME: a profile name that cannot be a folder name
 * @ASSAY_DESK_ERROR_EXISTS: a profile of that name exists already
 * @ASSAY_DESK_ERROR_FOLDER: the profile's folder cannot be made or entered
 * @ASSAY_DESK_ERROR_SETTINGS: the settings file is damaged, or the settings schema is not installed
 * @ASSAY_DESK_ERROR_TABLE: a data table is not there or cannot be read
 * @ASSAY_DESK_ERROR_FINAL: a final result was delivered, and the settings let no second one be sent
 *
 * What can go wrong around a profile.
 */
typedef enum
{
  ASSAY_DESK_ERROR_INVALID_NAME,
  ASSAY_DESK_ERROR_EXISTS,
  ASSAY_DESK_ERROR_FOLDER,
  ASSAY_DESK_ERROR_SETTINGS,
  ASSAY_DESK_ERROR_TABLE,
  ASSAY_DESK_ERROR_FINAL,
} AssayDeskError;

GQuark assay_desk_error_quark (void);

G_END_DECLS
