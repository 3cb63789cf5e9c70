/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-sim-state.h"

G_BEGIN_DECLS

struct _AssaySimState
{
  GObject parent_instance;

  /* owned */
  char *folder;
  GBytes *seed_table;
  GPtrArray *tables[ASSAY_SIM_N_TABLES];
  AssayJson *hiring;
  GPtrArray *orders;
  GHashTable *orders_by_id;

  guint32 wanted_seed;
  guint32 seed;
  int lock;
};

gboolean assay_sim_state_claim_folder (AssaySimState *self, GError **error);
gboolean assay_sim_state_load_tables (AssaySimState *self, gboolean *found, GError **error);
gboolean assay_sim_state_read_tables (AssaySimState *self, GBytes *content, GError **error);
gboolean assay_sim_state_save_tables (AssaySimState *self, GError **error);
GPtrArray *assay_sim_state_read_orders (AssaySimState *self,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_sim_state_remove_order_files (AssaySimState *self, GError **error);

G_END_DECLS
