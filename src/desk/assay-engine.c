/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-engine.h"

#define LAST_TURNS 10000

/**
 * AssayEngine:
 *
 * The one thread that serves every socket of a desk.
 *
 * Inbox, outbox and simulator run on its main context, so that a slow frame never delays an answer
 * and a slow peer never delays a frame. The context is the thread-default one inside the engine.
 */
struct _AssayEngine
{
  GObject parent_instance;

  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
};

G_DEFINE_FINAL_TYPE (AssayEngine, assay_engine, G_TYPE_OBJECT)

static gpointer
run_engine (gpointer data)
{
  g_autoptr (GMainLoop) loop = data;
  GMainContext *context = g_main_loop_get_context (loop);

  g_main_context_push_thread_default (context);
  g_main_loop_run (loop);

  /* What was invoked before the stop still runs, and so do the completions it caused at once; the
   * bound keeps a socket that stays readable from holding the stop up. */
  for (guint i = 0; i < LAST_TURNS && g_main_context_iteration (context, FALSE); i++)
    ;
  g_main_context_pop_thread_default (context);

  return NULL;
}

static gboolean
quit_loop_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

static void
assay_engine_finalize (GObject *object)
{
  AssayEngine *self = ASSAY_ENGINE (object);

  assay_engine_stop (self);
  g_clear_pointer (&self->thread, g_thread_unref);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (assay_engine_parent_class)->finalize (object);
}

static void
assay_engine_class_init (AssayEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_engine_finalize;
}

static void
assay_engine_init (AssayEngine *self)
{
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("assay-engine", run_engine, g_main_loop_ref (self->loop));
}

/**
 * assay_engine_new:
 *
 * Starts a thread that runs a main context of its own.
 *
 * Returns: (transfer full): the running engine
 */
AssayEngine *
assay_engine_new (void)
{
  return g_object_new (ASSAY_TYPE_ENGINE, NULL);
}

/**
 * assay_engine_get_context:
 * @self: an engine
 *
 * Gets the main context that the engine runs.
 *
 * Returns: (transfer none): the context
 */
GMainContext *
assay_engine_get_context (AssayEngine *self)
{
  g_return_val_if_fail (ASSAY_IS_ENGINE (self), NULL);

  return self->context;
}

/**
 * assay_engine_is_current:
 * @self: an engine
 *
 * Tells whether the caller runs in the engine's thread.
 *
 * Returns: whether this is the engine's thread
 */
gboolean
assay_engine_is_current (AssayEngine *self)
{
  g_return_val_if_fail (ASSAY_IS_ENGINE (self), FALSE);

  return self->thread == g_thread_self ();
}

/**
 * assay_engine_invoke:
 * @self: an engine
 * @func: (scope notified): called in the engine's thread until it returns %G_SOURCE_REMOVE
 * @user_data: data for @func
 * @destroy: (nullable): called in the engine's thread when @func is done
 *
 * Queues a call in the engine's thread, in order, also when the caller already runs there.
 */
void
assay_engine_invoke (AssayEngine *self,
                     GSourceFunc func,
                     gpointer user_data,
                     GDestroyNotify destroy)
{
  g_autoptr (GSource) source = NULL;

  g_return_if_fail (ASSAY_IS_ENGINE (self));
  g_return_if_fail (func != NULL);

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, user_data, destroy);
  g_source_set_static_name (source, "assay_engine_invoke");
  g_source_attach (source, self->context);
}

/**
 * assay_engine_stop:
 * @self: an engine
 *
 * Runs what is queued and ends the thread; returns when it has ended.
 *
 * Called from the engine's own thread it only asks the loop to end, because a thread cannot wait
 * for itself. Stopping twice is harmless.
 */
void
assay_engine_stop (AssayEngine *self)
{
  g_return_if_fail (ASSAY_IS_ENGINE (self));

  if (self->thread == NULL)
    return;

  /* A source, and not a plain quit, because the thread may not have entered its loop yet. */
  assay_engine_invoke (self, quit_loop_cb, g_main_loop_ref (self->loop),
                       (GDestroyNotify) g_main_loop_unref);
  if (assay_engine_is_current (self))
    return;

  g_thread_join (self->thread);
  self->thread = NULL;
}
