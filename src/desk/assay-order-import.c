/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-import.h"

#include <string.h>

#include "assay-error.h"
#include "assay-event-body.h"
#include "assay-webhook.h"

/**
 * AssayOrderImport:
 *
 * Reads orders that somebody enters by hand: the body of a webhook that never arrived, or an order
 * as StackOne documents it, alone or in an array. Where the text does not tell account and kind, in
 * its member `assay` or in a webhook's envelope, those given here stand in.
 *
 * Reading the same order again gives an event with the same id, so that entering it twice is
 * harmless; a webhook that arrives later still completes the order.
 */
struct _AssayOrderImport
{
  GObject parent_instance;

  /* owned */
  AssayEventNames *names;
  AssayClock *clock;
  char *actor;
  char *account_id;
  char *kind;
};

G_DEFINE_FINAL_TYPE (AssayOrderImport, assay_order_import, G_TYPE_OBJECT)

static gboolean
refuse_missing (AssayJson *json, const char *member, GError **error)
{
  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER, "%s.%s: missing",
               assay_json_get_path (json), member);

  return FALSE;
}

/* Chooses between what the text says and what was given beside it; they must not contradict. */
static char *
choose (AssayJson *json, const char *member, const char *said, const char *given, GError **error)
{
  if (said == NULL && given == NULL)
    {
      refuse_missing (json, member, error);
      return NULL;
    }
  if (said != NULL && given != NULL && !g_str_equal (said, given))
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
                   "%s.%s: “%s”, but “%s” was given", assay_json_get_path (json), member, said,
                   given);
      return NULL;
    }

  return g_strdup (said != NULL ? said : given);
}

static gboolean
parse_kind (AssayJson *json,
            const char *member,
            const char *text,
            AssayOrderKind *kind,
            GError **error)
{
  if (assay_order_kind_from_string (text, kind))
    return TRUE;

  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE, "%s.%s: “%s” is not known",
               assay_json_get_path (json), member, text);

  return FALSE;
}

/* An order as StackOne documents it, which names neither account nor kind by itself. */
static AssayOrder *
read_order (AssayOrderImport *self, AssayJson *json, GError **error)
{
  g_autoptr (AssayOrder) order = assay_order_new_from_json (json, error);
  g_autoptr (AssayJson) assay = NULL;
  g_autofree char *said_account = NULL;
  g_autofree char *said_kind = NULL;
  g_autofree char *account_id = NULL;
  g_autofree char *kind_text = NULL;
  AssayOrderKind kind;

  if (order == NULL || !assay_json_read_object (json, "assay", &assay, error))
    return NULL;
  if (assay != NULL && (!assay_json_read_text (assay, "account_id", &said_account, error) ||
                        !assay_json_read_string (assay, "kind", &said_kind, error)))
    return NULL;
  if (assay_order_get_id (order) == NULL)
    {
      refuse_missing (json, "id", error);
      return NULL;
    }

  account_id = choose (json, "assay.account_id", said_account, self->account_id, error);
  if (account_id == NULL)
    return NULL;
  kind_text = choose (json, "assay.kind", said_kind, self->kind, error);
  if (kind_text == NULL || !parse_kind (json, "assay.kind", kind_text, &kind, error))
    return NULL;

  assay_order_identify (order, account_id, assay_order_get_id (order), NULL, kind);

  return g_steal_pointer (&order);
}

/* Unlike the inbox, which must not lose an order, a person can mend what is wrong. */
static AssayOrder *
read_webhook (AssayOrderImport *self, AssayJson *json, char **path, GError **error)
{
  g_autoptr (AssayWebhook) webhook = assay_webhook_new_from_json (json, self->names, error);
  g_autofree char *account_id = NULL;
  g_autofree char *kind = NULL;
  const char *event;

  if (webhook == NULL)
    return NULL;

  event = assay_webhook_get_event (webhook);
  if (assay_webhook_get_topic (webhook) != ASSAY_WEBHOOK_TOPIC_ORDER ||
      assay_webhook_get_action (webhook) == ASSAY_WEBHOOK_ACTION_DELETED)
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
                   "%s.event: “%s” brings no order", assay_json_get_path (json),
                   event != NULL ? event : "");
      return NULL;
    }
  if (assay_webhook_get_problem (webhook) != NULL)
    {
      g_set_error_literal (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_WRONG_TYPE,
                           assay_webhook_get_problem (webhook));
      return NULL;
    }

  account_id = choose (json, "account_id", assay_webhook_get_account_id (webhook), self->account_id,
                       error);
  if (account_id == NULL)
    return NULL;
  kind = choose (json, "event", assay_order_kind_to_string (assay_webhook_get_kind (webhook)),
                 self->kind, error);
  if (kind == NULL)
    return NULL;

  *path = g_strdup (assay_webhook_get_order_path (webhook));

  return assay_webhook_dup_order (webhook);
}

/* Blanks between values say nothing. */
static void
squeeze (char *json)
{
  gboolean in_string = FALSE;
  char *to = json;

  for (const char *from = json; *from != '\0'; from++)
    {
      if (in_string && *from == '\\')
        *to++ = *from++;
      else if (*from == '"')
        in_string = !in_string;
      if (in_string || !g_ascii_isspace (*from))
        *to++ = *from;
    }
  *to = '\0';
}

/* The id holds what was entered, so that a corrected order is a new event, but neither how it was
 * written nor what the desk knows. */
