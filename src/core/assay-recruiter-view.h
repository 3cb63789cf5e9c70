/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json-writer.h"
#include "assay-mapping.h"
#include "assay-message.h"
#include "assay-result.h"

G_BEGIN_DECLS

/**
 * AssayRecruiterViewFlags:
 * @ASSAY_RECRUITER_VIEW_DEFAULT: the result address comes before the attachments
 * @ASSAY_RECRUITER_VIEW_RESULT_URL_LAST: the result address comes after the attachments
 *
 * Where SmartRecruiters is assumed to list the result address; no source tells.
 */
typedef enum
{
  ASSAY_RECRUITER_VIEW_DEFAULT = 0,
  ASSAY_RECRUITER_VIEW_RESULT_URL_LAST = 1 << 0,
} AssayRecruiterViewFlags;

/**
 * AssayRecruiterLink:
 * @title: what the recruiter reads
 * @url: what opens
 *
 * One link on the card.
 */
typedef struct
{
  char *title;
  char *url;
} AssayRecruiterLink;

/**
 * AssayRecruiterRemark:
 * @path: (nullable): the JSON path of the member that the remark is about
 * @value: (nullable): the text of that member
 * @message: what there is to say
 * @source: (nullable): where this is known from, in English
 *
 * Something that the card does not show, or a disagreement between sources.
 */
typedef struct
{
  char *path;
  char *value;
  AssayMessage *message;
  char *source;
} AssayRecruiterRemark;

#define ASSAY_TYPE_RECRUITER_VIEW (assay_recruiter_view_get_type ())

G_DECLARE_FINAL_TYPE (AssayRecruiterView, assay_recruiter_view, ASSAY, RECRUITER_VIEW, GObject)

AssayRecruiterView *assay_recruiter_view_new               (AssayMapping            *mapping,
                                                            AssayAppearance          appearance,
                                                            const char              *package_name,
                                                            AssayResult             *result,
                                                            AssayOrderStatus         previous_status,
                                                            AssayRecruiterViewFlags  flags)
                                                            G_GNUC_WARN_UNUSED_RESULT;
AssayRecruiterView *assay_recruiter_view_new_from_json     (AssayMapping            *mapping,
                                                            AssayAppearance          appearance,
                                                            const char              *package_name,
                                                            AssayJson               *result,
                                                            AssayOrderStatus         previous_status,
                                                            AssayRecruiterViewFlags  flags)
                                                            G_GNUC_WARN_UNUSED_RESULT;

AssayRecruiterView *assay_recruiter_view_new_from_card     (AssayMapping            *mapping,
                                                            AssayJson               *card,
                                                            GError                 **error)
                                                            G_GNUC_WARN_UNUSED_RESULT;

AssayAppearance     assay_recruiter_view_get_appearance    (AssayRecruiterView      *self);
const char         *assay_recruiter_view_get_package_name  (AssayRecruiterView      *self);
AssayOrderStatus    assay_recruiter_view_get_status        (AssayRecruiterView      *self);
const char         *assay_recruiter_view_get_word          (AssayRecruiterView      *self);
AssayStatusIcon     assay_recruiter_view_get_icon          (AssayRecruiterView      *self);
AssayStatusColour   assay_recruiter_view_get_colour        (AssayRecruiterView      *self);
const char         *assay_recruiter_view_get_score_text    (AssayRecruiterView      *self);
const char         *assay_recruiter_view_get_score_label   (AssayRecruiterView      *self);
const char         *assay_recruiter_view_get_summary       (AssayRecruiterView      *self);
GPtrArray          *assay_recruiter_view_get_links         (AssayRecruiterView      *self);
GPtrArray          *assay_recruiter_view_get_invisible     (AssayRecruiterView      *self);
GPtrArray          *assay_recruiter_view_get_notes         (AssayRecruiterView      *self);

char               *assay_recruiter_view_dup_sentence      (AssayRecruiterView      *self,
                                                            AssayTranslateFunc       translate)
                                                            G_GNUC_WARN_UNUSED_RESULT;
void                assay_recruiter_view_write_members     (AssayRecruiterView      *self,
                                                            const char              *order_id,
                                                            AssayJsonWriter         *writer);
void                assay_recruiter_view_write_invisible   (AssayRecruiterView      *self,
                                                            AssayJsonWriter         *writer);
GBytes             *assay_recruiter_view_to_json           (AssayRecruiterView      *self,
                                                            const char              *order_id)
                                                            G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
