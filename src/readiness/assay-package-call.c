/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-package-call-private.h"

#include <glib/gi18n-lib.h>

/**
 * AssayPackageCall:
 *
 * One call of a package list endpoint and what came back. It holds neither key nor signature.
 */
G_DEFINE_FINAL_TYPE (AssayPackageCall, assay_package_call, G_TYPE_OBJECT)

/* What the calls of a test are called for people. */
static const struct
{
  const char *name;
  const char *title;
} titles[] = {
  { "colon", N_("key with colon") },
  { "no-colon", N_("key without colon") },
  { "no-job", N_("without job_id") },
  { "again", N_("a second time") },
  { "wrong-signature", N_("with a wrong signature") },
  { "get", N_("in place of POST") },
  { "options", N_("as a browser asks before") },
};

static void
assay_package_call_finalize (GObject *object)
{
  AssayPackageCall *self = ASSAY_PACKAGE_CALL (object);

  g_free (self->content_type);
  g_free (self->origin);
  g_free (self->tls_protocol);
  g_ptr_array_unref (self->redirects);
  g_bytes_unref (self->body);
  g_clear_object (&self->certificate);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (assay_package_call_parent_class)->finalize (object);
}

static void
assay_package_call_class_init (AssayPackageCallClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_package_call_finalize;
}

static void
assay_package_call_init (AssayPackageCall *self)
{
  self->redirects = g_ptr_array_new_null_terminated (1, g_free, TRUE);
  self->body = g_bytes_new_static (NULL, 0);
}

static void
write_certificate (AssayPackageCall *self, AssayJsonWriter *writer)
{
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *issuer = NULL;

  if (self->certificate == NULL)
    {
      assay_json_writer_null (writer);
      return;
    }

  end = g_tls_certificate_get_not_valid_after (self->certificate);
  subject = g_tls_certificate_get_subject_name (self->certificate);
  issuer = g_tls_certificate_get_issuer_name (self->certificate);

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "protocol", self->tls_protocol);
  assay_json_writer_member_string (writer, "subject", subject);
  assay_json_writer_member_string (writer, "issuer", issuer);
  if (end != NULL)
    {
      assay_json_writer_member (writer, "expires");
      assay_json_writer_date_time (writer, g_date_time_to_unix_usec (end));
    }
  assay_json_writer_member (writer, "trusted");
  assay_json_writer_boolean (writer, self->tls_errors == G_TLS_CERTIFICATE_NO_FLAGS);
  assay_json_writer_end_object (writer);
}

/**
 * assay_package_call_new:
 * @name: which call it is
 * @method: the HTTP method
 *
 * Creates a call that nothing was answered to yet.
 *
 * Returns: (transfer full): a new call
 */
AssayPackageCall *
assay_package_call_new (const char *name, const char *method)
{
  AssayPackageCall *self = g_object_new (ASSAY_TYPE_PACKAGE_CALL, NULL);

  self->name = g_intern_string (name);
  self->method = g_intern_string (method);

  return self;
}

/**
 * assay_package_call_add_redirect:
 * @self: a call
 * @url: where it was sent next
 *
 * Adds a redirect.
 */
void
assay_package_call_add_redirect (AssayPackageCall *self, const char *url)
{
  g_ptr_array_add (self->redirects, g_strdup (url));
}

/**
 * assay_package_call_get_name:
 * @self: a call
 *
 * Gets which call it is, such as `colon`.
 *
 * Returns: (transfer none): the name
 */
const char *
assay_package_call_get_name (AssayPackageCall *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_CALL (self), NULL);

  return self->name;
}

/**
 * assay_package_call_get_title:
 * @self: a call
 *
 * Gets what the call is called for people, to be translated.
 *
 * Returns: (transfer none): the title
 */
const char *
assay_package_call_get_title (AssayPackageCall *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_CALL (self), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      if (g_str_equal (titles[i].name, self->name))
        return titles[i].title;
    }

  return self->name;
}

/**
 * assay_package_call_get_method:
 * @self: a call
 *
 * Gets the HTTP method.
 *
 * Returns: (transfer none): the method
 */
const char *
assay_package_call_get_method (AssayPackageCall *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_CALL (self), NULL);

  return self->method;
}

