/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-ordering.h"

#include "assay-sim-recruiter.h"
#include "assay-sim-schema.h"

#include <string.h>

#define MAX_PACKAGES 100

static const char * const kinds[] = { "assessment", "background_check", NULL };
static const char * const modes[] = { "ad_hoc", "inline", NULL };

static const AssaySimField candidate_fields[] = {
  { "id", ASSAY_SIM_FIELD_TEXT },
  { "first_name", ASSAY_SIM_FIELD_TEXT },
  { "last_name", ASSAY_SIM_FIELD_TEXT },
  { "email", ASSAY_SIM_FIELD_TEXT },
  { NULL }
};
static const AssaySimField job_fields[] = {
  { "id", ASSAY_SIM_FIELD_TEXT },
  { "title", ASSAY_SIM_FIELD_TEXT },
  { NULL }
};
static const AssaySimField order_fields[] = {
  { "account", ASSAY_SIM_FIELD_TEXT },
  { "candidate", ASSAY_SIM_FIELD_OBJECT, .members = candidate_fields },
  { "job", ASSAY_SIM_FIELD_OBJECT, .members = job_fields },
  { "packages", ASSAY_SIM_FIELD_TEXTS },
  { "kind", ASSAY_SIM_FIELD_CHOICE, .choices = kinds },
  { "mode", ASSAY_SIM_FIELD_CHOICE, .choices = modes },
  { NULL }
};
static const AssaySimField move_fields[] = {
  { "step", ASSAY_SIM_FIELD_TEXT },
  { "application", ASSAY_SIM_FIELD_TEXT },
  { NULL }
};

/* Packages that are ordered together, from the recruiter's click until every webhook has ended. */
typedef struct
{
  AssaySimulator *simulator;
  AssaySimCall *call;
  AssayJson *account;
  AssayJson *candidate;
  AssayJson *job;
  GStrv package_ids;
  char *application_id;
  char *kind;
  gboolean is_inline;
  guint success;
  GPtrArray *lines;
  guint n_waiting;
} Ordering;

static void
ordering_free (Ordering *ordering)
{
  g_object_unref (ordering->simulator);
  assay_sim_call_unref (ordering->call);
  g_clear_pointer (&ordering->account, assay_json_unref);
  g_clear_pointer (&ordering->candidate, assay_json_unref);
  g_clear_pointer (&ordering->job, assay_json_unref);
  g_strfreev (ordering->package_ids);
  g_free (ordering->application_id);
  g_free (ordering->kind);
  g_ptr_array_unref (ordering->lines);
  g_free (ordering);
}

static Ordering *
ordering_new (AssaySimulator *self,
              AssaySimCall   *call,
              guint           success)
{
  Ordering *ordering = g_new0 (Ordering, 1);

  ordering->simulator = g_object_ref (self);
  ordering->call = assay_sim_call_ref (call);
  ordering->success = success;
  ordering->lines = g_ptr_array_new_with_free_func (g_free);

  return ordering;
}

static void
refuse (Ordering   *ordering,
        guint       status,
        const char *message)
{
  assay_sim_answer_error (ordering->simulator, ordering->call, status, NULL, "%s", message);
  ordering_free (ordering);
}

/* The account that is named, or the first that works. */
static AssayJson *
find_account (AssaySimulator *self,
              const char     *id)
{
  GPtrArray *accounts = assay_sim_state_get_table (self->state, ASSAY_SIM_TABLE_ACCOUNTS);

  if (id != NULL)
    return assay_sim_state_find (self->state, ASSAY_SIM_TABLE_ACCOUNTS, id);

  for (guint i = 0; i < accounts->len; i++)
    {
      g_autofree char *status = assay_sim_json_dup_text_member (g_ptr_array_index (accounts, i),
                                                                "status");

      if (g_strcmp0 (status, "active") == 0)
        return g_ptr_array_index (accounts, i);
    }

  return NULL;
}

static void
answer_orders (Ordering *ordering)
{
  g_autoptr(AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "orders");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < ordering->lines->len; i++)
    assay_json_writer_raw (writer, g_ptr_array_index (ordering->lines, i));
  assay_json_writer_end_array (writer);
  assay_json_writer_end_object (writer);
  assay_sim_answer_json (ordering->call, ordering->success, writer);
  ordering_free (ordering);
}

