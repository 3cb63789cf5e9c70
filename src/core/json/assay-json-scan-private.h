/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

#include "assay-json.h"

G_BEGIN_DECLS

/* How deep arrays and objects may nest; the sixty-fifth opening bracket is refused. */
#define ASSAY_JSON_MAX_DEPTH 64
/* How many values and member names one document may hold. It bounds the memory that a hostile
 * body of nothing but `0,0,0,…` can cost.
 */
#define ASSAY_JSON_MAX_TOKENS 2000000

/*
 * AssayJsonToken:
 * @start: offset of the first byte of the value
 * @end: offset behind its last byte
 * @next: index of the token behind this one and all that it contains
 * @kind: kind of the value; a member name is a string token in front of its value
 */
typedef struct
{
  guint32 start;
  guint32 end;
  guint32 next;
  AssayJsonKind kind;
} AssayJsonToken;

GArray *assay_json_scan (const char *text,
                         gsize length,
                         guint max_depth,
                         guint max_tokens,
                         GError **error);
char *assay_json_decode (const char *quoted, gsize length);

/* A member as it is written; no NUL ends the texts. */
typedef struct
{
  const char *name;
  gsize name_length;
  const char *source;
  gsize length;
} AssayJsonMember;

gboolean assay_json_has_plain_names (AssayJson *self);
gboolean assay_json_next_member (AssayJson *self, guint32 *at, AssayJsonMember *member);

AssayJson *assay_json_parse_limited (GBytes *bytes,
                                     guint max_depth,
                                     guint max_tokens,
                                     GError **error);

G_END_DECLS
