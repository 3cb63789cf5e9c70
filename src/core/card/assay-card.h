/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-json-writer.h"
#include "assay-mapping.h"
#include "assay-message.h"
#include "assay-remark.h"
#include "assay-result.h"

G_BEGIN_DECLS

/**
 * AssayCardFlags:
 * @ASSAY_CARD_DEFAULT: the result address comes before the attachments
 * @ASSAY_CARD_RESULT_URL_LAST: the result address comes after the attachments
 *
 * Where SmartRecruiters is assumed to list the result address; no source tells.
 */
typedef enum
{
  ASSAY_CARD_DEFAULT = 0,
  ASSAY_CARD_RESULT_URL_LAST = 1 << 0,
} AssayCardFlags;

/**
 * AssayCardLink:
 * @title: what the recruiter reads
 * @url: what opens
 *
 * One link on the card.
 */
typedef struct
{
  char *title;
  char *url;
} AssayCardLink;

#define ASSAY_TYPE_CARD (assay_card_get_type ())

G_DECLARE_FINAL_TYPE (AssayCard, assay_card, ASSAY, CARD, GObject)

AssayCard *assay_card_new (AssayMapping *mapping,
                           AssayAppearance appearance,
                           const char *package_name,
                           AssayResult *result,
                           AssayOrderStatus previous_status,
                           AssayCardFlags flags) G_GNUC_WARN_UNUSED_RESULT;
AssayCard *assay_card_new_from_result_json (AssayMapping *mapping,
                                            AssayAppearance appearance,
                                            const char *package_name,
                                            AssayJson *result,
                                            AssayOrderStatus previous_status,
                                            AssayCardFlags flags) G_GNUC_WARN_UNUSED_RESULT;
AssayCard *assay_card_new_from_json (AssayMapping *mapping,
                                     AssayJson *card,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

AssayAppearance assay_card_get_appearance (AssayCard *self);
const char *assay_card_get_package_name (AssayCard *self);
AssayOrderStatus assay_card_get_status (AssayCard *self);
const char *assay_card_get_word (AssayCard *self);
AssayStatusIcon assay_card_get_icon (AssayCard *self);
AssayStatusColour assay_card_get_colour (AssayCard *self);
const char *assay_card_get_score_text (AssayCard *self);
const char *assay_card_get_score_label (AssayCard *self);
const char *assay_card_get_summary (AssayCard *self);
GPtrArray *assay_card_get_links (AssayCard *self);
GPtrArray *assay_card_get_invisible (AssayCard *self);
GPtrArray *assay_card_get_notes (AssayCard *self);

char *assay_card_dup_sentence (AssayCard *self,
                               AssayTranslateFunc translate) G_GNUC_WARN_UNUSED_RESULT;
void assay_card_write_members (AssayCard *self, const char *order_id, AssayJsonWriter *writer);
void assay_card_write_invisible (AssayCard *self, AssayJsonWriter *writer);
GBytes *assay_card_to_json (AssayCard *self, const char *order_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
