/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-lint-private.h"

#include <string.h>

#include "assay-address.h"
#include "assay-date-time.h"

/* Rules L01 to L12: can the recruiter open every link? */

#define MOST_LINKS 10
#define SHORTEST_EXPIRY (30 * G_TIME_SPAN_DAY)

static const char *const types[] = { "pdf", "video", "text", "other", "unmapped_value" };

static void
write_with_type (AssayJsonWriter *writer, AssayJson *attachment, const char *type)
{
  g_autofree char *text = g_strdup_printf ("{\"content_type\":{\"value\":\"%s\"}}", type);
  g_autoptr (AssayJson) change = assay_json_new_from_text (text, NULL);
  g_autoptr (AssayJson) changed = assay_json_merge_patch (attachment, change);

  assay_json_writer_value (writer, changed);
}

/* Sets the type of the attachment @index, or removes the attachment when @type is %NULL. A merge
 * patch replaces lists as a whole, so the others are repeated. */
static void
patch_attachment (AssayLintRun *run, AssayFinding *finding, guint index, const char *type)
{
  g_autoptr (AssayJson) list = assay_lint_find (run->body, "attachments", ASSAY_JSON_ARRAY);
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AssayJson) patch = NULL;
  guint length = assay_json_get_length (list);

  if (finding == NULL)
    return;

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "attachments");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) item = assay_json_dup_element (list, i);

      if (i != index)
        assay_json_writer_value (writer, item);
      else if (type != NULL)
        write_with_type (writer, item, type);
    }
  assay_json_writer_end_array (writer);
  assay_json_writer_end_object (writer);

  bytes = assay_json_writer_finish (writer);
  patch = assay_json_parse (bytes, NULL);
  assay_finding_set_patch (finding, patch);
}

static gboolean
is_documented_type (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (g_str_equal (types[i], type))
        return TRUE;
    }

  return FALSE;
}

static const AssayLinkCheck *
find_check (AssayLintRun *run, const char *url)
{
  GPtrArray *checks = run->context->link_checks;

  for (guint i = 0; i < checks->len; i++)
    {
      const AssayLinkCheck *check = g_ptr_array_index (checks, i);

      if (g_str_equal (check->url, url))
        return check;
    }

  return NULL;
}

static gboolean
is_answered (const AssayLinkCheck *check)
{
  return check->outcome == ASSAY_LINK_OUTCOME_ANSWERED && check->status < 400;
}

/* What a link is: the server knows best, then its ending. */
static const char *
find_actual_type (AssayLintRun *run, const char *url)
{
  const AssayLinkCheck *check = find_check (run, url);
  const char *type = NULL;
  AssayAddress address;

  if (check != NULL && is_answered (check))
    type = assay_address_guess_type (check->content_type);
  if (type != NULL)
    return type;

  assay_address_inspect (url, &address);

  return address.type;
}

static void
check_unknown_type (AssayLintRun *run,
                    guint index,
                    const char *path,
                    const char *type,
                    const char *actual)
{
  g_autofree char *excerpt = assay_lint_excerpt (type);
  const char *guess = assay_address_guess_type (type);
  AssayLintPlace places[] = { { "t", excerpt }, { "guess", NULL }, { NULL, NULL } };

  if (guess == NULL)
    guess = actual != NULL ? actual : "other";
  places[1].text = guess;
  patch_attachment (run, assay_lint_add (run, "L03", NULL, path, places), index, guess);
}

/* “Other” suits everything. */
static void
check_type (AssayLintRun *run,
            AssayJson *attachment,
            guint index,
            const char *type,
            const char *url)
{
  const char *actual = url != NULL ? find_actual_type (run, url) : NULL;
  g_autofree char *path = g_strdup_printf ("%s.content_type.value",
                                           assay_json_get_path (attachment));
  const AssayLintPlace places[] = {
    { "t", type },
    { "u", actual },
    { "guess", actual },
    { NULL, NULL },
  };

  if (g_str_equal (type, "unmapped_value") || !is_documented_type (type))
    check_unknown_type (run, index, path, type, actual);
  else if (actual != NULL && !g_str_equal (type, "other") && !g_str_equal (type, actual))
    patch_attachment (run, assay_lint_add (run, "L04", NULL, path, places), index, actual);
}

