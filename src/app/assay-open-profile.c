/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-open-profile.h"

#include "assay-demo.h"

#define DEMO_LISTEN "127.0.0.1:0"

/**
 * AssayOpenProfile:
 *
 * A profile that is open in the application: its desk, and in Demo the simulator that the desk
 * talks to.
 *
 * It outlives its windows by as long as the desk needs to stop. Started again meanwhile, it waits
 * for that: one process never has two desks on one folder.
 */
struct _AssayOpenProfile
{
  GObject parent_instance;

  /* owned */
  AssayProfile *profile;
  AssaySecretStore *secrets;
  AssayDemo *demo;
  AssayDesk *desk;
  GError *error;

  /* plain */
  gboolean wanted; /* start() was the last word, not stop() */
  gboolean running;
  gboolean ready;
  gboolean starting;    /* the desk reads settings and secrets */
  gboolean start_again; /* they changed meanwhile */
};

G_DEFINE_FINAL_TYPE (AssayOpenProfile, assay_open_profile, G_TYPE_OBJECT)

typedef enum
{
  PROP_PROFILE = 1,
  PROP_DESK,
  PROP_READY,
  PROP_RUNNING,
} AssayOpenProfileProperty;

static GParamSpec *properties[PROP_RUNNING + 1];

typedef enum
{
  SIGNAL_STARTED,
  SIGNAL_FAILED,
} AssayOpenProfileSignal;

static guint signals[SIGNAL_FAILED + 1];

static void
set_running (AssayOpenProfile *self, gboolean running)
{
  if (self->running == running)
    return;

  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

static void
set_ready (AssayOpenProfile *self, gboolean ready)
{
  if (self->ready == ready)
    return;

  self->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
set_desk (AssayOpenProfile *self, AssayDesk *desk)
{
  if (g_set_object (&self->desk, desk))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESK]);
}

static void begin (AssayOpenProfile *self);

static void
end (AssayOpenProfile *self)
{
  if (self->demo != NULL)
    assay_demo_stop (self->demo);
  g_clear_object (&self->demo);

  if (self->wanted)
    begin (self);
  else
    set_running (self, FALSE);
}

static void
desk_stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayOpenProfile) self = user_data;

  assay_desk_stop_finish (ASSAY_DESK (source), result, NULL);
  end (self);
}

/* What is being sent may end; until then the profile runs, though its desk is nobody's any more. */
static void
stop (AssayOpenProfile *self)
{
  g_autoptr (AssayDesk) desk = NULL;

  if (self->desk == NULL)
    return;

  desk = g_object_ref (self->desk);
  self->starting = self->start_again = FALSE;
  set_ready (self, FALSE);
  set_desk (self, NULL);
  assay_desk_stop_async (desk, desk_stopped_cb, g_object_ref (self));
}

static void
fail (AssayOpenProfile *self, const GError *error)
{
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  /* A desk that cannot start again still has its journal, and its pages show it. */
  if (!self->ready)
    {
      self->wanted = FALSE;
      if (self->desk != NULL)
        stop (self);
      else
        end (self);
    }
  g_signal_emit (self, signals[SIGNAL_FAILED], 0);
}

static void run_desk (AssayOpenProfile *self);

static void
desk_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayOpenProfile) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean started = assay_desk_start_finish (ASSAY_DESK (source), result, &error);

  if (self->desk != ASSAY_DESK (source))
    return;

  self->starting = FALSE;
  if (!started)
    {
      fail (self, error);
      return;
    }

  g_clear_error (&self->error);
  if (self->demo != NULL && assay_desk_get_inbox_url (self->desk) != NULL)
    assay_demo_set_receiver (self->demo, assay_desk_get_inbox_url (self->desk));
  if (self->start_again)
    run_desk (self);
  set_ready (self, TRUE);
  g_signal_emit (self, signals[SIGNAL_STARTED], 0);
}

static void
run_desk (AssayOpenProfile *self)
{
  const char *simulator = assay_open_profile_get_simulator_url (self);

  self->start_again = self->starting;
  if (self->starting)
    return;

  self->starting = TRUE;
  assay_desk_start_async (self->desk, simulator != NULL ? DEMO_LISTEN : NULL, simulator, NULL,
                          desk_started_cb, g_object_ref (self));
}

static void
make_desk (AssayOpenProfile *self, AssaySecretStore *secrets)
{
  g_autoptr (AssayDesk) desk = assay_desk_new (self->profile, secrets);

  set_desk (self, desk);
  run_desk (self);
}

