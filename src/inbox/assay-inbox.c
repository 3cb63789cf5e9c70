/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-inbox-private.h"

#include "assay-json-writer.h"
#include "assay-secret-store.h"
#include "assay-webhook.h"

/**
 * AssayInbox:
 *
 * Receives what StackOne sends: order and account events at `/webhooks/stackone`, calls of the
 * package list at `/packages`; tells at `/healthz` that it is alive.
 *
 * An event is answered 200 only when its bytes are durable in the journal. The inbox runs on the
 * main context that is the thread-default one when it is started, and must be used from there only.
 */
G_DEFINE_FINAL_TYPE (AssayInbox, assay_inbox, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_DELIVERY,
} AssayInboxSignal;

static guint signals[SIGNAL_DELIVERY + 1];

static const char *const webhook_methods[] = { "POST", NULL };
static const char *const package_methods[] = { "POST", "GET", "OPTIONS", NULL };
static const char *const health_methods[] = { "GET", "HEAD", NULL };

static void
tell_health_cb (AssayHttpRequest *request, gpointer data)
{
  static const char json[] = "{\"status\":\"ok\"}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, sizeof json - 1);

  assay_http_request_answer (request, 200, bytes);
}

static void
listening_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (assay_http_server_listen_finish (ASSAY_HTTP_SERVER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
clear_secrets (AssayInbox *self)
{
  assay_secret_strv_free (g_steal_pointer (&self->secrets));
  assay_secret_strv_free (g_steal_pointer (&self->keys));
  g_clear_pointer (&self->others, assay_other_secrets_free);
  g_clear_pointer (&self->used_at, g_free);
}

static void
assay_inbox_dispose (GObject *object)
{
  AssayInbox *self = ASSAY_INBOX (object);

  assay_inbox_stop (self);
  g_clear_object (&self->server);
  g_clear_object (&self->journal);
  g_clear_object (&self->names);

  G_OBJECT_CLASS (assay_inbox_parent_class)->dispose (object);
}

static void
assay_inbox_finalize (GObject *object)
{
  AssayInbox *self = ASSAY_INBOX (object);

  clear_secrets (self);
  g_clear_pointer (&self->tags_by_job, g_variant_unref);

  G_OBJECT_CLASS (assay_inbox_parent_class)->finalize (object);
}

static void
assay_inbox_class_init (AssayInboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_inbox_dispose;
  object_class->finalize = assay_inbox_finalize;

  /**
   * AssayInbox::delivery:
   * @self: the inbox
   * @accepted: whether the webhook was accepted and is stored
   * @webhook: (nullable): what brought an order; %NULL when it brought none or was stored before
   * @reason: (nullable): why it was rejected, or what is to be noted about it
   *
   * Emitted in the inbox's context when a webhook has been answered.
   */
  signals[SIGNAL_DELIVERY] = g_signal_new ("delivery", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_BOOLEAN,
                                           ASSAY_TYPE_WEBHOOK, G_TYPE_STRING);

  /**
   * AssayInbox::secret-used:
   * @self: the inbox
   * @fingerprint: what the secret is known by, see [func@SigningSecret.dup_fingerprint]
   *
   * Emitted in the inbox's context when a signing secret has proved who sent something, at most
   * once a minute for each.
   */
  g_signal_new ("secret-used", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
assay_inbox_init (AssayInbox *self)
{
}

/**
 * assay_inbox_new:
 * @journal: where deliveries are kept
 * @names: the spellings of event names
 * @settings: how to receive
 * @secrets: (nullable): the live signing secrets
 * @keys: (nullable): the keys that calls of the package list may bring
 * @others: (transfer full): other secrets, that a sender may have taken for a signing secret
 *
 * Makes an inbox that does not receive yet.
 *
 * Returns: (transfer full): the inbox
 */
AssayInbox *
assay_inbox_new (AssayJournal *journal,
                 AssayEventNames *names,
                 const AssayInboxSettings *settings,
                 const char *const *secrets,
                 const char *const *keys,
                 AssayOtherSecrets *others)
{
  AssayInbox *self;

  g_return_val_if_fail (ASSAY_IS_JOURNAL (journal), NULL);
  g_return_val_if_fail (ASSAY_IS_EVENT_NAMES (names), NULL);
  g_return_val_if_fail (settings != NULL, NULL);
  g_return_val_if_fail (others != NULL, NULL);

  self = g_object_new (ASSAY_TYPE_INBOX, NULL);
  self->journal = g_object_ref (journal);
  self->server = assay_http_server_new (&settings->limits);
  assay_inbox_configure (self, names, settings, secrets, keys, others);
  assay_http_server_add_route (self->server, ASSAY_INBOX_WEBHOOK_PATH, webhook_methods,
                               assay_inbox_take_webhook, self);
  assay_http_server_add_route (self->server, "/packages", package_methods,
                               assay_inbox_list_packages, self);
  assay_http_server_add_route (self->server, "/healthz", health_methods, tell_health_cb, NULL);
  assay_http_server_add_route (self->server, NULL, NULL, assay_inbox_refuse_path, self);

  return self;
}

/**
 * assay_inbox_configure:
 * @self: an inbox
 * @names: the spellings of event names
 * @settings: how to receive
 * @secrets: (nullable): the live signing secrets
 * @keys: (nullable): the keys that calls of the package list may bring
 * @others: (transfer full): other secrets, that a sender may have taken for a signing secret
 *
 * Has the inbox go on with these, without closing a connection. Whether an address may be listened
 * on is asked when it starts only.
 */
void
assay_inbox_configure (AssayInbox *self,
                       AssayEventNames *names,
                       const AssayInboxSettings *settings,
                       const char *const *secrets,
                       const char *const *keys,
                       AssayOtherSecrets *others)
{
  static const char *const none[] = { NULL };

  g_return_if_fail (ASSAY_IS_INBOX (self));
  g_return_if_fail (ASSAY_IS_EVENT_NAMES (names));
  g_return_if_fail (settings != NULL);
  g_return_if_fail (others != NULL);

  g_set_object (&self->names, names);
  self->settings = *settings;
  clear_secrets (self);
  self->secrets = g_strdupv ((char **) (secrets != NULL ? secrets : none));
  self->keys = g_strdupv ((char **) (keys != NULL ? keys : none));
  self->others = others;
  self->used_at = g_new0 (gint64, g_strv_length (self->secrets) + 1);
  assay_http_server_set_limits (self->server, &settings->limits);
}

/**
 * assay_inbox_select_packages:
 * @self: an inbox
 * @tags_by_job: a dictionary `a{ss}` of tags by ids of jobs
 *
 * Offers the packages with a tag only, where the call names one of the jobs in @tags_by_job.
 */
void
assay_inbox_select_packages (AssayInbox *self, GVariant *tags_by_job)
{
  g_return_if_fail (ASSAY_IS_INBOX (self));
  g_return_if_fail (g_variant_is_of_type (tags_by_job, G_VARIANT_TYPE ("a{ss}")));

  g_clear_pointer (&self->tags_by_job, g_variant_unref);
  self->tags_by_job = g_variant_ref_sink (tags_by_job);
}

/**
 * assay_inbox_trust_proxies:
 * @self: an inbox
 * @proxies: (element-type GInetAddressMask): who passes on the connections of others
 *
 * See [method@HttpServer.trust_proxies].
 */
void
assay_inbox_trust_proxies (AssayInbox *self, GPtrArray *proxies)
{
  g_return_if_fail (ASSAY_IS_INBOX (self));

  assay_http_server_trust_proxies (self->server, proxies);
}

/**
 * assay_inbox_set_certificate:
 * @self: an inbox
 * @certificate: (nullable): a certificate with its key
 *
 * See [method@HttpServer.set_certificate].
 */
void
assay_inbox_set_certificate (AssayInbox *self, GTlsCertificate *certificate)
{
  g_return_if_fail (ASSAY_IS_INBOX (self));

  assay_http_server_set_certificate (self->server, certificate);
}

/**
 * assay_inbox_start_async:
 * @self: an inbox
 * @address: HOST:PORT; port 0 takes any free one
 * @cancellable: (nullable): a cancellable
 * @callback: called when the inbox receives or cannot
 * @user_data: data for @callback
 *
 * Starts to receive. An address that other machines can reach is only taken when a secret is known
 * and signatures are enforced.
 */
void
assay_inbox_start_async (AssayInbox *self,
                         const char *address,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  gboolean guarded;
  GTask *task;

  g_return_if_fail (ASSAY_IS_INBOX (self));
  g_return_if_fail (address != NULL);

  guarded = self->settings.signature == ASSAY_CHECK_ENFORCE && self->secrets[0] != NULL;
  if (self->secrets[0] == NULL && self->settings.signature != ASSAY_CHECK_OFF)
    g_message ("no signing secret is known: webhooks are %s",
               self->settings.signature == ASSAY_CHECK_ENFORCE ? "refused" : "not verified");

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_static_name (task, "assay_inbox_start_async");
  assay_http_server_listen_async (self->server, address, !guarded, cancellable, listening_cb, task);
}

/**
 * assay_inbox_start_finish:
 * @self: an inbox
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Completes [method@Inbox.start_async].
 *
 * Returns: whether the inbox receives; otherwise @error is an %ASSAY_HTTP_ERROR
 */
gboolean
assay_inbox_start_finish (AssayInbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * assay_inbox_stop:
 * @self: an inbox
 *
 * Stops receiving and closes every connection. What was not answered yet is sent again by StackOne,
 * which does no harm.
 */
void
assay_inbox_stop (AssayInbox *self)
{
  g_return_if_fail (ASSAY_IS_INBOX (self));

  if (self->server != NULL)
    assay_http_server_stop (self->server);
}

/**
 * assay_inbox_get_url:
 * @self: an inbox
 *
 * Gets where the inbox listens.
 *
 * Returns: (transfer none) (nullable): scheme, host and port, such as “http://127.0.0.1:8765”
 */
const char *
assay_inbox_get_url (AssayInbox *self)
{
  g_return_val_if_fail (ASSAY_IS_INBOX (self), NULL);

  return assay_http_server_get_url (self->server);
}
