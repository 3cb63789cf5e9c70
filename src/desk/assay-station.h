/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-engine.h"
#include "assay-inbox.h"
#include "assay-outbox.h"
#include "assay-profile.h"
#include "assay-webhook.h"

G_BEGIN_DECLS

/**
 * AssayStationSettings:
 * @listen: HOST:PORT of the inbox
 * @base_url: address of StackOne
 * @accounts_path: where it lists accounts
 * @rate_limit: requests a minute to StackOne
 * @reads: whether to read what orders came without
 * @connector_path: the file with what StackOne tells of SmartRecruiters
 * @connector_hours: from which age on it is read again
 * @inbox: how the inbox receives
 * @accounts_hours: how often StackOne is asked for the linked accounts
 * @tags_by_job: which packages are offered for certain jobs, see
 *   [method@Inbox.select_packages]
 * @proxies: (element-type GInetAddressMask): who passes on the connections of others
 * @event_names: the spellings of event names
 * @api_key: (nullable): the key of the StackOne project; without one nothing is sent
 * @secrets: (nullable): the live signing secrets of the webhook
 * @keys: (nullable): the keys that calls of the package list may bring
 * @others: (nullable): what other profiles keep in the same keyring
 *
 * What a station works with. A snapshot, because settings belong to another thread.
 */
typedef struct
{
  char *listen;
  char *tls_certificate;
  char *tls_key;
  char *base_url;
  char *accounts_path;
  guint rate_limit;
  gboolean reads;
  char *connector_path;
  guint connector_hours;
  guint accounts_hours;
  AssayInboxSettings inbox;
  GVariant *tags_by_job;
  GPtrArray *proxies;
  AssayEventNames *event_names;
  char *api_key;
  GStrv secrets;
  GStrv keys;
  AssayOtherSecrets *others;
} AssayStationSettings;

AssayStationSettings *assay_station_settings_new (AssayProfile *profile,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void assay_station_settings_free (AssayStationSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayStationSettings, assay_station_settings_free)

/**
 * AssayStationListener:
 * @listening: the inbox receives at a URL, or cannot for the reason of an error
 * @delivery: a webhook was refused, or brought an order that is new
 * @sending: whether this process is the one that sends, and why results wait all the same
 * @secret_used: a signing secret has proved who sent something
 * @refused: StackOne refused the result of an order for good
 * @connector_read: what StackOne tells of SmartRecruiters was read anew
 * @stopped: it has ended, as it was told to, or will without being waited for
 *
 * Who hears of a station. Everything is called in the context that started the station.
 */
typedef struct
{
  void (*listening) (const char *url, const GError *error, gpointer user_data);
  void (*delivery) (gboolean accepted,
                    AssayWebhook *webhook,
                    const char *reason,
                    gpointer user_data);
  void (*sending) (gboolean sending, AssayOutboxPause pause, gpointer user_data);
  void (*secret_used) (const char *fingerprint, gpointer user_data);
  void (*refused) (const char *order_key, gpointer user_data);
  void (*connector_read) (gpointer user_data);
  void (*stopped) (gboolean has_ended, gpointer user_data);
} AssayStationListener;

typedef struct _AssayStation AssayStation;

AssayStation *assay_station_start (AssayEngine *engine,
                                   AssayJournal *journal,
                                   AssayStationSettings *settings,
                                   const AssayStationListener *listener,
                                   gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void assay_station_configure (AssayStation *self, AssayStationSettings *settings);
void assay_station_stop (AssayStation *self, gboolean patiently);

G_END_DECLS
