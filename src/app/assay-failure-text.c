/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-failure-text.h"

#include <glib/gi18n.h>

#include "assay-desk-error.h"
#include "assay-http-error.h"
#include "assay-journal-error.h"
#include "assay-readiness-error.h"
#include "assay-simulator.h"
#include "assay-stackone-error.h"

typedef GQuark (*DomainFunc) (void);

#define ANY_CODE -1

static const struct
{
  DomainFunc domain;
  int code;
  const char *text;
} texts[] = {
  { assay_journal_error_quark, ASSAY_JOURNAL_ERROR_OPEN,
    N_("The journal cannot be opened. Check the profile’s folder.") },
  { assay_journal_error_quark, ASSAY_JOURNAL_ERROR_NEWER,
    N_("A newer version of Assay wrote this journal. Install that version.") },
  { assay_journal_error_quark, ASSAY_JOURNAL_ERROR_CORRUPT,
    N_("The journal is damaged. Bring back a backup; nothing was deleted.") },
  { assay_journal_error_quark, ASSAY_JOURNAL_ERROR_BUSY,
    N_("Another program holds the journal, or the disk is slow. Try again in a moment.") },
  { assay_journal_error_quark, ASSAY_JOURNAL_ERROR_FULL,
    N_("The disk is full. Make room, then try again.") },
  { assay_journal_error_quark, ASSAY_JOURNAL_ERROR_READ_ONLY,
    N_("The journal may only be read. Check the permissions of its folder.") },
  { assay_journal_error_quark, ASSAY_JOURNAL_ERROR_CONFLICT,
    N_("Somebody else was faster. Look again, then decide.") },
  { assay_journal_error_quark, ASSAY_JOURNAL_ERROR_IO,
    N_("The disk cannot be read or written. Check it, then try again.") },
  { assay_journal_error_quark, ASSAY_JOURNAL_ERROR_NOT_FOUND,
    N_("This order is not in the journal.") },
  { assay_journal_error_quark, ASSAY_JOURNAL_ERROR_MOVED,
    N_("The journal was moved or deleted while it was open. Start Assay again.") },
  { assay_desk_error_quark, ASSAY_DESK_ERROR_INVALID_NAME,
    N_("This is no name for a profile. Use letters and digits.") },
  { assay_desk_error_quark, ASSAY_DESK_ERROR_EXISTS,
    N_("A profile of this name exists. Choose another name.") },
  { assay_desk_error_quark, ASSAY_DESK_ERROR_FOLDER,
    N_("The profile’s folder cannot be used. Check its permissions.") },
  { assay_desk_error_quark, ASSAY_DESK_ERROR_SETTINGS,
    N_("The profile’s settings are damaged. Mend or remove the file.") },
  { assay_desk_error_quark, ASSAY_DESK_ERROR_TABLE,
    N_("A table of the profile cannot be read. Mend or remove its file.") },
  { assay_http_error_quark, ASSAY_HTTP_ERROR_ADDRESS,
    N_("The inbox cannot listen on this address. Enter an address of this computer and a port.") },
  { assay_http_error_quark, ASSAY_HTTP_ERROR_IN_USE,
    N_("Another program listens on the inbox’s address. Stop it, or choose another port.") },
  { assay_http_error_quark, ASSAY_HTTP_ERROR_NOT_ALLOWED,
    N_("This user may not listen on that port. Choose one from 1024 up.") },
  { assay_http_error_quark, ASSAY_HTTP_ERROR_UNPROTECTED,
    N_("Other computers can reach this address. Enter a signing secret and enforce it first.") },
  { assay_http_error_quark, ASSAY_HTTP_ERROR_CERTIFICATE,
    N_("The certificate of the inbox or its key cannot be used. Choose other files.") },
  { assay_http_error_quark, ASSAY_HTTP_ERROR_FAILED,
    N_("The inbox cannot listen. Check its address.") },
  { assay_readiness_error_quark, ASSAY_READINESS_ERROR_INVALID_ADDRESS,
    N_("This is no address that can be called. Enter one such as "
        "https://example.com/packages, without a password in it.") },
  { assay_readiness_error_quark, ASSAY_READINESS_ERROR_INVALID_ALLOWANCE,
    N_("This names no host with a port, and no network. Check how it is written.") },
  { assay_readiness_error_quark, ASSAY_READINESS_ERROR_UNRESOLVED,
    N_("No server goes by this name. Check how the address is written.") },
  { assay_readiness_error_quark, ASSAY_READINESS_ERROR_REFUSED,
    N_("The address is not public, so StackOne cannot reach it. Nothing was called. To test it "
        "from here, allow this address.") },
  { assay_readiness_error_quark, ASSAY_READINESS_ERROR_REDIRECTS,
    N_("The address leads on without end. Check the redirects of the server.") },
  { assay_readiness_error_quark, ASSAY_READINESS_ERROR_CONNECTION,
    N_("The server cannot be reached. Check that it runs and that nothing is in between.") },
  { assay_readiness_error_quark, ASSAY_READINESS_ERROR_TLS,
    N_("No secure connection came about. Check the certificate of the server.") },
  { assay_readiness_error_quark, ASSAY_READINESS_ERROR_TIMED_OUT,
    N_("The server took too long. Find out what it waits for, then try again.") },
  { assay_readiness_error_quark, ASSAY_READINESS_ERROR_TOO_LARGE,
    N_("The answer is too large. Check that the address is that of the package list.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_NO_API_KEY,
    N_("StackOne’s key is not known. Enter it in the preferences.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_UNAUTHORIZED,
    N_("StackOne does not know this key. Copy it again from the StackOne dashboard.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_FORBIDDEN,
    N_("This key may not ask for that. Give it the scope in the StackOne dashboard.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_TOO_MANY_REQUESTS,
    N_("StackOne asks to wait. Try again in a minute.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_CONNECTION,
    N_("StackOne cannot be reached. Check the network and the address.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_TIMED_OUT,
    N_("StackOne cannot be reached. Check the network and the address.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_TLS,
    N_("The connection to StackOne is not secure. Check the address and the network.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_REQUEST_TIMEOUT,
    N_("StackOne has a fault or takes too long. Try again in a few minutes.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_INTERNAL_SERVER_ERROR,
    N_("StackOne has a fault or takes too long. Try again in a few minutes.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_BAD_GATEWAY,
    N_("StackOne has a fault or takes too long. Try again in a few minutes.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_NOT_FOUND,
    N_("Something else than StackOne seems to answer. Check the address and the network.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_UNEXPECTED_STATUS,
    N_("Something else than StackOne seems to answer. Check the address and the network.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_INVALID_ANSWER,
    N_("Something else than StackOne seems to answer. Check the address and the network.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_TOO_LARGE,
    N_("Something else than StackOne seems to answer. Check the address and the network.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_INVALID_ADDRESS,
    N_("StackOne’s address cannot be called. Check it in the preferences.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_SECRETS_LOCKED,
    N_("The keyring is locked. Unlock it, then retry; until then "
        "webhooks are refused and nothing is sent.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_SECRETS_UNAVAILABLE,
    N_("No keyring answers. Start one, then retry; until then "
        "webhooks are refused and nothing is sent.") },
  { assay_stackone_error_quark, ASSAY_STACKONE_ERROR_SECRETS_INVALID,
    N_("A stored secret cannot be used. Enter it again in the preferences.") },
  { assay_simulator_error_quark, ASSAY_SIMULATOR_ERROR_BUSY,
    N_("Another window or program runs this demo already. Close it first.") },
  { assay_simulator_error_quark, ANY_CODE,
    N_("The simulator of the demo cannot start. Check the profile’s folder.") },
};

/**
 * assay_failure_text_get:
 * @error: an error from below
 *
 * Says in a translated sentence what went wrong and what to do.
 *
 * Returns: (transfer none): the sentence; a general one for an error that nobody expected, whose
 *   own words are logged
 */
const char *
assay_failure_text_get (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (texts[i].domain () == error->domain &&
          (texts[i].code == error->code || texts[i].code == ANY_CODE))
        return _(texts[i].text);
    }

  g_info ("%s %d: %s", g_quark_to_string (error->domain), error->code, error->message);

  return _("Something unexpected went wrong. Try again, and report it if it stays so.");
}

/**
 * assay_failure_text_dup_whole:
 * @error: an error from below
 *
 * As [func@failure_text_get], followed by the error's own words, which name file and reason.
 *
 * Returns: (transfer full): the text
 */
char *
assay_failure_text_dup_whole (const GError *error)
{
  return g_strdup_printf ("%s\n%s", assay_failure_text_get (error), error->message);
}
