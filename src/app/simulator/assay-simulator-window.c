/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-simulator-window.h"

#include <glib/gi18n.h>

#include "assay-card.h"
#include "assay-simulator-client.h"
#include "assay-simulator-order-dialog.h"
#include "assay-simulator-person.h"
#include "order/assay-recruiter-card.h"

/* The simulator has no push channel for recruiters; half a second feels immediate and costs one
 * small request on loopback while the window is visible. */
#define REFRESH_MILLISECONDS 500

/**
 * AssaySimulatorWindow:
 *
 * What a recruiter sees: people, an applicant, the Assessments card and the order dialog.
 *
 * The window has SmartRecruiters' look rather than the desktop's, dark style included.
 */
struct _AssaySimulatorWindow
{
  AdwApplicationWindow parent_instance;

  /* template children */
  AdwNavigationSplitView *split;
  GtkStack *content;
  GtkListView *people;
  GtkBox *columns;
  GtkLabel *initials;
  GtkLabel *name;
  GtkLabel *place;
  GtkLabel *phone;
  GtkLabel *email;
  GtkLabel *job_title;
  GtkLabel *stage;
  AssayRecruiterCard *card;

  /* owned */
  AssayMapping *mapping;
  AssaySimulatorClient *client;
  GCancellable *cancellable;
  GListStore *persons;
  GtkSingleSelection *selection;
  GHashTable *job_titles;
  char *appearance;
  GBytes *shown_cards;

  /* plain */
  guint refresh_id;
  gboolean refreshing;
};

G_DEFINE_FINAL_TYPE (AssaySimulatorWindow, assay_simulator_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_APPEARANCE = 1,
} AssaySimulatorWindowProperty;

static GParamSpec *properties[PROP_APPEARANCE + 1];

static AssaySimulatorPerson *
get_person (AssaySimulatorWindow *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static char *
make_initials (const char *name)
{
  g_autoptr (GString) initials = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit (name, " ", -1);

  for (guint i = 0; words[i] != NULL && i < 2; i++)
    {
      if (*words[i] != '\0')
        g_string_append_unichar (initials, g_unichar_toupper (g_utf8_get_char (words[i])));
    }

  return g_string_free_and_steal (g_steal_pointer (&initials));
}

static void
set_optional_label (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static GListModel *
read_cards (AssaySimulatorWindow *self, AssayJson *answer, GError **error)
{
  g_autoptr (GListStore) views = g_list_store_new (ASSAY_TYPE_CARD);
  g_autoptr (AssayJson) cards = NULL;

  if (!assay_json_read_array (answer, "cards", &cards, error))
    return NULL;

  for (guint i = 0; cards != NULL && i < assay_json_get_length (cards); i++)
    {
      g_autoptr (AssayJson) card = assay_json_dup_element (cards, i);
      g_autoptr (AssayCard) view = NULL;

      view = assay_card_new_from_json (self->mapping, card, error);
      if (view == NULL)
        return NULL;
      g_list_store_append (views, view);
    }

  return G_LIST_MODEL (g_steal_pointer (&views));
}

static void
show_cards (AssaySimulatorWindow *self, AssayJson *answer)
{
  g_autofree char *source = assay_json_dup_source (answer);
  g_autoptr (GBytes) bytes = g_bytes_new (source, strlen (source));
  g_autoptr (GListModel) views = NULL;
  g_autoptr (GError) error = NULL;

  /* Redrawing an unchanged card would close its open menu. */
  if (self->shown_cards != NULL && g_bytes_equal (self->shown_cards, bytes))
    return;

  views = read_cards (self, answer, &error);
  if (views == NULL)
    {
      g_warning ("cards of the simulator: %s", error->message);
      return;
    }

  g_clear_pointer (&self->shown_cards, g_bytes_unref);
  self->shown_cards = g_steal_pointer (&bytes);
  assay_recruiter_card_set_cards (self->card, views);
}

static void
cards_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssaySimulatorWindow) self = user_data;
  g_autoptr (AssayJson) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = assay_simulator_client_request_finish (ASSAY_SIMULATOR_CLIENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->refreshing = FALSE;
  if (answer != NULL)
    show_cards (self, answer);
  else
    gtk_stack_set_visible_child_name (self->content, "unreachable");
}

static void
refresh_cards (AssaySimulatorWindow *self)
{
  AssaySimulatorPerson *person = get_person (self);
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;

  if (person == NULL || self->refreshing || assay_simulator_person_get_id (person) == NULL)
    return;

  self->refreshing = TRUE;
  id = g_uri_escape_string (assay_simulator_person_get_id (person), NULL, FALSE);
  path = g_strdup_printf ("cards?candidate=%s&appearance=%s", id, self->appearance);
  assay_simulator_client_request_async (self->client, "GET", path, NULL, self->cancellable,
                                        cards_loaded_cb, g_object_ref (self));
}

static void
show_person (AssaySimulatorWindow *self)
{
  AssaySimulatorPerson *person = get_person (self);
  const char *phone = person != NULL ? assay_simulator_person_get_phone (person) : NULL;
  /* Isolated, so that it is read from left to right everywhere. */
  g_autofree char *number = phone != NULL ? g_strconcat ("\u2066", phone, "\u2069", NULL) : NULL;
  g_autofree char *initials = NULL;

  if (person == NULL)
    return;

  initials = make_initials (assay_simulator_person_get_name (person));
  gtk_label_set_label (self->initials, initials);
  gtk_label_set_label (self->name, assay_simulator_person_get_name (person));
  set_optional_label (self->place, assay_simulator_person_get_place (person));
  set_optional_label (self->phone, number);
  set_optional_label (self->email, assay_simulator_person_get_email (person));
  set_optional_label (self->job_title, assay_simulator_person_get_job_title (person));
  set_optional_label (self->stage, assay_simulator_person_get_stage (person));

  g_clear_pointer (&self->shown_cards, g_bytes_unref);
  assay_recruiter_card_set_cards (self->card, NULL);
  gtk_stack_set_visible_child_name (self->content, "applicant");
  refresh_cards (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  AssaySimulatorWindow *self = ASSAY_SIMULATOR_WINDOW (user_data);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->content), "applicant") == 0)
    refresh_cards (self);

  return G_SOURCE_CONTINUE;
}

