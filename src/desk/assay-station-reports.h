/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-station.h"

G_BEGIN_DECLS

typedef struct _AssayStationReports AssayStationReports;

AssayStationReports *assay_station_reports_new (const AssayStationListener *listener,
                                                gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
AssayStationReports *assay_station_reports_ref (AssayStationReports *self);
void assay_station_reports_unref (AssayStationReports *self);
void assay_station_reports_close (AssayStationReports *self);
gboolean assay_station_reports_is_closed (AssayStationReports *self);
void assay_station_reports_listening (AssayStationReports *self,
                                      const char *url,
                                      const GError *error);
void assay_station_reports_delivery (AssayStationReports *self,
                                     gboolean accepted,
                                     AssayWebhook *webhook,
                                     const char *reason);
void assay_station_reports_sending (AssayStationReports *self,
                                    gboolean sending,
                                    AssayOutboxPause pause);
void assay_station_reports_secret_used (AssayStationReports *self, const char *fingerprint);
void assay_station_reports_refused (AssayStationReports *self, const char *order_key);
void assay_station_reports_connector_read (AssayStationReports *self);
void assay_station_reports_stopped (AssayStationReports *self, gboolean has_ended);

G_END_DECLS
