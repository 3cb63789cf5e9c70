/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-signature.h"

#define SECRET "whsec_test_secret"
#define BODY \
  "{\"project_id\":\"demo-1\",\"account_id\":\"acc-1\",\"event\":\"ats_assessments.created\"," \
  "\"event_date\":\"2026-01-02T03:04:05.000Z\",\"record_type\":\"ats_assessments\"," \
  "\"record_id\":\"ord-1\",\"record_remote_id\":\"sr-ord-1\"," \
  "\"sent_at\":\"2026-01-02T03:04:05.500Z\"}"
#define HEADER "gUIrB3EEtHsZXk-FOB8kX-AnTGyacnMVl1lHolg-ZTU"
#define HEX "81422b077104b47b195e4f85381f245fe0274c6c9a727315975947a2583e6535"

typedef struct
{
  const char *name;
  const char *secret;
  const char *body;
  gsize size;
  const char *header;
} Vector;

/* The published vectors, with the lengths they were published with. */
static const Vector vectors[] = {
  { "plain", SECRET, BODY, 237, HEADER },
  { "rotated", "rotated-secret-2", BODY, 237, "oynLfREHB4XcAsBi_GCGPvbVwWdconV_YwISDdWiMUs" },
  { "newline", SECRET, BODY "\n", 238, "ZeGpWbZiVH45VDtAWCT_9dUJyz9Il7jnp2Ar44kDSEw" },
  { "packages", SECRET,
    "{\"job_id\":\"49201091\",\"account_id\":\"456551489512493412\","
    "\"provider\":\"smartrecruiters\"}",
    84, "E7bWKFvPg7f0HgXkrkGNDQCBM5j1v8bLAZDr0UJHuV0" },
  { "utf8", SECRET, "{\"record_id\":3223323715753018140,\"name\":\"Zoë Müller\"}", 55,
    "MSyxBHqqFcPiRpgCVWzP3RLmjQLBr6oBWJnV3vvHy4s" },
};

static GBytes *
text_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
test_vector (gconstpointer data)
{
  const Vector *vector = data;
  g_autoptr (GBytes) body = text_bytes (vector->body);
  g_autofree char *header = assay_signature_sign (vector->secret, body);
  g_autofree char *padded = g_strconcat (vector->header, "=", NULL);

  g_assert_cmpuint (g_bytes_get_size (body), ==, vector->size);
  g_assert_cmpstr (header, ==, vector->header);
  g_assert_true (assay_signature_verify (vector->secret, body, vector->header));
  g_assert_true (assay_signature_verify (vector->secret, body, padded));
}

static void
test_newline_differs (void)
{
  g_autoptr (GBytes) body = text_bytes (BODY "\n");

  g_assert_false (assay_signature_verify (SECRET, body, HEADER));
}

static void
test_empty_body (void)
{
  g_autoptr (GBytes) body = g_bytes_new (NULL, 0);
  g_autofree char *header = assay_signature_sign ("k", body);

  /* HMAC-SHA256 of nothing under the key "k", computed with OpenSSL. */
  g_assert_cmpstr (header, ==, "i7mQxAp9YcuXWXqUISUCW-UKyL63RDbjc1uYiTp_ZiA");
}

static void
assert_verdict (const char *header, AssaySignatureVerdict expected, guint expected_which)
{
  const char *secrets[] = { "", "rotated-secret-2", SECRET, NULL };
  const char *others[] = { "packages-secret", "v1.eu1.key", NULL };
  g_autoptr (GBytes) body = text_bytes (BODY);
  guint which = 99;

  g_assert_cmpint (assay_signature_diagnose (secrets, others, body, header, &which), ==, expected);
  g_assert_cmpuint (which, ==, expected_which);
}

