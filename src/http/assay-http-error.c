/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-error.h"

G_DEFINE_QUARK (assay - http - error - quark, assay_http_error)
