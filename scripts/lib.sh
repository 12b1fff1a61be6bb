# shellcheck shell=bash
# What the scripts share. Sourced, never run: the caller has already said `set -euo pipefail`.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit

# Rust's own installer puts cargo here, and only login shells know it.
if ! command -v cargo >/dev/null && [ -x "${HOME:-/root}/.cargo/bin/cargo" ]; then
  PATH="${HOME:-/root}/.cargo/bin:$PATH"
fi

# The build cache lies outside the checkout: a fresh clone then builds only what has changed.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/gongkai/target}"

# Typefaces and tools that setup fetches for this user.
# shellcheck disable=SC2034 # used by those who source this
share="${XDG_DATA_HOME:-${HOME:-/root}/.local/share}/gongkai"

say() { printf '%s\n' "$*" >&2; }
fail() { say "$0: $*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# Runs a command as root: directly, or through sudo.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif has sudo; then
    sudo "$@"
  else
    fail "needs root for: $* (be root, or install sudo)"
  fi
}
