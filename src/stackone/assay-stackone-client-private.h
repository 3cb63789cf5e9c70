/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <libsoup/soup.h>

#include "assay-stackone-client.h"

G_BEGIN_DECLS

struct _AssayStackoneClient
{
  GObject parent_instance;

  /* owned */
  char *base_url;
  char *api_key;
  char *accounts_path;
  AssayRateLimiter *rate_limiter;
  AssayClock *clock;
  SoupSession *session;

  /* plain */
  guint timeout;
  gsize max_answer_size;
};

void assay_stackone_client_install_properties (GObjectClass *object_class);
void assay_stackone_client_init_properties (AssayStackoneClient *self);

G_END_DECLS