static void
add_line (Ordering      *ordering,
          AssaySimOrder *order,
          guint          status,
          guint          attempts,
          const char    *answer)
{
  g_autoptr(AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr(GBytes) line = NULL;
  gsize size;
  const char *text;

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", order->id);
  assay_json_writer_member_string (writer, "remote_id", order->remote_id);
  assay_json_writer_member_string (writer, "kind", order->kind);
  assay_json_writer_member (writer, "webhook");
  if (order->webhook == ASSAY_SIM_WEBHOOK_NONE)
    {
      assay_json_writer_null (writer);
    }
  else
    {
      assay_json_writer_begin_object (writer);
      assay_json_writer_member (writer, "status");
      assay_json_writer_int64 (writer, status);
      assay_json_writer_member (writer, "attempts");
      assay_json_writer_int64 (writer, attempts);
      assay_json_writer_member_string (writer, "answer", answer);
      assay_json_writer_end_object (writer);
    }
  assay_json_writer_end_object (writer);
  line = assay_json_writer_finish (writer);
  text = g_bytes_get_data (line, &size);
  g_ptr_array_add (ordering->lines, g_strndup (text, size));
}

static void
webhook_done_cb (AssaySimOrder *order,
                 guint          status,
                 guint          attempts,
                 const char    *answer,
                 gpointer       user_data)
{
  Ordering *ordering = user_data;

  add_line (ordering, order, status, attempts, answer);
  if (--ordering->n_waiting == 0)
    answer_orders (ordering);
}

static void
announce (Ordering      *ordering,
          AssaySimOrder *order,
          AssaySimFault *fault)
{
  AssaySimulator *self = ordering->simulator;

  if (order->webhook == ASSAY_SIM_WEBHOOK_NONE)
    {
      add_line (ordering, order, 0, 0, NULL);
      return;
    }

  ordering->n_waiting++;
  assay_sim_webhooks_send (self->webhooks, order, fault, webhook_done_cb, ordering);
  if (fault != NULL && fault->duplicate)
    assay_sim_webhooks_send (self->webhooks, order, fault, NULL, NULL);
}

/* One package is one order (integration guide). */
static gboolean
order_package (Ordering    *ordering,
               const char  *package_id,
               GError     **error)
{
  AssaySimulator *self = ordering->simulator;
  g_autofree char *account_id = assay_sim_json_dup_text_member (ordering->account, "id");
  g_autoptr(AssaySimFault) fault = NULL;
  g_autoptr(AssaySimOrder) order = NULL;
  const char *kind;
  AssaySimDraft draft = {
    .account_id = account_id,
    .candidate = ordering->candidate,
    .application_id = ordering->application_id,
    .job = ordering->job,
    .is_inline = ordering->is_inline,
  };

  draft.package = assay_sim_recruiter_find_package (self->state, package_id, &kind);
  draft.kind = kind != NULL ? kind : ordering->kind != NULL ? ordering->kind : "assessment";
  fault = assay_sim_faults_take (self->faults, ASSAY_SIM_TARGET_WEBHOOK, "POST",
                                 self->settings->webhook_url != NULL ? self->settings->webhook_url
                                                                     : "");
  order = assay_sim_recruiter_order (self->state, self->settings, self->url, &draft, fault, error);
  if (order == NULL)
    return FALSE;

  announce (ordering, order, fault);

  return TRUE;
}

static gboolean
check_packages (Ordering *ordering)
{
  for (gsize i = 0; ordering->package_ids[i] != NULL; i++)
    {
      const char *kind;
      AssayJson *package = assay_sim_recruiter_find_package (ordering->simulator->state,
                                                             ordering->package_ids[i], &kind);

      if (package == NULL
          || (ordering->kind != NULL && kind != NULL && strcmp (kind, ordering->kind) != 0))
        {
          g_autofree char *message = g_strdup_printf ("$.packages[%" G_GSIZE_FORMAT "]: expected "
                                                      "the id of an offered %s package, found “%s”",
                                                      i,
                                                      ordering->kind != NULL ? ordering->kind : "",
                                                      ordering->package_ids[i]);

          refuse (ordering, SOUP_STATUS_UNPROCESSABLE_ENTITY, message);
          return FALSE;
        }
    }

  return TRUE;
}

static void
order_all (Ordering *ordering)
{
  g_autoptr(GError) error = NULL;

  if (!check_packages (ordering))
    return;

  /* The place held here keeps the answer back until the last order has been announced. */
  ordering->n_waiting = 1;
  for (gsize i = 0; ordering->package_ids[i] != NULL; i++)
    if (!order_package (ordering, ordering->package_ids[i], &error))
      {
        g_warning ("An order could not be kept: %s", error->message);
        break;
      }

  ordering->n_waiting--;
  if (error != NULL && ordering->lines->len == 0 && ordering->n_waiting == 0)
    refuse (ordering, SOUP_STATUS_INTERNAL_SERVER_ERROR, error->message);
  else if (ordering->n_waiting == 0)
    answer_orders (ordering);
}

static void
fetched_for_order_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  Ordering *ordering = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) packages = assay_sim_catalogue_fetch_finish (result, &error);

  /* The simulator may have been stopped while the partner was thinking. */
  if (ordering->simulator->state == NULL)
    {
      ordering_free (ordering);
      return;
    }

  if (packages == NULL)
    g_info ("The package list could not be fetched: %s", error->message);
  else if (!assay_sim_state_replace_table (ordering->simulator->state, ASSAY_SIM_TABLE_OFFERED,
                                           packages, &error))
    g_warning ("The package list could not be kept: %s", error->message);

  order_all (ordering);
}

