/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-job-tags-group.h"

#include <glib/gi18n.h>

#define KEY "packages-tags-by-job"

/**
 * AssayJobTagsGroup:
 *
 * The jobs that are offered a selection of the packages, each with the tag that these have. It
 * shows a setting and changes it.
 */
struct _AssayJobTagsGroup
{
  AdwPreferencesGroup parent_instance;

  /* template children */
  AdwExpanderRow *adder;
  AdwEntryRow *job_id;
  AdwEntryRow *tag;

  /* owned */
  GSettings *settings;
  GPtrArray *rows; /* borrows its widgets */
};

G_DEFINE_FINAL_TYPE (AssayJobTagsGroup, assay_job_tags_group, ADW_TYPE_PREFERENCES_GROUP)

static void
remove_cb (GtkWidget *button, AssayJobTagsGroup *self)
{
  g_autofree char *job_id = g_strdup (g_object_get_data (G_OBJECT (button), "job-id"));

  gtk_widget_grab_focus (GTK_WIDGET (self->adder));
  assay_job_tags_group_set (self, job_id, NULL);
}

static GtkWidget *
create_row (AssayJobTagsGroup *self, const char *job_id, const char *tag)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: %s is the ID of a job at SmartRecruiters. */
  g_autofree char *title = g_strdup_printf (_("Job %s"), job_id);
  /* Translators: %s is a word by which packages are grouped. */
  g_autofree char *subtitle = g_strdup_printf (_("Packages tagged “%s”"), tag);
  g_autofree char *removal = g_strdup_printf (_("Remove %s"), title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_tooltip_text (button, removal);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "job-id", g_strdup (job_id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

/* The row that adds one stands below those that are there. */
static void
refresh (AssayJobTagsGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  g_autoptr (GVariant) tags = g_settings_get_value (self->settings, KEY);
  g_autoptr (GtkWidget) adder = g_object_ref (GTK_WIDGET (self->adder));
  GVariantIter iter;
  const char *job_id, *tag;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  adw_preferences_group_remove (group, adder);

  g_variant_iter_init (&iter, tags);
  while (g_variant_iter_next (&iter, "{&s&s}", &job_id, &tag))
    {
      GtkWidget *row = create_row (self, job_id, tag);

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (group, row);
    }
  adw_preferences_group_add (group, adder);
  gtk_widget_set_sensitive (adder, g_settings_is_writable (self->settings, KEY));
}

static void
typed_cb (AssayJobTagsGroup *self)
{
  g_autofree char *job_id = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->job_id)));
  g_autofree char *tag = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->tag)));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "group.add",
                                 *g_strstrip (job_id) != '\0' && *g_strstrip (tag) != '\0');
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayJobTagsGroup *self = ASSAY_JOB_TAGS_GROUP (widget);
  g_autofree char *job_id = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->job_id)));
  g_autofree char *tag = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->tag)));

  gtk_editable_set_text (GTK_EDITABLE (self->job_id), "");
  gtk_editable_set_text (GTK_EDITABLE (self->tag), "");
  adw_expander_row_set_expanded (self->adder, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->adder));
  assay_job_tags_group_set (self, g_strstrip (job_id), g_strstrip (tag));
}

static void
entered_cb (AssayJobTagsGroup *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "group.add", NULL);
}

static void
assay_job_tags_group_dispose (GObject *object)
{
  AssayJobTagsGroup *self = ASSAY_JOB_TAGS_GROUP (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (assay_job_tags_group_parent_class)->dispose (object);
}

static void
assay_job_tags_group_class_init (AssayJobTagsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_job_tags_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-job-tags-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayJobTagsGroup, adder);
  gtk_widget_class_bind_template_child (widget_class, AssayJobTagsGroup, job_id);
  gtk_widget_class_bind_template_child (widget_class, AssayJobTagsGroup, tag);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_install_action (widget_class, "group.add", NULL, add_cb);
}

static void
assay_job_tags_group_init (AssayJobTagsGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "group.add", FALSE);
}

/**
 * assay_job_tags_group_bind:
 * @self: a group
 * @settings: the settings of a profile
 *
 * Shows what the settings say, from now on.
 */
void
assay_job_tags_group_bind (AssayJobTagsGroup *self, GSettings *settings)
{
  g_return_if_fail (ASSAY_IS_JOB_TAGS_GROUP (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_set_object (&self->settings, settings);
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
}

/**
 * assay_job_tags_group_set:
 * @self: a group
 * @job_id: the id of a job at SmartRecruiters
 * @tag: (nullable): the tag of the packages that are offered for it; %NULL for everything
 *
 * Changes what is offered for a job.
 */
void
assay_job_tags_group_set (AssayJobTagsGroup *self, const char *job_id, const char *tag)
{
  g_autoptr (GVariant) before = NULL;
  GVariantBuilder tags;
  GVariantIter iter;
  const char *other, *other_tag;

  g_return_if_fail (ASSAY_IS_JOB_TAGS_GROUP (self));
  g_return_if_fail (job_id != NULL);

  before = g_settings_get_value (self->settings, KEY);
  g_variant_builder_init (&tags, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "{&s&s}", &other, &other_tag))
    {
      if (!g_str_equal (other, job_id))
        g_variant_builder_add (&tags, "{ss}", other, other_tag);
    }
  if (tag != NULL)
    g_variant_builder_add (&tags, "{ss}", job_id, tag);
  g_settings_set_value (self->settings, KEY, g_variant_builder_end (&tags));
}
