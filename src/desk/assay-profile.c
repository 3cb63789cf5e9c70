/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-profile.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "assay-profile-private.h"

/**
 * AssayProfile:
 *
 * A folder with everything that belongs to one StackOne project on this machine: the journal, the
 * settings and the tables that override ours.
 *
 * The folder is `$XDG_DATA_HOME/assay/<id>` unless another one is named; only its owner may enter
 * it. The settings live in its `settings.ini`, so that window and `assayctl` read the same ones
 * without a settings daemon. Secrets never live here.
 *
 * An administrator can preset settings for every profile by two files in the presets folder
 * (`/etc/assay`; `ASSAY_PRESETS_DIR` names another one): `defaults`, laid out like `settings.ini`,
 * and `locks` with the path of a setting that may not be changed on each line.
 */
struct _AssayProfile
{
  GObject parent_instance;

  /* owned */
  char *folder;
  char *id;
  char *name;
  GSettings *settings;
  AssayProfileTables *tables;
  AssaySecretUses *secret_uses; /* once somebody has asked for it */
};

G_DEFINE_FINAL_TYPE (AssayProfile, assay_profile, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (AssayProfileKind,
                    assay_profile_kind,
                    G_DEFINE_ENUM_VALUE (ASSAY_PROFILE_KIND_DEMO, "demo"),
                    G_DEFINE_ENUM_VALUE (ASSAY_PROFILE_KIND_SANDBOX, "sandbox"),
                    G_DEFINE_ENUM_VALUE (ASSAY_PROFILE_KIND_PRODUCTION, "production"))

typedef enum
{
  PROP_ID = 1,
  PROP_FOLDER,
  PROP_NAME,
  PROP_KIND,
  PROP_SETTINGS,
} AssayProfileProperty;

static GParamSpec *properties[PROP_SETTINGS + 1];

static gboolean
prepare_folder (const char *folder, GError **error)
{
  GStatBuf info;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_FOLDER,
                   "cannot make the profile folder %s: %s", folder, g_strerror (errno));
      return FALSE;
    }
  if (g_stat (folder, &info) != 0 || g_access (folder, R_OK | X_OK) != 0)
    {
      g_set_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_FOLDER,
                   "cannot enter the profile folder %s: %s", folder, g_strerror (errno));
      return FALSE;
    }

  /* A folder that was made by hand may be open to others; what it will hold is not for them. One
   * that belongs to somebody else stays as it is. */
  if ((info.st_mode & 0077) != 0 && g_chmod (folder, 0700) != 0)
    g_info ("%s is open to other users and cannot be closed: %s", folder, g_strerror (errno));

  return TRUE;
}

