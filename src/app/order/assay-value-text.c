/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-value-text.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *value;
  const char *word;
} ValueWord;

static const ValueWord words[] = {
  { "initiated", N_("Pending") },       { "pending", N_("Pending") },
  { "in_progress", N_("In Progress") }, { "completed", N_("Completed") },
  { "passed", N_("Passed") },           { "failed", N_("Failed") },
  { "cancelled", N_("Cancelled") },     { "expired", N_("Expired") },
  { "unmapped_value", N_("Unmapped") },
};

#define ROLE "role in a hiring team"

/* Roles are SmartRecruiters’, however they are spelled on the way. */
static const ValueWord roles[] = {
  { "recruiter", NC_("role in a hiring team", "Recruiter") },
  { "hiring_manager", NC_("role in a hiring team", "Hiring manager") },
  { "coordinator", NC_("role in a hiring team", "Coordinator") },
  { "interview_team", NC_("role in a hiring team", "Interview team") },
  { "interviewer", NC_("role in a hiring team", "Interviewer") },
  { "executive", NC_("role in a hiring team", "Executive") },
};

#define APPLICATION "status of an application"

/* The values that StackOne documents. */
static const ValueWord application_statuses[] = {
  { "active", NC_("status of an application", "Active") },
  { "assessment", NC_("status of an application", "Assessment") },
  { "background_check", NC_("status of an application", "Background check") },
  { "converted", NC_("status of an application", "Converted") },
  { "declined_by_candidate", NC_("status of an application", "Declined by the candidate") },
  { "hired", NC_("status of an application", "Hired") },
  { "interview", NC_("status of an application", "Interview") },
  { "lead", NC_("status of an application", "Lead") },
  { "offer", NC_("status of an application", "Offer") },
  { "reference_check", NC_("status of an application", "Reference check") },
  { "rejected", NC_("status of an application", "Rejected") },
  { "review", NC_("status of an application", "Review") },
  { "screen", NC_("status of an application", "Screening") },
  { "new", NC_("status of an application", "New") },
  { "onboarding", NC_("status of an application", "Onboarding") },
  { "created", NC_("status of an application", "Created") },
  { "accepted", NC_("status of an application", "Accepted") },
  { "short_list", NC_("status of an application", "Short list") },
  { "approved", NC_("status of an application", "Approved") },
  { "unmapped_value", NC_("status of an application", "Unmapped") },
};

/**
 * assay_value_text_get:
 * @value: a value of a result, as StackOne spells it
 *
 * Returns: the translated word for it; @value itself where there is none
 */
const char *
assay_value_text_get (const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (words[i].value, value))
        return _(words[i].word);
    }

  return value;
}

/* Capitals, blanks and hyphens do not make another value. */
static gboolean
is_same (const char *value, const char *spelled)
{
  for (; *value != '\0' && *spelled != '\0'; value++, spelled++)
    {
      char letter = *spelled == ' ' || *spelled == '-' ? '_' : g_ascii_tolower (*spelled);

      if (letter != *value)
        return FALSE;
    }

  return *value == *spelled;
}

static const char *
find (const ValueWord *table, gsize n_table, const char *context, const char *value)
{
  for (gsize i = 0; value != NULL && i < n_table; i++)
    {
      if (is_same (table[i].value, value))
        return g_dpgettext2 (GETTEXT_PACKAGE, context, table[i].word);
    }

  return value;
}

/**
 * assay_value_text_get_role:
 * @role: (nullable): a role in a hiring team, as an order spells it
 *
 * Returns: (nullable): the translated word for it; @role itself where there is none
 */
const char *
assay_value_text_get_role (const char *role)
{
  return find (roles, G_N_ELEMENTS (roles), ROLE, role);
}

/**
 * assay_value_text_get_application_status:
 * @status: (nullable): the status of an application, as StackOne spells it
 *
 * Returns: (nullable): the translated word for it; @status itself where there is none
 */
const char *
assay_value_text_get_application_status (const char *status)
{
  return find (application_statuses, G_N_ELEMENTS (application_statuses), APPLICATION, status);
}
