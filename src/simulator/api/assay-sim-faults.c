/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-faults.h"

#include "assay-sim-schema.h"

#include <string.h>

#define MAX_RULES 100
#define MAX_DELAY (24 * 60 * 60 * 1000)

static const char *const targets[] = { "api", "webhook", NULL };
static const char *const signatures[] = { "wrong", "missing", NULL };

static const AssaySimField match_fields[] = { { "target", ASSAY_SIM_FIELD_CHOICE,
                                                .choices = targets },
                                              { "method", ASSAY_SIM_FIELD_TEXT },
                                              { "path", ASSAY_SIM_FIELD_TEXT },
                                              { NULL } };
static const AssaySimField rule_fields[] = {
  { "match", ASSAY_SIM_FIELD_OBJECT, .members = match_fields },
  { "count", ASSAY_SIM_FIELD_INTEGER },
  { "percent", ASSAY_SIM_FIELD_INTEGER },
  { "status", ASSAY_SIM_FIELD_INTEGER },
  { "error_code", ASSAY_SIM_FIELD_TEXT },
  { "message", ASSAY_SIM_FIELD_TEXT },
  { "retry_after", ASSAY_SIM_FIELD_INTEGER },
  { "delay_ms", ASSAY_SIM_FIELD_INTEGER },
  { "timeout", ASSAY_SIM_FIELD_BOOLEAN },
  { "reset", ASSAY_SIM_FIELD_BOOLEAN },
  { "empty", ASSAY_SIM_FIELD_BOOLEAN },
  { "malformed", ASSAY_SIM_FIELD_BOOLEAN },
  { "empty_page", ASSAY_SIM_FIELD_BOOLEAN },
  { "signature", ASSAY_SIM_FIELD_CHOICE, .choices = signatures },
  { "event", ASSAY_SIM_FIELD_TEXT },
  { "duplicate", ASSAY_SIM_FIELD_BOOLEAN },
  { "numeric_id", ASSAY_SIM_FIELD_BOOLEAN },
  { NULL }
};
static const AssaySimField body_fields[] = { { "rules", ASSAY_SIM_FIELD_OBJECTS,
                                               .members = rule_fields },
                                             { NULL } };

/**
 * AssaySimFaults: (skip)
 *
 * The rules that make the simulator misbehave. For each request the first rule that matches
 * strikes; chance comes from the seed, so that a run can be repeated.
 */
struct _AssaySimFaults
{
  GPtrArray *rules;
  GRand *chance;
};

static void
clear_fault (gpointer data)
{
  AssaySimFault *fault = data;

  g_free (fault->method);
  g_free (fault->path);
  g_free (fault->error_code);
  g_free (fault->message);
  g_free (fault->signature);
  g_free (fault->event);
}

static gint64
read_number (AssayJson *rule, const char *name, gint64 fallback, gint64 max, GPtrArray *problems)
{
  g_autoptr (AssayJson) member = assay_json_dup_member (rule, name);
  gint64 number = fallback;

  if (member == NULL || assay_json_get_kind (member) == ASSAY_JSON_NULL)
    return fallback;

  if (!assay_json_read_int64 (rule, name, &number, NULL) || number > max)
    g_ptr_array_add (problems,
                     g_strdup_printf ("%s: expected a number up to %" G_GINT64_FORMAT ", found %s",
                                      assay_json_get_path (member), max,
                                      assay_json_get_number (member)));

  return number;
}

static gboolean
read_flag (AssayJson *rule, const char *name)
{
  gboolean flag = FALSE;

  assay_json_read_boolean (rule, name, &flag, NULL);

  return flag;
}

static void
read_match (AssaySimFault *fault, AssayJson *rule)
{
  g_autoptr (AssayJson) match = assay_json_dup_member (rule, "match");
  g_autofree char *target = NULL;

  if (match == NULL || assay_json_get_kind (match) != ASSAY_JSON_OBJECT)
    return;

  target = assay_json_dup_member_text (match, "target");
  if (g_strcmp0 (target, "webhook") == 0)
    fault->target = ASSAY_SIM_TARGET_WEBHOOK;
  fault->method = assay_json_dup_member_text (match, "method");
  fault->path = assay_json_dup_member_text (match, "path");
}