static gboolean
read_people (Ordering  *ordering,
             AssayJson *body,
             GError   **error)
{
  AssaySimState *state = ordering->simulator->state;
  g_autoptr(AssayJson) candidate = NULL;
  g_autoptr(AssayJson) job = NULL;

  if (!assay_json_read_object (body, "candidate", &candidate, error)
      || !assay_json_read_object (body, "job", &job, error))
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
  ordering->application_id = assay_sim_recruiter_apply (state, &ordering->candidate,
                                                        ordering->job, error);

  return ordering->application_id != NULL;
}

static gboolean
read_order (Ordering  *ordering,
            AssayJson *body,
            GError   **error)
{
  g_autofree char *account_id = assay_sim_json_dup_text_member (body, "account");
  g_autofree char *mode = assay_sim_json_dup_text_member (body, "mode");
  g_autoptr(AssayJson) packages = NULL;
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  AssayJson *account = find_account (ordering->simulator, account_id);
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
      g_autoptr(AssayJson) id = assay_json_dup_element (packages, i);

      g_strv_builder_add (ids, assay_json_get_string (id));
    }

  ordering->account = assay_json_ref (account);
  ordering->package_ids = g_strv_builder_end (ids);
  ordering->kind = assay_sim_json_dup_text_member (body, "kind");
  ordering->is_inline = g_strcmp0 (mode, "inline") == 0;

  return read_people (ordering, body, error);
}

