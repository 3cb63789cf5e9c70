/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* usage: journal-writer FOLDER PREFIX COUNT
 *
 * Another process that appends: orders PREFIX-0, PREFIX-1 … , some at a time, and a line with the
 * number of each once it is acknowledged. */

#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "journal-support.h"

#define N_AT_A_TIME 8

typedef struct
{
  AssayJournal *journal;
  const char *prefix;
  guint n_wanted;
  guint n_submitted;
  guint n_acknowledged;
} Writer;

typedef struct
{
  Writer *writer;
  guint number;
} Submission;

static void submit (Writer *writer);

static void
appended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Submission *submission = user_data;
  Writer *writer = submission->writer;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_strdup_printf ("%u\n", submission->number);

  assay_journal_append_finish (writer->journal, result, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (write (STDOUT_FILENO, line, strlen (line)), ==, (int) strlen (line));
  writer->n_acknowledged++;
  submit (writer);
}

static void
submit (Writer *writer)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *key = NULL;
  Submission *submission;

  if (writer->n_submitted == writer->n_wanted)
    return;

  submission = g_new0 (Submission, 1);
  submission->writer = writer;
  submission->number = writer->n_submitted++;
  key = g_strdup_printf ("acc-1/%s-%u", writer->prefix, submission->number);
  body = g_bytes_new_static (RECEIVED_BODY, strlen (RECEIVED_BODY));
  events = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (events,
                   assay_event_new (key, NOW, key, ASSAY_EVENT_ORDER_RECEIVED, "test", body));
  assay_journal_append_async (writer->journal, events, NULL, 0, NULL, appended_cb, submission);
}

int
main (int argc, char **argv)
{
  Writer writer = { NULL };

  if (argc != 4)
    return EXIT_FAILURE;

  writer.journal = journal_support_open (argv[1]);
  writer.prefix = argv[2];
  writer.n_wanted = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  for (guint i = 0; i < N_AT_A_TIME; i++)
    submit (&writer);
  while (writer.n_acknowledged < writer.n_wanted)
    g_main_context_iteration (NULL, TRUE);
  journal_support_close (writer.journal);

  return EXIT_SUCCESS;
}
