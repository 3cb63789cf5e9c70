/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-details.h"

#include <glib/gi18n.h>

#include "order/assay-value-text.h"

/**
 * AssayOrderDetails:
 *
 * Everything that an order tells: candidate, package, job, requester, application and ids.
 *
 * Only what the order holds is shown. Members that StackOne does not document are listed by name,
 * so that nothing a customer sends stays unseen.
 */
struct _AssayOrderDetails
{
  AdwBin parent_instance;

  /* borrowed: the page that holds all groups */
  AdwPreferencesPage *page;

  /* owned */
  AssayOrder *order;
  char *shown_key;   /* of the order that the rows were made of */
  GBytes *shown;     /* what it told */
  GPtrArray *groups; /* of Group */

  /* plain */
  guint n_groups; /* how many of them the order has so far */
};

G_DEFINE_FINAL_TYPE (AssayOrderDetails, assay_order_details, ADW_TYPE_BIN)

typedef enum
{
  PROP_ORDER = 1,
} AssayOrderDetailsProperty;

static GParamSpec *properties[PROP_ORDER + 1];

/* A group and its rows, which are used again for the next order: most have the same ones, and to
 * make them takes longer than all else. */
typedef struct
{
  /* borrowed from the page */
  AdwPreferencesGroup *widget;
  GPtrArray *rows; /* owned, borrows AdwActionRow */

  /* plain */
  guint n_rows; /* how many of them the order has so far */
} Group;

static void
group_free (gpointer data)
{
  Group *self = data;

  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* Returns: (transfer none): the next group, without a row so far */
static Group *
next_group (AssayOrderDetails *self, const char *title)
{
  Group *group;

  if (self->n_groups == self->groups->len)
    {
      group = g_new0 (Group, 1);
      group->widget = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      group->rows = g_ptr_array_new ();
      g_ptr_array_add (self->groups, group);
      adw_preferences_page_add (self->page, group->widget);
    }

  group = g_ptr_array_index (self->groups, self->n_groups++);
  group->n_rows = 0;
  adw_preferences_group_set_title (group->widget, title);

  return group;
}

static void
drop_rows (Group *group, guint from)
{
  for (guint i = from; i < group->rows->len; i++)
    adw_preferences_group_remove (group->widget, g_ptr_array_index (group->rows, i));
  g_ptr_array_set_size (group->rows, (int) MIN (from, group->rows->len));
}

static void
drop_unused (AssayOrderDetails *self)
{
  for (guint i = 0; i < self->n_groups; i++)
    {
      Group *group = g_ptr_array_index (self->groups, i);

      drop_rows (group, group->n_rows);
    }
  for (guint i = self->n_groups; i < self->groups->len; i++)
    {
      const Group *group = g_ptr_array_index (self->groups, i);

      adw_preferences_page_remove (self->page, group->widget);
    }
  g_ptr_array_set_size (self->groups, (int) self->n_groups);
}

static void
copy_cb (GtkButton *button, gpointer user_data)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)),
                          adw_action_row_get_subtitle (ADW_ACTION_ROW (row)));
}

static G_DEFINE_QUARK (assay - order - details - button, button)

  static AdwActionRow *row_new (gboolean copyable)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *button;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle_selectable (row, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row), "property");
  if (!copyable)
    return row;

  button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (copy_cb), NULL);
  adw_action_row_add_suffix (row, button);
  g_object_set_qdata (G_OBJECT (row), button_quark (), button);

  return row;
}

/* Returns: (transfer none): the next row, of that kind */
static AdwActionRow *
next_row (Group *group, gboolean copyable)
{
  AdwActionRow *row = group->n_rows < group->rows->len
                        ? g_ptr_array_index (group->rows, group->n_rows)
                        : NULL;

  if (row == NULL || copyable != (g_object_get_qdata (G_OBJECT (row), button_quark ()) != NULL))
    {
      drop_rows (group, group->n_rows);
      row = row_new (copyable);
      g_ptr_array_add (group->rows, row);
      adw_preferences_group_add (group->widget, GTK_WIDGET (row));
    }
  group->n_rows++;

  return row;
}

static AdwActionRow *
fill_row (Group *group, const char *title, const char *value, gboolean copyable)
{
  AdwActionRow *row;

  if (value == NULL || *value == '\0')
    return NULL;

  row = next_row (group, copyable);
  gtk_widget_remove_css_class (GTK_WIDGET (row), "absent");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, value);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), NULL);

  return row;
}

