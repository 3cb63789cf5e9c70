/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-event-names.h"

#include <string.h>

#include "assay-error.h"
#include "assay-json.h"

typedef struct
{
  AssayWebhookTopic topic;
  AssayOrderKind kind;
} Meaning;

/**
 * AssayEventNames:
 *
 * The spellings of StackOne's event names, from the data table `event-names.json`.
 *
 * A name is a stem and an action, `ats_assessments.created`. Letters compare without case.
 * The table never changes after it was read and may be shared between threads.
 */
struct _AssayEventNames
{
  GObject parent_instance;

  /* owned: stem in lower case → Meaning */
  GHashTable *stems;
  GStrv order_paths;
};

G_DEFINE_FINAL_TYPE (AssayEventNames, assay_event_names, G_TYPE_OBJECT)

static gboolean
read_meaning (AssayJson *entry, Meaning *meaning, char **stem, GError **error)
{
  static const char *const topics[] = { "unknown", "order", "account", "other", NULL };
  g_autofree char *topic = NULL;
  g_autofree char *kind = NULL;
  guint i = 1;

  if (!assay_json_read_string (entry, "stem", stem, error) ||
      !assay_json_read_string (entry, "topic", &topic, error) ||
      !assay_json_read_string (entry, "kind", &kind, error))
    return FALSE;
  if (*stem == NULL)
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER, "%s.stem: missing",
                   assay_json_get_path (entry));
      return FALSE;
    }
  while (topics[i] != NULL && g_strcmp0 (topic, topics[i]) != 0)
    i++;
  if (topics[i] == NULL)
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
                   "%s.topic: expected order, account or other", assay_json_get_path (entry));
      return FALSE;
    }
  meaning->topic = (AssayWebhookTopic) i;
  if (kind == NULL || assay_order_kind_from_string (kind, &meaning->kind))
    return TRUE;
  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
               "%s.kind: “%s” is not known", assay_json_get_path (entry), kind);
  return FALSE;
}

static gboolean
read_entry (AssayEventNames *self, AssayJson *entry, GError **error)
{
  Meaning meaning = { ASSAY_WEBHOOK_TOPIC_UNKNOWN, ASSAY_ORDER_KIND_ASSESSMENT };
  g_autofree char *stem = NULL;

  if (!read_meaning (entry, &meaning, &stem, error))
    return FALSE;
  g_hash_table_replace (self->stems, g_ascii_strdown (stem, -1),
                        g_memdup2 (&meaning, sizeof meaning));
  return TRUE;
}

/* A table without paths means the documented one. */
static gboolean
read_order_paths (AssayEventNames *self, AssayJson *json, GError **error)
{
  g_autoptr (AssayJson) paths = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (!assay_json_read_array (json, "order_paths", &paths, error))
    return FALSE;
  if (paths == NULL)
    g_strv_builder_add (builder, "event_data");
  for (guint i = 0; paths != NULL && i < assay_json_get_length (paths); i++)
    {
      g_autoptr (AssayJson) entry = assay_json_dup_element (paths, i);
      g_autofree char *path = NULL;

      if (!assay_json_read_string (entry, "path", &path, error))
        return FALSE;
      if (path == NULL)
        {
          g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER, "%s.path: missing",
                       assay_json_get_path (entry));
          return FALSE;
        }
      g_strv_builder_take (builder, g_steal_pointer (&path));
    }
  self->order_paths = g_strv_builder_end (builder);
  return TRUE;
}

static void
assay_event_names_finalize (GObject *object)
{
  AssayEventNames *self = ASSAY_EVENT_NAMES (object);

  g_clear_pointer (&self->stems, g_hash_table_unref);
  g_clear_pointer (&self->order_paths, g_strfreev);
  G_OBJECT_CLASS (assay_event_names_parent_class)->finalize (object);
}

static void
assay_event_names_class_init (AssayEventNamesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_event_names_finalize;
}