static void
check_attachment (AssayLintRun *run, AssayJson *attachment, guint index)
{
  g_autoptr (AssayJson)
    content_type = assay_lint_find (attachment, "content_type", ASSAY_JSON_OBJECT);
  g_autofree char *type = assay_lint_find_text (content_type, "value");
  g_autofree char *url = assay_lint_find_text (attachment, "url");
  g_autofree char *number = g_strdup_printf ("%u", index + 1);
  g_autofree char *url_path = g_strdup_printf ("%s.url", assay_json_get_path (attachment));
  g_autofree char *type_path = g_strdup_printf ("%s.content_type.value",
                                                assay_json_get_path (attachment));
  const AssayLintPlace places[] = { { "n", number }, { NULL, NULL } };
  const char *actual = url != NULL ? find_actual_type (run, url) : NULL;

  if (url == NULL)
    assay_lint_add (run, "L01", NULL, url_path, places);

  if (type != NULL)
    {
      check_type (run, attachment, index, type, url);
    }
  else
    {
      AssayFinding *finding = assay_lint_add (run, "L02", NULL, type_path, places);

      if (actual != NULL)
        patch_attachment (run, finding, index, actual);
    }
}

static void
check_expiry (AssayLintRun *run, const char *path, gint64 expires_at)
{
  gint64 now = assay_clock_now (run->context->clock);
  g_autofree char *date = NULL;
  AssayLintPlace places[] = { { "d", NULL }, { NULL, NULL } };

  if (expires_at == 0 || expires_at >= now + SHORTEST_EXPIRY)
    return;

  date = assay_format_iso8601 (expires_at);
  date[strlen ("2026-01-02")] = '\0';
  places[0].text = date;
  assay_lint_add (run, "L09", expires_at <= now ? "expired" : "soon", path, places);
}

static void
check_opened (AssayLintRun *run, const char *path, const char *url)
{
  static const char *const variants[] = { "status", "sign-in", "tls", "unreachable" };
  const AssayLinkCheck *check = find_check (run, url);
  g_autofree char *status = NULL;
  AssayLintPlace places[] = { { "result", NULL }, { NULL, NULL } };

  if (check == NULL || is_answered (check))
    return;

  status = g_strdup_printf ("%u", check->status);
  places[0].text = status;
  assay_lint_add (run, "L10", variants[check->outcome], path, places);
}

static void
check_address (AssayLintRun *run, const char *path, const char *url)
{
  g_autofree char *excerpt = assay_lint_excerpt (url);
  const AssayLintPlace places[] = { { "u", excerpt }, { NULL, NULL } };
  AssayAddress address;

  assay_address_inspect (url, &address);
  if (!address.web)
    {
      assay_lint_add (run, "L05", NULL, path, places);
      return;
    }

  if (!address.encrypted)
    assay_lint_add (run, "L06", NULL, path, NULL);
  if (address.local)
    assay_lint_add (run, "L07", NULL, path, NULL);
  if (address.password)
    assay_lint_add (run, "L08", NULL, path, NULL);
  check_expiry (run, path, address.expires_at);
  check_opened (run, path, url);
}

/* Returns whether the address is new. */
static gboolean
check_link (AssayLintRun *run, GHashTable *seen, const char *path, const char *url)
{
  if (!g_hash_table_add (seen, g_strdup (url)))
    return FALSE;

  check_address (run, path, url);

  return TRUE;
}

static void
check_attachments (AssayLintRun *run, GHashTable *seen, guint *n_links)
{
  g_autoptr (AssayJson) list = assay_lint_find (run->body, "attachments", ASSAY_JSON_ARRAY);
  guint length = list != NULL ? assay_json_get_length (list) : 0;

  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) attachment = assay_json_dup_element (list, i);
      g_autofree char *url = assay_lint_find_text (attachment, "url");
      g_autofree char *path = g_strdup_printf ("%s.url", assay_json_get_path (attachment));

      if (assay_json_get_kind (attachment) != ASSAY_JSON_OBJECT)
        continue;

      check_attachment (run, attachment, i);
      if (url == NULL)
        continue;

      *n_links += 1;
      if (!check_link (run, seen, path, url))
        patch_attachment (run, assay_lint_add (run, "L11", NULL, path, NULL), i, NULL);
    }
}

void
assay_lint_check_links (AssayLintRun *run)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *result_url = assay_lint_find_text (run->body, "result_url");
  guint n_links = 0;

  if (result_url != NULL)
    {
      n_links++;
      check_link (run, seen, "$.result_url", result_url);
    }
  check_attachments (run, seen, &n_links);

  if (n_links > MOST_LINKS && run->context->appearance == ASSAY_APPEARANCE_CARD)
    assay_lint_add (run, "L12", NULL, "$.attachments", NULL);
}
