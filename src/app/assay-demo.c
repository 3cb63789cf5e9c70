/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-demo.h"

#include "assay-engine.h"
#include "assay-memory-store.h"
#include "assay-simulator.h"
#include "simulator/assay-simulator-client.h"

#define LISTEN "127.0.0.1:0"
#define WEBHOOK_PATH "/webhooks/stackone"

/**
 * AssayDemo:
 *
 * The other side of the Demo profile: a simulator on a thread of its own, with a key and a signing
 * secret that are made at each start and never leave memory.
 *
 * It belongs to the thread that made it.
 */
struct _AssayDemo
{
  GObject parent_instance;

  /* owned */
  AssayEngine *engine;
  AssaySecretStore *secrets;
  char *api_key;
  char *webhook_secret;
  char *url;
  AssaySimulatorClient *client;
  GCancellable *cancellable;

  /* plain */
  gboolean is_new;

  /* owned; touched in the engine's thread only */
  AssaySimulator *simulator;
};

G_DEFINE_FINAL_TYPE (AssayDemo, assay_demo, G_TYPE_OBJECT)

/* What a recruiter ordered before the demo began: two people of the simulated customer. */
static const char *const first_orders[] = {
  "{\"candidate\":{\"first_name\":\"Amara\",\"last_name\":\"Nwosu\","
  "\"email\":\"amara.nwosu@mail.example\"},\"job\":{\"title\":\"Backend Engineer\"},"
  "\"packages\":[\"c28xIQ9kVR_NbweCPLh5cc-5FE\",\"c28xIQOUbKZP942TymEJCkN8u2\"]}",
  "{\"candidate\":{\"first_name\":\"Jonas\",\"last_name\":\"Brückner\","
  "\"email\":\"jonas.brueckner@mail.example\"},\"job\":{\"title\":\"Backend Engineer\"},"
  "\"packages\":[\"c28xIQfclvd2yEI-V6J4VImj-c\"]}",
};

static char *
dup_random (void)
{
  g_autofree char *first = g_uuid_string_random ();
  g_autofree char *second = g_uuid_string_random ();

  return g_strconcat (first, "-", second, NULL);
}

static void
simulator_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *url = assay_simulator_start_finish (ASSAY_SIMULATOR (source), result, &error);

  if (url == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, url, g_free);
}

static gboolean
start_cb (gpointer user_data)
{
  GTask *task = user_data;
  AssayDemo *self = g_task_get_source_object (task);
  g_autoptr (AssaySimulatorSettings) settings = assay_simulator_settings_new ();

  g_set_str (&settings->api_key, self->api_key);
  g_set_str (&settings->webhook_secret, self->webhook_secret);
  g_set_str (&settings->state_dir, g_task_get_task_data (task));
  self->simulator = assay_simulator_new (settings);
  assay_simulator_start_async (self->simulator, LISTEN, NULL, simulator_started_cb,
                               g_object_ref (task));

  return G_SOURCE_REMOVE;
}

static gboolean
set_receiver_cb (gpointer user_data)
{
  GTask *task = user_data;
  AssayDemo *self = g_task_get_source_object (task);

  if (self->simulator != NULL)
    assay_simulator_set_webhook_url (self->simulator, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

static void
ordered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayJson) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = assay_simulator_client_request_finish (ASSAY_SIMULATOR_CLIENT (source), result, &error);
  if (answer == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("First order of the demo: %s", error->message);
}

static void
order_first (AssayDemo *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (first_orders); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (first_orders[i], strlen (first_orders[i]));

      assay_simulator_client_request_async (self->client, "POST", "orders", body, self->cancellable,
                                            ordered_cb, NULL);
    }
}

/* An order that comes in before the simulator knows where to is announced to nobody. */
static void
receiver_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AssayDemo *self = ASSAY_DEMO (source);

  if (self->is_new)
    order_first (self);
  self->is_new = FALSE;
}

static gboolean
stop_cb (gpointer user_data)
{
  AssayDemo *self = user_data;

  if (self->simulator != NULL)
    assay_simulator_stop (self->simulator);
  g_clear_object (&self->simulator);

  return G_SOURCE_REMOVE;
}

static void
assay_demo_dispose (GObject *object)
{
  AssayDemo *self = ASSAY_DEMO (object);

  assay_demo_stop (self);
  g_clear_object (&self->secrets);
  g_clear_object (&self->client);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (assay_demo_parent_class)->dispose (object);
}

