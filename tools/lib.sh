# shellcheck shell=bash
# Functions that the scripts in tools/ share. Sourcing this file changes to the root of the project.
#
# The versions of the tools are pinned: cargo-deny in tools/cargo-deny; openapi-spec-validator and schemathesis in python/requirements.in,
# with all their dependencies and hashes in requirements.txt (that file says how it is made); the linters in npm/package.json, with their
# hashes in the lock file:
#     cd tools/npm && npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved
# The same way of pinning applies to the generators in tests/sdk and tests/generators, the npm packages of tools/browser in tests/browser,
# and the OAuth libraries that tools/oauth uses as clients in tests/oauth.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

cache=${IMPRINT_CI_CACHE:-$HOME/.cache/imprint-ci}

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }

# `skip REASON` and `not_run REASON` end the script with the exit code for "skipped" or "could not run".
skip() { say "skipped: $*"; exit 77; }
not_run() { say "could not run: $*"; exit 69; }

# `apt_install PACKAGE…`: installs packages. Needs root and apt-get.
apt_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return
  say "installing $*"
  (export DEBIAN_FRONTEND=noninteractive; apt-get update -qq && apt-get install -qq -y --no-install-recommends "$@") </dev/null >&2
}

# `need COMMAND PACKAGE…`: installs the packages if the command is missing, and ends the script if that fails.
need() {
  command -v "$1" >/dev/null || { apt_install "${@:2}" && command -v "$1" >/dev/null; } ||
    not_run "$1 is missing and could not be installed"
}

# `from_cache NAME PIN INSTALL`: sets `home` to the cache folder for the current content of the file PIN, and calls the function
# INSTALL to fill it on first use.
from_cache() {
  home=$cache/$1-$(cksum <"$2" | cut -d' ' -f1)
  [ -e "$home/installed" ] && return
  say "installing $1 into $home"
  { rm -rf "$home" && mkdir -p "$home" && "$3" >&2 && touch "$home/installed"; } || not_run "$1 could not be installed"
}

# `from_pypi NAME FOLDER`: sets `home` to a virtual environment with the packages that FOLDER/requirements.txt pins.
from_pypi() {
  need python3 python3 python3-venv
  pins=$2/requirements.txt
  from_cache "$1" "$pins" install_from_pypi
}

# shellcheck disable=SC2317 # from_cache calls it
install_from_pypi() {
  python3 -m venv "$home" || { apt_install python3-venv && python3 -m venv --clear "$home"; } || return
  "$home/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$pins"
}

# `from_npm NAME FOLDER`: sets `home` to a folder whose node_modules/ has the packages that FOLDER/package-lock.json pins.
from_npm() {
  need node nodejs
  need npm npm
  pins=$2/package-lock.json
  from_cache "$1" "$pins" install_from_npm
}

# shellcheck disable=SC2317 # from_cache calls it
install_from_npm() {
  cp "${pins%/*}/package.json" "$pins" "$home" && npm ci --prefix "$home" --ignore-scripts --no-audit --no-fund
}

# `find_program [FILE]`: sets `program` to FILE, or builds the debug binary and sets `program` to that.
find_program() {
  if [ -n "${1:-}" ]; then program=$(realpath "$1"); else program=$(tools/server.py --build); fi
  [ -x "$program" ] || { say "there is no program at ${1:-target/debug}"; exit 1; }
}

# `fail MESSAGE`: prints the message and ends the script.
fail() { echo "$*"; exit 1; }

# `quiet NAME COMMAND…`: writes the output of the command to NAME.log in the folder `out`. Shows it and ends the script if the command
# fails. Shows the warnings and ends the script if it warns.
quiet() {
  local log=$out/$1.log code
  "${@:2}" >"$log" 2>&1 </dev/null
  code=$?
  if [ $code != 0 ]; then
    cat "$log"
    fail "$1: $(basename "$2") ended with $code and printed the above"
  elif grep -E '\b(WARN|WARNING|ERROR|Warning|Error)\b|⚠' "$log"; then
    fail "$1: $(basename "$2") printed the above"
  fi
}

# Sets `full` to the contract and `strict` to its `sdk` profile, and writes the profile to the folder `out`.
find_documents() {
  full=$PWD/openapi.yaml strict=$out/openapi.sdk.yaml
  "$program" openapi --profile sdk >"$strict" || fail "the program does not print the sdk profile"
}
