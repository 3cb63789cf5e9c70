/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-stackone-call-private.h"
#include "assay-stackone-client-private.h"

/* A walk that long follows cursors that never end. */
#define MAX_PAGES 1000
/* The page size of the account list when none is asked for. */
#define ACCOUNTS_PAGE_SIZE 25

typedef gpointer (*ReadItemFunc) (AssayJson *json, GError **error);

/* A list that is read page by page. */
typedef struct
{
  /* owned */
  char *path;
  char *account_id;
  GPtrArray *items;
  GHashTable *seen; /* the cursors, or the ids of the accounts, that were already met */

  /* plain */
  ReadItemFunc read_item;
  guint n_pages;
} Walk;

static void
walk_free (Walk *walk)
{
  g_free (walk->path);
  g_free (walk->account_id);
  g_ptr_array_unref (walk->items);
  g_hash_table_unref (walk->seen);
  g_free (walk);
}

static Walk *
walk_new (const char *path, const char *account_id, ReadItemFunc read_item)
{
  Walk *walk = g_new0 (Walk, 1);

  walk->path = g_strdup (path);
  walk->account_id = g_strdup (account_id);
  walk->items = g_ptr_array_new_with_free_func (g_object_unref);
  walk->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  walk->read_item = read_item;

  return walk;
}

static gpointer
read_package (AssayJson *json, GError **error)
{
  return assay_package_new_from_json (json, error);
}

static gpointer
read_account (AssayJson *json, GError **error)
{
  return assay_account_new_from_json (json, error);
}

/* Errors of the models name a JSON path; to the caller they are one kind of bad answer. */
static GError *
wrap_answer_error (GError *error)
{
  GError *wrapped = g_error_new (ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_ANSWER,
                                 "StackOne's answer: %s", error->message);

  g_error_free (error);

  return wrapped;
}

/* Both the documented envelope and, for accounts, the bare value are in use. */
static AssayJson *
dup_data (AssayStackoneReply *reply)
{
  AssayJson *json = assay_stackone_reply_get_json (reply);
  AssayJson *data = NULL;

  if (json == NULL)
    return NULL;

  if (assay_json_get_kind (json) == ASSAY_JSON_OBJECT)
    data = assay_json_dup_member (json, "data");

  return data != NULL ? data : assay_json_ref (json);
}

static gboolean
append_items (Walk *walk, AssayJson *list, GError **error)
{
  guint length;

  /* A walk that is over may say so by null instead of an empty list. */
  if (list != NULL && assay_json_get_kind (list) == ASSAY_JSON_NULL)
    return TRUE;

  if (list == NULL || assay_json_get_kind (list) != ASSAY_JSON_ARRAY)
    {
      g_set_error_literal (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_ANSWER,
                           "StackOne's answer: $.data: expected an array");
      return FALSE;
    }

  length = assay_json_get_length (list);
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (list, i);
      GError *local_error = NULL;
      gpointer item = walk->read_item (element, &local_error);

      if (item == NULL)
        {
          g_propagate_error (error, wrap_answer_error (local_error));
          return FALSE;
        }
      g_ptr_array_add (walk->items, item);
    }

  return TRUE;
}

/* Remembers @mark; FALSE when it was met before. */
static gboolean
walk_mark (Walk *walk, const char *mark)
{
  return g_hash_table_add (walk->seen, g_strdup (mark));
}

static char *
dup_next_cursor (AssayStackoneReply *reply)
{
  AssayJson *json = assay_stackone_reply_get_json (reply);
  char *next = NULL;

  if (json == NULL || assay_json_get_kind (json) != ASSAY_JSON_OBJECT ||
      !assay_json_read_text (json, "next", &next, NULL))
    return NULL;

  return next;
}

static void
return_items (GTask *task, Walk *walk)
{
  g_task_return_pointer (task, g_ptr_array_ref (walk->items), (GDestroyNotify) g_ptr_array_unref);
  g_object_unref (task);
}

static void
request_page (GTask *task, const char *query, GAsyncReadyCallback callback)
{
  Walk *walk = g_task_get_task_data (task);
  char *path = g_strconcat (walk->path, query, NULL);

  assay_stackone_client_call_async (g_task_get_source_object (task),
                                    assay_stackone_call_new ("GET", path, walk->account_id),
                                    g_task_get_cancellable (task), callback, task);
}

