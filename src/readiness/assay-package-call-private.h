/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-package-call.h"

G_BEGIN_DECLS

struct _AssayPackageCall
{
  GObject parent_instance;

  /* owned */
  char *content_type;
  char *origin; /* which pages may read the answer */
  char *tls_protocol;
  GPtrArray *redirects; /* of addresses, with a %NULL at the end */
  GBytes *body;
  GTlsCertificate *certificate;
  GError *error;

  const char *name;   /* a literal */
  const char *method; /* a literal */
  GTlsCertificateFlags tls_errors;
  gint64 duration; /* in microseconds */
  guint status;    /* 0 when nothing was answered */
};

AssayPackageCall *assay_package_call_new (const char *name,
                                          const char *method) G_GNUC_WARN_UNUSED_RESULT;
void assay_package_call_add_redirect (AssayPackageCall *self, const char *url);

G_END_DECLS
