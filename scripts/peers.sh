#!/usr/bin/env bash
# Installs the generators that `cargo xtask compare` measures beside this one into a folder: scripts/peers.sh FOLDER
#
# Each is a published version, built with the versions of its dependencies that it was published with. What is there
# already is left alone.
set -euo pipefail

if [ $# -ne 1 ]; then
    echo "Usage: scripts/peers.sh FOLDER" >&2
    exit 2
fi
folder=$1
mkdir -p "$folder"

# Crate and version, the newest at the time of the figures in README.md.
while read -r name version; do
    CARGO_TARGET_DIR="$folder/target" cargo install --locked --quiet --root "$folder" --version "=$version" "$name"
done <<'PEERS'
cargo-progenitor 0.15.1
oas3-gen 0.29.0
openapi-to-rust 0.23.0
ploidy 0.15.0
PEERS
rm -rf "$folder/target"
cargo install --list --root "$folder"
