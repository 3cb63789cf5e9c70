/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-clock.h"
#include "assay-journal.h"
#include "assay-retry-policy.h"
#include "assay-stackone-client.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_DESCRIBER (assay_describer_get_type ())

G_DECLARE_FINAL_TYPE (AssayDescriber, assay_describer, ASSAY, DESCRIBER, GObject)

AssayDescriber *assay_describer_new (AssayJournal *journal,
                                     AssayStackoneClient *client,
                                     AssayClock *clock,
                                     AssayRetryPolicy *policy) G_GNUC_WARN_UNUSED_RESULT;
void assay_describer_start (AssayDescriber *self);
void assay_describer_stop (AssayDescriber *self);

G_END_DECLS
