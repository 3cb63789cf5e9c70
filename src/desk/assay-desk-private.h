/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-desk.h"
#include "assay-station.h"

G_BEGIN_DECLS

/*
 * AssayDeskSecretsFunc:
 * @self: a desk that is being started
 * @error: (nullable): why the start ends
 *
 * What follows when the secrets have been read.
 */
typedef void (*AssayDeskSecretsFunc) (AssayDesk *self, const GError *error);

struct _AssayDesk
{
  GObject parent_instance;

  /* owned */
  AssayProfile *profile;
  AssaySecretStore *secrets;
  AssayEngine *engine;
  AssayStation *station;
  AssayStationSettings *settings;
  char *tls_certificate;
  char *tls_key;
  char *base_url; /* of StackOne, where it is not the profile's */
  GTask *start_task;
  GTask *stop_task;
  AssayJournal *journal;
  char *inbox_url;
  GError *inbox_error;
  GError *secrets_error;
  GCancellable *cancellable;

  /* plain */
  AssayDeskSecretsFunc secrets_func; /* while the secrets are read */
  AssayJournalStats stats;
  gboolean sending;
  AssayOutboxPause pause;
  guint retention_id;
  gboolean purging;
  gboolean verifying;
  gboolean counting;
  gboolean count_again;
  gboolean stopping;    /* the station has been told and has not ended yet */
  gboolean start_waits; /* for the station to end */
};

void assay_desk_count (AssayDesk *self);
void assay_desk_read_secrets (AssayDesk *self, AssayDeskSecretsFunc func);
void assay_desk_start_retention (AssayDesk *self);
gboolean assay_desk_retain_thoroughly (AssayDesk *self);
void assay_desk_stop_retention (AssayDesk *self);
gboolean assay_desk_set_up_journal (AssayDesk *self, AssayJournal *journal, GError **error);

G_END_DECLS
