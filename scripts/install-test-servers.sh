#!/usr/bin/env bash
# Installs the servers that tests run, MariaDB for database users and Redis for access strings, on Debian and its relatives.
# PostgreSQL comes with `npm ci`.
# Nothing is left running: the tests start servers of their own, on this machine only.
set -euo pipefail

command -v mariadbd >/dev/null && command -v redis-server >/dev/null && exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo 'MariaDB or Redis is missing, and only root on Debian can install them here: install the packages mariadb-server and redis-server' >&2
  exit 1
fi

# the package would start a server that nobody needs
policy=/usr/sbin/policy-rc.d
[ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && trap 'rm -f "$policy"' EXIT; }
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends mariadb-server redis-server openssl >/dev/null
