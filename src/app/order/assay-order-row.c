/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-row.h"

#include <glib/gi18n.h>

#include "assay-moment.h"
#include "assay-order-text.h"
#include "assay-result-state.h"
#include "assay-status-icon.h"

/**
 * AssayOrderRow:
 *
 * One order in the list: who, which package for which job, and how it stands.
 */
struct _AssayOrderRow
{
  GtkWidget parent_instance;

  /* template children */
  GtkWidget *content;
  GtkLabel *candidate;
  GtkLabel *package;
  GtkWidget *icon;
  GtkLabel *status;
  GtkLabel *account_label;
  GtkLabel *age;
  GtkWidget *new_mark;
  GtkLabel *sending;
  GtkWidget *claimed;
  GtkLabel *claimed_by;

  /* owned */
  AssayOrderAccounts *accounts;
  char *summary;
  char *account;
  GSignalGroup *signals;
  GSource *older; /* when the age is another one */
};

G_DEFINE_FINAL_TYPE (AssayOrderRow, assay_order_row, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_SUMMARY = 1,
  PROP_ACCOUNT,
} AssayOrderRowProperty;

static GParamSpec *properties[PROP_ACCOUNT + 1];

static const struct
{
  const char *word;
  AssayStatusIcon icon;
  AssayStatusColour colour;
} statuses[] = {
  /* The recruiter's card calls an order without a result the same. */
  [ASSAY_ORDER_STATUS_NONE] = { N_("Pending"), ASSAY_STATUS_ICON_DOTS, ASSAY_STATUS_COLOUR_GREY },
  [ASSAY_ORDER_STATUS_PENDING] = { N_("Pending"), ASSAY_STATUS_ICON_DOTS,
                                   ASSAY_STATUS_COLOUR_GREY },
  [ASSAY_ORDER_STATUS_IN_PROGRESS] = { N_("In Progress"), ASSAY_STATUS_ICON_DOTS,
                                       ASSAY_STATUS_COLOUR_YELLOW },
  [ASSAY_ORDER_STATUS_COMPLETED] = { N_("Completed"), ASSAY_STATUS_ICON_CHECK,
                                     ASSAY_STATUS_COLOUR_GREEN },
  [ASSAY_ORDER_STATUS_REJECTED] = { N_("Rejected"), ASSAY_STATUS_ICON_CROSS,
                                    ASSAY_STATUS_COLOUR_RED },
  [ASSAY_ORDER_STATUS_EXPIRED] = { N_("Expired"), ASSAY_STATUS_ICON_CLOCK,
                                   ASSAY_STATUS_COLOUR_YELLOW },
};

static char *
dup_age (gint64 at, gint64 now, gint64 minutes)
{
  if (minutes < 1)
    return g_strdup (_("now"));
  if (minutes < 60)
    /* Translators: Age of an order in minutes, as short as possible. */
    return g_strdup_printf (_("%d min"), (int) minutes);
  if (minutes < 24 * 60)
    /* Translators: Age of an order in hours, as short as possible. */
    return g_strdup_printf (_("%d h"), (int) (minutes / 60));

  return assay_moment_dup_day (at, now);
}

static void
show_claim (AssayOrderRow *self, const char *by)
{
  g_autofree char *tooltip = NULL;

  gtk_widget_set_visible (self->claimed, by != NULL);
  if (by == NULL)
    return;

  /* Translators: %s is the user name of a colleague who works on the order. */
  tooltip = g_strdup_printf (_("Claimed by %s"), by);
  gtk_widget_set_tooltip_text (self->claimed, tooltip);
  gtk_label_set_label (self->claimed_by, g_str_equal (by, g_get_user_name ()) ? _("You") : by);
}

static void
stop_ageing (AssayOrderRow *self)
{
  if (self->older != NULL)
    g_source_destroy (self->older);
  g_clear_pointer (&self->older, g_source_unref);
}

static void show_age (AssayOrderRow *self);

