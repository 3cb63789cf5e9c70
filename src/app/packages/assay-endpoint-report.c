/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-endpoint-report.h"

#include <glib/gi18n.h>

#include "assay-call-row.h"
#include "assay-failure-text.h"
#include "order/assay-findings.h"
#include "simulator/assay-package-row.h"

/* A row is a widget; that the others come, too, is all there is to see of them. */
#define MOST_ROWS 50

/**
 * AssayEndpointReport:
 *
 * What came of a test of a package list endpoint: what the recruiter would see, what was found, and
 * the calls.
 */
struct _AssayEndpointReport
{
  AdwBin parent_instance;

  /* template children */
  GtkLabel *headline;
  GtkLabel *outcome;
  GtkWidget *view;
  GtkWidget *banner;
  GtkLabel *banner_text;
  GtkListBox *packages;
  GtkLabel *more;
  GtkBox *findings;
  GtkListBox *calls;
};

G_DEFINE_FINAL_TYPE (AssayEndpointReport, assay_endpoint_report, ADW_TYPE_BIN)

static void
show_packages (AssayEndpointReport *self, GPtrArray *packages)
{
  guint n_more = packages->len > MOST_ROWS ? packages->len - MOST_ROWS : 0;
  g_autofree char *more = g_strdup_printf (ngettext ("%u more package", "%u more packages", n_more),
                                           n_more);

  gtk_list_box_remove_all (self->packages);
  for (guint i = 0; i < packages->len && i < MOST_ROWS; i++)
    gtk_list_box_append (self->packages,
                         assay_package_row_new (g_ptr_array_index (packages, i), FALSE));
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_more > 0);
}

static void
show_outcome (AssayEndpointReport *self, AssayPackageReport *report)
{
  GPtrArray *packages = assay_package_report_get_packages (report);
  GPtrArray *calls = assay_package_report_get_calls (report);
  const char *banner = assay_package_report_get_banner (report);
  const GError *error = calls->len > 0 ? assay_package_call_get_error (calls->pdata[0]) : NULL;
  g_autofree char *text = NULL;
  const char *title;

  if (banner != NULL)
    {
      title = _("Recruiters Would Get No List");
      text = g_strdup (error != NULL ? assay_failure_text_get (error)
                                     : _("The recruiter would read:"));
    }
  else
    {
      title = packages->len > 0 ? _("Recruiters Would Get the List")
                                : _("Recruiters Would Get an Empty List");
      text = g_strdup (packages->len > 0 ? _("The recruiter would choose from:")
                                         : _("The recruiter would have nothing to choose."));
    }

  gtk_label_set_label (self->headline, title);
  gtk_label_set_label (self->outcome, text);
  gtk_widget_set_visible (self->view, banner != NULL || packages->len > 0);
  gtk_widget_set_visible (self->banner, banner != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->packages), banner == NULL);
  show_packages (self, packages);
}

/* The list of findings follows one model for good. */
static void
show_findings (AssayEndpointReport *self, GPtrArray *findings)
{
  g_autoptr (GListStore) model = g_list_store_new (ASSAY_TYPE_FINDING);
  GtkWidget *before = gtk_widget_get_first_child (GTK_WIDGET (self->findings));
  GtkWidget *list = assay_findings_new ();

  if (before != NULL)
    gtk_box_remove (self->findings, before);
  for (guint i = 0; i < findings->len; i++)
    g_list_store_append (model, g_ptr_array_index (findings, i));
  assay_findings_set_advising (ASSAY_FINDINGS (list));
  assay_findings_set_model (ASSAY_FINDINGS (list), G_LIST_MODEL (model));
  gtk_box_append (self->findings, list);
  gtk_widget_set_visible (GTK_WIDGET (self->findings), findings->len > 0);
}

static void
show_calls (AssayEndpointReport *self, GPtrArray *calls)
{
  gtk_list_box_remove_all (self->calls);
  for (guint i = 0; i < calls->len; i++)
    gtk_list_box_append (self->calls, assay_call_row_new (g_ptr_array_index (calls, i)));
}

static void
assay_endpoint_report_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_ENDPOINT_REPORT);

  G_OBJECT_CLASS (assay_endpoint_report_parent_class)->dispose (object);
}

static void
assay_endpoint_report_class_init (AssayEndpointReportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_endpoint_report_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-endpoint-report.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointReport, headline);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointReport, outcome);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointReport, view);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointReport, banner);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointReport, banner_text);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointReport, packages);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointReport, more);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointReport, findings);
  gtk_widget_class_bind_template_child (widget_class, AssayEndpointReport, calls);
}

static void
assay_endpoint_report_init (AssayEndpointReport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_label (self->banner_text, ASSAY_PACKAGE_REPORT_BANNER);
}

/**
 * assay_endpoint_report_show:
 * @self: the widget
 * @report: a report
 *
 * Shows a report in place of the one before.
 */
void
assay_endpoint_report_show (AssayEndpointReport *self, AssayPackageReport *report)
{
  g_return_if_fail (ASSAY_IS_ENDPOINT_REPORT (self));
  g_return_if_fail (ASSAY_IS_PACKAGE_REPORT (report));

  show_outcome (self, report);
  show_findings (self, assay_package_report_get_findings (report));
  show_calls (self, assay_package_report_get_calls (report));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->headline),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}
