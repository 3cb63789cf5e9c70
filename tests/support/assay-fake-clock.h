/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-clock.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_FAKE_CLOCK (assay_fake_clock_get_type ())

G_DECLARE_FINAL_TYPE (AssayFakeClock, assay_fake_clock, ASSAY, FAKE_CLOCK, GObject)

AssayFakeClock *assay_fake_clock_new (gint64 now) G_GNUC_WARN_UNUSED_RESULT;
void assay_fake_clock_set (AssayFakeClock *self, gint64 now);
void assay_fake_clock_advance (AssayFakeClock *self, gint64 microseconds);

G_END_DECLS
