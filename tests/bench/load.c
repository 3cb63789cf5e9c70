/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* Sends signed order webhooks to an inbox as fast as it answers, or at a steady rate, and prints
 * what came back. Plain sockets and one thread, so that the server is what is measured. */

#include "config.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <gio/gio.h>

#include "load-deliveries.h"

#define ANSWER_SIZE 16384
#define N_EVENTS 64
#define N_STATUSES 600
#define N_TENTHS 10
/* More than any server here answers; what is beyond is signed while the clock runs, and said. */
#define SIGNED_PER_SECOND 25000
#define PATIENCE (20 * G_USEC_PER_SEC)

typedef struct
{
  int fd;
  gboolean busy;
  gint64 due;
  char *request; /* (owned) */
  gsize n_sent;
  gsize n_received;
  char answer[ANSWER_SIZE + 1];
} Connection;

typedef struct
{
  struct sockaddr_in address;
  Deliveries *deliveries;  /* (owned) */
  Connection *connections; /* (owned) */
  GQueue idle;
  GArray *latencies; /* (owned): microseconds, as guint32 */
  int epoll;
  int timer;
  double rate;
  gint64 start;
  gint64 end;
  gint64 last_answer;
  gint64 cpu;
  guint n_busy;
  guint n_requests;
  guint n_late;
  guint n_errors;
  guint statuses[N_STATUSES];
  guint tenths[N_TENTHS];
} Load;

static void
die (const char *what)
{
  fprintf (stderr, "load: %s: %s\n", what, g_strerror (errno));
  exit (1);
}

/* A connection to loopback is there at once, so only the rest does not block. */
static void
open_connection (Load *load, Connection *connection)
{
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = connection };
  int one = 1;

  connection->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection->fd < 0 ||
      connect (connection->fd, (struct sockaddr *) &load->address, sizeof load->address) != 0)
    die ("cannot connect");
  setsockopt (connection->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (epoll_ctl (load->epoll, EPOLL_CTL_ADD, connection->fd, &event) != 0)
    die ("cannot watch a connection");
}

static void
reopen (Load *load, Connection *connection)
{
  close (connection->fd);
  open_connection (load, connection);
}

static void
settle (Load *load, Connection *connection)
{
  connection->busy = FALSE;
  load->n_busy--;
  g_queue_push_tail (&load->idle, connection);
}

static void
fail (Load *load, Connection *connection)
{
  load->n_errors++;
  reopen (load, connection);
  settle (load, connection);
}

static void
watch (Load *load, Connection *connection, guint32 events)
{
  struct epoll_event event = { .events = events, .data.ptr = connection };

  epoll_ctl (load->epoll, EPOLL_CTL_MOD, connection->fd, &event);
}

static void
push (Load *load, Connection *connection)
{
  gsize size = deliveries_get_size (load->deliveries);
  gboolean resumed = connection->n_sent > 0;
  gssize n = send (connection->fd, connection->request + connection->n_sent,
                   size - connection->n_sent, MSG_DONTWAIT | MSG_NOSIGNAL);

  if (n < 0 && errno != EAGAIN)
    {
      fail (load, connection);
      return;
    }

  connection->n_sent += (gsize) MAX (n, 0);
  if (connection->n_sent < size)
    watch (load, connection, EPOLLIN | EPOLLOUT);
  else if (resumed)
    watch (load, connection, EPOLLIN);
}

static void
begin_request (Load *load, gint64 due)
{
  Connection *connection = g_queue_pop_head (&load->idle);

  if (load->n_requests == deliveries_get_n_signed (load->deliveries))
    {
      deliveries_sign (load->deliveries, 1);
      load->n_late++;
    }
  deliveries_write (load->deliveries, load->n_requests++, connection->request);
  connection->busy = TRUE;
  connection->due = due;
  connection->n_sent = 0;
  connection->n_received = 0;
  load->n_busy++;
  push (load, connection);
}

/* The size of the answer with its head once the head is there; 0 before. */
static gsize
get_answer_size (Connection *connection, gboolean *closes)
{
  char *end = strstr (connection->answer, "\r\n\r\n");
  const char *length;

  if (end == NULL)
    return 0;

  *end = '\0';
  length = strcasestr (connection->answer, "\r\nContent-Length:");
  *closes = strcasestr (connection->answer, "\r\nConnection: close") != NULL;
  *end = '\r';

  return (gsize) (end - connection->answer) + strlen ("\r\n\r\n") +
         (length != NULL ? strtoul (length + strlen ("\r\nContent-Length:"), NULL, 10) : 0);
}

