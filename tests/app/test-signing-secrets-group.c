/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "assay-memory-store.h"
#include "assay-moment.h"
#include "assay-signing-secrets.h"
#include "assay-support.h"
#include "preferences/assay-signing-secrets-group.h"

#define FIRST "whsec_first_secret_0001"
#define SECOND "whsec_second_secret_0002"
#define NOON G_GINT64_CONSTANT (1767355200000000)

typedef struct
{
  char *folder;
  AssaySecretStore *store;
  AssaySecretUses *uses;
  GtkWidget *window;
  AssaySigningSecretsGroup *group;
  guint n_stored;
  guint n_removed;
  guint n_failed;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer secrets)
{
  g_autofree char *fingerprint = assay_signing_secret_dup_fingerprint (FIRST);

  fixture->folder = assay_temp_dir_new ();
  fixture->store = ASSAY_SECRET_STORE (assay_memory_store_new ());
  fixture->uses = assay_secret_uses_new (fixture->folder);
  assay_secret_uses_note_async (fixture->uses, fingerprint, NOON, NULL, NULL);
  if (secrets != NULL)
    assay_secret_store_store_async (fixture->store, ASSAY_SECRET_WEBHOOK_SECRETS, secrets, NULL,
                                    NULL, NULL);

  fixture->window = adw_window_new ();
  fixture->group = ASSAY_SIGNING_SECRETS_GROUP (assay_signing_secrets_group_new (fixture->store,
                                                                                 fixture->uses));
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->group));
  g_signal_connect_swapped (fixture->group, "stored", G_CALLBACK (assay_count_cb),
                            &fixture->n_stored);
  g_signal_connect_swapped (fixture->group, "removed", G_CALLBACK (assay_count_cb),
                            &fixture->n_removed);
  g_signal_connect_swapped (fixture->group, "failed", G_CALLBACK (assay_count_cb),
                            &fixture->n_failed);
  gtk_window_present (GTK_WINDOW (fixture->window));
  assay_wait_until (gtk_widget_get_sensitive (GTK_WIDGET (fixture->group)));
}

static void
tear_down (Fixture *fixture, gconstpointer secrets)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->store);
  assay_secret_uses_unref (fixture->uses);
  assay_temp_dir_remove (fixture->folder);
}

static void
collect (GtkWidget *widget, GString *text)
{
  if (ADW_IS_ACTION_ROW (widget) && gtk_widget_get_ancestor (widget, ADW_TYPE_EXPANDER_ROW) == NULL)
    g_string_append_printf (text, "%s: %s\n",
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)),
                            adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, text);
}

static void
expect_shown (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  collect (GTK_WIDGET (fixture->group), text);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
expect_kept (Fixture *fixture, const char *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  char *kept;

  assay_secret_store_lookup_async (fixture->store, ASSAY_SECRET_WEBHOOK_SECRETS, NULL,
                                   assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  kept = assay_secret_store_lookup_finish (fixture->store, result, NULL);
  g_assert_cmpstr (kept, ==, expected);
  assay_secret_free (kept);
}

static void
test_shown (Fixture *fixture, gconstpointer secrets)
{
  g_autofree char *when = assay_moment_dup_text (NOON, g_get_real_time ());
  g_autofree char *expected = g_strdup_printf ("Until May & after: Ends in 0001 · Last used: %s\n"
                                               "Signing Secret: Ends in 0002 · Not used yet\n"
                                               "Signing Secret: Not used yet\n",
                                               when);

  expect_shown (fixture, expected);
}

/* The same secret once more only gets another label. */
static void
test_added (Fixture *fixture, gconstpointer secrets)
{
  expect_shown (fixture, "");
  assay_signing_secrets_group_add (fixture->group, "  ", "nothing");
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (fixture->group)));

  assay_signing_secrets_group_add (fixture->group, SECOND " ", "New");
  assay_wait_until (fixture->n_stored == 1);
  expect_kept (fixture, SECOND "\tNew\n");
  expect_shown (fixture, "New: Ends in 0002 · Not used yet\n");

  assay_signing_secrets_group_add (fixture->group, SECOND, "");
  assay_wait_until (fixture->n_stored == 2);
  expect_kept (fixture, SECOND "\n");
}

static void
test_removed (Fixture *fixture, gconstpointer secrets)
{
  assay_signing_secrets_group_remove (fixture->group, 0);
  assay_wait_until (fixture->n_removed == 1);
  expect_kept (fixture, SECOND "\n");
  assay_signing_secrets_group_remove (fixture->group, 0);
  assay_wait_until (fixture->n_removed == 2);
  expect_kept (fixture, NULL);
  expect_shown (fixture, "");

  /* Only the last one comes back, and only once. */
  assay_signing_secrets_group_undo (fixture->group);
  assay_wait_until (fixture->n_stored == 1);
  expect_kept (fixture, SECOND "\n");
  assay_signing_secrets_group_undo (fixture->group);
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (fixture->group)));
  expect_kept (fixture, SECOND "\n");
  g_assert_cmpuint (fixture->n_failed, ==, 0);
}

static void
test_full (Fixture *fixture, gconstpointer secrets)
{
  assay_signing_secrets_group_add (fixture->group, "ninth", "");
  expect_kept (fixture, secrets);
  g_assert_cmpuint (fixture->n_stored, ==, 0);
}

#define ADD(name, secrets, func) \
  g_test_add ("/app/signing-secrets-group/" name, Fixture, secrets, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* The isolated folders hide the MIME database that GTK needs to recognise its own icons, and it
   * warns of each. Criticals stay fatal. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  adw_init ();

  ADD ("shown", FIRST "\tUntil May & after\n" SECOND "\nshort\n", test_shown);
  ADD ("added", NULL, test_added);
  ADD ("removed", FIRST "\n" SECOND "\n", test_removed);
  ADD ("full", "1\n2\n3\n4\n5\n6\n7\n8\n", test_full);

  return g_test_run ();
}
