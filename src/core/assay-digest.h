/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ASSAY_DIGEST_SIZE:
 *
 * How many bytes a SHA-256 has.
 */
#define ASSAY_DIGEST_SIZE 32

/**
 * AssayDigestPart:
 * @data: (nullable): bytes
 * @size: how many
 *
 * One of the pieces that are digested as if they lay one behind the other.
 */
typedef struct
{
  gconstpointer data;
  gsize size;
} AssayDigestPart;

void assay_digest_sign (const char *key,
                        const AssayDigestPart *parts,
                        guint n_parts,
                        guint8 digest[ASSAY_DIGEST_SIZE]);
void assay_digest_compute (const AssayDigestPart *parts,
                           guint n_parts,
                           guint8 digest[ASSAY_DIGEST_SIZE]);
char *assay_digest_to_hex (const guint8 digest[ASSAY_DIGEST_SIZE]) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
