/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-readiness-error.h"

G_DEFINE_QUARK (assay - readiness - error - quark, assay_readiness_error)
