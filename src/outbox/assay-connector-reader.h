/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-clock.h"
#include "assay-journal.h"
#include "assay-stackone-client.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_CONNECTOR_READER (assay_connector_reader_get_type ())

G_DECLARE_FINAL_TYPE (AssayConnectorReader,
                      assay_connector_reader,
                      ASSAY,
                      CONNECTOR_READER,
                      GObject)

AssayConnectorReader *assay_connector_reader_new (AssayJournal *journal,
                                                  AssayStackoneClient *client,
                                                  AssayClock *clock,
                                                  const char *path,
                                                  guint hours) G_GNUC_WARN_UNUSED_RESULT;
void assay_connector_reader_start (AssayConnectorReader *self);
void assay_connector_reader_stop (AssayConnectorReader *self);

G_END_DECLS
