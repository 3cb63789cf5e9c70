/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-error.h"

G_DEFINE_QUARK (assay - journal - error - quark, assay_journal_error)
