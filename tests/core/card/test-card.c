/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-card.h"

#define BODY \
  "{\"result\":{\"value\":\"%s\"},\"score\":{\"value\":\"080\",\"min\":\"0\",\"max\":\"100\"," \
  "\"label\":\"Percentage\"},\"summary\":\"Well done\",\"result_url\":\"https://example.com/r\"," \
  "\"attachments\":[{\"url\":\"https://example.com/a.pdf\",\"content_type\":{\"value\":\"pdf\"}}," \
  "{\"url\":\"https://example.com/b\"}]}"

static AssayMapping *
create_mapping (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) table = g_resources_lookup_data (RESOURCE_PATH "/tables/mapping.json",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  AssayMapping *mapping;

  g_assert_no_error (error);
  mapping = assay_mapping_new_from_bytes (table, &error);
  g_assert_no_error (error);

  return mapping;
}

static AssayCard *
create_view (AssayMapping *mapping,
             AssayAppearance appearance,
             const char *value,
             AssayCardFlags flags)
{
  g_autofree char *text = g_strdup_printf (BODY, value);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJson) json = assay_json_new_from_text (text, &error);

  g_assert_no_error (error);

  return assay_card_new_from_result_json (mapping, appearance, "Logic", json,
                                          ASSAY_ORDER_STATUS_NONE, flags);
}

