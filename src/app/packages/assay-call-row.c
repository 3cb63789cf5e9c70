/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-call-row.h"

#include <glib/gi18n.h>

/**
 * AssayCallRow:
 *
 * One call of a package list endpoint: what came back, and behind that how it came.
 */
struct _AssayCallRow
{
  AdwExpanderRow parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayCallRow, assay_call_row, ADW_TYPE_EXPANDER_ROW)

static void
assay_call_row_class_init (AssayCallRowClass *klass)
{
}

static void
assay_call_row_init (AssayCallRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

static void
add_fact (AssayCallRow *self, const char *title, const char *fact)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), fact);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_certificate (AssayCallRow *self, GTlsCertificate *certificate)
{
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autoptr (GDateTime) end = g_tls_certificate_get_not_valid_after (certificate);
  g_autofree char *day = end != NULL ? g_date_time_format (end, "%x") : NULL;

  if (subject != NULL)
    add_fact (self, _("Certificate Of"), subject);
  if (issuer != NULL)
    add_fact (self, _("Issued By"), issuer);
  if (day != NULL)
    add_fact (self, _("Valid Until"), day);
}

static void
add_facts (AssayCallRow *self, AssayPackageCall *call)
{
  const GError *error = assay_package_call_get_error (call);
  const char *type = assay_package_call_get_content_type (call);
  const char *protocol = assay_package_call_get_tls_protocol (call);
  const char *const *redirects = assay_package_call_get_redirects (call);
  GTlsCertificate *certificate = assay_package_call_get_certificate (call);

  for (gsize i = 0; redirects[i] != NULL; i++)
    add_fact (self, _("Redirected To"), redirects[i]);
  if (error != NULL)
    add_fact (self, _("What Went Wrong"), error->message);
  else
    add_fact (self, _("Content Type"), type != NULL ? type : _("Not given"));
  if (error == NULL || protocol != NULL)
    add_fact (self, _("Encryption"), protocol != NULL ? protocol : _("None"));
  if (certificate != NULL)
    add_certificate (self, certificate);
}

static char *
dup_outcome (AssayPackageCall *call)
{
  int ms = (int) (assay_package_call_get_duration (call) / G_TIME_SPAN_MILLISECOND);
  g_autofree char *size = g_format_size (g_bytes_get_size (assay_package_call_get_body (call)));

  if (assay_package_call_get_error (call) != NULL)
    /* Translators: %d is a number of milliseconds. */
    return g_strdup_printf (_("No answer after %d ms"), ms);

  /* Translators: The status of HTTP, milliseconds, and a size such as “2 kB”. */
  return g_strdup_printf (_("%u after %d ms, %s"), assay_package_call_get_status (call), ms, size);
}

/**
 * assay_call_row_new:
 * @call: a call that is over
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
assay_call_row_new (AssayPackageCall *call)
{
  AssayCallRow *self;
  g_autofree char *title = NULL;
  g_autofree char *outcome = NULL;

  g_return_val_if_fail (ASSAY_IS_PACKAGE_CALL (call), NULL);

  self = g_object_new (ASSAY_TYPE_CALL_ROW, NULL);
  /* Translators: The method of HTTP, then which call it is, such as “key with colon”. */
  title = g_strdup_printf (C_("call", "%s, %s"), assay_package_call_get_method (call),
                           _(assay_package_call_get_title (call)));
  outcome = dup_outcome (call);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), outcome);
  add_facts (self, call);

  return GTK_WIDGET (self);
}
