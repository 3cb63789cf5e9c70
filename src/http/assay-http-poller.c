/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-poller.h"

#include <errno.h>
#include <sys/epoll.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

/* How many descriptors are asked about at a time. */
#define MAX_EVENTS 64

/*
 * AssayHttpPoller:
 *
 * Watches the descriptors of many connections at the cost of one.
 *
 * A main context gives all its descriptors to poll() in each turn, and whoever waits for one makes
 * a source for it each time: for a busy server that is a quarter of its work. Here the kernel keeps
 * the list (epoll), each descriptor is entered once, and the main context polls only the list. What
 * became readable is noted where its reader looks, before the reader's own source is asked in the
 * same turn.
 *
 * Changes are told, not states (edge-triggered): a reader goes on until nothing is left.
 */
struct _AssayHttpPoller
{
  GSource source;
  int epoll;
  gpointer tag;
};

static gboolean
poller_prepare (GSource *source, int *timeout)
{
  return FALSE;
}

static void
note (const struct epoll_event *event)
{
  AssayHttpReadiness *readiness = event->data.ptr;

  readiness->readable = TRUE;
  if (event->events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR))
    readiness->ended = TRUE;
}

/* There is nothing to dispatch: the sources of the readers are asked after this one. */
static gboolean
poller_check (GSource *source)
{
  AssayHttpPoller *self = (AssayHttpPoller *) source;
  struct epoll_event events[MAX_EVENTS];
  int n_events = MAX_EVENTS;

  if (g_source_query_unix_fd (source, self->tag) == 0)
    return FALSE;

  while (n_events == MAX_EVENTS)
    {
      n_events = epoll_wait (self->epoll, events, MAX_EVENTS, 0);
      for (int i = 0; i < n_events; i++)
        note (&events[i]);
    }

  return FALSE;
}

static gboolean
poller_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
poller_finalize (GSource *source)
{
  AssayHttpPoller *self = (AssayHttpPoller *) source;

  g_clear_fd (&self->epoll, NULL);
}

/*
 * assay_http_poller_new:
 * @error: return location for a #GIOErrorEnum
 *
 * Makes a poller that belongs to the main context which is the thread-default one now.
 *
 * Returns: (transfer full): the poller, or %NULL with @error set
 */
AssayHttpPoller *
assay_http_poller_new (GError **error)
{
  static GSourceFuncs funcs = {
    .prepare = poller_prepare,
    .check = poller_check,
    .dispatch = poller_dispatch,
    .finalize = poller_finalize,
  };
  int epoll = epoll_create1 (EPOLL_CLOEXEC);
  AssayHttpPoller *self;

  if (epoll < 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "cannot watch connections: %s",
                   g_strerror (code));
      return NULL;
    }

  self = (AssayHttpPoller *) g_source_new (&funcs, sizeof *self);
  self->epoll = epoll;
  self->tag = g_source_add_unix_fd (&self->source, epoll, G_IO_IN);
  g_source_set_static_name (&self->source, "AssayHttpPoller");
  g_source_set_priority (&self->source, G_PRIORITY_HIGH);
  g_source_attach (&self->source, g_main_context_get_thread_default ());

  return self;
}

AssayHttpPoller *
assay_http_poller_ref (AssayHttpPoller *self)
{
  return (AssayHttpPoller *) g_source_ref (&self->source);
}

void
assay_http_poller_unref (AssayHttpPoller *self)
{
  g_source_unref (&self->source);
}

/*
 * assay_http_poller_stop:
 * @self: a poller
 *
 * Watches nothing any more.
 */
void
assay_http_poller_stop (AssayHttpPoller *self)
{
  g_source_destroy (&self->source);
}

/*
 * assay_http_poller_add:
 * @self: a poller
 * @descriptor: what is watched
 * @readiness: where is noted what became of it; it must stay until the descriptor is removed
 * @error: return location for a #GIOErrorEnum
 *
 * Watches a descriptor.
 *
 * Returns: whether it is watched
 */
gboolean
assay_http_poller_add (AssayHttpPoller *self,
                       int descriptor,
                       AssayHttpReadiness *readiness,
                       GError **error)
{
  struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.ptr = readiness };

  if (epoll_ctl (self->epoll, EPOLL_CTL_ADD, descriptor, &event) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "cannot watch a connection: %s",
                   g_strerror (code));
      return FALSE;
    }

  return TRUE;
}

/*
 * assay_http_poller_remove:
 * @self: a poller
 * @descriptor: what is watched, still open
 *
 * Watches it no longer.
 */
void
assay_http_poller_remove (AssayHttpPoller *self, int descriptor)
{
  epoll_ctl (self->epoll, EPOLL_CTL_DEL, descriptor, NULL);
}