static void
assert_json (AssayCard *view, const char *expected)
{
  g_autoptr (GBytes) bytes = assay_card_to_json (view, "ord-1");
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_guide (void)
{
  g_autoptr (AssayMapping) mapping = create_mapping ();
  g_autoptr (AssayCard)
    view = create_view (mapping, ASSAY_APPEARANCE_GUIDE, "expired", ASSAY_CARD_DEFAULT);
  g_autofree char *sentence = assay_card_dup_sentence (view, NULL);

  assert_json (view, "{\"order_id\":\"ord-1\",\"package\":\"Logic\",\"appearance\":\"guide\","
                     "\"status\":{\"word\":\"Expired\",\"icon\":\"clock\",\"colour\":\"yellow\"},"
                     "\"score\":{\"text\":\"80/100\",\"label\":\"Percentage\"},"
                     "\"summary\":\"Well done\",\"attachments\":["
                     "{\"title\":\"Result\",\"url\":\"https://example.com/r\"},"
                     "{\"title\":\"PDF\",\"url\":\"https://example.com/a.pdf\"}]}");
  g_assert_cmpstr (sentence, ==,
                   "Logic: Expired, Percentage 80 out of 100, 2 attachments. Summary: Well done");
  g_assert_cmpuint (assay_card_get_notes (view)->len, ==, 4);
}

static void
test_card (void)
{
  g_autoptr (AssayMapping) mapping = create_mapping ();
  g_autoptr (AssayCard)
    view = create_view (mapping, ASSAY_APPEARANCE_CARD, "in_progress", ASSAY_CARD_RESULT_URL_LAST);
  GPtrArray *invisible = assay_card_get_invisible (view);
  static const char *const paths[] = { "$.score.min", "$.summary", "$.attachments[1]" };

  assert_json (view,
               "{\"order_id\":\"ord-1\",\"package\":\"Logic\",\"appearance\":\"card\","
               "\"status\":{\"word\":\"In progress\",\"icon\":\"dots\",\"colour\":\"yellow\"},"
               "\"score\":{\"text\":\"80/100\",\"label\":\"Percentage\"},\"summary\":null,"
               "\"attachments\":["
               "{\"title\":\"View attachment (1)\",\"url\":\"https://example.com/a.pdf\"},"
               "{\"title\":\"View attachment (2)\",\"url\":\"https://example.com/r\"}]}");
  g_assert_cmpuint (invisible->len, ==, G_N_ELEMENTS (paths));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_cmpstr (assay_remark_get_path (invisible->pdata[i]), ==, paths[i]);
}

static void
test_new_order (void)
{
  g_autoptr (AssayMapping) mapping = create_mapping ();
  g_autoptr (AssayCard)
    view = assay_card_new_from_result_json (mapping, ASSAY_APPEARANCE_GUIDE, NULL, NULL,
                                            ASSAY_ORDER_STATUS_NONE, ASSAY_CARD_DEFAULT);

  g_assert_cmpstr (assay_card_get_word (view), ==, "Pending");
  g_assert_cmpint (assay_card_get_colour (view), ==, ASSAY_STATUS_COLOUR_GREY);
  g_assert_null (assay_card_get_score_text (view));
}

/* Whatever members hold, the view only leaves them out. */
static void
test_wrong_types (void)
{
  g_autoptr (AssayMapping) mapping = create_mapping ();
  g_autoptr (AssayJson) json = assay_json_new_from_text (
    "{\"result\":5,\"score\":[],\"summary\":{},\"attachments\":[1,null,{\"url\":3}]}", NULL);
  g_autoptr (AssayCard)
    view = assay_card_new_from_result_json (mapping, ASSAY_APPEARANCE_CLASSIC, "x", json,
                                            ASSAY_ORDER_STATUS_COMPLETED, ASSAY_CARD_DEFAULT);

  g_assert_cmpint (assay_card_get_status (view), ==, ASSAY_ORDER_STATUS_COMPLETED);
  g_assert_cmpuint (assay_card_get_links (view)->len, ==, 0);
}

/* Only what is no whole number is said to be none. */
static void
test_not_whole (void)
{
  static const struct
  {
    const char *path;
    const char *message;
  } expected[] = {
    { "$.score.value", "Only whole numbers are shown" },
    { "$.score.min", "Shown only when value, minimum and maximum are whole numbers" },
    { "$.score.max", "Shown only when value, minimum and maximum are whole numbers" },
  };
  g_autoptr (AssayMapping) mapping = create_mapping ();
  g_autoptr (AssayJson) json =
    assay_json_new_from_text ("{\"score\":{\"value\":\"87.5\",\"min\":\"0\",\"max\":\"100\"}}",
                              NULL);
  g_autoptr (AssayCard)
    view = assay_card_new_from_result_json (mapping, ASSAY_APPEARANCE_GUIDE, NULL, json,
                                            ASSAY_ORDER_STATUS_COMPLETED, ASSAY_CARD_DEFAULT);
  GPtrArray *invisible = assay_card_get_invisible (view);

  g_assert_null (assay_card_get_score_text (view));
  g_assert_cmpuint (invisible->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *message = assay_remark_dup_message (invisible->pdata[i], NULL);

      g_assert_cmpstr (assay_remark_get_path (invisible->pdata[i]), ==, expected[i].path);
      g_assert_cmpstr (message, ==, expected[i].message);
    }
}

static void
count_cb (AssayMapping *mapping, guint *count)
{
  *count += 1;
}

static void
test_override (void)
{
  g_autoptr (AssayMapping) mapping = create_mapping ();
  g_autoptr (AssayMapping) other = create_mapping ();
  g_autoptr (GBytes) saved = NULL;
  g_autoptr (GError) error = NULL;
  guint count = 0;

  g_signal_connect (mapping, "changed", G_CALLBACK (count_cb), &count);
  assay_mapping_set_status (mapping, "cancelled", ASSAY_ORDER_STATUS_EXPIRED);
  g_assert_cmpuint (count, ==, 1);
  g_assert_true (assay_mapping_get_overridden (mapping));

  saved = assay_mapping_override_to_json (mapping);
  g_assert_true (assay_mapping_apply_override (other, saved, &error));
  g_assert_no_error (error);
  g_assert_cmpint (assay_mapping_lookup_status (other, "cancelled"), ==,
                   ASSAY_ORDER_STATUS_EXPIRED);

  assay_mapping_reset (mapping);
  g_assert_cmpuint (count, ==, 2);
  g_assert_cmpint (assay_mapping_lookup_status (mapping, "cancelled"), ==,
                   ASSAY_ORDER_STATUS_REJECTED);
  assay_mapping_reset (mapping);
  g_assert_cmpuint (count, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/card/guide", test_guide);
  g_test_add_func ("/core/card/card", test_card);
  g_test_add_func ("/core/card/new-order", test_new_order);
  g_test_add_func ("/core/card/wrong-types", test_wrong_types);
  g_test_add_func ("/core/card/not-whole", test_not_whole);
  g_test_add_func ("/core/card/override", test_override);

  return g_test_run ();
}
