/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-api-packages.h"

#include "assay-sim-schema.h"

/* The account that created a package and that alone sees it; those of the seed are everybody's. */
#define OWNER "account_id"

static const AssaySimField created_test_fields[] = { { "name", ASSAY_SIM_FIELD_TEXT },
                                                     { "description", ASSAY_SIM_FIELD_TEXT },
                                                     { NULL } };
static const AssaySimField created_fields[] = { { "name", ASSAY_SIM_FIELD_TEXT },
                                                { "description", ASSAY_SIM_FIELD_TEXT },
                                                { "tests", ASSAY_SIM_FIELD_OBJECTS,
                                                  .members = created_test_fields },
                                                { "passthrough", ASSAY_SIM_FIELD_FREE_OBJECT },
                                                { NULL } };
static const AssaySimField updated_test_fields[] = { { "id", ASSAY_SIM_FIELD_TEXT },
                                                     { "name", ASSAY_SIM_FIELD_TEXT },
                                                     { "description", ASSAY_SIM_FIELD_TEXT },
                                                     { NULL } };
static const AssaySimField updated_fields[] = { { "name", ASSAY_SIM_FIELD_TEXT },
                                                { "description", ASSAY_SIM_FIELD_TEXT },
                                                { "tests", ASSAY_SIM_FIELD_OBJECTS,
                                                  .members = updated_test_fields },
                                                { "passthrough", ASSAY_SIM_FIELD_FREE_OBJECT },
                                                { NULL } };

/* The ids of a record, new or kept. */
typedef struct
{
  const char *id;
  const char *remote_id;
  const char *account_id;
} Ids;

/* The body, or %NULL if the call was answered because it is wrong. */
static AssayJson *
read_body (AssaySimulator *self, AssaySimCall *call, const AssaySimField *fields)
{
  g_autoptr (AssayJson) body = assay_sim_parse_body (self, call);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
  gint64 now = assay_clock_now (self->settings->clock);

  if (body == NULL)
    return NULL;
  if (assay_json_get_kind (body) != ASSAY_JSON_OBJECT)
    {
      g_autofree char *found = assay_sim_schema_describe (body);

      g_ptr_array_add (problems, g_strdup_printf ("$: expected an object, found %s", found));
    }
  else
    {
      assay_sim_schema_check (fields, body, problems, unknown);
    }
  if (problems->len == 0)
    return g_steal_pointer (&body);

  assay_sim_call_answer (call, assay_sim_reply_new_refusal (now, problems, NULL));

  return NULL;
}

/* What @patch says of a member, or else what is @known of it. */
static void
write_merged (AssayJsonWriter *writer, AssayJson *known, AssayJson *patch, const char *name)
{
  if (assay_json_has_member (patch, name))
    assay_json_writer_copy_member (writer, patch, name);
  else if (known != NULL)
    assay_json_writer_copy_member (writer, known, name);
}

/* The test of a package with an id, of either kind. */
static AssayJson *
find_test (AssayJson *known, const char *id)
{
  g_autoptr (AssayJson) tests = NULL;

  if (known == NULL || id == NULL || !assay_json_read_array (known, "tests", &tests, NULL) ||
      tests == NULL)
    return NULL;

  for (guint i = 0; i < assay_json_get_length (tests); i++)
    {
      g_autoptr (AssayJson) test = assay_json_dup_element (tests, i);
      g_autofree char *own_id = assay_json_dup_member_text (test, "id");
      g_autofree char *remote_id = assay_json_dup_member_text (test, "remote_id");

      if (g_strcmp0 (own_id, id) == 0 || g_strcmp0 (remote_id, id) == 0)
        return g_steal_pointer (&test);
    }

  return NULL;
}