static gboolean
older_cb (gpointer user_data)
{
  show_age (user_data);

  return G_SOURCE_REMOVE;
}

/* Wakes once for each text the age can have: each minute, later each hour, and never for a date. */
static void
show_age (AssayOrderRow *self)
{
  g_autoptr (AssayOrder) order = g_signal_group_dup_target (self->signals);
  g_autofree char *text = NULL;
  gint64 now = g_get_real_time ();
  gint64 at, age, minutes, span;

  stop_ageing (self);
  if (order == NULL)
    return;

  at = assay_order_get_state (order)->received_at;
  age = MAX (now - at, 0);
  minutes = age / G_TIME_SPAN_MINUTE;
  text = dup_age (at, now, minutes);
  gtk_label_set_label (self->age, text);
  if (minutes >= 24 * 60 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  span = minutes < 60 ? G_TIME_SPAN_MINUTE : G_TIME_SPAN_HOUR;
  self->older = g_timeout_source_new ((guint) ((span - age % span) / 1000) + 1);
  g_source_set_callback (self->older, older_cb, self, NULL);
  g_source_attach (self->older, NULL);
}

static void
set_summary (AssayOrderRow *self, const char *summary)
{
  if (g_set_str (&self->summary, summary))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static void
show_account (AssayOrderRow *self)
{
  g_autoptr (AssayOrder) order = g_signal_group_dup_target (self->signals);
  const char *account = NULL;

  if (order != NULL && self->accounts != NULL)
    account = assay_order_accounts_lookup (self->accounts, assay_order_get_account_id (order));
  if (!g_set_str (&self->account, account))
    return;

  gtk_label_set_label (self->account_label, account != NULL ? account : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

static void
summarize (AssayOrderRow *self, AssayOrder *order, const char *candidate, const char *purpose)
{
  const AssayOrderState *state = assay_order_get_state (order);
  const char *word = _(statuses[state->status].word);
  g_autofree char *summary = NULL;

  if (state->new)
    /* Translators: Read aloud for an order nobody saw: candidate; package and job; status. */
    summary = g_strdup_printf (_("%s, %s, %s, new"), candidate, purpose, word);
  else
    /* Translators: Read aloud for an order: candidate; package and job; status. */
    summary = g_strdup_printf (_("%s, %s, %s"), candidate, purpose, word);
  set_summary (self, summary);
}

/* Keeps its height, so that nothing moves when the order is there. */
static void
show_nothing (AssayOrderRow *self)
{
  stop_ageing (self);
  set_summary (self, "");
  show_account (self);
  gtk_widget_set_opacity (self->content, 0);
  gtk_label_set_label (self->candidate, "");
  gtk_label_set_label (self->package, "");
  gtk_label_set_label (self->status, "");
  gtk_label_set_label (self->age, "");
  gtk_widget_set_visible (self->new_mark, FALSE);
  gtk_widget_set_visible (self->claimed, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->sending), FALSE);
}

/* A row that is between two orders stays as it is: each change of what is visible costs a scroll as
 * much as all texts. */
static void
update (AssayOrderRow *self)
{
  g_autoptr (AssayOrder) order = g_signal_group_dup_target (self->signals);
  g_autofree char *candidate = NULL;
  g_autofree char *purpose = NULL;
  const char *sending;
  AssayOrderStatus status;

  if (order == NULL)
    {
      stop_ageing (self);
      return;
    }
  /* The list hands out orders before their row is read; those have no id yet. */
  if (assay_order_get_id (order) == NULL)
    {
      show_nothing (self);
      return;
    }

  candidate = assay_order_text_dup_candidate (order);
  purpose = assay_order_text_dup_purpose (order);
  status = assay_order_get_state (order)->status;
  sending = assay_result_state_get_word (assay_order_get_state (order)->sending);

  summarize (self, order, candidate, purpose);
  gtk_widget_set_opacity (self->content, 1);
  gtk_label_set_label (self->candidate, candidate);
  gtk_label_set_label (self->package, purpose);
  show_account (self);
  show_age (self);
  gtk_label_set_label (self->status, _(statuses[status].word));
  assay_status_icon_widget_set (ASSAY_STATUS_ICON_WIDGET (self->icon), statuses[status].icon,
                                statuses[status].colour);
  gtk_widget_set_visible (self->new_mark, assay_order_get_state (order)->new);
  show_claim (self, assay_order_get_state (order)->claimed_by);
  gtk_label_set_label (self->sending, sending != NULL ? sending : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sending), sending != NULL);
}

static void
assay_order_row_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (assay_order_row_parent_class)->map (widget);

  show_age (ASSAY_ORDER_ROW (widget));
}

static void
assay_order_row_unmap (GtkWidget *widget)
{
  stop_ageing (ASSAY_ORDER_ROW (widget));

  GTK_WIDGET_CLASS (assay_order_row_parent_class)->unmap (widget);
}

static void
assay_order_row_dispose (GObject *object)
{
  AssayOrderRow *self = ASSAY_ORDER_ROW (object);

  stop_ageing (self);
  g_clear_object (&self->signals);
  g_clear_object (&self->accounts);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_ORDER_ROW);

  G_OBJECT_CLASS (assay_order_row_parent_class)->dispose (object);
}