static void
test_verdicts (void)
{
  g_autoptr (GBytes) body = text_bytes (BODY);
  g_autofree char *other = assay_signature_sign ("v1.eu1.key", body);
  g_autofree char *upper = g_ascii_strup (HEX, -1);

  assert_verdict (HEADER, ASSAY_SIGNATURE_VALID, 2);
  assert_verdict ("  " HEADER "\t", ASSAY_SIGNATURE_VALID, 2);
  assert_verdict ("oynLfREHB4XcAsBi_GCGPvbVwWdconV_YwISDdWiMUs", ASSAY_SIGNATURE_VALID, 1);
  assert_verdict (NULL, ASSAY_SIGNATURE_MISSING, 99);
  assert_verdict ("", ASSAY_SIGNATURE_MISSING, 99);
  assert_verdict ("==", ASSAY_SIGNATURE_MISSING, 99);
  assert_verdict ("   ", ASSAY_SIGNATURE_MISSING, 99);
  assert_verdict ("sha256=" HEX, ASSAY_SIGNATURE_HEX, 2);
  assert_verdict ("SHA256=" HEADER, ASSAY_SIGNATURE_PREFIXED, 2);
  assert_verdict ("v1,gUIrB3EEtHsZXk+FOB8kX+AnTGyacnMVl1lHolg+ZTU=",
                  ASSAY_SIGNATURE_STANDARD_BASE64, 2);
  assert_verdict ("nonsense", ASSAY_SIGNATURE_MALFORMED, 99);
  assert_verdict (HEADER "A", ASSAY_SIGNATURE_MALFORMED, 99);
  assert_verdict (HEADER "===", ASSAY_SIGNATURE_MALFORMED, 99);
  assert_verdict ("hUIrB3EEtHsZXk-FOB8kX-AnTGyacnMVl1lHolg-ZTU", ASSAY_SIGNATURE_WRONG, 99);
  assert_verdict ("gUIrB3EEtHsZXk-FOB8kX-AnTGyacnMVl1lHolg-ZTV", ASSAY_SIGNATURE_WRONG, 99);
  assert_verdict (HEX, ASSAY_SIGNATURE_HEX, 2);
  assert_verdict (upper, ASSAY_SIGNATURE_HEX, 2);
  assert_verdict ("gUIrB3EEtHsZXk+FOB8kX+AnTGyacnMVl1lHolg+ZTU=", ASSAY_SIGNATURE_STANDARD_BASE64,
                  2);
  assert_verdict (other, ASSAY_SIGNATURE_OTHER_SECRET, 1);
}

/* Any one right value counts; what is beyond the eighth is not looked at. */
static void
test_several_values (void)
{
  static const char wrong[] = "hUIrB3EEtHsZXk-FOB8kX-AnTGyacnMVl1lHolg-ZTU";
  g_autofree char *right_first = g_strconcat (HEADER, ",", wrong, NULL);
  g_autofree char *right_last = g_strconcat (wrong, ", ", HEADER, NULL);
  g_autofree char *explained = g_strconcat (wrong, ", nonsense, ", HEX, NULL);
  g_autofree char *eighth = g_strconcat ("a,a,a,a,a,a,a,", HEADER, NULL);
  g_autofree char *ninth = g_strconcat ("a,", eighth, NULL);
  g_autoptr (GBytes) body = text_bytes (BODY);
  g_autofree char *other = assay_signature_sign ("packages-secret", body);
  g_autofree char *other_last = g_strconcat (HEADER, ",", other, NULL);

  assert_verdict (right_first, ASSAY_SIGNATURE_VALID, 2);
  assert_verdict (right_last, ASSAY_SIGNATURE_VALID, 2);
  assert_verdict (explained, ASSAY_SIGNATURE_HEX, 2);
  assert_verdict (eighth, ASSAY_SIGNATURE_VALID, 2);
  assert_verdict (ninth, ASSAY_SIGNATURE_MALFORMED, 99);
  assert_verdict (",,", ASSAY_SIGNATURE_MISSING, 99);
  assert_verdict (other_last, ASSAY_SIGNATURE_VALID, 2);
}

