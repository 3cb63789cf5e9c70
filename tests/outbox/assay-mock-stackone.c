/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-mock-stackone.h"

#include <string.h>

#define DONE "{\"statusCode\":200,\"message\":\"Record updated successfully.\"}"

static void
request_free (gpointer data)
{
  AssayMockRequest *request = data;

  g_free (request->order_id);
  g_free (request->body);
  g_free (request);
}

static void
answer (AssayMockStackone *self, SoupServerMessage *message)
{
  static const AssayMockAnswer done = { 200, NULL, DONE };
  const AssayMockAnswer *given = &done;

  if (self->script != NULL && self->script->status != 0)
    given = self->script++;

  soup_server_message_set_status (message, given->status, NULL);
  if (given->retry_after != NULL)
    soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After",
                                 given->retry_after);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, given->body,
                                    strlen (given->body));
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  AssayMockStackone *self = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  AssayMockRequest *request = g_new0 (AssayMockRequest, 1);

  g_assert_cmpstr (soup_server_message_get_method (message), ==, "PATCH");
  g_assert_cmpuint (g_strv_length (parts), ==, 7);
  request->order_id = g_strdup (parts[5]);
  request->body = g_strndup (body->data != NULL ? body->data : "", body->length);
  g_ptr_array_add (self->requests, request);

  if (self->holding)
    {
      g_ptr_array_add (self->held, g_object_ref (message));
      soup_server_message_pause (message);
      return;
    }

  answer (self, message);
}

static void
start_server (AssayMockStackone *self)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  soup_server_listen_local (self->server, self->port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->port = (guint) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

AssayMockStackone *
assay_mock_stackone_new (void)
{
  AssayMockStackone *self = g_new0 (AssayMockStackone, 1);

  self->requests = g_ptr_array_new_with_free_func (request_free);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  start_server (self);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", self->port);

  return self;
}

/* Closes the port. */
void
assay_mock_stackone_vanish (AssayMockStackone *self)
{
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

/* Opens the same port again. */
void
assay_mock_stackone_appear (AssayMockStackone *self)
{
  start_server (self);
}

/* Answers what was held, and everything from now on. */
void
assay_mock_stackone_release (AssayMockStackone *self)
{
  self->holding = FALSE;
  for (guint i = 0; i < self->held->len; i++)
    {
      SoupServerMessage *message = g_ptr_array_index (self->held, i);

      answer (self, message);
      soup_server_message_unpause (message);
    }

  g_ptr_array_set_size (self->held, 0);
}

/* The body of a request. */
const char *
assay_mock_stackone_get (AssayMockStackone *self, guint i)
{
  AssayMockRequest *request;

  g_assert_cmpuint (i, <, self->requests->len);
  request = g_ptr_array_index (self->requests, i);

  return request->body;
}

void
assay_mock_stackone_free (AssayMockStackone *self)
{
  assay_mock_stackone_release (self);
  if (self->server != NULL)
    assay_mock_stackone_vanish (self);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->held);
  g_free (self->url);
  g_free (self);
}