/* A list replaces the list, as in any merge patch; the tests that it names keep their ids. */
static void
write_tests (AssayJsonWriter *writer,
             AssaySimState *state,
             AssayJson *known,
             AssayJson *patch,
             const char *package_id,
             guint number)
{
  g_autoptr (AssayJson) tests = NULL;

  if (!assay_json_read_array (patch, "tests", &tests, NULL) || tests == NULL)
    {
      write_merged (writer, known, patch, "tests");
      return;
    }

  assay_json_writer_member (writer, "tests");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < assay_json_get_length (tests); i++)
    {
      g_autoptr (AssayJson) test = assay_json_dup_element (tests, i);
      g_autofree char *named = assay_json_dup_member_text (test, "id");
      g_autoptr (AssayJson) old = find_test (known, named);
      g_autofree char *id = assay_sim_state_make_id (state, package_id, number + i);
      g_autofree char *remote_id = assay_sim_state_make_remote_id (state, package_id, number + i);

      assay_json_writer_begin_object (writer);
      if (old != NULL)
        {
          assay_json_writer_copy_member (writer, old, "id");
          assay_json_writer_copy_member (writer, old, "remote_id");
        }
      else
        {
          assay_json_writer_member_string (writer, "id", id);
          assay_json_writer_member_string (writer, "remote_id", remote_id);
        }
      write_merged (writer, old, test, "name");
      write_merged (writer, old, test, "description");
      assay_json_writer_end_object (writer);
    }
  assay_json_writer_end_array (writer);
}

/* Time tells ids apart also after a package was deleted. */
static guint
choose_number (AssaySimulator *self)
{
  return (guint) (assay_clock_now (self->settings->clock) & G_MAXUINT32);
}

static AssayJson *
build_record (AssaySimulator *self, const Ids *ids, AssayJson *known, AssayJson *patch)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", ids->id);
  assay_json_writer_member_string (writer, "remote_id", ids->remote_id);
  write_merged (writer, known, patch, "name");
  write_merged (writer, known, patch, "description");
  write_tests (writer, self->state, known, patch, ids->id, choose_number (self));
  assay_json_writer_member_string (writer, OWNER, ids->account_id);
  assay_json_writer_member (writer, "updated_at");
  assay_json_writer_date_time (writer, assay_clock_now (self->settings->clock));
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);

  return assay_json_parse (bytes, NULL);
}

/* Replaces the packages by those that are to be, and answers the call when they cannot be kept. */
static gboolean
keep_packages (AssaySimulator *self, AssaySimCall *call, GPtrArray *packages)
{
  GPtrArray *table = assay_sim_state_get_table (self->state, ASSAY_SIM_TABLE_CHECKS);
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_json_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < table->len; i++)
    g_ptr_array_add (before, assay_json_ref (table->pdata[i]));
  if (assay_sim_state_replace_table (self->state, ASSAY_SIM_TABLE_CHECKS, packages, &error))
    return TRUE;

  assay_sim_answer_error (self, call, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL,
                          "The simulator cannot keep its state: %s", error->message);
  assay_sim_state_replace_table (self->state, ASSAY_SIM_TABLE_CHECKS, before, NULL);

  return FALSE;
}

/* The packages with @new in place of @old, at the end for no @old, and without it for no @new. */
static GPtrArray *
exchange_package (AssaySimulator *self, AssayJson *old, AssayJson *new)
{
  GPtrArray *table = assay_sim_state_get_table (self->state, ASSAY_SIM_TABLE_CHECKS);
  GPtrArray *packages = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_json_unref);

  for (guint i = 0; i < table->len; i++)
    {
      AssayJson *record = table->pdata[i];

      if (record != old)
        g_ptr_array_add (packages, assay_json_ref (record));
      else if (new != NULL)
        g_ptr_array_add (packages, assay_json_ref (new));
    }
  if (old == NULL)
    g_ptr_array_add (packages, assay_json_ref (new));

  return packages;
}

/* The package that the call names, or %NULL if the call was answered. */
static AssayJson *
find_package (AssaySimulator *self, AssaySimCall *call)
{
  AssayJson *record = assay_sim_state_find (self->state, ASSAY_SIM_TABLE_CHECKS, call->id);

  if (record != NULL && assay_sim_api_owns_package (call, record))
    return record;

  assay_sim_answer_error (self, call, SOUP_STATUS_NOT_FOUND, NULL, "No package has the id “%s”",
                          call->id);

  return NULL;
}

/* CreateResult, UpdateResult and DeleteResult differ in status and words; the first has data. */
static void
answer_written (AssaySimulator *self,
                AssaySimCall *call,
                guint status,
                guint status_code,
                const char *message,
                const Ids *created)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "statusCode");
  assay_json_writer_int64 (writer, status_code);
  assay_json_writer_member_string (writer, "message", message);
  assay_json_writer_member (writer, "timestamp");
  assay_json_writer_date_time (writer, assay_clock_now (self->settings->clock));
  if (created != NULL)
    {
      assay_json_writer_member (writer, "data");
      assay_json_writer_begin_object (writer);
      assay_json_writer_member_string (writer, "id", created->id);
      assay_json_writer_member_string (writer, "remote_id", created->remote_id);
      assay_json_writer_end_object (writer);
    }
  assay_json_writer_end_object (writer);
  assay_sim_answer_json (call, status, writer);
}

