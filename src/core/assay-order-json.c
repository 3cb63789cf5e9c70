/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-private.h"

#include "assay-error.h"
#include "assay-model-private.h"

/* The ids of a part of an order when they are given flat, beside the part or instead of it. */
typedef struct
{
  char *id;
  char *remote_id;
} FlatIds;

static void
flat_ids_clear (FlatIds *ids)
{
  g_clear_pointer (&ids->id, g_free);
  g_clear_pointer (&ids->remote_id, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FlatIds, flat_ids_clear)

static gboolean
read_flat_ids (AssayJson *json, const char *part, FlatIds *ids, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%s_id", part);
  g_autofree char *remote_id = g_strdup_printf ("remote_%s_id", part);

  return assay_json_read_text (json, id, &ids->id, error) &&
         assay_json_read_text (json, remote_id, &ids->remote_id, error);
}

/* A part is an object, flat ids, or both: what the object lacks the flat ids fill in. */
#define READ_PART(part, Type, TYPE)                                                               \
  static gboolean                                                                                 \
  read_##part (AssayOrder *self, AssayJson *json, GError **error)                                 \
  {                                                                                               \
    g_autoptr (Assay##Type) part = NULL;                                                          \
    g_auto (FlatIds) ids = { NULL, NULL };                                                        \
                                                                                                  \
    if (!assay_model_read_member (json, #part, ASSAY_TYPE_##TYPE, &part, error) ||                \
        !read_flat_ids (json, #part, &ids, error))                                                \
      return FALSE;                                                                               \
    if (part == NULL && ids.id == NULL && ids.remote_id == NULL)                                  \
      return TRUE;                                                                                \
    if (part == NULL)                                                                             \
      part = assay_##part##_new ();                                                               \
    if (assay_##part##_get_id (part) == NULL)                                                     \
      assay_##part##_set_id (part, ids.id);                                                       \
    if (assay_##part##_get_remote_id (part) == NULL)                                              \
      assay_##part##_set_remote_id (part, ids.remote_id);                                         \
    assay_order_set_##part (self, part);                                                          \
    return TRUE;                                                                                  \
  }

READ_PART (package, Package, PACKAGE)
READ_PART (application, Application, APPLICATION)
READ_PART (job, Job, JOB)
READ_PART (candidate, Candidate, CANDIDATE)

static gboolean
read_requester (AssayOrder *self, AssayJson *json, GError **error)
{
  g_autoptr (AssayPerson) requester = NULL;

  if (!assay_model_read_member (json, "requester", ASSAY_TYPE_PERSON, &requester, error))
    return FALSE;
  assay_order_set_requester (self, requester);
  return TRUE;
}

static gboolean
refuse_word (AssayJson *json, const char *member, const char *text, GError **error)
{
  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE, "%s.%s: “%s” is not known",
               assay_json_get_path (json), member, text);
  return FALSE;
}

static gboolean
read_states (AssayOrder *self, AssayJson *assay, GError **error)
{
  g_autofree char *kind_text = NULL;
  g_autofree char *status_text = NULL;
  g_autofree char *sending_text = NULL;
  AssayOrderKind kind = ASSAY_ORDER_KIND_ASSESSMENT;
  AssayOrderStatus status = ASSAY_ORDER_STATUS_NONE;
  AssayOrderSending sending = ASSAY_ORDER_SENDING_IDLE;

  if (!assay_json_read_string (assay, "kind", &kind_text, error) ||
      !assay_json_read_string (assay, "status", &status_text, error) ||
      !assay_json_read_string (assay, "sending", &sending_text, error))
    return FALSE;
  if (kind_text != NULL && !assay_order_kind_from_string (kind_text, &kind))
    return refuse_word (assay, "kind", kind_text, error);
  if (status_text != NULL && !assay_order_status_from_string (status_text, &status))
    return refuse_word (assay, "status", status_text, error);
  if (sending_text != NULL && !assay_order_sending_from_string (sending_text, &sending))
    return refuse_word (assay, "sending", sending_text, error);
  assay_order_set_kind (self, kind);
  assay_order_set_status (self, status);
  assay_order_set_sending (self, sending);
  return TRUE;
}

static gboolean
read_desk (AssayOrder *self, AssayJson *assay, GError **error)
{
  g_autofree char *account_id = NULL;
  g_autofree char *claimed_by = NULL;
  gint64 version;
  gint64 received_at;
  gboolean is_new;
  gboolean archived;
  gboolean entered_by_hand;

  if (!read_states (self, assay, error) ||
      !assay_json_read_text (assay, "account_id", &account_id, error) ||
      !assay_json_read_int64 (assay, "version", &version, error) ||
      !assay_json_read_date_time (assay, "received_at", &received_at, error) ||
      !assay_json_read_boolean (assay, "new", &is_new, error) ||
      !assay_json_read_string (assay, "claimed_by", &claimed_by, error) ||
      !assay_json_read_boolean (assay, "archived", &archived, error) ||
      !assay_json_read_boolean (assay, "entered_by_hand", &entered_by_hand, error))
    return FALSE;
  assay_order_set_account_id (self, account_id);
  assay_order_set_version (self, version);
  assay_order_set_received_at (self, received_at);
  assay_order_set_new (self, is_new);
  assay_order_set_claimed_by (self, claimed_by);
  assay_order_set_archived (self, archived);
  assay_order_set_entered_by_hand (self, entered_by_hand);
  return TRUE;
}

/* Reads an order as StackOne documents it, or flat, with the desk's own member `assay` if any. */
gboolean
assay_order_read_members (AssayOrder *self, AssayJson *json, GError **error)
{
  static const char * const known[] = {
    "id", "remote_id", "package", "application", "job", "candidate", "requester",
    "results_update_url", "passthrough", "package_id", "remote_package_id", "application_id",
    "remote_application_id", "job_id", "remote_job_id", "candidate_id", "remote_candidate_id",
    "assay", NULL,
  };
  g_autofree char *id = NULL;
  g_autofree char *remote_id = NULL;
  g_autofree char *results_update_url = NULL;
  g_autoptr (AssayJson) passthrough = NULL;
  g_autoptr (AssayJson) assay = NULL;

  if (!assay_json_read_text (json, "id", &id, error) ||
      !assay_json_read_text (json, "remote_id", &remote_id, error) ||
      !read_package (self, json, error) ||
      !read_application (self, json, error) ||
      !read_job (self, json, error) ||
      !read_candidate (self, json, error) ||
      !read_requester (self, json, error) ||
      !assay_json_read_string (json, "results_update_url", &results_update_url, error) ||
      !assay_json_read_object (json, "passthrough", &passthrough, error) ||
      !assay_json_read_object (json, "assay", &assay, error))
    return FALSE;
  assay_order_set_id (self, id);
  assay_order_set_remote_id (self, remote_id);
  assay_order_set_results_update_url (self, results_update_url);
  assay_order_set_passthrough (self, passthrough);
  assay_order_set_document (self, json);
  assay_order_take_unknown (self, assay_json_dup_unknown_members (json, known));
  return assay == NULL || read_desk (self, assay, error);
}

/* Writes an order as StackOne documents it. */
void
assay_order_write_members (AssayOrder *self, AssayJsonWriter *writer)
{
  assay_json_writer_member_string (writer, "id", assay_order_get_id (self));
  assay_json_writer_member_string (writer, "remote_id", assay_order_get_remote_id (self));
  assay_model_write_member (writer, "package", assay_order_get_package (self));
  assay_model_write_member (writer, "application", assay_order_get_application (self));
  assay_model_write_member (writer, "job", assay_order_get_job (self));
  assay_model_write_member (writer, "candidate", assay_order_get_candidate (self));
  assay_model_write_member (writer, "requester", assay_order_get_requester (self));
  assay_json_writer_member_string (writer, "results_update_url",
                                   assay_order_get_results_update_url (self));
  assay_json_writer_member_value (writer, "passthrough", assay_order_get_passthrough (self));
}

static void
write_true (AssayJsonWriter *writer, const char *member, gboolean value)
{
  if (!value)
    return;
  assay_json_writer_member (writer, member);
  assay_json_writer_boolean (writer, TRUE);
}

static void
write_desk (AssayOrder *self, AssayJsonWriter *writer)
{
  assay_json_writer_member (writer, "assay");
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "account_id", assay_order_get_account_id (self));
  assay_json_writer_member_string (writer, "kind",
                                   assay_order_kind_to_string (assay_order_get_kind (self)));
  assay_json_writer_member_string (writer, "status",
                                   assay_order_status_to_string (assay_order_get_status (self)));
  assay_json_writer_member_string (writer, "sending",
                                   assay_order_sending_to_string (assay_order_get_sending (self)));
  assay_json_writer_member (writer, "version");
  assay_json_writer_int64 (writer, assay_order_get_version (self));
  assay_json_writer_member (writer, "received_at");
  assay_json_writer_date_time (writer, assay_order_get_received_at (self));
  assay_json_writer_member (writer, "new");
  assay_json_writer_boolean (writer, assay_order_get_new (self));
  assay_json_writer_member_string (writer, "claimed_by", assay_order_get_claimed_by (self));
  write_true (writer, "archived", assay_order_get_archived (self));
  write_true (writer, "entered_by_hand", assay_order_get_entered_by_hand (self));
  assay_json_writer_end_object (writer);
}

/* Which members are written another way: flat ids stand in their parts. */
static gboolean
is_replaced (const char *name)
{
  static const char * const replaced[] = {
    "id", "assay", "package_id", "remote_package_id", "application_id", "remote_application_id",
    "job_id", "remote_job_id", "candidate_id", "remote_candidate_id", NULL,
  };

  return g_strv_contains (replaced, name);
}

/* What came with the order goes before what was understood of it: arrays may hold members that are
 * not known. */
static AssayJson *
dup_whole (AssayOrder *self)
{
  AssayJson *document = assay_order_get_document (self);
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (AssayJson) known = NULL;
  g_autoptr (GBytes) bytes = NULL;

  assay_json_writer_begin_object (writer);
  assay_order_write_members (self, writer);
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);
  known = assay_json_parse (bytes, NULL);

  return document != NULL ? assay_json_complete (known, document) : g_steal_pointer (&known);
}

/**
 * assay_order_to_json:
 * @self: an order
 * @with_assay: whether to add the member `assay` with what the desk knows
 *
 * Writes the order as StackOne documents it, with all members that came with it. The member `assay`
 * holds `account_id`, `kind`, `status`, `sending`, `version`, `received_at` and `new`, and where
 * they apply `claimed_by`, `archived` and `entered_by_hand`.
 *
 * Returns: (transfer full): an object; where it holds line breaks, they came with the order
 */
GBytes *
assay_order_to_json (AssayOrder *self, gboolean with_assay)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (AssayJson) whole = NULL;
  g_auto (GStrv) names = NULL;

  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  whole = dup_whole (self);
  names = assay_json_dup_members (whole);
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", assay_order_get_id (self));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (AssayJson) value = assay_json_dup_member (whole, names[i]);

      if (!is_replaced (names[i]))
        assay_json_writer_member_value (writer, names[i], value);
    }
  if (with_assay)
    write_desk (self, writer);
  assay_json_writer_end_object (writer);
  return assay_json_writer_finish (writer);
}