/* The secret was copied with more than itself. */
static void
test_secret_with_more (void)
{
  static const struct
  {
    const char *secret;
    AssaySignatureVerdict verdict;
  } cases[] = {
    { "\"" SECRET "\"", ASSAY_SIGNATURE_QUOTED_SECRET },
    { "'" SECRET "'", ASSAY_SIGNATURE_QUOTED_SECRET },
    { "„" SECRET "“", ASSAY_SIGNATURE_QUOTED_SECRET },
    { "v1," SECRET, ASSAY_SIGNATURE_PREFIXED_SECRET },
    { "'" SECRET "\"", ASSAY_SIGNATURE_WRONG },
  };
  g_autoptr (GBytes) body = text_bytes (BODY);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *secrets[] = { cases[i].secret, NULL };

      g_assert_cmpint (assay_signature_check (secrets, body, HEADER, NULL), ==, cases[i].verdict);
    }
}

static void
test_no_secret (void)
{
  const char *empty[] = { "", NULL };
  const char *none[] = { NULL };
  g_autoptr (GBytes) body = text_bytes (BODY);

  g_assert_cmpint (assay_signature_check (NULL, body, HEADER, NULL), ==, ASSAY_SIGNATURE_NO_SECRET);
  g_assert_cmpint (assay_signature_check (none, body, HEADER, NULL), ==, ASSAY_SIGNATURE_NO_SECRET);
  g_assert_cmpint (assay_signature_check (empty, body, HEADER, NULL), ==,
                   ASSAY_SIGNATURE_NO_SECRET);
  g_assert_false (assay_signature_verify ("", body, HEADER));
}

static void
test_every_flipped_character (void)
{
  g_autoptr (GBytes) body = text_bytes (BODY);

  for (gsize i = 0; i < strlen (HEADER); i++)
    {
      g_autofree char *header = g_strdup (HEADER);

      header[i] = header[i] == 'A' ? 'B' : 'A';
      g_assert_false (assay_signature_verify (SECRET, body, header));
    }
}

static void
test_names (void)
{
  g_assert_cmpstr (assay_signature_verdict_to_string (ASSAY_SIGNATURE_VALID), ==, "valid");
  g_assert_cmpstr (assay_signature_verdict_to_string (ASSAY_SIGNATURE_NO_SECRET), ==, "no-secret");
  g_assert_cmpstr (assay_signature_verdict_to_string (ASSAY_SIGNATURE_MISSING), ==, "missing");
  g_assert_cmpstr (assay_signature_verdict_to_string (ASSAY_SIGNATURE_MALFORMED), ==, "malformed");
  g_assert_cmpstr (assay_signature_verdict_to_string (ASSAY_SIGNATURE_WRONG), ==, "wrong");
  g_assert_cmpstr (assay_signature_verdict_to_string (ASSAY_SIGNATURE_HEX), ==, "hex");
  g_assert_cmpstr (assay_signature_verdict_to_string (ASSAY_SIGNATURE_STANDARD_BASE64), ==,
                   "standard-base64");
  g_assert_cmpstr (assay_signature_verdict_to_string (ASSAY_SIGNATURE_OTHER_SECRET), ==,
                   "other-secret");
  g_assert_cmpstr (assay_signature_verdict_to_string (ASSAY_SIGNATURE_PREFIXED), ==, "prefixed");
  g_assert_cmpstr (assay_signature_verdict_to_string (ASSAY_SIGNATURE_QUOTED_SECRET), ==,
                   "quoted-secret");
  g_assert_cmpstr (assay_signature_verdict_to_string (ASSAY_SIGNATURE_PREFIXED_SECRET), ==,
                   "prefixed-secret");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/stackone/signature/vector/", vectors[i].name, NULL);

      g_test_add_data_func (path, &vectors[i], test_vector);
    }
  g_test_add_func ("/stackone/signature/newline-differs", test_newline_differs);
  g_test_add_func ("/stackone/signature/empty-body", test_empty_body);
  g_test_add_func ("/stackone/signature/verdicts", test_verdicts);
  g_test_add_func ("/stackone/signature/no-secret", test_no_secret);
  g_test_add_func ("/stackone/signature/several-values", test_several_values);
  g_test_add_func ("/stackone/signature/secret-with-more", test_secret_with_more);
  g_test_add_func ("/stackone/signature/every-flipped-character", test_every_flipped_character);
  g_test_add_func ("/stackone/signature/names", test_names);

  return g_test_run ();
}
