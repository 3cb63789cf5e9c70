/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-remark.h"

/**
 * AssayRemark:
 *
 * Something that the recruiter's card does not show, or a disagreement between sources.
 */
struct _AssayRemark
{
  GObject parent_instance;

  /* owned */
  char *path;
  char *value;
  AssayMessage *message;
  char *source;
};

G_DEFINE_FINAL_TYPE (AssayRemark, assay_remark, G_TYPE_OBJECT)

static void
assay_remark_finalize (GObject *object)
{
  AssayRemark *self = ASSAY_REMARK (object);

  g_free (self->path);
  g_free (self->value);
  assay_message_unref (self->message);
  g_free (self->source);

  G_OBJECT_CLASS (assay_remark_parent_class)->finalize (object);
}

static void
assay_remark_class_init (AssayRemarkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_remark_finalize;
}

static void
assay_remark_init (AssayRemark *self)
{
}

/**
 * assay_remark_new:
 * @path: (nullable): the JSON path of the member that the remark is about
 * @value: (nullable): the text of that member
 * @message: what there is to say
 * @source: (nullable): where this is known from, in English
 *
 * Returns: (transfer full): a new remark
 */
AssayRemark *
assay_remark_new (const char *path, const char *value, AssayMessage *message, const char *source)
{
  AssayRemark *self = g_object_new (ASSAY_TYPE_REMARK, NULL);

  self->path = g_strdup (path);
  self->value = g_strdup (value);
  self->message = assay_message_ref (message);
  self->source = g_strdup (source);

  return self;
}

/**
 * assay_remark_get_path:
 * @self: a remark
 *
 * Returns: (transfer none) (nullable): the JSON path of the member that it is about
 */
const char *
assay_remark_get_path (AssayRemark *self)
{
  g_return_val_if_fail (ASSAY_IS_REMARK (self), NULL);

  return self->path;
}

/**
 * assay_remark_get_value:
 * @self: a remark
 *
 * Returns: (transfer none) (nullable): the text of that member
 */
const char *
assay_remark_get_value (AssayRemark *self)
{
  g_return_val_if_fail (ASSAY_IS_REMARK (self), NULL);

  return self->value;
}

/**
 * assay_remark_dup_message:
 * @self: a remark
 * @translate: (nullable) (scope call): translates the message; %NULL for English
 *
 * Returns: (transfer full): what there is to say
 */
char *
assay_remark_dup_message (AssayRemark *self, AssayTranslateFunc translate)
{
  g_return_val_if_fail (ASSAY_IS_REMARK (self), NULL);

  return assay_message_format (self->message, translate);
}

/**
 * assay_remark_equal:
 * @self: a remark
 * @other: another one
 *
 * Returns: whether both say the same of the same
 */
gboolean
assay_remark_equal (AssayRemark *self, AssayRemark *other)
{
  g_return_val_if_fail (ASSAY_IS_REMARK (self), FALSE);
  g_return_val_if_fail (ASSAY_IS_REMARK (other), FALSE);

  return g_strcmp0 (self->path, other->path) == 0 && g_strcmp0 (self->value, other->value) == 0 &&
         assay_message_equal (self->message, other->message);
}
