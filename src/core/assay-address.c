/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-address.h"

#include <arpa/inet.h>
#include <string.h>

#include <gio/gio.h>

/* Times in addresses reach from 2001 to 5138; beyond that they are milliseconds or nonsense. */
#define EARLIEST_SECOND G_GUINT64_CONSTANT (1000000000)
#define LATEST_SECOND G_GUINT64_CONSTANT (99999999999)
#define LATEST_DURATION (G_GUINT64_CONSTANT (100) * 366 * 24 * 60 * 60)

typedef struct
{
  const char *ending;
  const char *type;
} EndingType;

static const EndingType ending_types[] = {
  { "pdf", "pdf" },    { "avi", "video" },  { "m4v", "video" },  { "mkv", "video" },
  { "mov", "video" },  { "mp4", "video" },  { "mpeg", "video" }, { "mpg", "video" },
  { "ogv", "video" },  { "webm", "video" }, { "wmv", "video" },  { "csv", "text" },
  { "log", "text" },   { "md", "text" },    { "txt", "text" },   { "doc", "other" },
  { "docx", "other" }, { "gif", "other" },  { "jpeg", "other" }, { "jpg", "other" },
  { "odt", "other" },  { "png", "other" },  { "ppt", "other" },  { "pptx", "other" },
  { "svg", "other" },  { "xls", "other" },  { "xlsx", "other" }, { "zip", "other" },
};

static gboolean
is_local_ipv4 (guint32 address)
{
  static const struct
  {
    guint32 network;
    guint bits;
  } networks[] = {
    { 0x00000000, 8 },  /* this network */
    { 0x0a000000, 8 },  /* private, RFC 1918 */
    { 0x64400000, 10 }, /* shared by carriers, RFC 6598 */
    { 0x7f000000, 8 },  /* loopback */
    { 0xa9fe0000, 16 }, /* link-local */
    { 0xac100000, 12 }, /* private, RFC 1918 */
    { 0xc0a80000, 16 }, /* private, RFC 1918 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      if ((address ^ networks[i].network) >> (32 - networks[i].bits) == 0)
        return TRUE;
    }

  return FALSE;
}

static guint32
read_ipv4 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static gboolean
is_local_ipv6 (const struct in6_addr *address)
{
  const guint8 *bytes = address->s6_addr;

  if (IN6_IS_ADDR_LOOPBACK (address) || IN6_IS_ADDR_UNSPECIFIED (address) ||
      IN6_IS_ADDR_LINKLOCAL (address) || IN6_IS_ADDR_SITELOCAL (address))
    return TRUE;

  if (IN6_IS_ADDR_V4MAPPED (address))
    return is_local_ipv4 (read_ipv4 (bytes + 12));

  /* Unique local addresses, RFC 4193. */
  return (bytes[0] & 0xfe) == 0xfc;
}

static gboolean
is_local_name (const char *name)
{
  static const char *const endings[] = {
    ".home.arpa", ".internal", ".intranet", ".lan", ".local", ".localdomain", ".localhost",
  };

  if (strchr (name, '.') == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (name, endings[i]))
        return TRUE;
    }

  return FALSE;
}

/**
 * assay_address_is_local_host:
 * @host: a host name or an IP address, without brackets
 *
 * Tells whether a host can be reached inside one machine or network only: loopback, private and
 * link-local ranges, names without a dot and the endings reserved for local networks. Browsers read
 * `127.1` and `0x7f000001` as addresses, and so does this.
 *
 * Returns: whether the public cannot reach @host
 */
gboolean
assay_address_is_local_host (const char *host)
{
  g_autofree char *ascii = NULL;
  g_autofree char *name = NULL;
  struct in6_addr ipv6;
  struct in_addr ipv4;
  gsize length;

  g_return_val_if_fail (host != NULL, TRUE);

  if (strchr (host, ':') != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (host, "%", 2);

      return inet_pton (AF_INET6, parts[0], &ipv6) != 1 || is_local_ipv6 (&ipv6);
    }

  ascii = g_hostname_to_ascii (host);
  name = g_ascii_strdown (ascii != NULL ? ascii : host, -1);
  length = strlen (name);
  if (length > 0 && name[length - 1] == '.')
    name[length - 1] = '\0';

  if (inet_aton (name, &ipv4) != 0)
    return is_local_ipv4 (g_ntohl (ipv4.s_addr));

  return is_local_name (name);
}

/* Finds a parameter without regard to case; Azure and Amazon write theirs differently. */
static char *
find_parameter (char **parameters, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; parameters[i] != NULL; i++)
    {
      const char *value = parameters[i] + length;

      if (g_ascii_strncasecmp (parameters[i], name, length) == 0 && *value == '=')
        return g_uri_unescape_string (value + 1, NULL);
    }

  return NULL;
}

/* "20260102T030405Z" and "2026-01-02", "2026-01-02T03:04Z", "2026-01-02T03:04:05Z". */
static gint64
parse_date (const char *text)
{
  g_autoptr (GDateTime) date_time = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *longer = NULL;
  gsize length = strlen (text);

  if (length == strlen ("2026-01-02"))
    longer = g_strconcat (text, "T00:00:00Z", NULL);
  else if (length == strlen ("2026-01-02T03:04Z") && g_str_has_suffix (text, "Z"))
    longer = g_strdup_printf ("%.16s:00Z", text);

  date_time = g_date_time_new_from_iso8601 (longer != NULL ? longer : text, utc);

  return date_time != NULL ? g_date_time_to_unix_usec (date_time) : 0;
}

