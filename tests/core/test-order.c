/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-error.h"
#include "assay-order.h"
#include "assay-support.h"
#include "model-check.h"

ASSAY_DEFINE_MODEL_TYPE (order)

static void
test_keys (void)
{
  static const struct
  {
    const char *account_id;
    const char *id;
    const char *key;
  } cases[] = {
    { "456551489512493412", "3223323715753018140", "456551489512493412/3223323715753018140" },
    { "a/b", "ord/1 é", "a%2Fb/ord%2F1%20%C3%A9" },
    { "", "%2F", "/%252F" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayOrder) order = assay_order_new ();
      g_autofree char *key = NULL;
      g_autofree char *account_id = NULL;
      g_autofree char *id = NULL;

      assay_order_set_account_id (order, cases[i].account_id);
      assay_order_set_id (order, cases[i].id);
      key = assay_order_dup_key (order);
      g_assert_cmpstr (key, ==, cases[i].key);
      g_assert_true (assay_order_parse_key (key, &account_id, &id));
      g_assert_cmpstr (account_id, ==, cases[i].account_id);
      g_assert_cmpstr (id, ==, cases[i].id);
    }
}

static void
test_no_keys (void)
{
  static const char * const keys[] = { "", "a", "a/b/c", "a/%2", "%zz/b", "a/%00" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      char *account_id = (char *) keys[i];
      char *id = (char *) keys[i];

      g_assert_false (assay_order_parse_key (keys[i], &account_id, &id));
      g_assert_null (account_id);
      g_assert_null (id);
    }
}

static void
test_texts (void)
{
  static const char * const texts[] = {
    "id", "remote-id", "account-id", "results-update-url", "claimed-by", "score-text", NULL,
  };
  AssayOrder *order = assay_order_new ();

  model_check_texts (order, texts);
  model_check_passthrough (order);
  g_assert_finalize_object (order);
}

static void
test_parts (void)
{
  static const char * const names[] = {
    "package", "application", "job", "candidate", "requester",
  };
  AssayOrder *order = assay_order_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (order), names[i]);
      g_auto (GValue) value = G_VALUE_INIT;
      GObject *part = g_object_new (pspec->value_type, NULL);

      g_value_init (&value, pspec->value_type);
      g_value_set_object (&value, part);
      model_check_property (order, names[i], &value);
      g_value_reset (&value);
      model_check_property (order, names[i], &value);
      g_assert_finalize_object (part);
    }
  g_assert_finalize_object (order);
}

static void
test_states (void)
{
  static const struct
  {
    const char *property;
    int value;
  } cases[] = {
    { "kind", ASSAY_ORDER_KIND_BACKGROUND_CHECK },
    { "status", ASSAY_ORDER_STATUS_EXPIRED },
    { "sending", ASSAY_ORDER_SENDING_REFUSED },
    { "new", TRUE },
    { "archived", TRUE },
    { "entered-by-hand", TRUE },
    { "version", 7 },
    { "received-at", 8 },
  };
  AssayOrder *order = assay_order_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GParamSpec *pspec =
        g_object_class_find_property (G_OBJECT_GET_CLASS (order), cases[i].property);
      g_auto (GValue) number = G_VALUE_INIT;
      g_auto (GValue) value = G_VALUE_INIT;

      g_value_init (&value, pspec->value_type);
      if (G_IS_PARAM_SPEC_ENUM (pspec))
        {
          g_value_set_enum (&value, cases[i].value);
        }
      else
        {
          g_value_init (&number, G_TYPE_INT);
          g_value_set_int (&number, cases[i].value);
          g_assert_true (g_value_transform (&number, &value));
        }
      model_check_property (order, cases[i].property, &value);
      model_check_property (order, cases[i].property, g_param_spec_get_default_value (pspec));
    }
  g_assert_finalize_object (order);
}

static void
test_finalize (void)
{
  AssayOrder *order =
    model_read (&order_type, "{\"package\":{\"tests\":[{}]},\"application\":{},\"job\":"
                             "{\"hiring_team\":[{}]},\"candidate\":{\"emails\":[\"a\"]},"
                             "\"requester\":{},\"passthrough\":{},\"other\":1}");
  AssayCandidate *candidate = g_object_ref (assay_order_get_candidate (order));

  g_assert_finalize_object (order);
  g_assert_finalize_object (candidate);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/order/keys", test_keys);
  g_test_add_func ("/core/order/no-keys", test_no_keys);
  g_test_add_func ("/core/order/texts", test_texts);
  g_test_add_func ("/core/order/parts", test_parts);
  g_test_add_func ("/core/order/states", test_states);
  g_test_add_func ("/core/order/finalize", test_finalize);
  return g_test_run ();
}
