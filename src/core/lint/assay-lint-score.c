/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-lint-private.h"

#include <string.h>

#include "assay-whole-number.h"

/* Rules S01 to S13: does the score make a badge, and the right one? */

#define LONGEST_LABEL 40
#define SHORTEST_STEM 3

enum
{
  PART_VALUE,
  PART_MINIMUM,
  PART_MAXIMUM,
  N_PARTS,
};

static const char *const part_names[N_PARTS] = { "value", "min", "max" };

/* The score as it will be after the update. */
typedef struct
{
  gint64 numbers[N_PARTS];
  guint n_set;
  guint n_valid;
  gboolean minimum_valid;
  gboolean maximum_valid;
} Score;

/* Blanks, a plus or a per cent sign can be dropped without changing the meaning. */
static char *
tidy_number (const char *text)
{
  g_autofree char *tidy = g_strstrip (g_strdup (text));
  gsize length = strlen (tidy);
  const char *start = *tidy == '+' ? tidy + 1 : tidy;
  gint64 number;

  if (length > 0 && tidy[length - 1] == '%')
    {
      tidy[length - 1] = '\0';
      g_strchomp (tidy);
    }

  return assay_whole_number_parse (start, &number) == ASSAY_WHOLE_NUMBER_VALID ? g_strdup (start)
                                                                               : NULL;
}

static void
check_written_number (AssayLintRun *run, AssayJson *part, const char *name)
{
  const char *text = assay_json_get_string (part);
  const char *path = assay_json_get_path (part);
  g_autofree char *excerpt = assay_lint_excerpt (text);
  const AssayLintPlace places[] = { { "v", excerpt }, { NULL, NULL } };
  gint64 number;

  switch (assay_whole_number_parse (text, &number))
    {
    case ASSAY_WHOLE_NUMBER_MALFORMED:
      {
        AssayFinding *finding = assay_lint_add (run, "S03", NULL, path, places);
        g_autofree char *tidy = tidy_number (text);

        if (tidy != NULL)
          assay_lint_patch_text (finding, "score", name, tidy);
        break;
      }
    case ASSAY_WHOLE_NUMBER_TOO_LARGE:
      assay_lint_add (run, "S04", NULL, path, places);
      break;
    case ASSAY_WHOLE_NUMBER_VALID:
    default:
      {
        g_autofree char *plain = g_strdup_printf ("%" G_GINT64_FORMAT, number);
        const AssayLintPlace plain_places[] = { { "n", plain }, { NULL, NULL } };

        if (!g_str_equal (plain, text))
          assay_lint_patch_text (assay_lint_add (run, "S08", NULL, path, plain_places), "score",
                                 name, plain);
      }
    }
}

static void
check_part (AssayLintRun *run, AssayJson *score, const char *name)
{
  g_autoptr (AssayJson) part = assay_json_dup_member (score, name);
  const char *digits;

  if (part == NULL)
    return;

  digits = assay_json_get_number (part);
  if (digits != NULL)
    assay_lint_patch_text (assay_lint_add (run, "S02", NULL, assay_json_get_path (part), NULL),
                           "score", name, digits);
  else if (assay_json_get_kind (part) == ASSAY_JSON_STRING)
    check_written_number (run, part, name);
}

static void
read_score (AssayJson *result, Score *score)
{
  g_autoptr (AssayJson) object = assay_lint_find (result, "score", ASSAY_JSON_OBJECT);

  *score = (Score) { 0 };
  for (guint i = 0; object != NULL && i < N_PARTS; i++)
    {
      g_autoptr (AssayJson) part = assay_json_dup_member (object, part_names[i]);
      g_autofree char *text = part != NULL ? assay_json_dup_text (part) : NULL;
      gboolean valid = assay_whole_number_parse (text, &score->numbers[i]) ==
                       ASSAY_WHOLE_NUMBER_VALID;

      score->n_set += text != NULL;
      score->n_valid += valid;
      if (i == PART_MINIMUM)
        score->minimum_valid = valid;
      else if (i == PART_MAXIMUM)
        score->maximum_valid = valid;
    }
}

