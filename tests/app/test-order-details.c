/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>

#include "assay-support.h"
#include "order/assay-order-details.h"

#define FULL \
  "{\"id\":\"o-1\",\"candidate\":{\"id\":\"c-1\",\"first_name\":\"Zoë\"," \
  "\"emails\":[{\"value\":\"zoe@example.com\"}]},\"package\":{\"name\":\"Coding\"}," \
  "\"job\":{\"title\":\"Engineer\"},\"assay\":{\"account_id\":\"acc\"}}"
#define OTHER \
  "{\"id\":\"o-2\",\"candidate\":{\"id\":\"c-2\",\"first_name\":\"Ada\"," \
  "\"emails\":[{\"value\":\"ada@example.com\"}]},\"package\":{\"name\":\"Poetry\"}," \
  "\"job\":{\"title\":\"Poet\"},\"assay\":{\"account_id\":\"acc\"}}"
#define LITTLE "{\"id\":\"o-3\",\"candidate\":{\"id\":\"c-3\"},\"assay\":{\"account_id\":\"acc\"}}"

static AssayOrder *
read_order (const char *text)
{
  g_autoptr (AssayJson) json = assay_json_from_text (text);
  g_autoptr (GError) error = NULL;
  AssayOrder *order = assay_order_new_from_json (json, &error);

  g_assert_no_error (error);

  return order;
}

static void
collect (GtkWidget *widget, GPtrArray *rows)
{
  if (ADW_IS_PREFERENCES_GROUP (widget) || ADW_IS_ACTION_ROW (widget))
    g_ptr_array_add (rows, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, rows);
}

/* Returns: (transfer full): what is shown but the time, a line for each row */
static char *
describe (GPtrArray *rows)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget *widget = g_ptr_array_index (rows, i);

      if (ADW_IS_PREFERENCES_GROUP (widget))
        g_string_append_printf (text, "%s\n",
                                adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (widget)));
      else if (!g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)),
                             "Received"))
        g_string_append_printf (text, "  %s: %s%s\n",
                                adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)),
                                adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)),
                                gtk_widget_has_css_class (widget, "absent") ? " (absent)" : "");
    }

  return g_strdup (text->str);
}

static GPtrArray *
show (AssayOrderDetails *details, const char *text, const char *expected)
{
  g_autoptr (AssayOrder) order = read_order (text);
  g_autofree char *shown = NULL;
  GPtrArray *rows = g_ptr_array_new ();

  assay_order_details_set_order (details, order);
  collect (GTK_WIDGET (details), rows);
  shown = describe (rows);
  g_assert_cmpstr (shown, ==, expected);

  return rows;
}

#define ABSENT ": Not given with this kind of access (absent)\n"
#define REQUESTER "Requester\n  Name" ABSENT
#define ORDER(id) "Order\n  Kind: Assessment\n  Order ID: " id "\n  Account ID: acc\n"

/* Rows are used again where the next order has the same ones, and made where it has others. */
static void
test_rows (void)
{
  g_autoptr (GtkWidget) details = g_object_ref_sink (assay_order_details_new ());
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) third = NULL;
  g_autoptr (GPtrArray) again = NULL;

  first = show (ASSAY_ORDER_DETAILS (details), FULL,
                "Candidate\n  Name: Zoë\n  Mail address: zoe@example.com\n"
                "  Candidate ID: c-1\nPackage\n  Name: Coding\n"
                "Job\n  Title: Engineer\n  Hiring team" ABSENT REQUESTER ORDER ("o-1"));
  second = show (ASSAY_ORDER_DETAILS (details), OTHER,
                 "Candidate\n  Name: Ada\n  Mail address: ada@example.com\n"
                 "  Candidate ID: c-2\nPackage\n  Name: Poetry\n"
                 "Job\n  Title: Poet\n  Hiring team" ABSENT REQUESTER ORDER ("o-2"));
  g_assert_cmpuint (second->len, ==, first->len);
  for (guint i = 0; i < first->len; i++)
    g_assert_true (g_ptr_array_index (first, i) == g_ptr_array_index (second, i));

  third = show (ASSAY_ORDER_DETAILS (details), LITTLE,
                "Candidate\n  Mail address" ABSENT "  Candidate ID: c-3\n" REQUESTER ORDER ("o-3"));
  again = show (ASSAY_ORDER_DETAILS (details), FULL,
                "Candidate\n  Name: Zoë\n  Mail address: zoe@example.com\n"
                "  Candidate ID: c-1\nPackage\n  Name: Coding\n"
                "Job\n  Title: Engineer\n  Hiring team" ABSENT REQUESTER ORDER ("o-1"));

  assay_order_details_set_order (ASSAY_ORDER_DETAILS (details), NULL);
  g_ptr_array_set_size (again, 0);
  collect (details, again);
  g_assert_cmpuint (again->len, ==, 0);
}