static void
update_name (AssayProfile *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "profile-name");

  if (g_set_str (&self->name, *name != '\0' ? name : self->id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

static void
update_order_paths (AssayProfile *self)
{
  g_auto (GStrv) order_paths = g_settings_get_strv (self->settings, "receiver-order-paths");

  assay_profile_tables_set_order_paths (self->tables, (const char *const *) order_paths);
}

static void
settings_changed_cb (AssayProfile *self, const char *key)
{
  if (g_str_equal (key, "profile-name"))
    update_name (self);
  else if (g_str_equal (key, "receiver-order-paths"))
    update_order_paths (self);
  else if (g_str_equal (key, "profile-kind"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
}

static void
assay_profile_dispose (GObject *object)
{
  AssayProfile *self = ASSAY_PROFILE (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->tables);
  g_clear_pointer (&self->secret_uses, assay_secret_uses_unref);

  G_OBJECT_CLASS (assay_profile_parent_class)->dispose (object);
}

static void
assay_profile_finalize (GObject *object)
{
  AssayProfile *self = ASSAY_PROFILE (object);

  g_free (self->folder);
  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (assay_profile_parent_class)->finalize (object);
}

static void
assay_profile_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AssayProfile *self = ASSAY_PROFILE (object);

  switch ((AssayProfileProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_FOLDER:
      g_value_set_string (value, self->folder);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_KIND:
      g_value_set_enum (value, (int) assay_profile_get_kind (self));
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
assay_profile_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AssayProfile *self = ASSAY_PROFILE (object);

  switch ((AssayProfileProperty) prop_id)
    {
    case PROP_NAME:
      assay_profile_set_name (self, g_value_get_string (value));
      break;
    case PROP_ID:
    case PROP_FOLDER:
    case PROP_KIND:
    case PROP_SETTINGS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
assay_profile_class_init (AssayProfileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                 G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = assay_profile_dispose;
  object_class->finalize = assay_profile_finalize;
  object_class->get_property = assay_profile_get_property;
  object_class->set_property = assay_profile_set_property;

  /**
   * AssayProfile:id:
   *
   * The name of the folder; part of the names under which secrets are kept.
   */
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, read_flags);

  /**
   * AssayProfile:folder:
   *
   * The absolute path of the folder.
   */
  properties[PROP_FOLDER] = g_param_spec_string ("folder", NULL, NULL, NULL, read_flags);

  /**
   * AssayProfile:name:
   *
   * What people call the profile; its id when they gave it no name.
   */
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                 G_PARAM_EXPLICIT_NOTIFY);

  /**
   * AssayProfile:kind:
   *
   * What the profile is for.
   */
  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, ASSAY_TYPE_PROFILE_KIND,
                                             ASSAY_PROFILE_KIND_SANDBOX, read_flags);

  /**
   * AssayProfile:settings:
   *
   * The settings of the profile.
   */
  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS,
                                                   read_flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_profile_init (AssayProfile *self)
{
}

/**
 * assay_profile_open:
 * @folder: the path of a profile folder, made when it is not there
 * @error: return location for an error
 *
 * Opens the profile that lives in a folder. The settings tell of changes in the main context that
 * is the thread-default one now.
 *
 * Returns: (transfer full): the profile, or %NULL with %ASSAY_DESK_ERROR_FOLDER or
 *   %ASSAY_DESK_ERROR_SETTINGS
 */
AssayProfile *
assay_profile_open (const char *folder, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (AssayProfile) self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  path = g_canonicalize_filename (folder, NULL);
  if (!prepare_folder (path, error))
    return NULL;

  self = g_object_new (ASSAY_TYPE_PROFILE, NULL);
  self->settings = assay_profile_open_settings (path, error);
  if (self->settings == NULL)
    return NULL;

  self->id = g_path_get_basename (path);
  self->folder = g_steal_pointer (&path);
  self->tables = assay_profile_tables_new (self->folder);
  update_order_paths (self);
  update_name (self);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (settings_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return g_steal_pointer (&self);
}

/**
 * assay_profile_open_named:
 * @id: the id of a profile, such as “demo”
 * @error: return location for an error
 *
 * Opens the profile of that name under the user's data folder, making it when it is not there.
 *
 * Returns: (transfer full): the profile, or %NULL with an %ASSAY_DESK_ERROR
 */
AssayProfile *
assay_profile_open_named (const char *id, GError **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  if (!assay_profile_check_id (id, error))
    return NULL;

  folder = assay_profile_dup_folder_for (id);

  return assay_profile_open (folder, error);
}

/**
 * assay_profile_create:
 * @name: what people call the profile; its id is made from it
 * @kind: what it is for
 * @error: return location for an error
 *
 * Makes a profile that was not there before.
 *
 * Returns: (transfer full): the profile, or %NULL with an %ASSAY_DESK_ERROR
 */
AssayProfile *
assay_profile_create (const char *name, AssayProfileKind kind, GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (AssayProfile) self = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  id = assay_profile_id_from_name (name);
  if (!assay_profile_check_id (*id != '\0' ? id : name, error))
    return NULL;

  folder = assay_profile_dup_folder_for (id);
  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_EXISTS,
                   "the profile “%s” exists already in %s", id, folder);
      return NULL;
    }

  self = assay_profile_open (folder, error);
  if (self == NULL)
    return NULL;
  g_settings_set_enum (self->settings, "profile-kind", (int) kind);
  assay_profile_set_name (self, name);

  return g_steal_pointer (&self);
}

/**
 * assay_profile_get_id:
 * @self: a profile
 *
 * Gets the name of the profile's folder.
 *
 * Returns: (transfer none): the id
 */
const char *
assay_profile_get_id (AssayProfile *self)
{
  g_return_val_if_fail (ASSAY_IS_PROFILE (self), NULL);

  return self->id;
}

/**
 * assay_profile_get_folder:
 * @self: a profile
 *
 * Gets the absolute path of the profile's folder.
 *
 * Returns: (transfer none): the path
 */
const char *
assay_profile_get_folder (AssayProfile *self)
{
  g_return_val_if_fail (ASSAY_IS_PROFILE (self), NULL);

  return self->folder;
}

/**
 * assay_profile_get_name:
 * @self: a profile
 *
 * Gets what people call the profile.
 *
 * Returns: (transfer none): the name, never empty
 */
const char *
assay_profile_get_name (AssayProfile *self)
{
  g_return_val_if_fail (ASSAY_IS_PROFILE (self), NULL);

  return self->name;
}

/**
 * assay_profile_set_name:
 * @self: a profile
 * @name: (nullable): the name, empty or %NULL to go by the id again
 *
 * Sets what people call the profile. The folder keeps its name.
 */
void
assay_profile_set_name (AssayProfile *self, const char *name)
{
  g_return_if_fail (ASSAY_IS_PROFILE (self));

  g_settings_set_string (self->settings, "profile-name", name != NULL ? name : "");
  update_name (self);
}

/**
 * assay_profile_get_kind:
 * @self: a profile
 *
 * Gets what the profile is for. The profile called “demo” is always a demo.
 *
 * Returns: the kind
 */
AssayProfileKind
assay_profile_get_kind (AssayProfile *self)
{
  g_return_val_if_fail (ASSAY_IS_PROFILE (self), ASSAY_PROFILE_KIND_DEMO);

  if (g_str_equal (self->id, ASSAY_PROFILE_DEMO))
    return ASSAY_PROFILE_KIND_DEMO;

  return (AssayProfileKind) g_settings_get_enum (self->settings, "profile-kind");
}

/**
 * assay_profile_get_settings:
 * @self: a profile
 *
 * Gets the settings of the profile, for the thread that opened it.
 *
 * Returns: (transfer none): the settings
 */
GSettings *
assay_profile_get_settings (AssayProfile *self)
{
  g_return_val_if_fail (ASSAY_IS_PROFILE (self), NULL);

  return self->settings;
}

/**
 * assay_profile_get_tables:
 * @self: a profile
 *
 * Gets the data tables of the profile.
 *
 * Returns: (transfer none): the tables
 */
AssayProfileTables *
assay_profile_get_tables (AssayProfile *self)
{
  g_return_val_if_fail (ASSAY_IS_PROFILE (self), NULL);

  return self->tables;
}

/**
 * assay_profile_get_secret_uses:
 * @self: a profile
 *
 * Gets when the signing secrets of the profile were used.
 *
 * Returns: (transfer none): the uses
 */
AssaySecretUses *
assay_profile_get_secret_uses (AssayProfile *self)
{
  g_return_val_if_fail (ASSAY_IS_PROFILE (self), NULL);

  if (self->secret_uses == NULL)
    self->secret_uses = assay_secret_uses_new (self->folder);

  return self->secret_uses;
}
