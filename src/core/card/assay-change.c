/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-change.h"

/**
 * AssayChange:
 *
 * One member in which a result differs from the one that was delivered last.
 */
struct _AssayChange
{
  GObject parent_instance;

  /* owned */
  char *member;
  char *before;
  char *after;
};

G_DEFINE_FINAL_TYPE (AssayChange, assay_change, G_TYPE_OBJECT)

static void
assay_change_finalize (GObject *object)
{
  AssayChange *self = ASSAY_CHANGE (object);

  g_free (self->member);
  g_free (self->before);
  g_free (self->after);

  G_OBJECT_CLASS (assay_change_parent_class)->finalize (object);
}

static void
assay_change_class_init (AssayChangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_change_finalize;
}

static void
assay_change_init (AssayChange *self)
{
}

static AssayChange *
change_new (const char *member, AssayJson *before, AssayJson *after)
{
  AssayChange *self = g_object_new (ASSAY_TYPE_CHANGE, NULL);

  self->member = g_strdup (member);
  self->before = before != NULL ? assay_json_dup_source (before) : NULL;
  self->after = after != NULL ? assay_json_dup_source (after) : NULL;

  return self;
}

/**
 * assay_change_list:
 * @before: a result
 * @after: a later one
 *
 * Compares the members of two results.
 *
 * Returns: (transfer full) (element-type AssayChange): what differs, in the order of @before and
 *   then of @after
 */
GPtrArray *
assay_change_list (AssayJson *before, AssayJson *after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) old_members = assay_json_dup_members (before);
  g_auto (GStrv) new_members = assay_json_dup_members (after);

  for (guint i = 0; old_members[i] != NULL; i++)
    {
      g_autoptr (AssayJson) old_value = assay_json_dup_member (before, old_members[i]);
      g_autoptr (AssayJson) new_value = assay_json_dup_member (after, old_members[i]);

      if (new_value == NULL || !assay_json_equal (old_value, new_value))
        g_ptr_array_add (changes, change_new (old_members[i], old_value, new_value));
    }
  for (guint i = 0; new_members[i] != NULL; i++)
    {
      g_autoptr (AssayJson) new_value = assay_json_dup_member (after, new_members[i]);

      if (!assay_json_has_member (before, new_members[i]))
        g_ptr_array_add (changes, change_new (new_members[i], NULL, new_value));
    }

  return changes;
}

/**
 * assay_change_get_member:
 * @self: a change
 *
 * Returns: (transfer none): the name of the member
 */
const char *
assay_change_get_member (AssayChange *self)
{
  g_return_val_if_fail (ASSAY_IS_CHANGE (self), NULL);

  return self->member;
}

/**
 * assay_change_get_before:
 * @self: a change
 *
 * Returns: (transfer none) (nullable): its JSON in the earlier result; %NULL when it was not
 *   there
 */
const char *
assay_change_get_before (AssayChange *self)
{
  g_return_val_if_fail (ASSAY_IS_CHANGE (self), NULL);

  return self->before;
}

/**
 * assay_change_get_after:
 * @self: a change
 *
 * Returns: (transfer none) (nullable): its JSON in the later result; %NULL when it is left out, so
 *   that SmartRecruiters keeps what it has
 */
const char *
assay_change_get_after (AssayChange *self)
{
  g_return_val_if_fail (ASSAY_IS_CHANGE (self), NULL);

  return self->after;
}

/**
 * assay_change_equal:
 * @self: a change
 * @other: another one
 *
 * Returns: whether both are the same change
 */
gboolean
assay_change_equal (AssayChange *self, AssayChange *other)
{
  g_return_val_if_fail (ASSAY_IS_CHANGE (self), FALSE);
  g_return_val_if_fail (ASSAY_IS_CHANGE (other), FALSE);

  return g_str_equal (self->member, other->member) &&
         g_strcmp0 (self->before, other->before) == 0 && g_strcmp0 (self->after, other->after) == 0;
}
