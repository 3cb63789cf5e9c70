/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-text-binding.h"

static gboolean
absent_to_empty (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  const char *text = g_value_get_string (from);

  g_value_set_string (to, text != NULL ? text : "");

  return TRUE;
}

static gboolean
empty_to_absent (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  const char *text = g_value_get_string (from);

  g_value_set_string (to, text != NULL && *text != '\0' ? text : NULL);

  return TRUE;
}

/**
 * assay_text_binding_add:
 * @group: a group whose source is a model
 * @property: a text property of the model, %NULL when the member is absent
 * @target: an object with a property `text`, such as an entry or a text buffer
 *
 * Keeps a text property of a model and a field the same. An empty field means an absent member: an
 * empty text would be sent and clear what the recruiter sees.
 */
void
assay_text_binding_add (GBindingGroup *group, const char *property, gpointer target)
{
  g_return_if_fail (G_IS_BINDING_GROUP (group));
  g_return_if_fail (property != NULL);
  g_return_if_fail (G_IS_OBJECT (target));

  g_binding_group_bind_full (group, property, target, "text",
                             G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, absent_to_empty,
                             empty_to_absent, NULL, NULL);
}
