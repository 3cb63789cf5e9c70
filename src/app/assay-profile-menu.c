/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-profile-menu.h"

#include <glib/gi18n.h>

static void
append_profile (GMenu      *section,
                const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open_named (id, &error);
  g_autoptr (GMenuItem) item = NULL;

  if (profile == NULL)
    g_info ("The profile %s is not offered: %s", id, error->message);

  item = g_menu_item_new (profile != NULL ? assay_profile_menu_get_title (profile) : id, NULL);
  g_menu_item_set_action_and_target (item, "app.open-profile", "s", id);
  g_menu_append_item (section, item);
}

static void
fill_cb (GtkMenuButton *button,
         gpointer       user_data)
{
  GMenu *section = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = assay_profile_list_ids (&error);

  g_menu_remove_all (section);
  if (ids == NULL)
    {
      g_info ("Cannot list the profiles: %s", error->message);
      return;
    }

  for (gsize i = 0; ids[i] != NULL; i++)
    append_profile (section, ids[i]);
}

/**
 * assay_profile_menu_attach:
 * @button: the button that opens the menu
 * @section: the section of its menu that lists the profiles
 *
 * Offers all profiles in @section. It is filled each time it opens: other windows make profiles
 * too, and the first frame needs none.
 */
void
assay_profile_menu_attach (GtkMenuButton *button,
                           GMenu         *section)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (G_IS_MENU (section));

  gtk_menu_button_set_create_popup_func (button, fill_cb, g_object_ref (section), g_object_unref);
}

/**
 * assay_profile_menu_get_title:
 * @profile: a profile
 *
 * Gets what people read of a profile.
 *
 * Returns: (transfer none): its name; of Demo the translated one
 */
const char *
assay_profile_menu_get_title (AssayProfile *profile)
{
  g_return_val_if_fail (ASSAY_IS_PROFILE (profile), NULL);

  if (assay_profile_get_kind (profile) == ASSAY_PROFILE_KIND_DEMO)
    return C_("profile name", "Demo");

  return assay_profile_get_name (profile);
}
