/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* One answer of the script. */
typedef struct
{
  guint status;
  const char *retry_after; /* NULL for none */
  const char *body;
} AssayMockAnswer;

/* What was asked. */
typedef struct
{
  char *order_id;
  char *body;
} AssayMockRequest;

/* StackOne's end: gives the answers of the script in turn, and takes everything after it. */
typedef struct
{
  SoupServer *server;
  char *url;
  GPtrArray *requests;           /* AssayMockRequest */
  GPtrArray *held;               /* SoupServerMessage */
  const AssayMockAnswer *script; /* ends with status 0 */
  guint port;
  gboolean holding;
} AssayMockStackone;

AssayMockStackone *assay_mock_stackone_new (void) G_GNUC_WARN_UNUSED_RESULT;
void assay_mock_stackone_free (AssayMockStackone *self);
void assay_mock_stackone_vanish (AssayMockStackone *self);
void assay_mock_stackone_appear (AssayMockStackone *self);
void assay_mock_stackone_release (AssayMockStackone *self);
const char *assay_mock_stackone_get (AssayMockStackone *self, guint i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMockStackone, assay_mock_stackone_free)

G_END_DECLS
