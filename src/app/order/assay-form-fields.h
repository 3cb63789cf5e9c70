/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-connector-meta.h"

G_BEGIN_DECLS

/**
 * AssayFormField:
 * @path: JSON path of a member of a result
 * @widget: what it is entered in
 * @object: (nullable): the object that holds it, a list if it has several
 * @property: (nullable): the text property of @object
 *
 * A field of a form.
 */
typedef struct
{
  const char *path;
  GtkWidget *widget;
  gpointer object;
  const char *property;
} AssayFormField;

void assay_form_fields_offer (const AssayFormField *fields,
                              gsize n_fields,
                              AssayConnectorMeta *meta,
                              AssayOrderKind kind);

G_END_DECLS