/**
 * assay_package_call_get_status:
 * @self: a call
 *
 * Gets the HTTP status.
 *
 * Returns: the status, 0 when nothing was answered
 */
guint
assay_package_call_get_status (AssayPackageCall *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_CALL (self), 0);

  return self->status;
}

/**
 * assay_package_call_get_duration:
 * @self: a call
 *
 * Gets how long it took until the answer was complete.
 *
 * Returns: the time in µs
 */
gint64
assay_package_call_get_duration (AssayPackageCall *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_CALL (self), 0);

  return self->duration;
}

/**
 * assay_package_call_get_content_type:
 * @self: a call
 *
 * Gets what the answer says it is.
 *
 * Returns: (transfer none) (nullable): the type
 */
const char *
assay_package_call_get_content_type (AssayPackageCall *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_CALL (self), NULL);

  return self->content_type;
}

/**
 * assay_package_call_get_body:
 * @self: a call
 *
 * Gets the answer.
 *
 * Returns: (transfer none): the bytes, possibly none
 */
GBytes *
assay_package_call_get_body (AssayPackageCall *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_CALL (self), NULL);

  return self->body;
}

/**
 * assay_package_call_get_redirects:
 * @self: a call
 *
 * Gets where the call was sent on to.
 *
 * Returns: (transfer none) (array zero-terminated=1): the addresses, possibly none
 */
const char *const *
assay_package_call_get_redirects (AssayPackageCall *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_CALL (self), NULL);

  return (const char *const *) self->redirects->pdata;
}

/**
 * assay_package_call_get_certificate:
 * @self: a call
 *
 * Gets the certificate of the server.
 *
 * Returns: (transfer none) (nullable): the certificate; %NULL without TLS
 */
GTlsCertificate *
assay_package_call_get_certificate (AssayPackageCall *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_CALL (self), NULL);

  return self->certificate;
}

/**
 * assay_package_call_get_tls_errors:
 * @self: a call
 *
 * Gets why the certificate is not trusted.
 *
 * Returns: the reasons
 */
GTlsCertificateFlags
assay_package_call_get_tls_errors (AssayPackageCall *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_CALL (self), G_TLS_CERTIFICATE_NO_FLAGS);

  return self->tls_errors;
}

/**
 * assay_package_call_get_tls_protocol:
 * @self: a call
 *
 * Gets which version of TLS was spoken.
 *
 * Returns: (transfer none) (nullable): the name of the version; %NULL without TLS
 */
const char *
assay_package_call_get_tls_protocol (AssayPackageCall *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_CALL (self), NULL);

  return self->tls_protocol;
}

/**
 * assay_package_call_get_error:
 * @self: a call
 *
 * Gets why there is no complete answer.
 *
 * Returns: (transfer none) (nullable): an error of %ASSAY_READINESS_ERROR
 */
const GError *
assay_package_call_get_error (AssayPackageCall *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_CALL (self), NULL);

  return self->error;
}

/**
 * assay_package_call_write_json:
 * @self: a call
 * @writer: a writer that expects a value
 *
 * Writes the call as an object, without the bytes of the answer.
 */
void
assay_package_call_write_json (AssayPackageCall *self, AssayJsonWriter *writer)
{
  g_return_if_fail (ASSAY_IS_PACKAGE_CALL (self));

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "name", self->name);
  assay_json_writer_member_string (writer, "method", self->method);
  assay_json_writer_member (writer, "status");
  assay_json_writer_int64 (writer, self->status);
  assay_json_writer_member (writer, "ms");
  assay_json_writer_int64 (writer, self->duration / G_TIME_SPAN_MILLISECOND);
  assay_json_writer_member_string (writer, "content_type", self->content_type);
  assay_json_writer_member (writer, "size");
  assay_json_writer_int64 (writer, (gint64) g_bytes_get_size (self->body));
  assay_json_writer_member_strv (writer, "redirects", assay_package_call_get_redirects (self));
  assay_json_writer_member (writer, "tls");
  write_certificate (self, writer);
  assay_json_writer_member_string (writer, "error",
                                   self->error != NULL ? self->error->message : NULL);
  assay_json_writer_end_object (writer);
}
