/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-unlisted-group.h"

#include <glib/gi18n.h>

#include "assay-order-query.h"
#include "assay-package-list.h"
#include "order/assay-translate.h"

/* The newest orders of each status that are looked at, and how many are shown. */
#define MOST_ORDERS 200
#define MOST_ROWS 5

/**
 * AssayUnlistedGroup:
 *
 * Orders that are not done and refer to a package that is not in the catalogue any more. Where the
 * catalogue is empty, somebody else lists the packages and nothing is said.
 */
struct _AssayUnlistedGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  AssayDesk *desk;
  AssayCatalogue *catalogue;
  GPtrArray *rows;   /* borrows its widgets */
  GPtrArray *orders; /* of AssayOrder, while they are read */
  GCancellable *cancellable;

  /* plain */
  guint n_waiting;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (AssayUnlistedGroup, assay_unlisted_group, ADW_TYPE_PREFERENCES_GROUP)

static void look (AssayUnlistedGroup *self);

static void
add_row (AssayUnlistedGroup *self, AssayFinding *finding)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  g_autofree char *message = assay_finding_dup_message (finding, assay_translate);
  g_autofree char *fix = assay_finding_dup_fix (finding, assay_translate);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), message);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), fix);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
show_findings (AssayUnlistedGroup *self, GPtrArray *findings)
{
  guint n_more = findings->len > MOST_ROWS ? findings->len - MOST_ROWS : 0;
  g_autofree char *more =
    /* Translators: Above a list of orders that is not shown whole. */
    g_strdup_printf (ngettext ("%u more order is not shown.", "%u more orders are not shown.",
                               n_more),
                     n_more);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < findings->len - n_more; i++)
    add_row (self, findings->pdata[i]);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), n_more > 0 ? more : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), findings->len > 0);
}

static void
compare (AssayUnlistedGroup *self)
{
  AssayProfileTables *tables = assay_profile_get_tables (assay_desk_get_profile (self->desk));
  AssayLint *lint = assay_profile_tables_get_lint (tables, NULL);
  g_autoptr (GPtrArray) packages = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (lint == NULL)
    return;

  packages = assay_package_list_copy (G_LIST_MODEL (self->catalogue));
  if (packages->len == 0)
    g_ptr_array_set_size (self->orders, 0);
  findings = assay_lint_check_listed (lint, self->orders, packages);
  show_findings (self, findings);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayUnlistedGroup) self = user_data;
  g_autoptr (GPtrArray) orders = assay_journal_list_finish (ASSAY_JOURNAL (source), result, NULL);

  self->n_waiting--;
  if (self->desk == NULL)
    return;

  for (guint i = 0; orders != NULL && i < orders->len; i++)
    g_ptr_array_add (self->orders, g_object_ref (orders->pdata[i]));
  if (self->n_waiting > 0)
    return;
  if (self->stale)
    look (self);
  else
    compare (self);
}

static void
look (AssayUnlistedGroup *self)
{
  static const AssayOrderStatus open[] = { ASSAY_ORDER_STATUS_PENDING,
                                           ASSAY_ORDER_STATUS_IN_PROGRESS };
  AssayJournal *journal = assay_desk_get_journal (self->desk);

  self->stale = self->n_waiting > 0;
  if (self->n_waiting > 0 || journal == NULL)
    return;

  g_ptr_array_set_size (self->orders, 0);
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    {
      g_autoptr (AssayOrderQuery) query = assay_order_query_new ();

      assay_order_query_set_status (query, open[i]);
      self->n_waiting++;
      assay_journal_list_orders_async (journal, query, MOST_ORDERS, self->cancellable, listed_cb,
                                       g_object_ref (self));
    }
}

/* Orders arrive while nobody looks. */
static void
assay_unlisted_group_realize (GtkWidget *widget)
{
  AssayUnlistedGroup *self = ASSAY_UNLISTED_GROUP (widget);

  GTK_WIDGET_CLASS (assay_unlisted_group_parent_class)->realize (widget);
  if (self->desk != NULL)
    look (self);
}

static void
assay_unlisted_group_dispose (GObject *object)
{
  AssayUnlistedGroup *self = ASSAY_UNLISTED_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (assay_unlisted_group_parent_class)->dispose (object);
}

static void
assay_unlisted_group_finalize (GObject *object)
{
  AssayUnlistedGroup *self = ASSAY_UNLISTED_GROUP (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->orders, g_ptr_array_unref);

  G_OBJECT_CLASS (assay_unlisted_group_parent_class)->finalize (object);
}

static void
assay_unlisted_group_class_init (AssayUnlistedGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_unlisted_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_unlisted_group_finalize;
  GTK_WIDGET_CLASS (klass)->realize = assay_unlisted_group_realize;
}

static void
assay_unlisted_group_init (AssayUnlistedGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->orders = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Ordered but Not Listed"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * assay_unlisted_group_follow:
 * @self: a group
 * @desk: a desk with an open journal
 * @catalogue: its catalogue
 *
 * Compares the orders with the catalogue, now and whenever that changes.
 */
void
assay_unlisted_group_follow (AssayUnlistedGroup *self, AssayDesk *desk, AssayCatalogue *catalogue)
{
  g_return_if_fail (ASSAY_IS_UNLISTED_GROUP (self));
  g_return_if_fail (ASSAY_IS_DESK (desk));
  g_return_if_fail (ASSAY_IS_CATALOGUE (catalogue));

  self->desk = g_object_ref (desk);
  self->catalogue = g_object_ref (catalogue);
  g_signal_connect_object (catalogue, "items-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
}