static void
assay_event_names_init (AssayEventNames *self)
{
  self->stems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * assay_event_names_new_from_bytes:
 * @bytes: the table `event-names.json`
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Reads the table: `{"order_paths": [{"path", "source"}], "stems": [{"stem", "topic", "kind"?,
 * "source"}]}`. A path is the names of members joined by dots, from the body of the webhook.
 *
 * Returns: (transfer full): the names, or %NULL with @error set
 */
AssayEventNames *
assay_event_names_new_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (AssayEventNames) self = g_object_new (ASSAY_TYPE_EVENT_NAMES, NULL);
  g_autoptr (AssayJson) json = assay_json_parse (bytes, error);
  g_autoptr (AssayJson) stems = NULL;

  if (json == NULL || !read_order_paths (self, json, error) ||
      !assay_json_read_array (json, "stems", &stems, error))
    return NULL;
  if (stems == NULL)
    {
      g_set_error_literal (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER,
                           "$.stems: missing");
      return NULL;
    }
  for (guint i = 0; i < assay_json_get_length (stems); i++)
    {
      g_autoptr (AssayJson) entry = assay_json_dup_element (stems, i);

      if (!read_entry (self, entry, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * assay_event_names_new_with_order_paths:
 * @names: names
 * @order_paths: where else an order may stand, in the order in which it is looked for
 *
 * Returns: (transfer full): the same names with other paths
 */
AssayEventNames *
assay_event_names_new_with_order_paths (AssayEventNames *names, const char *const *order_paths)
{
  AssayEventNames *self;

  g_return_val_if_fail (ASSAY_IS_EVENT_NAMES (names), NULL);
  g_return_val_if_fail (order_paths != NULL, NULL);

  self = g_object_new (ASSAY_TYPE_EVENT_NAMES, NULL);
  g_clear_pointer (&self->stems, g_hash_table_unref);
  self->stems = g_hash_table_ref (names->stems);
  self->order_paths = g_strdupv ((char **) order_paths);
  return self;
}

static const char *const actions[] = {
  [ASSAY_WEBHOOK_ACTION_CREATED] = "created", [ASSAY_WEBHOOK_ACTION_UPDATED] = "updated",
  [ASSAY_WEBHOOK_ACTION_DELETED] = "deleted", [ASSAY_WEBHOOK_ACTION_ERROR] = "error",
  [ASSAY_WEBHOOK_ACTION_EXPIRED] = "expired", [ASSAY_WEBHOOK_ACTION_FAILED] = "failed",
};

/**
 * assay_event_names_lookup:
 * @self: the table
 * @event: (nullable): name of an event as it was received
 * @action: (out): what happened, untouched for an unknown event
 * @kind: (out): kind of the order, untouched for events that are not about one
 *
 * Returns: what the event is about
 */
AssayWebhookTopic
assay_event_names_lookup (AssayEventNames *self,
                          const char *event,
                          AssayWebhookAction *action,
                          AssayOrderKind *kind)
{
  g_autofree char *name = NULL;
  char *dot;
  Meaning *meaning;

  g_return_val_if_fail (ASSAY_IS_EVENT_NAMES (self), ASSAY_WEBHOOK_TOPIC_UNKNOWN);

  name = g_ascii_strdown (event != NULL ? event : "", -1);
  dot = strrchr (name, '.');
  if (dot == NULL)
    return ASSAY_WEBHOOK_TOPIC_UNKNOWN;
  *dot = '\0';
  meaning = g_hash_table_lookup (self->stems, name);
  for (guint i = 0; meaning != NULL && i < G_N_ELEMENTS (actions); i++)
    {
      if (!g_str_equal (dot + 1, actions[i]))
        continue;

      /* An order only comes, changes and goes. */
      if (meaning->topic == ASSAY_WEBHOOK_TOPIC_ORDER && i > ASSAY_WEBHOOK_ACTION_DELETED)
        break;

      *action = (AssayWebhookAction) i;
      if (meaning->topic == ASSAY_WEBHOOK_TOPIC_ORDER)
        *kind = meaning->kind;
      return meaning->topic;
    }
  return ASSAY_WEBHOOK_TOPIC_UNKNOWN;
}

/**
 * assay_event_names_get_order_paths:
 * @self: the table
 *
 * Gets where in the body of a webhook an order is looked for; the first that is there wins.
 *
 * Returns: (transfer none): paths of members joined by dots
 */
const char *const *
assay_event_names_get_order_paths (AssayEventNames *self)
{
  g_return_val_if_fail (ASSAY_IS_EVENT_NAMES (self), NULL);

  return (const char *const *) self->order_paths;
}
