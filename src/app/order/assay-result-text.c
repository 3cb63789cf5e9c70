/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-result-text.h"

#include "assay-stackone-client.h"

#define INDENT 2

/**
 * assay_result_text_to_curl:
 * @order: the order
 * @base_url: address of StackOne, without a slash at the end
 * @body: the result as JSON
 *
 * Writes the request that sends a result as a command line for a POSIX shell. The key is the shell
 * variable `STACKONE_API_KEY`; its value is never written.
 *
 * Returns: (transfer full) (nullable): the command; %NULL when the order's id cannot be part of an
 *   address
 */
char *
assay_result_text_to_curl (AssayOrder *order, const char *base_url, GBytes *body)
{
  gsize size = 0;
  const char *data = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  g_autofree char *url = NULL;
  g_autofree char *header = NULL;
  g_autofree char *quoted_url = NULL;
  g_autofree char *quoted_header = NULL;
  g_autofree char *quoted_body = NULL;

  g_return_val_if_fail (ASSAY_IS_ORDER (order), NULL);
  g_return_val_if_fail (base_url != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);

  data = g_bytes_get_data (body, &size);
  text = g_strndup (data, size);
  path = assay_stackone_dup_result_path (assay_order_get_kind (order), assay_order_get_id (order),
                                         NULL);
  if (path == NULL)
    return NULL;

  url = g_strconcat (base_url, path, NULL);
  header = g_strdup_printf ("x-account-id: %s", assay_order_get_account_id (order));
  quoted_url = g_shell_quote (url);
  quoted_header = g_shell_quote (header);
  quoted_body = g_shell_quote (text);

  return g_strdup_printf ("curl --request PATCH --user \"$STACKONE_API_KEY:\" \\\n"
                          "  --header %s \\\n"
                          "  --header 'content-type: application/json' \\\n"
                          "  --data-binary %s \\\n"
                          "  %s\n",
                          quoted_header, quoted_body, quoted_url);
}

static void
break_line (GString *text, int depth)
{
  g_string_append_c (text, '\n');
  for (int i = 0; i < depth * INDENT; i++)
    g_string_append_c (text, ' ');
}

/**
 * assay_result_text_to_pretty:
 * @body: JSON
 *
 * Indents JSON for reading. Only white space outside of texts is changed, so that every digit
 * stays.
 *
 * Returns: (transfer full): the indented text
 */
char *
assay_result_text_to_pretty (GBytes *body)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (body, &size);
  g_autoptr (GString) text = g_string_sized_new (size * 2);
  gboolean quoted = FALSE;
  gboolean opened = FALSE; /* an object or array began, and nothing is in it yet */
  int depth = 0;

  for (gsize i = 0; i < size; i++)
    {
      char c = data[i];

      if (quoted)
        {
          g_string_append_c (text, c);
          if (c == '\\' && i + 1 < size)
            g_string_append_c (text, data[++i]);
          quoted = c != '"';
          continue;
        }

      if (g_ascii_isspace (c))
        continue;
      if (opened && c != '}' && c != ']')
        break_line (text, depth);
      if (c == '}' || c == ']')
        depth--;
      if (!opened && (c == '}' || c == ']'))
        break_line (text, depth);
      g_string_append_c (text, c);
      quoted = c == '"';
      opened = c == '{' || c == '[';
      if (opened)
        depth++;
      else if (c == ',')
        break_line (text, depth);
      else if (c == ':')
        g_string_append_c (text, ' ');
    }

  return g_utf8_make_valid (text->str, (gssize) text->len);
}
