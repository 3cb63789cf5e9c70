/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-event-body.h"
#include "fuzz.h"

static GBytes *
write_event (const AssayEventKind *kind, const AssayEventBody *body)
{
  const char *order_key = kind->about_order ? "acc/1" : NULL;
  g_autoptr (AssayEvent) event = assay_event_build (kind->name, "e1", 1, order_key, "fuzz", body);

  return g_bytes_ref (assay_event_get_body (event));
}

static AssayEventBody *
read_event (const AssayEventKind *kind, GBytes *bytes)
{
  g_autoptr (AssayEvent) event = assay_event_new ("e1", 1, NULL, kind->name, "fuzz", bytes);
  g_autoptr (GError) error = NULL;
  AssayEventBody *body = assay_event_read (event, &error);

  g_assert_no_error (error);

  return body;
}

/* The order in what came in is the same, or is missed for the same reason. */
static void
check_order (AssayEventBody *body, AssayEventBody *again)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again_error = NULL;
  g_autoptr (AssayJson) order = assay_event_body_dup_order (body, &error);
  g_autoptr (AssayJson) again_order = assay_event_body_dup_order (again, &again_error);
  g_autofree char *source = order != NULL ? assay_json_dup_source (order) : NULL;
  g_autofree char *again_source = again_order != NULL ? assay_json_dup_source (again_order) : NULL;

  g_assert_true ((order == NULL) == (error != NULL));
  g_assert_cmpstr (again_source, ==, source);
  g_assert_true ((again_error == NULL) == (error == NULL));
  if (error != NULL)
    g_assert_true (g_error_matches (again_error, error->domain, error->code));
  g_assert_cmpint (assay_event_body_get_date (again), ==, assay_event_body_get_date (body));
}

/* What came in stands in the stored event byte for byte. An event of another kind may hold JSON
 * with a member of that name. */
static void
check_received (GBytes *stored, GBytes *received)
{
  g_autoptr (GBytes) cut = assay_event_cut_received (stored);

  if (received == NULL)
    return;

  g_assert_nonnull (cut);
  fuzz_assert_equal (cut, received);
}

static void
check_kind (const AssayEventKind *kind, AssayJson *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayEventBody) body = assay_event_body_read (kind->name, json, &error);
  g_autoptr (AssayEventBody) again = NULL;
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GBytes) rewritten = NULL;

  g_assert_true ((body == NULL) == (error != NULL));
  if (body == NULL)
    return;

  written = write_event (kind, body);
  again = read_event (kind, written);
  rewritten = write_event (kind, again);
  fuzz_assert_equal (rewritten, written);
  check_received (written, body->received);

  /* Members of older versions are not written any more. */
  if (body->order == NULL && body->webhook == NULL)
    check_order (body, again);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GBytes) cut = assay_event_cut_received (bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJson) json = assay_json_parse (bytes, &error);
  guint n_kinds;
  const AssayEventKind *kinds = assay_event_kind_list (&n_kinds);

  if (cut != NULL)
    g_assert_cmpuint (g_bytes_get_size (cut), <, size);
  for (guint i = 0; json != NULL && i < n_kinds; i++)
    check_kind (&kinds[i], json);
  return 0;
}
