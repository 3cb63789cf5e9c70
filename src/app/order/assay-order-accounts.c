/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-accounts.h"

#include "assay-journal-read.h"

/**
 * AssayOrderAccounts:
 *
 * What the accounts of orders are called. Where all orders come from one, it goes without saying.
 *
 * They are read when somebody asks for one that is not known, so nothing is read while orders of
 * known accounts come in.
 */
struct _AssayOrderAccounts
{
  GObject parent_instance;

  /* owned */
  AssayJournal *journal;
  GHashTable *names; /* id → name */

  /* plain */
  gboolean reading;
};

G_DEFINE_FINAL_TYPE (AssayOrderAccounts, assay_order_accounts, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
} AssayOrderAccountsSignal;

static guint signals[SIGNAL_CHANGED + 1];

/* Tells nobody where nothing is new: who was told would ask again for an account whose orders are
 * all archived, which is never found. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayOrderAccounts) self = user_data;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  accounts = assay_journal_list_finish (ASSAY_JOURNAL (source), result, &error);
  self->reading = FALSE;
  if (accounts == NULL)
    {
      g_info ("Cannot list the accounts of orders: %s", error->message);
      return;
    }

  for (guint i = 0; i < accounts->len; i++)
    {
      const AssayOrderAccount *account = g_ptr_array_index (accounts, i);

      if (g_strcmp0 (g_hash_table_lookup (self->names, account->id), account->name) == 0)
        continue;
      changed = TRUE;
      g_hash_table_replace (self->names, g_strdup (account->id), g_strdup (account->name));
    }
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
read_accounts (AssayOrderAccounts *self)
{
  if (self->reading)
    return;

  self->reading = TRUE;
  assay_journal_list_order_accounts_async (self->journal, NULL, read_cb, g_object_ref (self));
}

static void
assay_order_accounts_finalize (GObject *object)
{
  AssayOrderAccounts *self = ASSAY_ORDER_ACCOUNTS (object);

  g_clear_object (&self->journal);
  g_hash_table_unref (self->names);

  G_OBJECT_CLASS (assay_order_accounts_parent_class)->finalize (object);
}

static void
assay_order_accounts_class_init (AssayOrderAccountsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_order_accounts_finalize;

  /**
   * AssayOrderAccounts::changed:
   * @self: the accounts
   *
   * Another account or name is known.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_order_accounts_init (AssayOrderAccounts *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * assay_order_accounts_new:
 * @journal: an open journal of the main context
 *
 * Returns: (transfer full): accounts that are read when the first one is asked for
 */
AssayOrderAccounts *
assay_order_accounts_new (AssayJournal *journal)
{
  AssayOrderAccounts *self;

  g_return_val_if_fail (ASSAY_IS_JOURNAL (journal), NULL);

  self = g_object_new (ASSAY_TYPE_ORDER_ACCOUNTS, NULL);
  self->journal = g_object_ref (journal);

  return self;
}

/**
 * assay_order_accounts_lookup:
 * @self: the accounts
 * @id: (nullable): the account of an order
 *
 * Finds what to call an account; where it is not known yet,
 * [signal@OrderAccounts::changed] tells when to ask again.
 *
 * Returns: (transfer none) (nullable): its name; %NULL as long as there is no other account
 */
const char *
assay_order_accounts_lookup (AssayOrderAccounts *self, const char *id)
{
  const char *name;

  g_return_val_if_fail (ASSAY_IS_ORDER_ACCOUNTS (self), NULL);

  if (id == NULL)
    return NULL;

  name = g_hash_table_lookup (self->names, id);
  if (name == NULL)
    read_accounts (self);

  return g_hash_table_size (self->names) > 1 ? name : NULL;
}
