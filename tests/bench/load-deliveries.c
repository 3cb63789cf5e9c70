/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "load-deliveries.h"

#include <string.h>

#include "assay-signature.h"

#define SIGNATURE_LENGTH 43
#define N_FIELDS_MAX 16

/* What differs between two deliveries has a fixed width, so that one is made from another by
 * writing a few digits: '#' is the number, '^' and '~' are remainders of it, so that names repeat
 * as they do among people. */
#define BODY \
  "{\"project_id\":\"bench-1\",\"account_id\":\"456551489512493412\"," \
  "\"event\":\"ats_assessments.created\",\"event_date\":\"%s\"," \
  "\"record_type\":\"ats_assessments\",\"record_id\":\"ord-#########\"," \
  "\"record_remote_id\":\"sr-#########\",\"sent_at\":\"%s\"," \
  "\"event_data\":{\"id\":\"ord-#########\",\"remote_id\":\"sr-#########\"," \
  "\"package\":{\"id\":\"p1\",\"name\":\"Typing test\"}," \
  "\"application\":{\"id\":\"a#########\",\"application_status\":" \
  "{\"value\":\"assessment\",\"source_value\":\"IN_REVIEW\"}}," \
  "\"job\":{\"id\":\"j1\",\"title\":\"Backend Engineer\"}," \
  "\"candidate\":{\"id\":\"c#########\",\"first_name\":\"Ada^^^\",\"last_name\":\"King~~~~\"," \
  "\"emails\":[{\"type\":\"personal\",\"value\":\"ada#########@example.com\"}]}," \
  "\"requester\":{\"user_id\":\"u2\",\"first_name\":\"Bo\",\"email\":\"bo@example.com\"}," \
  "\"results_update_url\":\"https://example.com/results/#########\"}}"

typedef struct
{
  gsize offset;
  guint width;
  guint modulus;
} Field;

struct _Deliveries
{
  char *secret; /* (owned) (nullable) */
  char *head;   /* (owned) */
  char *body;   /* (owned) */
  gsize head_size;
  gsize body_size;
  gsize signature_offset;
  Field fields[N_FIELDS_MAX];
  guint n_fields;
  guint first;
  GString *signatures; /* (owned): one after the other, without a separator */
};

static void
find_fields (Deliveries *self)
{
  static const char marks[] = "#^~";
  static const guint moduli[] = { 1000000000, 977, 7919 };

  for (gsize i = strcspn (self->body, marks); self->body[i] != '\0';)
    {
      char mark[] = { self->body[i], '\0' };
      guint width = (guint) strspn (self->body + i, mark);

      g_assert (self->n_fields < N_FIELDS_MAX);
      self->fields[self->n_fields++] = (Field) { i, width, moduli[strchr (marks, *mark) - marks] };
      i += width;
      i += strcspn (self->body + i, marks);
    }
}

static void
write_fields (Deliveries *self, guint index, char *body)
{
  for (guint i = 0; i < self->n_fields; i++)
    {
      const Field *field = &self->fields[i];
      guint rest = (self->first + index) % field->modulus;

      for (guint digit = field->width; digit-- > 0; rest /= 10)
        body[field->offset + digit] = (char) ('0' + rest % 10);
    }
}

/*
 * @authority: host and port of the server
 * @secret: (nullable): signs the deliveries
 * @first: the number of the first delivery
 */
Deliveries *
deliveries_new (const char *authority, const char *secret, guint first)
{
  Deliveries *self = g_new0 (Deliveries, 1);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.000Z");
  g_autofree char *blank = g_strnfill (SIGNATURE_LENGTH, '-');

  self->secret = g_strdup (secret);
  self->first = first;
  self->signatures = g_string_new (NULL);
  self->body = g_strdup_printf (BODY, date, date);
  self->body_size = strlen (self->body);
  self->head = g_strdup_printf ("POST /webhooks/stackone HTTP/1.1\r\nHost: %s\r\n"
                                "Content-Type: application/json\r\nContent-Length: %zu\r\n"
                                "X-StackOne-Signature: %s\r\n\r\n",
                                authority, self->body_size, blank);
  self->head_size = strlen (self->head);
  self->signature_offset = self->head_size - strlen ("\r\n\r\n") - SIGNATURE_LENGTH;
  find_fields (self);

  return self;
}

void
deliveries_free (Deliveries *self)
{
  g_free (self->secret);
  g_free (self->head);
  g_free (self->body);
  g_string_free (self->signatures, TRUE);
  g_free (self);
}

/* Signing is what costs, so it is done before anybody looks at the clock. */
void
deliveries_sign (Deliveries *self, guint n_more)
{
  g_autofree char *body = g_strdup (self->body);
  guint n_signed = deliveries_get_n_signed (self);

  for (guint i = 0; i < n_more; i++)
    {
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *signature = NULL;

      write_fields (self, n_signed + i, body);
      bytes = g_bytes_new_static (body, self->body_size);
      signature = assay_signature_sign (self->secret != NULL ? self->secret : "", bytes);
      g_string_append_len (self->signatures, signature, SIGNATURE_LENGTH);
    }
}

guint
deliveries_get_n_signed (Deliveries *self)
{
  return (guint) (self->signatures->len / SIGNATURE_LENGTH);
}

/* The bytes of a request with its head; all have the same. */
gsize
deliveries_get_size (Deliveries *self)
{
  return self->head_size + self->body_size;
}

/* Writes what all requests have in common. */
void
deliveries_begin (Deliveries *self, char *request)
{
  memcpy (request, self->head, self->head_size);
  memcpy (request + self->head_size, self->body, self->body_size);
}

/* Makes a request that has been begun the one of @index, which has been signed. */
void
deliveries_write (Deliveries *self, guint index, char *request)
{
  memcpy (request + self->signature_offset,
          self->signatures->str + (gsize) index * SIGNATURE_LENGTH, SIGNATURE_LENGTH);
  write_fields (self, index, request + self->head_size);
}
