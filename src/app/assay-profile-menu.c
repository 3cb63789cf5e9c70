/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-profile-menu.h"

#include <glib/gi18n.h>

/* A profile as the menu offers it. */
typedef struct
{
  char *id;
  char *title;
} Offer;

static void
offer_free (gpointer data)
{
  Offer *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self);
}

static Offer *
offer_new (const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open_named (id, &error);
  Offer *self = g_new0 (Offer, 1);

  if (profile == NULL)
    g_info ("The profile %s cannot be read: %s", id, error->message);

  self->id = g_strdup (id);
  self->title = profile != NULL ? assay_profile_menu_dup_title (profile) : g_strdup (id);

  return self;
}

/* The settings of a profile belong to the context in which they are read. */
static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func (offer_free);
  g_auto (GStrv) ids = NULL;
  GError *error = NULL;

  g_main_context_push_thread_default (context);
  ids = assay_profile_list_ids (&error);
  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    g_ptr_array_add (offers, offer_new (ids[i]));
  g_main_context_pop_thread_default (context);

  if (ids == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&offers), (GDestroyNotify) g_ptr_array_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GMenu *section = G_MENU (source);
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GError) error = NULL;

  offers = g_task_propagate_pointer (G_TASK (result), &error);
  g_menu_remove_all (section);
  if (offers == NULL)
    {
      g_info ("Cannot list the profiles: %s", error->message);
      return;
    }

  for (guint i = 0; i < offers->len; i++)
    {
      const Offer *offer = offers->pdata[i];
      g_autoptr (GMenuItem) item = g_menu_item_new (offer->title, NULL);

      g_menu_item_set_action_and_target (item, "profile.open", "s", offer->id);
      g_menu_append_item (section, item);
    }
}

static void
fill_cb (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (user_data, NULL, read_cb, NULL);

  g_task_set_source_tag (task, fill_cb);
  g_task_run_in_thread (task, read_in_thread);
}

/* The state stays: the profile opens in a window of its own. */
static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (user_data), "app.open-profile", parameter);
}

/* The menu marks the item whose target is the state of its action. */
static void
add_action (GtkMenuButton *button, const char *id)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = NULL;

  action = g_simple_action_new_stateful ("open", G_VARIANT_TYPE_STRING, g_variant_new_string (id));
  g_signal_connect_object (action, "activate", G_CALLBACK (open_cb), button, G_CONNECT_DEFAULT);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (button), "profile", G_ACTION_GROUP (group));
}

/**
 * assay_profile_menu_attach:
 * @button: the button that opens the menu
 * @section: the section of its menu that lists the profiles
 * @current: the profile that is marked
 *
 * Offers all profiles in @section. They are read each time it opens, without making anybody wait:
 * other windows make profiles too, and the first frame needs none.
 */
void
assay_profile_menu_attach (GtkMenuButton *button, GMenu *section, AssayProfile *current)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (G_IS_MENU (section));
  g_return_if_fail (ASSAY_IS_PROFILE (current));

  add_action (button, assay_profile_get_id (current));
  gtk_menu_button_set_create_popup_func (button, fill_cb, g_object_ref (section), g_object_unref);
}

/**
 * assay_profile_menu_dup_title:
 * @profile: a profile
 *
 * Gets what people read of a profile. One that was started by its id alone has no other name, and
 * ids are in lower case.
 *
 * Returns: (transfer full): its name with a capital; of Demo the translated one
 */
char *
assay_profile_menu_dup_title (AssayProfile *profile)
{
  const char *name;
  g_autofree char *first = NULL;
  g_autofree char *capital = NULL;

  g_return_val_if_fail (ASSAY_IS_PROFILE (profile), NULL);

  if (assay_profile_get_kind (profile) == ASSAY_PROFILE_KIND_DEMO)
    return g_strdup (C_("profile name", "Demo"));

  name = assay_profile_get_name (profile);
  if (!g_utf8_validate (name, -1, NULL))
    return g_utf8_make_valid (name, -1);

  first = g_utf8_substring (name, 0, 1);
  capital = g_utf8_strup (first, -1);

  return g_strconcat (capital, g_utf8_next_char (name), NULL);
}
