/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-simulator-client.h"

#include <libsoup/soup.h>

/* A send waits for the webhooks of its orders, which the simulator gives up on after its last
 * redelivery: 1 + 5 + 30 s of pauses and four time-outs of 10 s. */
#define TIMEOUT_SECONDS 90

/**
 * AssaySimulatorClient:
 *
 * Speaks the simulator's control interface (`/_simulator/`) over HTTP.
 *
 * The recruiter's window knows the simulator only through this client, so what it shows is what
 * every other user of the control interface sees.
 */
struct _AssaySimulatorClient
{
  GObject parent_instance;

  /* owned */
  char *url;
  SoupSession *session;
};

G_DEFINE_FINAL_TYPE (AssaySimulatorClient, assay_simulator_client, G_TYPE_OBJECT)

G_DEFINE_QUARK (assay - simulator - client - error - quark, assay_simulator_client_error)

typedef enum
{
  PROP_URL = 1,
} AssaySimulatorClientProperty;

static GParamSpec *properties[PROP_URL + 1];

static void
return_refusal (GTask *task, SoupMessage *message, AssayJson *answer)
{
  g_autofree char *text = NULL;

  if (answer != NULL && assay_json_get_kind (answer) == ASSAY_JSON_OBJECT)
    assay_json_read_string (answer, "message", &text, NULL);

  g_task_return_new_error (task, ASSAY_SIMULATOR_CLIENT_ERROR, ASSAY_SIMULATOR_CLIENT_ERROR_REFUSED,
                           "the simulator answered %u: %s", soup_message_get_status (message),
                           text != NULL ? text : soup_message_get_reason_phrase (message));
}

static void
answer_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SoupMessage *message = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AssayJson) answer = NULL;
  g_autoptr (GError) error = NULL;

  bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  if (bytes == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  answer = assay_json_parse (bytes, &error);
  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    return_refusal (task, message, answer);
  else if (answer == NULL)
    {
      g_prefix_error_literal (&error, "answer of the simulator: ");
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else
    g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) assay_json_unref);
}

static void
assay_simulator_client_finalize (GObject *object)
{
  AssaySimulatorClient *self = ASSAY_SIMULATOR_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->url, g_free);

  G_OBJECT_CLASS (assay_simulator_client_parent_class)->finalize (object);
}

static void
assay_simulator_client_get_property (GObject *object,
                                     guint prop_id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  AssaySimulatorClient *self = ASSAY_SIMULATOR_CLIENT (object);

  switch ((AssaySimulatorClientProperty) prop_id)
    {
    case PROP_URL:
      g_value_set_string (value, self->url);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
assay_simulator_client_set_property (GObject *object,
                                     guint prop_id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  AssaySimulatorClient *self = ASSAY_SIMULATOR_CLIENT (object);

  switch ((AssaySimulatorClientProperty) prop_id)
    {
    case PROP_URL:
      self->url = g_value_dup_string (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
assay_simulator_client_class_init (AssaySimulatorClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_simulator_client_finalize;
  object_class->get_property = assay_simulator_client_get_property;
  object_class->set_property = assay_simulator_client_set_property;

  /**
   * AssaySimulatorClient:url:
   *
   * Scheme, host and port of the simulator, without a trailing slash.
   */
  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL,
                                              (G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                               G_PARAM_STATIC_STRINGS));

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_simulator_client_init (AssaySimulatorClient *self)
{
  self->session = soup_session_new_with_options ("timeout", TIMEOUT_SECONDS, NULL);
}

/**
 * assay_simulator_client_new:
 * @url: scheme, host and port of the simulator
 *
 * Creates a client for the simulator at @url; nothing is sent yet.
 *
 * Returns: (transfer full): a client
 */
AssaySimulatorClient *
assay_simulator_client_new (const char *url)
{
  return g_object_new (ASSAY_TYPE_SIMULATOR_CLIENT, "url", url, NULL);
}

/**
 * assay_simulator_client_get_url:
 * @self: a client
 *
 * Returns: (transfer none): scheme, host and port of the simulator
 */
const char *
assay_simulator_client_get_url (AssaySimulatorClient *self)
{
  g_return_val_if_fail (ASSAY_IS_SIMULATOR_CLIENT (self), NULL);

  return self->url;
}

/**
 * assay_simulator_client_request_async:
 * @self: a client
 * @method: the HTTP method, such as `GET`
 * @path: path and query below `/_simulator/`
 * @body: (nullable): the JSON to send
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer is there
 * @user_data: data for @callback
 *
 * Sends one control request.
 */
void
assay_simulator_client_request_async (AssaySimulatorClient *self,
                                      const char *method,
                                      const char *path,
                                      GBytes *body,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *address = NULL;

  g_return_if_fail (ASSAY_IS_SIMULATOR_CLIENT (self));
  g_return_if_fail (method != NULL);
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_simulator_client_request_async);

  address = g_strconcat (self->url, "/_simulator/", path, NULL);
  message = soup_message_new (method, address);
  if (message == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                               "“%s” is not an address of a simulator", self->url);
      return;
    }
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);

  g_task_set_task_data (task, g_object_ref (message), g_object_unref);
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, cancellable,
                                    answer_read_cb, g_steal_pointer (&task));
}

/**
 * assay_simulator_client_request_finish:
 * @self: a client
 * @result: the result handed to the callback
 * @error: return location for an error
 *
 * Finishes assay_simulator_client_request_async().
 *
 * Returns: (transfer full): the answer of the simulator, or %NULL with @error set
 */
AssayJson *
assay_simulator_client_request_finish (AssaySimulatorClient *self,
                                       GAsyncResult *result,
                                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_simulator_client_request_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
