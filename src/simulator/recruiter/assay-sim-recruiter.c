/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-recruiter.h"

#include "assay-sim-schema.h"

#include <string.h>

#define PROJECT_ID "simulated-project"

static const char *const package_members[] = { "id",          "remote_id", "name",
                                               "description", "tests",     NULL };
static const char *const job_members[] = { "id", "remote_id", "title", "hiring_team", NULL };

static AssayJson *
finish_object (AssayJsonWriter *writer)
{
  g_autoptr (GBytes) bytes = NULL;

  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);

  return assay_json_parse (bytes, NULL);
}

static AssayJson *
find_by_member (GPtrArray *records, const char *name, const char *text)
{
  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *own = assay_json_dup_member_text (g_ptr_array_index (records, i), name);

      if (g_strcmp0 (own, text) == 0)
        return g_ptr_array_index (records, i);
    }

  return NULL;
}

static gboolean
has_email (AssayJson *candidate, const char *email)
{
  g_autoptr (AssayJson) emails = NULL;

  if (!assay_json_read_array (candidate, "emails", &emails, NULL) || emails == NULL)
    return FALSE;

  for (guint i = 0; i < assay_json_get_length (emails); i++)
    {
      g_autoptr (AssayJson) entry = assay_json_dup_element (emails, i);
      g_autofree char *value = assay_json_dup_member_text (entry, "value");

      if (value != NULL && g_ascii_strcasecmp (value, email) == 0)
        return TRUE;
    }

  return FALSE;
}

static AssayJson *
make_candidate (AssaySimState *state, AssayJson *wanted)
{
  static const char *const names[] = { "first_name", "last_name", NULL };
  guint number = assay_sim_state_get_table (state, ASSAY_SIM_TABLE_CANDIDATES)->len + 1;
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autofree char *id = assay_sim_state_make_id (state, "candidate", number);
  g_autofree char *remote_id = assay_sim_state_make_remote_id (state, "candidate", number);
  g_autofree char *email = assay_json_dup_member_text (wanted, "email");

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", id);
  assay_json_writer_member_string (writer, "remote_id", remote_id);
  assay_sim_json_write_members (writer, wanted, names);
  assay_json_writer_member (writer, "emails");
  assay_json_writer_begin_array (writer);
  if (email != NULL)
    {
      assay_json_writer_begin_object (writer);
      assay_json_writer_member_string (writer, "type", "personal");
      assay_json_writer_member_string (writer, "value", email);
      assay_json_writer_end_object (writer);
    }
  assay_json_writer_end_array (writer);

  return finish_object (writer);
}

static AssayJson *
make_job (AssaySimState *state, const char *title)
{
  GPtrArray *jobs = assay_sim_state_get_table (state, ASSAY_SIM_TABLE_JOBS);
  guint number = jobs->len + 1;
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autofree char *id = assay_sim_state_make_id (state, "job", number);
  g_autofree char *remote_id = assay_sim_state_make_remote_id (state, "job", number);
  g_autoptr (AssayJson) team = NULL;

  /* A new job is hired for by the people who hire for the first one. */
  if (jobs->len > 0)
    team = assay_json_dup_member (g_ptr_array_index (jobs, 0), "hiring_team");

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", id);
  assay_json_writer_member_string (writer, "remote_id", remote_id);
  assay_json_writer_member_string (writer, "title", title);
  assay_json_writer_member_value (writer, "hiring_team", team);

  return finish_object (writer);
}

static void
write_candidate (AssayJsonWriter *writer, const AssaySimDraft *draft)
{
  static const char *const ids[] = { "id", "remote_id", NULL };
  static const char *const facts[] = { "first_name", "last_name", "emails", "profile_url", NULL };

  assay_json_writer_member (writer, "candidate");
  assay_json_writer_begin_object (writer);
  if (!draft->is_inline)
    assay_sim_json_write_members (writer, draft->candidate, ids);
  assay_sim_json_write_members (writer, draft->candidate, facts);
  assay_json_writer_end_object (writer);
}

