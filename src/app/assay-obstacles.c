/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-obstacles.h"

#include <glib/gi18n.h>

#include "assay-toast.h"

#define N_OBSTACLES (ASSAY_OBSTACLE_SECRETS + 1)

/**
 * AssayObstacles:
 *
 * What has to be put right before the desk can work, a banner with a button for each. They stay for
 * as long as it is so, one below the other, so that none hides another.
 */
struct _AssayObstacles
{
  AdwBin parent_instance;

  /* borrowed */
  AdwBanner *banners[N_OBSTACLES];

  /* plain */
  gboolean retrying;
};

G_DEFINE_FINAL_TYPE (AssayObstacles, assay_obstacles, ADW_TYPE_BIN)

static void
retry_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ASSAY_OBSTACLES (widget)->retrying = TRUE;
  gtk_widget_activate_action (widget, "win.retry", NULL);
}

static void
assay_obstacles_class_init (AssayObstaclesClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "obstacles.retry", NULL, retry_cb);
}

static void
assay_obstacles_init (AssayObstacles *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < N_OBSTACLES; i++)
    {
      self->banners[i] = ADW_BANNER (adw_banner_new (""));
      adw_banner_set_use_markup (self->banners[i], FALSE);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->banners[i]));
    }
  adw_bin_set_child (ADW_BIN (self), box);
}

/* Whoever tried again and sees the same banner would wonder whether anything was tried. */
static void
tell_retried (AssayObstacles *self)
{
  if (self->retrying)
    assay_toast_show (GTK_WIDGET (self), _("Tried again; it is still in the way"));
  self->retrying = FALSE;
}

/**
 * assay_obstacles_show:
 * @self: the obstacles
 * @obstacle: what stands in the way
 * @text: (nullable): a sentence for people that says what to do; %NULL once nothing is in the way
 * @remedy: what the button does
 *
 * Tells of an obstacle, in the place of what was told of it before. The text stays while the banner
 * folds away.
 */
void
assay_obstacles_show (AssayObstacles *self,
                      AssayObstacle obstacle,
                      const char *text,
                      AssayRemedy remedy)
{
  gboolean retries = remedy == ASSAY_REMEDY_RETRY;
  AdwBanner *banner;

  g_return_if_fail (ASSAY_IS_OBSTACLES (self));
  g_return_if_fail (obstacle < N_OBSTACLES);

  banner = self->banners[obstacle];
  if (text == NULL)
    {
      self->retrying = self->retrying && !adw_banner_get_revealed (banner);
      adw_banner_set_revealed (banner, FALSE);
      return;
    }

  adw_banner_set_title (banner, text);
  adw_banner_set_button_label (banner, retries ? _("_Retry") : _("_Preferences"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (banner),
                                  retries ? "obstacles.retry" : "app.preferences");
  if (adw_banner_get_revealed (banner))
    {
      tell_retried (self);
      return;
    }

  adw_banner_set_revealed (banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/**
 * assay_obstacles_get_banner:
 * @self: the obstacles
 * @obstacle: what may stand in the way
 *
 * Gets the banner of an obstacle.
 *
 * Returns: (transfer none): the banner, revealed while the obstacle is there
 */
AdwBanner *
assay_obstacles_get_banner (AssayObstacles *self, AssayObstacle obstacle)
{
  g_return_val_if_fail (ASSAY_IS_OBSTACLES (self), NULL);
  g_return_val_if_fail (obstacle < N_OBSTACLES, NULL);

  return self->banners[obstacle];
}
