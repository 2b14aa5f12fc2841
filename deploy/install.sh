#!/usr/bin/env bash
# Installs the packages of deploy/packages.txt that are missing. Usage: deploy/install.sh [section ...]
# Sections are the comment lines of the list: build, console, run, test, bench.
# No package may start a service: invoke-rc.d is told so for the time of the installation.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
sections=("$@")
missing=()
section=""
while IFS= read -r line; do
  case "$line" in
    "# "*) section="${line#\# }"; section="${section%% *}"; section="${section%:}"; continue ;;
    "" ) continue ;;
  esac
  if [ ${#sections[@]} -gt 0 ]; then
    wanted=no
    for s in "${sections[@]}"; do [ "$s" = "$section" ] && wanted=yes; done
    [ "$wanted" = yes ] || continue
  fi
  package="${line%%=*}"
  command="${line#*=}"
  if [ "$command" != "$line" ] && command -v "$command" >/dev/null 2>&1; then continue; fi
  dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -q '^installed$' || missing+=("$package")
done < <(sed 's/[[:space:]]*$//' "$here/packages.txt")

[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ]; then
  if sudo -n true 2>/dev/null; then exec sudo -n "$here/install.sh" "${sections[@]}"; fi
  echo "loa: ask an administrator to install these packages: ${missing[*]}" >&2
  exit 3
fi

policy=/usr/sbin/policy-rc.d
made_policy=no
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod 755 "$policy"
  made_policy=yes
fi
trap '[ "$made_policy" = yes ] && rm -f "$policy"' EXIT

echo "loa: installing ${#missing[@]} packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
run() {
  # Quiet, but with a sign of life every few seconds.
  "$@" >"$log" 2>&1 &
  local pid=$!
  local seconds=0
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1
    seconds=$((seconds + 1))
    if [ $((seconds % 10)) -eq 0 ]; then echo "loa: … ${seconds} s, $(tail -n 1 "$log" | cut -c1-90)"; fi
  done
  wait "$pid" || { tail -n 20 "$log" >&2; echo "loa: installation failed: $*" >&2; exit 1; }
}
run apt-get update
run apt-get install -y --no-install-recommends "${missing[@]}"
rm -f "$log"
