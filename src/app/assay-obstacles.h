/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AssayObstacle:
 * @ASSAY_OBSTACLE_SETTINGS: the desk cannot run with what settings and tables say
 * @ASSAY_OBSTACLE_INBOX: nothing can be received
 * @ASSAY_OBSTACLE_SECRETS: keys and secrets cannot be had
 *
 * What has to be put right before the desk can work; any of them may be there beside the others.
 */
typedef enum
{
  ASSAY_OBSTACLE_SETTINGS,
  ASSAY_OBSTACLE_INBOX,
  ASSAY_OBSTACLE_SECRETS,
} AssayObstacle;

/**
 * AssayRemedy:
 * @ASSAY_REMEDY_RETRY: try again what was put right elsewhere
 * @ASSAY_REMEDY_PREFERENCES: put it right in the preferences
 *
 * What the button beside an obstacle does.
 */
typedef enum
{
  ASSAY_REMEDY_RETRY,
  ASSAY_REMEDY_PREFERENCES,
} AssayRemedy;

#define ASSAY_TYPE_OBSTACLES (assay_obstacles_get_type ())

G_DECLARE_FINAL_TYPE (AssayObstacles, assay_obstacles, ASSAY, OBSTACLES, AdwBin)

void assay_obstacles_show (AssayObstacles *self,
                           AssayObstacle obstacle,
                           const char *text,
                           AssayRemedy remedy);
AdwBanner *assay_obstacles_get_banner (AssayObstacles *self, AssayObstacle obstacle);

G_END_DECLS