/* The differences of 64-bit numbers can take 64 bits without a sign. */
static guint
compute_percentage (const Score *score)
{
  guint64 minimum = (guint64) score->numbers[PART_MINIMUM];
  guint64 above = (guint64) score->numbers[PART_VALUE] - minimum;
  guint64 range = (guint64) score->numbers[PART_MAXIMUM] - minimum;

  return (guint) ((double) above * 100 / (double) range + 0.5);
}

/* The same score from 0 to 100. */
static void
offer_scale (AssayFinding *finding, const char *percentage)
{
  g_autofree char *text =
    g_strdup_printf ("{\"score\":{\"value\":\"%s\",\"min\":\"0\",\"max\":\"100\"}}", percentage);
  g_autoptr (AssayJson) patch = assay_json_new_from_text (text, NULL);

  if (finding != NULL)
    assay_finding_set_patch (finding, patch);
}

static void
check_range (AssayLintRun *run, const Score *score)
{
  gint64 value = score->numbers[PART_VALUE];
  gint64 minimum = score->numbers[PART_MINIMUM];
  gint64 maximum = score->numbers[PART_MAXIMUM];
  g_autofree char *value_text = g_strdup_printf ("%" G_GINT64_FORMAT, value);
  g_autofree char *minimum_text = g_strdup_printf ("%" G_GINT64_FORMAT, minimum);
  g_autofree char *maximum_text = g_strdup_printf ("%" G_GINT64_FORMAT, maximum);
  g_autofree char *percentage = NULL;
  AssayLintPlace places[] = {
    { "value", value_text }, { "min", minimum_text }, { "max", maximum_text },
    { NULL, NULL },          { NULL, NULL },
  };

  if (score->minimum_valid && score->maximum_valid && minimum >= maximum)
    {
      assay_lint_add (run, "S05", NULL, "$.score.min", NULL);
      return;
    }
  if (score->n_valid < N_PARTS)
    return;

  if (value < minimum || value > maximum)
    {
      assay_lint_add (run, "S06", NULL, "$.score.value", places);
      return;
    }
  if (minimum != 0 || maximum != 100)
    {
      percentage = g_strdup_printf ("%u", compute_percentage (score));
      places[3] = (AssayLintPlace) { "pct", percentage };
      offer_scale (assay_lint_add (run, "S07", maximum == 100 && value == 100 ? "same" : NULL,
                                   minimum != 0 ? "$.score.min" : "$.score.max", places),
                   percentage);
    }
}

/* "Pass", "Passed" and "PASS": the same word but for its case or ending. */
static gboolean
is_same_word (const char *label, const char *other)
{
  g_autofree char *folded = g_utf8_casefold (label, -1);
  g_autofree char *other_folded = g_utf8_casefold (other, -1);
  gboolean is_shorter = strlen (folded) < strlen (other_folded);
  const char *stem = is_shorter ? folded : other_folded;
  const char *word = is_shorter ? other_folded : folded;
  const char *ending = word + strlen (stem);

  if (!g_str_has_prefix (word, stem))
    return FALSE;
  if (*ending == '\0')
    return TRUE;
  if (g_utf8_strlen (stem, -1) < SHORTEST_STEM ||
      (g_utf8_strlen (ending, -1) > 2 && !g_str_equal (ending, "ing")))
    return FALSE;

  for (; *ending != '\0'; ending = g_utf8_next_char (ending))
    {
      if (!g_unichar_isalpha (g_utf8_get_char (ending)))
        return FALSE;
    }

  return TRUE;
}