static char *
dup_event_id (AssayOrder *order, const char *key)
{
  g_autoptr (GBytes) bytes = assay_order_to_json (order, FALSE);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autofree char *squeezed = g_strndup (text, size);
  g_autofree char *digest = NULL;

  squeeze (squeezed);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, squeezed, -1);

  return g_strdup_printf ("import/%s/%s/%s", key,
                          assay_order_kind_to_string (assay_order_get_kind (order)), digest);
}

static AssayEvent *
to_event (AssayOrderImport *self, AssayOrder *order, AssayJson *json, const char *path)
{
  g_autofree char *key = assay_order_dup_key (order);
  g_autofree char *source = assay_json_dup_source (json);
  g_autofree char *id = dup_event_id (order, key);
  g_autoptr (GBytes) received = g_bytes_new (source, strlen (source));
  AssayEventBody body = { NULL };

  body.kind = (char *) assay_order_kind_to_string (assay_order_get_kind (order));
  body.account_id = (char *) assay_order_get_account_id (order);
  body.entered_by_hand = TRUE;
  body.path = (char *) path;
  body.received = received;

  return assay_event_build (ASSAY_EVENT_ORDER_RECEIVED, id, assay_clock_now (self->clock), key,
                            self->actor, &body);
}

static gboolean
add_event (AssayOrderImport *self, AssayJson *json, GPtrArray *events, GError **error)
{
  g_autoptr (AssayOrder) order = NULL;
  g_autofree char *path = NULL;

  if (!assay_json_check_kind (json, ASSAY_JSON_OBJECT, error))
    return FALSE;

  if (assay_json_has_member (json, "event"))
    order = read_webhook (self, json, &path, error);
  else
    order = read_order (self, json, error);
  if (order == NULL)
    return FALSE;

  if (path == NULL && !assay_json_has_member (json, "event"))
    path = g_strdup ("");
  g_ptr_array_add (events, to_event (self, order, json, path));

  return TRUE;
}

static void
assay_order_import_dispose (GObject *object)
{
  AssayOrderImport *self = ASSAY_ORDER_IMPORT (object);

  g_clear_object (&self->names);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (assay_order_import_parent_class)->dispose (object);
}

static void
assay_order_import_finalize (GObject *object)
{
  AssayOrderImport *self = ASSAY_ORDER_IMPORT (object);

  g_free (self->actor);
  g_free (self->account_id);
  g_free (self->kind);

  G_OBJECT_CLASS (assay_order_import_parent_class)->finalize (object);
}

static void
assay_order_import_class_init (AssayOrderImportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_order_import_dispose;
  object_class->finalize = assay_order_import_finalize;
}

static void
assay_order_import_init (AssayOrderImport *self)
{
}

/**
 * assay_order_import_new:
 * @names: the spellings of event names
 * @clock: tells when an order is entered
 * @actor: who enters it
 *
 * Makes a reader of orders.
 *
 * Returns: (transfer full): the reader
 */
AssayOrderImport *
assay_order_import_new (AssayEventNames *names, AssayClock *clock, const char *actor)
{
  AssayOrderImport *self;

  g_return_val_if_fail (ASSAY_IS_EVENT_NAMES (names), NULL);
  g_return_val_if_fail (ASSAY_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (actor != NULL, NULL);

  self = g_object_new (ASSAY_TYPE_ORDER_IMPORT, NULL);
  self->names = g_object_ref (names);
  self->clock = g_object_ref (clock);
  self->actor = g_strdup (actor);

  return self;
}

/**
 * assay_order_import_set_account_id:
 * @self: a reader of orders
 * @account_id: (nullable): the account of orders that name none
 *
 * Sets the account. An order that names another one is refused.
 */
void
assay_order_import_set_account_id (AssayOrderImport *self, const char *account_id)
{
  g_return_if_fail (ASSAY_IS_ORDER_IMPORT (self));

  g_set_str (&self->account_id, account_id);
}

/**
 * assay_order_import_set_kind:
 * @self: a reader of orders
 * @kind: (nullable): the kind of orders that name none, as [func@OrderKind.to_string] writes it
 *
 * Sets the kind. An order that names another one is refused, and so is a kind that is not known.
 */
void
assay_order_import_set_kind (AssayOrderImport *self, const char *kind)
{
  g_return_if_fail (ASSAY_IS_ORDER_IMPORT (self));

  g_set_str (&self->kind, kind);
}

/**
 * assay_order_import_read:
 * @self: a reader of orders
 * @bytes: the text that was entered
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Reads what was entered. One faulty order refuses them all.
 *
 * Returns: (transfer full) (element-type AssayEvent): an event to append for each order, or %NULL
 *   with @error set
 */
GPtrArray *
assay_order_import_read (AssayOrderImport *self, GBytes *bytes, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AssayJson) json = NULL;

  g_return_val_if_fail (ASSAY_IS_ORDER_IMPORT (self), NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  json = assay_json_parse (bytes, error);
  if (json == NULL)
    return NULL;
  if (assay_json_get_kind (json) != ASSAY_JSON_ARRAY)
    return add_event (self, json, events, error) ? g_steal_pointer (&events) : NULL;

  for (guint i = 0; i < assay_json_get_length (json); i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (json, i);

      if (!add_event (self, element, events, error))
        return NULL;
    }

  return g_steal_pointer (&events);
}
