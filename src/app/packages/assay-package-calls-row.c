/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-package-calls-row.h"

#include <glib/gi18n.h>

#include "assay-json.h"
#include "assay-moment.h"

#define MOST_CALLS 10
#define LOOK_AGAIN_SECONDS 1

/**
 * AssayPackageCallsRow:
 *
 * When StackOne asked for the packages: what for, and what it got. The newest calls stand below the
 * row. It follows the journal as long as it is on screen.
 */
struct _AssayPackageCallsRow
{
  AdwExpanderRow parent_instance;

  /* owned */
  AssayJournal *journal;
  GPtrArray *rows; /* borrows its widgets */
  char *newest;    /* the id of the exchange that is shown first */
  GCancellable *cancellable;

  /* plain */
  guint timer;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (AssayPackageCallsRow, assay_package_calls_row, ADW_TYPE_EXPANDER_ROW)

/* Returns: (transfer full) (nullable): how many packages the answer has, in words */
static char *
dup_count (AssayExchange *call)
{
  GBytes *body = assay_exchange_get_response_body (call);
  g_autoptr (AssayJson) json = body != NULL ? assay_json_parse (body, NULL) : NULL;
  g_autoptr (AssayJson) data = NULL;
  guint n_packages;

  if (json == NULL || assay_json_get_kind (json) != ASSAY_JSON_OBJECT)
    return NULL;
  data = assay_json_dup_member (json, "data");
  if (data == NULL || assay_json_get_kind (data) != ASSAY_JSON_ARRAY)
    return NULL;

  n_packages = assay_json_get_length (data);

  return g_strdup_printf (ngettext ("%u package", "%u packages", n_packages), n_packages);
}

/* Returns: (transfer full) (nullable): the job that the call names, in words */
static char *
dup_job (AssayExchange *call)
{
  GBytes *body = assay_exchange_get_request_body (call);
  g_autoptr (AssayJson) json = body != NULL ? assay_json_parse (body, NULL) : NULL;
  g_autofree char *job_id = NULL;

  if (json == NULL || assay_json_get_kind (json) != ASSAY_JSON_OBJECT)
    return NULL;
  job_id = assay_json_dup_member_text (json, "job_id");

  /* Translators: %s is the ID of a job at SmartRecruiters. */
  return job_id != NULL ? g_strdup_printf (_("Job %s"), job_id) : NULL;
}

static char *
dup_outcome (AssayExchange *call)
{
  g_autofree char *count = dup_count (call);
  guint status = assay_exchange_get_status (call);

  if (count != NULL)
    return g_steal_pointer (&count);
  if (status == 401)
    return g_strdup (_("Refused"));

  /* Translators: %u is an HTTP status, such as 503. */
  return g_strdup_printf (_("Answered %u"), status);
}

/* Whether key and signature were right; there is nothing to say where nothing was wrong. */
static char *
dup_complaint (AssayExchange *call)
{
  if (assay_exchange_get_verified (call) ||
      g_strcmp0 (assay_exchange_get_verdict (call), "verified") == 0)
    return NULL;

  return g_strdup (_("key or signature not right"));
}

static char *
dup_what (AssayExchange *call)
{
  g_autofree char *outcome = dup_outcome (call);
  g_autofree char *job = dup_job (call);
  g_autofree char *complaint = dup_complaint (call);
  GString *text = g_string_new (outcome);

  if (job != NULL)
    g_string_append_printf (text, " · %s", job);
  if (complaint != NULL)
    g_string_append_printf (text, " · %s", complaint);

  return g_string_free_and_steal (text);
}

static char *
dup_when (AssayExchange *call)
{
  return assay_moment_dup_text (assay_exchange_get_started_at (call), g_get_real_time ());
}

static GtkWidget *
create_row (AssayExchange *call)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when = dup_when (call);
  g_autofree char *what = dup_what (call);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), what);

  return row;
}

static void
show_calls (AssayPackageCallsRow *self, GPtrArray *calls)
{
  g_autofree char *when = NULL;
  g_autofree char *what = NULL;
  g_autofree char *subtitle = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < calls->len; i++)
    {
      GtkWidget *row = create_row (calls->pdata[i]);

      g_ptr_array_add (self->rows, row);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
    }

  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), calls->len > 0);
  if (calls->len == 0)
    {
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), _("Nobody has asked yet"));
      return;
    }
  when = dup_when (calls->pdata[0]);
  what = dup_what (calls->pdata[0]);
  subtitle = g_strdup_printf ("%s · %s", when, what);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayPackageCallsRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) calls = assay_journal_list_finish (ASSAY_JOURNAL (source), result, &error);
  const char *newest;

  self->busy = FALSE;
  if (calls == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("calls of the package list: %s", error->message);
      return;
    }

  newest = calls->len > 0 ? assay_exchange_get_id (calls->pdata[0]) : "";
  if (g_set_str (&self->newest, newest))
    show_calls (self, calls);
}

static void
look (AssayPackageCallsRow *self)
{
  if (self->busy || self->journal == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  self->busy = TRUE;
  assay_journal_list_package_calls_async (self->journal, MOST_CALLS, self->cancellable, listed_cb,
                                          g_object_ref (self));
}

static gboolean
look_cb (gpointer user_data)
{
  AssayPackageCallsRow *self = user_data;

  self->timer = 0;
  look (self);

  return G_SOURCE_REMOVE;
}

/* Deliveries ring the journal, too, many times a second. */
static void
changed_cb (AssayPackageCallsRow *self)
{
  if (self->timer == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->timer = g_timeout_add_seconds (LOOK_AGAIN_SECONDS, look_cb, self);
}

static void
assay_package_calls_row_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (assay_package_calls_row_parent_class)->map (widget);
  look (ASSAY_PACKAGE_CALLS_ROW (widget));
}

static void
assay_package_calls_row_dispose (GObject *object)
{
  AssayPackageCallsRow *self = ASSAY_PACKAGE_CALLS_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->journal);

  G_OBJECT_CLASS (assay_package_calls_row_parent_class)->dispose (object);
}

static void
assay_package_calls_row_finalize (GObject *object)
{
  AssayPackageCallsRow *self = ASSAY_PACKAGE_CALLS_ROW (object);

  g_free (self->newest);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (assay_package_calls_row_parent_class)->finalize (object);
}

static void
assay_package_calls_row_class_init (AssayPackageCallsRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_package_calls_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_package_calls_row_finalize;
  GTK_WIDGET_CLASS (klass)->map = assay_package_calls_row_map;
}

static void
assay_package_calls_row_init (AssayPackageCallsRow *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Last Asked"));
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), FALSE);
}

/**
 * assay_package_calls_row_follow:
 * @self: a row
 * @journal: where the calls are recorded
 *
 * Shows the newest calls, from now on.
 */
void
assay_package_calls_row_follow (AssayPackageCallsRow *self, AssayJournal *journal)
{
  g_return_if_fail (ASSAY_IS_PACKAGE_CALLS_ROW (self));
  g_return_if_fail (ASSAY_IS_JOURNAL (journal));

  self->journal = g_object_ref (journal);
  g_signal_connect_object (journal, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  look (self);
}