static void
demo_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayOpenProfile) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!assay_demo_start_finish (ASSAY_DEMO (source), result, &error))
    {
      fail (self, error);
      return;
    }
  if (!self->wanted)
    {
      end (self);
      return;
    }

  g_info ("The simulator listens at %s", assay_demo_get_url (self->demo));
  make_desk (self, assay_demo_get_secrets (self->demo));
}

static void
begin (AssayOpenProfile *self)
{
  if (assay_profile_get_kind (self->profile) == ASSAY_PROFILE_KIND_DEMO)
    {
      self->demo = assay_demo_new ();
      assay_demo_start_async (self->demo, assay_profile_get_folder (self->profile), demo_started_cb,
                              g_object_ref (self));
    }
  else
    make_desk (self, self->secrets);
}

static void
assay_open_profile_constructed (GObject *object)
{
  AssayOpenProfile *self = ASSAY_OPEN_PROFILE (object);

  G_OBJECT_CLASS (assay_open_profile_parent_class)->constructed (object);

  /* Demo's key and secret are made in memory at each start; there is nothing to keep. */
  if (assay_profile_get_kind (self->profile) != ASSAY_PROFILE_KIND_DEMO)
    self->secrets = assay_secret_store_new_default (assay_profile_get_id (self->profile));
}

static void
assay_open_profile_finalize (GObject *object)
{
  AssayOpenProfile *self = ASSAY_OPEN_PROFILE (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->demo);
  g_clear_object (&self->secrets);
  g_clear_object (&self->profile);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (assay_open_profile_parent_class)->finalize (object);
}