static void
write_application (AssayJsonWriter *writer, const AssaySimDraft *draft)
{
  static const char *const ids[] = { "id", "remote_id", NULL };
  g_autoptr (AssayJson) applications = NULL;

  if (draft->is_inline || draft->application_id == NULL ||
      !assay_json_read_array (draft->candidate, "applications", &applications, NULL) ||
      applications == NULL)
    return;

  for (guint i = 0; i < assay_json_get_length (applications); i++)
    {
      g_autoptr (AssayJson) application = assay_json_dup_element (applications, i);
      g_autofree char *id = assay_json_dup_member_text (application, "id");

      if (g_strcmp0 (id, draft->application_id) != 0)
        continue;

      assay_json_writer_member (writer, "application");
      assay_json_writer_begin_object (writer);
      assay_sim_json_write_members (writer, application, ids);
      assay_json_writer_member (writer, "application_status");
      assay_json_writer_begin_object (writer);
      assay_json_writer_member_string (writer, "value", draft->kind);
      assay_json_writer_member_string (writer, "source_value", "IN_REVIEW");
      assay_json_writer_end_object (writer);
      assay_json_writer_end_object (writer);
    }
}

static void
write_requester (AssayJsonWriter *writer, const AssaySimDraft *draft)
{
  g_autoptr (AssayJson) team = NULL;

  if (draft->is_inline || !assay_json_read_array (draft->job, "hiring_team", &team, NULL) ||
      team == NULL || assay_json_get_length (team) == 0)
    return;

  {
    g_autoptr (AssayJson) requester = assay_json_dup_element (team, 0);

    assay_json_writer_member_value (writer, "requester", requester);
  }
}

static AssayJson *
make_dto (AssaySimOrder *order, const AssaySimDraft *draft, const char *base_url)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autofree char *escaped = g_uri_escape_string (order->id, NULL, FALSE);
  g_autofree char *update_url = g_strdup_printf ("%s/unified/ats/%ss/orders/%s/result", base_url,
                                                 draft->kind, escaped);

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", order->id);
  assay_json_writer_member_string (writer, "remote_id", order->remote_id);
  assay_json_writer_member (writer, "package");
  assay_json_writer_begin_object (writer);
  assay_sim_json_write_members (writer, draft->package, package_members);
  assay_json_writer_end_object (writer);
  write_application (writer, draft);
  assay_json_writer_member (writer, "job");
  assay_json_writer_begin_object (writer);
  assay_sim_json_write_members (writer, draft->job, job_members);
  assay_json_writer_end_object (writer);
  write_candidate (writer, draft);
  write_requester (writer, draft);
  assay_json_writer_member_string (writer, "results_update_url", update_url);

  return finish_object (writer);
}

/* What SmartRecruiters itself would have sent to StackOne. */
static void
write_raw_event (AssayJsonWriter *writer, AssaySimOrder *order, const AssaySimDraft *draft)
{
  g_autofree char *package_id = assay_json_dup_member_text (draft->package, "id");
  g_autofree char *job_id = assay_json_dup_member_text (draft->job, "remote_id");

  assay_json_writer_member (writer, "raw_event");
  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "headers");
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "content-type", "application/json");
  assay_json_writer_end_object (writer);
  assay_json_writer_member (writer, "body");
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", order->remote_id);
  assay_json_writer_member_string (writer, "assessmentPackageId", package_id);
  assay_json_writer_member_string (writer, "jobId", job_id);
  assay_json_writer_end_object (writer);
  assay_json_writer_end_object (writer);
}

static char *
make_webhook_body (AssaySimOrder *order,
                   const AssaySimulatorSettings *settings,
                   const AssaySimDraft *draft,
                   AssaySimFault *fault)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  gboolean is_assessment = strcmp (draft->kind, "assessment") == 0;
  const char *event = is_assessment ? settings->assessment_event : settings->background_check_event;
  g_autofree char *record_type = NULL;
  gsize size;

  if (fault != NULL && fault->event != NULL)
    event = fault->event;
  record_type = g_strndup (event, strcspn (event, "."));

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "project_id", PROJECT_ID);
  assay_json_writer_member_string (writer, "account_id", order->account_id);
  assay_json_writer_member_string (writer, "event", event);
  assay_json_writer_member (writer, "event_date");
  assay_json_writer_date_time (writer, assay_clock_now (settings->clock));
  assay_json_writer_member_string (writer, "record_type", record_type);
  assay_json_writer_member (writer, "record_id");
  if (fault != NULL && fault->numeric_id)
    assay_json_writer_number_text (writer, order->id);
  else
    assay_json_writer_string (writer, order->id);
  assay_json_writer_member_string (writer, "record_remote_id", order->remote_id);
  assay_json_writer_member (writer, "sent_at");
  assay_json_writer_date_time (writer, assay_clock_now (settings->clock));
  write_raw_event (writer, order, draft);
  assay_json_writer_member_value (writer, "event_data", order->dto);
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);

  return g_strndup (g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes));
}

