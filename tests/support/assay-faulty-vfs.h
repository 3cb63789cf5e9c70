/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayFault:
 * @ASSAY_FAULT_NONE: everything works
 * @ASSAY_FAULT_IO: one write fails
 * @ASSAY_FAULT_FULL: the disk is full from one write on
 * @ASSAY_FAULT_SYNC: one sync fails; writes do not count
 *
 * What goes wrong with the disk.
 */
typedef enum
{
  ASSAY_FAULT_NONE,
  ASSAY_FAULT_IO,
  ASSAY_FAULT_FULL,
  ASSAY_FAULT_SYNC,
} AssayFault;

void assay_faulty_vfs_install (void);
void assay_faulty_vfs_arm (AssayFault fault, guint n_writes);
void assay_faulty_vfs_heal (void);
gboolean assay_faulty_vfs_fired (void);

G_END_DECLS
