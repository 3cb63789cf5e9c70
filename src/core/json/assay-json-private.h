/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json-scan-private.h"

G_BEGIN_DECLS

/* What all values of one document share. */
typedef struct
{
  /* owned */
  GBytes *bytes;
  GArray *tokens;

  /* borrowed from bytes, behind a byte order mark */
  const char *text;

  /* plain */
  gboolean has_escapes;
} AssayJsonDocument;

struct _AssayJson
{
  /* owned */
  AssayJsonDocument *document;
  AssayJson *parent; /* NULL for the root */
  char *text;
  GArray *elements;

  /* owned, atomic: from names to values of an object with many members that was asked for one */
  GHashTable *places;

  /* owned, atomic: made when it is asked for, which is hardly ever */
  char *path;

  /* plain */
  guint32 index;
  guint position; /* in an array */
};

static inline const AssayJsonToken *
assay_json_document_get (AssayJsonDocument *document, guint32 index)
{
  return &g_array_index (document->tokens, AssayJsonToken, index);
}

static inline char *
assay_json_document_decode (AssayJsonDocument *document, guint32 index)
{
  const AssayJsonToken *token = assay_json_document_get (document, index);

  return assay_json_decode (document->text + token->start, token->end - token->start);
}

static inline const AssayJsonToken *
assay_json_get_token (AssayJson *self)
{
  return assay_json_document_get (self->document, self->index);
}

AssayJson *assay_json_value_new (AssayJson *parent, guint32 index);
char *assay_json_dup_text_of (AssayJsonDocument *document, guint32 index);
guint32 assay_json_find_member (AssayJson *self, const char *name);
char *assay_json_dup_member_path (AssayJson *self, const char *name);

G_END_DECLS
