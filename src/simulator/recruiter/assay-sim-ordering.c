/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-ordering.h"

#include "assay-sim-ordering-private.h"
#include "assay-sim-recruiter.h"
#include "assay-sim-schema.h"

#define MAX_PACKAGES 100

static const char *const kinds[] = { "assessment", "background_check", NULL };
static const char *const modes[] = { "ad_hoc", "inline", NULL };

static const AssaySimField candidate_fields[] = { { "id", ASSAY_SIM_FIELD_TEXT },
                                                  { "first_name", ASSAY_SIM_FIELD_TEXT },
                                                  { "last_name", ASSAY_SIM_FIELD_TEXT },
                                                  { "email", ASSAY_SIM_FIELD_TEXT },
                                                  { NULL } };
static const AssaySimField job_fields[] = { { "id", ASSAY_SIM_FIELD_TEXT },
                                            { "title", ASSAY_SIM_FIELD_TEXT },
                                            { NULL } };
static const AssaySimField order_fields[] = {
  { "account", ASSAY_SIM_FIELD_TEXT },
  { "candidate", ASSAY_SIM_FIELD_OBJECT, .members = candidate_fields },
  { "job", ASSAY_SIM_FIELD_OBJECT, .members = job_fields },
  { "packages", ASSAY_SIM_FIELD_TEXTS },
  { "kind", ASSAY_SIM_FIELD_CHOICE, .choices = kinds },
  { "mode", ASSAY_SIM_FIELD_CHOICE, .choices = modes },
  { NULL }
};
static const AssaySimField move_fields[] = { { "step", ASSAY_SIM_FIELD_TEXT },
                                             { "application", ASSAY_SIM_FIELD_TEXT },
                                             { NULL } };

static void
fetched_for_order_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AssaySimOrdering *ordering = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) packages = assay_sim_catalogue_fetch_finish (result, &error);

  /* The simulator may have been stopped while the partner was thinking. */
  if (ordering->simulator->state == NULL)
    {
      assay_sim_ordering_free (ordering);
      return;
    }

  if (packages == NULL)
    g_info ("The package list could not be fetched: %s", error->message);
  else if (!assay_sim_state_replace_table (ordering->simulator->state, ASSAY_SIM_TABLE_OFFERED,
                                           packages, &error))
    g_warning ("The package list could not be kept: %s", error->message);

  assay_sim_ordering_deliver (ordering);
}

static gboolean
read_people (AssaySimOrdering *ordering, AssayJson *body, GError **error)
{
  AssaySimState *state = ordering->simulator->state;
  g_autoptr (AssayJson) candidate = NULL;
  g_autoptr (AssayJson) job = NULL;

  if (!assay_json_read_object (body, "candidate", &candidate, error) ||
      !assay_json_read_object (body, "job", &job, error))
    return FALSE;
  if (candidate == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "$.candidate: expected an object, found nothing");
      return FALSE;
    }

  ordering->job = assay_sim_recruiter_find_job (state, job, error);
  if (ordering->job == NULL)
    return FALSE;
  ordering->candidate = assay_sim_recruiter_find_candidate (state, candidate, error);
  if (ordering->candidate == NULL)
    return FALSE;
  ordering->application_id = assay_sim_recruiter_apply (state, &ordering->candidate, ordering->job,
                                                        error);

  return ordering->application_id != NULL;
}