static void
count_answer (Load *load, Connection *connection)
{
  gint64 now = g_get_monotonic_time ();
  guint32 latency = (guint32) (now - connection->due);
  gint64 tenth = (now - load->start) * N_TENTHS / (load->end - load->start);
  gulong status = strtoul (connection->answer + strlen ("HTTP/1.1 "), NULL, 10);

  g_array_append_val (load->latencies, latency);
  load->statuses[MIN (status, N_STATUSES - 1)]++;
  load->last_answer = now;
  if (tenth < N_TENTHS)
    load->tenths[tenth]++;
}

static void
pull (Load *load, Connection *connection)
{
  gboolean closes = FALSE;
  gsize size;
  gssize n = recv (connection->fd, connection->answer + connection->n_received,
                   ANSWER_SIZE - connection->n_received, MSG_DONTWAIT);

  if (n < 0 && errno == EAGAIN)
    return;
  if (n <= 0 && !connection->busy)
    {
      /* Closing what is idle is a server's right. */
      reopen (load, connection);
      return;
    }
  if (n <= 0 || !connection->busy)
    {
      fail (load, connection);
      return;
    }

  connection->n_received += (gsize) n;
  connection->answer[connection->n_received] = '\0';
  size = get_answer_size (connection, &closes);
  if (size == 0 || connection->n_received < size)
    return;

  count_answer (load, connection);
  if (closes)
    reopen (load, connection);
  settle (load, connection);
}

/* When the next request is due at a steady rate, in microseconds from the start. */
static double
get_next_due (Load *load)
{
  return (double) load->n_requests * G_USEC_PER_SEC / load->rate;
}

/* Begins what can be begun. When a rate is kept, a request is due whether it can be sent or not. */
static void
begin_due (Load *load)
{
  gint64 now = g_get_monotonic_time ();

  while (!g_queue_is_empty (&load->idle))
    {
      gint64 due = now;

      if (load->rate > 0)
        due = load->start + (gint64) get_next_due (load);
      if (due > now || due >= load->end)
        return;
      begin_request (load, due);
    }
}

/* Whether a steady rate still owes a request that was due before the end. */
static gboolean
owes (Load *load)
{
  return load->rate > 0 && get_next_due (load) < (double) (load->end - load->start);
}

/* Microseconds of processor time until now. */
static gint64
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

static void
drain (int timer)
{
  guint64 expirations;

  /* How often it expired does not matter: what is due is computed from the clock. */
  if (read (timer, &expirations, sizeof expirations) < 0 && errno != EAGAIN)
    die ("cannot read the timer");
}

static void
run (Load *load, double seconds)
{
  struct epoll_event events[N_EVENTS];
  gint64 now;

  load->cpu = get_cpu ();
  load->start = g_get_monotonic_time ();
  load->end = load->start + (gint64) (seconds * G_USEC_PER_SEC);
  do
    {
      int n;

      begin_due (load);
      n = epoll_wait (load->epoll, events, N_EVENTS, 100);
      for (int i = 0; i < n; i++)
        {
          Connection *connection = events[i].data.ptr;

          if (connection == NULL)
            drain (load->timer);
          else if (connection->busy && events[i].events & EPOLLOUT)
            push (load, connection);
          else
            pull (load, connection);
        }
      now = g_get_monotonic_time ();
    }
  while ((now < load->end || load->n_busy > 0 || owes (load)) && now < load->end + PATIENCE);
  load->n_errors += load->n_busy;
  load->cpu = get_cpu () - load->cpu;
}

