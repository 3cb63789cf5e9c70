/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-stackone-client-private.h"

#include <string.h>

#include "assay-secret.h"

/* StackOne gives up on a provider after 60 seconds and then answers 408; a client that hangs up
 * before that would never learn what became of its update. */
#define DEFAULT_TIMEOUT 70000
#define DEFAULT_MAX_ANSWER_SIZE (16 * 1024 * 1024)

typedef enum
{
  PROP_API_KEY = 1,
  PROP_BASE_URL,
  PROP_CLOCK,
  PROP_MAX_ANSWER_SIZE,
  PROP_RATE_LIMITER,
  PROP_TIMEOUT,
} AssayStackoneClientProperty;

static GParamSpec *properties[PROP_TIMEOUT + 1];

static void
assay_stackone_client_get_property (GObject *object,
                                    guint property_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  AssayStackoneClient *self = ASSAY_STACKONE_CLIENT (object);

  switch ((AssayStackoneClientProperty) property_id)
    {
    case PROP_BASE_URL:
      g_value_set_string (value, self->base_url);
      break;
    case PROP_CLOCK:
      g_value_set_object (value, self->clock);
      break;
    case PROP_MAX_ANSWER_SIZE:
      g_value_set_uint64 (value, self->max_answer_size);
      break;
    case PROP_RATE_LIMITER:
      g_value_set_object (value, self->rate_limiter);
      break;
    case PROP_TIMEOUT:
      g_value_set_uint (value, self->timeout);
      break;
    case PROP_API_KEY:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_stackone_client_set_property (GObject *object,
                                    guint property_id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  AssayStackoneClient *self = ASSAY_STACKONE_CLIENT (object);

  switch ((AssayStackoneClientProperty) property_id)
    {
    case PROP_API_KEY:
      assay_stackone_client_set_api_key (self, g_value_get_string (value));
      break;
    case PROP_BASE_URL:
      assay_stackone_client_set_base_url (self, g_value_get_string (value));
      break;
    case PROP_CLOCK:
      assay_stackone_client_set_clock (self, g_value_get_object (value));
      break;
    case PROP_MAX_ANSWER_SIZE:
      assay_stackone_client_set_max_answer_size (self, g_value_get_uint64 (value));
      break;
    case PROP_RATE_LIMITER:
      assay_stackone_client_set_rate_limiter (self, g_value_get_object (value));
      break;
    case PROP_TIMEOUT:
      assay_stackone_client_set_timeout (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/*
 * assay_stackone_client_install_properties:
 * @object_class: the class of clients
 *
 * Gives the class its properties.
 */
void
assay_stackone_client_install_properties (GObjectClass *object_class)
{
  object_class->get_property = assay_stackone_client_get_property;
  object_class->set_property = assay_stackone_client_set_property;

  /**
   * AssayStackoneClient:api-key:
   *
   * The API key of the StackOne project. It can be set and never read.
   */
  properties[PROP_API_KEY] = g_param_spec_string ("api-key", NULL, NULL, NULL,
                                                  G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS |
                                                    G_PARAM_EXPLICIT_NOTIFY);

  /**
   * AssayStackoneClient:base-url:
   *
   * Where the API is served: scheme, host and port, possibly a path, without a trailing slash.
   */
  properties[PROP_BASE_URL] = g_param_spec_string ("base-url", NULL, NULL,
                                                   ASSAY_STACKONE_DEFAULT_URL,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                     G_PARAM_EXPLICIT_NOTIFY);

  /**
   * AssayStackoneClient:clock:
   *
   * The clock that dates the exchanges.
   */
  properties[PROP_CLOCK] = g_param_spec_object ("clock", NULL, NULL, ASSAY_TYPE_CLOCK,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                  G_PARAM_EXPLICIT_NOTIFY);

  /**
   * AssayStackoneClient:max-answer-size:
   *
   * The largest body of an answer that is accepted, in bytes.
   */
  properties[PROP_MAX_ANSWER_SIZE] =
    g_param_spec_uint64 ("max-answer-size", NULL, NULL, 1, G_MAXUINT32, DEFAULT_MAX_ANSWER_SIZE,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * AssayStackoneClient:rate-limiter:
   *
   * The limiter that every call waits for; shared by all clients with the same API key.
   */
  properties[PROP_RATE_LIMITER] = g_param_spec_object ("rate-limiter", NULL, NULL,
                                                       ASSAY_TYPE_RATE_LIMITER,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                         G_PARAM_EXPLICIT_NOTIFY);

  /**
   * AssayStackoneClient:timeout:
   *
   * How long a call may take from its start to the end of its answer, in milliseconds.
   */
  properties[PROP_TIMEOUT] = g_param_spec_uint ("timeout", NULL, NULL, 1, G_MAXUINT,
                                                DEFAULT_TIMEOUT,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                  G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

/*
 * assay_stackone_client_init_properties:
 * @self: a new client
 *
 * Sets what a client is before anybody sets something else.
 */
void
assay_stackone_client_init_properties (AssayStackoneClient *self)
{
  self->base_url = g_strdup (ASSAY_STACKONE_DEFAULT_URL);
  self->clock = g_object_ref (assay_clock_get_system ());
  self->rate_limiter = assay_rate_limiter_new (ASSAY_RATE_LIMITER_DEFAULT_LIMIT, NULL);
  self->timeout = DEFAULT_TIMEOUT;
  self->max_answer_size = DEFAULT_MAX_ANSWER_SIZE;
}

/**
 * assay_stackone_client_get_base_url: (get-property base-url)
 * @self: a client
 *
 * Gets where the API is served.
 *
 * Returns: (transfer none): the address, without a trailing slash
 */
const char *
assay_stackone_client_get_base_url (AssayStackoneClient *self)
{
  g_return_val_if_fail (ASSAY_IS_STACKONE_CLIENT (self), NULL);

  return self->base_url;
}

/**
 * assay_stackone_client_set_base_url: (set-property base-url)
 * @self: a client
 * @base_url: where the API is served; trailing slashes are dropped
 *
 * Sets where the API is served. An address that [func@stackone_check_address] does not take makes
 * each call fail.
 */
void
assay_stackone_client_set_base_url (AssayStackoneClient *self, const char *base_url)
{
  g_autofree char *trimmed = NULL;
  gsize length;

  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));
  g_return_if_fail (base_url != NULL);

  trimmed = g_strstrip (g_strdup (base_url));
  for (length = strlen (trimmed); length > 0 && trimmed[length - 1] == '/'; length--)
    trimmed[length - 1] = '\0';

  if (g_set_str (&self->base_url, trimmed))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BASE_URL]);
}

/**
 * assay_stackone_client_has_api_key:
 * @self: a client
 *
 * Tells whether calls can be made.
 *
 * Returns: whether an API key was set
 */
gboolean
assay_stackone_client_has_api_key (AssayStackoneClient *self)
{
  g_return_val_if_fail (ASSAY_IS_STACKONE_CLIENT (self), FALSE);

  return self->api_key != NULL;
}

/**
 * assay_stackone_client_set_api_key: (set-property api-key)
 * @self: a client
 * @api_key: (nullable): the API key, or %NULL or an empty text for none
 *
 * Sets the API key. Surrounding blanks, which come with copying, are dropped.
 */
void
assay_stackone_client_set_api_key (AssayStackoneClient *self, const char *api_key)
{
  char *key;

  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));

  key = api_key != NULL ? assay_secret_trim (g_strdup (api_key)) : NULL;
  if (key != NULL && *key == '\0')
    g_clear_pointer (&key, g_free);

  if (g_strcmp0 (self->api_key, key) == 0)
    {
      assay_secret_free (key);
      return;
    }

  assay_secret_free (self->api_key);
  self->api_key = key;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_API_KEY]);
}

