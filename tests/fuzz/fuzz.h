/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What libFuzzer calls: once at the start, then with each input. */
int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

GBytes *fuzz_load_table (const char *name) G_GNUC_WARN_UNUSED_RESULT;
void fuzz_assert_equal (GBytes *first, GBytes *second);

G_END_DECLS
