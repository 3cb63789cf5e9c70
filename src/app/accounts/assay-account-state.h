/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-account.h"

G_BEGIN_DECLS

/**
 * AssayAccountNeed:
 * @ASSAY_ACCOUNT_NEED_HELP: it takes no results until somebody does something
 * @ASSAY_ACCOUNT_NEED_NOTHING: it works, or nothing is known of it
 * @ASSAY_ACCOUNT_NEED_GONE: somebody ended it
 *
 * Whether somebody has to look after a linked account.
 */
typedef enum
{
  ASSAY_ACCOUNT_NEED_HELP,
  ASSAY_ACCOUNT_NEED_NOTHING,
  ASSAY_ACCOUNT_NEED_GONE,
} AssayAccountNeed;

/**
 * AssayAccountState:
 * @word: what people call the state, translated where it is known
 * @icon_name: its icon
 * @style: (nullable): the class of the icon
 * @advice: (nullable): what to do
 * @need: whether somebody has to look after it
 *
 * How a state of a linked account is shown. Nothing of it is owned.
 */
typedef struct
{
  const char *word;
  const char *icon_name;
  const char *style;
  const char *advice;
  AssayAccountNeed need;
} AssayAccountState;

AssayAccountState assay_account_state_get (AssayAccount *account);
const char *assay_account_state_get_name (AssayAccount *account);
int assay_account_state_compare (AssayAccount *a, AssayAccount *b);

G_END_DECLS
