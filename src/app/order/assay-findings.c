/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-findings.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "assay-field-text.h"
#include "assay-translate.h"

/**
 * AssayFindings:
 *
 * What the lints found in a result, the worst first. Activating a finding asks for its field, the
 * button of one that can be mended asks to mend it.
 */
struct _AssayFindings
{
  GtkWidget parent_instance;

  /* template children */
  GtkWidget *content;
  GtkListBox *list;

  /* owned */
  GListModel *findings;

  /* plain */
  gboolean plain;    /* nothing is asked for */
  gboolean advising; /* each says how to mend it and where */
};

G_DEFINE_FINAL_TYPE (AssayFindings, assay_findings, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_FOCUS_PATH,
  SIGNAL_APPLY_FIX,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *icon_name;
  const char *word;
  const char *css_class;
} severities[] = {
  [ASSAY_SEVERITY_ERROR] = { "dialog-error-symbolic", N_("Error"), "error" },
  [ASSAY_SEVERITY_WARNING] = { "dialog-warning-symbolic", N_("Warning"), "warning" },
  [ASSAY_SEVERITY_HINT] = { "dialog-information-symbolic", N_("Hint"), "dimmed" },
};

static AssayFinding *
dup_finding (AssayFindings *self, GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);
  int position = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));

  return g_list_model_get_item (self->findings, (guint) position);
}

static void
fix_clicked_cb (AssayFindings *self, GtkWidget *button)
{
  g_autoptr (AssayFinding) finding = dup_finding (self, button);

  g_signal_emit (self, signals[SIGNAL_APPLY_FIX], 0, finding);
}