/* The earliest spelling is the one to keep to. */
static void
check_spelling (AssayLintRun *run, const char *label)
{
  g_autoptr (GPtrArray) spellings = g_ptr_array_new ();
  const char *first;

  for (guint i = 0; run->context->labels != NULL && run->context->labels[i] != NULL; i++)
    {
      if (is_same_word (label, run->context->labels[i]))
        g_ptr_array_add (spellings, run->context->labels[i]);
    }

  first = spellings->len > 0 ? g_ptr_array_index (spellings, 0) : label;
  if (!g_str_equal (first, label))
    {
      gboolean is_known = g_ptr_array_find_with_equal_func (spellings, label, g_str_equal, NULL);
      g_autofree char *n = g_strdup_printf ("%u", spellings->len + (is_known ? 0 : 1));
      const AssayLintPlace places[] = { { "n", n }, { "label", first }, { NULL, NULL } };

      assay_lint_patch_text (assay_lint_add (run, "S13", NULL, "$.score.label", places), "score",
                             "label", first);
    }
}

/* Line breaks alone can be mended by a blank. */
static void
check_label (AssayLintRun *run, const char *label, const Score *score)
{
  gboolean broken = strpbrk (label, "\r\n") != NULL;
  gboolean long_label = g_utf8_strlen (label, -1) > LONGEST_LABEL;

  if (broken || long_label)
    {
      AssayFinding *finding = assay_lint_add (run, "S10", NULL, "$.score.label", NULL);
      g_autofree char *line = g_strdelimit (g_strdup (label), "\r\n", ' ');

      if (!long_label)
        assay_lint_patch_text (finding, "score", "label", line);
    }

  if (run->context->appearance == ASSAY_APPEARANCE_CARD && score->n_set == 0)
    assay_lint_add (run, "S09", NULL, "$.score.label", NULL);
}

static gboolean
has_link (AssayJson *result)
{
  g_autofree char *result_url = assay_lint_find_text (result, "result_url");
  g_autoptr (AssayJson) list = assay_lint_find (result, "attachments", ASSAY_JSON_ARRAY);
  guint length = list != NULL ? assay_json_get_length (list) : 0;

  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) item = assay_json_dup_element (list, i);
      g_autofree char *url = assay_lint_find_text (item, "url");

      if (url != NULL)
        return TRUE;
    }

  return result_url != NULL;
}

static void
check_against_status (AssayLintRun *run, const Score *score)
{
  g_autofree char *merged_value = assay_lint_find_status (run->merged);
  g_autofree char *value = assay_lint_find_status (run->body);
  g_autoptr (AssayJson) sent = assay_lint_find (run->body, "score", ASSAY_JSON_OBJECT);
  AssayOrderStatus status = assay_mapping_lookup_status (run->mapping, merged_value);

  if (sent != NULL && score->n_set > 0 &&
      (status == ASSAY_ORDER_STATUS_PENDING || status == ASSAY_ORDER_STATUS_IN_PROGRESS ||
       status == ASSAY_ORDER_STATUS_EXPIRED))
    assay_lint_add (run, "S11", NULL, "$.score", NULL);

  if (value != NULL && status == ASSAY_ORDER_STATUS_COMPLETED && score->n_set < N_PARTS &&
      !has_link (run->merged))
    assay_lint_add (run, "S12", NULL, "$.result.value", NULL);
}

void
assay_lint_check_score (AssayLintRun *run)
{
  g_autoptr (AssayJson) sent = assay_lint_find (run->body, "score", ASSAY_JSON_OBJECT);
  g_autofree char *label = assay_lint_find_text (sent, "label");
  Score score;

  read_score (run->merged, &score);
  if (sent != NULL)
    {
      for (guint i = 0; i < N_PARTS; i++)
        check_part (run, sent, part_names[i]);
      if (score.n_set > 0 && score.n_set < N_PARTS)
        assay_lint_add (run, "S01", NULL, "$.score", NULL);
      check_range (run, &score);
      if (label != NULL)
        {
          check_label (run, label, &score);
          check_spelling (run, label);
        }
    }

  check_against_status (run, &score);
}
