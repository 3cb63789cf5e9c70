/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-page.h"

/**
 * AssayPage:
 *
 * Base of everything the sidebar leads to.
 *
 * A page brings its own header bar or bars. The window makes it when it is first shown; the table
 * in `assay-window-pages.c` says which pages there are.
 */
typedef struct
{
  guint badge;
} AssayPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AssayPage, assay_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_BADGE = 1,
} AssayPageProperty;

static GParamSpec *properties[PROP_BADGE + 1];

static void
assay_page_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  AssayPage *self = ASSAY_PAGE (object);

  switch ((AssayPageProperty) property_id)
    {
    case PROP_BADGE:
      g_value_set_uint (value, assay_page_get_badge (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_page_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  AssayPage *self = ASSAY_PAGE (object);

  switch ((AssayPageProperty) property_id)
    {
    case PROP_BADGE:
      assay_page_set_badge (self, g_value_get_uint (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_page_class_init (AssayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = assay_page_get_property;
  object_class->set_property = assay_page_set_property;

  /**
   * AssayPage:badge:
   *
   * Number shown in the sidebar beside the page's name; 0 shows none.
   */
  properties[PROP_BADGE] = g_param_spec_uint ("badge", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_page_init (AssayPage *self)
{
}

/**
 * assay_page_get_badge:
 * @self: a page
 *
 * Gets the number shown beside the page's name.
 *
 * Returns: the number; 0 is not shown
 */
guint
assay_page_get_badge (AssayPage *self)
{
  AssayPagePrivate *priv = assay_page_get_instance_private (self);

  g_return_val_if_fail (ASSAY_IS_PAGE (self), 0);

  return priv->badge;
}

/**
 * assay_page_set_badge:
 * @self: a page
 * @badge: the number; 0 is not shown
 *
 * Sets the number shown beside the page's name.
 */
void
assay_page_set_badge (AssayPage *self, guint badge)
{
  AssayPagePrivate *priv = assay_page_get_instance_private (self);

  g_return_if_fail (ASSAY_IS_PAGE (self));

  if (priv->badge == badge)
    return;

  priv->badge = badge;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BADGE]);
}

/**
 * assay_page_open:
 * @self: a page
 * @desk: the desk it belongs to, whose journal is open
 *
 * Connects the page to its data. Until then it shows that it is loading.
 */
void
assay_page_open (AssayPage *self, AssayDesk *desk)
{
  g_return_if_fail (ASSAY_IS_PAGE (self));
  g_return_if_fail (ASSAY_IS_DESK (desk));
  g_return_if_fail (assay_desk_get_journal (desk) != NULL);

  if (ASSAY_PAGE_GET_CLASS (self)->open != NULL)
    ASSAY_PAGE_GET_CLASS (self)->open (self, desk);
}

/**
 * assay_page_fail:
 * @self: a page without data
 * @reason: (nullable): why there is none; %NULL when another attempt begins
 *
 * Shows that the page's data cannot be read, or that it is being read again.
 */
void
assay_page_fail (AssayPage *self, const char *reason)
{
  g_return_if_fail (ASSAY_IS_PAGE (self));

  if (ASSAY_PAGE_GET_CLASS (self)->fail != NULL)
    ASSAY_PAGE_GET_CLASS (self)->fail (self, reason);
}

/**
 * assay_page_enter:
 * @self: a page that is shown
 *
 * Puts the focus where work on the page begins.
 */
void
assay_page_enter (AssayPage *self)
{
  g_return_if_fail (ASSAY_IS_PAGE (self));

  if (ASSAY_PAGE_GET_CLASS (self)->enter != NULL)
    ASSAY_PAGE_GET_CLASS (self)->enter (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/**
 * assay_page_can_search:
 * @self: a page
 *
 * Tells whether the page has a search entry.
 *
 * Returns: %TRUE when [method@Page.start_search] does something
 */
gboolean
assay_page_can_search (AssayPage *self)
{
  g_return_val_if_fail (ASSAY_IS_PAGE (self), FALSE);

  return ASSAY_PAGE_GET_CLASS (self)->start_search != NULL;
}

/**
 * assay_page_start_search:
 * @self: a page
 *
 * Puts the cursor into the page's search entry, where it has one.
 */
void
assay_page_start_search (AssayPage *self)
{
  g_return_if_fail (ASSAY_IS_PAGE (self));

  if (assay_page_can_search (self))
    ASSAY_PAGE_GET_CLASS (self)->start_search (self);
}