static AdwActionRow *
add_row (Group *group, const char *title, const char *value)
{
  return fill_row (group, title, value, FALSE);
}

/* People read the word; who talks to StackOne’s support needs the value as it came. */
static void
add_row_of_value (Group *group, const char *title, const char *text, const char *value)
{
  AdwActionRow *row = add_row (group, title, text);

  if (row != NULL)
    gtk_widget_set_tooltip_text (GTK_WIDGET (row), value);
}

static void
add_row_with_copy (Group *group, const char *title, const char *value, const char *label)
{
  AdwActionRow *row = fill_row (group, title, value, TRUE);
  GtkWidget *button;

  if (row == NULL)
    return;

  button = g_object_get_qdata (G_OBJECT (row), button_quark ());
  if (g_strcmp0 (gtk_widget_get_tooltip_text (button), label) == 0)
    return;

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/* Most groups have an id at SmartRecruiters; its button says whose, which is all a screen reader
 * has to tell them apart. */
static void
add_copyable_row (Group *group, const char *title, const char *value)
{
  const char *of = adw_preferences_group_get_title (group->widget);
  g_autofree char *label = NULL;

  /* Translators: Of a button. First what it copies, such as “SmartRecruiters ID”, then the group it
   * stands in, such as “Candidate”. */
  label = g_strdup_printf (_("Copy %s (%s)"), title, of);
  add_row_with_copy (group, title, value, label);
}

/* Somebody may have several. */
static void
add_mail_address (Group *group, const char *address)
{
  /* Translators: Of a button. %s is a mail address. */
  g_autofree char *label = g_strdup_printf (_("Copy %s"), address);

  add_row_with_copy (group, _("Mail address"), address, label);
}

static void
add_unknown_members (Group *group, const char *const *unknown)
{
  g_autofree char *names = NULL;

  if (unknown == NULL || unknown[0] == NULL)
    return;

  names = g_strjoinv (", ", (char **) unknown);
  add_row (group, _("Other members"), names);
}

static void
add_passthrough (Group *group, AssayJson *passthrough)
{
  g_autofree char *source = NULL;

  if (passthrough == NULL)
    return;

  source = assay_json_dup_source (passthrough);
  add_copyable_row (group, _("Passthrough"), source);
}

/* What a recruiter sees and we do not get is not forgotten: partners get less. */
static void
add_withheld (Group *group, AssayOrder *order, const char *title)
{
  AdwActionRow *row;

  if (assay_order_get_state (order)->entered_by_hand)
    return;

  row = add_row (group, title, _("Not given with this kind of access"));
  gtk_widget_add_css_class (GTK_WIDGET (row), "absent");
}

static void
add_candidate (AssayOrderDetails *self, AssayCandidate *candidate)
{
  Group *group = next_group (self, _("Candidate"));
  const char *const *emails = assay_candidate_get_emails (candidate);
  g_autofree char *name = assay_candidate_dup_full_name (candidate);

  add_row (group, _("Name"), name);
  for (gsize i = 0; emails != NULL && emails[i] != NULL; i++)
    add_mail_address (group, emails[i]);
  if (emails == NULL || emails[0] == NULL)
    add_withheld (group, self->order, _("Mail address"));
  add_copyable_row (group, _("Profile"), assay_candidate_get_profile_url (candidate));
  add_copyable_row (group, _("Candidate ID"), assay_candidate_get_id (candidate));
  add_copyable_row (group, _("SmartRecruiters ID"), assay_candidate_get_remote_id (candidate));
  add_passthrough (group, assay_candidate_get_passthrough (candidate));
  add_unknown_members (group, assay_candidate_get_unknown (candidate));
}

static void
add_tests (Group *group, GListModel *tests)
{
  guint n_tests = tests != NULL ? g_list_model_get_n_items (tests) : 0;

  for (guint i = 0; i < n_tests; i++)
    {
      g_autoptr (AssayPackage) test = g_list_model_get_item (tests, i);

      add_row (group, _("Test"), assay_package_get_name (test));
    }
}

static void
add_package (AssayOrderDetails *self, AssayPackage *package)
{
  Group *group = next_group (self, _("Package"));

  add_row (group, _("Name"), assay_package_get_name (package));
  add_row (group, _("Description"), assay_package_get_description (package));
  add_tests (group, assay_package_get_tests (package));
  add_copyable_row (group, _("Package ID"), assay_package_get_id (package));
  add_copyable_row (group, _("SmartRecruiters ID"), assay_package_get_remote_id (package));
  add_unknown_members (group, assay_package_get_unknown (package));
}

static void
add_hiring_team (Group *group, AssayOrder *order, GListModel *team)
{
  guint n_people = team != NULL ? g_list_model_get_n_items (team) : 0;

  if (n_people == 0)
    add_withheld (group, order, _("Hiring team"));

  for (guint i = 0; i < n_people; i++)
    {
      g_autoptr (AssayPerson) person = g_list_model_get_item (team, i);
      g_autofree char *name = assay_person_dup_full_name (person);
      const char *role = assay_person_get_role (person);

      add_row_of_value (group, role != NULL ? assay_value_text_get_role (role) : _("Hiring team"),
                        name, role);
    }
}

static void
add_job (AssayOrderDetails *self, AssayJob *job)
{
  Group *group = next_group (self, _("Job"));

  add_row (group, _("Title"), assay_job_get_title (job));
  add_hiring_team (group, self->order, assay_job_get_hiring_team (job));
  add_copyable_row (group, _("Job ID"), assay_job_get_id (job));
  add_copyable_row (group, _("SmartRecruiters ID"), assay_job_get_remote_id (job));
  add_passthrough (group, assay_job_get_passthrough (job));
  add_unknown_members (group, assay_job_get_unknown (job));
}

static void
add_requester (AssayOrderDetails *self, AssayPerson *requester)
{
  Group *group = next_group (self, _("Requester"));
  g_autofree char *name = NULL;
  const char *role;

  if (requester == NULL)
    {
      add_withheld (group, self->order, _("Name"));
      return;
    }

  role = assay_person_get_role (requester);
  name = assay_person_dup_full_name (requester);
  add_row (group, _("Name"), name);
  add_row_of_value (group, _("Role"), assay_value_text_get_role (role), role);
  add_copyable_row (group, _("Mail address"), assay_person_get_email (requester));
  add_copyable_row (group, _("User ID"), assay_person_get_user_id (requester));
  add_copyable_row (group, _("SmartRecruiters ID"), assay_person_get_remote_user_id (requester));
  add_unknown_members (group, assay_person_get_unknown (requester));
}

static void
add_application (AssayOrderDetails *self, AssayApplication *application)
{
  Group *group = next_group (self, _("Application"));
  const char *status = assay_application_get_status (application);

  add_row_of_value (group, _("Status"), assay_value_text_get_application_status (status), status);
  add_row (group, _("Status at SmartRecruiters"),
           assay_application_get_status_source (application));
  add_copyable_row (group, _("Application ID"), assay_application_get_id (application));
  add_copyable_row (group, _("SmartRecruiters ID"), assay_application_get_remote_id (application));
  add_passthrough (group, assay_application_get_passthrough (application));
  add_unknown_members (group, assay_application_get_unknown (application));
}

static char *
format_received_at (AssayOrder *order)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  utc = g_date_time_new_from_unix_utc_usec (assay_order_get_state (order)->received_at);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  /* The page stays open over midnight, so that no day is called today. */
  if (local == NULL)
    return NULL;

  /* Translators: a day of another year and a time, see g_date_time_format() */
  return g_strstrip (g_date_time_format (local, _("%-e %b %Y %H:%M")));
}

