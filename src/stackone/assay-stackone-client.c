/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-stackone-client-private.h"

#include <string.h>

#include "assay-secret.h"
#include "assay-stackone-call-private.h"

/* All calls go to one host. Enough for the results that are sent at once and the reads beside them;
 * what has to wait for a connection waits within its time limit. */
#define MAX_CONNECTIONS 12

/**
 * AssayStackoneClient:
 *
 * A client for the parts of StackOne's API that a vendor of assessments and background checks needs
 * (StackOne ATS OpenAPI). Each call is a single attempt; [class@RetryPolicy] says whether to make
 * another.
 *
 * A client belongs to the thread that makes its first call and answers in the thread-default
 * context of the caller.
 */
G_DEFINE_FINAL_TYPE (AssayStackoneClient, assay_stackone_client, G_TYPE_OBJECT)

enum
{
  SIGNAL_EXCHANGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
assay_stackone_client_dispose (GObject *object)
{
  AssayStackoneClient *self = ASSAY_STACKONE_CLIENT (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->rate_limiter);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (assay_stackone_client_parent_class)->dispose (object);
}

static void
assay_stackone_client_finalize (GObject *object)
{
  AssayStackoneClient *self = ASSAY_STACKONE_CLIENT (object);

  g_free (self->base_url);
  g_free (self->accounts_path);
  assay_secret_free (self->api_key);

  G_OBJECT_CLASS (assay_stackone_client_parent_class)->finalize (object);
}

static void
assay_stackone_client_class_init (AssayStackoneClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_stackone_client_dispose;
  object_class->finalize = assay_stackone_client_finalize;

  assay_stackone_client_install_properties (object_class);

  /**
   * AssayStackoneClient::exchange:
   * @self: the client
   * @exchange: what was sent and answered, already redacted
   *
   * Emitted for each attempt that reached the point of sending, before the call finishes.
   */
  signals[SIGNAL_EXCHANGE] = g_signal_new ("exchange", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                           ASSAY_TYPE_EXCHANGE);
}

static void
assay_stackone_client_init (AssayStackoneClient *self)
{
  assay_stackone_client_init_properties (self);
}

/*
 * assay_stackone_client_get_session:
 * @self: a client
 *
 * Gets the session, made when first needed so that it lives in the thread that makes the calls.
 * Nothing in it may alter what is sent or answered: no cookies, no credentials of its own, no
 * decoding of bodies, which are recorded byte for byte.
 *
 * Returns: (transfer none): the session
 */
SoupSession *
assay_stackone_client_get_session (AssayStackoneClient *self)
{
  if (self->session == NULL)
    {
      self->session = soup_session_new_with_options ("user-agent", "Assay/" PACKAGE_VERSION,
                                                     "timeout", 0, "idle-timeout", 30, "max-conns",
                                                     MAX_CONNECTIONS, "max-conns-per-host",
                                                     MAX_CONNECTIONS, NULL);
      soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
      soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
    }

  return self->session;
}

/*
 * assay_stackone_client_dup_auth:
 * @self: a client
 * @error: return location for an error
 *
 * Makes the value of the Authorization header: the key as user name with an empty password, so with
 * a colon behind it.
 *
 * Returns: (transfer full): the value
 */
char *
assay_stackone_client_dup_auth (AssayStackoneClient *self, GError **error)
{
  char *credentials, *encoded, *value;

  if (self->api_key == NULL)
    {
      g_set_error_literal (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_NO_API_KEY,
                           "there is no API key for StackOne");
      return NULL;
    }

  credentials = g_strconcat (self->api_key, ":", NULL);
  encoded = g_base64_encode ((const guchar *) credentials, strlen (credentials));
  value = g_strconcat ("Basic ", encoded, NULL);
  assay_secret_free (credentials);
  assay_secret_free (encoded);

  return value;
}

/*
 * assay_stackone_client_report:
 * @self: a client
 * @exchange: a finished exchange
 *
 * Emits the signal for an exchange.
 */
void
assay_stackone_client_report (AssayStackoneClient *self, AssayExchange *exchange)
{
  g_signal_emit (self, signals[SIGNAL_EXCHANGE], 0, exchange);
}

/**
 * assay_stackone_client_new:
 * @base_url: (nullable): where the API is served, or %NULL for %ASSAY_STACKONE_DEFAULT_URL
 *
 * Makes a client without an API key.
 *
 * Returns: (transfer full): a new client
 */
AssayStackoneClient *
assay_stackone_client_new (const char *base_url)
{
  if (base_url == NULL)
    base_url = ASSAY_STACKONE_DEFAULT_URL;

  return g_object_new (ASSAY_TYPE_STACKONE_CLIENT, "base-url", base_url, NULL);
}

/**
 * assay_stackone_check_address:
 * @address: where the API is said to be served
 * @error: return location for `INVALID_ADDRESS`
 *
 * Checks whether an address can be called: http or https, a host, and nothing that would end up
 * between the address and the paths that are added to it.
 *
 * Returns: whether it can
 */
gboolean
assay_stackone_check_address (const char *address, GError **error)
{
  g_autofree char *trimmed = NULL;
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (address != NULL, FALSE);

  trimmed = g_strstrip (g_strdup (address));
  uri = g_uri_parse (trimmed, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri != NULL &&
      g_strv_contains ((const char *const[]) { "http", "https", NULL }, g_uri_get_scheme (uri)) &&
      g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
      g_uri_get_userinfo (uri) == NULL && g_uri_get_query (uri) == NULL &&
      g_uri_get_fragment (uri) == NULL)
    return TRUE;

  g_set_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_ADDRESS,
               "StackOne's address: expected an address such as %s, found “%s”",
               ASSAY_STACKONE_DEFAULT_URL, address);

  return FALSE;
}
