/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-window-pages.h"

#include <glib/gi18n.h>

#include "pages/assay-accounts-page.h"
#include "pages/assay-mapping-page.h"
#include "pages/assay-orders-page.h"
#include "pages/assay-packages-page.h"

static const AssayPageInfo pages[] = {
  { "orders", N_("Orders"), "assay-orders-symbolic", assay_orders_page_get_type },
  { "packages", N_("Packages"), "package-x-generic-symbolic", assay_packages_page_get_type },
  { "accounts", N_("Accounts"), "system-users-symbolic", assay_accounts_page_get_type },
  { "mapping", N_("Mapping"), "view-list-bullet-symbolic", assay_mapping_page_get_type },
};

/**
 * assay_window_pages:
 * @n_pages: (out): number of pages
 *
 * Lists the pages in the order of the sidebar. A page is listed when it works.
 *
 * Returns: (transfer none) (array length=n_pages): the pages
 */
const AssayPageInfo *
assay_window_pages (gsize *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);

  return pages;
}

/**
 * assay_window_pages_find:
 * @name: the name of a page
 *
 * Returns: (transfer none): the page of that name, or the first one
 */
const AssayPageInfo *
assay_window_pages_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (g_str_equal (pages[i].name, name))
        return &pages[i];
    }

  return &pages[0];
}