/* Amazon S3, Google Cloud Storage and others: a date and a duration in seconds. */
static gint64
read_dated_expiry (char **parameters, const char *vendor)
{
  g_autofree char *date_name = g_strdup_printf ("X-%s-Date", vendor);
  g_autofree char *expires_name = g_strdup_printf ("X-%s-Expires", vendor);
  g_autofree char *date = find_parameter (parameters, date_name);
  g_autofree char *expires = find_parameter (parameters, expires_name);
  guint64 duration;
  gint64 signed_at;

  if (date == NULL || expires == NULL ||
      !g_ascii_string_to_unsigned (expires, 10, 0, LATEST_DURATION, &duration, NULL))
    return 0;

  signed_at = parse_date (date);

  return signed_at > 0 ? signed_at + (gint64) duration * G_USEC_PER_SEC : 0;
}

/* Older signatures of Amazon, CloudFront and Google (beside GoogleAccessId): seconds since 1970. */
static gint64
read_absolute_expiry (char **parameters)
{
  g_autofree char *expires = find_parameter (parameters, "Expires");
  guint64 seconds;

  if (expires == NULL || !g_ascii_string_to_unsigned (expires, 10, EARLIEST_SECOND,
                                                      LATEST_SECOND * 1000, &seconds, NULL))
    return 0;

  if (seconds > LATEST_SECOND)
    seconds /= 1000;

  return (gint64) seconds * G_USEC_PER_SEC;
}

/* A shared access signature of Azure; `se` alone may mean anything. */
static gint64
read_azure_expiry (char **parameters)
{
  g_autofree char *end = find_parameter (parameters, "se");
  g_autofree char *signature = find_parameter (parameters, "sig");

  return end != NULL && signature != NULL ? parse_date (end) : 0;
}

static gint64
read_expiry (const char *query)
{
  static const char *const vendors[] = { "Amz", "Goog", "OSS" };
  g_auto (GStrv) parameters = g_strsplit (query, "&", -1);
  gint64 expires_at = 0;

  for (guint i = 0; i < G_N_ELEMENTS (vendors) && expires_at == 0; i++)
    expires_at = read_dated_expiry (parameters, vendors[i]);
  if (expires_at == 0)
    expires_at = read_absolute_expiry (parameters);
  if (expires_at == 0)
    expires_at = read_azure_expiry (parameters);

  return expires_at;
}

static const char *
find_ending (const char *path)
{
  const char *name = strrchr (path, '/');
  const char *dot = strrchr (name != NULL ? name : path, '.');

  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (ending_types); i++)
    {
      if (g_ascii_strcasecmp (dot + 1, ending_types[i].ending) == 0)
        return ending_types[i].type;
    }

  return NULL;
}

/**
 * assay_address_is_loopback:
 * @host: a host name or an IP address, without brackets
 *
 * Tells whether a host is this machine itself: “localhost” and the addresses that never leave it.
 * No other name counts, whatever it resolves to now.
 *
 * Returns: whether @host is this machine
 */
gboolean
assay_address_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  g_return_val_if_fail (host != NULL, FALSE);

  address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}

/**
 * assay_address_inspect:
 * @url: a link as somebody wrote it; any text
 * @address: (out caller-allocates): what can be told about it
 *
 * Inspects a link without opening it.
 */
void
assay_address_inspect (const char *url, AssayAddress *address)
{
  g_autoptr (GUri) uri = NULL;
  const char *scheme, *host, *password, *query;

  g_return_if_fail (url != NULL);
  g_return_if_fail (address != NULL);

  *address = (AssayAddress) { 0 };

  uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_QUERY, NULL);
  if (uri == NULL)
    return;

  scheme = g_uri_get_scheme (uri);
  host = g_uri_get_host (uri);
  if (host == NULL || *host == '\0' ||
      (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https")))
    return;

  password = g_uri_get_password (uri);
  query = g_uri_get_query (uri);
  address->web = TRUE;
  address->encrypted = g_str_equal (scheme, "https");
  address->local = assay_address_is_local_host (host);
  address->password = password != NULL && *password != '\0';
  address->expires_at = query != NULL ? read_expiry (query) : 0;
  address->type = find_ending (g_uri_get_path (uri));
}

/**
 * assay_address_guess_type:
 * @content_type: (nullable): a Content-Type header or media type
 *
 * Finds the attachment type of StackOne that a media type belongs to.
 *
 * Returns: (transfer none) (nullable): `pdf`, `video`, `text` or `other`, %NULL when there is none
 *   to read
 */
const char *
assay_address_guess_type (const char *content_type)
{
  g_autofree char *type = NULL;

  if (content_type == NULL)
    return NULL;

  type = g_ascii_strdown (content_type, (gssize) strcspn (content_type, "; \t"));
  if (g_str_has_suffix (type, "/pdf") || g_str_has_suffix (type, "/x-pdf"))
    return "pdf";
  if (g_str_has_prefix (type, "video/"))
    return "video";
  if (g_str_has_prefix (type, "text/") && !g_str_equal (type, "text/html"))
    return "text";

  return strchr (type, '/') != NULL ? "other" : NULL;
}
