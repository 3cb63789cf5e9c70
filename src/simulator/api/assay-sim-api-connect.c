/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-api-connect.h"

#include "assay-sim-schema.h"

#define ORGANIZATION 42
#define PROJECT "demo-1"
#define PROVIDER "smartrecruiters"

/* The body of `POST /connect_sessions` (StackOne SDK: ConnectSessionCreate). */
static const AssaySimField session_fields[] = {
  { "origin_owner_id", ASSAY_SIM_FIELD_TEXT }, { "origin_owner_name", ASSAY_SIM_FIELD_TEXT },
  { "origin_username", ASSAY_SIM_FIELD_TEXT }, { "account_id", ASSAY_SIM_FIELD_TEXT },
  { "provider", ASSAY_SIM_FIELD_TEXT },        { "provider_version", ASSAY_SIM_FIELD_TEXT },
  { "categories", ASSAY_SIM_FIELD_TEXTS },     { "expires_in", ASSAY_SIM_FIELD_INTEGER },
  { "multiple", ASSAY_SIM_FIELD_BOOLEAN },     { "label", ASSAY_SIM_FIELD_TEXT },
  { "metadata", ASSAY_SIM_FIELD_FREE_OBJECT }, { "type", ASSAY_SIM_FIELD_TEXT },
  { "integration_id", ASSAY_SIM_FIELD_TEXT },  { NULL }
};

static const AssaySimField account_fields[] = { { "origin_owner_id", ASSAY_SIM_FIELD_TEXT },
                                                { "origin_owner_name", ASSAY_SIM_FIELD_TEXT },
                                                { "status", ASSAY_SIM_FIELD_TEXT },
                                                { NULL } };

static void
require (AssayJson *body, const char *member, GPtrArray *problems)
{
  g_autofree char *text = assay_json_dup_member_text (body, member);

  if (text == NULL || *text == '\0')
    g_ptr_array_add (problems, g_strdup_printf ("$.%s: expected text, found nothing", member));
}

/* The body, or %NULL if the call was answered because it is wrong. */
static AssayJson *
read_body (AssaySimulator *self, AssaySimCall *call, const AssaySimField *fields)
{
  g_autoptr (AssayJson) body = assay_sim_parse_body (self, call);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  if (body == NULL)
    return NULL;

  assay_sim_schema_check_strictly (fields, body, problems);
  if (problems->len == 0)
    {
      require (body, "origin_owner_id", problems);
      require (body, "origin_owner_name", problems);
    }
  if (problems->len == 0)
    return g_steal_pointer (&body);

  assay_sim_call_answer (call, assay_sim_reply_new_refusal (assay_clock_now (self->settings->clock),
                                                            problems, NULL));

  return NULL;
}

/* A run of numbers would give the same ids again after a reset. */
static guint
choose_number (AssaySimulator *self)
{
  return (guint) (assay_clock_now (self->settings->clock) & G_MAXINT32);
}

static void
write_owner (AssayJsonWriter *writer, AssayJson *body)
{
  assay_json_writer_copy_member (writer, body, "origin_owner_id");
  assay_json_writer_copy_member (writer, body, "origin_owner_name");
}

/*
 * assay_sim_api_connect:
 * @self: the simulator
 * @call: `POST /connect_sessions`
 *
 * Answers a session whose link nobody has to open: see assay_sim_api_link_account().
 */
void
assay_sim_api_connect (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (AssayJson) body = read_body (self, call, session_fields);
  guint number = choose_number (self);
  g_autofree char *token = assay_sim_state_make_id (self->state, "connect-session", number);
  g_autofree char *trigger = assay_sim_state_make_remote_id (self->state, "trigger", number);
  g_autofree char *link = g_strdup_printf ("%s/connect?token=%s", self->url, token);
  g_autoptr (AssayJsonWriter) writer = NULL;

  if (body == NULL)
    return;

  writer = assay_json_writer_new ();
  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "id");
  assay_json_writer_int64 (writer, number);
  assay_json_writer_member (writer, "organization_id");
  assay_json_writer_int64 (writer, ORGANIZATION);
  assay_json_writer_member_string (writer, "project_id", PROJECT);
  write_owner (writer, body);
  assay_json_writer_member (writer, "created_at");
  assay_json_writer_date_time (writer, assay_clock_now (self->settings->clock));
  assay_json_writer_member_string (writer, "token", token);
  assay_json_writer_member_string (writer, "auth_link_url", link);
  assay_json_writer_member_string (writer, "external_trigger_token", trigger);
  assay_json_writer_end_object (writer);
  assay_sim_answer_json (call, SOUP_STATUS_CREATED, writer);
}

static AssayJson *
build_account (AssaySimulator *self, AssayJson *body, const char *id)
{
  g_autofree char *status = assay_json_dup_member_text (body, "status");
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", id);
  assay_json_writer_member_string (writer, "provider", PROVIDER);
  assay_json_writer_member_string (writer, "provider_name", "SmartRecruiters");
  assay_json_writer_member_string (writer, "status", status != NULL ? status : "active");
  assay_json_writer_member (writer, "status_reasons");
  assay_json_writer_begin_array (writer);
  assay_json_writer_end_array (writer);
  write_owner (writer, body);
  assay_json_writer_member_string (writer, "type", "test");
  assay_json_writer_member (writer, "created_at");
  assay_json_writer_date_time (writer, assay_clock_now (self->settings->clock));
  assay_json_writer_member (writer, "updated_at");
  assay_json_writer_date_time (writer, assay_clock_now (self->settings->clock));
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);

  return assay_json_parse (bytes, NULL);
}

/*
 * assay_sim_api_link_account:
 * @self: the simulator
 * @call: `POST /_simulator/accounts`
 *
 * Does what a customer does with the link of a session: a new account appears in the list.
 */
void
assay_sim_api_link_account (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (AssayJson) body = read_body (self, call, account_fields);
  g_autofree char *id = assay_sim_state_make_digits (self->state, "account", choose_number (self));
  g_autoptr (AssayJson) account = NULL;
  g_autoptr (AssayJsonWriter) writer = NULL;
  g_autoptr (GError) error = NULL;

  if (body == NULL)
    return;

  account = build_account (self, body, id);
  if (!assay_sim_state_store (self->state, ASSAY_SIM_TABLE_ACCOUNTS, account, &error))
    {
      assay_sim_answer_error (self, call, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL,
                              "The simulator cannot keep its state: %s", error->message);
      return;
    }

  writer = assay_json_writer_new ();
  assay_json_writer_value (writer, account);
  assay_sim_answer_json (call, SOUP_STATUS_CREATED, writer);
}
