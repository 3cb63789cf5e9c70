/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-certificate.h"

#include <sys/socket.h>

#include "assay-http-error.h"

/* Two ends of one connection that greet each other. */
typedef struct
{
  GMainContext *context; /* owned */
  GIOStream *ends[2];    /* owned: server, client */
  guint n_left;
  GError *error; /* owned; what the server says */
} Trial;

static void
trial_clear (Trial *trial)
{
  g_clear_object (&trial->ends[0]);
  g_clear_object (&trial->ends[1]);
  g_clear_error (&trial->error);
  g_main_context_unref (trial->context);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Trial, trial_clear)

static void
greeted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Trial *trial = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error) &&
      trial->error == NULL)
    trial->error = g_steal_pointer (&error);
  trial->n_left--;
}

static gboolean
accept_cb (GTlsConnection *client, GTlsCertificate *certificate, GTlsCertificateFlags errors)
{
  return TRUE;
}

/* Makes a connection within the process. */
static gboolean
connect_ends (Trial *trial, GError **error)
{
  int descriptors[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, descriptors) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no socket is to be had");
      return FALSE;
    }

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GSocket) socket = g_socket_new_from_fd (descriptors[i], error);

      if (socket == NULL)
        return FALSE;
      trial->ends[i] = G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
    }

  return TRUE;
}

static gboolean
start_tls (Trial *trial, GTlsCertificate *certificate, GError **error)
{
  g_autoptr (GIOStream) server_base = g_steal_pointer (&trial->ends[0]);
  g_autoptr (GIOStream) client_base = g_steal_pointer (&trial->ends[1]);

  trial->ends[0] = g_tls_server_connection_new (server_base, certificate, error);
  if (trial->ends[0] == NULL)
    return FALSE;
  trial->ends[1] = g_tls_client_connection_new (client_base, NULL, error);
  if (trial->ends[1] == NULL)
    return FALSE;

  g_signal_connect (trial->ends[1], "accept-certificate", G_CALLBACK (accept_cb), NULL);

  return TRUE;
}

/* A key of another certificate is only noticed when somebody connects, and then by the sender
 * alone. */
static gboolean
try_certificate (GTlsCertificate *certificate, GError **error)
{
  g_auto (Trial) trial = { g_main_context_new () };

  if (!connect_ends (&trial, error) || !start_tls (&trial, certificate, error))
    return FALSE;

  g_main_context_push_thread_default (trial.context);
  trial.n_left = 2;
  for (guint i = 0; i < 2; i++)
    g_tls_connection_handshake_async (G_TLS_CONNECTION (trial.ends[i]), G_PRIORITY_DEFAULT, NULL,
                                      greeted_cb, &trial);
  while (trial.n_left > 0)
    {
      g_main_context_iteration (trial.context, TRUE);
      /* The other end waits for nobody. */
      if (trial.error != NULL && trial.n_left > 0)
        {
          g_io_stream_close (trial.ends[0], NULL, NULL);
          g_io_stream_close (trial.ends[1], NULL, NULL);
        }
    }
  g_main_context_pop_thread_default (trial.context);

  if (trial.error == NULL)
    return TRUE;

  g_propagate_prefixed_error (error, g_steal_pointer (&trial.error),
                              "no connection came about, so the key may be that of another "
                              "certificate: ");

  return FALSE;
}

/* A pipe would be waited for, and could not be read again. */
static gboolean
check_is_file (const char *path, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;

  g_set_error (error, ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_CERTIFICATE, "“%s” is no file", path);

  return FALSE;
}

/**
 * assay_http_certificate_load:
 * @certificate: a file with a certificate and those above it, in PEM
 * @key: a file with its private key, in PEM; may be the same
 * @error: return location for %ASSAY_HTTP_ERROR_CERTIFICATE
 *
 * Reads a server's certificate and tries it. One that is not valid yet, or no longer, is taken with
 * a warning: senders refuse it, but a clock may be wrong.
 *
 * Returns: (transfer full): the certificate, or %NULL with @error set
 */
GTlsCertificate *
assay_http_certificate_load (const char *certificate, const char *key, GError **error)
{
  g_autoptr (GTlsCertificate) loaded = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) begin = NULL;
  g_autoptr (GDateTime) end = NULL;
  g_autoptr (GError) problem = NULL;

  if (check_is_file (certificate, &problem) && check_is_file (key, &problem))
    loaded = g_tls_certificate_new_from_files (certificate, key, &problem);
  if (loaded == NULL || !try_certificate (loaded, &problem))
    {
      g_set_error (error, ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_CERTIFICATE,
                   "the certificate “%s” with the key “%s” cannot be used: %s", certificate, key,
                   problem->message);
      return NULL;
    }

  begin = g_tls_certificate_get_not_valid_before (loaded);
  end = g_tls_certificate_get_not_valid_after (loaded);
  if ((begin != NULL && g_date_time_compare (now, begin) < 0) ||
      (end != NULL && g_date_time_compare (now, end) > 0))
    g_warning ("the certificate “%s” is not valid today; senders will refuse it", certificate);

  return g_steal_pointer (&loaded);
}