static GtkWidget *
create_fix_button (AssayFindings *self, AssayFinding *finding)
{
  g_autofree char *fix = assay_finding_dup_fix (finding, assay_translate);
  GtkWidget *button = gtk_button_new_with_label (_("Fix"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, fix);
  g_signal_connect_object (button, "clicked", G_CALLBACK (fix_clicked_cb), self, G_CONNECT_SWAPPED);

  return button;
}

/* Returns: (transfer full) (nullable): the field, where there is a form, and the reason */
static char *
dup_reason (AssayFinding *finding)
{
  g_autofree char *reason = assay_finding_dup_reason (finding, assay_translate);
  const char *path = assay_finding_get_path (finding);
  const char *field = path != NULL ? assay_field_text_get (path) : NULL;

  if (field != NULL && reason != NULL)
    /* Translators: First a field of the form, then why something about it was found. */
    return g_strdup_printf (_("%s · %s"), field, reason);

  return field != NULL ? g_strdup (field) : g_steal_pointer (&reason);
}

/* Returns: (transfer full): the reason, how to mend it, and where it is if not everywhere */
static char *
dup_advice (AssayFinding *finding)
{
  g_autofree char *reason = assay_finding_dup_reason (finding, assay_translate);
  g_autofree char *fix = assay_finding_dup_fix (finding, assay_translate);
  const char *path = assay_finding_get_path (finding);
  GString *text = g_string_new (reason);

  if (fix != NULL)
    {
      g_string_append_c (text, text->len > 0 ? '\n' : ' ');
      /* Translators: How to mend what was found, such as “Answer with 200”. */
      g_string_append_printf (text, _("To do: %s"), fix);
    }
  if (path != NULL && !g_str_equal (path, "$"))
    {
      g_string_append_c (text, '\n');
      /* Translators: The path of a member in JSON, such as “$.data[0].id”. */
      g_string_append_printf (text, _("Found at %s"), path);
    }

  return g_strstrip (g_string_free_and_steal (text));
}

/* The field comes before the reason, and the severity before all where nobody sees the icon. */
static void
describe_row (AssayFindings *self, GtkWidget *row, AssayFinding *finding)
{
  g_autofree char *message = assay_finding_dup_message (finding, assay_translate);
  g_autofree char *subtitle = self->advising ? dup_advice (finding) : dup_reason (finding);
  const char *severity = _(severities[assay_finding_get_severity (finding)].word);
  g_autofree char *spoken = NULL;

  /* Translators: What a screen reader says: a severity such as “Warning”, then what was found. */
  spoken = g_strdup_printf (_("%s: %s"), severity, message);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), message);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  /* The row labels itself by its title, and what labels it is heard rather than its own words. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  AssayFindings *self = data;
  AssayFinding *finding = item;
  AssaySeverity severity = assay_finding_get_severity (finding);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (severities[severity].icon_name);

  gtk_widget_add_css_class (icon, severities[severity].css_class);
  gtk_widget_set_tooltip_text (icon, _(severities[severity].word));
  describe_row (self, row, finding);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), !self->plain);
  if (assay_finding_get_patch (finding) != NULL && !self->plain)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_fix_button (self, finding));

  return row;
}

static void
row_activated_cb (AssayFindings *self, GtkListBoxRow *row)
{
  g_autoptr (AssayFinding) finding = dup_finding (self, GTK_WIDGET (row));

  g_signal_emit (self, signals[SIGNAL_FOCUS_PATH], 0, assay_finding_get_path (finding));
}

static void
assay_findings_dispose (GObject *object)
{
  AssayFindings *self = ASSAY_FINDINGS (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_FINDINGS);
  g_clear_object (&self->findings);

  G_OBJECT_CLASS (assay_findings_parent_class)->dispose (object);
}

static void
assay_findings_class_init (AssayFindingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_findings_dispose;

  /**
   * AssayFindings::focus-path:
   * @self: the list
   * @path: (nullable): JSON path of the member a finding is about
   *
   * Somebody wants to see the field that a finding is about.
   */
  signals[SIGNAL_FOCUS_PATH] = g_signal_new ("focus-path", ASSAY_TYPE_FINDINGS, G_SIGNAL_RUN_LAST,
                                             0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * AssayFindings::apply-fix:
   * @self: the list
   * @finding: a finding with a patch
   *
   * Somebody wants a finding to be mended.
   */
  signals[SIGNAL_APPLY_FIX] = g_signal_new ("apply-fix", ASSAY_TYPE_FINDINGS, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, ASSAY_TYPE_FINDING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/assay-findings.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayFindings, content);
  gtk_widget_class_bind_template_child (widget_class, AssayFindings, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
assay_findings_init (AssayFindings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * assay_findings_new:
 *
 * Creates an empty list.
 *
 * Returns: (transfer floating): a new list
 */
GtkWidget *
assay_findings_new (void)
{
  return g_object_new (ASSAY_TYPE_FINDINGS, NULL);
}

/**
 * assay_findings_set_plain:
 * @self: a list without a model
 *
 * Has the list only be read: neither fields nor mending are asked for.
 */
void
assay_findings_set_plain (AssayFindings *self)
{
  g_return_if_fail (ASSAY_IS_FINDINGS (self));

  self->plain = TRUE;
}

/**
 * assay_findings_set_advising:
 * @self: a list without a model
 *
 * Has the list only be read, where nobody sees what it is about: each finding says how to mend it
 * and at which path.
 */
void
assay_findings_set_advising (AssayFindings *self)
{
  g_return_if_fail (ASSAY_IS_FINDINGS (self));

  self->plain = TRUE;
  self->advising = TRUE;
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return (int) assay_finding_get_severity ((AssayFinding *) a) -
         (int) assay_finding_get_severity ((AssayFinding *) b);
}

/**
 * assay_findings_set_model:
 * @self: a list
 * @findings: a model of [class@Finding]
 *
 * Shows what was found, and follows it.
 */
void
assay_findings_set_model (AssayFindings *self, GListModel *findings)
{
  GtkSorter *worst_first = GTK_SORTER (gtk_custom_sorter_new (compare_cb, NULL, NULL));

  g_return_if_fail (ASSAY_IS_FINDINGS (self));
  g_return_if_fail (G_IS_LIST_MODEL (findings));

  g_clear_object (&self->findings);
  self->findings = G_LIST_MODEL (gtk_sort_list_model_new (g_object_ref (findings), worst_first));
  gtk_list_box_bind_model (self->list, self->findings, create_row, self, NULL);
  g_object_bind_property (self->findings, "n-items", self->content, "visible",
                          G_BINDING_SYNC_CREATE);
}
