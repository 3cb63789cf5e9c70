/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json.h"
#include "assay-mapping.h"

G_BEGIN_DECLS

#define ASSAY_N_ORDER_STATUSES (ASSAY_ORDER_STATUS_EXPIRED + 1)

/* One result value and the status that it leads to. */
typedef struct
{
  AssayOrderStatus status;
  char *source;
} AssayMappingValue;

/* A sentence for people, with its source. */
typedef struct
{
  char *text;
  char *plural;
  char *source;
} AssayMappingText;

/* What an appearance does beside the status. */
typedef struct
{
  gboolean summary;
  char *result_link;
  GHashTable *attachment_links; /* content type -> title; "other" serves the rest */
  char *source;
} AssayAppearanceRules;

/* A parsed `mapping.json`. An override holds only what the user changed; everything else is %NULL
 * or missing. */
typedef struct
{
  GPtrArray *value_order; /* char*, as in the table */
  GHashTable *values;     /* char* -> AssayMappingValue* */
  AssayStatusLook *looks[ASSAY_N_ORDER_STATUSES][ASSAY_N_APPEARANCES];
  AssayAppearanceRules *rules[ASSAY_N_APPEARANCES];
  GHashTable *texts; /* "invisible/minimum", "notes/expired", "sentences/score" ... */
} AssayMappingTable;

AssayMappingTable *assay_mapping_table_new (void);
AssayMappingTable *assay_mapping_table_parse (GBytes *bytes, gboolean partial, GError **error);
void assay_mapping_table_free (AssayMappingTable *self);
GBytes *assay_mapping_table_to_json (AssayMappingTable *self);
void assay_mapping_table_set_value (AssayMappingTable *self,
                                    const char *value,
                                    AssayOrderStatus status,
                                    const char *source);
gboolean assay_mapping_table_is_empty (AssayMappingTable *self);

AssayStatusLook *assay_status_look_new (const char *word,
                                        AssayStatusIcon icon,
                                        AssayStatusColour colour,
                                        const char *source);
void assay_status_look_free (AssayStatusLook *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMappingTable, assay_mapping_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayStatusLook, assay_status_look_free)

G_END_DECLS