static GHashTable *
read_job_titles (AssayJson *answer, GError **error)
{
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (AssayJson) jobs = NULL;

  if (!assay_json_read_array (answer, "jobs", &jobs, error))
    return NULL;

  for (guint i = 0; jobs != NULL && i < assay_json_get_length (jobs); i++)
    {
      g_autoptr (AssayJson) job = assay_json_dup_element (jobs, i);
      g_autofree char *id = NULL;
      g_autofree char *title = NULL;

      if (!assay_json_read_text (job, "id", &id, error) ||
          !assay_json_read_string (job, "title", &title, error))
        return NULL;
      if (id != NULL && title != NULL)
        g_hash_table_insert (titles, g_steal_pointer (&id), g_steal_pointer (&title));
    }

  return g_steal_pointer (&titles);
}

static gboolean
fill_people (AssaySimulatorWindow *self, AssayJson *answer, GError **error)
{
  g_autoptr (GPtrArray) persons = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AssayJson) candidates = NULL;

  if (!assay_json_read_array (answer, "candidates", &candidates, error))
    return FALSE;

  for (guint i = 0; candidates != NULL && i < assay_json_get_length (candidates); i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (candidates, i);
      AssaySimulatorPerson *person;

      person = assay_simulator_person_new_from_json (element, self->job_titles, error);

      if (person == NULL)
        return FALSE;
      g_ptr_array_add (persons, person);
    }

  g_list_store_splice (self->persons, 0, g_list_model_get_n_items (G_LIST_MODEL (self->persons)),
                       persons->pdata, persons->len);

  return TRUE;
}

static void
people_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssaySimulatorWindow) self = user_data;
  g_autoptr (AssayJson) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = assay_simulator_client_request_finish (ASSAY_SIMULATOR_CLIENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (answer == NULL || !fill_people (self, answer, &error))
    {
      g_debug ("people of the simulator: %s", error->message);
      gtk_stack_set_visible_child_name (self->content, "unreachable");
    }
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->persons)) == 0)
    gtk_stack_set_visible_child_name (self->content, "empty");
  else
    show_person (self);
}

static void
jobs_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssaySimulatorWindow) self = user_data;
  g_autoptr (AssayJson) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = assay_simulator_client_request_finish (ASSAY_SIMULATOR_CLIENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_pointer (&self->job_titles, g_hash_table_unref);
  self->job_titles = answer != NULL ? read_job_titles (answer, &error) : NULL;
  if (self->job_titles == NULL)
    {
      g_debug ("jobs of the simulator: %s", error->message);
      gtk_stack_set_visible_child_name (self->content, "unreachable");
      return;
    }

  assay_simulator_client_request_async (self->client, "GET", "candidates", NULL, self->cancellable,
                                        people_loaded_cb, g_object_ref (self));
}

static void
load_people (AssaySimulatorWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->refreshing = FALSE;

  gtk_stack_set_visible_child_name (self->content, "loading");
  assay_simulator_client_request_async (self->client, "GET", "jobs", NULL, self->cancellable,
                                        jobs_loaded_cb, g_object_ref (self));
}

static void
reload_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  load_people (ASSAY_SIMULATOR_WINDOW (widget));
}

static void
order_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AssaySimulatorWindow *self = ASSAY_SIMULATOR_WINDOW (widget);
  AssaySimulatorPerson *person = get_person (self);

  if (person != NULL)
    adw_dialog_present (assay_simulator_order_dialog_new (self->client, person), widget);
}

