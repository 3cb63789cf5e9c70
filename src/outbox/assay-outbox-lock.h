/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayOutboxError:
 * @ASSAY_OUTBOX_ERROR_HELD: another process, or another holder in this one, sends for the folder
 * @ASSAY_OUTBOX_ERROR_FAILED: the lock file cannot be opened or locked
 *
 * What can go wrong in the outbox itself.
 */
typedef enum
{
  ASSAY_OUTBOX_ERROR_HELD,
  ASSAY_OUTBOX_ERROR_FAILED,
} AssayOutboxError;

#define ASSAY_OUTBOX_ERROR (assay_outbox_error_quark ())

GQuark assay_outbox_error_quark (void);

/**
 * AssayOutboxLock:
 *
 * The right to send for a folder.
 */
typedef struct _AssayOutboxLock AssayOutboxLock;

AssayOutboxLock *assay_outbox_lock_take (const char *folder,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
AssayOutboxLock *assay_outbox_lock_ref (AssayOutboxLock *self);
void assay_outbox_lock_release (AssayOutboxLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayOutboxLock, assay_outbox_lock_release)

G_END_DECLS