static gboolean
read_order (AssaySimOrdering *ordering, AssayJson *body, GError **error)
{
  g_autofree char *account_id = assay_json_dup_member_text (body, "account");
  g_autofree char *mode = assay_json_dup_member_text (body, "mode");
  g_autoptr (AssayJson) packages = NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  AssayJson *account = assay_sim_recruiter_find_account (ordering->simulator->state, account_id);
  guint n_packages;

  if (account == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   "$.account: expected an active account, found “%s”",
                   account_id != NULL ? account_id : "");
      return FALSE;
    }
  if (!assay_json_read_array (body, "packages", &packages, error))
    return FALSE;

  n_packages = packages != NULL ? assay_json_get_length (packages) : 0;
  if (n_packages < 1 || n_packages > MAX_PACKAGES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "$.packages: expected 1 to %d package ids, found %u", MAX_PACKAGES, n_packages);
      return FALSE;
    }
  for (guint i = 0; i < n_packages; i++)
    {
      g_autoptr (AssayJson) id = assay_json_dup_element (packages, i);

      g_strv_builder_add (ids, assay_json_get_string (id));
    }

  ordering->account = assay_json_ref (account);
  ordering->package_ids = g_strv_builder_end (ids);
  ordering->kind = assay_json_dup_member_text (body, "kind");
  ordering->is_inline = g_strcmp0 (mode, "inline") == 0;

  return read_people (ordering, body, error);
}

static AssayJson *
parse_control_body (AssaySimulator *self, AssaySimCall *call, const AssaySimField *fields)
{
  g_autoptr (AssayJson) body = assay_sim_parse_body (self, call);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  if (body == NULL)
    return NULL;

  assay_sim_schema_check_strictly (fields, body, problems);
  if (problems->len == 0)
    return g_steal_pointer (&body);

  assay_sim_call_answer (call, assay_sim_reply_new_refusal (assay_clock_now (self->settings->clock),
                                                            problems, NULL));

  return NULL;
}

static void
fetch_then_order (AssaySimOrdering *ordering)
{
  AssaySimulator *self = ordering->simulator;
  g_autofree char *account_id = NULL;
  g_autofree char *job_id = NULL;

  if (self->settings->packages_url == NULL)
    {
      assay_sim_ordering_deliver (ordering);
      return;
    }

  account_id = assay_json_dup_member_text (ordering->account, "id");
  job_id = assay_json_dup_member_text (ordering->job, "id");
  assay_sim_catalogue_fetch_async (self->catalogue, account_id, job_id, fetched_for_order_cb,
                                   ordering);
}

/**
 * assay_sim_ordering_order:
 * @self: the simulator
 * @call: `POST /_simulator/orders`
 *
 * Orders packages for a candidate, as the recruiter does in the order dialog. The call is answered
 * once every webhook was accepted or given up.
 */
void
assay_sim_ordering_order (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (AssayJson) body = parse_control_body (self, call, order_fields);
  g_autoptr (GError) error = NULL;
  AssaySimOrdering *ordering;

  if (body == NULL)
    return;

  ordering = assay_sim_ordering_new (self, call, SOUP_STATUS_CREATED);
  if (read_order (ordering, body, &error))
    fetch_then_order (ordering);
  else
    assay_sim_ordering_refuse (ordering, SOUP_STATUS_UNPROCESSABLE_ENTITY, error->message);
}

/* The packages that the hiring process orders by itself in a step. */
static GStrv
dup_triggered (AssaySimState *state, const char *step)
{
  g_autoptr (AssayJson) steps = NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  assay_json_read_array (assay_sim_state_get_hiring (state), "steps", &steps, NULL);
  for (guint i = 0; steps != NULL && i < assay_json_get_length (steps); i++)
    {
      g_autoptr (AssayJson) entry = assay_json_dup_element (steps, i);
      g_autofree char *name = assay_json_dup_member_text (entry, "name");
      g_autoptr (AssayJson) packages = NULL;

      if (g_strcmp0 (name, step) != 0 ||
          !assay_json_read_array (entry, "auto_triggered", &packages, NULL))
        continue;
      for (guint j = 0; packages != NULL && j < assay_json_get_length (packages); j++)
        {
          g_autoptr (AssayJson) id = assay_json_dup_element (packages, j);

          g_strv_builder_add (ids, assay_json_get_string (id));
        }
    }

  return g_strv_builder_end (ids);
}

