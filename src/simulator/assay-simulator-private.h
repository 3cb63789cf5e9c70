/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-http-server.h"
#include "assay-json-writer.h"
#include "assay-mapping.h"
#include "assay-sim-call.h"
#include "assay-sim-catalogue.h"
#include "assay-sim-state.h"
#include "assay-sim-webhooks.h"
#include "assay-simulator.h"

G_BEGIN_DECLS

struct _AssaySimulator
{
  GObject parent_instance;

  /* owned */
  AssaySimulatorSettings *settings;
  AssaySimState *state;
  AssaySimFaults *faults;
  AssaySimLog *log;
  AssaySimWebhooks *webhooks;
  AssaySimCatalogue *catalogue;
  AssayHttpServer *server;
  AssayJson *connectors;
  AssayMapping *mapping;
  char *url;

  /* The times of the requests of the last minute, oldest at @oldest_request. */
  gint64 *request_times;
  guint n_requests;
  guint oldest_request;
};

/**
 * AssaySimHandler:
 * @self: the simulator
 * @call: a request that belongs to the operation; answered now or later
 *
 * Carries out one operation.
 */
typedef void (*AssaySimHandler) (AssaySimulator *self, AssaySimCall *call);

/**
 * AssaySimOperation:
 * @method: the HTTP method; %NULL ends a table
 * @path: the path, with `{id}` where a record id stands
 * @handler: what carries it out
 *
 * One row of a table of operations.
 */
typedef struct
{
  const char *method;
  const char *path;
  AssaySimHandler handler;
} AssaySimOperation;

extern const AssaySimOperation assay_sim_api_operations[];
extern const AssaySimOperation assay_sim_control_operations[];

void assay_sim_router_handle (AssaySimulator *self, AssayHttpRequest *request);
AssayJson *assay_sim_parse_body (AssaySimulator *self,
                                 AssaySimCall *call) G_GNUC_WARN_UNUSED_RESULT;
void assay_sim_answer_error (AssaySimulator *self,
                             AssaySimCall *call,
                             guint status,
                             const char *error_code,
                             const char *format,
                             ...) G_GNUC_PRINTF (5, 6);
void assay_sim_answer_json (AssaySimCall *call, guint status, AssayJsonWriter *writer);

G_END_DECLS
