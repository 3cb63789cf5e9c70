/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-secret-store.h"

#include "assay-environment-store.h"
#include "assay-libsecret-store.h"
#include "assay-secret-chain.h"

/**
 * assay_secret_store_new_default:
 * @profile: the id of the profile whose secrets are meant
 *
 * Makes the store of a desk: the environment and systemd's credentials first, then the keyring.
 * When the environment offers any secret, a machine without a keyring is no error.
 *
 * Returns: (transfer full): a new store
 */
AssaySecretStore *
assay_secret_store_new_default (const char *profile)
{
  g_autoptr (AssaySecretStore) environment = assay_environment_store_new ();
  g_autoptr (AssaySecretStore) keyring = NULL;
  gboolean keyring_optional;

  g_return_val_if_fail (profile != NULL, NULL);

  keyring = assay_libsecret_store_new (profile);
  keyring_optional = !assay_environment_store_is_empty (ASSAY_ENVIRONMENT_STORE (environment));

  return assay_secret_chain_new (environment, keyring, keyring_optional);
}