static void
packages_page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Walk *walk = g_task_get_task_data (task);
  g_autoptr (AssayStackoneReply) reply = NULL;
  g_autoptr (AssayJson) data = NULL;
  g_autofree char *next = NULL;
  g_autofree char *cursor = NULL;
  g_autofree char *query = NULL;
  GError *error = NULL;

  reply = assay_stackone_client_call_finish (ASSAY_STACKONE_CLIENT (source), result, NULL, &error);
  if (reply != NULL)
    data = dup_data (reply);
  if (reply == NULL || !append_items (walk, data, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  /* A page may be short or empty and still be followed by another one. */
  next = dup_next_cursor (reply);
  if (next == NULL || *next == '\0' || !walk_mark (walk, next) || ++walk->n_pages >= MAX_PAGES)
    {
      return_items (task, walk);
      return;
    }

  cursor = g_uri_escape_string (next, NULL, FALSE);
  query = g_strconcat ("?next=", cursor, NULL);
  request_page (task, query, packages_page_cb);
}

/* Tells whether the page brought an account that no page before it had. */
static gboolean
mark_new_accounts (Walk *walk, guint first)
{
  gboolean any = FALSE;

  for (guint i = walk->items->len; i > first; i--)
    {
      const char *id = assay_account_get_id (g_ptr_array_index (walk->items, i - 1));

      if (walk_mark (walk, id != NULL ? id : ""))
        any = TRUE;
      else
        g_ptr_array_remove_index (walk->items, i - 1);
    }

  return any;
}

static void
accounts_page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Walk *walk = g_task_get_task_data (task);
  g_autoptr (AssayStackoneReply) reply = NULL;
  g_autoptr (AssayJson) data = NULL;
  g_autofree char *query = NULL;
  guint before = walk->items->len;
  guint length;
  GError *error = NULL;

  reply = assay_stackone_client_call_finish (ASSAY_STACKONE_CLIENT (source), result, NULL, &error);
  if (reply != NULL)
    data = dup_data (reply);
  if (reply == NULL || !append_items (walk, data, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  /* The list has no cursor. A server that ignores the page number repeats itself. */
  length = walk->items->len - before;
  if (!mark_new_accounts (walk, before) || length < ACCOUNTS_PAGE_SIZE ||
      ++walk->n_pages >= MAX_PAGES)
    {
      return_items (task, walk);
      return;
    }

  query = g_strdup_printf ("?page=%u", walk->n_pages + 1);
  request_page (task, query, accounts_page_cb);
}

/* Serves every call that answers one object. The reader stands in the task's data. */
static void
item_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ReadItemFunc read_item = *(ReadItemFunc *) g_task_get_task_data (task);
  g_autoptr (AssayStackoneReply) reply = NULL;
  g_autoptr (AssayJson) data = NULL;
  GError *error = NULL;
  gpointer item = NULL;

  reply = assay_stackone_client_call_finish (ASSAY_STACKONE_CLIENT (source), result, NULL, &error);
  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  data = dup_data (reply);
  if (data != NULL)
    item = read_item (data, &error);

  if (item != NULL)
    g_task_return_pointer (task, item, g_object_unref);
  else if (error != NULL)
    g_task_return_error (task, wrap_answer_error (error));
  else
    g_task_return_new_error_literal (task, ASSAY_STACKONE_ERROR,
                                     ASSAY_STACKONE_ERROR_INVALID_ANSWER,
                                     "StackOne's answer has no content");
}

/* Takes @task over. */
static void
get_item (GTask *task,
          const char *folder,
          const char *what,
          const char *id,
          const char *account_id,
          ReadItemFunc read_item)
{
  g_autofree char *segment = NULL;
  ReadItemFunc *data = g_new (ReadItemFunc, 1);
  GError *error = NULL;

  *data = read_item;
  g_task_set_source_tag (task, get_item);
  g_task_set_task_data (task, data, g_free);

  segment = assay_stackone_escape_segment (what, id, &error);
  if (segment == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  assay_stackone_client_call_async (g_task_get_source_object (task),
                                    assay_stackone_call_new ("GET",
                                                             g_strconcat (folder, segment, NULL),
                                                             account_id),
                                    g_task_get_cancellable (task), item_cb, task);
}

static gpointer
finish_item (gpointer client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * assay_stackone_client_list_packages_async:
 * @self: a client
 * @kind: whether assessments or background checks are meant
 * @account_id: the linked account whose packages are meant
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when all pages were read
 * @user_data: data for @callback
 *
 * Reads the list of packages, all pages of it: `GET /unified/ats/{assessments,background_checks}/
 * packages` (StackOne ATS OpenAPI).
 */
void
assay_stackone_client_list_packages_async (AssayStackoneClient *self,
                                           AssayOrderKind kind,
                                           const char *account_id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  g_autofree char *path = NULL;
  GTask *task;

  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));
  g_return_if_fail (account_id != NULL);

  path = g_strdup_printf ("/unified/ats/%s/packages", assay_stackone_get_family (kind));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_stackone_client_list_packages_async);
  g_task_set_task_data (task, walk_new (path, account_id, read_package),
                        (GDestroyNotify) walk_free);
  request_page (task, NULL, packages_page_cb);
}

/**
 * assay_stackone_client_list_packages_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [method@StackoneClient.list_packages_async].
 *
 * Returns: (transfer full) (element-type AssayPackage): the packages in StackOne's order
 */
GPtrArray *
assay_stackone_client_list_packages_finish (AssayStackoneClient *self,
                                            GAsyncResult *result,
                                            GError **error)
{
  return finish_item (self, result, error);
}

