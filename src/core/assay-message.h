/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AssayTranslateFunc:
 * @singular: the English template
 * @plural: (nullable): the English template for several things, when there is one
 * @n: the number of things
 *
 * Translates a template before its places are filled. The program passes one that calls dgettext()
 * or, when there is a @plural, dngettext().
 *
 * Returns: (transfer none): the translated template
 */
typedef const char *(*AssayTranslateFunc) (const char *singular, const char *plural, gulong n);

#define ASSAY_TYPE_MESSAGE (assay_message_get_type ())

typedef struct _AssayMessage AssayMessage;

GType assay_message_get_type (void) G_GNUC_CONST;

AssayMessage *assay_message_new (const char *singular,
                                 const char *plural,
                                 gulong n) G_GNUC_WARN_UNUSED_RESULT;
AssayMessage *assay_message_ref (AssayMessage *self);
void assay_message_unref (AssayMessage *self);

void assay_message_set (AssayMessage *self, const char *place, const char *text);
void assay_message_set_term (AssayMessage *self, const char *place, const char *word);
void assay_message_set_moment (AssayMessage *self, const char *place, const char *text, gint64 at);
char *assay_message_format (AssayMessage *self, AssayTranslateFunc translate);
gboolean assay_message_equal (AssayMessage *self, AssayMessage *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMessage, assay_message_unref)

G_END_DECLS
