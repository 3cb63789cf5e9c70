/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-event-names.h"
#include "assay-event.h"
#include "assay-exchange.h"

#include "seed-plan.h"

G_BEGIN_DECLS

/* What is appended at once: events, and perhaps the HTTP behind them. */
typedef struct
{
  GPtrArray *events;
  AssayExchange *exchange;
} SeedAppend;

typedef void (*SeedAppendFunc) (SeedAppend *append, gpointer user_data);

typedef struct
{
  AssayEventNames *names;
  guint n_orders;
  SeedAppendFunc func;
  gpointer user_data;
} SeedSink;

void seed_catalogue (SeedSink *sink);
void seed_delivery (SeedSink *sink, const SeedOrder *order);
void seed_work (SeedSink *sink, const SeedOrder *order, gint64 now);

G_END_DECLS