/**
 * assay_sim_recruiter_find_account:
 * @state: the state
 * @id: (nullable): the account's `id` or `remote_id`
 *
 * Finds the account that is named, or the first that works.
 *
 * Returns: (transfer none) (nullable): the account
 */
AssayJson *
assay_sim_recruiter_find_account (AssaySimState *state, const char *id)
{
  GPtrArray *accounts = assay_sim_state_get_table (state, ASSAY_SIM_TABLE_ACCOUNTS);

  if (id != NULL)
    return assay_sim_state_find (state, ASSAY_SIM_TABLE_ACCOUNTS, id);

  for (guint i = 0; i < accounts->len; i++)
    {
      g_autofree char *status = assay_json_dup_member_text (g_ptr_array_index (accounts, i),
                                                            "status");

      if (g_strcmp0 (status, "active") == 0)
        return g_ptr_array_index (accounts, i);
    }

  return NULL;
}

/**
 * assay_sim_recruiter_find_job:
 * @state: the state
 * @wanted: (nullable): `{"id"}` or `{"title"}`, or %NULL for the first job
 * @error: return location for an error
 *
 * Finds the job an order is about; a title that no job has makes a new one.
 *
 * Returns: (transfer full) (nullable): the job
 */
AssayJson *
assay_sim_recruiter_find_job (AssaySimState *state, AssayJson *wanted, GError **error)
{
  GPtrArray *jobs = assay_sim_state_get_table (state, ASSAY_SIM_TABLE_JOBS);
  g_autofree char *id = wanted != NULL ? assay_json_dup_member_text (wanted, "id") : NULL;
  g_autofree char *title = wanted != NULL ? assay_json_dup_member_text (wanted, "title") : NULL;
  g_autoptr (AssayJson) job = NULL;
  AssayJson *known = NULL;

  if (id != NULL)
    known = assay_sim_state_find (state, ASSAY_SIM_TABLE_JOBS, id);
  else if (title != NULL)
    known = find_by_member (jobs, "title", title);
  else if (jobs->len > 0)
    known = g_ptr_array_index (jobs, 0);

  if (known != NULL)
    return assay_json_ref (known);
  if (title == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   "$.job.id: expected a known job, found “%s”", id != NULL ? id : "");
      return NULL;
    }

  job = make_job (state, title);
  if (!assay_sim_state_store (state, ASSAY_SIM_TABLE_JOBS, job, error))
    return NULL;

  return g_steal_pointer (&job);
}

/**
 * assay_sim_recruiter_find_candidate:
 * @state: the state
 * @wanted: `{"id"}`, or `{"first_name", "last_name", "email"}`
 * @error: return location for an error
 *
 * Finds a person by id or by e-mail address; an address that nobody has makes a new person.
 *
 * Returns: (transfer full) (nullable): the person
 */
AssayJson *
assay_sim_recruiter_find_candidate (AssaySimState *state, AssayJson *wanted, GError **error)
{
  GPtrArray *people = assay_sim_state_get_table (state, ASSAY_SIM_TABLE_CANDIDATES);
  g_autofree char *id = assay_json_dup_member_text (wanted, "id");
  g_autofree char *email = assay_json_dup_member_text (wanted, "email");
  g_autoptr (AssayJson) candidate = NULL;

  if (id != NULL)
    {
      AssayJson *known = assay_sim_state_find (state, ASSAY_SIM_TABLE_CANDIDATES, id);

      if (known != NULL)
        return assay_json_ref (known);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   "$.candidate.id: expected a known candidate, found “%s”", id);
      return NULL;
    }

  for (guint i = 0; email != NULL && i < people->len; i++)
    if (has_email (g_ptr_array_index (people, i), email))
      return assay_json_ref (g_ptr_array_index (people, i));

  candidate = make_candidate (state, wanted);
  if (!assay_sim_state_store (state, ASSAY_SIM_TABLE_CANDIDATES, candidate, error))
    return NULL;

  return g_steal_pointer (&candidate);
}

/**
 * assay_sim_recruiter_apply:
 * @state: the state
 * @candidate: (inout): a person; replaced by the one with the application
 * @job: a job
 * @error: return location for an error
 *
 * Finds the person's application for the job, or makes one.
 *
 * Returns: (transfer full) (nullable): the application's id
 */