static void
add_order (AssayOrderDetails *self, AssayOrder *order)
{
  Group *group = next_group (self, _("Order"));
  g_autofree char *received_at = format_received_at (order);

  add_row (group, _("Kind"),
           assay_order_get_kind (order) == ASSAY_ORDER_KIND_BACKGROUND_CHECK
             ? _("Background check")
             : _("Assessment"));
  if (assay_order_get_state (order)->entered_by_hand)
    add_row (group, _("Entered by hand"), received_at);
  else
    add_row (group, _("Received"), received_at);
  add_copyable_row (group, _("Order ID"), assay_order_get_id (order));
  add_copyable_row (group, _("SmartRecruiters ID"), assay_order_get_remote_id (order));
  add_copyable_row (group, _("Account ID"), assay_order_get_account_id (order));
  add_copyable_row (group, _("Result address"), assay_order_get_results_update_url (order));
  add_passthrough (group, assay_order_get_passthrough (order));
  add_unknown_members (group, assay_order_get_unknown (order));
}

static void
add_groups (AssayOrderDetails *self)
{
  AssayCandidate *candidate = assay_order_get_candidate (self->order);
  AssayPackage *package = assay_order_get_package (self->order);
  AssayJob *job = assay_order_get_job (self->order);
  AssayPerson *requester = assay_order_get_requester (self->order);
  AssayApplication *application = assay_order_get_application (self->order);

  if (candidate != NULL)
    add_candidate (self, candidate);
  if (package != NULL)
    add_package (self, package);
  if (job != NULL)
    add_job (self, job);
  if (requester != NULL || !assay_order_get_state (self->order)->entered_by_hand)
    add_requester (self, requester);
  if (application != NULL)
    add_application (self, application);
  add_order (self, self->order);
}