static void
person_activated_cb (AssaySimulatorWindow *self)
{
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static void
assay_simulator_window_map (GtkWidget *widget)
{
  AssaySimulatorWindow *self = ASSAY_SIMULATOR_WINDOW (widget);

  GTK_WIDGET_CLASS (assay_simulator_window_parent_class)->map (widget);
  self->refresh_id = g_timeout_add (REFRESH_MILLISECONDS, refresh_cb, self);
}

static void
assay_simulator_window_unmap (GtkWidget *widget)
{
  AssaySimulatorWindow *self = ASSAY_SIMULATOR_WINDOW (widget);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  GTK_WIDGET_CLASS (assay_simulator_window_parent_class)->unmap (widget);
}

static void
assay_simulator_window_dispose (GObject *object)
{
  AssaySimulatorWindow *self = ASSAY_SIMULATOR_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_SIMULATOR_WINDOW);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->mapping);
  g_clear_object (&self->selection);
  g_clear_object (&self->persons);

  G_OBJECT_CLASS (assay_simulator_window_parent_class)->dispose (object);
}

static void
assay_simulator_window_finalize (GObject *object)
{
  AssaySimulatorWindow *self = ASSAY_SIMULATOR_WINDOW (object);

  g_clear_pointer (&self->job_titles, g_hash_table_unref);
  g_clear_pointer (&self->appearance, g_free);
  g_clear_pointer (&self->shown_cards, g_bytes_unref);

  G_OBJECT_CLASS (assay_simulator_window_parent_class)->finalize (object);
}

static void
assay_simulator_window_get_property (GObject *object,
                                     guint prop_id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  AssaySimulatorWindow *self = ASSAY_SIMULATOR_WINDOW (object);

  switch ((AssaySimulatorWindowProperty) prop_id)
    {
    case PROP_APPEARANCE:
      g_value_set_string (value, self->appearance);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
assay_simulator_window_set_property (GObject *object,
                                     guint prop_id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  AssaySimulatorWindow *self = ASSAY_SIMULATOR_WINDOW (object);

  switch ((AssaySimulatorWindowProperty) prop_id)
    {
    case PROP_APPEARANCE:
      if (g_set_str (&self->appearance, g_value_get_string (value)))
        {
          refresh_cards (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
assay_simulator_window_class_init (AssaySimulatorWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_simulator_window_dispose;
  object_class->finalize = assay_simulator_window_finalize;
  object_class->get_property = assay_simulator_window_get_property;
  object_class->set_property = assay_simulator_window_set_property;
  widget_class->map = assay_simulator_window_map;
  widget_class->unmap = assay_simulator_window_unmap;

  /**
   * AssaySimulatorWindow:appearance:
   *
   * The appearance of the Assessments card: `guide`, `card` or `classic`.
   */
  properties[PROP_APPEARANCE] = g_param_spec_string ("appearance", NULL, NULL, "guide",
                                                     (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS));

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (ASSAY_TYPE_RECRUITER_CARD);
  g_type_ensure (ASSAY_TYPE_SIMULATOR_PERSON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-simulator-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorWindow, split);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorWindow, content);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorWindow, people);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorWindow, columns);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorWindow, initials);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorWindow, name);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorWindow, place);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorWindow, phone);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorWindow, email);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorWindow, job_title);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorWindow, stage);
  gtk_widget_class_bind_template_child (widget_class, AssaySimulatorWindow, card);
  gtk_widget_class_bind_template_callback (widget_class, person_activated_cb);

  gtk_widget_class_install_property_action (widget_class, "simulator.appearance", "appearance");
  gtk_widget_class_install_action (widget_class, "simulator.order", NULL, order_action);
  gtk_widget_class_install_action (widget_class, "simulator.reload", NULL, reload_action);
}

static void
assay_simulator_window_init (AssaySimulatorWindow *self)
{
  self->appearance = g_strdup ("guide");
  self->persons = g_list_store_new (ASSAY_TYPE_SIMULATOR_PERSON);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->persons)));

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_list_view_set_model (self->people, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (show_person), self,
                           G_CONNECT_SWAPPED);
}

/**
 * assay_simulator_window_new:
 * @application: the application
 * @mapping: whose sentences describe the card to screen readers
 * @url: scheme, host and port of the simulator
 *
 * Creates the recruiter's window and starts to fetch the people.
 *
 * Returns: (transfer none): a window, owned by GTK
 */
GtkWindow *
assay_simulator_window_new (GtkApplication *application, AssayMapping *mapping, const char *url)
{
  AssaySimulatorWindow *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (ASSAY_IS_MAPPING (mapping), NULL);
  g_return_val_if_fail (url != NULL, NULL);

  self = g_object_new (ASSAY_TYPE_SIMULATOR_WINDOW, "application", application, NULL);
  self->mapping = g_object_ref (mapping);
  self->client = assay_simulator_client_new (url);
  load_people (self);

  return GTK_WINDOW (self);
}

/**
 * assay_simulator_window_find:
 * @application: the application
 * @url: scheme, host and port of a simulator
 *
 * Finds the recruiter's window of a simulator.
 *
 * Returns: (transfer none) (nullable): the window, if there is one
 */
GtkWindow *
assay_simulator_window_find (GtkApplication *application, const char *url)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (url != NULL, NULL);

  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    {
      AssaySimulatorWindow *self = ASSAY_IS_SIMULATOR_WINDOW (l->data) ? l->data : NULL;

      if (self != NULL && g_str_equal (assay_simulator_client_get_url (self->client), url))
        return GTK_WINDOW (self);
    }

  return NULL;
}
