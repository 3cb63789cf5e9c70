/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-catalogue.h"

#include "assay-signature.h"
#include "assay-sim-schema.h"

#include <libsoup/soup.h>

#define MAX_ANSWER (4 * 1024 * 1024)

/**
 * AssaySimCatalogue: (skip)
 *
 * Asks the partner's package list endpoint, as StackOne does when a recruiter opens the order
 * dialog (integration guide): a POST with Basic credentials and a signature.
 */
struct _AssaySimCatalogue
{
  const AssaySimulatorSettings *settings;
  SoupSession *session;
};

typedef struct
{
  SoupMessage *message;
  GCancellable *cancellable;
  GSource *timer;
  goffset received;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_source_destroy (fetch->timer);
  g_source_unref (fetch->timer);
  g_signal_handlers_disconnect_by_data (fetch->message, fetch);
  g_object_unref (fetch->message);
  g_object_unref (fetch->cancellable);
  g_free (fetch);
}

static gboolean
too_slow_cb (gpointer user_data)
{
  Fetch *fetch = user_data;

  g_cancellable_cancel (fetch->cancellable);

  return G_SOURCE_REMOVE;
}

static void
got_data_cb (SoupMessage *message, guint chunk, gpointer user_data)
{
  Fetch *fetch = user_data;

  fetch->received += chunk;
  if (fetch->received > MAX_ANSWER)
    g_cancellable_cancel (fetch->cancellable);
}

static GBytes *
make_body (const char *account_id, const char *job_id)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "account_id", account_id);
  assay_json_writer_member_string (writer, "provider", "smartrecruiters");
  assay_json_writer_member_string (writer, "job_id", job_id);
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}

static void
add_credentials (AssaySimCatalogue *self, SoupMessage *message, GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  if (self->settings->api_key != NULL)
    {
      g_autofree char *pair = g_strconcat (self->settings->api_key, ":", NULL);
      g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
      g_autofree char *value = g_strconcat ("Basic ", encoded, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
    }
  if (self->settings->webhook_secret != NULL)
    {
      g_autofree char *signature = assay_signature_sign (self->settings->webhook_secret, body);

      soup_message_headers_replace (headers, ASSAY_SIGNATURE_HEADER, signature);
    }
}

static GPtrArray *
read_packages (GBytes *answer, GError **error)
{
  g_autoptr (AssayJson) json = assay_json_parse (answer, error);
  g_autoptr (AssayJson) data = NULL;
  g_autoptr (GPtrArray) packages = NULL;

  if (json == NULL)
    return NULL;

  if (!assay_json_check_kind (json, ASSAY_JSON_OBJECT, error) ||
      !assay_json_read_array (json, "data", &data, error))
    return NULL;
  if (data == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "$.data: expected an array, found nothing");
      return NULL;
    }

  packages = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_json_unref);
  for (guint i = 0; i < assay_json_get_length (data); i++)
    {
      g_autoptr (AssayJson) package = assay_json_dup_element (data, i);
      g_autofree char *id = NULL;

      if (!assay_json_check_kind (package, ASSAY_JSON_OBJECT, error) ||
          !assay_json_read_string (package, "id", &id, error))
        return NULL;
      if (id == NULL || id[0] == '\0')
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       "%s.id: expected text, found nothing", assay_json_get_path (package));
          return NULL;
        }
      g_ptr_array_add (packages, g_steal_pointer (&package));
    }

  return g_steal_pointer (&packages);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
    answer = soup_session_send_and_read_finish (SOUP_SESSION (object), result, &error);
  g_autoptr (GPtrArray) packages = NULL;
  guint status = soup_message_get_status (fetch->message);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && fetch->received > MAX_ANSWER)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                             "the answer is larger than %d bytes", MAX_ANSWER);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no answer in time");
  else if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (status != SOUP_STATUS_OK)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "expected status 200, found %u",
                             status);
  else if ((packages = read_packages (answer, &error)) == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&packages), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * assay_sim_catalogue_new:
 * @settings: the endpoint; must outlive the object
 *
 * Creates a catalogue.
 *
 * Returns: (transfer full): a new catalogue
 */
AssaySimCatalogue *
assay_sim_catalogue_new (const AssaySimulatorSettings *settings)
{
  AssaySimCatalogue *self = g_new0 (AssaySimCatalogue, 1);

  self->settings = settings;
  self->session = soup_session_new_with_options ("proxy-resolver", NULL, "user-agent",
                                                 "StackOne-Simulator", NULL);

  return self;
}

/**
 * assay_sim_catalogue_free:
 * @self: (transfer full): a catalogue
 *
 * Frees @self; calls under way end with an error.
 */
void
assay_sim_catalogue_free (AssaySimCatalogue *self)
{
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_free (self);
}

/**
 * assay_sim_catalogue_fetch_async:
 * @self: a catalogue whose settings have an endpoint
 * @account_id: the account of the recruiter's company
 * @job_id: the job the dialog was opened for
 * @callback: (scope async): called with the outcome
 * @user_data: handed to @callback
 *
 * Asks for the packages.
 */
void
assay_sim_catalogue_fetch_async (AssaySimCatalogue *self,
                                 const char *account_id,
                                 const char *job_id,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GBytes) body = make_body (account_id, job_id);
  g_autoptr (SoupMessage)
    message = soup_message_new (SOUP_METHOD_POST, self->settings->packages_url);
  Fetch *fetch;

  g_task_set_source_tag (task, assay_sim_catalogue_fetch_async);
  if (message == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                               "“%s” is not an address", self->settings->packages_url);
      return;
    }

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  add_credentials (self, message, body);

  fetch = g_new0 (Fetch, 1);
  fetch->message = g_steal_pointer (&message);
  fetch->cancellable = g_cancellable_new ();
  fetch->timer = g_timeout_source_new (self->settings->packages_timeout);
  g_source_set_callback (fetch->timer, too_slow_cb, fetch, NULL);
  g_source_attach (fetch->timer, g_main_context_get_thread_default ());
  g_signal_connect (fetch->message, "got-body-data", G_CALLBACK (got_data_cb), fetch);
  g_task_set_task_data (task, fetch, fetch_free);

  soup_session_send_and_read_async (self->session, fetch->message, G_PRIORITY_DEFAULT,
                                    fetch->cancellable, answered_cb, g_steal_pointer (&task));
}

/**
 * assay_sim_catalogue_fetch_finish:
 * @result: what the callback was given
 * @error: return location for an error that names what the endpoint did wrong
 *
 * Ends assay_sim_catalogue_fetch_async().
 *
 * Returns: (transfer full) (element-type AssayJson) (nullable): the packages
 */
GPtrArray *
assay_sim_catalogue_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