static void
assay_order_row_finalize (GObject *object)
{
  AssayOrderRow *self = ASSAY_ORDER_ROW (object);

  g_free (self->summary);
  g_free (self->account);

  G_OBJECT_CLASS (assay_order_row_parent_class)->finalize (object);
}

static void
assay_order_row_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  AssayOrderRow *self = ASSAY_ORDER_ROW (object);

  switch ((AssayOrderRowProperty) property_id)
    {
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;

    case PROP_ACCOUNT:
      g_value_set_string (value, self->account);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_order_row_class_init (AssayOrderRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_order_row_dispose;
  object_class->finalize = assay_order_row_finalize;
  object_class->get_property = assay_order_row_get_property;
  widget_class->map = assay_order_row_map;
  widget_class->unmap = assay_order_row_unmap;

  /**
   * AssayOrderRow:summary:
   *
   * The order as one phrase, for the item of the list, which is what a screen reader comes to.
   */
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                    G_PARAM_EXPLICIT_NOTIFY);

  /**
   * AssayOrderRow:account:
   *
   * The account the order came from; %NULL where all come from the same one.
   */
  properties[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                    G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (ASSAY_TYPE_STATUS_ICON_WIDGET);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-order-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayOrderRow, content);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderRow, candidate);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderRow, package);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderRow, status);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderRow, account_label);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderRow, age);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderRow, new_mark);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderRow, sending);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderRow, claimed);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderRow, claimed_by);
}

static void
assay_order_row_init (AssayOrderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (ASSAY_TYPE_ORDER);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (update), self);
  show_nothing (self);
}

/**
 * assay_order_row_new:
 * @accounts: (nullable): what accounts are called
 *
 * Creates an empty row.
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
assay_order_row_new (AssayOrderAccounts *accounts)
{
  AssayOrderRow *self;

  g_return_val_if_fail (accounts == NULL || ASSAY_IS_ORDER_ACCOUNTS (accounts), NULL);

  self = g_object_new (ASSAY_TYPE_ORDER_ROW, NULL);
  if (g_set_object (&self->accounts, accounts))
    g_signal_connect_object (accounts, "changed", G_CALLBACK (show_account), self,
                             G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * assay_order_row_set_order:
 * @self: a row
 * @order: (nullable): the order to show
 *
 * Shows an order and follows its changes.
 */
void
assay_order_row_set_order (AssayOrderRow *self, AssayOrder *order)
{
  g_return_if_fail (ASSAY_IS_ORDER_ROW (self));
  g_return_if_fail (order == NULL || ASSAY_IS_ORDER (order));

  g_signal_group_set_target (self->signals, order);
  update (self);
}
