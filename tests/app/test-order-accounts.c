/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "order/assay-order-accounts.h"

#include <adwaita.h>
#include <string.h>

#include "assay-event.h"
#include "assay-resources.h"
#include "assay-support.h"
#include "desk-support.h"
#include "order/assay-order-row.h"

static void
append (AssayDesk *desk, const char *id, const char *key, const char *kind, const char *json)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));

  g_ptr_array_add (events, assay_event_new (id, 1, key, kind, "inbox", body));
  assay_journal_append_async (assay_desk_get_journal (desk), events, NULL, -1, NULL, NULL, NULL);
}

static AssayOrder *
dup_order (const char *account_id)
{
  AssayOrder *order = assay_order_new ();

  assay_order_identify (order, account_id, "ord-1", NULL, ASSAY_ORDER_KIND_ASSESSMENT);

  return order;
}

static char *
dup_account (GtkWidget *row)
{
  char *account;

  g_object_get (row, "account", &account, NULL);

  return account;
}

static gboolean
says (GtkWidget *row, const char *expected)
{
  GtkLabel *label = GTK_LABEL (gtk_widget_get_template_child (row, ASSAY_TYPE_ORDER_ROW,
                                                              "account_label"));
  g_autofree char *account = dup_account (row);

  g_assert_cmpstr (gtk_label_get_label (label), ==, account != NULL ? account : "");

  return g_strcmp0 (account, expected) == 0;
}

/* Orders of one account do not say which; those of several do, as soon as that is known. */
static void
test_only_among_several (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayDesk *desk = desk_support_open_with_order (folder);
  AssayOrderAccounts *accounts = assay_order_accounts_new (assay_desk_get_journal (desk));
  g_autoptr (AssayOrder) first = dup_order ("acc-1");
  g_autoptr (AssayOrder) second = dup_order ("acc-2");
  GtkWidget *row = g_object_ref_sink (assay_order_row_new (accounts));
  GtkWidget *other = g_object_ref_sink (assay_order_row_new (accounts));
  guint changed = 0;

  g_signal_connect_swapped (accounts, "changed", G_CALLBACK (assay_count_cb), &changed);
  assay_order_row_set_order (ASSAY_ORDER_ROW (row), first);
  assay_wait_until (changed == 1);
  g_assert_true (says (row, NULL));

  append (desk, "a", NULL, ASSAY_EVENT_ACCOUNT_SEEN,
          "{\"account\":{\"id\":\"acc-2\",\"origin_owner_name\":\"Globex\"}}");
  append (desk, "b", "acc-2/ord-1", ASSAY_EVENT_ORDER_RECEIVED,
          "{\"order\":{\"id\":\"ord-1\"},\"kind\":\"assessment\",\"account_id\":\"acc-2\"}");
  assay_wait_until ((assay_order_row_set_order (ASSAY_ORDER_ROW (other), NULL),
                     assay_order_row_set_order (ASSAY_ORDER_ROW (other), second),
                     says (other, "Globex")));
  g_assert_true (says (row, "acc-1"));
  g_assert_cmpuint (changed, ==, 2);

  g_object_unref (row);
  g_object_unref (other);
  assay_wait_until (G_OBJECT (accounts)->ref_count == 1);
  g_assert_finalize_object (accounts);
  assay_wait_until (G_OBJECT (desk)->ref_count == 1);
  g_assert_finalize_object (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();
  g_resources_register (assay_get_resource ());

  g_test_add_func ("/app/order-accounts/only-among-several", test_only_among_several);

  return g_test_run ();
}
