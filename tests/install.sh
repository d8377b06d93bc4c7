#!/bin/sh
# Install what the tests drive: Chromium, Firefox ESR, Node.js, nginx and systemd's checks, from Debian's packages where apt is there.
set -eu
missing=""
command -v chromium >/dev/null || missing="$missing chromium"
command -v firefox-esr >/dev/null || missing="$missing firefox-esr"
command -v node >/dev/null || missing="$missing nodejs"
command -v npm >/dev/null || missing="$missing npm"
[ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || missing="$missing nginx"
command -v systemd-analyze >/dev/null || missing="$missing systemd"
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "The tests drive real browsers, node and servers. Please install:$missing" >&2
  exit 1
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
echo "Installing for the tests:$missing"
$as_root apt-get -o DPkg::Lock::Timeout=300 -qq update
# shellcheck disable=SC2086  # a list of packages
DEBIAN_FRONTEND=noninteractive $as_root apt-get -o DPkg::Lock::Timeout=300 -qq install --yes --no-install-recommends $missing >/dev/null
# the tests start one of their own
case "$missing" in *nginx*) $as_root systemctl disable --now nginx >/dev/null 2>&1 || true ;; esac
