/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-desk-error.h"

G_DEFINE_QUARK (assay - desk - error - quark, assay_desk_error)
