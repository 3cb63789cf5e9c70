/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <stdlib.h>

#include "fuzz.h"
#include "search-support.h"

/* SQLite takes 1000 conditions. */
#define MAX_SIZE 3000

static SearchSupport orders;

/* Where the folders of a test go together, they are gone already. */
static void
remove_orders (void)
{
  if (g_file_test (orders.folder, G_FILE_TEST_EXISTS))
    search_support_tear_down (&orders);
}

/* What is typed finds something or nothing and is never an error, and the index and the words that
 * are asked for instead of it make no difference.
 */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, MIN (size, MAX_SIZE));
  g_autoptr (AssayOrderQuery) query = assay_order_query_new ();

  if (orders.folder == NULL)
    {
      search_support_set_up (&orders);
      atexit (remove_orders);
    }

  assay_order_query_set_text (query, text);
  for (guint archived = 0; archived < 2; archived++)
    {
      g_autofree char *plain = NULL, *rows = NULL, *changes = NULL;
      AssayRowsRequest *request;

      assay_order_query_set_archived (query, archived == 1);
      request = assay_rows_request_new (query);
      request->limit = 15;
      rows = search_support_read_rows (&orders, request);
      plain = search_support_read_plainly (&orders, query);
      changes = search_support_read_changes (&orders, request);
      g_assert_cmpstr (rows, ==, plain);
      g_assert_cmpstr (changes, ==, plain);
      assay_rows_request_free (request);
    }
  return 0;
}
