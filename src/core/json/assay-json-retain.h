/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json-writer.h"

G_BEGIN_DECLS

void assay_json_retain (AssayJsonWriter *writer,
                        AssayJson *origin,
                        AssayJson *understood,
                        AssayJson *present);

G_END_DECLS