static void
fill (AssayOrderDetails *self)
{
  self->n_groups = 0;
  if (self->order != NULL)
    add_groups (self);
  drop_unused (self);
}

/* Each event about an order replaces its parts; most of them say the same as before, and rows that
 * are filled anew lose their selection. */
static void
update (AssayOrderDetails *self)
{
  g_autoptr (GBytes) told = self->order != NULL ? assay_order_to_json (self->order, FALSE) : NULL;
  g_autofree char *key = self->order != NULL ? assay_order_dup_key (self->order) : NULL;

  if (told != NULL && self->shown != NULL && g_bytes_equal (told, self->shown) &&
      g_str_equal (key, self->shown_key))
    return;

  g_clear_pointer (&self->shown, g_bytes_unref);
  self->shown = g_steal_pointer (&told);
  if (g_set_str (&self->shown_key, key))
    adw_preferences_page_scroll_to_top (self->page);
  fill (self);
}

static void
assay_order_details_dispose (GObject *object)
{
  AssayOrderDetails *self = ASSAY_ORDER_DETAILS (object);

  g_clear_object (&self->order);
  g_clear_pointer (&self->shown, g_bytes_unref);
  g_clear_pointer (&self->shown_key, g_free);
  g_clear_pointer (&self->groups, g_ptr_array_unref);

  G_OBJECT_CLASS (assay_order_details_parent_class)->dispose (object);
}

static void
assay_order_details_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AssayOrderDetails *self = ASSAY_ORDER_DETAILS (object);

  switch ((AssayOrderDetailsProperty) prop_id)
    {
    case PROP_ORDER:
      g_value_set_object (value, self->order);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
assay_order_details_set_property (GObject *object,
                                  guint prop_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  AssayOrderDetails *self = ASSAY_ORDER_DETAILS (object);

  switch ((AssayOrderDetailsProperty) prop_id)
    {
    case PROP_ORDER:
      assay_order_details_set_order (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
assay_order_details_class_init (AssayOrderDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_order_details_dispose;
  object_class->get_property = assay_order_details_get_property;
  object_class->set_property = assay_order_details_set_property;

  /**
   * AssayOrderDetails:order:
   *
   * The order to show.
   */
  properties[PROP_ORDER] = g_param_spec_object ("order", NULL, NULL, ASSAY_TYPE_ORDER,
                                                (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                 G_PARAM_STATIC_STRINGS));

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_order_details_init (AssayOrderDetails *self)
{
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  self->groups = g_ptr_array_new_with_free_func (group_free);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->page));
}

/**
 * assay_order_details_new:
 *
 * Returns: (transfer floating): details without an order
 */
GtkWidget *
assay_order_details_new (void)
{
  return g_object_new (ASSAY_TYPE_ORDER_DETAILS, NULL);
}

/**
 * assay_order_details_set_order:
 * @self: the details
 * @order: (nullable): the order to show
 *
 * Sets the order. The rows are filled again when what @order tells has changed.
 */
void
assay_order_details_set_order (AssayOrderDetails *self, AssayOrder *order)
{
  g_return_if_fail (ASSAY_IS_ORDER_DETAILS (self));
  g_return_if_fail (order == NULL || ASSAY_IS_ORDER (order));

  if (self->order == order)
    return;

  if (self->order != NULL)
    g_signal_handlers_disconnect_by_func (self->order, update, self);

  g_set_object (&self->order, order);
  if (order != NULL)
    g_signal_connect_object (order, "notify::document", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);

  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
}