static void
assay_demo_finalize (GObject *object)
{
  AssayDemo *self = ASSAY_DEMO (object);

  g_free (self->api_key);
  g_free (self->webhook_secret);
  g_free (self->url);

  G_OBJECT_CLASS (assay_demo_parent_class)->finalize (object);
}

static void
assay_demo_class_init (AssayDemoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_demo_dispose;
  object_class->finalize = assay_demo_finalize;
}

static void
assay_demo_init (AssayDemo *self)
{
  self->engine = assay_engine_new ();
  self->cancellable = g_cancellable_new ();
  self->secrets = ASSAY_SECRET_STORE (assay_memory_store_new ());
  self->api_key = dup_random ();
  self->webhook_secret = dup_random ();
  assay_secret_store_store_async (self->secrets, ASSAY_SECRET_STACKONE_API_KEY, self->api_key, NULL,
                                  NULL, NULL);
  assay_secret_store_store_async (self->secrets, ASSAY_SECRET_WEBHOOK_SECRETS, self->webhook_secret,
                                  NULL, NULL, NULL);
}

/**
 * assay_demo_new:
 *
 * Makes a simulator that does not run yet.
 *
 * Returns: (transfer full): the demo
 */
AssayDemo *
assay_demo_new (void)
{
  return g_object_new (ASSAY_TYPE_DEMO, NULL);
}

/**
 * assay_demo_start_async:
 * @self: a demo
 * @folder: folder of the profile; the simulator keeps its state in it
 * @callback: called when the simulator runs or cannot
 * @user_data: data for @callback
 *
 * Starts the simulator on a free port.
 */
void
assay_demo_start_async (AssayDemo *self,
                        const char *folder,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *state_dir = NULL;

  g_return_if_fail (ASSAY_IS_DEMO (self));
  g_return_if_fail (folder != NULL);

  state_dir = g_build_filename (folder, "simulator", NULL);
  self->is_new = !g_file_test (state_dir, G_FILE_TEST_EXISTS);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, assay_demo_start_async);
  g_task_set_task_data (task, g_steal_pointer (&state_dir), g_free);
  assay_engine_invoke (self->engine, start_cb, g_object_ref (task), g_object_unref);
}

/**
 * assay_demo_start_finish:
 * @self: a demo
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Ends [method@Demo.start_async].
 *
 * Returns: whether the simulator runs
 */
gboolean
assay_demo_start_finish (AssayDemo *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_free (self->url);
  self->url = g_task_propagate_pointer (G_TASK (result), error);

  if (self->url == NULL)
    return FALSE;

  g_clear_object (&self->client);
  self->client = assay_simulator_client_new (self->url);

  return TRUE;
}

/**
 * assay_demo_stop:
 * @self: a demo
 *
 * Stops the simulator; returns when it has stopped.
 */
void
assay_demo_stop (AssayDemo *self)
{
  g_return_if_fail (ASSAY_IS_DEMO (self));

  if (self->engine == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  assay_engine_invoke (self->engine, stop_cb, self, NULL);
  assay_engine_stop (self->engine);
  g_clear_object (&self->engine);
}

/**
 * assay_demo_set_receiver:
 * @self: a demo that runs
 * @inbox_url: address of the desk's inbox
 *
 * Tells the simulator where webhooks go. A demo that is new then gets its first orders.
 */
void
assay_demo_set_receiver (AssayDemo *self, const char *inbox_url)
{
  GTask *task;

  g_return_if_fail (ASSAY_IS_DEMO (self));
  g_return_if_fail (inbox_url != NULL);

  task = g_task_new (self, NULL, receiver_set_cb, NULL);
  g_task_set_source_tag (task, assay_demo_set_receiver);
  g_task_set_task_data (task, g_strconcat (inbox_url, WEBHOOK_PATH, NULL), g_free);
  assay_engine_invoke (self->engine, set_receiver_cb, task, g_object_unref);
}

/**
 * assay_demo_get_secrets:
 * @self: a demo
 *
 * Gets the store that knows the simulator's key and signing secret.
 *
 * Returns: (transfer none): the store
 */
AssaySecretStore *
assay_demo_get_secrets (AssayDemo *self)
{
  g_return_val_if_fail (ASSAY_IS_DEMO (self), NULL);

  return self->secrets;
}

/**
 * assay_demo_get_url:
 * @self: a demo
 *
 * Gets where the simulator listens.
 *
 * Returns: (nullable): the address, or %NULL while it does not run
 */
const char *
assay_demo_get_url (AssayDemo *self)
{
  g_return_val_if_fail (ASSAY_IS_DEMO (self), NULL);

  return self->url;
}
