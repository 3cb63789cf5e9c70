/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-finding.h"

/**
 * AssayFinding:
 *
 * Something that a lint found in a result: where, how bad, why, and what to do.
 */
struct _AssayFinding
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *path;
  AssayMessage *message;
  AssayMessage *reason;
  AssayMessage *fix;
  AssayJson *patch;

  AssaySeverity severity;
  gboolean barring;
};

G_DEFINE_FINAL_TYPE (AssayFinding, assay_finding, G_TYPE_OBJECT)

/* In the order of the enumeration. */
static const char *const severities[] = { "error", "warning", "hint" };

static char *
format_nullable (AssayMessage *message, AssayTranslateFunc translate)
{
  return message != NULL ? assay_message_format (message, translate) : NULL;
}

static void
assay_finding_finalize (GObject *object)
{
  AssayFinding *self = ASSAY_FINDING (object);

  g_free (self->id);
  g_free (self->path);
  g_clear_pointer (&self->message, assay_message_unref);
  g_clear_pointer (&self->reason, assay_message_unref);
  g_clear_pointer (&self->fix, assay_message_unref);
  g_clear_pointer (&self->patch, assay_json_unref);

  G_OBJECT_CLASS (assay_finding_parent_class)->finalize (object);
}

static void
assay_finding_class_init (AssayFindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_finding_finalize;
}

static void
assay_finding_init (AssayFinding *self)
{
}

/**
 * assay_severity_to_string:
 * @severity: a severity
 *
 * Gives the name used in tables and JSON.
 *
 * Returns: (transfer none): `error`, `warning` or `hint`
 */
const char *
assay_severity_to_string (AssaySeverity severity)
{
  g_return_val_if_fail ((guint) severity < G_N_ELEMENTS (severities), NULL);

  return severities[severity];
}

/**
 * assay_severity_from_string:
 * @text: (nullable): a name
 * @severity: (out): the severity of that name; unchanged when there is none
 *
 * Finds a severity by its name.
 *
 * Returns: whether @text names a severity
 */