#define WITH_VALUES \
  "{\"id\":\"o-4\",\"job\":{\"title\":\"Poet\",\"hiring_team\":[" \
  "{\"first_name\":\"Paul\",\"role\":\"hiring_manager\"}," \
  "{\"first_name\":\"Maria\",\"role\":\"Recruiter\"}," \
  "{\"first_name\":\"Ines\",\"role\":\"Talent Partner\"}]}," \
  "\"requester\":{\"first_name\":\"Maria\",\"role\":\"INTERVIEW_TEAM\"}," \
  "\"application\":{\"application_status\":{\"value\":\"reference_check\"," \
  "\"source_value\":\"IN_REVIEW\"}},\"assay\":{\"account_id\":\"acc\"}}"

/* What the API calls something is not what people call it; it stays in the tooltip. */
static void
test_values (void)
{
  g_autoptr (GtkWidget) details = g_object_ref_sink (assay_order_details_new ());
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GString) tooltips = g_string_new (NULL);

  rows =
    show (ASSAY_ORDER_DETAILS (details), WITH_VALUES,
          "Job\n  Title: Poet\n  Hiring manager: Paul\n  Recruiter: Maria\n"
          "  Talent Partner: Ines\nRequester\n  Name: Maria\n  Role: Interview team\n"
          "Application\n  Status: Reference check\n  Status at SmartRecruiters: IN_REVIEW\n" ORDER (
            "o-4"));
  for (guint i = 0; i < rows->len; i++)
    {
      const char *tooltip = gtk_widget_get_tooltip_text (g_ptr_array_index (rows, i));

      if (tooltip != NULL)
        g_string_append_printf (tooltips, "%s ", tooltip);
    }
  g_assert_cmpstr (tooltips->str, ==,
                   "hiring_manager Recruiter Talent Partner INTERVIEW_TEAM reference_check ");

  again = show (ASSAY_ORDER_DETAILS (details), OTHER,
                "Candidate\n  Name: Ada\n  Mail address: ada@example.com\n"
                "  Candidate ID: c-2\nPackage\n  Name: Poetry\n"
                "Job\n  Title: Poet\n  Hiring team" ABSENT REQUESTER ORDER ("o-2"));
  for (guint i = 0; i < again->len; i++)
    g_assert_null (gtk_widget_get_tooltip_text (g_ptr_array_index (again, i)));
}

#define ID(of) "\"id\":\"" of "\",\"remote_id\":\"r-" of "\""
#define MANY_IDS \
  "{" ID ("o") ",\"candidate\":{" ID ( \
    "c") ",\"emails\":[{\"value\":\"a@example.com\"}," \
         "{\"value\":\"b@example.com\"}]},\"package\":{" ID ("p") "},\"job\":{" ID ( \
           "j") "}," \
                "\"application\":{" ID ("a") "},\"assay\":{\"account_id\":\"acc\"}}"

static void
collect_labels (GtkWidget *widget, GHashTable *labels, guint *n_buttons)
{
  if (GTK_IS_BUTTON (widget))
    {
      const char *label = gtk_widget_get_tooltip_text (widget);

      g_assert_nonnull (label);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           label);
      g_hash_table_add (labels, g_strdup (label));
      (*n_buttons)++;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_labels (child, labels, n_buttons);
}

/* Who only hears the buttons can tell them apart. */
static void
test_buttons_differ (void)
{
  g_autoptr (GtkWidget) details = g_object_ref_sink (assay_order_details_new ());
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (AssayOrder) order = read_order (MANY_IDS);
  guint n_buttons = 0;

  assay_order_details_set_order (ASSAY_ORDER_DETAILS (details), order);
  collect_labels (details, labels, &n_buttons);
  g_assert_cmpuint (n_buttons, ==, 13);
  g_assert_cmpuint (g_hash_table_size (labels), ==, n_buttons);
  g_assert_true (g_hash_table_contains (labels, "Copy SmartRecruiters ID (Candidate)"));
  g_assert_true (g_hash_table_contains (labels, "Copy SmartRecruiters ID (Package)"));
  g_assert_true (g_hash_table_contains (labels, "Copy b@example.com"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* The isolated folders hide the MIME database that GTK needs to recognise its own icons, and it
   * warns of each. Criticals stay fatal. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  adw_init ();

  g_test_add_func ("/app/order-details/rows", test_rows);
  g_test_add_func ("/app/order-details/values", test_values);
  g_test_add_func ("/app/order-details/buttons-differ", test_buttons_differ);

  return g_test_run ();
}
