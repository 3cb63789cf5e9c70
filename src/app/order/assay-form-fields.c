/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-form-fields.h"

#include <glib/gi18n.h>

#define TITLE_DATA "assay-title"

static gboolean
is_filled_in (const AssayFormField *field)
{
  g_autofree char *text = NULL;

  if (G_IS_LIST_MODEL (field->object))
    return g_list_model_get_n_items (field->object) > 0;
  if (field->object == NULL || field->property == NULL)
    return FALSE;

  g_object_get (field->object, field->property, &text, NULL);

  return text != NULL && *text != '\0';
}

/* The title that the user interface file gave, whatever it says now. */
static const char *
get_plain_title (GtkWidget *widget)
{
  const char *title = g_object_get_data (G_OBJECT (widget), TITLE_DATA);

  if (title == NULL)
    {
      char *now;

      g_object_get (widget, "title", &now, NULL);
      g_object_set_data_full (G_OBJECT (widget), TITLE_DATA, now, g_free);
      title = now;
    }

  return title;
}

static void
mark_required (GtkWidget *widget, gboolean required)
{
  const char *plain;
  g_autofree char *title = NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "title") == NULL)
    return;

  plain = get_plain_title (widget);
  /* Translators: The title of a field of a form that must be filled in; %s is the title alone. */
  title = required ? g_strdup_printf (_("%s (required)"), plain) : g_strdup (plain);
  g_object_set (widget, "title", title, NULL);
}

/**
 * assay_form_fields_offer:
 * @fields: (array length=n_fields): fields
 * @n_fields: how many
 * @meta: (nullable): what the provider takes; %NULL for everything
 * @kind: the kind of the order
 *
 * Shows the fields that the provider takes, and marks those that it demands. One that is filled in
 * stays all the same, because it would be sent. What has a title and may be filled in may also be a
 * group of fields.
 */
void
assay_form_fields_offer (const AssayFormField *fields,
                         gsize n_fields,
                         AssayConnectorMeta *meta,
                         AssayOrderKind kind)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      const AssayFormField *field = &fields[i];

      gtk_widget_set_visible (field->widget,
                              meta == NULL ||
                                assay_connector_meta_offers (meta, kind, field->path) ||
                                is_filled_in (field));
      mark_required (field->widget,
                     meta != NULL && assay_connector_meta_requires (meta, kind, field->path));
    }
}