static void
assay_open_profile_get_property (GObject *object,
                                 guint property_id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  AssayOpenProfile *self = ASSAY_OPEN_PROFILE (object);

  switch ((AssayOpenProfileProperty) property_id)
    {
    case PROP_PROFILE:
      g_value_set_object (value, self->profile);
      break;

    case PROP_DESK:
      g_value_set_object (value, self->desk);
      break;

    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;

    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_open_profile_set_property (GObject *object,
                                 guint property_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  AssayOpenProfile *self = ASSAY_OPEN_PROFILE (object);

  switch ((AssayOpenProfileProperty) property_id)
    {
    case PROP_PROFILE:
      self->profile = g_value_dup_object (value);
      break;

    case PROP_DESK:
    case PROP_READY:
    case PROP_RUNNING:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
install_signals (GObjectClass *object_class)
{
  GType type = G_TYPE_FROM_CLASS (object_class);

  /**
   * AssayOpenProfile::started:
   * @self: the open profile
   *
   * The desk runs with what settings and secrets say now: at the start and after each restart.
   */
  signals[SIGNAL_STARTED] = g_signal_new ("started", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  /**
   * AssayOpenProfile::failed:
   * @self: the open profile
   *
   * The desk cannot run, or not with what settings and tables say now;
   * [method@OpenProfile.get_error] says why. Where it was [property@OpenProfile:ready] it stays so.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
assay_open_profile_class_init (AssayOpenProfileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = assay_open_profile_constructed;
  object_class->finalize = assay_open_profile_finalize;
  object_class->get_property = assay_open_profile_get_property;
  object_class->set_property = assay_open_profile_set_property;

  /**
   * AssayOpenProfile:profile:
   *
   * The profile.
   */
  properties[PROP_PROFILE] = g_param_spec_object ("profile", NULL, NULL, ASSAY_TYPE_PROFILE,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                    G_PARAM_STATIC_STRINGS);

  /**
   * AssayOpenProfile:desk:
   *
   * The desk; %NULL while there is none. It is there before it runs, so that nothing it tells is
   * missed.
   */
  properties[PROP_DESK] = g_param_spec_object ("desk", NULL, NULL, ASSAY_TYPE_DESK,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                 G_PARAM_EXPLICIT_NOTIFY);

  /**
   * AssayOpenProfile:ready:
   *
   * Whether the desk's journal can be read and written.
   */
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                   G_PARAM_EXPLICIT_NOTIFY);

  /**
   * AssayOpenProfile:running:
   *
   * Whether there is anything that has to be stopped, or is being stopped.
   */
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                     G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  install_signals (object_class);
}

static void
assay_open_profile_init (AssayOpenProfile *self)
{
}

/**
 * assay_open_profile_new:
 * @profile: a profile
 *
 * Makes an open profile whose desk does not run yet.
 *
 * Returns: (transfer full): the open profile
 */
AssayOpenProfile *
assay_open_profile_new (AssayProfile *profile)
{
  g_return_val_if_fail (ASSAY_IS_PROFILE (profile), NULL);

  return g_object_new (ASSAY_TYPE_OPEN_PROFILE, "profile", profile, NULL);
}

/**
 * assay_open_profile_start:
 * @self: an open profile
 *
 * Starts the desk, and in Demo the simulator before it. Nothing happens where they run already.
 */
void
assay_open_profile_start (AssayOpenProfile *self)
{
  g_return_if_fail (ASSAY_IS_OPEN_PROFILE (self));

  self->wanted = TRUE;
  g_clear_error (&self->error);
  if (self->running)
    return;

  set_running (self, TRUE);
  begin (self);
}

/**
 * assay_open_profile_restart:
 * @self: an open profile
 *
 * Receives and sends with what the settings and the secrets say now, where the desk runs.
 */
void
assay_open_profile_restart (AssayOpenProfile *self)
{
  g_return_if_fail (ASSAY_IS_OPEN_PROFILE (self));

  if (self->desk != NULL)
    run_desk (self);
}

/**
 * assay_open_profile_stop:
 * @self: an open profile
 *
 * Stops the desk and the simulator. What is being sent may end first, so that
 * [property@OpenProfile:running] may stay %TRUE for a moment.
 */
void
assay_open_profile_stop (AssayOpenProfile *self)
{
  g_return_if_fail (ASSAY_IS_OPEN_PROFILE (self));

  self->wanted = FALSE;
  stop (self);
}

/**
 * assay_open_profile_get_profile:
 * @self: an open profile
 *
 * Gets the profile.
 *
 * Returns: (transfer none): the profile
 */
AssayProfile *
assay_open_profile_get_profile (AssayOpenProfile *self)
{
  g_return_val_if_fail (ASSAY_IS_OPEN_PROFILE (self), NULL);

  return self->profile;
}

/**
 * assay_open_profile_get_secrets:
 * @self: an open profile
 *
 * Gets where somebody keeps the profile's secrets.
 *
 * Returns: (transfer none) (nullable): the store; %NULL in Demo, where there is nothing to keep
 */
AssaySecretStore *
assay_open_profile_get_secrets (AssayOpenProfile *self)
{
  g_return_val_if_fail (ASSAY_IS_OPEN_PROFILE (self), NULL);

  return self->secrets;
}

/**
 * assay_open_profile_get_desk:
 * @self: an open profile
 *
 * Gets the desk.
 *
 * Returns: (transfer none) (nullable): the desk; %NULL while there is none
 */
AssayDesk *
assay_open_profile_get_desk (AssayOpenProfile *self)
{
  g_return_val_if_fail (ASSAY_IS_OPEN_PROFILE (self), NULL);

  return self->desk;
}

/**
 * assay_open_profile_get_ready:
 * @self: an open profile
 *
 * Gets whether the desk's journal can be read and written.
 *
 * Returns: whether it can
 */
gboolean
assay_open_profile_get_ready (AssayOpenProfile *self)
{
  g_return_val_if_fail (ASSAY_IS_OPEN_PROFILE (self), FALSE);

  return self->ready;
}

/**
 * assay_open_profile_get_running:
 * @self: an open profile
 *
 * Gets whether there is anything that has to be stopped, or is being stopped.
 *
 * Returns: whether there is
 */
gboolean
assay_open_profile_get_running (AssayOpenProfile *self)
{
  g_return_val_if_fail (ASSAY_IS_OPEN_PROFILE (self), FALSE);

  return self->running;
}

/**
 * assay_open_profile_get_error:
 * @self: an open profile
 *
 * Gets why the desk could not run when it was started last.
 *
 * Returns: (transfer none) (nullable): an error of [method@Desk.start_finish] or of the simulator;
 *   %NULL when there was none
 */
const GError *
assay_open_profile_get_error (AssayOpenProfile *self)
{
  g_return_val_if_fail (ASSAY_IS_OPEN_PROFILE (self), NULL);

  return self->error;
}

/**
 * assay_open_profile_get_simulator_url:
 * @self: an open profile
 *
 * Gets where the simulator of the Demo profile listens.
 *
 * Returns: (transfer none) (nullable): the address, or %NULL while none runs
 */
const char *
assay_open_profile_get_simulator_url (AssayOpenProfile *self)
{
  g_return_val_if_fail (ASSAY_IS_OPEN_PROFILE (self), NULL);

  return self->demo != NULL ? assay_demo_get_url (self->demo) : NULL;
}