/*
 * assay_sim_api_owns_package:
 * @call: a call of an account
 * @record: a package
 *
 * Tells whether the account of the call sees the package. What an account created it sees alone.
 *
 * Returns: whether it does
 */
gboolean
assay_sim_api_owns_package (AssaySimCall *call, AssayJson *record)
{
  g_autofree char *owner = assay_json_dup_member_text (record, OWNER);
  g_autofree char *account_id = assay_json_dup_member_text (call->account, "id");

  return owner == NULL || g_strcmp0 (owner, account_id) == 0;
}

/*
 * assay_sim_api_create_check_package:
 * @self: the simulator
 * @call: `POST /unified/ats/background_checks/packages`
 *
 * Adds a package and answers its ids. Nothing keeps two of the same name apart but these.
 */
void
assay_sim_api_create_check_package (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (AssayJson) body = read_body (self, call, created_fields);
  g_autofree char *account_id = assay_json_dup_member_text (call->account, "id");
  g_autofree char *id = NULL;
  g_autofree char *remote_id = NULL;
  g_autoptr (AssayJson) record = NULL;
  g_autoptr (GPtrArray) packages = NULL;
  guint number = choose_number (self);

  if (body == NULL)
    return;

  do
    {
      g_free (id);
      id = assay_sim_state_make_id (self->state, "check-package", number++);
    }
  while (assay_sim_state_find (self->state, ASSAY_SIM_TABLE_CHECKS, id) != NULL);
  remote_id = assay_sim_state_make_remote_id (self->state, "check-package", number - 1);

  Ids ids = { id, remote_id, account_id };

  record = build_record (self, &ids, NULL, body);
  packages = exchange_package (self, NULL, record);
  if (keep_packages (self, call, packages))
    answer_written (self, call, SOUP_STATUS_CREATED, SOUP_STATUS_CREATED,
                    "Record created successfully.", &ids);
}

/*
 * assay_sim_api_update_check_package:
 * @self: the simulator
 * @call: `PATCH /unified/ats/background_checks/packages/{id}`
 *
 * Changes the members of a package that the body has, and no others.
 */
void
assay_sim_api_update_check_package (AssaySimulator *self, AssaySimCall *call)
{
  AssayJson *known = find_package (self, call);
  g_autoptr (AssayJson) body = known != NULL ? read_body (self, call, updated_fields) : NULL;
  g_autofree char *id = NULL;
  g_autofree char *remote_id = NULL;
  g_autofree char *owner = NULL;
  g_autoptr (AssayJson) record = NULL;
  g_autoptr (GPtrArray) packages = NULL;

  if (body == NULL)
    return;

  id = assay_json_dup_member_text (known, "id");
  remote_id = assay_json_dup_member_text (known, "remote_id");
  owner = assay_json_dup_member_text (known, OWNER);
  Ids ids = { id, remote_id, owner };

  record = build_record (self, &ids, known, body);
  packages = exchange_package (self, known, record);
  if (keep_packages (self, call, packages))
    answer_written (self, call, SOUP_STATUS_OK, SOUP_STATUS_OK, "Record updated successfully.",
                    NULL);
}

/*
 * assay_sim_api_delete_check_package:
 * @self: the simulator
 * @call: `DELETE /unified/ats/background_checks/packages/{id}`
 *
 * Removes a package. The answer's status is 200 and the one in its body 204, as in StackOne's
 * OpenAPI.
 */
void
assay_sim_api_delete_check_package (AssaySimulator *self, AssaySimCall *call)
{
  AssayJson *known = find_package (self, call);
  g_autoptr (GPtrArray) packages = NULL;

  if (known == NULL)
    return;

  packages = exchange_package (self, known, NULL);
  if (keep_packages (self, call, packages))
    answer_written (self, call, SOUP_STATUS_OK, SOUP_STATUS_NO_CONTENT,
                    "Record deleted successfully.", NULL);
}