/* A request is due to the microsecond; epoll counts in milliseconds. */
static void
keep_rate (Load *load)
{
  struct epoll_event event = { .events = EPOLLIN };
  long interval = MIN ((long) (1e9 / load->rate), 999999999);
  struct itimerspec every = { { 0, interval }, { 0, interval } };

  load->timer = timerfd_create (CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
  if (load->timer < 0 || timerfd_settime (load->timer, 0, &every, NULL) != 0 ||
      epoll_ctl (load->epoll, EPOLL_CTL_ADD, load->timer, &event) != 0)
    die ("cannot keep a rate");
}

static int
compare (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

static double
get_percentile (GArray *sorted, double percentile)
{
  if (sorted->len == 0)
    return 0;

  return g_array_index (sorted, guint32, (guint) ((sorted->len - 1) * percentile)) / 1000.0;
}

static void
print_result (Load *load)
{
  double seconds = (double) (load->last_answer - load->start) / G_USEC_PER_SEC;
  const char *comma = "";

  g_array_sort (load->latencies, compare);
  printf ("{\"requests\":%u,\"answered\":{", load->n_requests);
  for (guint i = 0; i < N_STATUSES; i++)
    {
      if (load->statuses[i] == 0)
        continue;
      printf ("%s\"%u\":%u", comma, i, load->statuses[i]);
      comma = ",";
    }
  printf ("},\"seconds\":%.3f,\"per_second\":%.1f,\"tenths\":[", seconds,
          load->latencies->len > 0 ? load->latencies->len / seconds : 0.0);
  for (guint i = 0; i < N_TENTHS; i++)
    printf ("%s%u", i > 0 ? "," : "", load->tenths[i]);
  printf ("],\"p50\":%.3f,\"p99\":%.3f,\"max\":%.3f,\"cpu\":%.1f,\"errors\":%u,"
          "\"signed_late\":%u}\n",
          get_percentile (load->latencies, 0.5), get_percentile (load->latencies, 0.99),
          get_percentile (load->latencies, 1), (double) load->cpu / MAX (load->n_requests, 1),
          load->n_errors, load->n_late);
}

/* Signs, connects, and leaves everything ready for the clock. */
static void
prepare (Load *load,
         GUri *uri,
         const char *secret,
         guint first,
         guint n_connections,
         double seconds)
{
  g_autofree char *authority = g_strdup_printf ("%s:%d", g_uri_get_host (uri),
                                                g_uri_get_port (uri));

  load->address.sin_family = AF_INET;
  load->address.sin_port = htons ((guint16) g_uri_get_port (uri));
  load->address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  load->deliveries = deliveries_new (authority, secret, first);
  deliveries_sign (load->deliveries,
                   (guint) (seconds * (load->rate > 0 ? load->rate : SIGNED_PER_SECOND)) + 1);
  load->latencies = g_array_new (FALSE, FALSE, sizeof (guint32));
  load->epoll = epoll_create1 (EPOLL_CLOEXEC);
  load->connections = g_new0 (Connection, n_connections);
  for (guint i = 0; i < n_connections; i++)
    {
      Connection *connection = &load->connections[i];

      connection->request = g_malloc (deliveries_get_size (load->deliveries));
      deliveries_begin (load->deliveries, connection->request);
      open_connection (load, connection);
      g_queue_push_tail (&load->idle, connection);
    }
  if (load->rate > 0)
    keep_rate (load);
}

static void
finish (Load *load, guint n_connections)
{
  for (guint i = 0; i < n_connections; i++)
    {
      close (load->connections[i].fd);
      g_free (load->connections[i].request);
    }
  if (load->rate > 0)
    close (load->timer);
  close (load->epoll);
  g_free (load->connections);
  g_queue_clear (&load->idle);
  g_array_unref (load->latencies);
  deliveries_free (load->deliveries);
}

int
main (int argc, char *argv[])
{
  double seconds = 5;
  int n_connections = 32, first = 1;
  g_autofree char *secret_env = NULL;
  Load load = { .rate = 0 };
  const GOptionEntry entries[] = {
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &seconds, "How long", "S" },
    { "connections", 0, 0, G_OPTION_ARG_INT, &n_connections, "How many at once", "N" },
    { "rate", 0, 0, G_OPTION_ARG_DOUBLE, &load.rate, "Requests a second, answered or not", "N" },
    { "secret-env", 0, 0, G_OPTION_ARG_STRING, &secret_env, "Variable with the secret", "NAME" },
    { "first", 0, 0, G_OPTION_ARG_INT, &first, "Number of the first delivery", "NUMBER" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("URL");
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error) && argc == 2)
    uri = g_uri_parse (argv[1], G_URI_FLAGS_NONE, &error);
  if (uri == NULL || g_uri_get_port (uri) < 1 || n_connections < 1 || first < 0 || seconds <= 0)
    {
      fprintf (stderr, "load: %s\n", error != NULL ? error->message : "wants a URL with a port");
      return 2;
    }

  prepare (&load, uri, secret_env != NULL ? g_getenv (secret_env) : NULL, (guint) first,
           (guint) n_connections, seconds);
  run (&load, seconds);
  print_result (&load);
  finish (&load, (guint) n_connections);

  return 0;
}
