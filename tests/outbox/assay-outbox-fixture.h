/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-journal-read.h"
#include "assay-mock-stackone.h"
#include "assay-outbox.h"
#include "assay-support.h"

G_BEGIN_DECLS

#define OUTBOX_NOW G_GINT64_CONSTANT (1767323045000000)
#define OUTBOX_KEY "test-key"

/* A journal on a folder of its own, StackOne's end, and an outbox between them. */
typedef struct
{
  char *folder;
  AssayMockStackone *stackone;
  AssayJournal *journal;
  AssayStackoneClient *client;
  AssayFakeClock *clock;
  AssayRetryPolicy *policy;
  AssayOutbox *outbox;
  GPtrArray *delivered; /* keys of orders */
  GPtrArray *refused;
} OutboxFixture;

void outbox_fixture_set_up (OutboxFixture *fixture, gconstpointer data);
void outbox_fixture_tear_down (OutboxFixture *fixture, gconstpointer data);
void outbox_fixture_watch (OutboxFixture *fixture);
void outbox_fixture_receive (OutboxFixture *fixture, const char *order_id);
char *outbox_fixture_queue (OutboxFixture *fixture, const char *order_id, const char *body);
AssayOrderResults *outbox_fixture_results (OutboxFixture *fixture, const char *order_id);
char *outbox_fixture_states (OutboxFixture *fixture, const char *order_id);
GPtrArray *outbox_fixture_events (OutboxFixture *fixture, const char *order_id, const char *kind);
char *outbox_fixture_last_body (OutboxFixture *fixture, const char *order_id, const char *kind);

G_END_DECLS