/* The rule has passed the schema: only ranges are left to check. */
static AssaySimFault *
read_rule (AssayJson *rule, GPtrArray *problems)
{
  AssaySimFault *fault = g_rc_box_new0 (AssaySimFault);

  read_match (fault, rule);
  fault->remaining = read_number (rule, "count", -1, G_MAXINT32, problems);
  fault->percent = (guint) read_number (rule, "percent", 100, 100, problems);
  fault->status = (guint) read_number (rule, "status", 0, 599, problems);
  fault->retry_after = read_number (rule, "retry_after", -1, G_MAXINT32, problems);
  fault->delay = (guint) read_number (rule, "delay_ms", 0, MAX_DELAY, problems);
  fault->error_code = assay_json_dup_member_text (rule, "error_code");
  fault->message = assay_json_dup_member_text (rule, "message");
  fault->signature = assay_json_dup_member_text (rule, "signature");
  fault->event = assay_json_dup_member_text (rule, "event");
  fault->timeout = read_flag (rule, "timeout");
  fault->reset = read_flag (rule, "reset");
  fault->empty = read_flag (rule, "empty");
  fault->malformed = read_flag (rule, "malformed");
  fault->empty_page = read_flag (rule, "empty_page");
  fault->duplicate = read_flag (rule, "duplicate");
  fault->numeric_id = read_flag (rule, "numeric_id");

  if (fault->status != 0 && fault->status < 200)
    g_ptr_array_add (problems, g_strdup_printf ("%s.status: expected a status from 200 to 599, "
                                                "found %u",
                                                assay_json_get_path (rule), fault->status));

  return fault;
}

static void
write_number (AssayJsonWriter *writer, const char *name, gint64 number, gint64 unset)
{
  if (number == unset)
    return;

  assay_json_writer_member (writer, name);
  assay_json_writer_int64 (writer, number);
}

static void
write_flag (AssayJsonWriter *writer, const char *name, gboolean flag)
{
  if (!flag)
    return;

  assay_json_writer_member (writer, name);
  assay_json_writer_boolean (writer, TRUE);
}

static void
write_rule (AssayJsonWriter *writer, AssaySimFault *fault)
{
  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "match");
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "target", targets[fault->target]);
  assay_json_writer_member_string (writer, "method", fault->method);
  assay_json_writer_member_string (writer, "path", fault->path);
  assay_json_writer_end_object (writer);
  write_number (writer, "count", fault->remaining, -1);
  write_number (writer, "percent", fault->percent, 100);
  write_number (writer, "status", fault->status, 0);
  assay_json_writer_member_string (writer, "error_code", fault->error_code);
  assay_json_writer_member_string (writer, "message", fault->message);
  write_number (writer, "retry_after", fault->retry_after, -1);
  write_number (writer, "delay_ms", fault->delay, 0);
  write_flag (writer, "timeout", fault->timeout);
  write_flag (writer, "reset", fault->reset);
  write_flag (writer, "empty", fault->empty);
  write_flag (writer, "malformed", fault->malformed);
  write_flag (writer, "empty_page", fault->empty_page);
  assay_json_writer_member_string (writer, "signature", fault->signature);
  assay_json_writer_member_string (writer, "event", fault->event);
  write_flag (writer, "duplicate", fault->duplicate);
  write_flag (writer, "numeric_id", fault->numeric_id);
  assay_json_writer_end_object (writer);
}

static gboolean
matches (AssaySimFaults *self,
         AssaySimFault *fault,
         AssaySimTarget target,
         const char *method,
         const char *path)
{
  return fault->target == target && fault->remaining != 0 &&
         (fault->method == NULL || g_ascii_strcasecmp (fault->method, method) == 0) &&
         (fault->path == NULL || g_pattern_match_simple (fault->path, path)) &&
         (fault->percent == 100 ||
          g_rand_int_range (self->chance, 0, 100) < (gint32) fault->percent);
}

