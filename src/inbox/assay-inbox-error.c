/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-inbox-error.h"

G_DEFINE_QUARK (assay-inbox-error-quark, assay_inbox_error)
