/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-connect-session.h"
#include "assay-error.h"
#include "model-check.h"

#define LINK "\"auth_link_url\":\"https://connect.example/?t=1\""

/* Secrets of which nothing is done are not kept, not even for display. */
static void
test_reading (void)
{
  static const char *const unknown[] = { "organization_id: 3", NULL };

  model_check_round_trip (ASSAY_TYPE_CONNECT_SESSION,
                          "{\"id\":\"17\",\"origin_owner_id\":\"o1\","
                          "\"origin_owner_name\":\"Initech\",\"account_id\":\"a1\","
                          "\"created_at\":\"2026-01-01T00:00:00.000Z\"," LINK
                          ",\"external_trigger_token\":\"djEuZX\"}");
  model_check_reads_as (ASSAY_TYPE_CONNECT_SESSION, "{\"id\":17," LINK ",\"token\":\"hidden\"}",
                        "{\"id\":\"17\"," LINK "}");
  model_check_unknown (ASSAY_TYPE_CONNECT_SESSION,
                       "{" LINK ",\"token\":\"hidden\",\"organization_id\":3}", unknown);
}

static void
test_mistakes (void)
{
  static const ModelMistake mistakes[] = {
    { "[]", ASSAY_CORE_ERROR_WRONG_TYPE, "$: expected object, found array" },
    { "{}", ASSAY_CORE_ERROR_MISSING_MEMBER, "$.auth_link_url: missing" },
    { "{\"auth_link_url\":\"\"}", ASSAY_CORE_ERROR_MISSING_MEMBER, "$.auth_link_url: missing" },
    { "{\"auth_link_url\":1}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.auth_link_url: expected text, found number" },
    { "{" LINK ",\"external_trigger_token\":{}}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.external_trigger_token: expected text, found object" },
  };

  model_check_mistakes (ASSAY_TYPE_CONNECT_SESSION, mistakes, G_N_ELEMENTS (mistakes));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/connect-session/reading", test_reading);
  g_test_add_func ("/core/connect-session/mistakes", test_mistakes);

  return g_test_run ();
}
