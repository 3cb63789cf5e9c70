/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayAppearance:
 * @ASSAY_APPEARANCE_GUIDE: what the text of the integration guide promises; the default
 * @ASSAY_APPEARANCE_CARD: the current card, as pictured in the integration guide
 * @ASSAY_APPEARANCE_CLASSIC: the older card, as seen behind the dialogs in the guide's pictures
 *
 * The ways in which SmartRecruiters is known to show a result. The integration guide's text and its
 * pictures disagree, so none of them is the truth alone.
 */
typedef enum
{
  ASSAY_APPEARANCE_GUIDE,
  ASSAY_APPEARANCE_CARD,
  ASSAY_APPEARANCE_CLASSIC,
} AssayAppearance;

#define ASSAY_N_APPEARANCES (ASSAY_APPEARANCE_CLASSIC + 1)

/**
 * AssayStatusIcon:
 * @ASSAY_STATUS_ICON_DOTS: three dots
 * @ASSAY_STATUS_ICON_CHECK: a check mark
 * @ASSAY_STATUS_ICON_CROSS: a cross
 * @ASSAY_STATUS_ICON_CLOCK: the hands of a clock
 *
 * The shape inside the ring of the status icon.
 */
typedef enum
{
  ASSAY_STATUS_ICON_DOTS,
  ASSAY_STATUS_ICON_CHECK,
  ASSAY_STATUS_ICON_CROSS,
  ASSAY_STATUS_ICON_CLOCK,
} AssayStatusIcon;

/**
 * AssayStatusColour:
 * @ASSAY_STATUS_COLOUR_GREY: grey
 * @ASSAY_STATUS_COLOUR_YELLOW: yellow
 * @ASSAY_STATUS_COLOUR_GREEN: green
 * @ASSAY_STATUS_COLOUR_RED: red
 *
 * The colour of the status icon.
 */
typedef enum
{
  ASSAY_STATUS_COLOUR_GREY,
  ASSAY_STATUS_COLOUR_YELLOW,
  ASSAY_STATUS_COLOUR_GREEN,
  ASSAY_STATUS_COLOUR_RED,
} AssayStatusColour;

const char *assay_appearance_to_string (AssayAppearance appearance);
gboolean assay_appearance_from_string (const char *text, AssayAppearance *appearance);

const char *assay_status_icon_to_string (AssayStatusIcon icon);
gboolean assay_status_icon_from_string (const char *text, AssayStatusIcon *icon);

const char *assay_status_colour_to_string (AssayStatusColour colour);
gboolean assay_status_colour_from_string (const char *text, AssayStatusColour *colour);

G_END_DECLS