/* Rewrites the person with one application moved; sets its id and job. */
static AssayJson *
move_application (AssaySimOrdering *ordering, const char *wanted, const char *step)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (AssayJson) applications = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AssayJson) patch = NULL;

  assay_json_read_array (ordering->candidate, "applications", &applications, NULL);
  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "applications");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; applications != NULL && i < assay_json_get_length (applications); i++)
    {
      static const char *const kept[] = { "id", "remote_id", "job_id", "stage", NULL };
      g_autoptr (AssayJson) application = assay_json_dup_element (applications, i);
      g_autofree char *id = assay_json_dup_member_text (application, "id");
      g_autofree char *job_id = assay_json_dup_member_text (application, "job_id");

      if (ordering->application_id != NULL || (wanted != NULL && g_strcmp0 (wanted, id) != 0))
        {
          assay_json_writer_value (writer, application);
          continue;
        }

      assay_json_writer_begin_object (writer);
      assay_sim_json_write_members (writer, application, kept);
      assay_json_writer_member_string (writer, "step", step);
      assay_json_writer_end_object (writer);
      ordering->application_id = g_steal_pointer (&id);
      ordering->job = assay_sim_state_find (ordering->simulator->state, ASSAY_SIM_TABLE_JOBS,
                                            job_id);
      if (ordering->job != NULL)
        assay_json_ref (ordering->job);
    }
  assay_json_writer_end_array (writer);
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);
  patch = assay_json_parse (bytes, NULL);

  return assay_json_merge_patch (ordering->candidate, patch);
}

/**
 * assay_sim_ordering_move:
 * @self: the simulator
 * @call: `POST /_simulator/candidates/{id}/move`
 *
 * Moves a candidate forward into a step of the hiring process, which may order packages by itself.
 */
void
assay_sim_ordering_move (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (AssayJson) body = parse_control_body (self, call, move_fields);
  AssayJson *candidate = assay_sim_state_find (self->state, ASSAY_SIM_TABLE_CANDIDATES, call->id);
  g_autofree char *step = body != NULL ? assay_json_dup_member_text (body, "step") : NULL;
  g_autofree char *application = NULL;
  g_autoptr (AssayJson) moved = NULL;
  g_autoptr (GError) error = NULL;
  AssaySimOrdering *ordering;

  if (body == NULL)
    return;

  ordering = assay_sim_ordering_new (self, call, SOUP_STATUS_OK);
  ordering->account = assay_sim_recruiter_find_account (self->state, NULL);
  if (ordering->account != NULL)
    assay_json_ref (ordering->account);
  if (candidate == NULL || step == NULL || ordering->account == NULL)
    {
      assay_sim_ordering_refuse (ordering,
                                 candidate == NULL ? SOUP_STATUS_NOT_FOUND
                                                   : SOUP_STATUS_UNPROCESSABLE_ENTITY,
                                 candidate == NULL ? "No candidate has this id"
                                                   : "$.step: expected the name of a step, and an "
                                                     "active account");
      return;
    }

  ordering->candidate = assay_json_ref (candidate);
  application = assay_json_dup_member_text (body, "application");
  moved = move_application (ordering, application, step);
  if (ordering->job == NULL)
    {
      assay_sim_ordering_refuse (ordering, SOUP_STATUS_UNPROCESSABLE_ENTITY,
                                 "$.application: expected an application of this candidate for a "
                                 "known job");
      return;
    }
  if (!assay_sim_state_store (self->state, ASSAY_SIM_TABLE_CANDIDATES, moved, &error))
    {
      assay_sim_ordering_refuse (ordering, SOUP_STATUS_INTERNAL_SERVER_ERROR, error->message);
      return;
    }

  assay_json_unref (ordering->candidate);
  ordering->candidate = g_steal_pointer (&moved);
  ordering->package_ids = dup_triggered (self->state, step);
  assay_sim_ordering_deliver (ordering);
}
