/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AssayJsonKind:
 * @ASSAY_JSON_NULL: `null`
 * @ASSAY_JSON_BOOLEAN: `true` or `false`
 * @ASSAY_JSON_NUMBER: a number, whatever its size
 * @ASSAY_JSON_STRING: a text
 * @ASSAY_JSON_ARRAY: an array
 * @ASSAY_JSON_OBJECT: an object
 *
 * The JSON types.
 */
typedef enum
{
  ASSAY_JSON_NULL,
  ASSAY_JSON_BOOLEAN,
  ASSAY_JSON_NUMBER,
  ASSAY_JSON_STRING,
  ASSAY_JSON_ARRAY,
  ASSAY_JSON_OBJECT,
} AssayJsonKind;

#define ASSAY_TYPE_JSON (assay_json_get_type ())

typedef struct _AssayJson AssayJson;

GType assay_json_get_type (void) G_GNUC_CONST;

AssayJson *assay_json_parse (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
AssayJson *assay_json_new_from_text (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
AssayJson *assay_json_ref (AssayJson *self);
AssayJson *assay_json_parse_received (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void assay_json_unref (AssayJson *self);

AssayJsonKind assay_json_get_kind (AssayJson *self);
const char *assay_json_get_path (AssayJson *self);
char *assay_json_dup_source (AssayJson *self) G_GNUC_WARN_UNUSED_RESULT;
const char *assay_json_get_string (AssayJson *self);
const char *assay_json_get_number (AssayJson *self);
char *assay_json_dup_text (AssayJson *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_json_get_boolean (AssayJson *self);

guint assay_json_get_length (AssayJson *self);
AssayJson *assay_json_dup_element (AssayJson *self, guint index) G_GNUC_WARN_UNUSED_RESULT;
AssayJson *assay_json_dup_member (AssayJson *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *assay_json_dup_member_text (AssayJson *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;
AssayJsonKind assay_json_get_member_kind (AssayJson *self, const char *name);
const char *assay_json_get_member_source (AssayJson *self, const char *name, gsize *length);
gboolean assay_json_has_member (AssayJson *self, const char *name);
GStrv assay_json_dup_members (AssayJson *self) G_GNUC_WARN_UNUSED_RESULT;
AssayJson *assay_json_complete (AssayJson *older, AssayJson *newer) G_GNUC_WARN_UNUSED_RESULT;
char *assay_json_dup_repeated_member (AssayJson *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_json_equal (AssayJson *self, AssayJson *other);
AssayJson *assay_json_merge_patch (AssayJson *target, AssayJson *patch) G_GNUC_WARN_UNUSED_RESULT;

gboolean assay_json_covers (AssayJson *self, AssayJson *other);

const char *assay_json_kind_to_string (AssayJsonKind kind);

gboolean assay_json_check_kind (AssayJson *self, AssayJsonKind kind, GError **error);
gboolean assay_json_read_string (AssayJson *self, const char *member, char **out, GError **error);
gboolean assay_json_read_text (AssayJson *self, const char *member, char **out, GError **error);
gboolean assay_json_read_object (AssayJson *self,
                                 const char *member,
                                 AssayJson **out,
                                 GError **error);
gboolean assay_json_read_array (AssayJson *self,
                                const char *member,
                                AssayJson **out,
                                GError **error);
gboolean assay_json_read_boolean (AssayJson *self,
                                  const char *member,
                                  gboolean *out,
                                  GError **error);
gboolean assay_json_read_int64 (AssayJson *self, const char *member, gint64 *out, GError **error);
gboolean assay_json_read_date_time (AssayJson *self,
                                    const char *member,
                                    gint64 *out,
                                    GError **error);
GStrv assay_json_dup_unknown_members (AssayJson *self,
                                      const char *const *known) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayJson, assay_json_unref)

G_END_DECLS
