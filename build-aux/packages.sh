# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Assay authors
#
# What the scripts that make roots ask about packages and their place; read by them, not run.

package_lists=("${BASH_SOURCE[0]%/*}/packages")
# Raised when make-root makes another root of the same list.
root_recipe=2

# Where roots are kept.
cache_folder () {
  case ${XDG_CACHE_HOME:-} in
    /*) echo "$XDG_CACHE_HOME/assay" ;;
    *) echo "${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}/.cache/assay" ;;
  esac
}

package_names () {
  sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "${package_lists[@]}" | LC_ALL=C sort -u
}

package_key () {
  { package_names; echo "recipe $root_recipe"; } | sha256sum | cut -c1-16
}

# Names of the list that dpkg does not have; nothing on a machine without dpkg.
missing_packages () {
  command -v dpkg-query >/dev/null || return 0
  LC_ALL=C comm -23 <(package_names) \
    <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | LC_ALL=C sort -u)
}

# Runs a command as root, by sudo where that is needed and to be had.
as_root () {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    sudo "$@"
  else
    printf 'build-aux: this needs root or sudo: %s\n' "$*" >&2
    return 1
  fi
}

# The version apt would install, empty when it knows none.
apt_candidate () {
  LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: *//p' | grep -v '(none)' || true
}

apt_update () {
  as_root apt-get -q -o DPkg::Lock::Timeout=600 update
}

install_packages () {
  [ $# -gt 0 ] || return 0
  command -v apt-get >/dev/null || {
    printf 'build-aux: please install: %s\n' "$*" >&2
    return 1
  }
  [ -n "$(apt_candidate "$1")" ] || apt_update || return 1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 \
    install --no-install-recommends "$@"
}

apt_offers_floor () {
  local pair version
  command -v apt-cache >/dev/null || return 1
  # Fresh machines come without package lists; without root the question stays unanswered.
  [ -n "$(apt_candidate libglib2.0-dev)" ] || apt_update || return 1
  for pair in libglib2.0-dev:2.84 libgtk-4-dev:4.18 libadwaita-1-dev:1.7; do
    version=$(apt_candidate "${pair%:*}")
    [ -n "$version" ] && dpkg --compare-versions "$version" ge "${pair#*:}" || return 1
  done
  [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null
}
