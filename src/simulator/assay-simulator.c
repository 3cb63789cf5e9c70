/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-simulator.h"

#include "assay-simulator-private.h"
#include "assay-simulator-resource.h"

#define TABLE_PATH RESOURCE_PATH "/tables/"
#define IDLE_SECONDS 30
#define REQUEST_SECONDS 60
#define MAX_MEMORY (64 * 1024 * 1024)

G_DEFINE_QUARK (assay - simulator - error - quark, assay_simulator_error)

/**
 * AssaySimulator:
 *
 * Stands where StackOne and SmartRecruiters stand: StackOne's API and webhooks over real HTTP, and
 * the recruiter who orders and looks at results, moved by the control calls under `/_simulator/`.
 *
 * It works in the thread-default main context of the caller of assay_simulator_start_async(); all
 * its functions belong to that thread.
 */
G_DEFINE_FINAL_TYPE (AssaySimulator, assay_simulator, G_TYPE_OBJECT)

static void
handle_request_cb (AssayHttpRequest *request, gpointer user_data)
{
  g_autoptr (AssaySimulator) self = g_object_ref (ASSAY_SIMULATOR (user_data));

  assay_sim_router_handle (self, request);
}

static gboolean
check_url (const char *what, const char *url, GError **error)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (url == NULL ||
      (scheme != NULL && g_uri_get_host (uri) != NULL && g_uri_get_host (uri)[0] != '\0' &&
       (g_str_equal (scheme, "http") || g_str_equal (scheme, "https"))))
    return TRUE;

  g_set_error (error, ASSAY_SIMULATOR_ERROR, ASSAY_SIMULATOR_ERROR_SETTINGS,
               "%s: expected an http or https address, found “%s”", what, url);

  return FALSE;
}

static gboolean
load_state (AssaySimulator *self, GError **error)
{
  g_autoptr (GBytes)
    seed = g_resource_lookup_data (assay_simulator_get_resource (), TABLE_PATH "simulator.json",
                                   G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (GError) local_error = NULL;

  if (seed == NULL)
    return FALSE;

  self->state = assay_sim_state_new (self->settings->state_dir, self->settings->seed, seed);
  if (assay_sim_state_load (self->state, &local_error))
    return TRUE;

  g_set_error_literal (error, ASSAY_SIMULATOR_ERROR,
                       g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_BUSY)
                         ? ASSAY_SIMULATOR_ERROR_BUSY
                         : ASSAY_SIMULATOR_ERROR_STATE,
                       local_error->message);

  return FALSE;
}

static gboolean
load_connectors (AssaySimulator *self, GError **error)
{
  g_autoptr (GBytes)
    table = g_resource_lookup_data (assay_simulator_get_resource (), TABLE_PATH "connectors.json",
                                    G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  self->connectors = table != NULL ? assay_json_parse (table, error) : NULL;

  return self->connectors != NULL;
}

/* The one table that the simulator shares with the house: how a result becomes a card. */
static gboolean
load_mapping (AssaySimulator *self, GError **error)
{
  g_autoptr (GBytes) table = g_resources_lookup_data (TABLE_PATH "mapping.json",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  self->mapping = table != NULL ? assay_mapping_new_from_bytes (table, error) : NULL;

  return self->mapping != NULL;
}

static AssayHttpServer *
make_server (AssaySimulator *self)
{
  const AssayHttpLimits limits = {
    .max_body = self->settings->max_body,
    .memory = MAX_MEMORY + self->settings->max_body,
    .idle_timeout = IDLE_SECONDS,
    .total_timeout = REQUEST_SECONDS,
    .max_connections = self->settings->max_connections,
  };
  AssayHttpServer *server = assay_http_server_new (&limits);

  assay_http_server_add_route (server, NULL, NULL, handle_request_cb, self);

  return server;
}

static gboolean
prepare (AssaySimulator *self, GError **error)
{
  if (!check_url ("webhook url", self->settings->webhook_url, error) ||
      !check_url ("packages url", self->settings->packages_url, error))
    return FALSE;
  if (g_strcmp0 (self->settings->state_dir, "") == 0)
    {
      g_set_error_literal (error, ASSAY_SIMULATOR_ERROR, ASSAY_SIMULATOR_ERROR_SETTINGS,
                           "state folder: expected a path, found “”");
      return FALSE;
    }
  if (!load_state (self, error) || !load_connectors (self, error) || !load_mapping (self, error))
    return FALSE;

  self->faults = assay_sim_faults_new (self->settings->seed);
  self->log = assay_sim_log_new ();
  self->catalogue = assay_sim_catalogue_new (self->settings);
  self->webhooks = assay_sim_webhooks_new (self->settings, self->state);
  self->request_times = g_new0 (gint64, MAX (self->settings->rate_limit, 1));

  return TRUE;
}

static GError *
translate_listen_error (const GError *error)
{
  gboolean usage = g_error_matches (error, ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_ADDRESS);

  return g_error_new_literal (ASSAY_SIMULATOR_ERROR,
                              usage ? ASSAY_SIMULATOR_ERROR_SETTINGS : ASSAY_SIMULATOR_ERROR_LISTEN,
                              error->message);
}

static void
listening_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AssayHttpServer *server = ASSAY_HTTP_SERVER (source);
  g_autoptr (GTask) task = user_data;
  AssaySimulator *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!assay_http_server_listen_finish (server, result, &error))
    {
      if (self->server == server)
        assay_simulator_stop (self);
      g_task_return_error (task, error->domain == ASSAY_HTTP_ERROR ? translate_listen_error (error)
                                                                   : g_steal_pointer (&error));
      return;
    }
  if (self->server != server)
    {
      assay_http_server_stop (server);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                               "the simulator was stopped while it started");
      return;
    }

  self->url = g_strdup (assay_http_server_get_url (server));
  assay_sim_webhooks_resume (self->webhooks);
  g_task_return_pointer (task, g_strdup (self->url), g_free);
}