static AssayJson *
parse_control_body (AssaySimulator      *self,
                    AssaySimCall        *call,
                    const AssaySimField *fields)
{
  g_autoptr(AssayJson) body = assay_sim_parse_body (self, call);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

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
fetch_then_order (Ordering *ordering)
{
  AssaySimulator *self = ordering->simulator;
  g_autofree char *account_id = NULL;
  g_autofree char *job_id = NULL;

  if (self->settings->packages_url == NULL)
    {
      order_all (ordering);
      return;
    }

  account_id = assay_sim_json_dup_text_member (ordering->account, "id");
  job_id = assay_sim_json_dup_text_member (ordering->job, "id");
  assay_sim_catalogue_fetch_async (self->catalogue, account_id, job_id,
                                   fetched_for_order_cb, ordering);
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
assay_sim_ordering_order (AssaySimulator *self,
                          AssaySimCall   *call)
{
  g_autoptr(AssayJson) body = parse_control_body (self, call, order_fields);
  g_autoptr(GError) error = NULL;
  Ordering *ordering;

  if (body == NULL)
    return;

  ordering = ordering_new (self, call, SOUP_STATUS_CREATED);
  if (read_order (ordering, body, &error))
    fetch_then_order (ordering);
  else
    refuse (ordering, SOUP_STATUS_UNPROCESSABLE_ENTITY, error->message);
}

/* The packages that the hiring process orders by itself in a step. */
static GStrv
dup_triggered (AssaySimState *state,
               const char    *step)
{
  g_autoptr(AssayJson) steps = NULL;
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  assay_json_read_array (assay_sim_state_get_hiring (state), "steps", &steps, NULL);
  for (guint i = 0; steps != NULL && i < assay_json_get_length (steps); i++)
    {
      g_autoptr(AssayJson) entry = assay_json_dup_element (steps, i);
      g_autofree char *name = assay_sim_json_dup_text_member (entry, "name");
      g_autoptr(AssayJson) packages = NULL;

      if (g_strcmp0 (name, step) != 0
          || !assay_json_read_array (entry, "auto_triggered", &packages, NULL))
        continue;
      for (guint j = 0; packages != NULL && j < assay_json_get_length (packages); j++)
        {
          g_autoptr(AssayJson) id = assay_json_dup_element (packages, j);

          g_strv_builder_add (ids, assay_json_get_string (id));
        }
    }

  return g_strv_builder_end (ids);
}

/* Rewrites the person with one application moved; sets its id and job. */
static AssayJson *
move_application (Ordering   *ordering,
                  const char *wanted,
                  const char *step)
{
  g_autoptr(AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr(AssayJson) applications = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(AssayJson) patch = NULL;

  assay_json_read_array (ordering->candidate, "applications", &applications, NULL);
  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "applications");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; applications != NULL && i < assay_json_get_length (applications); i++)
    {
      static const char * const kept[] = { "id", "remote_id", "job_id", "stage", NULL };
      g_autoptr(AssayJson) application = assay_json_dup_element (applications, i);
      g_autofree char *id = assay_sim_json_dup_text_member (application, "id");
      g_autofree char *job_id = assay_sim_json_dup_text_member (application, "job_id");

      if (ordering->application_id != NULL
          || (wanted != NULL && g_strcmp0 (wanted, id) != 0))
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
assay_sim_ordering_move (AssaySimulator *self,
                         AssaySimCall   *call)
{
  g_autoptr(AssayJson) body = parse_control_body (self, call, move_fields);
  AssayJson *candidate = assay_sim_state_find (self->state, ASSAY_SIM_TABLE_CANDIDATES, call->id);
  g_autofree char *step = body != NULL ? assay_sim_json_dup_text_member (body, "step") : NULL;
  g_autofree char *application = NULL;
  g_autoptr(AssayJson) moved = NULL;
  g_autoptr(GError) error = NULL;
  Ordering *ordering;

  if (body == NULL)
    return;

  ordering = ordering_new (self, call, SOUP_STATUS_OK);
  ordering->account = find_account (self, NULL);
  if (ordering->account != NULL)
    assay_json_ref (ordering->account);
  if (candidate == NULL || step == NULL || ordering->account == NULL)
    {
      refuse (ordering, candidate == NULL ? SOUP_STATUS_NOT_FOUND
                                          : SOUP_STATUS_UNPROCESSABLE_ENTITY,
              candidate == NULL ? "No candidate has this id"
                                : "$.step: expected the name of a step, and an active account");
      return;
    }

  ordering->candidate = assay_json_ref (candidate);
  application = assay_sim_json_dup_text_member (body, "application");
  moved = move_application (ordering, application, step);
  if (ordering->job == NULL)
    {
      refuse (ordering, SOUP_STATUS_UNPROCESSABLE_ENTITY,
              "$.application: expected an application of this candidate for a known job");
      return;
    }
  if (!assay_sim_state_store (self->state, ASSAY_SIM_TABLE_CANDIDATES, moved, &error))
    {
      refuse (ordering, SOUP_STATUS_INTERNAL_SERVER_ERROR, error->message);
      return;
    }

  assay_json_unref (ordering->candidate);
  ordering->candidate = g_steal_pointer (&moved);
  ordering->package_ids = dup_triggered (self->state, step);
  order_all (ordering);
}

static void
answer_offer (AssaySimulator *self,
              AssaySimCall   *call,
              GPtrArray      *packages,
              const char     *banner)
{
  g_autoptr(AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  if (packages != NULL)
    {
      assay_json_writer_member (writer, "packages");
      assay_json_writer_begin_array (writer);
      for (guint i = 0; i < packages->len; i++)
        assay_json_writer_value (writer, g_ptr_array_index (packages, i));
      assay_json_writer_end_array (writer);
    }
  assay_json_writer_member_string (writer, "banner", banner);
  assay_json_writer_end_object (writer);
  assay_sim_answer_json (call, SOUP_STATUS_OK, writer);
}

typedef struct
{
  AssaySimulator *simulator;
  AssaySimCall *call;
} Dialog;

static void
fetched_for_dialog_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  Dialog *dialog = user_data;
  g_autoptr(AssaySimulator) self = dialog->simulator;
  g_autoptr(AssaySimCall) call = dialog->call;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) packages = assay_sim_catalogue_fetch_finish (result, &error);

  g_free (dialog);
  if (self->state == NULL)
    return;

  if (packages != NULL
      && assay_sim_state_replace_table (self->state, ASSAY_SIM_TABLE_OFFERED, packages, &error))
    answer_offer (self, call, packages, NULL);
  else
    answer_offer (self, call, NULL, error->message);
}

/* Without a kind both are offered, assessments first. */
static void
offer_own_packages (AssaySimulator *self,
                    AssaySimCall   *call)
{
  const char *kind = assay_sim_call_get_parameter (call, "kind");
  AssayOrderKind wanted = ASSAY_ORDER_KIND_ASSESSMENT;
  g_autoptr(GPtrArray) offered = g_ptr_array_new ();

  if (kind != NULL && !assay_order_kind_from_string (kind, &wanted))
    {
      assay_sim_answer_error (self, call, SOUP_STATUS_BAD_REQUEST, NULL,
                              "kind is neither assessment nor background_check");
      return;
    }

  if (kind == NULL || wanted == ASSAY_ORDER_KIND_ASSESSMENT)
    g_ptr_array_extend (offered, assay_sim_state_get_table (self->state, ASSAY_SIM_TABLE_PACKAGES),
                        NULL, NULL);
  if (kind == NULL || wanted == ASSAY_ORDER_KIND_BACKGROUND_CHECK)
    g_ptr_array_extend (offered, assay_sim_state_get_table (self->state, ASSAY_SIM_TABLE_CHECKS),
                        NULL, NULL);
  answer_offer (self, call, offered, NULL);
}

/**
 * assay_sim_ordering_packages:
 * @self: the simulator
 * @call: `GET /_simulator/packages`
 *
 * Gets what the order dialog offers: the answer of the partner's endpoint, our own packages (of one
 * `kind` where the call names it) where there is none, or the reason for the banner that the list
 * is incomplete.
 */
void
assay_sim_ordering_packages (AssaySimulator *self,
                             AssaySimCall   *call)
{
  AssayJson *account = find_account (self, assay_sim_call_get_parameter (call, "account"));
  g_autoptr(AssayJson) job = assay_sim_recruiter_find_job (self->state, NULL, NULL);
  g_autofree char *account_id = NULL;
  g_autofree char *job_id = NULL;
  Dialog *dialog;

  if (account == NULL)
    {
      assay_sim_answer_error (self, call, SOUP_STATUS_NOT_FOUND, NULL, "No such active account");
      return;
    }

  if (self->settings->packages_url == NULL)
    {
      offer_own_packages (self, call);
      return;
    }

  account_id = assay_sim_json_dup_text_member (account, "id");
  job_id = job != NULL ? assay_sim_json_dup_text_member (job, "id") : NULL;
  dialog = g_new0 (Dialog, 1);
  dialog->simulator = g_object_ref (self);
  dialog->call = assay_sim_call_ref (call);
  assay_sim_catalogue_fetch_async (self->catalogue, account_id, job_id,
                                   fetched_for_dialog_cb, dialog);
}