/**
 * assay_stackone_client_get_rate_limiter: (get-property rate-limiter)
 * @self: a client
 *
 * Gets the limiter that every call waits for.
 *
 * Returns: (transfer none): the limiter
 */
AssayRateLimiter *
assay_stackone_client_get_rate_limiter (AssayStackoneClient *self)
{
  g_return_val_if_fail (ASSAY_IS_STACKONE_CLIENT (self), NULL);

  return self->rate_limiter;
}

/**
 * assay_stackone_client_set_rate_limiter: (set-property rate-limiter)
 * @self: a client
 * @limiter: a limiter
 *
 * Sets the limiter that every call waits for.
 */
void
assay_stackone_client_set_rate_limiter (AssayStackoneClient *self, AssayRateLimiter *limiter)
{
  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));
  g_return_if_fail (ASSAY_IS_RATE_LIMITER (limiter));

  if (g_set_object (&self->rate_limiter, limiter))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATE_LIMITER]);
}

/**
 * assay_stackone_client_get_clock: (get-property clock)
 * @self: a client
 *
 * Gets the clock that dates the exchanges.
 *
 * Returns: (transfer none): the clock
 */
AssayClock *
assay_stackone_client_get_clock (AssayStackoneClient *self)
{
  g_return_val_if_fail (ASSAY_IS_STACKONE_CLIENT (self), NULL);

  return self->clock;
}

