/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>

#include "assay-memory-store.h"
#include "assay-secret.h"
#include "assay-support.h"
#include "preferences/assay-secret-row.h"

#define KEY "key_that_is_long_3f0a"

typedef struct
{
  AssaySecretStore *store;
  GtkWidget *window;
  AssaySecretRow *row;
  guint n_stored;
  guint n_removed;
  guint n_failed;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer secret)
{
  fixture->store = ASSAY_SECRET_STORE (assay_memory_store_new ());
  if (secret != NULL)
    assay_secret_store_store_async (fixture->store, ASSAY_SECRET_STACKONE_API_KEY, secret, NULL,
                                    NULL, NULL);

  fixture->window = adw_window_new ();
  fixture->row = ASSAY_SECRET_ROW (assay_secret_row_new (fixture->store,
                                                         ASSAY_SECRET_STACKONE_API_KEY,
                                                         "StackOne API key"));
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->row));
  g_signal_connect_swapped (fixture->row, "stored", G_CALLBACK (assay_count_cb),
                            &fixture->n_stored);
  g_signal_connect_swapped (fixture->row, "removed", G_CALLBACK (assay_count_cb),
                            &fixture->n_removed);
  g_signal_connect_swapped (fixture->row, "failed", G_CALLBACK (assay_count_cb),
                            &fixture->n_failed);
  gtk_window_present (GTK_WINDOW (fixture->window));
  assay_wait_until (gtk_widget_get_sensitive (GTK_WIDGET (fixture->row)));
}

static void
tear_down (Fixture *fixture, gconstpointer secret)
{
  g_assert_cmpuint (fixture->n_failed, ==, 0);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->store);
}

static void
collect_buttons (GtkWidget *widget, GString *text)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_visible (widget))
    {
      const char *label = gtk_button_get_label (GTK_BUTTON (widget));

      g_string_append_printf (text, "[%s]",
                              label != NULL ? label : gtk_widget_get_tooltip_text (widget));
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_buttons (child, text);
}

static void
expect (Fixture *fixture, const char *shown, const char *kept)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  char *secret;

  g_string_append (text, adw_action_row_get_subtitle (ADW_ACTION_ROW (fixture->row)));
  collect_buttons (GTK_WIDGET (fixture->row), text);
  g_assert_cmpstr (text->str, ==, shown);

  assay_secret_store_lookup_async (fixture->store, ASSAY_SECRET_STACKONE_API_KEY, NULL,
                                   assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  secret = assay_secret_store_lookup_finish (fixture->store, result, NULL);
  g_assert_cmpstr (secret, ==, kept);
  assay_secret_free (secret);
}

static void
test_replaced (Fixture *fixture, gconstpointer secret)
{
  expect (fixture, "Not set[_Enter…]", NULL);

  assay_secret_row_replace (fixture->row, "   ");
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (fixture->row)));
  assay_secret_row_replace (fixture->row, " short ");
  assay_wait_until (fixture->n_stored == 1);
  expect (fixture, "In the keyring[_Replace…][Remove StackOne API key]", "short");

  assay_secret_row_replace (fixture->row, KEY);
  assay_wait_until (fixture->n_stored == 2);
  expect (fixture, "Ends in 3f0a[_Replace…][Remove StackOne API key]", KEY);
}

static void
test_removed (Fixture *fixture, gconstpointer secret)
{
  expect (fixture, "Ends in 3f0a[_Replace…][Remove StackOne API key]", KEY);
  assay_secret_row_remove (fixture->row);
  assay_wait_until (fixture->n_removed == 1);
  expect (fixture, "Not set[_Enter…]", NULL);

  assay_secret_row_undo (fixture->row);
  assay_wait_until (fixture->n_stored == 1);
  expect (fixture, "Ends in 3f0a[_Replace…][Remove StackOne API key]", KEY);

  /* It comes back once, and never over another one. */
  assay_secret_row_undo (fixture->row);
  assay_secret_row_remove (fixture->row);
  assay_wait_until (fixture->n_removed == 2);
  assay_secret_row_replace (fixture->row, "another");
  assay_wait_until (fixture->n_stored == 2);
  assay_secret_row_undo (fixture->row);
  expect (fixture, "In the keyring[_Replace…][Remove StackOne API key]", "another");
}

#define ADD(name, secret, func) \
  g_test_add ("/app/secret-row/" name, Fixture, secret, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* The isolated folders hide the MIME database that GTK needs to recognise its own icons, and it
   * warns of each. Criticals stay fatal. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  adw_init ();

  ADD ("replaced", NULL, test_replaced);
  ADD ("removed", KEY, test_removed);

  return g_test_run ();
}
