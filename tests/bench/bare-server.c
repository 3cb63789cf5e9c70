/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* The least that an inbox on these libraries can be: what ours is measured against. It answers at
 * once, or when one row with the bytes of the body is durable. */

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib-unix.h>
#include <libsoup/soup.h>
#include <sqlite3.h>

#define ANSWER "{\"status\":\"stored\"}"
#define BATCH_MAX 512

typedef struct
{
  SoupServerMessage *message; /* (owned) (nullable): %NULL ends the thread */
  GBytes *body;               /* (owned) (nullable) */
} Job;

typedef struct
{
  GMainLoop *loop;    /* (owned) */
  GAsyncQueue *queue; /* (owned) (nullable): unless nothing is stored */
  sqlite3 *database;
  sqlite3_stmt *insert;
} Bare;

/* What could not be stored must not be answered. */
static void
check (Bare *bare, int code)
{
  if (code == SQLITE_OK || code == SQLITE_DONE)
    return;

  fprintf (stderr, "bare-server: %s\n", sqlite3_errmsg (bare->database));
  exit (1);
}

static void
answer (SoupServerMessage *message)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, ANSWER,
                                    strlen (ANSWER));
}

static void
free_job (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->message);
  g_clear_pointer (&job->body, g_bytes_unref);
  g_free (job);
}

/* One wake of the main loop for everybody who waited for one transaction. */
static gboolean
answer_all_cb (gpointer user_data)
{
  GPtrArray *jobs = user_data;

  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = g_ptr_array_index (jobs, i);

      answer (job->message);
      soup_server_message_unpause (job->message);
    }

  return G_SOURCE_REMOVE;
}

static void
insert_all (Bare *bare, GPtrArray *jobs)
{
  check (bare, sqlite3_exec (bare->database, "BEGIN IMMEDIATE", NULL, NULL, NULL));
  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = g_ptr_array_index (jobs, i);
      gsize size;
      gconstpointer data = g_bytes_get_data (job->body, &size);

      check (bare, sqlite3_bind_blob64 (bare->insert, 1, data, size, SQLITE_STATIC));
      check (bare, sqlite3_step (bare->insert));
      check (bare, sqlite3_reset (bare->insert));
    }
  check (bare, sqlite3_exec (bare->database, "COMMIT", NULL, NULL, NULL));
}

/* Whoever arrives while a transaction is written waits for the next, which they share. */
static gpointer
write_thread (gpointer data)
{
  Bare *bare = data;
  gboolean stopping = FALSE;

  while (!stopping)
    {
      GPtrArray *jobs = g_ptr_array_new_with_free_func (free_job);
      Job *job = g_async_queue_pop (bare->queue);

      for (; job != NULL && job->message != NULL && jobs->len < BATCH_MAX;
           job = g_async_queue_try_pop (bare->queue))
        g_ptr_array_add (jobs, job);
      if (job != NULL && job->message != NULL)
        g_async_queue_push_front (bare->queue, job);
      else if (job != NULL)
        {
          stopping = TRUE;
          free_job (job);
        }
      if (jobs->len > 0)
        insert_all (bare, jobs);
      g_idle_add_full (G_PRIORITY_DEFAULT, answer_all_cb, jobs, (GDestroyNotify) g_ptr_array_unref);
    }

  return NULL;
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Bare *bare = user_data;
  Job *job;

  if (bare->queue == NULL)
    {
      answer (message);
      return;
    }

  job = g_new0 (Job, 1);
  job->message = g_object_ref (message);
  job->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  soup_server_message_pause (message);
  g_async_queue_push (bare->queue, job);
}

static void
open_database (Bare *bare, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "bare.sqlite", NULL);

  check (bare, sqlite3_open (path, &bare->database));
  check (bare, sqlite3_exec (bare->database,
                             "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                             "CREATE TABLE body (id INTEGER PRIMARY KEY, bytes BLOB) STRICT;",
                             NULL, NULL, NULL));
  check (bare, sqlite3_prepare_v2 (bare->database, "INSERT INTO body (bytes) VALUES (?)", -1,
                                   &bare->insert, NULL));
}

static gboolean
stop_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static gboolean
listen_on_loopback (SoupServer *server)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    {
      fprintf (stderr, "bare-server: %s\n", error->message);
      return FALSE;
    }
  uris = soup_server_get_uris (server);
  printf ("{\"event\":\"ready\",\"url\":\"http://127.0.0.1:%d\"}\n", g_uri_get_port (uris->data));
  fflush (stdout);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return TRUE;
}

static void
serve (Bare *bare, SoupServer *server)
{
  GThread *thread = NULL;

  if (bare->queue != NULL)
    thread = g_thread_new ("writer", write_thread, bare);
  soup_server_add_handler (server, NULL, request_cb, bare, NULL);
  g_unix_signal_add (SIGTERM, stop_cb, bare->loop);
  if (listen_on_loopback (server))
    g_main_loop_run (bare->loop);
  if (thread != NULL)
    {
      g_async_queue_push (bare->queue, g_new0 (Job, 1));
      g_thread_join (thread);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  Bare bare = { NULL };

  if (argc != 3 || (strcmp (argv[1], "none") != 0 && strcmp (argv[1], "insert") != 0))
    {
      fprintf (stderr, "bare-server none|insert FOLDER\n");
      return 2;
    }

  bare.loop = g_main_loop_new (NULL, FALSE);
  if (strcmp (argv[1], "insert") == 0)
    {
      bare.queue = g_async_queue_new ();
      open_database (&bare, argv[2]);
    }
  serve (&bare, server);
  sqlite3_finalize (bare.insert);
  sqlite3_close (bare.database);
  g_clear_pointer (&bare.queue, g_async_queue_unref);
  g_main_loop_unref (bare.loop);

  return 0;
}
