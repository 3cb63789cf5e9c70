/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* What the orders of a seeded journal are. Everything follows from the number of an order, so that
 * whoever measures knows what is there without reading it. */

#include "config.h"

#include "seed-plan.h"

#include <string.h>

#define SEED G_GUINT64_CONSTANT (0x5eedA55a5eedA55a)
#define GOLDEN G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

/* The orders come in from 2024-06-01 to 2026-06-01. */
#define FIRST_DAY G_GINT64_CONSTANT (1717200000000000)
#define TWO_YEARS (G_TIME_SPAN_DAY * 730)

/* splitmix64 */
guint64
seed_random_next (SeedRandom *self)
{
  guint64 z = self->state += GOLDEN;

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

guint
seed_random_below (SeedRandom *self, guint limit)
{
  return (guint) (((seed_random_next (self) >> 32) * limit) >> 32);
}

/* As assay_time_id_new() makes them. */
char *
seed_random_dup_time_id (SeedRandom *self, gint64 at)
{
  guint64 ms = (guint64) at / G_TIME_SPAN_MILLISECOND;
  guint64 low = seed_random_next (self);
  guint64 high = seed_random_next (self);

  return g_strdup_printf ("%08x-%04x-7%03x-%04x-%04x%08x", (guint) (ms >> 16),
                          (guint) (ms & 0xffff), (guint) (low & 0xfff),
                          (guint) (0x8000 | ((low >> 12) & 0x3fff)), (guint) (low >> 48),
                          (guint) (high >> 32));
}

/* A few names are frequent and many are rare, as among people. */
static guint
draw_name (SeedRandom *random, guint n_names)
{
  guint64 draw = seed_random_below (random, 1 << 16);

  return (guint) (((draw * draw) >> 16) * n_names >> 16);
}

static gboolean
happens (SeedRandom *random, guint parts_of_1000)
{
  return seed_random_below (random, 1000) < parts_of_1000;
}

static SeedFate
draw_fate (SeedRandom *random)
{
  guint draw = seed_random_below (random, 10000);

  if (draw < 2500)
    return SEED_FATE_DELIVERED;
  if (draw < 3000)
    return SEED_FATE_DELIVERED_TWICE;
  if (draw < 3150)
    return SEED_FATE_REFUSED;
  if (draw < 3200)
    return SEED_FATE_SUPERSEDED;

  return draw < 3202 ? SEED_FATE_WAITING : SEED_FATE_NONE;
}

void
seed_order_init (SeedOrder *self, guint number)
{
  SeedRandom random = { SEED ^ (number * GOLDEN) };

  memset (self, 0, sizeof *self);
  self->number = number;
  g_snprintf (self->id, sizeof self->id, "ord%016" G_GINT64_MODIFIER "x",
              seed_random_next (&random));
  self->account = draw_name (&random, SEED_ACCOUNTS);
  self->package = draw_name (&random, SEED_PACKAGES);
  self->background_check = self->package % 3 == 0;
  self->job = draw_name (&random, SEED_JOBS);
  self->first_name = draw_name (&random, SEED_FIRST_NAMES);
  self->last_name = draw_name (&random, SEED_LAST_NAMES);
  self->rare = number % SEED_RARE_EVERY == SEED_RARE_FIRST;

  self->fate = draw_fate (&random);
  self->result = seed_random_below (&random, 7);
  self->score = seed_random_below (&random, 101);
  self->seen = self->fate != SEED_FATE_NONE || happens (&random, 900);
  self->claimed = happens (&random, 60);
  self->noted = happens (&random, 30);
  self->archived = happens (&random, 40);
  self->updated = happens (&random, 10);
  self->repeated = happens (&random, 5);
  self->delay = seed_random_below (&random, 1000);
}

/* Orders come in one after the other, each in its own slot. */
gint64
seed_order_get_time (const SeedOrder *self, guint n_orders)
{
  gint64 slot = TWO_YEARS / MAX (n_orders, 1);

  return FIRST_DAY + slot * self->number + slot * self->delay / 1000;
}

const char *
seed_get_account_id (guint index)
{
  static const char *const ids[SEED_ACCOUNTS] = {
    "45355976281015164504", "45355976281015164505", "46120037714400012931",
    "46120037714400012932", "47000820013375551000",
  };

  return ids[index % SEED_ACCOUNTS];
}

/* One for each status, and a second one where a status has two. */
const char *
seed_get_result_value (guint index)
{
  static const char *const values[] = {
    "pending", "in_progress", "completed", "passed", "failed", "cancelled", "expired",
  };

  return values[index % G_N_ELEMENTS (values)];
}

char *
seed_dup_package_name (guint index)
{
  static const char *const subjects[] = { "Typing",    "Coding",   "Numeracy", "Credit",
                                          "Language",  "Identity", "Driving",  "Logic",
                                          "Education", "Memory" };
  static const char *const sorts[] = { "basic", "advanced", "express", "complete" };

  return g_strdup_printf ("%s check %s", subjects[index % 10], sorts[index / 10 % 4]);
}

char *
seed_dup_job_title (guint index)
{
  static const char *const levels[] = { "Junior", "Senior", "Lead", "Deputy", "Chief" };
  static const char *const fields[] = { "Data",    "Field",  "Sales",   "Night",   "Payroll",
                                        "Quality", "Export", "Harbour", "Finance", "Support" };
  static const char *const roles[] = { "engineer", "analyst", "manager",
                                       "clerk",    "planner", "driver" };

  return g_strdup_printf ("%s %s %s", levels[index % 5], fields[index / 5 % 10],
                          roles[index / 50 % 6]);
}

char *
seed_dup_first_name (guint index)
{
  static const char *const starts[] = {
    "A",  "Ma", "Jo", "Li", "Ka", "Sa", "E", "Ni", "To", "Ra",
    "Da", "Zo", "Pe", "Lu", "Ha", "Mi", "O", "Ve", "I",  "Ber"
  };
  static const char *const ends[] = { "na",  "ria", "nas", "ra",  "tha", "rin", "mir", "la",  "mas",
                                      "lf",  "vid", "ë",   "ter", "isa", "nne", "kko", "lga", "dan",
                                      "sko", "lin", "nt",  "yo",  "ko",  "bel", "go" };

  return g_strconcat (starts[index % 20], ends[index / 20 % 25], NULL);
}

char *
seed_dup_last_name (guint index)
{
  static const char *const starts[] = { "Mül", "Ber", "Schu", "Ka", "Tor", "Win", "Lind",
                                        "Ols", "Gar", "Ro",   "Va", "Har", "Pe",  "No",
                                        "Ei",  "Sta", "Bra",  "Fi", "Du",  "Ko" };
  static const char *const middles[] = {
    "le", "ga", "mi", "ro", "ne", "da", "si", "vo", "ta", "ke"
  };
  static const char *const ends[] = { "r", "nn",  "sen", "ster", "wski",
                                      "z", "lli", "rt",  "x",    "gård" };

  return g_strconcat (starts[index % 20], middles[index / 20 % 10], ends[index / 200 % 10], NULL);
}
