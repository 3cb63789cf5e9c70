/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-state.h"

G_DEFINE_ENUM_TYPE (AssayOrderKind,
                    assay_order_kind,
                    G_DEFINE_ENUM_VALUE (ASSAY_ORDER_KIND_ASSESSMENT, "assessment"),
                    G_DEFINE_ENUM_VALUE (ASSAY_ORDER_KIND_BACKGROUND_CHECK, "background_check"))

G_DEFINE_ENUM_TYPE (AssayOrderStatus,
                    assay_order_status,
                    G_DEFINE_ENUM_VALUE (ASSAY_ORDER_STATUS_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (ASSAY_ORDER_STATUS_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (ASSAY_ORDER_STATUS_IN_PROGRESS, "in_progress"),
                    G_DEFINE_ENUM_VALUE (ASSAY_ORDER_STATUS_COMPLETED, "completed"),
                    G_DEFINE_ENUM_VALUE (ASSAY_ORDER_STATUS_REJECTED, "rejected"),
                    G_DEFINE_ENUM_VALUE (ASSAY_ORDER_STATUS_EXPIRED, "expired"))

G_DEFINE_ENUM_TYPE (AssayOrderSending,
                    assay_order_sending,
                    G_DEFINE_ENUM_VALUE (ASSAY_ORDER_SENDING_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (ASSAY_ORDER_SENDING_DRAFTED, "drafted"),
                    G_DEFINE_ENUM_VALUE (ASSAY_ORDER_SENDING_QUEUED, "queued"),
                    G_DEFINE_ENUM_VALUE (ASSAY_ORDER_SENDING_RETRYING, "retrying"),
                    G_DEFINE_ENUM_VALUE (ASSAY_ORDER_SENDING_REFUSED, "refused"))

/* The words are the nicks of the enumerations. */
static const char *
to_string (GType type, int value)
{
  g_autoptr (GEnumClass) enum_class = g_type_class_ref (type);
  GEnumValue *found = g_enum_get_value (enum_class, value);

  return found != NULL ? found->value_nick : NULL;
}

static gboolean
from_string (GType type, const char *text, int *value)
{
  g_autoptr (GEnumClass) enum_class = g_type_class_ref (type);
  GEnumValue *found = g_enum_get_value_by_nick (enum_class, text);

  if (found != NULL)
    *value = found->value;
  return found != NULL;
}

/**
 * assay_order_kind_to_string:
 * @kind: a value
 *
 * Returns: its word in files and JSON, for example `background_check`
 */
const char *
assay_order_kind_to_string (AssayOrderKind kind)
{
  return to_string (ASSAY_TYPE_ORDER_KIND, (int) kind);
}

/**
 * assay_order_kind_from_string:
 * @text: a word
 * @kind: (out): what it stands for; untouched when the word is not known
 *
 * Returns: whether the word is known
 */
gboolean
assay_order_kind_from_string (const char *text, AssayOrderKind *kind)
{
  int value;

  if (!from_string (ASSAY_TYPE_ORDER_KIND, text, &value))
    return FALSE;
  *kind = (AssayOrderKind) value;
  return TRUE;
}

/**
 * assay_order_status_to_string:
 * @status: a value
 *
 * Returns: its word in files and JSON, for example `pending`
 */
const char *
assay_order_status_to_string (AssayOrderStatus status)
{
  return to_string (ASSAY_TYPE_ORDER_STATUS, (int) status);
}

/**
 * assay_order_status_from_string:
 * @text: a word
 * @status: (out): what it stands for; untouched when the word is not known
 *
 * Returns: whether the word is known
 */
gboolean
assay_order_status_from_string (const char *text, AssayOrderStatus *status)
{
  int value;

  if (!from_string (ASSAY_TYPE_ORDER_STATUS, text, &value))
    return FALSE;
  *status = (AssayOrderStatus) value;
  return TRUE;
}

/**
 * assay_order_status_is_final:
 * @status: a status
 *
 * Returns: whether nothing more is expected of an order with this status
 */
gboolean
assay_order_status_is_final (AssayOrderStatus status)
{
  return status == ASSAY_ORDER_STATUS_COMPLETED || status == ASSAY_ORDER_STATUS_REJECTED ||
         status == ASSAY_ORDER_STATUS_EXPIRED;
}

/**
 * assay_order_sending_to_string:
 * @sending: a value
 *
 * Returns: its word in files and JSON, for example `queued`
 */
const char *
assay_order_sending_to_string (AssayOrderSending sending)
{
  return to_string (ASSAY_TYPE_ORDER_SENDING, (int) sending);
}

/**
 * assay_order_sending_from_string:
 * @text: a word
 * @sending: (out): what it stands for; untouched when the word is not known
 *
 * Returns: whether the word is known
 */
gboolean
assay_order_sending_from_string (const char *text, AssayOrderSending *sending)
{
  int value;

  if (!from_string (ASSAY_TYPE_ORDER_SENDING, text, &value))
    return FALSE;
  *sending = (AssayOrderSending) value;
  return TRUE;
}