char *
assay_sim_recruiter_apply (AssaySimState *state,
                           AssayJson **candidate,
                           AssayJson *job,
                           GError **error)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (AssayJson) applications = NULL;
  g_autoptr (AssayJson) patch = NULL;
  g_autofree char *job_id = assay_json_dup_member_text (job, "id");
  g_autofree char *candidate_id = assay_json_dup_member_text (*candidate, "id");
  g_autofree char *id = NULL;
  g_autofree char *remote_id = NULL;
  guint n_applications;

  if (!assay_json_read_array (*candidate, "applications", &applications, error))
    return NULL;

  n_applications = applications != NULL ? assay_json_get_length (applications) : 0;
  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "applications");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < n_applications; i++)
    {
      g_autoptr (AssayJson) application = assay_json_dup_element (applications, i);
      g_autofree char *for_job = assay_json_dup_member_text (application, "job_id");

      if (g_strcmp0 (for_job, job_id) == 0)
        return assay_json_dup_member_text (application, "id");
      assay_json_writer_value (writer, application);
    }

  id = assay_sim_state_make_id (state, candidate_id, n_applications + 1);
  remote_id = assay_sim_state_make_remote_id (state, candidate_id, n_applications + 1);
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", id);
  assay_json_writer_member_string (writer, "remote_id", remote_id);
  assay_json_writer_member_string (writer, "job_id", job_id);
  assay_json_writer_member_string (writer, "stage", "New");
  assay_json_writer_end_object (writer);
  assay_json_writer_end_array (writer);
  patch = finish_object (writer);

  {
    AssayJson *old = *candidate;

    *candidate = assay_json_merge_patch (old, patch);
    assay_json_unref (old);
  }
  if (!assay_sim_state_store (state, ASSAY_SIM_TABLE_CANDIDATES, *candidate, error))
    return NULL;

  return g_steal_pointer (&id);
}

/**
 * assay_sim_recruiter_find_package:
 * @state: the state
 * @id: a package id
 * @kind: (out) (optional): its kind; %NULL where only the partner's endpoint knows the package
 *
 * Finds a package among those the partner's endpoint offered last, then among our own.
 *
 * Returns: (transfer none) (nullable): the package
 */
AssayJson *
assay_sim_recruiter_find_package (AssaySimState *state, const char *id, const char **kind)
{
  AssayJson *package = assay_sim_state_find (state, ASSAY_SIM_TABLE_OFFERED, id);

  *kind = NULL;
  if (package != NULL)
    return package;

  package = assay_sim_state_find (state, ASSAY_SIM_TABLE_PACKAGES, id);
  *kind = "assessment";
  if (package != NULL)
    return package;

  *kind = "background_check";

  return assay_sim_state_find (state, ASSAY_SIM_TABLE_CHECKS, id);
}

/**
 * assay_sim_recruiter_order:
 * @state: the state
 * @settings: event names and clock
 * @base_url: the simulator's own address
 * @draft: what to order
 * @fault: (nullable): what is to go wrong with the webhook
 * @error: return location for an error
 *
 * Orders one package. The order and its webhook are on disk when this returns.
 *
 * Returns: (transfer full) (nullable): the order
 */
AssaySimOrder *
assay_sim_recruiter_order (AssaySimState *state,
                           const AssaySimulatorSettings *settings,
                           const char *base_url,
                           const AssaySimDraft *draft,
                           AssaySimFault *fault,
                           GError **error)
{
  g_autoptr (AssaySimOrder) order = assay_sim_order_new ();

  order->number = assay_sim_state_get_orders (state)->len + 1;
  order->id = fault != NULL && fault->numeric_id
                ? assay_sim_state_make_digits (state, "order", order->number)
                : assay_sim_state_make_id (state, "order", order->number);
  order->remote_id = assay_sim_state_make_remote_id (state, "order", order->number);
  order->account_id = g_strdup (draft->account_id);
  order->kind = g_strdup (draft->kind);
  order->candidate_id = assay_json_dup_member_text (draft->candidate, "id");
  order->application_id = g_strdup (draft->application_id);
  order->package_name = assay_json_dup_member_text (draft->package, "name");
  order->dto = make_dto (order, draft, base_url);

  if (settings->webhook_url != NULL)
    {
      order->webhook = ASSAY_SIM_WEBHOOK_PENDING;
      order->webhook_body = make_webhook_body (order, settings, draft, fault);
    }

  if (!assay_sim_state_add_order (state, order, error))
    return NULL;

  return g_steal_pointer (&order);
}
