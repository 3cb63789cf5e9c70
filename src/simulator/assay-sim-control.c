/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-simulator-private.h"

#include "assay-sim-api-connect.h"
#include "assay-sim-cards.h"
#include "assay-sim-ordering.h"
#include "assay-sim-recruiter.h"
#include "assay-sim-schema.h"

#include <string.h>

static const AssaySimField candidate_fields[] = { { "first_name", ASSAY_SIM_FIELD_TEXT },
                                                  { "last_name", ASSAY_SIM_FIELD_TEXT },
                                                  { "email", ASSAY_SIM_FIELD_TEXT },
                                                  { NULL } };
static const AssaySimField step_fields[] = { { "stage", ASSAY_SIM_FIELD_TEXT },
                                             { "name", ASSAY_SIM_FIELD_TEXT },
                                             { "packages", ASSAY_SIM_FIELD_TEXTS },
                                             { "auto_triggered", ASSAY_SIM_FIELD_TEXTS },
                                             { NULL } };
static const AssaySimField hiring_fields[] = { { "name", ASSAY_SIM_FIELD_TEXT },
                                               { "steps", ASSAY_SIM_FIELD_OBJECTS,
                                                 .members = step_fields },
                                               { NULL } };

static void
answer_bytes (AssaySimCall *call, guint status, GBytes *body)
{
  assay_sim_call_answer (call, assay_sim_reply_new (status, body));
}

static void
answer_refusal (AssaySimulator *self, AssaySimCall *call, GPtrArray *problems)
{
  assay_sim_call_answer (call, assay_sim_reply_new_refusal (assay_clock_now (self->settings->clock),
                                                            problems, NULL));
}

static void
answer_not_kept (AssaySimulator *self, AssaySimCall *call, GError *error)
{
  assay_sim_answer_error (self, call, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL,
                          "The simulator cannot keep its state: %s", error->message);
}

static void
answer_table (AssaySimulator *self, AssaySimCall *call, AssaySimTable table, const char *name)
{
  GPtrArray *records = assay_sim_state_get_table (self->state, table);
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, name);
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < records->len; i++)
    assay_json_writer_value (writer, g_ptr_array_index (records, i));
  assay_json_writer_end_array (writer);
  assay_json_writer_end_object (writer);
  assay_sim_answer_json (call, SOUP_STATUS_OK, writer);
}

static void
list_candidates (AssaySimulator *self, AssaySimCall *call)
{
  answer_table (self, call, ASSAY_SIM_TABLE_CANDIDATES, "candidates");
}

static void
list_jobs (AssaySimulator *self, AssaySimCall *call)
{
  answer_table (self, call, ASSAY_SIM_TABLE_JOBS, "jobs");
}

static void
add_candidate (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (AssayJson) body = assay_sim_parse_body (self, call);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AssayJsonWriter) writer = NULL;
  g_autoptr (AssayJson) candidate = NULL;
  g_autoptr (AssayJson) job = NULL;
  g_autofree char *application_id = NULL;
  g_autoptr (GError) error = NULL;

  if (body == NULL)
    return;
  assay_sim_schema_check_strictly (candidate_fields, body, problems);
  if (problems->len > 0)
    {
      answer_refusal (self, call, problems);
      return;
    }

  candidate = assay_sim_recruiter_find_candidate (self->state, body, &error);
  job = candidate != NULL ? assay_sim_recruiter_find_job (self->state, NULL, &error) : NULL;
  if (job != NULL)
    application_id = assay_sim_recruiter_apply (self->state, &candidate, job, &error);
  if (application_id == NULL)
    {
      answer_not_kept (self, call, error);
      return;
    }

  writer = assay_json_writer_new ();
  assay_json_writer_value (writer, candidate);
  assay_sim_answer_json (call, SOUP_STATUS_CREATED, writer);
}

static void
get_hiring (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_value (writer, assay_sim_state_get_hiring (self->state));
  assay_sim_answer_json (call, SOUP_STATUS_OK, writer);
}

static void
set_hiring (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (AssayJson) body = assay_sim_parse_body (self, call);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (body == NULL)
    return;
  assay_sim_schema_check_strictly (hiring_fields, body, problems);
  if (problems->len > 0)
    answer_refusal (self, call, problems);
  else if (!assay_sim_state_set_hiring (self->state, body, &error))
    answer_not_kept (self, call, error);
  else
    get_hiring (self, call);
}

static void
get_faults (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (GBytes) body = assay_sim_faults_to_json (self->faults);

  answer_bytes (call, SOUP_STATUS_OK, body);
}

static void
set_faults (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (AssayJson) body = assay_sim_parse_body (self, call);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  if (body == NULL)
    return;
  assay_sim_faults_set (self->faults, body, problems);
  if (problems->len > 0)
    answer_refusal (self, call, problems);
  else
    get_faults (self, call);
}

static void
list_requests (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (GBytes) body = assay_sim_log_to_json (self->log);

  answer_bytes (call, SOUP_STATUS_OK, body);
}

static void
reset (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GError) error = NULL;

  assay_sim_webhooks_forget (self->webhooks);
  assay_sim_faults_clear (self->faults);
  assay_sim_log_clear (self->log);
  self->n_requests = 0;
  if (!assay_sim_state_reset (self->state, &error))
    {
      answer_not_kept (self, call, error);
      return;
    }

  assay_json_writer_begin_object (writer);
  assay_json_writer_end_object (writer);
  assay_sim_answer_json (call, SOUP_STATUS_OK, writer);
}

const AssaySimOperation assay_sim_control_operations[] = {
  { "POST", "/_simulator/orders", assay_sim_ordering_order },
  { "GET", "/_simulator/packages", assay_sim_ordering_packages },
  { "GET", "/_simulator/cards", assay_sim_cards_list },
  { "GET", "/_simulator/cards/{id}", assay_sim_cards_get },
  { "POST", "/_simulator/accounts", assay_sim_api_link_account },
  { "GET", "/_simulator/candidates", list_candidates },
  { "POST", "/_simulator/candidates", add_candidate },
  { "POST", "/_simulator/candidates/{id}/move", assay_sim_ordering_move },
  { "GET", "/_simulator/jobs", list_jobs },
  { "GET", "/_simulator/hiring-process", get_hiring },
  { "PUT", "/_simulator/hiring-process", set_hiring },
  { "GET", "/_simulator/faults", get_faults },
  { "PUT", "/_simulator/faults", set_faults },
  { "POST", "/_simulator/reset", reset },
  { "GET", "/_simulator/requests", list_requests },
  { NULL }
};