static void
assay_simulator_dispose (GObject *object)
{
  assay_simulator_stop (ASSAY_SIMULATOR (object));

  G_OBJECT_CLASS (assay_simulator_parent_class)->dispose (object);
}

static void
assay_simulator_finalize (GObject *object)
{
  AssaySimulator *self = ASSAY_SIMULATOR (object);

  assay_simulator_settings_free (self->settings);

  G_OBJECT_CLASS (assay_simulator_parent_class)->finalize (object);
}

static void
assay_simulator_class_init (AssaySimulatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_simulator_dispose;
  object_class->finalize = assay_simulator_finalize;
}

static void
assay_simulator_init (AssaySimulator *self)
{
}

/**
 * assay_simulator_new:
 * @settings: how it behaves; copied
 *
 * Creates a simulator that does not run yet.
 *
 * Returns: (transfer full): a new simulator
 */
AssaySimulator *
assay_simulator_new (const AssaySimulatorSettings *settings)
{
  AssaySimulator *self = g_object_new (ASSAY_TYPE_SIMULATOR, NULL);

  self->settings = assay_simulator_settings_copy (settings);

  return self;
}

/**
 * assay_simulator_start_async:
 * @self: a simulator
 * @listen: `HOST:PORT`, the port 0 for any free one
 * @cancellable: (nullable): cancels the start
 * @callback: (scope async): called with the outcome
 * @user_data: handed to @callback
 *
 * Reads the state, listens, and sends webhooks that were left over from the last run.
 */
void
assay_simulator_start_async (AssaySimulator *self,
                             const char *listen,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, assay_simulator_start_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (self->server != NULL)
    {
      g_task_return_new_error (task, ASSAY_SIMULATOR_ERROR, ASSAY_SIMULATOR_ERROR_RUNNING,
                               "the simulator runs already");
      return;
    }
  if (!prepare (self, &error))
    {
      assay_simulator_stop (self);
      g_task_return_error (task, error);
      return;
    }

  self->server = make_server (self);
  assay_http_server_listen_async (self->server, listen, FALSE, cancellable, listening_cb,
                                  g_steal_pointer (&task));
}

/**
 * assay_simulator_start_finish:
 * @self: a simulator
 * @result: what the callback was given
 * @error: return location for an error of %ASSAY_SIMULATOR_ERROR
 *
 * Ends assay_simulator_start_async().
 *
 * Returns: (transfer full) (nullable): the address without a trailing slash, such as
 *   `http://127.0.0.1:43210`
 */
char *
assay_simulator_start_finish (AssaySimulator *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * assay_simulator_stop:
 * @self: a simulator
 *
 * Closes the port and every connection. Nothing happens if it does not run.
 */
void
assay_simulator_stop (AssaySimulator *self)
{
  /* Whoever waits for a webhook gets an answer while there still is a connection for it. */
  g_clear_pointer (&self->webhooks, assay_sim_webhooks_free);
  if (self->server != NULL)
    assay_http_server_stop (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->catalogue, assay_sim_catalogue_free);
  g_clear_pointer (&self->log, assay_sim_log_free);
  g_clear_pointer (&self->faults, assay_sim_faults_free);
  g_clear_object (&self->state);
  g_clear_pointer (&self->connectors, assay_json_unref);
  g_clear_object (&self->mapping);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->request_times, g_free);
  self->n_requests = 0;
  self->oldest_request = 0;
}

/**
 * assay_simulator_get_url:
 * @self: a simulator
 *
 * Gets where the simulator listens.
 *
 * Returns: (nullable): the address, or %NULL while it does not run
 */
const char *
assay_simulator_get_url (AssaySimulator *self)
{
  return self->url;
}

/**
 * assay_simulator_set_webhook_url:
 * @self: a simulator
 * @url: (nullable): where orders are announced, or %NULL to announce them nowhere
 *
 * Sets where webhooks go, for a receiver whose address is only known once the simulator runs. What
 * could not be announced before is announced now.
 */
void
assay_simulator_set_webhook_url (AssaySimulator *self, const char *url)
{
  g_return_if_fail (ASSAY_IS_SIMULATOR (self));

  if (g_set_str (&self->settings->webhook_url, url) && self->webhooks != NULL)
    assay_sim_webhooks_resume (self->webhooks);
}
