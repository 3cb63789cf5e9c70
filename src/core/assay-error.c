/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-error.h"

G_DEFINE_QUARK (assay - core - error - quark, assay_core_error)
