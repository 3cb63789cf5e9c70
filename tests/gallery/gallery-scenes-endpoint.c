/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* The dialog that tests a partner's own package list, with reports that are always the same. */

#include "config.h"

#include <string.h>

#include "assay-package-call-private.h"
#include "assay-package-report-private.h"
#include "assay-readiness-error.h"
#include "assay-support.h"
#include "gallery.h"
#include "packages/assay-endpoint-dialog.h"
#include "pages/assay-packages-page.h"

#define URL "https://assessments.example.com/stackone/packages"
#define PRIVATE_URL "http://192.168.0.12:8080/packages"
#define GOOD \
  "{\"data\":[{\"id\":\"numeracy\",\"name\":\"Numerical Reasoning\",\"description\":\"How well " \
  "somebody reads tables and charts, in 20 minutes\"},{\"id\":\"coding\",\"name\":\"Coding " \
  "Challenge for Backend Engineers: Four Tasks in a Language of Choice\",\"description\":\"Four " \
  "tasks with hidden tests, two hours\"},{\"id\":\"personality\",\"name\":\"Personality " \
  "Questionnaire\",\"description\":\"How somebody prefers to work\"}],\"next\":null}"
#define BAD \
  "{\"data\":[{\"id\":4711,\"name\":\"Numerical Reasoning\",\"description\":\"\"},{\"id\":" \
  "\"coding\",\"name\":\"\",\"description\":\"Four tasks with hidden tests\"}],\"next\":\"2\"}"

static const struct
{
  const char *name;
  const char *method;
  guint status;
  gint64 ms;
} calls[] = {
  { "colon", "POST", 200, 184 },     { "no-colon", "POST", 200, 92 },
  { "no-job", "POST", 200, 88 },     { "again", "POST", 200, 79 },
  { "get", "GET", 405, 41 },         { "wrong-signature", "POST", 401, 38 },
  { "options", "OPTIONS", 204, 35 },
};

/* The lookups are over: nothing of the dialog changes any more. */
static GtkWidget *
open_dialog (Gallery *gallery, const char *url)
{
  g_autofree char *before = NULL;
  AdwActionRow *credentials;
  GtkWidget *page;
  GtkWidget *dialog;

  gallery_open_window (gallery, FALSE);
  assay_window_show_page (ASSAY_WINDOW (gallery->window), "packages");
  page = gallery_find (gallery->window, ASSAY_TYPE_PACKAGES_PAGE);
  gallery_activate (gallery, page, "packages.test");
  dialog = GTK_WIDGET (gallery_get_dialog (gallery));
  credentials = gallery_get_part (dialog, "credentials");
  before = g_strdup (adw_action_row_get_subtitle (credentials));
  assay_wait_until (!g_str_equal (adw_action_row_get_subtitle (credentials), before));
  gtk_editable_set_text (gallery_get_part (dialog, "url"), url);

  return dialog;
}

static AssayPackageReport *
create_report (const char *url, const char *body, gsize n_calls)
{
  AssayPackageReport *report = assay_package_report_new (url);

  report->has_key = TRUE;
  report->has_secret = TRUE;
  for (gsize i = 0; i < n_calls; i++)
    {
      AssayPackageCall *call = assay_package_call_new (calls[i].name, calls[i].method);

      call->status = calls[i].status;
      call->duration = calls[i].ms * G_TIME_SPAN_MILLISECOND;
      call->tls_protocol = g_strdup ("TLS 1.3");
      call->content_type = g_strdup ("application/json");
      if (call->status == 200)
        {
          g_bytes_unref (call->body);
          call->body = g_bytes_new (body, strlen (body));
        }
      else if (call->status == 204)
        {
          g_set_str (&call->origin, "*");
        }
      g_ptr_array_add (report->calls, call);
    }

  return report;
}

static void
show_report (Gallery *gallery, GtkWidget *dialog, AssayPackageReport *report)
{
  AssayDesk *desk = assay_open_profile_get_desk (gallery->open_profile);
  AssayProfileTables *tables = assay_profile_get_tables (assay_desk_get_profile (desk));

  assay_package_grade (report, assay_profile_tables_get_lint (tables, NULL), GALLERY_NOW);
  assay_endpoint_dialog_show_report (ASSAY_ENDPOINT_DIALOG (dialog), report);
}

static void
show_empty (Gallery *gallery)
{
  open_dialog (gallery, "");
}

/* As between two answers, which no picture could wait for. */
static void
show_running (Gallery *gallery)
{
  GtkWidget *dialog = open_dialog (gallery, URL);
  GtkProgressBar *progress = gallery_get_part (dialog, "progress");

  gtk_stack_set_visible_child (gallery_get_part (dialog, "buttons"),
                               gallery_get_part (dialog, "cancel_button"));
  gtk_widget_action_set_enabled (dialog, "dialog.cancel", TRUE);
  gtk_progress_bar_set_fraction (progress, 3.0 / 7);
  gtk_progress_bar_set_text (progress, "3 of 7 calls");
  gtk_revealer_set_reveal_child (gallery_get_part (dialog, "progress_revealer"), TRUE);
}

static void
show_good (Gallery *gallery)
{
  g_autoptr (AssayPackageReport) report = create_report (URL, GOOD, G_N_ELEMENTS (calls));

  show_report (gallery, open_dialog (gallery, URL), report);
}

static void
show_bad (Gallery *gallery)
{
  g_autoptr (AssayPackageReport) report = create_report (URL, BAD, G_N_ELEMENTS (calls));

  show_report (gallery, open_dialog (gallery, URL), report);
}

/* The end of the bad report, with one call opened. */
static void
show_calls (Gallery *gallery)
{
  g_autoptr (AssayPackageReport) report = create_report (URL, BAD, G_N_ELEMENTS (calls));
  GtkWidget *dialog = open_dialog (gallery, URL);
  GtkListBox *list = gallery_get_part (gallery_get_part (dialog, "report"), "calls");

  show_report (gallery, dialog, report);
  g_object_set (gtk_list_box_get_row_at_index (list, 0), "expanded", TRUE, NULL);
  gallery_settle (gallery);
  gallery_scroll_to_end (gallery,
                         gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_SCROLLED_WINDOW));
}

static void
show_private (Gallery *gallery)
{
  g_autoptr (AssayPackageReport) report = create_report (PRIVATE_URL, "", 1);
  AssayPackageCall *call = report->calls->pdata[0];

  call->status = 0;
  g_clear_pointer (&call->tls_protocol, g_free);
  call->error = g_error_new_literal (ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_REFUSED,
                                     "192.168.0.12 is not reachable from everywhere");
  show_report (gallery, open_dialog (gallery, PRIVATE_URL), report);
}

static void
show_invalid (Gallery *gallery)
{
  GtkWidget *dialog = open_dialog (gallery, "assessments.example.com");

  gtk_widget_activate_action (dialog, "dialog.test", NULL);
}

const GalleryScene gallery_endpoint_scenes[] = {
  { "endpoint-empty", show_empty },     { "endpoint-running", show_running },
  { "endpoint-good", show_good },       { "endpoint-bad", show_bad },
  { "endpoint-calls", show_calls },     { "endpoint-private", show_private },
  { "endpoint-invalid", show_invalid }, { NULL },
};