/**
 * assay_stackone_client_get_package_async:
 * @self: a client
 * @kind: whether an assessment or a background check is meant
 * @account_id: the linked account whose package is meant
 * @package_id: the package's id, StackOne's or the provider's
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when the answer is complete
 * @user_data: data for @callback
 *
 * Reads one package: `GET /unified/ats/{assessments,background_checks}/packages/{id}` (StackOne ATS
 * OpenAPI).
 */
void
assay_stackone_client_get_package_async (AssayStackoneClient *self,
                                         AssayOrderKind kind,
                                         const char *account_id,
                                         const char *package_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autofree char *folder = NULL;

  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));
  g_return_if_fail (account_id != NULL);

  folder = g_strdup_printf ("/unified/ats/%s/packages/", assay_stackone_get_family (kind));
  get_item (g_task_new (self, cancellable, callback, user_data), folder, "package id", package_id,
            account_id, read_package);
}

/**
 * assay_stackone_client_get_package_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [method@StackoneClient.get_package_async].
 *
 * Returns: (transfer full): the package
 */
AssayPackage *
assay_stackone_client_get_package_finish (AssayStackoneClient *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  return finish_item (self, result, error);
}

static const char *
get_accounts_path (AssayStackoneClient *self)
{
  return self->accounts_path != NULL ? self->accounts_path : "/accounts";
}

/**
 * assay_stackone_client_list_accounts_async:
 * @self: a client
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when all pages were read
 * @user_data: data for @callback
 *
 * Reads the list of linked accounts: `GET /accounts`. StackOne answers a bare array; the
 * documented `{"data": [...]}` is accepted too.
 */
void
assay_stackone_client_list_accounts_async (AssayStackoneClient *self,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_stackone_client_list_accounts_async);
  g_task_set_task_data (task, walk_new (get_accounts_path (self), NULL, read_account),
                        (GDestroyNotify) walk_free);
  request_page (task, NULL, accounts_page_cb);
}

/**
 * assay_stackone_client_list_accounts_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [method@StackoneClient.list_accounts_async].
 *
 * Returns: (transfer full) (element-type AssayAccount): the accounts in StackOne's order
 */
GPtrArray *
assay_stackone_client_list_accounts_finish (AssayStackoneClient *self,
                                            GAsyncResult *result,
                                            GError **error)
{
  return finish_item (self, result, error);
}

/**
 * assay_stackone_client_get_account_async:
 * @self: a client
 * @account_id: the id of a linked account
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when the answer is complete
 * @user_data: data for @callback
 *
 * Reads one linked account: `GET /accounts/{id}` (StackOne platform API).
 */
void
assay_stackone_client_get_account_async (AssayStackoneClient *self,
                                         const char *account_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autofree char *folder = NULL;

  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));

  folder = g_strconcat (get_accounts_path (self), "/", NULL);
  get_item (g_task_new (self, cancellable, callback, user_data), folder, "account id", account_id,
            NULL, read_account);
}

/**
 * assay_stackone_client_get_account_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [method@StackoneClient.get_account_async].
 *
 * Returns: (transfer full): the account
 */
AssayAccount *
assay_stackone_client_get_account_finish (AssayStackoneClient *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  return finish_item (self, result, error);
}

/**
 * assay_stackone_client_get_connector_meta_async:
 * @self: a client
 * @provider: the provider's key, such as `smartrecruiters`
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when the answer is complete
 * @user_data: data for @callback
 *
 * Reads what StackOne offers and demands for a provider: `GET /connectors/meta/{provider}`
 * (StackOne platform API).
 */
void
assay_stackone_client_get_connector_meta_async (AssayStackoneClient *self,
                                                const char *provider,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data)
{
  g_autofree char *segment = NULL;
  GError *error = NULL;

  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));

  segment = assay_stackone_escape_segment ("provider", provider, &error);
  if (segment == NULL)
    g_task_report_error (self, callback, user_data, assay_stackone_client_get_connector_meta_async,
                         error);
  else
    assay_stackone_client_call_async (
      self, assay_stackone_call_new ("GET", g_strconcat ("/connectors/meta/", segment, NULL), NULL),
      cancellable, callback, user_data);
}

/**
 * assay_stackone_client_get_connector_meta_finish:
 * @self: a client
 * @result: the result
 * @exchange: (out) (optional) (nullable) (transfer full): what went over the line, also when the
 *   call fails; %NULL when nothing did
 * @error: return location for an error
 *
 * Finishes [method@StackoneClient.get_connector_meta_async].
 *
 * Returns: (transfer full): the answer, whose JSON is as StackOne sent it
 */
AssayStackoneReply *
assay_stackone_client_get_connector_meta_finish (AssayStackoneClient *self,
                                                 GAsyncResult *result,
                                                 AssayExchange **exchange,
                                                 GError **error)
{
  return assay_stackone_client_call_finish (self, result, exchange, error);
}
