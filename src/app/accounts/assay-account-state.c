/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-account-state.h"

#include <glib/gi18n.h>

#define WARNING_ICON "dialog-warning-symbolic"
#define RELINK \
  N_("No results arrive. Ask the customer to link again; “Connect a Customer” makes a new " \
      "link.")

/* StackOne's list is open: more words may come. */
static const struct
{
  const char *status;
  AssayAccountState state;
} states[] = {
  { "active",
    { NC_("account", "Active"), "object-select-symbolic", "success", NULL,
      ASSAY_ACCOUNT_NEED_NOTHING } },
  { "inactive",
    { NC_("account", "Inactive"), WARNING_ICON, "warning",
      N_("No results arrive. Enable the integration in the StackOne dashboard."),
      ASSAY_ACCOUNT_NEED_HELP } },
  { "error",
    { NC_("account", "Error"), "dialog-error-symbolic", "error", RELINK,
      ASSAY_ACCOUNT_NEED_HELP } },
  { "suspended",
    { NC_("account", "Suspended"), WARNING_ICON, "warning",
      N_("No results arrive. Find out in the StackOne dashboard who suspended it, and why."),
      ASSAY_ACCOUNT_NEED_HELP } },
  { "expired",
    { NC_("account", "Expired"), WARNING_ICON, "warning", RELINK, ASSAY_ACCOUNT_NEED_HELP } },
  { "archived",
    { NC_("account", "Archived"), "user-trash-symbolic", "dimmed",
      N_("It takes no results any more. If orders still come, ask the customer to link again."),
      ASSAY_ACCOUNT_NEED_GONE } },
  { "deleted",
    { NC_("account", "Deleted"), "user-trash-symbolic", "dimmed",
      N_("It takes no results any more. If orders still come, ask the customer to link again."),
      ASSAY_ACCOUNT_NEED_GONE } },
};

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

/**
 * assay_account_state_get:
 * @account: a linked account
 *
 * Says in words how it is with an account. A state that Assay does not know is called as StackOne
 * calls it.
 *
 * Returns: the words, which last as long as @account
 */
AssayAccountState
assay_account_state_get (AssayAccount *account)
{
  const char *status = assay_account_get_status (account);
  AssayAccountState state = { status, WARNING_ICON, "warning",
                              _("Results may not arrive. Look it up in the StackOne dashboard."),
                              ASSAY_ACCOUNT_NEED_HELP };

  for (gsize i = 0; status != NULL && i < G_N_ELEMENTS (states); i++)
    {
      if (!g_str_equal (states[i].status, status))
        continue;

      state = states[i].state;
      state.word = g_dpgettext2 (NULL, "account", state.word);
      state.advice = state.advice != NULL ? _(state.advice) : NULL;
      return state;
    }

  if (is_set (status))
    return state;

  return (AssayAccountState) { _("State unknown"), "dialog-question-symbolic", "dimmed",
                               _("Refresh to learn how it is."), ASSAY_ACCOUNT_NEED_NOTHING };
}

/**
 * assay_account_state_get_name:
 * @account: a linked account
 *
 * Returns: (transfer none): what to call it: the customer, else its label, else its id
 */
const char *
assay_account_state_get_name (AssayAccount *account)
{
  const char *names[] = { assay_account_get_origin_owner_name (account),
                          assay_account_get_label (account), assay_account_get_id (account) };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (is_set (names[i]))
        return names[i];
    }

  return "";
}

/**
 * assay_account_state_compare:
 * @a: a linked account
 * @b: another one
 *
 * Compares accounts: those that need something come first, those that are gone last, and among
 * equals it goes by name.
 *
 * Returns: as strcmp()
 */
int
assay_account_state_compare (AssayAccount *a, AssayAccount *b)
{
  AssayAccountNeed need_a = assay_account_state_get (a).need;
  AssayAccountNeed need_b = assay_account_state_get (b).need;
  int order;

  if (need_a != need_b)
    return need_a < need_b ? -1 : 1;

  order = g_utf8_collate (assay_account_state_get_name (a), assay_account_state_get_name (b));

  return order != 0 ? order : g_strcmp0 (assay_account_get_id (a), assay_account_get_id (b));
}