gboolean
assay_severity_from_string (const char *text, AssaySeverity *severity)
{
  g_return_val_if_fail (severity != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    {
      if (g_strcmp0 (severities[i], text) == 0)
        {
          *severity = (AssaySeverity) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * assay_finding_new:
 * @id: the id of the lint, such as `S01`
 * @severity: how much it matters
 * @path: the JSON path of the place, such as `$.score.min`
 * @message: what was found
 * @reason: (nullable): why it matters
 * @fix: (nullable): what to do
 *
 * Creates a finding.
 *
 * Returns: (transfer full): a new finding
 */
AssayFinding *
assay_finding_new (const char *id,
                   AssaySeverity severity,
                   const char *path,
                   AssayMessage *message,
                   AssayMessage *reason,
                   AssayMessage *fix)
{
  AssayFinding *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (message != NULL, NULL);

  self = g_object_new (ASSAY_TYPE_FINDING, NULL);
  self->id = g_strdup (id);
  self->severity = severity;
  self->path = g_strdup (path);
  self->message = assay_message_ref (message);
  self->reason = reason != NULL ? assay_message_ref (reason) : NULL;
  self->fix = fix != NULL ? assay_message_ref (fix) : NULL;

  return self;
}

/**
 * assay_finding_get_id:
 * @self: a finding
 *
 * Gets which lint found it.
 *
 * Returns: (transfer none): the id, such as `S01`
 */
const char *
assay_finding_get_id (AssayFinding *self)
{
  g_return_val_if_fail (ASSAY_IS_FINDING (self), NULL);

  return self->id;
}

/**
 * assay_finding_get_severity:
 * @self: a finding
 *
 * Gets how much it matters.
 *
 * Returns: the severity
 */
AssaySeverity
assay_finding_get_severity (AssayFinding *self)
{
  g_return_val_if_fail (ASSAY_IS_FINDING (self), ASSAY_SEVERITY_HINT);

  return self->severity;
}

/**
 * assay_finding_get_path:
 * @self: a finding
 *
 * Gets where it is.
 *
 * Returns: (transfer none): the JSON path in the body that was checked
 */
const char *
assay_finding_get_path (AssayFinding *self)
{
  g_return_val_if_fail (ASSAY_IS_FINDING (self), NULL);

  return self->path;
}

/**
 * assay_finding_get_patch:
 * @self: a finding
 *
 * Gets the change that mends it without further thought.
 *
 * Returns: (transfer none) (nullable): a merge patch (RFC 7396) for the body that was checked
 */
AssayJson *
assay_finding_get_patch (AssayFinding *self)
{
  g_return_val_if_fail (ASSAY_IS_FINDING (self), NULL);

  return self->patch;
}

/**
 * assay_finding_set_patch:
 * @self: a finding
 * @patch: (nullable): a merge patch (RFC 7396) for the body that was checked
 *
 * Sets the change that mends it.
 */
void
assay_finding_set_patch (AssayFinding *self, AssayJson *patch)
{
  g_return_if_fail (ASSAY_IS_FINDING (self));

  if (patch != NULL)
    assay_json_ref (patch);
  g_clear_pointer (&self->patch, assay_json_unref);
  self->patch = patch;
}

/**
 * assay_finding_get_barring:
 * @self: a finding
 *
 * Gets whether the result cannot be sent whatever the reason, because a setting says so.
 *
 * Returns: whether it cannot
 */
gboolean
assay_finding_get_barring (AssayFinding *self)
{
  g_return_val_if_fail (ASSAY_IS_FINDING (self), FALSE);

  return self->barring;
}

/**
 * assay_finding_set_barring:
 * @self: a finding
 * @barring: whether the result cannot be sent whatever the reason
 *
 * Sets whether no reason can override the finding.
 */
void
assay_finding_set_barring (AssayFinding *self, gboolean barring)
{
  g_return_if_fail (ASSAY_IS_FINDING (self));

  self->barring = barring;
}

/**
 * assay_finding_dup_message:
 * @self: a finding
 * @translate: (nullable) (scope call): translates the template; %NULL for English
 *
 * Says what was found.
 *
 * Returns: (transfer full): the text
 */
char *
assay_finding_dup_message (AssayFinding *self, AssayTranslateFunc translate)
{
  g_return_val_if_fail (ASSAY_IS_FINDING (self), NULL);

  return assay_message_format (self->message, translate);
}

/**
 * assay_finding_dup_reason:
 * @self: a finding
 * @translate: (nullable) (scope call): translates the template; %NULL for English
 *
 * Says why it matters.
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
assay_finding_dup_reason (AssayFinding *self, AssayTranslateFunc translate)
{
  g_return_val_if_fail (ASSAY_IS_FINDING (self), NULL);

  return format_nullable (self->reason, translate);
}

/**
 * assay_finding_dup_fix:
 * @self: a finding
 * @translate: (nullable) (scope call): translates the template; %NULL for English
 *
 * Says what to do.
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
assay_finding_dup_fix (AssayFinding *self, AssayTranslateFunc translate)
{
  g_return_val_if_fail (ASSAY_IS_FINDING (self), NULL);

  return format_nullable (self->fix, translate);
}

/**
 * assay_finding_equal:
 * @self: a finding
 * @other: another one
 *
 * Returns: whether both say the same of the same place
 */
gboolean
assay_finding_equal (AssayFinding *self, AssayFinding *other)
{
  g_return_val_if_fail (ASSAY_IS_FINDING (self), FALSE);
  g_return_val_if_fail (ASSAY_IS_FINDING (other), FALSE);

  return g_str_equal (self->id, other->id) && g_str_equal (self->path, other->path) &&
         self->severity == other->severity && (self->patch == NULL) == (other->patch == NULL) &&
         assay_message_equal (self->message, other->message) &&
         assay_message_equal (self->fix, other->fix) &&
         (self->patch == NULL || assay_json_equal (self->patch, other->patch));
}

/**
 * assay_finding_write_json:
 * @self: a finding
 * @writer: a writer that expects a value
 *
 * Writes the object `{"id","severity","path","message","fix"}` with English texts.
 */
void
assay_finding_write_json (AssayFinding *self, AssayJsonWriter *writer)
{
  g_autofree char *message = NULL;
  g_autofree char *fix = NULL;

  g_return_if_fail (ASSAY_IS_FINDING (self));
  g_return_if_fail (writer != NULL);

  message = assay_finding_dup_message (self, NULL);
  fix = assay_finding_dup_fix (self, NULL);

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", self->id);
  assay_json_writer_member_string (writer, "severity", severities[self->severity]);
  assay_json_writer_member_string (writer, "path", self->path);
  assay_json_writer_member_string (writer, "message", message);
  assay_json_writer_member (writer, "fix");
  if (fix != NULL)
    assay_json_writer_string (writer, fix);
  else
    assay_json_writer_null (writer);
  assay_json_writer_end_object (writer);
}
