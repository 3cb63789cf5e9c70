/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SEED_ACCOUNTS 5
#define SEED_PACKAGES 40
#define SEED_JOBS 300
#define SEED_FIRST_NAMES 500
#define SEED_LAST_NAMES 2000
#define SEED_RARE_NAME "Zyxwvut"

/* The first order with the rare name, and how many orders lie between two of them. */
#define SEED_RARE_FIRST 503
#define SEED_RARE_EVERY 100000

/* How many orders come in before the first one's results: who works on an order needs some time. */
#define SEED_LAG 4000

/* Numbers that are the same on every machine and in every version of GLib. */
typedef struct
{
  guint64 state;
} SeedRandom;

typedef enum
{
  SEED_FATE_NONE,
  SEED_FATE_DELIVERED,
  SEED_FATE_DELIVERED_TWICE,
  SEED_FATE_REFUSED,
  SEED_FATE_SUPERSEDED,
  SEED_FATE_WAITING,
} SeedFate;

/* All that is to be known of one order; it follows from the order's number alone. */
typedef struct
{
  char id[24];
  guint number;
  guint account;
  guint package;
  guint job;
  guint first_name;
  guint last_name;
  gboolean rare;
  gboolean background_check;

  SeedFate fate;
  guint result; /* index of a result value */
  guint score;
  gboolean seen;
  gboolean claimed;
  gboolean noted;
  gboolean archived;
  gboolean updated;  /* a second delivery completes it */
  gboolean repeated; /* the first delivery comes twice */
  gint64 delay;      /* how long after its slot began it comes in, as parts of 1000 */
} SeedOrder;

guint64 seed_random_next (SeedRandom *self);
guint seed_random_below (SeedRandom *self, guint limit);
char *seed_random_dup_time_id (SeedRandom *self, gint64 at) G_GNUC_WARN_UNUSED_RESULT;

void seed_order_init (SeedOrder *self, guint number);
gint64 seed_order_get_time (const SeedOrder *self, guint n_orders);

const char *seed_get_account_id (guint index);
const char *seed_get_result_value (guint index);
char *seed_dup_package_name (guint index) G_GNUC_WARN_UNUSED_RESULT;
char *seed_dup_job_title (guint index) G_GNUC_WARN_UNUSED_RESULT;
char *seed_dup_first_name (guint index) G_GNUC_WARN_UNUSED_RESULT;
char *seed_dup_last_name (guint index) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
