/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-api-connectors.h"

#include "assay-sim-schema.h"

/* The members of connector meta that are answered only when they are asked for. */
static const char *const *
get_inclusions (void)
{
  static const char *const inclusions[] = { "field_path", "unmapped_fields", "resources",
                                            "inactive",   "webhooks",        "static_fields",
                                            NULL };

  return inclusions;
}

static gboolean
read_inclusions (AssaySimulator *self, AssaySimCall *call, GStrv *included)
{
  const char *text = assay_sim_call_get_parameter (call, "include");
  g_auto (GStrv) list = g_strsplit (text != NULL ? text : "", ",", -1);

  for (gsize i = 0; list[i] != NULL; i++)
    {
      if (g_strv_contains (get_inclusions (), g_strstrip (list[i])))
        continue;

      assay_sim_answer_error (self, call, SOUP_STATUS_BAD_REQUEST, "ValidationError",
                              "include: expected a list of field_path, unmapped_fields, resources, "
                              "inactive, webhooks, static_fields, found “%s”",
                              list[i]);
      return FALSE;
    }
  *included = g_steal_pointer (&list);

  return TRUE;
}

static void
write_connector (AssayJsonWriter *writer, AssayJson *connector, const char *const *included)
{
  g_auto (GStrv) members = assay_json_dup_members (connector);

  assay_json_writer_begin_object (writer);
  for (gsize i = 0; members[i] != NULL; i++)
    {
      g_autoptr (AssayJson) value = assay_json_dup_member (connector, members[i]);

      if (!g_strv_contains (get_inclusions (), members[i]) ||
          g_strv_contains (included, members[i]))
        assay_json_writer_member_value (writer, members[i], value);
    }
  assay_json_writer_end_object (writer);
}

/*
 * assay_sim_api_list_connectors:
 * @self: the simulator
 * @call: `GET /connectors/meta`
 *
 * Answers the meta of all connectors; of those that are not active only when asked for them.
 */
void
assay_sim_api_list_connectors (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (AssayJson) connectors = assay_json_dup_member (self->connectors, "connectors");
  g_auto (GStrv) included = NULL;

  if (!read_inclusions (self, call, &included))
    return;

  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < assay_json_get_length (connectors); i++)
    {
      g_autoptr (AssayJson) connector = assay_json_dup_element (connectors, i);
      gboolean active = FALSE;

      assay_json_read_boolean (connector, "active", &active, NULL);
      if (active || g_strv_contains ((const char *const *) included, "inactive"))
        write_connector (writer, connector, (const char *const *) included);
    }
  assay_json_writer_end_array (writer);
  assay_sim_answer_json (call, SOUP_STATUS_OK, writer);
}

/*
 * assay_sim_api_get_connector:
 * @self: the simulator
 * @call: `GET /connectors/meta/{id}`
 *
 * Answers the meta of the connector with a provider key.
 */
void
assay_sim_api_get_connector (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (AssayJson) connectors = assay_json_dup_member (self->connectors, "connectors");
  g_auto (GStrv) included = NULL;

  if (!read_inclusions (self, call, &included))
    return;

  for (guint i = 0; i < assay_json_get_length (connectors); i++)
    {
      g_autoptr (AssayJson) connector = assay_json_dup_element (connectors, i);
      g_autofree char *provider = assay_json_dup_member_text (connector, "provider");

      if (g_strcmp0 (provider, call->id) != 0)
        continue;

      write_connector (writer, connector, (const char *const *) included);
      assay_sim_answer_json (call, SOUP_STATUS_OK, writer);
      return;
    }

  assay_sim_answer_error (self, call, SOUP_STATUS_NOT_FOUND, NULL,
                          "No connector has the provider key “%s”", call->id);
}
