/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-card.h"
#include "assay-error.h"
#include "assay-support.h"

static AssayMapping *
load_mapping (void)
{
  g_autoptr (GBytes) table = assay_load_bytes ("../../resources/tables/mapping.json");
  g_autoptr (GError) error = NULL;
  AssayMapping *mapping = assay_mapping_new_from_bytes (table, &error);

  g_assert_no_error (error);

  return mapping;
}

static void
test_round_trip (void)
{
  g_autoptr (AssayMapping) mapping = load_mapping ();
  g_autoptr (AssayJson) result = NULL;

  result = assay_json_from_text ("{\"result\":{\"value\":\"completed\"},"
                                 "\"score\":{\"value\":\"80\",\"min\":\"0\",\"max\":\"100\","
                                 "\"label\":\"Percentage\"},\"summary\":\"Fine\","
                                 "\"result_url\":\"https://example.com/r\"}");
  for (guint i = 0; i < ASSAY_N_APPEARANCES; i++)
    {
      g_autoptr (AssayCard) view = NULL;
      g_autoptr (AssayCard) read = NULL;
      g_autoptr (GBytes) card = NULL;
      g_autoptr (GBytes) again = NULL;
      g_autoptr (AssayJson) json = NULL;
      g_autofree char *sentence = NULL;
      g_autofree char *read_sentence = NULL;
      g_autoptr (GError) error = NULL;

      view = assay_card_new_from_result_json (mapping, i, "Cognitive Ability", result,
                                              ASSAY_ORDER_STATUS_PENDING, ASSAY_CARD_DEFAULT);
      card = assay_card_to_json (view, "ord-1");
      json = assay_json_parse (card, &error);
      g_assert_no_error (error);
      read = assay_card_new_from_json (mapping, json, &error);
      g_assert_no_error (error);
      again = assay_card_to_json (read, "ord-1");
      g_assert_true (g_bytes_equal (again, card));

      sentence = assay_card_dup_sentence (view, NULL);
      read_sentence = assay_card_dup_sentence (read, NULL);
      g_assert_cmpstr (read_sentence, ==, sentence);
    }
}

static void
test_faults (void)
{
  static const struct
  {
    const char *card;
    AssayCoreError code;
    const char *message;
  } faults[] = {
    { "[]", ASSAY_CORE_ERROR_WRONG_TYPE, "$: expected object, found array" },
    { "{}", ASSAY_CORE_ERROR_INVALID_VALUE,
      "$.appearance: expected “guide”, “card” or “classic”, found “”" },
    { "{\"appearance\":\"card\",\"status\":{\"icon\":\"star\",\"colour\":\"red\"}}",
      ASSAY_CORE_ERROR_INVALID_VALUE, "$.status: “star” in “red” is no status icon of a card" },
    { "{\"appearance\":\"card\",\"score\":{\"text\":80}}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.score.text: expected text, found number" },
    { "{\"appearance\":\"card\",\"attachments\":[1]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.attachments[0]: expected object, found number" },
  };
  g_autoptr (AssayMapping) mapping = load_mapping ();

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (AssayJson) json = assay_json_from_text (faults[i].card);
      g_autoptr (GError) error = NULL;

      g_assert_null (assay_card_new_from_json (mapping, json, &error));
      g_assert_error (error, ASSAY_CORE_ERROR, (int) faults[i].code);
      g_assert_cmpstr (error->message, ==, faults[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/card/card/round-trip", test_round_trip);
  g_test_add_func ("/core/card/card/faults", test_faults);

  return g_test_run ();
}