/**
 * assay_stackone_client_set_clock: (set-property clock)
 * @self: a client
 * @clock: a clock
 *
 * Sets the clock that dates the exchanges.
 */
void
assay_stackone_client_set_clock (AssayStackoneClient *self, AssayClock *clock)
{
  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));
  g_return_if_fail (ASSAY_IS_CLOCK (clock));

  if (g_set_object (&self->clock, clock))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLOCK]);
}

/**
 * assay_stackone_client_get_timeout: (get-property timeout)
 * @self: a client
 *
 * Gets how long a call may take.
 *
 * Returns: the time in milliseconds
 */
guint
assay_stackone_client_get_timeout (AssayStackoneClient *self)
{
  g_return_val_if_fail (ASSAY_IS_STACKONE_CLIENT (self), 0);

  return self->timeout;
}

/**
 * assay_stackone_client_set_timeout: (set-property timeout)
 * @self: a client
 * @timeout: the time in milliseconds, more than 0
 *
 * Sets how long a call may take. StackOne itself may take 60 seconds.
 */
void
assay_stackone_client_set_timeout (AssayStackoneClient *self, guint timeout)
{
  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));
  g_return_if_fail (timeout > 0);

  if (self->timeout == timeout)
    return;

  self->timeout = timeout;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIMEOUT]);
}

/**
 * assay_stackone_client_get_max_answer_size: (get-property max-answer-size)
 * @self: a client
 *
 * Gets the largest body of an answer that is accepted.
 *
 * Returns: the size in bytes
 */
gsize
assay_stackone_client_get_max_answer_size (AssayStackoneClient *self)
{
  g_return_val_if_fail (ASSAY_IS_STACKONE_CLIENT (self), 0);

  return self->max_answer_size;
}

/**
 * assay_stackone_client_set_max_answer_size: (set-property max-answer-size)
 * @self: a client
 * @size: the size in bytes, from 1 to %G_MAXUINT32
 *
 * Sets the largest body of an answer that is accepted.
 */
void
assay_stackone_client_set_max_answer_size (AssayStackoneClient *self, gsize size)
{
  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));
  g_return_if_fail (size > 0 && size <= G_MAXUINT32);

  if (self->max_answer_size == size)
    return;

  self->max_answer_size = size;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAX_ANSWER_SIZE]);
}

/**
 * assay_stackone_client_set_accounts_path:
 * @self: a client
 * @path: the path, such as `/accounts` or `/v2/accounts`
 *
 * Sets where StackOne lists accounts. Of the second, answers are not documented.
 */
void
assay_stackone_client_set_accounts_path (AssayStackoneClient *self, const char *path)
{
  g_autofree char *plain = NULL;

  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));
  g_return_if_fail (path != NULL);

  plain = g_strdup (path + strspn (path, "/"));
  for (gsize length = strlen (plain); length > 0 && plain[length - 1] == '/'; length--)
    plain[length - 1] = '\0';

  g_free (self->accounts_path);
  self->accounts_path = *plain != '\0' ? g_strconcat ("/", plain, NULL) : NULL;
}
