/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-ordering.h"

#include "assay-sim-recruiter.h"
#include "assay-sim-schema.h"

static void
answer_offer (AssaySimulator *self, AssaySimCall *call, GPtrArray *packages, const char *banner)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

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
fetched_for_dialog_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Dialog *dialog = user_data;
  g_autoptr (AssaySimulator) self = dialog->simulator;
  g_autoptr (AssaySimCall) call = dialog->call;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) packages = assay_sim_catalogue_fetch_finish (result, &error);

  g_free (dialog);
  if (self->state == NULL)
    return;

  if (packages != NULL &&
      assay_sim_state_replace_table (self->state, ASSAY_SIM_TABLE_OFFERED, packages, &error))
    answer_offer (self, call, packages, NULL);
  else
    answer_offer (self, call, NULL, error->message);
}

/* Without a kind both are offered, assessments first. */
static void
offer_own_packages (AssaySimulator *self, AssaySimCall *call)
{
  const char *kind = assay_sim_call_get_parameter (call, "kind");
  AssayOrderKind wanted = ASSAY_ORDER_KIND_ASSESSMENT;
  g_autoptr (GPtrArray) offered = g_ptr_array_new ();

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
assay_sim_ordering_packages (AssaySimulator *self, AssaySimCall *call)
{
  const char *wanted = assay_sim_call_get_parameter (call, "account");
  AssayJson *account = assay_sim_recruiter_find_account (self->state, wanted);
  g_autoptr (AssayJson) job = assay_sim_recruiter_find_job (self->state, NULL, NULL);
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

  account_id = assay_json_dup_member_text (account, "id");
  job_id = job != NULL ? assay_json_dup_member_text (job, "id") : NULL;
  dialog = g_new0 (Dialog, 1);
  dialog->simulator = g_object_ref (self);
  dialog->call = assay_sim_call_ref (call);
  assay_sim_catalogue_fetch_async (self->catalogue, account_id, job_id, fetched_for_dialog_cb,
                                   dialog);
}