/**
 * assay_sim_faults_new:
 * @seed: where chance starts
 *
 * Creates an empty set of rules.
 *
 * Returns: (transfer full): new rules
 */
AssaySimFaults *
assay_sim_faults_new (guint32 seed)
{
  AssaySimFaults *self = g_new0 (AssaySimFaults, 1);

  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_sim_fault_unref);
  self->chance = g_rand_new_with_seed (seed);

  return self;
}

/**
 * assay_sim_faults_free:
 * @self: (transfer full): rules
 *
 * Frees @self.
 */
void
assay_sim_faults_free (AssaySimFaults *self)
{
  g_ptr_array_unref (self->rules);
  g_rand_free (self->chance);
  g_free (self);
}

/**
 * assay_sim_faults_set:
 * @self: rules
 * @rules: `{"rules": [...]}`
 * @problems: (element-type utf8): gains a line for each mistake
 *
 * Replaces all rules; with a mistake in any of them nothing changes.
 */
void
assay_sim_faults_set (AssaySimFaults *self, AssayJson *rules, GPtrArray *problems)
{
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (AssayJson) list = NULL;

  assay_sim_schema_check_strictly (body_fields, rules, problems);
  if (problems->len > 0)
    return;

  faults = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_sim_fault_unref);
  assay_json_read_array (rules, "rules", &list, NULL);
  for (guint i = 0; list != NULL && i < MIN (assay_json_get_length (list), MAX_RULES); i++)
    {
      g_autoptr (AssayJson) rule = assay_json_dup_element (list, i);

      g_ptr_array_add (faults, read_rule (rule, problems));
    }
  if (list != NULL && assay_json_get_length (list) > MAX_RULES)
    g_ptr_array_add (problems, g_strdup_printf ("$.rules: expected up to %d rules, found %u",
                                                MAX_RULES, assay_json_get_length (list)));

  if (problems->len == 0)
    {
      g_ptr_array_unref (self->rules);
      self->rules = g_steal_pointer (&faults);
    }
}

/**
 * assay_sim_faults_clear:
 * @self: rules
 *
 * Removes all rules.
 */
void
assay_sim_faults_clear (AssaySimFaults *self)
{
  g_ptr_array_set_size (self->rules, 0);
}

/**
 * assay_sim_faults_to_json:
 * @self: rules
 *
 * Writes the rules that still strike, as assay_sim_faults_set() reads them.
 *
 * Returns: (transfer full): a JSON object
 */
GBytes *
assay_sim_faults_to_json (AssaySimFaults *self)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "rules");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < self->rules->len; i++)
    write_rule (writer, g_ptr_array_index (self->rules, i));
  assay_json_writer_end_array (writer);
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}

/**
 * assay_sim_faults_take:
 * @self: rules
 * @target: what is about to happen
 * @method: the HTTP method
 * @path: the path, as it was received
 *
 * Finds the fault that strikes now and counts it.
 *
 * Returns: (transfer full) (nullable): the fault, or %NULL if all goes well
 */
AssaySimFault *
assay_sim_faults_take (AssaySimFaults *self,
                       AssaySimTarget target,
                       const char *method,
                       const char *path)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      AssaySimFault *fault = g_ptr_array_index (self->rules, i);

      if (!matches (self, fault, target, method, path))
        continue;

      g_rc_box_acquire (fault);
      if (fault->remaining > 0 && --fault->remaining == 0)
        g_ptr_array_remove_index (self->rules, i);

      return fault;
    }

  return NULL;
}

/**
 * assay_sim_fault_unref:
 * @fault: (transfer full): a fault
 *
 * Drops a reference.
 */
void
assay_sim_fault_unref (AssaySimFault *fault)
{
  g_rc_box_release_full (fault, clear_fault);
}
