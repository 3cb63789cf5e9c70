/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-sim-order.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SIM_STATE (assay_sim_state_get_type ())

G_DECLARE_FINAL_TYPE (AssaySimState, assay_sim_state, ASSAY, SIM_STATE, GObject)

/**
 * AssaySimTable:
 * @ASSAY_SIM_TABLE_ACCOUNTS: StackOne's linked accounts
 * @ASSAY_SIM_TABLE_PACKAGES: assessment packages
 * @ASSAY_SIM_TABLE_CHECKS: background check packages
 * @ASSAY_SIM_TABLE_JOBS: jobs with their hiring teams
 * @ASSAY_SIM_TABLE_CANDIDATES: people and their applications
 * @ASSAY_SIM_TABLE_OFFERED: what the partner's package list endpoint answered last
 *
 * The tables of records, each a JSON object with an `id`.
 */
typedef enum
{
  ASSAY_SIM_TABLE_ACCOUNTS,
  ASSAY_SIM_TABLE_PACKAGES,
  ASSAY_SIM_TABLE_CHECKS,
  ASSAY_SIM_TABLE_JOBS,
  ASSAY_SIM_TABLE_CANDIDATES,
  ASSAY_SIM_TABLE_OFFERED,
} AssaySimTable;

#define ASSAY_SIM_N_TABLES (ASSAY_SIM_TABLE_OFFERED + 1)

AssaySimState *assay_sim_state_new (const char *folder,
                                    guint32 seed,
                                    GBytes *seed_table) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_sim_state_load (AssaySimState *self, GError **error);
gboolean assay_sim_state_reset (AssaySimState *self, GError **error);

GPtrArray *assay_sim_state_get_table (AssaySimState *self, AssaySimTable table);
AssayJson *assay_sim_state_find (AssaySimState *self, AssaySimTable table, const char *id);
gboolean assay_sim_state_store (AssaySimState *self,
                                AssaySimTable table,
                                AssayJson *record,
                                GError **error);
gboolean assay_sim_state_replace_table (AssaySimState *self,
                                        AssaySimTable table,
                                        GPtrArray *records,
                                        GError **error);
AssayJson *assay_sim_state_get_hiring (AssaySimState *self);
gboolean assay_sim_state_set_hiring (AssaySimState *self, AssayJson *hiring, GError **error);

GPtrArray *assay_sim_state_get_orders (AssaySimState *self);
AssaySimOrder *assay_sim_state_find_order (AssaySimState *self, const char *id);
gboolean assay_sim_state_add_order (AssaySimState *self, AssaySimOrder *order, GError **error);
gboolean assay_sim_state_save_order (AssaySimState *self, AssaySimOrder *order, GError **error);

char *assay_sim_state_make_id (AssaySimState *self,
                               const char *what,
                               guint number) G_GNUC_WARN_UNUSED_RESULT;
char *assay_sim_state_make_remote_id (AssaySimState *self,
                                      const char *what,
                                      guint number) G_GNUC_WARN_UNUSED_RESULT;
char *assay_sim_state_make_digits (AssaySimState *self,
                                   const char *what,
                                   guint number) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
